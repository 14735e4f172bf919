"""A week of an office as its page and its print show it, and the part of it that everybody may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.db.models import Q, QuerySet

from tongket.reviews.meetings.models import Sitting, WeekEntry
from tongket.reviews.week.clashes import with_clashes
from tongket.reviews.week.lines import Line, entry_lines, meeting_lines, meetings_between
from tongket.reviews.week.own import own_lines
from tongket.units.grants import reach
from tongket.units.hats import Hat
from tongket.units.models import Closure, Unit
from tongket.units.queries import names_of
from tongket.viet.period import Period
from tongket.viet.text import sort_key

NOON = time(12)
DUE = ("deadline", "review")
WEEKDAYS = 7


@dataclass(frozen=True)
class Day:
    """One day of the week: what has no hour and the morning, then the afternoon; what falls due stands apart."""

    day: date
    morning: tuple[Line, ...]
    afternoon: tuple[Line, ...]
    due: tuple[Line, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        return (*self.morning, *self.afternoon)

    @property
    def rows(self) -> int:
        """Rows of the table that the day takes, one at least."""
        return max(1, len(self.lines) + len(self.due))


@dataclass(frozen=True)
class Week:
    """Seven days from Monday on."""

    period: Period
    days: tuple[Day, ...]

    @property
    def first(self) -> date:
        return self.period.start

    @property
    def last(self) -> date:
        return self.period.last_day

    @property
    def density(self) -> str:
        """How small the print has to be so that a week stays on one sheet."""
        rows = sum(day.rows for day in self.days)
        return "crowded" if rows > 34 else "full" if rows > 20 else ""

    @property
    def clashing(self) -> int:
        """How many lines clash with another."""
        return sum(1 for day in self.days for line in day.lines if line.clashes)


def week_of(unit: Unit, period: Period) -> Week:
    """All that stands in an office's week, with its clashes."""
    lines = own_lines(unit.pk, period.start, period.last_day)
    return _week(period, with_clashes(lines, unit.pk, period.start, period.last_day))


def public_week(under: Unit | None, period: Period) -> tuple[Week, dict[int, str]]:
    """What offices have chosen to show, of a place and all under it; and what these offices are called."""
    lines = _shown(under, period.start, period.last_day)
    return _week(period, lines), names_of({line.unit for line in lines}, period.start)


def public_lines(under: Unit, day: date, most: int) -> list[Line]:
    """The next of them from a day on, within two weeks, a few at most."""
    lines = _shown(under, day, day + timedelta(days=2 * WEEKDAYS - 1))
    return sorted(lines, key=lambda line: (line.day, line.starts or time(0), line.what))[:most]


def _shown(under: Unit | None, first: date, last: date) -> list[Line]:
    here = Q()
    if under is not None:
        below = Closure.objects.filter(ancestor=under, start__lte=first, end__gt=first).values("descendant")
        here = Q(unit__in=below)
    meetings = meeting_lines(meetings_between(first, last, here))
    return [line for line in (*meetings, *entry_lines(first, last, here & Q(shown=True))) if line.shown]


def _week(period: Period, lines: Iterable[Line]) -> Week:
    ordered = sorted(lines, key=lambda line: (line.starts or time(0), line.what))
    days = (period.start + timedelta(days=after) for after in range(WEEKDAYS))
    return Week(period, tuple(_day(day, [line for line in ordered if line.day == day]) for day in days))


def _day(day: date, lines: list[Line]) -> Day:
    timed = [line for line in lines if line.kind not in DUE]
    return Day(
        day,
        tuple(line for line in timed if line.starts is None or line.starts < NOON),
        tuple(line for line in timed if line.starts is not None and line.starts >= NOON),
        tuple(line for line in lines if line.kind in DUE),
    )


def week_holding(day: date) -> Period:
    """The week in which a day lies: 2026-W47."""
    year, number, _weekday = day.isocalendar()
    return Period.parse(f"{year}-W{number:02d}")


def entries_visible_to(actor: Hat, day: date) -> QuerySet[WeekEntry]:
    """Typed lines as the hat may see them: those of its own office, of those above and below; shown ones by all."""
    return WeekEntry.objects.filter(reach(actor, "meetings.see_week", day) | Q(shown=True))


def calendars_near(hat: Hat, period: Period, day: date) -> dict[Unit, str]:
    """Offices around the hat's that have something in this week: whose calendar one may turn to."""
    first, last = period.start, period.last_day
    held = Sitting.objects.filter(meeting__held_on__gte=first, meeting__held_on__lte=last)
    busy = set(held.values_list("meeting__unit", flat=True))
    busy |= set(WeekEntry.objects.filter(day__gte=first, day__lte=last).values_list("unit", flat=True))
    seen = Unit.objects.filter(reach(hat, "meetings.see_week", day, unit="pk"), pk__in=busy | {hat.unit_id})
    names = names_of((unit.pk for unit in seen), day)
    found = {unit: names[unit.pk] for unit in seen if unit.pk in names}
    return dict(sorted(found.items(), key=lambda pair: (pair[0].pk != hat.unit_id, sort_key(pair[1]))))
