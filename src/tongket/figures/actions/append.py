"""How a figure comes to be: written once, with the entry that holds its hash, and waiting for the store."""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tongket.figures.lines import digest_of_new
from tongket.figures.models import TOTAL, Breakdown, Figure, Unstored
from tongket.units.acts import Act, Subject, act
from tongket.units.hats import Hat
from tongket.units.models import Unit


@dataclass
class Making:
    """The figures that an action makes; they are written when its entry is."""

    done: Act
    figures: Sequence[Figure] = ()


@contextmanager
def appending(
    name: str, *, on: Subject, actor: Hat, now: datetime, state: str = "", parties: tuple[int, ...] = ()
) -> Iterator[Making]:
    """An action that ends in figures: `act`, with their hash among its facts."""
    with transaction.atomic():
        with act(name, on=on, actor=actor, now=now, state=state, parties=parties) as done:
            making = Making(done)
            yield making
            done.note(figures=_digest(making.figures), count=len(making.figures))
        for figure in making.figures:
            figure.entry = done.entry
        written = Figure.objects.bulk_create(making.figures)
        Unstored.objects.bulk_create([Unstored(figure_id=figure.pk) for figure in written])


def _digest(figures: Sequence[Figure]) -> str:
    units = dict(Unit.objects.filter(pk__in={f.unit_id for f in figures}).values_list("pk", "ref"))
    return digest_of_new(figures, units, Breakdown.objects.in_bulk())


def derived_ref(parent: uuid.UUID, *parts: object) -> uuid.UUID:
    """The ref of a record that its parent determines: the same on every database that holds the parent."""
    return uuid.uuid5(parent, "/".join(str(part) for part in parts))


def breakdown_of(first: str = "", second: str = "") -> int:
    """The key of a pair of categories; the total is 0."""
    if not first and not second:
        return TOTAL
    found = Breakdown.objects.filter(first=first, second=second).first()
    if found is None:
        last = Breakdown.objects.order_by("-id").values_list("id", flat=True).first()
        found = Breakdown.objects.create(id=(last or TOTAL) + 1, first=first, second=second)
    return found.pk
