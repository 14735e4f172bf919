"""What the words of rows mean: units by dated code or ref, indicators by code, lines of the reports that are due.

Everything is looked up at once for all rows; what is unknown or ambiguous is listed, and nothing is guessed.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from tongket.base import shown
from tongket.base.clock import day_of
from tongket.figures.cells import label_of
from tongket.figures.intake.hand_in import Filled
from tongket.figures.intake.rows import Row, day_of_row, kind_of, refuse
from tongket.figures.models import Due, Figure, FormItem
from tongket.figures.queries import dues_visible_to
from tongket.units.hats import Hat
from tongket.units.models import Unit, UnitCode
from tongket.units.queries import names_of
from tongket.viet.fault import Fault, Refusal
from tongket.viet.period import Period
from tongket.viet.text import fold

_CHUNK = 500

type Key = tuple[str, str]


def chunks[T](values: Iterable[T]) -> Iterator[list[T]]:
    listed = list(values)
    for start in range(0, len(listed), _CHUNK):
        yield listed[start : start + _CHUNK]


class Words:
    """The units and periods that rows name. Each is looked up once; a word that says nothing is a fault."""

    def __init__(self, rows: Sequence[Row], *, whole_period: bool) -> None:
        self._whole = whole_period
        words = {row.unit for row in rows}
        refs = {ref for word in words if (ref := _as_ref(word))}
        self._refs: dict[uuid.UUID, int | Fault] = {}
        for chunk in chunks(refs):
            self._refs |= dict(Unit.objects.filter(ref__in=chunk).values_list("ref", "pk"))
        self._codes: dict[str, list[tuple[int, date, date]]] = defaultdict(list)
        for some in chunks(word for word in words if len(word) <= 20):
            codes = UnitCode.objects.filter(code__in=some).order_by("start", "pk")
            for code, unit, start, end in codes.values_list("code", "unit", "start", "end"):
                self._codes[code].append((unit, start, end))
        self._periods: dict[str, Period | Fault] = {}
        self._units: dict[tuple[str, str, str], int | Fault] = {}

    def period(self, row: Row) -> Period:
        if row.period not in self._periods:
            try:
                self._periods[row.period] = Period.parse(row.period)
            except Refusal as why:
                self._periods[row.period] = why.faults[0]
        found = self._periods[row.period]
        if isinstance(found, Fault):
            raise Refusal(Fault(found.code, row.where("period"), found.values))
        return found

    def unit(self, row: Row, period: Period) -> int:
        key = row.unit, row.day, row.period
        if key not in self._units:
            self._units[key] = self._found(row, period)
        found = self._units[key]
        if isinstance(found, Fault):
            raise Refusal(Fault(found.code, row.where("unit"), found.values))
        return found

    def _found(self, row: Row, period: Period) -> int | Fault:
        if ref := _as_ref(row.unit):
            unknown = Fault("intake.unit_unknown", values={"unit": row.unit})
            return self._refs.get(ref, unknown)
        day = day_of_row(row) or (None if self._whole else period.last_day)
        first, after = (period.start, period.end) if day is None else (day, date.max)
        bearers: dict[int, None] = dict.fromkeys(
            unit
            for unit, start, end in self._codes.get(row.unit, ())
            if (start <= day < end if day else start < after and end > first)
        )
        if len(bearers) == 1:
            return next(iter(bearers))
        said = {"unit": row.unit[:40], "day": shown.day(day or period.last_day)}
        if not bearers:
            return Fault("intake.unit_unknown_on", values=said)
        names = "; ".join(sorted(names_of(bearers, day or period.last_day).values()))
        return Fault("intake.unit_many", values=said | {"names": names})


def _as_ref(word: str) -> uuid.UUID | None:
    if len(word) != 36:
        return None
    try:
        return uuid.UUID(word)
    except ValueError:
        return None


def resolve(rows: Sequence[Row], *, actor: Hat, now: datetime) -> list[Filled]:
    """The reports that rows fill in, in the order of the rows. Refuses with every row that means none of them."""
    words = Words(rows, whole_period=False)
    faults: list[Fault] = []
    meant: list[tuple[Row, int, str]] = []
    for row in rows:
        try:
            if kind_of(row) == Figure.Kind.ESTIMATE:
                raise Refusal(Fault("intake.estimate_due", row.where("kind")))
            period = words.period(row)
            meant.append((row, words.unit(row, period), str(period)))
        except Refusal as why:
            faults += why.faults
    dues = _dues({(unit, period) for _row, unit, period in meant}, actor, day_of(now))
    lines = _lines({due.form_id for some in dues.values() for due in some})
    filled: dict[int, Filled] = {}
    for row, unit, key in meant:
        found = _line(row, dues.get((unit, key), ()), lines)
        if isinstance(found, Fault):
            faults.append(found)
        else:
            faults += _fill(filled, row, *found)
    refuse(faults)
    names = names_of((one.due.unit_id for one in filled.values()), day_of(now))
    for one in filled.values():
        one.name = names.get(one.due.unit_id, "")
    return list(filled.values())


def _dues(
    wanted: Collection[tuple[int, str]], actor: Hat, day: date
) -> Mapping[tuple[int, str], Sequence[Due]]:
    """What the named units owe for the named periods, of what the hat may see."""
    seen = dues_visible_to(actor, day)
    found: dict[tuple[int, str], list[Due]] = defaultdict(list)
    periods, units = {period for _unit, period in wanted}, {unit for unit, _period in wanted}
    for chunk in chunks(sorted(units)):
        for some in chunks(sorted(periods)):
            dues = seen.filter(unit__in=chunk, period__in=some).select_related("form__programme")
            for due in dues.order_by("pk"):
                found[due.unit_id, due.period].append(due)
    return found


def _lines(forms: Collection[int]) -> Mapping[int, Mapping[Key, list[FormItem]]]:
    """The lines of forms, by the indicator's code and the folded words of the breakdown."""
    found: dict[int, dict[Key, list[FormItem]]] = {form: defaultdict(list) for form in forms}
    items = FormItem.objects.filter(form__in=forms).select_related("indicator", "breakdown")
    for item in items.order_by("form", "order"):
        found[item.form_id][item.indicator.code, breakdown_words(item)].append(item)
    return found


def breakdown_words(item: FormItem) -> str:
    return fold(", ".join(part for part in (item.breakdown.first, item.breakdown.second) if part))


def _line(
    row: Row, dues: Sequence[Due], lines: Mapping[int, Mapping[Key, list[FormItem]]]
) -> tuple[Due, FormItem] | Fault:
    if not dues:
        return Fault("intake.not_due", row.where("unit"), {"unit": row.unit[:40], "period": row.period[:40]})
    asked = [due for due in dues if row.form in ("", str(due.form.ref), due.form.programme.slug)]
    if not asked:
        return Fault("intake.form_unknown", row.where("form"), {"form": row.form[:40]})
    key = row.indicator, fold(row.breakdown)
    found = [(due, item) for due in asked for item in lines[due.form_id].get(key, ())]
    if len(found) == 1:
        return found[0]
    if found:
        titles = "; ".join(sorted({due.form.title for due, _item in found}))
        return Fault(
            "intake.form_many", row.where("form"), {"indicator": row.indicator[:40], "forms": titles}
        )
    said = {"indicator": row.indicator[:40], "breakdown": row.breakdown[:40]}
    code = "intake.line_unknown" if row.breakdown else "intake.indicator_not_asked"
    return Fault(code, row.where("breakdown" if row.breakdown else "indicator"), said)


def _fill(filled: dict[int, Filled], row: Row, due: Due, item: FormItem) -> list[Fault]:
    one = filled.setdefault(due.pk, Filled(due))
    if item.order in one.typed:
        return [Fault("intake.twice", row.where("indicator"), {"line": label_of(item)})]
    one.typed[item.order] = row.value
    one.wheres[item.order] = row.where("value")
    if row.note:
        one.notes[item.order] = row.note
    return []
