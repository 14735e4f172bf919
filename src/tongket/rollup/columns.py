"""The columns of a Vietnamese report: the year's plan, the year before, this period, the year so far, the estimate.

Pure functions over the cells of the roll-up: what a unit told and what comes to under a unit are set side by side by
the same code, as exact fractions.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from tongket.rollup.few import Said
from tongket.rollup.question import Asked, Bounds, Cell, Span, Target, span_of
from tongket.viet.fault import Refusal
from tongket.viet.period import Period


class Column(StrEnum):
    """The columns from left to right."""

    ASSIGNED = "assigned"  # kế hoạch năm, mức giao
    PLEDGED = "pledged"  # kế hoạch năm, mức đăng ký
    LAST_YEAR = "last_year"  # cùng kỳ năm trước
    THIS = "this"  # kỳ này
    TO_DATE = "to_date"  # lũy kế từ đầu năm
    EXPECTED = "expected"  # ước thực hiện cả kỳ
    OF_ASSIGNED = "of_assigned"  # % so kế hoạch
    OF_PLEDGED = "of_pledged"
    OF_LAST_YEAR = "of_last_year"  # % so cùng kỳ


class Spans(NamedTuple):
    """What is asked of the roll-up for the columns of a period; a term has no year before, an ad hoc day no year."""

    this: Asked
    last_year: Asked | None
    to_date: Asked | None


@dataclass(frozen=True)
class Columns:
    """One line of the table, for one unit or all under it.

    The two targets are never put in each other's place. `expected` is the period with the estimates of those who have
    no final figure yet, `estimates` of them; None where nobody estimated. The three shares are per cent.
    """

    assigned: Target | None
    pledged: Target | None
    last_year: Cell | None
    this: Cell
    to_date: Cell | None
    expected: Cell | None
    estimates: int
    of_assigned: Bounds | None
    of_pledged: Bounds | None
    of_last_year: Bounds | None

    def has(self, column: Column) -> bool:
        """Whether there is anything to be printed in a column."""
        one = getattr(self, column)
        return one is not None and (not isinstance(one, Cell) or one.bounds is not None or one.reported > 0)


def made_of(period: Period, kind: str) -> tuple[Period, ...]:
    """The periods of a kind that a period is made of, without a gap; none where they do not fit."""
    if kind == period.kind:
        return (period,)
    if kind.rpartition(":")[2] in ("day", "term"):
        return ()
    parts = period.parts(kind)
    fits = bool(parts) and (parts[0].start, parts[-1].end) == (period.start, period.end)
    return parts if fits else ()


def spans_of(period: Period, parts: Sequence[Period] = ()) -> Spans:
    """This period, the same of the year before, and the year so far made of periods of its own kind alone.

    With `parts`, all is made of periods of their kind; no year so far stands beside a period that is as long.
    """
    longer, parts = bool(parts), parts or (period,)
    try:
        before = _made(period.same_last_year(), [one.same_last_year() for one in parts])
    except Refusal:
        before = None
    this, so_far = _made(period, parts), parts[-1].since_new_year()
    alone = longer and so_far[0].start >= period.start
    if alone or period.plain_kind in ("day", "term"):
        return Spans(this, before, None)
    whole = Span(f"{so_far[0]}→{period}", so_far[0].start, period.end)
    return Spans(this, before, Asked(whole, tuple(span_of(one) for one in so_far)))


def _made(period: Period, parts: Iterable[Period]) -> Asked:
    """Figures of these very periods: a month inside a quarter is no quarter."""
    return Asked(span_of(period), tuple(span_of(one) for one in parts))


def with_estimates(final: Iterable[Said], estimate: Iterable[Said]) -> tuple[list[Said], list[Said]]:
    """The finals of a period with the estimates of those who have none yet; those estimates by themselves.

    A final figure takes the place of its estimate, whatever it says: "not applicable" too.
    """
    told = list(final)
    known = {(one.indicator, one.unit, one.period) for one in told}
    taken = [one for one in estimate if (one.indicator, one.unit, one.period) not in known]
    return told + taken, taken


def columns_of(
    unit: int,
    indicator: int,
    spans: Spans,
    final: Mapping[tuple[int, int, str], Cell],
    expected: Mapping[tuple[int, int, str], Cell],
    estimates: int,
    plans: Sequence[Target | None],
) -> Columns:
    """The line of one indicator for one unit; `plans` are what was assigned and what was pledged for the year."""
    this = final[unit, indicator, spans.this.key]
    before = final[unit, indicator, spans.last_year.key] if spans.last_year else None
    so_far = final[unit, indicator, spans.to_date.key] if spans.to_date else None
    assigned, pledged = plans
    reached = (so_far or this).bounds
    return Columns(
        assigned=assigned,
        pledged=pledged,
        last_year=before,
        this=this,
        to_date=so_far,
        expected=expected.get((unit, indicator, spans.this.key)) if estimates else None,
        estimates=estimates,
        of_assigned=_of(reached, _bound(assigned)),
        of_pledged=_of(reached, _bound(pledged)),
        of_last_year=_of(this.bounds, before.bounds if before else None),
    )


def _bound(target: Target | None) -> Bounds | None:
    """The one number that a plan names; a band and a reduction have none to take a share of."""
    if target is None or target.basis != "value" or target.sense == "between":
        return None
    number = target.low if target.sense == "at_least" else target.high
    return None if number is None else Bounds.known(Fraction(number))


def _of(value: Bounds | None, base: Bounds | None) -> Bounds | None:
    """Per cent of a base above zero; ranges stay ranges."""
    if value is None or base is None or base.low <= 0:
        return None
    if value.exact and base.exact:
        return Bounds.known(100 * value.low / base.low)
    ends = [100 * one / other for one in (value.low, value.high) for other in (base.low, base.high)]
    return Bounds(min(ends), max(ends))
