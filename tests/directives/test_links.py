"""Linking one paper to another on the screen: from either side, asked about where several fit."""

import datetime

import pytest
from django.test import Client
from tests.world import NOW, World

from tongket.directives.actions import link_directives, register_directive
from tongket.directives.models import Directive, Link
from tongket.viet.fault import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(world: World) -> Client:
    return world.client("clerk")


def where(paper: Directive) -> str:
    return f"/van-ban/{paper.ref}/lien-ket/"


def register(world: World, day: str, hat: str = "clerk") -> Directive:
    return register_directive(
        cited="25/KH-UBND", issuer="Ủy ban nhân dân xã Mẫu", issued_on=datetime.date.fromisoformat(day),
        abstract="Về chuyển đổi số", unit=world.units.xa_mau, actor=getattr(world.hats, hat), now=NOW,
    )  # fmt: skip


def test_a_link_is_read_on_the_pages_of_both_papers(world: World, clerk: Client):
    plan, above = world.directives.ke_hoach, world.directives.cu
    answer = clerk.post(where(plan), {"relation": "grounds", "cited": " 30-CT/TW "})
    assert answer.url == f"/van-ban/{plan.ref}/"
    assert "Căn cứ" in clerk.get(answer.url).content.decode()
    other = clerk.get(f"/van-ban/{above.ref}/").content.decode()
    assert f"/van-ban/{plan.ref}/" in other
    assert "căn cứ văn bản này" in other


def test_the_older_paper_may_say_it_too(world: World, clerk: Client):
    older, newer = register(world, "2025-01-01"), world.directives.ke_hoach
    clerk.post(where(older), {"relation": "-replaces", "cited": "12/KH-UBND"})
    made = Link.objects.get(kind=Link.Kind.REPLACES)
    assert (made.later, made.earlier) == (newer, older)


def test_several_that_fit_are_asked_about_and_the_chosen_one_is_linked(world: World, clerk: Client):
    plan, first = world.directives.ke_hoach, register(world, "2025-01-01")
    register(world, "2026-01-01")
    typed = {"relation": "amends", "cited": "25/KH-UBND"}
    asked = clerk.post(where(plan), typed)
    page = asked.content.decode()
    assert asked.status_code == 400
    assert "Hãy chọn đúng văn bản" in page
    assert "01/01/2025" in page
    assert 'value="25/KH-UBND"' in page
    clerk.post(where(plan), typed | {"which": str(first.ref)})
    assert Link.objects.get(later=plan, kind=Link.Kind.AMENDS).earlier == first


def test_a_paper_that_nobody_registered_is_refused_in_one_sentence(world: World, clerk: Client):
    answer = clerk.post(where(world.directives.ke_hoach), {"relation": "grounds", "cited": "99-CT/TW"})
    assert answer.status_code == 400
    assert "99-CT/TW” chưa có trong sổ" in answer.content.decode()


@pytest.mark.parametrize("relation", ["replaces", "amends"])
def test_a_communes_plan_does_not_replace_a_directive_of_the_party(
    world: World, clerk: Client, relation: str
):
    plan = world.directives.ke_hoach
    answer = clerk.post(where(plan), {"relation": relation, "cited": "30-CT/TW"})
    assert answer.status_code == 400
    assert "không thể thay thế, sửa đổi" in answer.content.decode()
    assert not Link.objects.filter(later=plan, kind=relation).exists()


def test_a_paper_of_the_level_above_replaces_and_one_of_the_level_below_does_not(world: World):
    plan = world.directives.ke_hoach
    above = register_directive(
        cited="40/QĐ-UBND", issuer="Ủy ban nhân dân tỉnh Mẫu", issued_on=plan.issued_on,
        abstract="Thay các kế hoạch cấp xã", unit=world.units.province, actor=world.hats.clerk, now=NOW,
    )  # fmt: skip
    link_directives(later=above, earlier=plan, kind=Link.Kind.REPLACES, actor=world.hats.clerk, now=NOW)
    with pytest.raises(Refusal) as refused:
        link_directives(later=plan, earlier=above, kind=Link.Kind.REPLACES, actor=world.hats.clerk, now=NOW)
    assert refused.value.faults[0].code == "directive.not_above"


def test_an_older_paper_does_not_replace_a_newer_one(world: World):
    older = register(world, "2020-01-01")
    with pytest.raises(Refusal) as refused:
        link_directives(
            later=older,
            earlier=world.directives.ke_hoach,
            kind=Link.Kind.AMENDS,
            actor=world.hats.clerk,
            now=NOW,
        )
    assert refused.value.faults[0].code == "directive.not_above"


def test_a_paper_is_not_linked_to_itself(world: World, clerk: Client):
    answer = clerk.post(where(world.directives.ke_hoach), {"relation": "grounds", "cited": "12/KH-UBND"})
    assert answer.status_code == 400
    assert 'value="12/KH-UBND"' in answer.content.decode()
    assert not Link.objects.filter(later=world.directives.ke_hoach, kind="grounds").exists()


def test_only_the_office_that_registered_a_paper_says_more_of_it(world: World):
    paper = register(world, "2025-01-01")
    for role, open_to in {"clerk": 200, "leader": 200, "reporter": 403, "stranger": 403}.items():
        assert world.client(role).get(where(paper)).status_code == open_to, role
    button = "Liên kết với văn bản khác"
    assert button in world.client("clerk").get(f"/van-ban/{paper.ref}/").content.decode()
    assert button not in world.client("stranger").get(f"/van-ban/{paper.ref}/").content.decode()
    foreign = world.directives.bo_chinh_tri  # nobody of the commune registered it
    assert world.client("clerk").get(where(foreign)).status_code == 403
