"""What may be done after a review's moment, by name: the acts of the offices on the small world of the tests."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

from tests.world import World

from tongket.directives import actions as papers
from tongket.directives import taking_back as papers_taken_back
from tongket.figures import actions as figures
from tongket.figures.models import Figure
from tongket.honours.actions import record_award
from tongket.programmes import taking_back
from tongket.programmes.actions import Bounds, give_task, record_event, set_target
from tongket.programmes.models import Target, TaskEvent
from tongket.reviews import actions as reviews
from tongket.reviews import shortcomings
from tongket.reviews.gather import gather
from tongket.reviews.meetings.actions import record_meeting
from tongket.reviews.models import Meeting
from tongket.units.actions import Change, Move, reorganise
from tongket.units.hats import SYSTEM
from tongket.units.models import Succession
from tongket.viet.period import Period

Act = Callable[[World, datetime], object]
Kinds = TaskEvent.Kind
LATER_DAY = date(2026, 11, 23)
PERIODS = [Period.parse(text) for text in ("2026-Q3", "2025..2026")]


def _correct(world: World, now: datetime) -> None:
    figure = Figure.objects.filter(superseded_by=None, report__isnull=False).order_by("pk").first()
    assert figure
    figures.correct_figure(figure=figure, value=7, reason="Đếm lại", actor=world.hats.approver, now=now)


def _send_late(world: World, now: datetime) -> None:
    report = figures.start_report(due=world.dues.before, actor=world.hats.reporter, now=now)
    figures.save_cells(report=report, typed={1: "1", 2: "5", 3: "0"}, actor=world.hats.reporter, now=now)
    report.refresh_from_db()
    figures.submit_report(report=report, actor=world.hats.reporter, now=now)


def _return(world: World, now: datetime) -> None:
    report = world.reports.late
    report.refresh_from_db()
    figures.return_report(report=report, reason="Thiếu", actor=world.hats.approver, now=now)


def _approve(world: World, now: datetime) -> None:
    report = world.reports.late
    report.refresh_from_db()
    figures.approve_report(report=report, actor=world.hats.approver, now=now)


def _extend(world: World, now: datetime) -> None:
    due = world.dues.thon_ba
    due.refresh_from_db()
    figures.extend_due(
        due=due, to=now + timedelta(days=9), reason="Mất điện", actor=world.hats.approver, now=now
    )


def _open(world: World, now: datetime) -> None:
    figures.open_period(
        form=world.form,
        period=Period.parse("2026-Q1"),
        units=[world.units.thon_ba],
        due_at=now + timedelta(days=5),
        actor=world.hats.clerk,
        now=now,
    )


def _new_form(world: World, now: datetime) -> None:
    figures.define_form(
        unit=world.units.xa_mau,
        programme=world.programme,
        title="Mẫu mới",
        period_kind="quarter",
        due_days=9,
        start=date(2026, 4, 1),
        items=[figures.Item(world.indicators.works)],
        actor=world.hats.clerk,
        now=now,
    )


def _set_target(world: World, now: datetime) -> None:
    set_target(
        programme=world.programme,
        indicator=world.indicators.households.ref,
        unit=world.units.xa_mau,
        period=PERIODS[0],
        kind=Target.Kind.PLEDGED,
        bounds=Bounds(Target.Sense.AT_LEAST, low=Decimal(900)),
        clause=world.directives.bo_chinh_tri.clauses.order_by("order").last(),
        actor=world.hats.clerk,
        now=now,
    )


def _take_back_target(world: World, now: datetime) -> None:
    target = world.programme.targets.order_by("pk").first()
    assert target
    taking_back.take_back_target(programme=world.programme, ref=target.ref, actor=world.hats.clerk, now=now)


def _register(world: World, now: datetime) -> None:
    """One more paper, which carries the first down and is a ground of the programme."""
    paper = papers.register_directive(
        cited="15/KH-UBND",
        issuer="Ủy ban nhân dân xã Mẫu",
        issued_on=date(2026, 1, 15),
        abstract="Việc mới",
        unit=world.units.xa_mau,
        clauses=[papers.NewClause("1", "Điều chưa ai làm", "các thôn")],
        actor=world.hats.clerk,
        now=now,
    )
    papers.implement(
        directive=world.directives.bo_chinh_tri,
        carrier="directive",
        carrier_ref=paper.ref,
        unit=world.units.xa_khac,
        on=date(2026, 1, 15),
        actor=world.hats.stranger,
        now=now,
    )
    taking_back.add_ground(programme=world.programme, directive=paper, actor=world.hats.clerk, now=now)


def _drop_ground(world: World, now: datetime) -> None:
    ground = world.programme.grounds.order_by("pk").last()
    assert ground
    taking_back.take_back_ground(programme=world.programme, key=ground.pk, actor=world.hats.clerk, now=now)


def _carry_point(world: World, now: datetime) -> None:
    paper = world.directives.bo_chinh_tri
    papers.implement(
        directive=paper,
        clause=paper.clauses.order_by("order").last(),
        carrier="programme",
        carrier_ref=world.former.ref,
        unit=world.units.xa_mau,
        on=date(2026, 2, 1),
        actor=world.hats.clerk,
        now=now,
    )


def _give_duty(world: World, now: datetime) -> None:
    papers.give_duty(
        directive=world.directives.ke_hoach,
        units=[world.units.thon_hai],
        due=date(2026, 3, 1),
        actor=world.hats.clerk,
        now=now,
    )


def _take_back_duty(world: World, now: datetime) -> None:
    paper = world.directives.bo_chinh_tri
    key = paper.duties.get(unit=world.units.xa_khac).pk
    papers_taken_back.take_back_duty(directive=paper, key=key, actor=SYSTEM, now=now)


def _add_point(world: World, now: datetime) -> None:
    papers.add_points(
        directive=world.directives.ke_hoach,
        clauses=[papers.NewClause("I.9", "Điểm vào sổ muộn", "các thôn")],
        actor=world.hats.clerk,
        now=now,
    )


def _take_back_point(world: World, now: datetime) -> None:
    paper = world.directives.ke_hoach
    point = paper.clauses.order_by("order").first()
    assert point
    papers_taken_back.take_back_point(directive=paper, key=point.pk, actor=world.hats.clerk, now=now)


def _give_task(world: World, now: datetime) -> None:
    give_task(
        programme=world.programme,
        content="Việc vào sổ muộn",
        lead=world.units.thon_hai,
        clause=world.directives.bo_chinh_tri.clauses.order_by("order").last(),
        actor=world.hats.clerk,
        now=now,
    )


def _task(name: str, kind: str, hat: str, **more: object) -> Act:
    def act(world: World, now: datetime) -> None:
        task = getattr(world.tasks, name)
        task.refresh_from_db()
        said = {"lead": getattr(world.units, str(more["lead"]))} if "lead" in more else more
        record_event(task=task, kind=kind, actor=getattr(world.hats, hat), now=now, **said)  # type: ignore[arg-type]

    return act


def _words(world: World, now: datetime) -> None:
    known = world.programme.words.filter(section="next", period=str(PERIODS[0])).first()
    reviews.write_words(
        programme=world.programme,
        period=PERIODS[0],
        section="next",
        text=f"Viết lúc {now}",
        version=known.version if known else 0,
        actor=world.hats.clerk,
        now=now,
    )


def _claim(world: World, now: datetime) -> None:
    figure = Figure.objects.order_by("pk").first()
    assert figure
    reviews.claim(
        programme=world.programme,
        period=PERIODS[0],
        text="Nhận định muộn",
        figures=[figure],
        actor=world.hats.clerk,
        now=now,
    )


def _change_claim(world: World, now: datetime) -> None:
    made = world.programme.claims.first()
    assert made
    reviews.change_claim(
        claim=made, text=f"Sửa lúc {now}", figures=[], version=made.version, actor=world.hats.clerk, now=now
    )


def _drop_claim(world: World, now: datetime) -> None:
    made = world.programme.claims.first()
    assert made
    reviews.drop_claim(claim=made, actor=world.hats.clerk, now=now)


def _remedy(world: World, now: datetime) -> None:
    found = gather(programme=world.programme, period=PERIODS[1], kind="interim", as_of=now).shortcomings[0]
    known = world.programme.shortcomings.filter(
        period=str(PERIODS[1]), rule=found.rule, subject=found.subject
    )
    shortcomings.write_remedy(
        programme=world.programme,
        period=PERIODS[1],
        found=found,
        remedy=shortcomings.Remedy("Do chủ quan", f"Làm lại lúc {now}", world.units.thon_mot, LATER_DAY),
        version=row.version if (row := known.first()) else 0,
        actor=world.hats.clerk,
        now=now,
    )


def _award(world: World, now: datetime) -> None:
    record_award(
        unit=world.units.xa_mau,
        kind="Giấy khen",
        awarded_by="Chủ tịch Ủy ban nhân dân xã Mẫu",
        reason="Việc khác",
        collectives=1,
        individuals=1,
        programme=world.programme,
        decision="16/QĐ-UBND",
        decided_on=date(2026, 2, 2),
        actor=world.hats.clerk,
        now=now,
    )


def _meeting(world: World, now: datetime) -> None:
    record_meeting(
        unit=world.units.xa_mau,
        kind=Meeting.Kind.INTERIM,
        title="Họp sau",
        host="Ủy ban nhân dân xã Mẫu",
        held_on=date(2026, 11, 1),
        held_basis=Meeting.Basis.STATED,
        programmes=[world.programme],
        actor=world.hats.clerk,
        now=now,
    )


def _rename(world: World, now: datetime) -> None:
    reorganise(
        what=Succession.What.RENAME,
        day=LATER_DAY,
        decision="NQ đổi tên",
        change=[Change(world.units.xa_mau, name="Xã Mới")],
        over=world.units.province,
        actor=SYSTEM,
        now=now,
    )


def _merge(world: World, now: datetime) -> None:
    reorganise(
        what=Succession.What.MERGE,
        day=LATER_DAY,
        decision="NQ nhập thôn",
        end=[world.units.thon_ba],
        moves=[Move(world.units.thon_ba, world.units.thon_hai, whole=True, writes=True)],
        over=world.units.xa_mau,
        actor=SYSTEM,
        now=now,
    )


ACTS: dict[str, Act] = {
    "figure corrected": _correct,
    "report sent late": _send_late,
    "report returned": _return,
    "report approved": _approve,
    "more time given": _extend,
    "period opened": _open,
    "form changed": _new_form,
    "target set": _set_target,
    "target taken back": _take_back_target,
    "paper added": _register,
    "ground taken back": _drop_ground,
    "point carried out": _carry_point,
    "duty given": _give_duty,
    "duty taken back": _take_back_duty,
    "point added": _add_point,
    "point taken back": _take_back_point,
    "task given": _give_task,
    "task handed in": _task("overdue", Kinds.HANDED_IN, "second_reporter", product="Biên bản"),
    "task confirmed": _task("late", Kinds.CONFIRMED, "leader"),
    "task reopened": _task("in_time", Kinds.REOPENED, "leader", note="Chưa đủ"),
    "task moved": _task("running", Kinds.EXTENDED, "leader", note="Chờ", new_due=date(2027, 3, 1)),
    "task sent back": _task("overdue", Kinds.SENT_BACK, "second_reporter", note="Không phải việc của thôn"),
    "task given anew": _task("overdue", Kinds.GIVEN, "clerk", lead="thon_ba"),
    "words written": _words,
    "claim made": _claim,
    "claim changed": _change_claim,
    "claim dropped": _drop_claim,
    "remedy typed": _remedy,
    "award recorded": _award,
    "meeting recorded": _meeting,
    "unit renamed": _rename,
    "unit merged": _merge,
}


# What must have been done before.
FIRST = {"task given anew": "task sent back", "claim changed": "claim made", "claim dropped": "claim made"}
