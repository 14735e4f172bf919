"""A year of Xã Mẫu: grassroots democracy as its programme, made by the real actions with dated `now`.

What went otherwise than it should stands in `TROUBLES`: returned, late, given more time, missing, corrected, not
applicable, zero.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from tongket.base.clock import at_hanoi, day_of
from tongket.demo.cast import ref
from tongket.demo.mau import UBND, Commune
from tongket.demo.mau_plan import give_tasks, make_form, make_plan, make_programme, set_targets
from tongket.directives.models import Directive
from tongket.figures.actions import (
    approve_report,
    correct_figure,
    extend_due,
    open_period,
    return_report,
    save_cells,
    start_report,
    submit_report,
)
from tongket.figures.models import Due, Form, Indicator, Report
from tongket.honours.actions import record_award
from tongket.programmes.models import Programme
from tongket.reviews.actions import claim, write_words
from tongket.reviews.meetings.actions import record_meeting
from tongket.reviews.models import Meeting
from tongket.viet.period import Period

# This village decided on no works all year: a true zero, unlike the one to which the question does not apply.
NOTHING_BUILT = 7


@dataclass(frozen=True)
class Troubles:
    """What went otherwise, by (quarter, village counted from 1)."""

    returned: Mapping[tuple[int, int], str] = field(default_factory=dict)
    late: frozenset[tuple[int, int]] = frozenset()
    extended: Mapping[tuple[int, int], str] = field(default_factory=dict)
    missing: frozenset[tuple[int, int]] = frozenset()
    waiting: frozenset[tuple[int, int]] = frozenset()
    not_applicable: frozenset[tuple[int, int]] = frozenset()
    corrected: Mapping[tuple[int, int], str] = field(default_factory=dict)


TROUBLES = {
    2025: Troubles(
        returned={(2, 3): "Lượt hộ dự họp thấp hơn số hộ của một cuộc họp; đề nghị kiểm tra lại biên bản."},
        late=frozenset({(3, 1)}),
        missing=frozenset({(4, 8)}),
        not_applicable=frozenset({(1, 10), (2, 10), (3, 10), (4, 10)}),
        corrected={(1, 4): "Ghi thiếu một cuộc họp theo biên bản ngày 15/3/2025."},
    ),
    2026: Troubles(
        late=frozenset({(1, 6)}),
        extended={(2, 9): "Thôn bị ngập, mất điện ba ngày."},
        missing=frozenset({(3, 12)}),
        waiting=frozenset({(3, 2), (3, 5)}),
        not_applicable=frozenset({(1, 10), (2, 10), (3, 10)}),
    ),
}


def run_year(
    year: int, commune: Commune, papers: Mapping[str, Directive], indicators: Mapping[str, Indicator]
) -> Programme:
    """The plan, the programme with tasks and targets, and the quarters as they were reported."""
    plan = make_plan(year, commune, papers)
    programme = make_programme(year, commune, papers, plan)
    give_tasks(year, programme, commune, plan)
    form = make_form(year, programme, commune, indicators)
    set_targets(year, programme, commune, indicators)
    for quarter in range(1, 5 if year == 2025 else 4):
        _quarter(Period.parse(f"{year}-Q{quarter}"), quarter, form, commune, TROUBLES[year])
    if year == 2026:
        _open(Period.parse("2026-Q4"), form, commune)
    return programme


def _open(period: Period, form: Form, commune: Commune) -> list[Due]:
    opened = at_hanoi(period.start + timedelta(days=20), 8)
    return open_period(
        form=form, period=period, units=commune.villages, actor=commune.hats["vanthu"], now=opened
    )


def _quarter(period: Period, quarter: int, form: Form, commune: Commune, troubles: Troubles) -> None:
    """Every village reports, in the order of days; what has to be returned is returned and comes again."""
    dues = {due.unit_id: due for due in _open(period, form, commune)}
    for order, village in enumerate(commune.villages, start=1):
        key = (quarter, order)
        if key in troubles.missing:
            continue
        due = dues[village.pk]
        sent = due.due_at + timedelta(days=4)
        if reason := troubles.extended.get(key):
            due = _extend(due, reason, commune)
        elif key not in troubles.late:
            sent = at_hanoi(day_of(due.due_at), 9, order)
        _report(due, key, sent, commune, troubles)


def _extend(due: Due, reason: str, commune: Commune) -> Due:
    asked = at_hanoi(day_of(due.due_at), 9)
    later = due.due_at + timedelta(days=7)
    return extend_due(due=due, to=later, reason=reason, actor=commune.hats["duyet"], now=asked)


def _report(due: Due, key: tuple[int, int], sent: datetime, commune: Commune, troubles: Troubles) -> None:
    quarter, village = key
    hat, judge = commune.hats[f"thon{village:02d}"], commune.hats["duyet"]
    report = start_report(due=due, actor=hat, now=sent - timedelta(hours=1))
    typed = _typed(due.period_start.year, quarter, village, key in troubles.not_applicable)
    if reason := troubles.returned.get(key):
        wrong = {**typed, 2: "9"}
        report = save_cells(report=report, typed=wrong, actor=hat, now=sent - timedelta(minutes=30))
        report = submit_report(report=report, actor=hat, now=sent)
        report = return_report(
            report=report, reason=reason, cells=[2], actor=judge, now=sent + timedelta(hours=4)
        )
        sent += timedelta(days=1)
    report = save_cells(report=report, typed=typed, actor=hat, now=sent - timedelta(minutes=20))
    report = submit_report(report=report, actor=hat, now=sent)
    if key in troubles.waiting:
        return
    report = approve_report(report=report, actor=judge, now=sent + timedelta(hours=5))
    if reason := troubles.corrected.get(key):
        _correct(report, reason, commune, sent + timedelta(days=30))


def _correct(report: Report, reason: str, commune: Commune, now: datetime) -> None:
    figure = report.figures.get(indicator__code="M-HOP")
    correct_figure(
        figure=figure,
        value=(figure.value or 0) + 1,
        reason=reason,
        evidence_text="Biên bản họp thôn ngày 15/3/2025",
        actor=commune.hats["duyet"],
        now=now,
    )


def meetings_of(year: int, quarter: int, village: int) -> int:
    """How many meetings a village held in a quarter; after 2025 some held one more."""
    return 1 + (village + quarter) % 3 + (year > 2025 and (2 * village + quarter) % 5 == 0)


def _typed(year: int, quarter: int, village: int, no_works: bool) -> dict[int, str]:
    """What a village types; invented, and different enough to rank, and to compare with the year before."""
    more = year - 2025
    households = 90 + 17 * village + more * (village % 4)
    meetings = meetings_of(year, quarter, village)
    built = 0 if village == NOTHING_BUILT else (village + quarter) % 2
    works = "không áp dụng" if no_works else str(built)
    given = Decimal(village * quarter * 7 % 40 + more * (village % 3)) / 2
    return {
        1: str(meetings),
        2: str(meetings * households * (70 + 2 * more) // 100),
        3: str(3 + (village * quarter) % 4 + more * (village % 4 == 1)),
        4: works,
        5: str(given).replace(".", ",") if works != "0" else "0",
        6: str(households),
    }


def close_2025(programme: Programme, commune: Commune) -> None:
    """The meeting that closes the year, its award, the officer's words and two claims."""
    year = Period.parse("2025")
    clerk, day = commune.hats["vanthu"], date(2026, 1, 20)
    meeting = record_meeting(
        unit=commune.committee,
        kind=Meeting.Kind.FINAL,
        title="Hội nghị tổng kết thực hiện dân chủ ở cơ sở năm 2025",
        host=UBND,
        held_on=day,
        held_basis=Meeting.Basis.STATED,
        period="2025",
        programmes=[programme],
        ref=ref("meeting", "mau", 2025),
        actor=clerk,
        now=at_hanoi(day, 17),
    )
    record_award(
        unit=commune.committee,
        kind="Giấy khen",
        awarded_by="Chủ tịch Ủy ban nhân dân xã Mẫu",
        reason="Thành tích thực hiện dân chủ ở cơ sở năm 2025",
        collectives=3,
        individuals=5,
        programme=programme,
        meeting=meeting.ref,
        decision="12/QĐ-UBND",
        decided_on=date(2026, 1, 19),
        ref=ref("award", "mau", 2025),
        actor=clerk,
        now=at_hanoi(day, 17),
    )
    write_words(
        programme=programme,
        period=year,
        section="next",
        text="Năm 2026: hoàn thành việc lấy ý kiến về phương án đặt tên đường thôn; "
        "bảo đảm mỗi thôn họp ít nhất một lần mỗi quý.",
        version=0,
        actor=clerk,
        now=at_hanoi(day, 17),
    )
    rests_on = Report.objects.get(
        due__form__programme=programme, due__period="2025-Q4", due__unit=commune.villages[0]
    )
    claim(
        programme=programme,
        period=year,
        text="Việc họp thôn được duy trì đều, có biên bản",
        figures=[rests_on.figures.get(indicator__code="M-HOP")],
        actor=clerk,
        now=at_hanoi(day, 17),
    )
    claim(
        programme=programme,
        period=year,
        text="Ý thức làm chủ của nhân dân có chuyển biến tích cực",
        actor=clerk,
        now=at_hanoi(day, 17),
    )
