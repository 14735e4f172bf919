"""What was reported and what came of it: a form, its reports in several states, awards, reviews, a meeting."""

import datetime
from decimal import Decimal
from types import SimpleNamespace

from tests.world.people import NOW, START, moment, ref

from tongket.figures import actions as figures
from tongket.figures.models import Due, Form, Indicator, Report
from tongket.honours.actions import record_award
from tongket.honours.models import Award
from tongket.programmes.actions import Bounds, set_target
from tongket.programmes.models import Programme, Target
from tongket.reviews.actions import approve_review, build_review, publish_review
from tongket.reviews.meetings.actions import record_meeting
from tongket.reviews.models import Meeting, Review
from tongket.units.hats import Hat
from tongket.viet.period import Period

YEAR = Period.parse("2025")
QUARTER = Period.parse("2026-Q3")


def make_form(
    units: SimpleNamespace, programme: Programme, hats: SimpleNamespace
) -> tuple[SimpleNamespace, Form]:
    def indicator(code: str, name: str, measure: str, **shape: object) -> Indicator:
        return figures.define_indicator(
            unit=units.xa_mau,
            code=code,
            name=name,
            measure=measure,
            start=START,
            ref=ref("indicator", code),
            actor=hats.clerk,
            now=moment("2025-08-06"),
            **{"nature": "flow", "over_time": "sum", "over_tree": "sum", **shape},  # type: ignore[arg-type]
        )

    meetings = indicator("hop-thon", "Cuộc họp thôn", "cuộc")
    households = indicator("ho-du-hop", "Lượt hộ dự họp", "hộ")
    works = indicator("cong-trinh", "Công trình dân bàn và quyết định", "công trình")
    form = figures.define_form(
        unit=units.xa_mau,
        programme=programme,
        title="Báo cáo thực hiện dân chủ ở thôn",
        period_kind="quarter",
        due_days=5,
        start=START,
        items=[figures.Item(one, low=0) for one in (meetings, households, works)],
        ref=ref("form"),
        actor=hats.clerk,
        now=moment("2025-08-06"),
    )
    set_target(
        programme=programme,
        indicator=meetings.ref,
        unit=units.xa_mau,
        period=QUARTER,
        kind=Target.Kind.ASSIGNED,
        bounds=Bounds(Target.Sense.AT_LEAST, low=Decimal(6)),
        actor=hats.clerk,
        now=moment("2025-08-06"),
    )
    return SimpleNamespace(meetings=meetings, households=households, works=works), form


def make_reports(
    units: SimpleNamespace, form: Form, hats: SimpleNamespace
) -> tuple[SimpleNamespace, SimpleNamespace]:
    """The third quarter: one returned and then approved, one handed in late, one that nobody has sent.

    In the quarter before, the first village has a draft.
    """
    villages = {name: getattr(units, name) for name in ("thon_mot", "thon_hai", "thon_ba")}
    opened = {
        due.unit_id: due
        for due in figures.open_period(
            form=form,
            period=QUARTER,
            units=list(villages.values()),
            actor=hats.clerk,
            now=moment("2026-09-15"),
        )
    }
    dues = {name: opened[unit.pk] for name, unit in villages.items()}
    before = figures.open_period(
        form=form,
        period=QUARTER.previous(),
        units=[units.thon_mot],
        actor=hats.clerk,
        now=moment("2026-06-15"),
    )
    approved = _send(dues["thon_mot"], {1: "2", 2: "150", 3: "0"}, hats.reporter, "2026-10-02")
    figures.return_report(
        report=approved,
        reason="Số hộ chưa khớp biên bản",
        cells=[2],
        actor=hats.approver,
        now=moment("2026-10-03"),
    )
    approved.refresh_from_db()
    figures.save_cells(report=approved, typed={2: "148"}, actor=hats.reporter, now=moment("2026-10-04"))
    approved.refresh_from_db()
    approved = figures.submit_report(report=approved, actor=hats.reporter, now=moment("2026-10-04", 10))
    approved = figures.approve_report(report=approved, actor=hats.approver, now=moment("2026-10-05"))
    late = _send(dues["thon_hai"], {1: "1", 2: "97", 3: "không áp dụng"}, hats.second_reporter, "2026-10-20")
    draft = figures.start_report(due=before[0], actor=hats.reporter, now=moment("2026-07-02"))
    return SimpleNamespace(**dues, before=before[0]), SimpleNamespace(
        approved=approved, late=late, draft=draft
    )


def _send(due: Due, typed: dict[int, str], hat: Hat, day: str) -> Report:
    report = figures.start_report(due=due, actor=hat, now=moment(day))
    report = figures.save_cells(report=report, typed=typed, actor=hat, now=moment(day))
    return figures.submit_report(report=report, actor=hat, now=moment(day))


def make_award(units: SimpleNamespace, programme: Programme, hats: SimpleNamespace) -> Award:
    return record_award(
        unit=units.xa_mau,
        kind="Giấy khen",
        awarded_by="Chủ tịch Ủy ban nhân dân xã Mẫu",
        reason="Thực hiện tốt dân chủ ở cơ sở năm 2025",
        collectives=2,
        individuals=5,
        programme=programme,
        meeting=ref("meeting"),
        decision="15/QĐ-UBND",
        decided_on=datetime.date(2026, 1, 20),
        ref=ref("award"),
        actor=hats.clerk,
        now=moment("2026-01-20"),
    )


def make_meeting(units: SimpleNamespace, programme: Programme, hats: SimpleNamespace) -> Meeting:
    """Its year was not told."""
    return record_meeting(
        unit=units.xa_mau,
        kind=Meeting.Kind.INTERIM,
        title="Sơ kết thực hiện dân chủ ở cơ sở xã Mẫu",
        host="Ủy ban nhân dân xã Mẫu",
        held_on=None,
        held_text="--01-20",
        held_basis=Meeting.Basis.PARTIAL,
        programmes=[programme],
        ref=ref("meeting"),
        actor=hats.clerk,
        now=moment("2026-01-20"),
    )


def make_review(programme: Programme, period: str, hats: SimpleNamespace) -> Review:
    """Just built, as of NOW."""
    return build_review(
        programme=programme,
        period=Period.parse(period),
        kind=Review.Kind.INTERIM,
        as_of=NOW,
        actor=hats.clerk,
        now=NOW,
    )


def make_published(programme: Programme, hats: SimpleNamespace) -> Review:
    approved = approve_review(review=make_review(programme, str(QUARTER), hats), actor=hats.leader, now=NOW)
    return publish_review(review=approved, actor=hats.clerk, now=NOW)
