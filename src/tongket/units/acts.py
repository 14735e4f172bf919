"""The pattern of an action, once: permission, transaction, ledger entry, search rows, notices.

    def approve_report(*, report: Report, actor: Hat, now: datetime) -> Report:
        with act("figures.approve", on=report, state=report.state, actor=actor, now=now) as done:
            report.state = Report.State.APPROVED
            report.save()
            done.note(state=report.state, figures=len(figures))
        return report

Work with files or the network is done before or after, never inside.
"""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.db import models, transaction

from tongket.base import clock
from tongket.base.entries import Fact, write_entry
from tongket.base.models import Entry
from tongket.base.standing import is_watched, stands
from tongket.units.grants import require
from tongket.units.hats import Hat
from tongket.units.hooks import announce


class Subject(Protocol):
    """A record that belongs to a unit and is cited by its ref."""

    ref: uuid.UUID
    unit_id: int


@dataclass
class About:
    """A subject for what has no unit of its own in its row: the ref that is cited, the unit whose grants count."""

    ref: uuid.UUID
    unit_id: int


class Act:
    """What one action says of itself: the body of its entry in the ledger, and the entry once it is written."""

    entry: Entry

    def __init__(self) -> None:
        self.facts: dict[str, Fact] = {}
        self.touched: list[models.Model] = []

    def note(self, **facts: Fact) -> None:
        self.facts.update(facts)

    def stands(self, *records: models.Model) -> None:
        """Records besides the subject whose standing the entry keeps."""
        self.touched += records


@contextmanager
def act(
    name: str,
    *,
    on: Subject,
    actor: Hat,
    now: datetime,
    state: str = "",
    parties: Iterable[int] = (),
) -> Iterator[Act]:
    """Check the grant, run the body in one transaction, and write the entry with it.

    `on` may be a record that is being made: it needs its `ref` and `unit_id` only.
    """
    require(actor, name, unit_id=on.unit_id, day=clock.day_of(now), state=state, parties=parties)
    with transaction.atomic():
        done = Act()
        yield done
        touched = [one for one in (on, *done.touched) if isinstance(one, models.Model) and is_watched(one)]
        done.entry = write_entry(
            kind=name,
            subject=on.ref,
            actor=actor.appointment,
            now=now,
            facts=done.facts,
            stands=stands(*touched),
        )
        announce(event=name, unit_id=on.unit_id, entry=done.entry, now=now)
