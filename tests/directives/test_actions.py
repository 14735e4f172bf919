"""The register: what is written, how a document is found again, and what is asked about."""

import datetime

import pytest
from django.utils import translation
from tests.world import CAST, NOW, World

from tongket.base.faults import explain
from tongket.base.models import Entry
from tongket.directives.actions import (
    NewClause,
    add_points,
    brief,
    give_duty,
    implement,
    link_directives,
    register_directive,
)
from tongket.directives.models import Directive, Implements, Link
from tongket.directives.queries import kinds_in_register, levels_for, resolve, search_register
from tongket.units.hats import PUBLIC
from tongket.viet.fault import Refusal

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 22)


def codes(refused: pytest.ExceptionInfo[Refusal]) -> list[str]:
    return [fault.code for fault in refused.value.faults]


def register(world: World, cited: str = "25/KH-UBND", hat: str = "clerk", **more) -> Directive:
    given = {
        "cited": cited,
        "issuer": "Ủy ban nhân dân xã Mẫu",
        "issued_on": TODAY,
        "abstract": "Về chuyển đổi số",
        "unit": world.units.xa_mau,
        "actor": getattr(world.hats, hat),
        "now": NOW,
    }
    return register_directive(**(given | more))


def test_a_registered_directive_keeps_its_points_in_order(world: World):
    made = register(world, clauses=[NewClause("I", "Rà soát"), NewClause("II", "Báo cáo", "các thôn", TODAY)])
    assert [(c.number, c.text, c.who, c.due) for c in made.clauses.order_by("order")] == [
        ("I", "Rà soát", "", None),
        ("II", "Báo cáo", "các thôn", TODAY),
    ]
    assert (made.kind, made.form) == ("KH", "state")
    assert Entry.objects.filter(kind="directives.register", subject=made.ref).exists()


def test_a_party_document_and_a_named_one_are_told_apart(world: World):
    assert register(world, "09-CT/TW").form == "party"
    named = register(world, "nghị quyết trung ương 8 khoá XI", issued_on=None)
    assert (named.symbol, named.name, named.form) == ("", "Nghị quyết Trung ương 8 khóa XI", "party")


def test_the_same_symbol_twice_needs_another_day_or_issuer(world: World):
    register(world)
    with pytest.raises(Refusal) as refused:
        register(world, "25 / KH-UBND")
    assert codes(refused) == ["directive.known"]
    assert register(world, issued_on=datetime.date(2025, 1, 1)).pk


def test_a_misprint_is_refused_with_what_was_probably_meant(world: World):
    with pytest.raises(Refusal) as refused:
        register(world, "09/CT/TW")
    assert codes(refused) == ["symbol.did_you_mean"]
    assert refused.value.faults[0].values["suggestion"] == "09-CT/TW"
    with pytest.raises(Refusal) as refused:
        register(world, abstract="  ")
    assert codes(refused) == ["directive.no_abstract"]


@pytest.mark.parametrize("role", CAST)
def test_leader_and_clerk_of_an_office_keep_its_register(world: World, role: str):
    if role in ("leader", "clerk"):
        assert register(world, hat=role).pk
        return
    with pytest.raises(Refusal) as refused:
        register(world, hat=role)
    assert codes(refused) == ["grant.refused"]


def test_the_register_is_searched_without_marks_and_by_symbol(world: World):
    made = register(world)
    assert list(search_register(PUBLIC, TODAY, "chuyen doi so")) == [made]
    assert list(search_register(PUBLIC, TODAY, "25 / KH-UBND")) == [made]
    assert list(search_register(PUBLIC, TODAY, "chuyen doi cong")) == []
    found = list(search_register(PUBLIC, TODAY, kind="CT"))
    assert [str(one) for one in found] == ["91-CT/TW", "30-CT/TW"]
    assert ("CT", "chỉ thị") in kinds_in_register(PUBLIC, TODAY)


def test_a_citation_that_may_mean_two_is_not_guessed_at(world: World):
    register(world)
    register(world, issued_on=datetime.date(2025, 1, 1))
    with pytest.raises(Refusal) as refused:
        resolve("25/KH-UBND")
    assert codes(refused) == ["directive.ambiguous"]
    assert "01/01/2025" in str(refused.value.faults[0].values["found"])
    assert resolve("25/KH-UBND", issued_on=TODAY).issued_on == TODAY
    with pytest.raises(Refusal) as refused:
        resolve("26/KH-UBND")
    assert codes(refused) == ["directive.unknown"]


def test_a_document_may_come_from_the_own_level_or_from_above(world: World):
    assert list(levels_for(world.hats.clerk, TODAY).values()) == ["Xã Mẫu", "Tỉnh Mẫu", "Việt Nam"]
    assert levels_for(PUBLIC, TODAY) == {}


def test_a_directive_is_linked_once_and_never_to_itself(world: World):
    papers = world.directives
    for _twice in range(2):
        link_directives(
            later=papers.ke_hoach, earlier=papers.cu, kind=Link.Kind.GROUNDS, actor=world.hats.clerk, now=NOW
        )
    assert Link.objects.filter(later=papers.ke_hoach).count() == 1
    with pytest.raises(Refusal) as refused:
        link_directives(
            later=papers.cu, earlier=papers.cu, kind=Link.Kind.AMENDS, actor=world.hats.clerk, now=NOW
        )
    assert codes(refused) == ["directive.link_to_itself"]


@pytest.mark.parametrize(
    ("point", "code"),
    [
        (NewClause("1", "Ghi lần thứ hai"), "directive.point_twice"),
        (NewClause("9", "Hạn trước văn bản", due=datetime.date(2020, 1, 1)), "directive.point_due_before"),
    ],
)
def test_a_point_bears_a_number_of_its_own_and_is_due_after_its_paper(
    world: World, point: NewClause, code: str
):
    plan = world.directives.ke_hoach
    add_points(directive=plan, clauses=[NewClause("1", "Điểm thứ nhất")], actor=world.hats.clerk, now=NOW)
    with pytest.raises(Refusal) as refused:
        add_points(directive=plan, clauses=[point], actor=world.hats.clerk, now=NOW)
    assert codes(refused) == [code]


def test_nobody_explains_a_paper_before_it_is_issued(world: World):
    with pytest.raises(Refusal) as refused:
        brief(
            directive=world.directives.ke_hoach, unit=world.units.xa_mau, group="cán bộ xã",
            on=datetime.date(2019, 1, 1), actor=world.hats.clerk, now=NOW,
        )  # fmt: skip
    assert codes(refused) == ["directive.before_it"]


def test_a_point_of_another_document_cannot_be_carried_out(world: World):
    with pytest.raises(Refusal) as refused:
        implement(
            directive=world.directives.ke_hoach,
            clause=world.directives.bo_chinh_tri.clauses.get(order=1),
            carrier=Implements.Carrier.TASK,
            carrier_ref=world.tasks.late.ref,
            unit=world.units.xa_mau,
            on=None,
            actor=world.hats.clerk,
            now=NOW,
        )
    assert codes(refused) == ["directive.clause_of_another"]


def test_who_is_named_already_keeps_the_first_day(world: World):
    plan, later = world.directives.ke_hoach, datetime.date(2026, 12, 31)
    give_duty(directive=plan, units=[world.units.thon_mot], due=TODAY, actor=world.hats.clerk, now=NOW)
    both = [world.units.thon_mot, world.units.thon_hai]
    duties = give_duty(directive=plan, units=both, due=later, actor=world.hats.clerk, now=NOW)
    assert [duty.due for duty in duties] == [TODAY, later]


def said(refused: pytest.ExceptionInfo[Refusal], language: str) -> str:
    with translation.override(language):
        return explain(refused.value.faults[0])


def test_a_paper_that_is_still_to_be_issued_is_registered_by_no_door(world: World):
    with pytest.raises(Refusal) as refused:
        register(world, issued_on=datetime.date(2150, 1, 1))
    assert codes(refused) == ["directive.day_ahead"]


@pytest.mark.parametrize("cited", ["25/KH-UBND", "25/QĐ-UBND", "25/UBND-VP"])
def test_an_administrative_paper_is_not_in_force_before_it_is_issued(world: World, cited: str):
    days = {"issued_on": datetime.date(2026, 3, 2), "in_force_from": datetime.date(2026, 3, 1)}
    with pytest.raises(Refusal) as refused:
        register(world, cited, **days)
    assert codes(refused) == ["directive.force_before_issue"]
    assert said(refused, "en").startswith("This paper cannot be in force from")
    assert said(refused, "vi").startswith("Văn bản không thể có hiệu lực từ 01/3/2026 vì được ban hành ngày")
    assert register(world, cited, **days | {"in_force_from": days["issued_on"]}).pk


@pytest.mark.parametrize("cited", ["25/2026/NĐ-CP", "25-CT/TW"])
def test_a_legal_text_and_a_party_paper_may_reach_back(world: World, cited: str):
    days = {"issued_on": datetime.date(2026, 3, 2), "in_force_from": datetime.date(2026, 1, 1)}
    assert register(world, cited, **days).in_force_from == days["in_force_from"]


def test_nobody_explains_a_directive_to_more_than_all(world: World):
    with pytest.raises(Refusal) as refused:
        brief(
            directive=world.directives.ke_hoach, unit=world.units.xa_mau, group="cán bộ thôn", reached=31, of=30,
            actor=world.hats.clerk, now=NOW,
        )  # fmt: skip
    assert codes(refused) == ["briefing.more_than_all"]
