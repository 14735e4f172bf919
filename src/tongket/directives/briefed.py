"""How far a directive has been explained, down its cascade: units and people as numbers; small groups stay hidden."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from tongket.directives.models import Briefing, Directive, Duty, Implements
from tongket.directives.models.directives import FEW
from tongket.viet.text import fold, sort_key

MOST_SHOWN = 30  # directives of a cascade


@dataclass(frozen=True)
class Group:
    """So many of so many of a group; both are hidden where either is a count below ten."""

    name: str
    reached: int | None
    of: int | None
    few: bool


@dataclass(frozen=True)
class Briefed:
    """One directive: how many of the units that have to carry it down explained it, to whom."""

    directive: Directive
    units: int
    due: int
    more: int  # units that explained it and need not have
    groups: tuple[Group, ...]

    @property
    def hidden(self) -> bool:
        return any(group.few for group in self.groups)

    @property
    def reached(self) -> int | None:
        """All people reached; none where a hidden count could be told from it."""
        return None if self.hidden else sum(group.reached or 0 for group in self.groups)

    @property
    def of(self) -> int | None:
        """All who should have been, as far as every group tells it."""
        told = [group.of for group in self.groups if group.of is not None]
        return None if self.hidden or len(told) < len(self.groups) else sum(told)


def briefed_down(directive: Directive) -> list[Briefed]:
    """The directive and, below it, each that carries it down, as far as they were explained; the first of them."""
    refs = _refs_down(directive)
    told: dict[int, list[Briefing]] = defaultdict(list)
    for one in Briefing.objects.filter(directive__ref__in=refs).order_by("pk"):
        told[one.directive_id].append(one)
    found = sorted(
        Directive.objects.filter(pk__in=told), key=lambda one: (one != directive, refs[one.ref], one.pk)
    )[:MOST_SHOWN]
    due: dict[int, set[int]] = defaultdict(set)
    for paper, unit in Duty.objects.filter(directive__in=found).values_list("directive", "unit"):
        due[paper].add(unit)
    return [_briefed(one, due[one.pk], told[one.pk]) for one in found]


def _refs_down(directive: Directive) -> dict[uuid.UUID, int]:
    """The directive and those below it, each with its level."""
    found, level = {directive.ref: 0}, {directive.ref}
    while level:
        links = Implements.objects.filter(directive__ref__in=level, carrier=Implements.Carrier.DIRECTIVE)
        level = set(links.values_list("carrier_ref", flat=True)) - found.keys()
        depth = max(found.values()) + 1
        found |= dict.fromkeys(level, depth)
    return found


def groups_of(briefings: Iterable[Briefing]) -> tuple[Group, ...]:
    """Counted by group, whatever its capitals and marks."""
    names: dict[str, str] = {}
    sums: dict[str, list[int]] = {}
    whole: dict[str, bool] = {}
    for one in briefings:
        key = fold(one.group)
        names.setdefault(key, one.group)
        count = sums.setdefault(key, [0, 0])
        count[0] += one.reached or 0
        count[1] += one.of or 0
        whole[key] = whole.get(key, True) and one.of is not None
    groups = (_group(names[key], *sums[key], whole=whole[key]) for key in sums)
    return tuple(sorted(groups, key=lambda group: sort_key(group.name)))


def _group(name: str, reached: int, of: int, *, whole: bool) -> Group:
    few = 0 < reached < FEW or (whole and 0 < of < FEW)
    return Group(name, None if few else reached, of if whole and not few else None, few)


def _briefed(directive: Directive, due: set[int], briefings: list[Briefing]) -> Briefed:
    units = {one.unit_id for one in briefings}
    return Briefed(directive, len(units & due), len(due), len(units - due), groups_of(briefings))
