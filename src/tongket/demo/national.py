"""The national programme: the reorganisation of commune-level units, with figures counted from the package."""

import csv
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from importlib import resources
from typing import NamedTuple

from tongket.base.clock import at_hanoi
from tongket.demo.cast import ref
from tongket.demo.facts import CARRIES, DEFENCE_AND_DEMOCRACY, LINKS, REORGANISATION, Paper
from tongket.directives.actions import NewClause, implement, link_directives, register_directive
from tongket.directives.models import Directive, Implements
from tongket.figures.actions import (
    Counted,
    Item,
    count_figures,
    define_form,
    define_indicator,
    take_over_figure,
)
from tongket.figures.models import Indicator
from tongket.programmes.actions import Bounds, NewParty, give_task, record_event, set_target, start_programme
from tongket.programmes.models import Party, Programme, Target, TaskEvent
from tongket.programmes.taking_back import add_ground
from tongket.units.hats import Hat
from tongket.units.models import Kind, Tier, Unit, UnitCode, UnitVersion
from tongket.viet.numbers import to_units
from tongket.viet.period import Period

SLUG = "sap-xep-don-vi-hanh-chinh"
BEFORE_DAY, AFTER_DAY, LATEST_DAY = date(2025, 6, 30), date(2025, 7, 1), date(2026, 10, 6)
REGISTERED = at_hanoi(date(2025, 6, 2), 8)


def registered_at(paper: Paper) -> datetime:
    """When the sample has the paper: from the start, or on the day of issue (of force, where that is unknown)."""
    known_on = paper.issued_on or paper.in_force_from
    return max(REGISTERED, at_hanoi(known_on, 16)) if known_on else REGISTERED


REGISTERED_AT = {paper.key: registered_at(paper) for paper in (*REORGANISATION, *DEFENCE_AND_DEMOCRACY)}


def register_papers(nation: Unit, keeper: Hat) -> dict[str, Directive]:
    """All directives of the sample with their links and what carries out what."""
    made: dict[str, Directive] = {}
    for paper in (*REORGANISATION, *DEFENCE_AND_DEMOCRACY):
        made[paper.key] = _register(paper, _level(paper, nation), keeper)
    for later, kind, earlier in LINKS:
        both_known = max(REGISTERED_AT[later], REGISTERED_AT[earlier])
        link_directives(later=made[later], earlier=made[earlier], kind=kind, actor=keeper, now=both_known)
    for carrier, carried in CARRIES:
        one = made[carrier]
        implement(
            directive=made[carried],
            carrier=Implements.Carrier.DIRECTIVE,
            carrier_ref=one.ref,
            unit=one.unit,
            on=one.issued_on,
            actor=keeper,
            now=max(REGISTERED_AT[carrier], REGISTERED_AT[carried]),
        )
    return made


def _level(paper: Paper, nation: Unit) -> Unit:
    if paper.level == "nation":
        return nation
    code = UnitCode.objects.get(
        scheme="gso", code=paper.level, start__lte=BEFORE_DAY, end__gt=date(2025, 6, 1)
    )
    return code.unit


def _register(paper: Paper, unit: Unit, keeper: Hat) -> Directive:
    return register_directive(
        cited=paper.cited,
        issuer=paper.issuer,
        issued_on=paper.issued_on,
        abstract=paper.abstract,
        unit=unit,
        kind=paper.kind,
        clauses=[NewClause(number, text, who) for number, text, who in paper.clauses],
        source=paper.source,
        in_force_from=paper.in_force_from,
        ref=ref("directive", paper.key),
        actor=keeper,
        now=REGISTERED_AT[paper.key],
    )


def make_programme(nation: Unit, papers: Mapping[str, Directive], keeper: Hat) -> Programme:
    """The programme; each paper that was issued later became a ground of it when it was registered."""
    term = Period.parse("2025..2026")
    grounds = ("nq60", "nq76", "qd759", "nq202", "qd19", "nq30", "nq36", "nq39")
    first = [key for key in grounds if REGISTERED_AT[key] == REGISTERED]
    programme = start_programme(
        unit=nation,
        slug=SLUG,
        kind=Programme.Kind.PROGRAMME,
        title="Sắp xếp đơn vị hành chính cấp xã",
        summary="Sắp xếp đơn vị hành chính cấp tỉnh, cấp xã; kết thúc cấp huyện từ ngày 01/7/2025.",
        term=term,
        grounds=[papers[key] for key in first],
        parties=[NewParty(nation, Party.Part.LEAD)],
        issued_by=papers["qd759"],
        public=True,
        ref=ref("programme", SLUG),
        actor=keeper,
        now=REGISTERED,
    )
    for key in grounds[len(first) :]:
        add_ground(programme=programme, directive=papers[key], actor=keeper, now=REGISTERED_AT[key])
    implement(
        directive=papers["nq60"],
        clause=papers["nq60"].clauses.get(order=1),
        carrier=Implements.Carrier.PROGRAMME,
        carrier_ref=programme.ref,
        unit=nation,
        on=papers["qd759"].issued_on,
        actor=keeper,
        now=REGISTERED,
    )
    return programme


def define_indicators(
    nation: Unit, programme: Programme, papers: Mapping[str, Directive], keeper: Hat
) -> dict[str, Indicator]:
    """Commune-level units, their area, and wards among them: stocks, counted; with the one target."""
    asked = (
        ("DVHC-XA", "Đơn vị hành chính cấp xã", "đơn vị", 0),
        ("DIEN-TICH", "Diện tích tự nhiên", "km²", 4),
        ("PHUONG", "Phường", "phường", 0),
    )
    made = {
        code: define_indicator(
            unit=nation,
            code=code,
            name=name,
            measure=measure,
            decimals=decimals,
            nature=Indicator.Nature.STOCK,
            over_time=Indicator.OverTime.LAST,
            over_tree=Indicator.OverTree.SUM,
            start=BEFORE_DAY,
            ref=ref("indicator", code),
            actor=keeper,
            now=REGISTERED,
        )
        for code, name, measure, decimals in asked
    }
    define_form(
        unit=nation,
        programme=programme,
        title="Chỉ tiêu sắp xếp đơn vị hành chính",
        period_kind="day",
        due_days=0,
        start=BEFORE_DAY,
        items=[Item(indicator) for indicator in made.values()],
        ref=ref("form", SLUG),
        actor=keeper,
        now=REGISTERED,
    )
    set_target(
        programme=programme,
        indicator=made["DVHC-XA"].ref,
        unit=nation,
        period=Period.of("day", AFTER_DAY),
        kind=Target.Kind.ASSIGNED,
        bounds=Bounds(Target.Sense.BETWEEN, Decimal(60), Decimal(70)),
        basis=Target.Basis.REDUCTION,
        base_period=Period.of("day", BEFORE_DAY),
        clause=papers["nq60"].clauses.get(order=1),
        actor=keeper,
        now=REGISTERED,
    )
    return made


def count_units(indicators: Mapping[str, Indicator], areas: Mapping[int, str], now: datetime) -> None:
    """One figure per commune-level unit and day, from the dated tree; areas where the package has one."""
    before, after, latest = (_communes(day) for day in (BEFORE_DAY, AFTER_DAY, LATEST_DAY))
    how = "hệ thống đếm từ danh mục đơn vị hành chính (gói vietnamadminunits 1.0.4)"
    day = Period.of("day", BEFORE_DAY), Period.of("day", AFTER_DAY), Period.of("day", LATEST_DAY)
    ones = [Counted(version.unit_id, 1, day[0]) for version in before]
    ones += [Counted(version.unit_id, 1, day[1]) for version in after]
    count_figures(indicator=indicators["DVHC-XA"], rows=ones, how=how, now=now)
    count_figures(
        indicator=indicators["DIEN-TICH"],
        rows=[
            Counted(version.unit_id, to_units(Decimal(areas[version.unit_id]), 4), day[1])
            for version in after
            if version.unit_id in areas
        ],
        how=how,
        now=now,
    )
    wards = [
        Counted(v.unit_id, int(v.kind == Kind.WARD), on)
        for on, rows in ((day[1], after), (day[2], latest))
        for v in rows
    ]
    count_figures(
        indicator=indicators["PHUONG"],
        rows=wards,
        how=f"{how}; thay đổi năm 2026 theo nghị quyết của Quốc hội và Ủy ban Thường vụ Quốc hội",
        now=now,
    )


class _Stood(NamedTuple):
    unit_id: int
    kind: str


def _communes(day: date) -> Sequence[_Stood]:
    held = UnitVersion.objects.filter(
        unit__tier=Tier.COMMUNE, unit__sample=False, line="state", start__lte=day, end__gt=day
    )
    return [_Stood(*row) for row in held.order_by("unit__ref").values_list("unit_id", "kind")]


def take_over_official(nation: Unit, indicators: Mapping[str, Indicator], keeper: Hat, now: datetime) -> None:
    """What documents state, each with its article; nobody is said to have approved it."""
    with resources.files("tongket.demo").joinpath("official.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            take_over_figure(
                indicator=indicators[row["indicator"]],
                unit=nation,
                period=Period.parse(row["period"]),
                value=int(row["value"]),
                evidence_text=row["evidence"],
                ref=ref("official", row["indicator"], row["period"], row["value"]),
                actor=keeper,
                now=now,
            )


def give_tasks(nation: Unit, programme: Programme, papers: Mapping[str, Directive], keeper: Hat) -> None:
    """What the papers ordered and which paper shows that it was done."""
    rows = (
        (
            "nq202",
            "Sắp xếp 63 đơn vị hành chính cấp tỉnh còn 34",
            date(2025, 7, 1),
            "nghị quyết của Quốc hội",
            "202/2025/QH15",
            date(2025, 6, 12),
        ),
        (
            "qd19",
            "Ban hành danh mục và mã số đơn vị hành chính",
            date(2025, 7, 1),
            "quyết định của Thủ tướng Chính phủ",
            "19/2025/QĐ-TTg",
            date(2025, 6, 30),
        ),
    )
    for key, content, due, expected, product, done in rows:
        task = give_task(
            programme=programme,
            content=content,
            lead=nation,
            product=expected,
            due=due,
            ref=ref("task", SLUG, key),
            actor=keeper,
            now=REGISTERED,
        )
        record_event(
            task=task,
            kind=TaskEvent.Kind.HANDED_IN,
            product=product,
            product_on=done,
            actor=keeper,
            now=at_hanoi(done, 17),
        )
        implement(
            directive=papers["nq60"],
            clause=papers["nq60"].clauses.get(order=2) if key == "nq202" else None,
            carrier=Implements.Carrier.TASK,
            carrier_ref=task.ref,
            unit=nation,
            on=done,
            actor=keeper,
            now=at_hanoi(done, 17),
        )
