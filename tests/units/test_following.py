"""The Party and the Front follow a merger of the State: shown to the keeper, recorded in one step."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.test import Client

from tongket.base.entries import facts_of
from tongket.base.models import Account, Entry, Installation
from tongket.units.actions import Move, NewUnit, appoint, establish_unit, reorganise
from tongket.units.checks import check_closure
from tongket.units.following import follow, following, unfollowed
from tongket.units.hats import SYSTEM, Hat, hat_of
from tongket.units.models import Closure, Kind, Line, Role, Succession, Tier, Unit, UnitVersion
from tongket.units.queries import names_of
from tongket.viet.fault import Refusal

pytestmark = pytest.mark.django_db
START, DAY, TODAY = date(2020, 1, 1), date(2025, 7, 1), date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
WHO = {"actor": SYSTEM, "now": NOW}


def office(name: str, above: Unit, line: str) -> Unit:
    new = NewUnit(Tier.OFFICE, name, above, kind=Kind.OFFICE)
    return establish_unit(new=new, day=START, decision="", line=line, **WHO)


@pytest.fixture
def land() -> SimpleNamespace:
    """Two communes of a province, each with a Party committee and its office; the second has a Front too."""
    province = establish_unit(new=NewUnit(Tier.PROVINCE, "Tỉnh Mẫu", None), day=START, decision="", **WHO)
    one, two = (
        establish_unit(new=NewUnit(Tier.COMMUNE, name, province), day=START, decision="", **WHO)
        for name in ("Xã Một", "Xã Hai")
    )
    found = SimpleNamespace(province=province, one=one, two=two)
    found.dang_one = office("Đảng ủy xã Một", one, Line.PARTY)
    found.dang_two = office("Đảng ủy xã Hai", two, Line.PARTY)
    found.vp_two = office("Văn phòng Đảng ủy xã Hai", found.dang_two, Line.PARTY)
    found.club = office("Chi bộ Trường Nguyễn Trãi", found.dang_two, Line.PARTY)
    found.front_two = office("Ủy ban MTTQ Việt Nam xã Hai", two, Line.FRONT)
    account = Account.objects.create_user("giu", "mat-khau-mau-2026", name="Bùi Văn Giữ", name_key="giu")
    held = appoint(account=account, unit=province, post="Quản trị", role=Role.KEEPER, start=START, **WHO)
    found.keeper, found.account = hat_of(held), account
    return found


def absorb(land: SimpleNamespace) -> Succession:
    """Xã Hai goes whole into Xã Một."""
    return reorganise(
        what=Succession.What.MERGE, day=DAY, decision="Nghị quyết 1/NQ", end=[land.two], over=land.province,
        moves=[Move(land.two, land.one, whole=True, writes=True)], **WHO,
    )  # fmt: skip


def merge(land: SimpleNamespace) -> tuple[Succession, Unit]:
    """Both go into a new commune."""
    new = NewUnit(Tier.COMMUNE, "Xã Ba", land.province)
    event = reorganise(
        what=Succession.What.MERGE, day=DAY, decision="Nghị quyết 2/NQ", end=[land.one, land.two], begin=[new],
        moves=[Move(land.one, new.ref, whole=True, writes=True), Move(land.two, new.ref, whole=True, writes=True)],
        over=land.province, **WHO,
    )  # fmt: skip
    return event, Unit.objects.get(ref=new.ref)


def under(unit: Unit, line: str, day: date = TODAY) -> set[str]:
    rows = Closure.objects.filter(ancestor=unit, line=line, depth__gt=0, start__lte=day, end__gt=day)
    return set(names_of(rows.values_list("descendant", flat=True), day).values())


def test_the_keeper_is_shown_what_the_party_and_the_front_have_not_followed(land: SimpleNamespace):
    assert unfollowed(land.keeper, TODAY) == []
    absorb(land)
    found = unfollowed(land.keeper, TODAY)
    assert [(one.line, one.names) for one in found] == [("front", "Xã Hai"), ("party", "Xã Hai")]
    party = {fate.name: (fate.becomes, fate.begins) for fate in found[1].fates}
    assert party == {
        "Đảng ủy xã Hai": ("Đảng ủy xã Một", False),
        "Văn phòng Đảng ủy xã Hai": ("Văn phòng Đảng ủy xã Một", True),
        "Chi bộ Trường Nguyễn Trãi": ("Chi bộ Trường Nguyễn Trãi", False),
    }


def test_organisations_go_where_their_place_went_and_what_does_not_name_it_stays_itself(
    land: SimpleNamespace,
):
    event = absorb(land)
    done = follow(event=event, line=Line.PARTY, actor=land.keeper, now=NOW)
    assert (done.day, done.decision, done.line) == (DAY, "Nghị quyết 1/NQ", "party")
    assert under(land.one, Line.PARTY) == {
        "Đảng ủy xã Một", "Văn phòng Đảng ủy xã Một", "Chi bộ Trường Nguyễn Trãi",
    }  # fmt: skip
    assert under(land.two, Line.PARTY, date(2025, 6, 30)) >= {"Đảng ủy xã Hai"}, "its history stays"
    assert not UnitVersion.objects.filter(unit=land.dang_two, end__gt=DAY).exists()
    moves = {(each.source, each.target) for each in done.transfers.all()}
    assert (land.dang_two, land.dang_one) in moves
    assert (land.two, land.one) in moves
    assert facts_of(Entry.objects.filter(kind="units.reorganise").order_by("-pk")[0])["line"] == "party"
    assert check_closure() == []
    assert [one.line for one in unfollowed(land.keeper, TODAY)] == ["front"]


def test_the_front_begins_in_a_place_where_it_had_no_stand(land: SimpleNamespace):
    follow(event=absorb(land), line=Line.FRONT, actor=land.keeper, now=NOW)
    assert under(land.one, Line.FRONT) == {"Ủy ban MTTQ Việt Nam xã Một"}
    assert check_closure() == []


def test_two_committees_go_into_one_that_begins_with_the_new_commune(land: SimpleNamespace):
    event, new = merge(land)
    done = follow(event=event, line=Line.PARTY, actor=land.keeper, now=NOW)
    assert under(new, Line.PARTY) == {
        "Đảng ủy xã Ba", "Văn phòng Đảng ủy xã Ba", "Chi bộ Trường Nguyễn Trãi",
    }  # fmt: skip
    begun = UnitVersion.objects.get(name="Đảng ủy xã Ba").unit
    assert {each.source for each in done.transfers.filter(target=begun)} == {land.dang_one, land.dang_two}
    assert check_closure() == []


def test_a_committee_that_stands_by_itself_takes_over_where_its_place_has_no_stand(land: SimpleNamespace):
    new = NewUnit(Tier.OFFICE, "Ủy ban MTTQ Việt Nam xã Một", None, kind=Kind.OFFICE)
    alone = establish_unit(new=new, day=START, decision="", line=Line.FRONT, **WHO)
    done = follow(event=absorb(land), line=Line.FRONT, actor=land.keeper, now=NOW)
    assert (land.front_two, alone) in {(each.source, each.target) for each in done.transfers.all()}
    assert UnitVersion.objects.filter(name=new.name).count() == 1
    assert check_closure() == []


def test_an_event_is_followed_once(land: SimpleNamespace):
    event = absorb(land)
    follow(event=event, line=Line.PARTY, actor=land.keeper, now=NOW)
    with pytest.raises(Refusal, match=r"units\.followed_already"):
        follow(event=event, line=Line.PARTY, actor=land.keeper, now=NOW)


def test_a_place_that_gave_a_part_and_lives_on_is_not_followed(land: SimpleNamespace):
    event = reorganise(
        what=Succession.What.TRANSFER, day=DAY, decision="Nghị quyết 3/NQ", over=land.province,
        moves=[Move(land.two, land.one, whole=False)], **WHO,
    )  # fmt: skip
    assert following(event, Line.PARTY) is None
    assert unfollowed(land.keeper, TODAY) == []


def test_who_does_not_keep_the_place_records_nothing(land: SimpleNamespace):
    event = absorb(land)
    clerk = Hat("clerk", land.province.pk, None, account_id=0, post="Văn thư")
    with pytest.raises(Refusal, match=r"grant\.refused"):
        follow(event=event, line=Line.PARTY, actor=clerk, now=NOW)
    assert following(event, Line.PARTY) is not None


def test_the_keeper_sees_what_each_becomes_and_records_it_by_one_button(land: SimpleNamespace):
    Installation.objects.create(
        pk=1, name="Thử", main_host="testserver", unit_id=land.province.pk, made_at=NOW
    )
    event, client = absorb(land), Client()
    client.force_login(land.account)
    board = client.get("/quan-tri/").text
    path = f"/quan-tri/sap-xep/{event.ref}/party"
    assert f'href="{path}"' in board
    page = client.get(path).text
    assert "Nhập vào Đảng ủy xã Một, đã có sẵn" in page
    assert "Nhập vào Văn phòng Đảng ủy xã Một, thành lập từ ngày đó" in page
    assert "Giữ nguyên, trực thuộc đơn vị mới" in page
    assert client.post(path, follow=True).status_code == 200
    assert path not in client.get("/quan-tri/").text
    assert client.get(path).status_code == 404
