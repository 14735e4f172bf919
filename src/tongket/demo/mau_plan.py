"""The plan of a year of Xã Mẫu: directive, programme, tasks, form, targets, as the real actions make them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tongket.base.clock import at_hanoi, day_of
from tongket.demo.cast import ref
from tongket.demo.mau import KINH_TE, VAN_HOA, VAN_PHONG, Commune
from tongket.directives.actions import NewClause, give_duty, implement, register_directive
from tongket.directives.models import Directive, Implements
from tongket.figures.actions import Item, define_form, define_indicator
from tongket.figures.models import Form, Indicator
from tongket.programmes.actions import Bounds, NewParty, give_task, record_event, set_target, start_programme
from tongket.programmes.models import Party, Programme, Target, Task, TaskEvent
from tongket.units.hats import Hat
from tongket.viet.dates import format_date
from tongket.viet.period import Period

# code, name, measure, decimals, nature
ASKED = (
    ("M-HOP", "Cuộc họp thôn bàn và quyết định", "cuộc", 0, Indicator.Nature.FLOW),
    ("M-HO-DU", "Lượt hộ dự họp", "lượt hộ", 0, Indicator.Nature.FLOW),
    ("M-CONG-KHAI", "Nội dung được niêm yết công khai", "nội dung", 0, Indicator.Nature.FLOW),
    ("M-CONG-TRINH", "Công trình do nhân dân bàn và quyết định", "công trình", 0, Indicator.Nature.FLOW),
    ("M-DONG-GOP", "Nhân dân tự nguyện đóng góp", "triệu đồng", 1, Indicator.Nature.FLOW),
    ("M-SO-HO", "Số hộ", "hộ", 0, Indicator.Nature.STOCK),
)


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


def make_plan(year: int, commune: Commune, papers: Mapping[str, Directive]) -> Directive:
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


def make_programme(
    year: int, commune: Commune, papers: Mapping[str, Directive], plan: Directive
) -> Programme:
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
            on=day_of(now),
            actor=commune.hats["vanthu"],
            now=now,
        )
    return programme


@dataclass(frozen=True)
class Work:
    """A task of every year: its clause, lead, due day and product, and the day on which it was handed in."""

    clause: int
    content: str
    lead: str
    due: tuple[int, int] | None = None
    product: str = ""
    done: tuple[int, int] | None = None
    only: int = 0


# Two done in time (one of them in 2025 alone), one done late, one overdue, one regular.
WORK = (
    Work(
        1, "Ban hành danh mục nội dung công khai của xã và các thôn", VAN_PHONG, (3, 31), "thông báo", (3, 20)
    ),
    Work(
        1,
        "Niêm yết quyết toán ngân sách và các khoản đóng góp",
        VAN_PHONG,
        (7, 31),
        "biên bản niêm yết",
        (8, 20),
    ),
    Work(
        clause=3,
        content="Tổ chức hội nghị đối thoại giữa UBND xã và nhân dân",
        lead=VAN_HOA,
        due=(10, 31),
        product="biên bản đối thoại",
        done=(10, 28),
        only=2025,
    ),
    Work(
        4, "Lấy ý kiến nhân dân về phương án đặt tên đường thôn", VAN_HOA, (9, 30), "báo cáo tổng hợp ý kiến"
    ),
    Work(2, "Hướng dẫn các thôn ghi biên bản họp theo mẫu", VAN_HOA),
)


def give_tasks(year: int, programme: Programme, commune: Commune, plan: Directive) -> None:
    """Give each task, record that it carries out its clause, and hand in what was done."""
    given = at_hanoi(date(year, 1, 20), 9)
    for order, work in enumerate(WORK, start=1):
        task = give_task(
            programme=programme,
            content=work.content,
            lead=commune.offices[work.lead],
            co_workers=commune.villages[:2] if work.clause == 3 else (),
            product=work.product,
            due=date(year, *work.due) if work.due else None,
            follower=commune.committee,
            clause=plan.clauses.get(order=work.clause),
            ref=ref("task", "mau", year, order),
            actor=commune.hats["vanthu"],
            now=given,
        )
        implement(
            directive=plan,
            clause=task.clause,
            carrier=Implements.Carrier.TASK,
            carrier_ref=task.ref,
            unit=task.unit,
            on=date(year, 1, 20),
            actor=commune.hats["vanthu"],
            now=given,
        )
        if work.done and work.only in (0, year):
            hat = commune.hats["vanhoa" if work.lead == VAN_HOA else "vanphong"]
            _hand_in(task, work.product, date(year, *work.done), hat, commune)


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


def make_form(year: int, programme: Programme, commune: Commune, indicators: Mapping[str, Indicator]) -> Form:
    return define_form(
        unit=commune.committee,
        programme=programme,
        title=f"Báo cáo thực hiện dân chủ ở thôn năm {year}",
        period_kind="quarter",
        due_days=2,
        due_rule="BC-06",
        start=date(year, 1, 1),
        items=[Item(indicators[code], low=0) for code, *_rest in ASKED],
        ref=ref("form", "mau", year),
        actor=commune.hats["vanthu"],
        now=at_hanoi(date(year, 1, 20), 10),
    )


def set_targets(
    year: int, programme: Programme, commune: Commune, indicators: Mapping[str, Indicator]
) -> None:
    now = at_hanoi(date(year, 1, 20), 11)
    for kind, low in ((Target.Kind.ASSIGNED, 48), (Target.Kind.PLEDGED, 60)):
        set_target(
            programme=programme,
            indicator=indicators["M-HOP"].ref,
            unit=commune.place,
            period=Period.parse(str(year)),
            kind=kind,
            bounds=Bounds(Target.Sense.AT_LEAST, Decimal(low)),
            clause=programme.issued_by.clauses.get(order=2) if programme.issued_by else None,
            actor=commune.hats["vanthu"],
            now=now,
        )
