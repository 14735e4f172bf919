"""Units are established, merged, divided, renamed and dissolved; the tree stays sound after every step."""

import uuid
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tongket.base.models import Entry, SearchRow
from tongket.units.actions import Change, Move, NewUnit, establish_unit, reorganise
from tongket.units.checks import (
    check_closure,
    check_versions_are_those_of_the_ledger,
    check_versions_do_not_overlap,
)
from tongket.units.hats import SYSTEM, Hat
from tongket.units.models import (
    OPEN,
    Closure,
    Kind,
    Line,
    Succession,
    Tier,
    TreeVersion,
    Unit,
    UnitCode,
    UnitVersion,
)
from tongket.units.queries import version_on
from tongket.viet.fault import Refusal

pytestmark = pytest.mark.django_db
START = date(2025, 1, 1)
DAY = date(2025, 7, 1)
WHO = {"actor": SYSTEM, "now": datetime(2025, 7, 1, 2, 0, tzinfo=UTC)}


def make(name: str, parent: Unit | None = None, tier: str = Tier.COMMUNE, **more) -> Unit:
    new = NewUnit(tier, name, parent, **more)
    return establish_unit(new=new, day=START, decision="01/NQ-HĐND", **WHO)


@pytest.fixture
def province() -> Unit:
    return make("Tỉnh Mẫu", tier=Tier.PROVINCE)


def test_a_new_unit_stands_under_its_parent_and_can_be_found(province):
    commune = make("Xã Mẫu", province, codes={"gso": "99999"}, sample=True)
    assert version_on(commune, START).kind == Kind.COMMUNE
    assert Closure.objects.filter(ancestor=province, descendant=commune, depth=1, end=OPEN).exists()
    assert SearchRow.objects.get(ref=commune.ref).note == "Tỉnh Mẫu · từ 01/01/2025"
    assert Entry.objects.filter(kind="units.establish", subject=commune.ref).count() == 1


def test_an_office_is_not_entered_twice_under_one_place(province):
    make("Xã Mẫu", province)
    with pytest.raises(Refusal, match=r"units\.same_name"):
        make("Xã  Mẫu", province)
    make("Xã Mẫu", make("Tỉnh Khác", tier=Tier.PROVINCE))


def test_two_communes_merge_into_a_new_one(province):
    first = make("Xã Một", province, codes={"gso": "90001"})
    second = make("Xã Hai", province)
    new = NewUnit(Tier.COMMUNE, "Xã Ba", province, codes={"gso": "90001"})
    before = TreeVersion.objects.get(line=Line.STATE).number
    event = reorganise(
        what=Succession.What.MERGE,
        day=DAY,
        decision="02/NQ-HĐND",
        begin=[new],
        end=[first, second],
        moves=[Move(first, new.ref, True, writes=True), Move(second, new.ref, True)],
        over=province,
        **WHO,
    )
    third = Unit.objects.get(ref=new.ref)
    assert version_on(first, DAY) is None
    assert version_on(third, DAY).start == DAY
    assert {t.source for t in event.transfers.all()} == {first, second}
    assert UnitCode.objects.get(unit=first).end == UnitCode.objects.get(unit=third).start == DAY
    assert TreeVersion.objects.get(line=Line.STATE).number != before
    assert Entry.objects.get(kind="units.reorganise").subject == event.ref
    assert (
        check_closure() == check_versions_do_not_overlap() == check_versions_are_those_of_the_ledger() == []
    )


def test_a_divided_commune_keeps_its_shares_exact(province):
    old, taker = make("Xã Một", province), make("Xã Hai", province)
    new = NewUnit(Tier.COMMUNE, "Xã Ba", province)
    shares = [
        Move(old, taker, False, Fraction(1, 3), "dân số"),
        Move(old, new.ref, False, Fraction(2, 3), "dân số"),
    ]
    event = reorganise(
        what=Succession.What.SPLIT,
        day=DAY,
        decision="x",
        begin=[new],
        end=[old],
        moves=shares,
        over=province,
        **WHO,
    )
    assert set(event.transfers.values_list("share_num", "share_den")) == {(1, 3), (2, 3)}


def test_a_change_of_name_or_kind_is_the_same_unit(province):
    commune = make("Xã Một", province)
    change = [Change(commune, name="Phường Một")]
    reorganise(what=Succession.What.RECLASSIFY, day=DAY, decision="x", change=change, over=province, **WHO)
    assert [v.kind for v in commune.versions.order_by("start")] == [Kind.COMMUNE, Kind.WARD]
    assert Closure.objects.filter(descendant=commune, ancestor=province).count() == 1
    assert SearchRow.objects.get(ref=commune.ref).shown == "Phường Một"


def test_a_move_takes_along_all_that_stands_below(province):
    other = make("Tỉnh Khác", tier=Tier.PROVINCE)
    commune = make("Xã Một", province)
    village = make("Thôn Đông", commune, Tier.VILLAGE, kind=Kind.VILLAGE)
    change = [Change(commune, parent=other)]
    reorganise(what=Succession.What.TRANSFER, day=DAY, decision="x", change=change, over=province, **WHO)
    rows = Closure.objects.filter(descendant=village, depth=2).values_list("ancestor", "start", "end")
    assert set(rows) == {(province.pk, START, DAY), (other.pk, DAY, OPEN)}
    assert SearchRow.objects.get(ref=village.ref).note.startswith("Xã Một, Tỉnh Khác")


def test_two_events_on_a_day_are_numbered(province):
    commune = make("Xã Một", province)
    for name in ("Xã Hai", "Phường Hai"):
        reorganise(
            what="rename", day=DAY, decision="x", change=[Change(commune, name=name)], over=province, **WHO
        )
    assert list(Succession.objects.values_list("number", flat=True).order_by("number")) == [1, 2]
    assert [v.name for v in commune.versions.order_by("start")] == ["Xã Một", "Phường Hai"]


def refused(code: str, province: Unit, **event) -> None:
    before = (UnitVersion.objects.count(), Closure.objects.count(), Entry.objects.count())
    with pytest.raises(Refusal) as why:
        reorganise(**{"what": "merge", "day": DAY, "decision": "x", "over": province, **WHO, **event})
    assert [fault.code for fault in why.value.faults] == [code]
    assert (UnitVersion.objects.count(), Closure.objects.count(), Entry.objects.count()) == before
    assert not Succession.objects.exists()


def test_who_ends_has_to_go_somewhere(province):
    commune = make("Xã Một", province)
    refused("units.goes_nowhere", province, end=[commune])
    refused("units.goes_nowhere", province, end=[commune], moves=[Move(commune, commune, True)])


def test_nobody_may_be_left_without_a_unit_above(province):
    other = make("Tỉnh Khác", tier=Tier.PROVINCE)
    make("Xã Một", province)
    refused("units.orphan", province, end=[province], moves=[Move(province, other, True)])


def test_a_whole_and_a_part_of_the_same_unit_contradict_each_other(province):
    old, one, two = (make(f"Xã {name}", province) for name in ("Một", "Hai", "Ba"))
    moves = [Move(old, one, True), Move(old, two, False)]
    refused("units.whole_and_part", province, end=[old], moves=moves)


def test_shares_make_one_whole(province):
    old, one, two = (make(f"Xã {name}", province) for name in ("Một", "Hai", "Ba"))
    moves = [Move(old, one, False, Fraction(1, 2)), Move(old, two, False, Fraction(2, 3))]
    refused("units.shares", province, end=[old], moves=moves)


def test_a_unit_cannot_change_before_it_was_or_before_a_later_change(province):
    commune = make("Xã Một", province)
    refused("units.not_on_day", province, day=date(2024, 1, 1), change=[Change(commune, name="Xã Hai")])
    UnitVersion.objects.filter(unit=commune).update(end=date(2026, 1, 1))
    refused("units.later_version", province, change=[Change(commune, name="Xã Hai")])


def test_a_unit_cannot_stand_under_itself(province):
    commune = make("Xã Một", province)
    refused("units.circle", province, change=[Change(province, parent=commune)])


def test_a_code_has_one_bearer_a_day(province):
    make("Xã Một", province, codes={"gso": "90001"})
    refused(
        "units.code_taken",
        province,
        begin=[NewUnit(Tier.COMMUNE, "Xã Hai", province, codes={"gso": "90001"})],
    )


def test_a_name_says_what_it_names(province):
    refused("units.no_name", province, begin=[NewUnit(Tier.COMMUNE, " ", province)])
    refused("units.no_kind", province, begin=[NewUnit(Tier.COMMUNE, "Đông Anh", province)])


def test_an_office_recorded_under_a_unit_that_has_ended_ended_with_it(province):
    old, taker = make("Xã Một", province), make("Xã Hai", province)
    moves = [Move(old, taker, True)]
    reorganise(what="merge", day=DAY, decision="x", end=[old], moves=moves, over=province, **WHO)
    office = make("Đảng ủy xã Một", old, Tier.OFFICE, kind=Kind.OFFICE)
    assert version_on(office, START).end == DAY
    assert (
        check_versions_do_not_overlap() == check_closure() == check_versions_are_those_of_the_ledger() == []
    )


def test_only_the_keeper_of_a_unit_above_may_reorganise(province):
    commune = make("Xã Một", province)
    keeper = Hat("keeper", province.pk, uuid.uuid4())
    clerk = Hat("clerk", province.pk, uuid.uuid4())
    change = {"what": "rename", "day": DAY, "decision": "x", "change": [Change(commune, name="Xã Hai")]}
    with pytest.raises(Refusal, match=r"grant\.refused"):
        reorganise(**change, over=province, actor=clerk, now=WHO["now"])
    assert reorganise(**change, over=province, actor=keeper, now=WHO["now"])


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["new", "move", "merge", "rename", "end"]), st.integers(0, 7), st.integers(0, 7)
    ),
    min_size=3,
    max_size=8,
)


def step(what: str, one: Unit, two: Unit, day: date, top: Unit) -> None:
    event = {"what": "rearrange", "day": day, "decision": "x", "over": top, **WHO}
    match what:
        case "new":
            establish_unit(
                new=NewUnit(Tier.OFFICE, f"Phòng {day}", one, kind=Kind.OFFICE), day=day, decision="", **WHO
            )
        case "move":
            reorganise(change=[Change(one, parent=two)], **event)
        case "rename":
            reorganise(change=[Change(one, name=f"Phòng mới {day}", kind=Kind.OFFICE)], **event)
        case "merge":
            new = NewUnit(Tier.OFFICE, f"Ban {day}", top, kind=Kind.OFFICE)
            moves = [Move(one, new.ref, True), Move(two, new.ref, True)][: 1 + (one != two)]
            reorganise(begin=[new], end=list({one, two}), moves=moves, **event)
        case "end":
            reorganise(end=[one], moves=[Move(one, top, True)], **event)


def walk(line: str, on: date) -> set[tuple[int, int, int]]:
    versions = UnitVersion.objects.filter(line=line, start__lte=on, end__gt=on)
    parent = dict(versions.values_list("unit", "parent"))
    found = set()
    for unit in parent:
        above, depth = unit, 0
        while above in parent:
            found.add((above, unit, depth))
            above, depth = parent[above], depth + 1
    return found


@given(STEPS)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_after_any_sequence_of_events_the_table_says_what_a_walk_finds(db, steps):
    with transaction.atomic():
        top = make("Tỉnh Mẫu", tier=Tier.PROVINCE)
        days = [START + timedelta(days=30 * number) for number in range(1, len(steps) + 1)]
        for (what, one, two), day in zip(steps, days, strict=True):
            units = list(Unit.objects.order_by("pk"))
            try:
                with transaction.atomic():
                    step(what, units[one % len(units)], units[two % len(units)], day, top)
            except Refusal:
                continue
        for on in [START, *days]:
            rows = Closure.objects.filter(line="state", start__lte=on, end__gt=on)
            found = list(rows.values_list("ancestor", "descendant", "depth"))
            assert len(found) == len(set(found))
            assert set(found) == walk("state", on)
        assert check_closure() == check_versions_do_not_overlap() == []
        assert check_versions_are_those_of_the_ledger() == []
        transaction.set_rollback(True)


def test_a_change_that_was_undone_leaves_no_number_that_the_next_could_bear(province):
    """What was worked out within it would else be taken for what is worked out of the tree that stands."""
    undone = []
    for name in ("Xã Một", "Xã Hai"):
        with transaction.atomic():
            make(name, province)
            undone.append(TreeVersion.objects.get(line=Line.STATE).number)
            transaction.set_rollback(True)
    assert len({*undone, TreeVersion.objects.get(line=Line.STATE).number}) == 3
