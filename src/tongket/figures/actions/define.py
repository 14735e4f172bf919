"""What is asked: indicators and forms."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.text import slugify

from tongket.base.search import index
from tongket.figures.actions.append import breakdown_of
from tongket.figures.models import Form, FormItem, Indicator
from tongket.figures.splits import is_added
from tongket.law.days import WorkCalendar
from tongket.law.rules import RuleBook
from tongket.programmes.actions import refuse_closed
from tongket.programmes.models import Programme
from tongket.units.acts import About, act
from tongket.units.hats import Hat
from tongket.units.models import Unit
from tongket.viet.fault import Fault, Refusal
from tongket.viet.period import KINDS
from tongket.viet.text import fold, nfc

_STEM, _MOST_ALIKE = 34, 1000  # characters of a code before its number; indicators of one stem


def define_indicator(
    *,
    unit: Unit,
    code: str,
    name: str,
    measure: str,
    nature: str,
    over_time: str,
    over_tree: str,
    start: date,
    actor: Hat,
    now: datetime,
    decimals: int = 0,
    weight: Indicator | None = None,
    numerator: Indicator | None = None,
    denominator: Indicator | None = None,
    counted_by: str = "",
    note: str = "",
    ref: uuid.UUID | None = None,
) -> Indicator:
    """A new indicator, or the next version of the one that bears this code."""
    ref = ref or uuid.uuid4()
    with act("figures.define", on=About(ref, unit.pk), actor=actor, now=now) as done:
        versions = Indicator.objects.filter(code=code).count()
        indicator = Indicator.objects.create(
            ref=ref,
            code=code,
            version=versions + 1,
            start=start,
            unit=unit,
            name=nfc(name),
            folded=fold(name),
            measure=nfc(measure),
            decimals=decimals,
            nature=nature,
            over_time=over_time,
            over_tree=over_tree,
            weight=weight,
            numerator=numerator,
            denominator=denominator,
            counted_by=counted_by,
            note=note,
        )
        index(indicator)
        done.note(code=code, version=indicator.version, name=name, measure=measure, decimals=decimals)
        done.stands(indicator)
    return indicator


def code_for(name: str) -> str:
    """A code that no indicator bears, from the name: so-ho-ngheo, so-ho-ngheo-2."""
    stem = slugify(fold(name))[:_STEM].strip("-") or "chi-tieu"
    taken = set(Indicator.objects.filter(code__startswith=stem).values_list("code", flat=True))
    codes = (stem, *(f"{stem}-{number}" for number in range(2, _MOST_ALIKE)))
    for code in codes:
        if code not in taken:
            return code
    raise Refusal(Fault("figures.code_full"))


@dataclass(frozen=True)
class Item:
    """One line to be asked. Lines name each other by their order, counted from 1.

    `part_of` is the line whose part this one is, `needs` the one that has to be filled in where this is not 0;
    a change against last year by more than `band` per cent is asked about.
    """

    indicator: Indicator
    first: str = ""
    second: str = ""
    section: str = ""
    required: bool = True
    low: int | None = None
    high: int | None = None
    part_of: int | None = None
    needs: int | None = None
    band: int | None = None


def define_form(
    *,
    unit: Unit,
    programme: Programme,
    title: str,
    period_kind: str,
    due_days: int,
    start: date,
    items: Sequence[Item],
    actor: Hat,
    now: datetime,
    due_rule: str = "",
    ref: uuid.UUID | None = None,
) -> Form:
    """What a programme asks from a day on: the next version of its form, with all its lines.

    With `due_rule` the day of each report comes from that rule of law, else from `due_days`.
    """
    if period_kind.rpartition(":")[2] not in KINDS:
        raise Refusal(Fault("period.kind", values={"kind": period_kind}))
    if not items:
        raise Refusal(Fault("figures.form_empty"))
    if due_rule:
        RuleBook.load().at(due_rule, start).deadline(start, WorkCalendar())
    ref = ref or uuid.uuid4()
    with act("figures.define", on=About(ref, unit.pk), actor=actor, now=now) as done:
        refuse_closed(Programme.objects.select_for_update().get(pk=programme.pk))
        form = Form.objects.create(
            ref=ref,
            unit=unit,
            programme=programme,
            version=Form.objects.filter(programme=programme).count() + 1,
            start=start,
            title=nfc(title),
            period_kind=period_kind,
            due_days=due_days,
            due_rule=due_rule,
        )
        _write_items(form, items)
        index(form)
        done.note(title=title, version=form.version, items=[str(item.indicator.ref) for item in items])
        done.stands(form)
    return form


def _write_items(form: Form, items: Sequence[Item]) -> None:
    written: list[FormItem] = []
    asked: set[tuple[int, str, str]] = set()
    for order, item in enumerate(items, start=1):
        what = (item.indicator.pk, nfc(item.first), nfc(item.second))
        if what in asked:
            raise Refusal(Fault("figures.line_twice", values={"order": order}))
        asked.add(what)
        if item.indicator.counted_by and (item.first or item.second):
            raise Refusal(Fault("figures.counted_whole", values={"order": order}))
        if item.part_of is not None and not 1 <= item.part_of < order:
            raise Refusal(Fault("figures.part_before_whole", values={"order": order}))
        if item.part_of is not None and not is_added(items[item.part_of - 1].indicator):
            raise Refusal(Fault("figures.split_not_added", values={"order": item.part_of}))
        written.append(
            FormItem.objects.create(
                form=form,
                indicator=item.indicator,
                breakdown_id=breakdown_of(nfc(item.first), nfc(item.second)),
                order=order,
                section=nfc(item.section),
                required=item.required,
                low=item.low,
                high=item.high,
                part_of=written[item.part_of - 1] if item.part_of else None,
                band=item.band,
            )
        )
    for line, item in zip(written, items, strict=True):
        if item.needs is None:
            continue
        if not 1 <= item.needs <= len(written) or item.needs == line.order:
            raise Refusal(Fault("figures.pair_unknown", values={"order": line.order}))
        line.needs = written[item.needs - 1]
        line.save(update_fields=["needs"])
