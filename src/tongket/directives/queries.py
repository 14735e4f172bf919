"""Reads of this room: the register, one directive with its neighbours, and the cascade under it."""

import re
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import F, Q, QuerySet
from django.db.models.expressions import OrderBy

from tongket.base import shown
from tongket.base.past import recorded_after, said_after
from tongket.directives.models import Clause, Directive, Duty, Implements, Link
from tongket.law.kinds import PARTY_KINDS, STATE_KINDS
from tongket.law.symbol import find_symbols, parse_named
from tongket.units.grants import reach
from tongket.units.hats import Hat
from tongket.units.models import Closure, Unit
from tongket.units.queries import names_of, place_of
from tongket.viet.dates import find_dates
from tongket.viet.fault import Fault, Refusal
from tongket.viet.text import fold, nfc, sort_key

MOST_MEANT = 5  # directives that a citation is asked about
# A directive without a date comes last, on either database.
NEWEST_FIRST = F("issued_on").desc(nulls_last=True)


def visible_to(actor: Hat, day: date) -> QuerySet[Directive]:
    """The register as the hat may read it: directives are public."""
    return Directive.objects.filter(reach(actor, "directives.see", day))


def search_register(actor: Hat, day: date, words: str = "", kind: str = "") -> QuerySet[Directive]:
    """The register by words (without marks), by symbol, by kind; the newest first."""
    found = visible_to(actor, day)
    if kind:
        found = found.filter(kind=kind)
    symbols = [hit.symbol.key for hit in find_symbols(words) if hit.symbol is not None]
    if symbols:
        found = found.filter(symbol_key__in=symbols)
    else:
        for word in fold(words).split():
            found = found.filter(folded__contains=word)
    return found.select_related("unit").order_by(NEWEST_FIRST, "symbol", "ref")


def kinds_in_register(actor: Hat, day: date) -> list[tuple[str, str]]:
    """The kinds that the register holds, by their Vietnamese names: what the filter offers."""
    codes = visible_to(actor, day).exclude(kind="").order_by("kind").values_list("kind", flat=True).distinct()
    named = {code: STATE_KINDS.get(code) or PARTY_KINDS.get(code) or code for code in codes}
    return sorted(named.items(), key=lambda pair: sort_key(pair[1]))


def levels_for(actor: Hat, day: date) -> dict[int, str]:
    """The own unit and those above it, by name: where a document that came may have been issued."""
    if actor.unit_id is None:
        return {}
    above = Closure.objects.filter(descendant=actor.unit_id, start__lte=day, end__gt=day)
    depth = dict(above.values_list("ancestor", "depth"))
    names = names_of(depth, day)
    return {unit: names[unit] for unit in sorted(names, key=lambda unit: depth[unit])}


def units_below(actor: Hat, day: date) -> dict[int, str]:
    """Who may be told to carry a paper down: what stands right under the actor's unit and place, by name."""
    tops = {actor.unit_id or 0, place_of(actor.unit_id or 0, day)}
    near = Closure.objects.filter(ancestor__in=tops, depth=1, start__lte=day, end__gt=day)
    names = names_of(set(near.values_list("descendant", flat=True)) - tops, day)
    return dict(sorted(names.items(), key=lambda pair: sort_key(pair[1])))


def neighbours(directive: Directive) -> tuple[list[Link], list[Link]]:
    """The links to earlier directives and to later ones."""
    return (
        list(directive.earlier_links.select_related("earlier").order_by(_oldest("earlier"), "pk")),
        list(directive.later_links.select_related("later").order_by(_oldest("later"), "pk")),
    )


def candidates(cited: str, *, issued_on: date | None = None) -> list[Directive]:
    """The directives that a citation may mean, the newest first and a few at most: by symbol and day, or by name.

    A bare “Nghị quyết 28” means every resolution of that number; a day or a year written beside it decides.
    """
    symbols = [hit.symbol.key for hit in find_symbols(cited) if hit.symbol is not None]
    cited, when = without_day(cited)
    bare = parse_named(cited)
    if symbols:
        named = Q(symbol_key__in=symbols)
    elif bare and not bare.term:
        numbers = Q(symbol_key__startswith=f"{bare.number}-") | Q(symbol_key__startswith=f"{bare.number}/")
        named = (Q(kind=bare.kind) & numbers) | Q(name=str(bare))
    else:
        named = Q(folded__contains=fold(cited))
    found = Directive.objects.filter(named & when)
    if issued_on:
        found = found.filter(issued_on=issued_on)
    return list(found.order_by(NEWEST_FIRST, "ref")[:MOST_MEANT])


_YEAR_TOLD = re.compile(r"\s*[,(]?\s*(?:ban hành\s+)?năm\s+((?:19|20)[0-9]{2})\)?\s*$", re.IGNORECASE)
_BEFORE_DAY = re.compile(r"\s*[,(]?\s*(?:ban hành\s+)?(?:ngày)?\s*$", re.IGNORECASE)


def without_day(cited: str) -> tuple[str, Q]:
    """A citation without the day or the year that stands at its end, and these as a filter."""
    text = nfc(cited).strip()
    days = [one for one in find_dates(text) if one.year]
    if days and not text[days[-1].end :].strip(" ).,"):
        one = days[-1]
        day = date(one.year or 0, one.month, one.day)
        return _BEFORE_DAY.sub("", text[: one.start]), Q(issued_on=day)
    if told := _YEAR_TOLD.search(text):
        return text[: told.start()], Q(issued_on__year=int(told[1]))
    return text, Q()


def is_bare(cited: str) -> bool:
    """Whether a citation is a kind and a number alone: “Nghị quyết 28”, neither day nor symbol."""
    text, when = without_day(cited)
    named = parse_named(text)
    return named is not None and not named.term and not when


def told_apart(directive: Directive) -> str:
    """A directive with what tells it from another of the same symbol."""
    if directive.issued_on is None:
        return str(directive)
    return f"{directive} ({shown.day(directive.issued_on)}, {directive.issuer})"


def resolve(cited: str, *, issued_on: date | None = None) -> Directive:
    """The one directive that a citation means: by symbol and day, or by name; refused when none or several fit."""
    hits = candidates(cited, issued_on=issued_on)
    if not hits:
        raise Refusal(Fault("directive.unknown", values={"cited": cited}))
    if len(hits) > 1:
        which = "; ".join(map(told_apart, hits))
        raise Refusal(Fault("directive.ambiguous", values={"cited": cited, "found": which}))
    return hits[0]


def _oldest(end: str) -> OrderBy:
    return F(f"{end}__issued_on").asc(nulls_last=True)


@dataclass(frozen=True)
class Step:
    """A directive in the cascade with what carries it down; programmes and tasks are named by ref."""

    directive: Directive
    clauses: tuple[Clause, ...]
    links: tuple[Implements, ...]
    duties: tuple[Duty, ...]
    below: tuple["Step", ...] = field(default=())

    @property
    def carried(self) -> set[int]:
        """Keys of the units that have carried it down."""
        return {link.unit_id for link in self.links}

    @property
    def missing(self) -> list[Duty]:
        """Who had to and has not."""
        return [duty for duty in self.duties if duty.unit_id not in self.carried]

    def clause_links(self, clause: Clause) -> list[Implements]:
        return [link for link in self.links if link.clause_id == clause.pk]


def cascade(directive: Directive, as_of: datetime | None = None) -> Step:
    """The directive and, level by level, the directives that carry it down; a document is shown once.

    With a moment, as it was known then.
    """
    return cascades([directive], as_of)[0]


def cascades(directives: Sequence[Directive], as_of: datetime | None = None) -> list[Step]:
    """The cascade of each directive, read in as few queries as that of one."""
    found = {each.ref: each for each in directives}
    level, links_of = set(found), defaultdict(list)
    while level:
        links = list(
            Implements.objects.filter(directive__ref__in=level)
            .select_related("unit", "clause")
            .order_by(F("on").asc(nulls_last=True), "carrier_ref", "ref")
        )
        if as_of:
            later = recorded_after([ref for link in links for ref in (link.ref, link.carrier_ref)], as_of)
            links = [link for link in links if not later.intersection((link.ref, link.carrier_ref))]
        for link in links:
            links_of[link.directive_id].append(link)
        carriers = {link.carrier_ref for link in links if link.carrier == Implements.Carrier.DIRECTIVE}
        level = carriers - found.keys()
        found |= {each.ref: each for each in Directive.objects.filter(ref__in=level)}
    keys = [each.pk for each in found.values()]
    clauses_of, duties_of = defaultdict(list), defaultdict(list)
    for clause in Clause.objects.filter(directive__in=keys).order_by("order"):
        clauses_of[clause.directive_id].append(clause)
    duties = list(Duty.objects.filter(directive__in=keys).select_related("unit").order_by("unit__ref"))
    for duty in duties_known(duties, found.values(), as_of) if as_of else duties:
        duties_of[duty.directive_id].append(duty)

    def step(one: Directive, shown: set[int]) -> Step:
        shown.add(one.pk)
        links = tuple(links_of[one.pk])
        below = (found[link.carrier_ref] for link in links if link.carrier_ref in found)
        return Step(
            directive=one,
            clauses=tuple(clauses_of[one.pk]),
            links=links,
            duties=tuple(duties_of[one.pk]),
            below=tuple(step(each, shown) for each in below if each.pk not in shown),
        )

    return [step(each, set()) for each in directives]


def duties_known(duties: Iterable[Duty], papers: Iterable[Directive], as_of: datetime) -> list[Duty]:
    """Who had to carry papers down as it was known at a moment, in the order of the units' refs."""
    by_ref = {paper.ref: paper for paper in papers}
    found = {(duty.directive_id, str(duty.unit.ref)): duty for duty in duties}
    for ref, facts in said_after(by_ref, as_of, "directives.give_duty"):
        paper = by_ref[ref]
        if "taken_back" in facts:
            unit, due = Unit.objects.get(ref=str(facts["unit"])), str(facts["due"])
            duty = Duty(directive=paper, unit=unit, due=date.fromisoformat(due) if due else None)
            found[paper.pk, str(unit.ref)] = duty
        elif isinstance(facts["units"], list):  # earlier versions noted how many they were
            for given in facts["units"]:
                found.pop((paper.pk, str(given)), None)
    return [found[key] for key in sorted(found, key=lambda key: key[1])]


def points_known(papers: Iterable[Directive], as_of: datetime) -> list[Clause]:
    """The points of papers as they were known at a moment. One taken back since has no row: it is not to be saved."""
    by_ref = {paper.ref: paper for paper in papers}
    listed = Clause.objects.filter(directive__ref__in=by_ref).select_related("directive")
    found = {str(point.ref): point for point in listed}
    for ref, facts in said_after(by_ref, as_of, "directives.add_points"):
        if "taken_back" in facts:
            found[str(facts["point"])] = Clause(
                ref=uuid.UUID(str(facts["point"])),
                directive=by_ref[ref],
                number=str(facts["number"]),
                text=str(facts["text"]),
                order=int(str(facts.get("order", 0))),
            )
        else:
            for point in facts.get("refs", ()):  # type: ignore[union-attr]
                found.pop(str(point), None)
    return sorted(found.values(), key=lambda point: (point.directive_id, point.order))
