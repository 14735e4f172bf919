"""Answers from a hot copy: whole pages where a question is made of them, the long way of `roll` for the rest.

Both ways give the same cells; the long way is what the pages are held against.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tongket.rollup import bulk, finish
from tongket.rollup.engines.hot import Hot, Wanted
from tongket.rollup.lists import Lists, Units
from tongket.rollup.pages import (
    BLANK,
    LEAST,
    MOST_,
    TOLD,
    TOLD_BLANK,
    TOTAL,
    VALUED,
    Kept,
    Marked,
    Part,
    Seats,
    expression,
    part_of,
    sheets,
    standing,
)
from tongket.rollup.places import SCALE, Places
from tongket.rollup.question import Indicator, Question, Span, Task, tasks_of
from tongket.rollup.roll import expression as long_way
from tongket.rollup.roll import sums

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

PLANS = 256
FOREVER = datetime.max.replace(tzinfo=UTC)
WANTED = ("indicator", "period")


class Ready:
    """A hot copy and the pages made from it. Used by one thread at a time."""

    def __init__(self, threads: int | None = None) -> None:
        self.hot = Hot(threads)
        self.kept = Kept()
        self.plans: dict[tuple[object, ...], str] = {}
        self.made = 0  # pages that were added up, and not read

    def knows(self, question: Question) -> bool:
        """Whether all that is held was known at the moment of the question; else the files must be read."""
        latest = self.hot.latest
        return all(latest.get(one.id, question.as_of) <= question.as_of for one in question.indicators)

    def bulk(self, question: Question, places: Places) -> bulk.Bulk | None:
        """The cells of a question that is made of pages alone; None where it is not."""
        import numpy as np

        parts = self._paged(question, places)
        asked = len(question.indicators) * len(question.periods)
        seats = self.kept.seats_of(places)
        alike = len(parts) == asked and all(len(part.slots) == 1 for part in parts)
        if not (parts and alike and bulk.fits(question)) or seats.divided.rows:
            return None
        found = self._sheets(question, places, [_pages(part, 0) for part in parts])
        if found.dtype == object or int(np.abs(found[:, TOTAL]).max(initial=0)) >= 2**62:
            return None
        both = found.sum(axis=2)
        living = np.array([part.task.living for part in parts])
        both[living] = found[living][:, :, 1]
        shape = len(question.indicators), len(question.periods), len(places.targets)
        due = np.stack([_due(part, 0, seats) for part in parts])
        columns = (*(both[:, place] for place in (TOTAL, VALUED, BLANK, TOLD, TOLD_BLANK)), due)
        return bulk.Bulk(question, places.targets, *(column.reshape(shape) for column in columns))

    def sums(self, question: Question, places: Places, expected: Lists | None = None) -> finish.SumsOf:
        """What stands under each unit of the map, by indicator and period.

        Without `expected`, every part of the map that lives on a period's last day was due.
        """
        paged = self._paged(question, places, expected)
        by_pages = {part.task.indicator.id for part in paged}
        rest = [one for one in question.indicators if one.id not in by_pages and one.over_tree != "ratio"]
        found: dict[tuple[int, str, int], list[finish.Sums]] = {}
        if paged:
            self._add_pages(found, paged, question, places, expected)
            divided = self.kept.seats_of(places).divided
            if divided.rows:
                indicators = [one for one in question.indicators if one.id in by_pages]
                for key, (more,) in self._long(question, indicators, divided, expected).items():
                    found[key] = [_together(found[key][0], more) if key in found else more]
        if rest:
            found.update(self._long(question, rest, places, expected))
        return found

    def _paged(self, question: Question, places: Places, expected: Lists | None = None) -> list[Part]:
        """The tasks of the indicators that are made of pages in every period asked for."""
        parts: dict[int, list[Part | None]] = {}
        whole = not self.kept.seats_of(places).divided.rows
        for task in tasks_of(question):
            part = self._part(task, expected)
            alike = part is not None and (whole or len(part.slots) == 1)
            parts.setdefault(task.indicator.id, []).append(part if alike else None)
        return [part for some in parts.values() if None not in some for part in some if part]

    def _part(self, task: Task, expected: Lists | None) -> Part | None:
        part = part_of(task, (span for _number, span in self.hot.spans.values()), self.hot.pages)
        if part and task.inside and expected is not None and part.slots[0]:
            owed = expected.inside(task.indicator.id, task.asked.span)
            return part if owed.keys() <= set(part.slots[0]) else None
        return part

    def _long(
        self, question: Question, indicators: Sequence[Indicator], places: Places, expected: Lists | None
    ) -> finish.SumsOf:
        """By `roll`, with the weights that these indicators need."""
        import ibis

        wanted = {one.id for one in indicators} | {one.weight for one in indicators}
        some = tuple(one for one in question.indicators if one.id in wanted)
        asked = replace(question, indicators=some, base=None, ranking=None)
        due = None if expected is None else ibis.memtable(expected.table(asked.by_id))
        return sums(asked, long_way(asked, self.hot.table("facts"), places, due))

    def _add_pages(
        self,
        found: dict[tuple[int, str, int], list[finish.Sums]],
        parts: Sequence[Part],
        question: Question,
        places: Places,
        expected: Lists | None,
    ) -> None:
        seats = self.kept.seats_of(places)
        slots = [(part, number) for part in parts for number in range(len(part.slots))]
        sheets = self._sheets(question, places, [_pages(part, number) for part, number in slots], expected)
        for (part, number), sheet in zip(slots, sheets, strict=True):
            due = _due(part, number, seats, expected)
            both = sheet[:, 1] if part.task.living else _both(sheet)
            rows = zip(*(column.tolist() for column in (*both, due)), strict=True)
            for unit, row in zip(seats.targets, rows, strict=True):
                if any(row[VALUED:]):
                    key = part.task.indicator.id, part.task.asked.key, unit
                    found.setdefault(key, []).append(_sums(*row))

    def _sheets(
        self,
        question: Question,
        places: Places,
        slots: Sequence[Sequence[tuple[int, Span]]],
        expected: Lists | None = None,
    ) -> "NDArray[np.int64]":
        """What stands on the pages of each slot, added up; read where it is known, else asked of the engine."""
        import numpy as np

        seats, known = self.kept.seats_of(places), self.kept.of(question, places)
        wanted = [page for slot in slots for page in slot if (page[0], page[1].key) in self.hot.pages]
        lists = {page: None if expected is None else expected.of(*page) for page in wanted}
        marks = {page: self.kept.mark(list_) for page, list_ in lists.items()}
        here = {page: known[key] for page in wanted if (key := _marked(page, marks)) in known}
        for list_, mark in {lists[page]: marks[page] for page in wanted if page not in here}.items():
            missing = [page for page in lists if page not in here and marks[page] == mark]
            made = self._make(question, seats, [(one, span.key) for one, span in missing], list_)
            here |= {page: made[page[0], page[1].key] for page in missing}
            self.kept.add(known, {_marked(page, marks): here[page] for page in missing})
            self.made += len(made)
        nothing = np.zeros((TOLD_BLANK + 1, 2, len(seats.targets)), np.int64)
        if all(len(slot) == 1 for slot in slots):
            return np.stack([here.get(slot[0], nothing) for slot in slots])
        return np.stack([_added([here.get(page, nothing) for page in slot] or [nothing]) for slot in slots])

    def _make(
        self, question: Question, seats: Seats, pages: Sequence[tuple[int, str]], due: Units | None = None
    ) -> dict[tuple[int, str], "NDArray[np.int64]"]:
        spans = self.hot.spans
        numbered = [(indicator, spans[key][0]) for indicator, key in pages]
        wanted = [
            self.hot.wanted(name, some)
            for name, some in zip(WANTED, zip(*numbered, strict=True), strict=True)
        ]
        all_lived = seats.all_lived([spans[key][1] for _indicator, key in pages])
        found = sheets(self._asked(question, seats, due, wanted, all_lived), numbered, len(seats.targets))
        return {page: found[number] for page, number in zip(pages, numbered, strict=True)}

    def _asked(
        self, question: Question, seats: Seats, due: Units | None, wanted: Sequence[Wanted], all_lived: bool
    ) -> "pa.Table":
        """The engine's answer; its words are kept, for to find them takes longer than a page of them.

        All that is held was known at the moment of the question, which is therefore no part of it.
        """
        hot, seated = self.hot, self.hot.seated(seats, due)
        alike = question.breakdown, question.kind, question.sources, tuple(sorted(hot.tags)), all_lived
        key = (seated, *alike, *(one.alike for one in wanted))
        if key not in self.plans:
            rows = standing(
                replace(question, as_of=FOREVER),
                hot.alone(question),
                hot.table("odd_pages"),
                *(one.among for one in wanted),
            )
            asked = expression(rows, hot.table(seated), None if all_lived else hot.table("ends"))
            self.plans[key] = hot.backend.compile(asked)
            while len(self.plans) > PLANS:
                del self.plans[next(iter(self.plans))]
        return hot.sql.execute(self.plans[key]).to_arrow_table()


def _pages(part: Part, number: int) -> list[tuple[int, Span]]:
    return [(part.task.indicator.id, span) for span in part.slots[number]]


def _marked(page: tuple[int, Span], marks: Mapping[tuple[int, Span], int | None]) -> Marked:
    return page[0], page[1].key, marks[page]


def _due(part: Part, number: int, seats: Seats, expected: Lists | None = None) -> "NDArray[np.int64]":
    """How many were due: in each of the periods that one slot stands for."""
    import numpy as np

    spans = part.due if len(part.slots) == 1 else part.due[number : number + 1]
    if expected is None:
        return np.sum([seats.due(span) for span in spans], axis=0)
    task = part.task
    end = task.asked.span.end if task.living else None
    if task.inside:  # once, whatever the periods inside of which it was due
        inside = expected.inside(task.indicator.id, task.asked.span)
        return seats.listed(frozenset().union(*inside.values()), end)
    return np.sum([seats.listed(expected.of(task.indicator.id, span), end) for span in spans], axis=0)


def _added(found: "Sequence[NDArray[np.int64]]") -> "NDArray[np.int64]":
    """Pages of several periods as one; a total that may pass 64 bits is one of Python's own numbers."""
    import numpy as np

    if len(found) == 1:
        return found[0]
    every = np.stack(found)
    if every.dtype != object and int(np.abs(every[:, TOTAL]).max(initial=0)) * len(found) * 2 >= 2**63:
        every = every.astype(object)
    sheet = every.sum(axis=0)
    return np.asarray(sheet)


def _both(sheet: "NDArray[np.int64]") -> "NDArray[np.int64]":
    """Units that had ended and those that lived, together."""
    import numpy as np

    total = sheet.astype(object) if int(np.abs(sheet[TOTAL]).max(initial=0)) >= 2**62 else sheet
    both = total.sum(axis=1)
    ended, lived = sheet[VALUED] > 0
    for place, least in ((LEAST, np.minimum), (MOST_, np.maximum)):
        first, second = sheet[place]
        both[place] = np.where(ended & lived, least(first, second), np.where(ended, first, second))
    return np.asarray(both)


def _sums(
    total: int, least: int, most: int, valued: int, blank: int, reported: int, not_applicable: int, due: int
) -> finish.Sums:
    whole = total * SCALE
    return finish.Sums(
        low=whole,
        high=whole,
        ranged_negative=0,
        total=total,
        least=least,
        most=most,
        divided=0,
        valued=valued,
        estimated=0,
        reported=reported,
        not_applicable=not_applicable,
        blank=blank,
        due=due,
        pairs=0,
        weights=0,
        negative_weights=0,
        weighted_high=0,
        weighted_low=0,
    )


def _together(one: finish.Sums, other: finish.Sums) -> finish.Sums:
    """Of whole and of divided units: sums add up, and so do counts; nothing else is asked of a divided unit."""
    said = [some for some in (one, other) if some.valued]
    added = finish.Sums(*(a + b for a, b in zip(one, other, strict=True)))
    least, most = min((s.least for s in said), default=0), max((s.most for s in said), default=0)
    return added._replace(least=least, most=most)
