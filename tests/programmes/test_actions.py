"""Programmes, their targets and tasks: what is recorded, who may, and what is refused in one sentence."""

import datetime
from decimal import Decimal

import pytest
from django.db import transaction
from tests.world import CAST, NOW, World

from tongket.base.models import Entry, Notice
from tongket.programmes.actions import (
    Bounds,
    close_programme,
    give_task,
    record_event,
    set_target,
    start_programme,
)
from tongket.programmes.models import Programme, Target, TaskEvent
from tongket.programmes.queries import (
    by_office,
    programme_of,
    search_programmes,
    task_lines,
    tasks_visible_to,
)
from tongket.programmes.state import TaskState
from tongket.units.hats import PUBLIC
from tongket.viet.fault import Refusal
from tongket.viet.period import Period

pytestmark = pytest.mark.django_db
Kind = TaskEvent.Kind
TODAY = datetime.date(2026, 11, 22)


def codes(refused: pytest.ExceptionInfo[Refusal]) -> list[str]:
    return [fault.code for fault in refused.value.faults]


def start(world: World, hat: str = "clerk", **more):
    given = {
        "unit": world.units.xa_mau,
        "slug": "ke-hoach-moi",
        "kind": Programme.Kind.PLAN,
        "title": "Kế hoạch mới",
        "term": Period.parse("2026"),
        "actor": getattr(world.hats, hat),
        "now": NOW,
    }
    return start_programme(**(given | more))


def test_in_a_closed_programme_no_task_is_given_and_no_target_set(world: World):
    close_programme(programme=world.programme, actor=world.hats.leader, now=NOW)
    given = world.programme.tasks.count(), world.programme.targets.count()
    with pytest.raises(Refusal) as refused, transaction.atomic():
        give_task(
            programme=world.programme,
            content="Họp thôn",
            lead=world.units.van_phong,
            actor=world.hats.clerk,
            now=NOW,
        )
    assert codes(refused) == ["programme.closed"]
    with pytest.raises(Refusal) as refused, transaction.atomic():
        set_target(
            programme=world.programme, indicator=world.indicators.works.ref, unit=world.units.xa_mau,
            period=Period.parse("2026"), kind=Target.Kind.ASSIGNED,
            bounds=Bounds(Target.Sense.AT_LEAST, low=Decimal(1)), actor=world.hats.clerk, now=NOW,
        )  # fmt: skip
    assert codes(refused) == ["programme.closed"]
    assert (world.programme.tasks.count(), world.programme.targets.count()) == given


def test_the_page_of_a_closed_programme_offers_no_new_task_and_the_form_says_why(world: World):
    close_programme(programme=world.programme, actor=world.hats.leader, now=NOW)
    clerk, giving = world.client("clerk"), f"/chuong-trinh/{world.programme.slug}/giao-viec/"
    assert giving not in clerk.get(f"/chuong-trinh/{world.programme.slug}/").content.decode()
    for answer in (clerk.get(giving), clerk.post(giving, {"content": "Họp thôn"})):
        assert answer.status_code == 400
        assert "đã kết thúc" in answer.content.decode()


def test_a_programme_that_begins_is_running_and_can_be_found(world: World):
    made = start(world, grounds=[world.directives.bo_chinh_tri], public=True)
    assert made.state == Programme.State.RUNNING
    assert [ground.directive for ground in made.grounds.all()] == [world.directives.bo_chinh_tri]
    assert list(search_programmes(PUBLIC, TODAY, "ke hoach moi")) == [made]
    assert Entry.objects.filter(kind="programmes.run", subject=made.ref).count() == 1


def test_a_programme_that_is_not_public_is_not_there_for_strangers(world: World):
    made = start(world)
    assert programme_of(made.slug, world.hats.supervisor, TODAY) == made
    for hat in (PUBLIC, world.hats.stranger):
        with pytest.raises(Refusal) as refused:
            programme_of(made.slug, hat, TODAY)
        assert codes(refused) == ["programme.unknown"]


@pytest.mark.parametrize("role", CAST)
def test_only_leader_and_clerk_begin_a_programme_of_their_unit(world: World, role: str):
    if role in ("leader", "clerk"):
        assert start(world, role).unit == world.units.xa_mau
        return
    with pytest.raises(Refusal) as refused:
        start(world, role)
    assert codes(refused) == ["grant.refused"]


def test_an_agreement_of_one_is_refused_and_so_is_a_name_that_is_taken(world: World):
    with pytest.raises(Refusal) as refused:
        start(world, kind=Programme.Kind.AGREEMENT)
    assert codes(refused) == ["programme.agreement_needs_two"]
    with pytest.raises(Refusal) as refused:
        start(world, slug=world.programme.slug)
    assert codes(refused) == ["programme.slug_taken"]


def test_a_closed_programme_stays_readable(world: World):
    close_programme(programme=world.programme, actor=world.hats.leader, now=NOW)
    assert programme_of(world.programme.slug, PUBLIC, TODAY).state == Programme.State.CLOSED


def test_the_successor_reads_what_the_former_unit_promised(world: World):
    world.former.public = False
    world.former.save()
    assert programme_of(world.former.slug, world.hats.clerk, TODAY) == world.former
    with pytest.raises(Refusal):
        programme_of(world.former.slug, world.hats.stranger, TODAY)


def test_assigned_and_pledged_targets_stand_beside_each_other_but_one_of_a_kind(world: World):
    def target(kind: str) -> Target:
        return set_target(
            programme=world.programme,
            indicator=world.indicators.works.ref,
            unit=world.units.xa_mau,
            period=Period.parse("2026"),
            kind=kind,
            bounds=Bounds(Target.Sense.BETWEEN, Decimal(2), Decimal(5)),
            actor=world.hats.clerk,
            now=NOW,
        )

    assert {target(kind).kind for kind in Target.Kind} == set(Target.Kind)
    with pytest.raises(Refusal) as refused:
        target(Target.Kind.ASSIGNED)
    assert codes(refused) == ["target.known"]


def test_who_is_given_a_task_finds_a_line_on_the_desk(world: World):
    task = give_task(
        programme=world.programme,
        content="  Niêm yết danh sách  ",
        lead=world.units.thon_ba,
        actor=world.hats.clerk,
        now=NOW,
    )
    assert (task.content, task.order) == ("Niêm yết danh sách", 5)
    assert [event.kind for event in task.events.all()] == [Kind.GIVEN]
    assert Notice.objects.filter(unit_id=world.units.thon_ba.pk, code="notice.task_given").count() == 1


def test_a_task_without_words_is_refused(world: World):
    with pytest.raises(Refusal) as refused:
        give_task(
            programme=world.programme, content=" ", lead=world.units.thon_ba, actor=world.hats.clerk, now=NOW
        )
    assert codes(refused) == ["task.no_content"]


# kind: what has to be said with it, and the codes of what is missing without it
NEEDED = {
    Kind.HANDED_IN: (["task.no_product"], {"product": "Báo cáo 9/BC-UBND"}),
    Kind.EXTENSION_ASKED: (["task.no_new_due", "task.no_reason"], {"note": "mưa lũ", "new_due": TODAY}),
    Kind.EXTENDED: (["task.no_new_due", "task.no_reason"], {"note": "mưa lũ", "new_due": TODAY}),
    Kind.NOT_EXTENDED: (["task.no_reason"], {"note": "việc đã chậm nhiều"}),
    Kind.RETURNED: (["task.no_reason"], {"note": "thiếu biên bản"}),
    Kind.SENT_BACK: (["task.no_reason"], {"note": "thuộc đơn vị khác"}),
    Kind.REOPENED: (["task.no_reason"], {"note": "thiếu biên bản"}),
    Kind.SUSPENDED: (["task.no_decision"], {"decision": "31/QĐ-UBND", "decision_on": TODAY}),
    Kind.STOPPED: (["task.no_decision"], {"decision": "31/QĐ-UBND", "decision_on": TODAY}),
    Kind.GIVEN: (["task.no_lead"], {}),
    "khac": (["task.event_unknown"], {}),
}


@pytest.mark.parametrize("kind", NEEDED)
def test_an_event_says_all_that_is_missing_at_once(world: World, kind: str):
    missing, _enough = NEEDED[kind]
    with pytest.raises(Refusal) as refused:
        record_event(task=world.tasks.overdue, kind=kind, actor=world.hats.leader, now=NOW)
    assert codes(refused) == missing


# the lead is Thôn Hai, the follower xã Mẫu
DOES = {"second_reporter"}
JUDGES = {"leader", "clerk"}
MAY = {
    Kind.ACCEPTED: DOES,
    Kind.PROGRESS: DOES,
    Kind.HANDED_IN: DOES,
    Kind.EXTENSION_ASKED: DOES,
    Kind.SENT_BACK: DOES,
    Kind.CONFIRMED: JUDGES,
    Kind.EXTENDED: JUDGES,
    Kind.RETURNED: JUDGES,
    Kind.REOPENED: JUDGES,
    Kind.SUSPENDED: JUDGES,
    Kind.STOPPED: JUDGES,
}


@pytest.mark.parametrize("kind", MAY)
def test_the_lead_does_the_task_and_the_follower_judges_it(world: World, kind: str):
    said = NEEDED.get(kind, ([], {}))[1]
    done = {Kind.CONFIRMED: "late", Kind.RETURNED: "late", Kind.REOPENED: "in_time"}
    task = getattr(world.tasks, done.get(kind, "overdue"))
    for role in (*CAST, "second_reporter"):
        hat = getattr(world.hats, role)
        if role in MAY[kind]:
            with transaction.atomic():  # each on the task as it was
                event = record_event(task=task, kind=kind, actor=hat, now=NOW, **said)
                assert (event.kind, event.actor) == (kind, hat.appointment)
                transaction.set_rollback(True)
            continue
        with pytest.raises(Refusal) as refused:
            record_event(task=task, kind=kind, actor=hat, now=NOW, **said)
        assert codes(refused) == ["grant.refused"], role


def test_an_extension_keeps_the_old_day_in_its_row(world: World):
    world.tasks.overdue.refresh_from_db()
    event = record_event(
        task=world.tasks.overdue,
        kind=Kind.EXTENDED,
        note="mưa lũ",
        new_due=TODAY,
        actor=world.hats.leader,
        now=NOW,
    )
    assert (event.old_due, event.new_due) == (datetime.date(2026, 6, 30), TODAY)
    again = record_event(
        task=world.tasks.overdue,
        kind=Kind.EXTENDED,
        note="lại mưa lũ",
        new_due=datetime.date(2026, 12, 31),
        actor=world.hats.leader,
        now=NOW,
    )
    assert (again.old_due, again.new_due) == (TODAY, datetime.date(2026, 12, 31))
    (line,) = task_lines(tasks_visible_to(PUBLIC, TODAY).filter(pk=world.tasks.overdue.pk), TODAY)
    assert line.standing.state == TaskState.UNDER_WAY


def test_tasks_by_office_put_whoever_owes_most_first(world: World):
    offices = by_office(task_lines(tasks_visible_to(world.hats.leader, TODAY), TODAY))
    assert [office.name for office in offices] == ["Thôn Hai", "Thôn Một", "Xã Mẫu"]
    assert offices[0].counts.overdue == 1
    assert [str(line.source) for line in offices[2].lines] == ["91-CT/TW", "12/KH-UBND"]


def test_tasks_are_told_in_few_queries_however_many_there_are(world: World, django_assert_max_num_queries):
    for place in range(20):
        give_task(
            programme=world.programme, content=f"việc {place}", lead=world.units.thon_ba,
            co_workers=[world.units.mat_tran], actor=world.hats.clerk, now=NOW,
        )  # fmt: skip
    with django_assert_max_num_queries(4):
        assert len(task_lines(tasks_visible_to(PUBLIC, TODAY), TODAY)) == 24


@pytest.mark.parametrize(
    ("task", "kind"), [("overdue", Kind.CONFIRMED), ("in_time", Kind.HANDED_IN), ("overdue", Kind.REOPENED)]
)
def test_what_does_not_follow_on_how_a_task_stands_is_refused(world: World, task: str, kind: str):
    on, hat = getattr(world.tasks, task), world.hats.leader
    before = on.events.count()
    actor = world.hats.clerk if kind == Kind.HANDED_IN else hat
    with pytest.raises(Refusal) as refused:
        record_event(task=on, kind=kind, note="x", product="Báo cáo 1/BC-UBND", actor=actor, now=NOW)
    assert codes(refused) == ["task.not_now"]
    assert on.events.count() == before


def test_two_who_confirm_the_same_product_leave_one_confirmation(world: World):
    record_event(task=world.tasks.late, kind=Kind.CONFIRMED, actor=world.hats.leader, now=NOW)
    with pytest.raises(Refusal) as refused:
        record_event(task=world.tasks.late, kind=Kind.CONFIRMED, actor=world.hats.clerk, now=NOW)
    assert codes(refused) == ["task.not_now"]
