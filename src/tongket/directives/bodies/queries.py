"""Steering bodies of a directive, and how many were trained, by group, small counts hidden."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from tongket.directives.bodies.models import SteeringBody, Training
from tongket.directives.models.directives import FEW
from tongket.units.grants import reach
from tongket.units.hats import Hat
from tongket.viet.text import fold, sort_key


@dataclass(frozen=True)
class Trained:
    """A group: in how many classes, how many people; `people` is nothing where it is below ten."""

    group: str
    classes: int
    people: int | None


@dataclass(frozen=True)
class TrainedAll:
    """All groups; the total stands only where no count is hidden, for it would tell it."""

    groups: tuple[Trained, ...]

    @property
    def hidden(self) -> bool:
        return any(one.people is None for one in self.groups)

    @property
    def total(self) -> int | None:
        return None if self.hidden else sum(one.people or 0 for one in self.groups)


def trained_for(trainings: Iterable[Training]) -> TrainedAll:
    """Counted by group, whatever its capitals and marks."""
    sums: dict[str, list[int]] = {}
    names: dict[str, str] = {}
    for one in trainings:
        key = fold(one.group)
        names.setdefault(key, one.group)
        count = sums.setdefault(key, [0, 0])
        count[0] += one.classes
        count[1] += one.people
    rows = (
        Trained(names[key], classes, people if people >= FEW else None)
        for key, (classes, people) in sums.items()
    )
    return TrainedAll(tuple(sorted(rows, key=lambda row: sort_key(row.group))))


def bodies_visible_to(actor: Hat, day: date) -> QuerySet[SteeringBody]:
    """Steering bodies are public: posts, no names."""
    return SteeringBody.objects.filter(reach(actor, "bodies.see", day))
