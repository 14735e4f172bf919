"""Targets and grounds that were set by mistake are taken back, as long as nothing rests on them."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from tests.world import NOW, World

from tongket.base.entries import facts_of
from tongket.base.models import Entry
from tongket.programmes.actions import Bounds, close_programme, give_task, set_target, start_programme
from tongket.programmes.checks import check_targets
from tongket.programmes.models import Programme, Target
from tongket.programmes.taking_back import add_ground, take_back_ground, take_back_target
from tongket.reviews.actions import approve_review, build_review
from tongket.reviews.models import Review
from tongket.units.hats import SYSTEM
from tongket.viet.fault import Refusal
from tongket.viet.period import Period

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def plan(world: World) -> Programme:
    """A plan of which no review was made; a task of it carries out a point of the paper it rests on."""
    made = start_programme(
        unit=world.units.xa_mau, slug="ke-hoach-moi", kind=Programme.Kind.PLAN, title="Kế hoạch mới",
        term=Period.parse("2026..2027"), grounds=[world.directives.bo_chinh_tri], public=True,
        actor=world.hats.clerk, now=NOW,
    )  # fmt: skip
    give_task(
        programme=made, content="Họp thôn lần hai", lead=world.units.xa_mau,
        clause=world.directives.bo_chinh_tri.clauses.get(order=2), actor=world.hats.clerk, now=NOW,
    )  # fmt: skip
    return made


def set_one(world: World, plan: Programme, period: str = "2026", **more: object) -> Target:
    return set_target(
        programme=plan, indicator=world.indicators.meetings.ref, unit=world.units.xa_mau,
        period=Period.parse(period), kind=Target.Kind.ASSIGNED,
        bounds=Bounds(Target.Sense.AT_LEAST, Decimal(6)), actor=world.hats.clerk, now=LATER, **more,
    )  # fmt: skip


def back(world: World, target: Target, who: str = "clerk") -> str:
    plan = Programme.objects.get(pk=target.programme_id)
    return take_back_target(programme=plan, ref=target.ref, actor=getattr(world.hats, who), now=LATER)


def review_of(plan: Programme, as_of: datetime) -> Review:
    return build_review(
        programme=plan, period=Period.parse("2026"), kind=Review.Kind.INTERIM, as_of=as_of, actor=SYSTEM,
        now=LATER,
    )  # fmt: skip


def test_a_wrong_target_is_taken_back_and_another_is_set_in_its_place(world: World, plan: Programme):
    wrong = set_one(world, plan)
    assert back(world, wrong) == "mục tiêu của Xã Mẫu cho năm 2026"
    right = set_one(world, plan)
    assert right.ref != wrong.ref
    assert check_targets() == []
    told = [facts_of(one) for one in Entry.objects.filter(kind="programmes.run").order_by("-pk")[:2]]
    assert told[1]["target_taken_back"] == str(wrong.ref)
    assert told[1]["low"] == 6, "what it asked stays in the ledger"


def test_a_target_that_vanished_without_being_taken_back_is_found_by_the_check(world: World, plan: Programme):
    set_one(world, plan).delete()
    assert [fault.code for fault in check_targets()] == ["target.differs"]


def test_a_target_stays_that_an_approved_review_speaks_of(world: World, plan: Programme):
    kept = set_one(world, plan)
    review = approve_review(review=review_of(plan, LATER), actor=world.hats.leader, now=LATER)
    with pytest.raises(Refusal, match=r"record\.borne") as why:
        back(world, kept)
    assert review.title in str(why.value.faults[0].values["found"])
    assert Target.objects.filter(pk=kept.pk).exists()


def test_a_draft_of_a_review_holds_no_target(world: World, plan: Programme):
    wrong = set_one(world, plan)
    review_of(plan, LATER)
    back(world, wrong)
    assert not Target.objects.filter(pk=wrong.pk).exists()


def test_a_target_set_after_the_moment_of_an_approved_review_is_taken_back(world: World, plan: Programme):
    approve_review(review=review_of(plan, NOW), actor=world.hats.leader, now=LATER)
    wrong = set_one(world, plan)
    back(world, wrong)
    assert not Target.objects.filter(pk=wrong.pk).exists()


def test_in_a_closed_programme_nothing_is_taken_back(world: World, plan: Programme):
    kept = set_one(world, plan)
    close_programme(programme=plan, actor=world.hats.leader, now=LATER)
    with pytest.raises(Refusal, match=r"programme\.closed"):
        back(world, kept)


@pytest.mark.parametrize("who", ["reporter", "approver", "stranger", "supervisor"])
def test_only_those_who_run_the_programme_take_a_target_back(world: World, plan: Programme, who: str):
    kept = set_one(world, plan)
    with pytest.raises(Refusal, match=r"grant\.refused"):
        back(world, kept, who)


def test_targets_of_one_indicator_are_compared_with_one_period(world: World, plan: Programme):
    set_one(world, plan, basis=Target.Basis.REDUCTION, base_period=Period.parse("2024"))
    with pytest.raises(Refusal, match=r"target\.other_base"):
        set_one(world, plan, "2027", basis=Target.Basis.REDUCTION, base_period=Period.parse("2023"))
    set_one(world, plan, "2027", basis=Target.Basis.REDUCTION, base_period=Period.parse("2024"))


def test_a_ground_is_named_and_taken_back_on_the_programmes_page(world: World, plan: Programme):
    clerk, paper = world.client("clerk"), world.directives.cu
    answer = clerk.post(f"/chuong-trinh/{plan.slug}/can-cu/", {"cited": "30-CT/TW"}, follow=True)
    page = answer.content.decode()
    assert "Chương trình đã có căn cứ 30-CT/TW" in page
    ground = plan.grounds.get(directive=paper)
    assert "Rút lại: 30-CT/TW" in page
    answer = clerk.post(f"/chuong-trinh/{plan.slug}/can-cu/rut-lai/", {"key": ground.pk}, follow=True)
    assert "Đã rút lại: 30-CT/TW" in answer.content.decode()
    assert not plan.grounds.filter(directive=paper).exists()
    entry = Entry.objects.filter(kind="programmes.run").order_by("-pk")[0]
    assert facts_of(entry)["ground_taken_back"] == str(paper.ref)


def test_the_same_ground_is_not_named_twice(world: World, plan: Programme):
    with pytest.raises(Refusal, match=r"programme\.ground_known"):
        add_ground(programme=plan, directive=world.directives.bo_chinh_tri, actor=world.hats.clerk, now=NOW)


def test_a_ground_stays_whose_point_a_task_carries_out(world: World, plan: Programme):
    ground = plan.grounds.get()
    with pytest.raises(Refusal, match=r"record\.borne") as why:
        take_back_ground(programme=plan, key=ground.pk, actor=SYSTEM, now=NOW)
    assert "Họp thôn lần hai" in str(why.value.faults[0].values["found"])


def test_a_ground_stays_that_an_approved_review_names(world: World):
    ground = world.programme.grounds.get(directive=world.directives.ke_hoach)
    with pytest.raises(Refusal, match=r"record\.borne"):
        take_back_ground(programme=world.programme, key=ground.pk, actor=world.hats.clerk, now=NOW)
