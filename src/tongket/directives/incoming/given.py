"""What became of the tasks that instructions gave: told by the room above, which keeps the tasks.

That room hands over its answer in `AppConfig.ready()`; as long as nobody does, a paper is just “given”.
"""

import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True)
class Outcome:
    """Where a task stands on a day: `state` is one of `incoming.state`'s, `due` and `due_hour` those in force."""

    state: str
    due: date | None = None
    due_hour: time | None = None
    done_on: date | None = None
    product: str = ""
    url: str = ""


type Tell = Callable[[Collection[uuid.UUID], date], Mapping[uuid.UUID, Outcome]]

_tellers: list[Tell] = []


def publish_outcomes(tell: Tell) -> None:
    """The room that keeps tasks says how they stand; saying it twice changes nothing."""
    if tell not in _tellers:
        _tellers.append(tell)


def outcomes(tasks: Collection[uuid.UUID], day: date) -> dict[uuid.UUID, Outcome]:
    """The standing of these tasks on a day, as far as a room knows them."""
    found: dict[uuid.UUID, Outcome] = {}
    for tell in _tellers if tasks else ():
        found |= tell(tasks, day)
    return found
