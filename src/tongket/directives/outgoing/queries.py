"""Reads of papers that go out: who sees them, the register narrowed down, one paper's way, the numbers of a body."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from tongket.base.models import SeriesNumber
from tongket.directives.models import Outgoing, OutgoingStep
from tongket.directives.numbering import ARRIVALS, COPY, organ_code, register_of
from tongket.directives.outgoing.document import area_of
from tongket.directives.outgoing.way import OF_DRAFTER, VERBS, next_step
from tongket.directives.titles import kind_word, titled
from tongket.law.kinds import COPIES, PARTY_KINDS, STATE_KINDS
from tongket.units.grants import Relation, reach, table
from tongket.units.hats import Hat
from tongket.units.models import Appointment, Closure, Line, Tier, Unit, UnitVersion
from tongket.units.queries import in_office, names_of, place_of, posts_of
from tongket.viet.text import fold, sort_key

_BASE = re.compile(r"(?:Xã|Phường|Đặc khu)\b")
NOT_AT_BASE = ("CT", "TT")  # Regulation 399-QĐ/TW, as several notes have it: chỉ thị, thông tri
# What the register can be narrowed to: papers still on their way, those that bear a number, or one state.
ON_THE_WAY, NUMBERED = "dang-lam", "da-cap-so"


def visible_to(actor: Hat, day: date) -> QuerySet[Outgoing]:
    """Papers that go out, as the hat may read them.

    - An officer reads those that the own unit issues or drafts, and of a unit that the own one succeeds.
    - Who may give an opinion on a paper that lies before the signer reads it.
    """
    rule = reach(actor, "directives.see_papers", day, party="drafter")
    asked = Q(state=Outgoing.State.SUBMITTED) & reach(actor, "directives.give_opinion", day)
    return Outgoing.objects.filter(pk__in=Outgoing.objects.filter(rule | asked).values("pk"))


def search_papers(
    actor: Hat, day: date, words: str = "", group: str = "", kind: str = ""
) -> QuerySet[Outgoing]:
    """By words, by group, by kind; what is still on its way first, then the latest number."""
    found = visible_to(actor, day)
    for word in fold(words).split():
        found = found.filter(Q(folded__contains=word) | Q(symbol__icontains=word))
    if kind:
        found = found.filter(kind=kind)
    if group == ON_THE_WAY:
        found = found.exclude(state__in=Outgoing.BEARS_A_NUMBER)
    elif group == NUMBERED:
        found = found.filter(state__in=Outgoing.BEARS_A_NUMBER)
    return found.select_related("unit", "drafter").order_by(
        F("issued_on").desc(nulls_first=True), F("number").desc(nulls_first=True), "-pk"
    )


def bodies_for(actor: Hat, day: date) -> dict[int, str]:
    """The organs for which the hat's office drafts: itself, and the nearest above it that issues papers."""
    unit = actor.unit_id or 0
    above = Closure.objects.filter(descendant=unit, start__lte=day, end__gt=day)
    depth = dict(above.values_list("ancestor", "depth")) or {unit: 0}
    names = names_of(depth, day)
    organs = [one for one in sorted(depth, key=lambda one: depth[one]) if organ_code(names.get(one, ""))]
    return {one: names[one] for one in organs[:2]}


def kinds_of(unit: Unit, day: date) -> list[tuple[str, str]]:
    """The kinds that a body issues, by name; those that only the law-making organs issue are left out.

    Those that a committee of the Party at the base may not issue are marked as such: no text of the rule confirms it.
    """
    register = register_of(unit, "CV", day)
    party = register is not None and register.party
    table = PARTY_KINDS if party else STATE_KINDS
    lawmaking = {"NĐ", "TT", "TTLT", "NQLT", "PL", "L", "LCT", "VBHN"} if table is STATE_KINDS else set()
    named = {code: name for code, name in table.items() if code not in lawmaking | {"CV", "QĐi", *COPIES}}
    if party and _BASE.match(area_of(names_of([unit.pk], day).get(unit.pk, ""))):
        marked = {
            code: _("%(kind)s (a committee at the base does not issue it; unconfirmed)")
            for code in NOT_AT_BASE
        }
        named |= {code: marked[code] % {"kind": named[code]} for code in NOT_AT_BASE}
    return [
        ("CV", "Công văn"),
        *sorted(((c, n[:1].upper() + n[1:]) for c, n in named.items()), key=lambda p: sort_key(p[1])),
    ]


def receivers_near(unit: int, day: date) -> dict[int, str]:
    """Units of this installation that a paper can be sent to: the body's place, what stands in it and above it."""
    place = _place_served(unit, day)
    tops = [unit, place]
    below = Closure.objects.filter(ancestor__in=tops, depth__lte=2, start__lte=day, end__gt=day)
    above = Closure.objects.filter(descendant__in=tops, depth__gt=0, start__lte=day, end__gt=day)
    keys = set(below.values_list("descendant", flat=True)) | set(
        above.exclude(ancestor__tier=Tier.NATION).values_list("ancestor", flat=True)
    )
    beside = Closure.objects.filter(
        ancestor__in=keys, depth=1, descendant__tier=Tier.OFFICE, start__lte=day, end__gt=day
    )
    keys |= set(beside.values_list("descendant", flat=True)) | _other_lines(place, day)
    names = names_of(keys - {unit, place}, day)
    return dict(sorted(names.items(), key=lambda pair: sort_key(pair[1])))


def _place_served(unit: int, day: date) -> int:
    """The place that a body serves; a committee of the Party stands under none and bears its name."""
    place = place_of(unit, day)
    if place != unit:
        return place
    name = area_of(names_of([unit], day).get(unit, ""))
    named = UnitVersion.objects.filter(line=Line.STATE, name=name, start__lte=day, end__gt=day)
    found = set(named.exclude(unit__tier=Tier.OFFICE).values_list("unit", flat=True)[:2])
    return found.pop() if len(found) == 1 else unit  # of two of one name neither is guessed


def _other_lines(place: int, day: date) -> set[int]:
    """The Party's and the Front's offices of the place: they stand in lines of their own and bear its name."""
    name = fold(names_of([place], day).get(place, ""))
    found = UnitVersion.objects.filter(start__lte=day, end__gt=day).exclude(line=Line.STATE)
    return set(found.filter(folded__endswith=f" {name}").values_list("unit", flat=True)) if name else set()


@dataclass(frozen=True)
class StepLine:
    """One step of a paper's way, with the post that took it."""

    step: OutgoingStep
    post: str


def way_of(paper: Outgoing) -> list[StepLine]:
    """Every step, the first one first."""
    steps = list(paper.steps.select_related("file").order_by("at", "pk"))
    posts = posts_of(step.actor for step in steps)
    return [StepLine(step, posts.get(step.actor, "") if step.actor else "") for step in steps]


def slip_of(paper: Outgoing) -> list[StepLine]:
    """The routing slip: laid before the signer, and the opinions since the paper was last sent back."""
    found: list[StepLine] = []
    for line in way_of(paper):
        if line.step.kind == OutgoingStep.Kind.SENT_BACK:
            found = []
        if line.step.kind in (OutgoingStep.Kind.SUBMITTED, OutgoingStep.Kind.OPINION):
            found.append(line)
    return found


@dataclass(frozen=True)
class Waiting:
    """The step that a paper waits for, the office whose step it is, and the posts there that may take it."""

    verb: str
    office: str
    posts: list[str]


def waits_for(paper: Outgoing, day: date) -> Waiting | None:
    """Whose turn it is: posts with their office, never a name; nothing once the paper's way has ended."""
    step = next_step(paper)
    if step is None:
        return None
    kind, _state, action = step
    unit = paper.drafter_id if kind in OF_DRAFTER else paper.unit_id
    roles = {grant.role for grant in table() if grant.action == action and grant.relation == Relation.OWN}
    held = Appointment.objects.filter(in_office(unit, day), role__in=roles).order_by("start", "pk")
    office = names_of([unit], day).get(unit, "")
    posts = dict.fromkeys(held.values_list("post", flat=True))
    return Waiting(str(VERBS[OutgoingStep.Kind(kind)]), office, list(posts))


@dataclass(frozen=True)
class NumberLine:
    """One number of a body: the paper that bears it, another record's, or why it was left out."""

    taken: SeriesNumber
    symbol: str
    paper: Outgoing | None = None

    @property
    def term(self) -> str:
        return self.taken.series.term.replace("..", "–")

    @property
    def title(self) -> str:
        return titled(self.paper.kind, self.paper.abstract) if self.paper else ""

    @property
    def kind(self) -> str:
        code = self.taken.series.kind
        return _("copy") if code == COPY else kind_word(code)


def numbers_of(unit: Unit) -> QuerySet[SeriesNumber]:
    """All numbers of a body's own papers, the latest first."""
    found = SeriesNumber.objects.filter(series__unit_id=unit.pk).exclude(series__kind=ARRIVALS)
    return found.select_related("series").order_by("-series__term", "series__kind", "-number")


def number_lines(taken: Iterable[SeriesNumber], unit: Unit, day: date) -> list[NumberLine]:
    """Each with its symbol and its paper."""
    taken = list(taken)
    papers = Outgoing.objects.filter(ref__in=[one.subject for one in taken if one.subject])
    by_ref = {paper.ref: paper for paper in papers}
    registers = {kind: register_of(unit, kind, day) for kind in {one.series.kind for one in taken}}
    lines = []
    for one in taken:
        paper = by_ref.get(one.subject) if one.subject else None
        register = registers[one.series.kind]
        symbol = paper.symbol if paper else register.symbol(one.number) if register else ""
        lines.append(NumberLine(one, symbol, paper))
    return lines
