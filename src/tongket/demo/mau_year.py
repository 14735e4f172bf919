"""A year of Xã Mẫu: grassroots democracy as its programme, made by the real actions with dated `now`.

What went otherwise than it should stands in `TROUBLES`: returned, late, missing, corrected, not applicable, zero.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from tongket.base.clock import at_hanoi
from tongket.demo.cast import ref
from tongket.demo.mau import KINH_TE, UBND, VAN_HOA, VAN_PHONG, Commune
from tongket.directives.actions import NewClause, give_duty, implement, register_directive
from tongket.directives.models import Directive, Implements
from tongket.figures.actions import (
    Item,
    approve_report,
    correct_figure,
    define_form,
    define_indicator,
    open_period,
    return_report,
    save_cells,
    start_report,
    submit_report,
)
from tongket.figures.models import Due, Form, Indicator, Report
from tongket.honours.actions import record_award
from tongket.programmes.actions import Bounds, NewParty, give_task, record_event, set_target, start_programme
from tongket.programmes.models import Party, Programme, Target, Task, TaskEvent
from tongket.reviews.actions import claim, record_meeting, write_words
from tongket.reviews.models import Meeting
from tongket.units.hats import Hat
from tongket.viet.dates import format_date
from tongket.viet.period import Period

# code, name, measure, decimals, nature; the last is asked once more as a stock
ASKED = (
    ("M-HOP", "Cuộc họp thôn bàn và quyết định", "cuộc", 0, Indicator.Nature.FLOW),
    ("M-HO-DU", "Lượt hộ dự họp", "lượt hộ", 0, Indicator.Nature.FLOW),
    ("M-CONG-KHAI", "Nội dung được niêm yết công khai", "nội dung", 0, Indicator.Nature.FLOW),
    ("M-CONG-TRINH", "Công trình do nhân dân bàn và quyết định", "công trình", 0, Indicator.Nature.FLOW),
    ("M-DONG-GOP", "Nhân dân tự nguyện đóng góp", "triệu đồng", 1, Indicator.Nature.FLOW),
    ("M-SO-HO", "Số hộ", "hộ", 0, Indicator.Nature.STOCK),
)


@dataclass(frozen=True)
class Troubles:
    """What went otherwise, by (quarter, village counted from 1)."""

    returned: Mapping[tuple[int, int], str] = field(default_factory=dict)
    late: frozenset[tuple[int, int]] = frozenset()
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
        missing=frozenset({(3, 12)}),
        waiting=frozenset({(3, 2), (3, 5)}),
        not_applicable=frozenset({(1, 10), (2, 10), (3, 10)}),
    ),
}


def run_year(
    year: int, commune: Commune, papers: Mapping[str, Directive], indicators: Mapping[str, Indicator]
) -> Programme:
    """The plan, the programme with tasks and targets, and the quarters as they were reported."""
    plan = _plan(year, commune, papers)
    programme = _programme(year, commune, papers, plan)
    _tasks(year, programme, commune, plan)
    form = _form(year, programme, commune, indicators)
    _targets(year, programme, commune, indicators)
    for quarter in range(1, 5 if year == 2025 else 4):
        _quarter(Period.parse(f"{year}-Q{quarter}"), quarter, form, commune, TROUBLES[year])
    if year == 2026:
        _open(Period.parse("2026-Q4"), form, commune)
    return programme


def define_indicators(commune: Commune) -> dict[str, Indicator]:
    flow, stock = Indicator.OverTime.SUM, Indicator.OverTime.LAST
    return {
        code: define_indicator(
            unit=commune.committee,
            code=code,
            name=name,
            measure=measure,
            decimals=decimals,
            nature=nature,
            over_time=flow if nature == Indicator.Nature.FLOW else stock,
            over_tree=Indicator.OverTree.SUM,
            start=date(2025, 1, 1),
            ref=ref("indicator", code),
            actor=commune.hats["vanthu"],
            now=at_hanoi(date(2025, 1, 6), 8),
        )
        for code, name, measure, decimals, nature in ASKED
    }


def _plan(year: int, commune: Commune, papers: Mapping[str, Directive]) -> Directive:
    issued = date(year, 1, 15)
    now = at_hanoi(issued, 16)
    plan = register_directive(
        cited="05/KH-UBND",
        issuer="Ủy ban nhân dân xã Mẫu",
        issued_on=issued,
        abstract=f"Kế hoạch thực hiện dân chủ ở cơ sở năm {year}",
        unit=commune.committee,
        clauses=[
            NewClause(
                "1",
                "Niêm yết công khai đủ nội dung theo Điều 11 của Luật",
                "UBND xã, các thôn",
                date(year, 12, 31),
            ),
            NewClause(
                "2", "Mỗi thôn họp bàn và quyết định ít nhất một lần mỗi quý", "Các thôn", date(year, 12, 31)
            ),
            NewClause("3", "Đối thoại giữa UBND xã và nhân dân", "UBND xã", date(year, 10, 31)),
            NewClause("4", "Lấy ý kiến về phương án đặt tên đường thôn", "UBND xã", date(year, 9, 30)),
        ],
        ref=ref("directive", "mau", year),
        actor=commune.hats["vanthu"],
        now=now,
    )
    implement(
        directive=papers["luat10"],
        carrier=Implements.Carrier.DIRECTIVE,
        carrier_ref=plan.ref,
        unit=commune.committee,
        on=issued,
        actor=commune.hats["vanthu"],
        now=now,
    )
    give_duty(
        directive=plan,
        units=[commune.offices[name] for name in (VAN_PHONG, KINH_TE, VAN_HOA)],
        due=date(year, 2, 28),
        actor=commune.hats["vanthu"],
        now=now,
    )
    return plan


def _programme(year: int, commune: Commune, papers: Mapping[str, Directive], plan: Directive) -> Programme:
    now = at_hanoi(date(year, 1, 16), 9)
    programme = start_programme(
        unit=commune.committee,
        slug=f"dan-chu-co-so-{year}",
        kind=Programme.Kind.PLAN,
        title=f"Thực hiện dân chủ ở cơ sở xã Mẫu năm {year}",
        summary="Dân biết, dân bàn, dân làm, dân kiểm tra, dân giám sát, dân thụ hưởng.",
        term=Period.parse(str(year)),
        grounds=[papers["luat10"], papers["nd59"], papers["ct30"], plan],
        parties=[
            NewParty(commune.committee, Party.Part.LEAD),
            NewParty(commune.offices["Ủy ban Mặt trận Tổ quốc Việt Nam xã Mẫu"], Party.Part.CO),
            *(NewParty(village, Party.Part.CO) for village in commune.villages),
        ],
        issued_by=plan,
        public=True,
        ref=ref("programme", "mau", year),
        actor=commune.hats["vanthu"],
        now=now,
    )
    for clause in plan.clauses.all():
        implement(
            directive=plan,
            clause=clause,
            carrier=Implements.Carrier.PROGRAMME,
            carrier_ref=programme.ref,
            unit=commune.committee,
            on=now.date(),
            actor=commune.hats["vanthu"],
            now=now,
        )
    return programme


def _tasks(year: int, programme: Programme, commune: Commune, plan: Directive) -> None:
    """Three done in time, one done late, one overdue, one regular."""
    office, culture = commune.offices[VAN_PHONG], commune.offices[VAN_HOA]
    done = [date(year, 3, 20), date(year, 8, 20), date(year, 10, 28) if year == 2025 else None, None, None]
    rows = (
        (
            1,
            "Ban hành danh mục nội dung công khai của xã và các thôn",
            office,
            date(year, 3, 31),
            f"0{year % 7 + 2}/TB-UBND",
        ),
        (
            1,
            "Niêm yết quyết toán ngân sách và các khoản đóng góp",
            office,
            date(year, 7, 31),
            "biên bản niêm yết",
        ),
        (
            3,
            "Tổ chức hội nghị đối thoại giữa UBND xã và nhân dân",
            culture,
            date(year, 10, 31),
            "biên bản đối thoại",
        ),
        (
            4,
            "Lấy ý kiến nhân dân về phương án đặt tên đường thôn",
            culture,
            date(year, 9, 30),
            "báo cáo tổng hợp ý kiến",
        ),
        (2, "Hướng dẫn các thôn ghi biên bản họp theo mẫu", culture, None, ""),
    )
    for order, ((clause, content, lead, due, product), day) in enumerate(
        zip(rows, done, strict=True), start=1
    ):
        task = give_task(
            programme=programme,
            content=content,
            lead=lead,
            co_workers=commune.villages[:2] if clause == 3 else (),
            product=product,
            due=due,
            follower=commune.committee,
            clause=plan.clauses.get(order=clause),
            ref=ref("task", "mau", year, order),
            actor=commune.hats["vanthu"],
            now=at_hanoi(date(year, 1, 20), 9),
        )
        if day is not None:
            hat = commune.hats["vanhoa" if lead == culture else "vanphong"]
            _hand_in(task, product, day, hat, commune)
        implement(
            directive=plan,
            clause=task.clause,
            carrier=Implements.Carrier.TASK,
            carrier_ref=task.ref,
            unit=lead,
            on=date(year, 1, 20),
            actor=commune.hats["vanthu"],
            now=at_hanoi(date(year, 1, 20), 9),
        )


def _hand_in(task: Task, product: str, day: date, hat: Hat, commune: Commune) -> None:
    record_event(
        task=task,
        kind=TaskEvent.Kind.HANDED_IN,
        product=f"{product}, ngày {format_date(day)}",
        actor=hat,
        now=at_hanoi(day, 15),
    )
    record_event(
        task=task, kind=TaskEvent.Kind.CONFIRMED, actor=commune.hats["chutich"], now=at_hanoi(day, 16)
    )


def _form(year: int, programme: Programme, commune: Commune, indicators: Mapping[str, Indicator]) -> Form:
    return define_form(
        unit=commune.committee,
        programme=programme,
        title=f"Báo cáo thực hiện dân chủ ở thôn năm {year}",
        period_kind="quarter",
        due_days=5,
        start=date(year, 1, 1),
        items=[Item(indicators[code], low=0) for code, *_rest in ASKED],
        ref=ref("form", "mau", year),
        actor=commune.hats["vanthu"],
        now=at_hanoi(date(year, 1, 20), 10),
    )


def _targets(year: int, programme: Programme, commune: Commune, indicators: Mapping[str, Indicator]) -> None:
    now = at_hanoi(date(year, 1, 20), 11)
    for kind, low in ((Target.Kind.ASSIGNED, 48), (Target.Kind.PLEDGED, 60)):
        set_target(
            programme=programme,
            indicator=indicators["M-HOP"].ref,
            unit=commune.place,
            period=Period.parse(str(year)),
            kind=kind,
            bounds=Bounds(Target.Sense.AT_LEAST, Decimal(low)),
            actor=commune.hats["vanthu"],
            now=now,
        )


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
        if key not in troubles.missing:
            sent = (
                dues[village.pk].due_at + timedelta(days=4)
                if key in troubles.late
                else at_hanoi(period.end + timedelta(days=2), 9, order)
            )
            _report(dues[village.pk], key, sent, commune, troubles)


def _report(due: Due, key: tuple[int, int], sent: datetime, commune: Commune, troubles: Troubles) -> None:
    quarter, village = key
    hat, judge = commune.hats[f"thon{village:02d}"], commune.hats["duyet"]
    report = start_report(due=due, actor=hat, now=sent - timedelta(hours=1))
    typed = _typed(quarter, village, key in troubles.not_applicable)
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


def _typed(quarter: int, village: int, no_works: bool) -> dict[int, str]:
    """What a village types; invented, and different enough to rank."""
    households = 90 + 17 * village
    meetings = 1 + (village + quarter) % 3
    works = "không áp dụng" if no_works else str((village + quarter) % 2)
    given = Decimal(village * quarter * 7 % 40) / 2
    return {
        1: str(meetings),
        2: str(meetings * households * 7 // 10),
        3: str(3 + (village * quarter) % 4),
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
