"""The Front of Xã Mẫu asks its associations for figures: one objects and is answered, one answers a question about a
band, a village explains its mark, a leader stands in for an officer for some days.
"""

from collections.abc import Mapping
from datetime import date

from tongket.base.clock import at_hanoi
from tongket.base.models import Account
from tongket.demo.cast import ref
from tongket.demo.mau import MAT_TRAN, OFFICES, PHU_NU, Commune
from tongket.figures.actions import (
    Item,
    answer_objection,
    approve_report,
    define_form,
    define_indicator,
    explain_mark,
    object_to_count,
    open_period,
    save_cells,
    start_for_unit,
    start_report,
    submit_report,
)
from tongket.figures.models import Due, Form, Indicator, Report
from tongket.programmes.actions import NewParty, start_programme
from tongket.programmes.models import Party, Programme
from tongket.units.actions import name_deputy
from tongket.units.models import Appointment
from tongket.viet.period import Period

ASSOCIATIONS = OFFICES[3][2]
# half-year, day of the answers, and what each association told: members in all, men, women; one told nothing in 2026
TOLD = (
    ("2025-H1", date(2025, 7, 4), ((310, 190, 120), (120, 0, 120), (85, 80, 5), (140, 75, 65))),
    ("2026-H1", date(2026, 7, 3), ((325, 200, 125), (210, 0, 210), (90, 84, 6))),
)
LATE = "2025-H1"  # the women's union sent this one after its day
WHY_MORE = {1: "Có thêm hai chi hội, thành lập tháng 3/2026."}


def load_front(running: Programme, commune: Commune) -> None:
    form = _form(_programme(commune), commune)
    for text, day, told in TOLD:
        dues = _open(form, Period.parse(text), commune)
        for name, (members, men, women) in zip(ASSOCIATIONS, told, strict=False):
            late = name == PHU_NU and text == LATE
            sent = day.replace(day=10) if late else day
            _report(dues[name], name, {1: str(members), 2: str(men), 3: str(women)}, sent, commune)
    _objection(form, commune)
    _mark(running, commune)
    _deputy(commune)


def _programme(commune: Commune) -> Programme:
    front, now = commune.offices[MAT_TRAN], at_hanoi(date(2025, 1, 10), 9)
    return start_programme(
        unit=front,
        slug="doan-ket-2025-2026",
        kind=Programme.Kind.PROGRAMME,
        title="Toàn dân đoàn kết xây dựng nông thôn mới 2025 - 2026",
        summary="Các tổ chức thành viên của Mặt trận cùng vận động hội viên.",
        term=Period.parse("2025..2026"),
        parties=[
            NewParty(front, Party.Part.LEAD),
            *(NewParty(commune.offices[name], Party.Part.CO) for name in ASSOCIATIONS),
        ],
        public=True,
        ref=ref("programme", "mau", "front"),
        actor=commune.hats["mattran/2"],
        now=now,
    )


def _form(programme: Programme, commune: Commune) -> Form:
    now = at_hanoi(date(2025, 1, 10), 10)
    members = _indicator(commune, "M-HOI-VIEN", "Lượt hội viên tham gia phong trào", "lượt người", "")
    in_time = _indicator(commune, "M-DUNG-HAN", "Báo cáo gửi đúng hạn", "báo cáo", "figures.reports_in_time")
    return define_form(
        unit=programme.unit,
        programme=programme,
        title="Báo cáo của các tổ chức thành viên Mặt trận",
        period_kind="half",
        due_days=5,
        start=date(2025, 1, 1),
        items=[
            Item(members, low=0, band=50),
            Item(members, first="nam", low=0, part_of=1),
            Item(members, first="nữ", low=0, part_of=1),
            Item(in_time, required=False),
        ],
        ref=ref("form", "mau", "front"),
        actor=commune.hats["mattran/2"],
        now=now,
    )


def _indicator(commune: Commune, code: str, name: str, measure: str, counted_by: str) -> Indicator:
    return define_indicator(
        unit=commune.offices[MAT_TRAN],
        code=code,
        name=name,
        measure=measure,
        nature=Indicator.Nature.FLOW,
        over_time=Indicator.OverTime.SUM,
        over_tree=Indicator.OverTree.SUM,
        start=date(2025, 1, 1),
        counted_by=counted_by,
        ref=ref("indicator", code),
        actor=commune.hats["mattran/2"],
        now=at_hanoi(date(2025, 1, 10), 9),
    )


def _open(form: Form, period: Period, commune: Commune) -> dict[str, Due]:
    units = [commune.offices[name] for name in ASSOCIATIONS]
    opened = at_hanoi(period.start.replace(day=20, month=6), 8)
    dues = open_period(form=form, period=period, units=units, actor=commune.hats["mattran/2"], now=opened)
    return dict(zip(ASSOCIATIONS, dues, strict=True))


def _report(due: Due, name: str, typed: Mapping[int, str], day: date, commune: Commune) -> None:
    """The women's union reports itself; for the others, who told it by telephone, the Front enters it."""
    own = name == PHU_NU
    hat, began = commune.hats["phunu" if own else "mattran/2"], at_hanoi(day, 9)
    if own:
        report = start_report(due=due, actor=hat, now=began)
    else:
        report = start_for_unit(due=due, channel=Report.Channel.PHONE, actor=hat, now=began)
    notes = WHY_MORE if own and due.period == "2026-H1" else {}
    report = save_cells(report=report, typed=typed, notes=notes, actor=hat, now=at_hanoi(day, 9, 20))
    report = submit_report(report=report, actor=hat, now=at_hanoi(day, 9, 30))
    judge = commune.hats["mattran/1" if own else "phunu/1"]  # nobody approves what one has handed in
    approve_report(report=report, actor=judge, now=at_hanoi(day.replace(day=day.day + 6), 10))


def _objection(form: Form, commune: Commune) -> None:
    due = form.dues.get(period=LATE, unit=commune.offices[PHU_NU])
    made = object_to_count(
        due=due,
        item=form.items.get(order=4),
        reason="Bản giấy đã gửi ngày 04/7/2025; hệ thống chỉ ghi ngày nhập là 10/7.",
        actor=commune.hats["phunu"],
        now=at_hanoi(date(2025, 7, 21), 9),
    )
    answer_objection(
        objection=made,
        answer="Sổ văn bản đến ghi bản giấy ngày 09/7/2025, sau hạn 07/7. Số đếm giữ nguyên.",
        actor=commune.hats["mattran/2"],
        now=at_hanoi(date(2025, 7, 22), 15),
    )


def _mark(running: Programme, commune: Commune) -> None:
    village = commune.villages[11]
    explain_mark(
        due=Due.objects.get(form__programme=running, period="2026-Q3", unit=village),
        text="Thôn đang đối chiếu sổ họp với biên bản, sẽ gửi trước ngày 30/11.",
        actor=commune.hats["thon12"],
        now=at_hanoi(date(2026, 11, 17), 9),
    )


def _deputy(commune: Commune) -> None:
    """The head of the section does the officer's work while the officer is on a course."""
    name_deputy(
        held=Appointment.objects.get(account__username="vanhoa"),
        account=Account.objects.get(username="duyet"),
        start=date(2026, 11, 16),
        end=date(2026, 12, 1),
        actor=commune.hats["duyet/1"],
        now=at_hanoi(date(2026, 11, 13), 14),
    )
