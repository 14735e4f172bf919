"""Papers and invitations that lie before this officer: they stay on the desk until they are done, seen or not."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from tongket.desk.asked import Asked
from tongket.directives.models import Incoming, Instruction, Outgoing
from tongket.directives.outgoing.way import NEXT, VERBS
from tongket.law.kinds import COPIES
from tongket.reviews.meetings.models import Invited, Sitting
from tongket.units.grants import allowed
from tongket.units.hats import Hat
from tongket.units.queries import names_of

SHOWN = 10  # of a kind; a row behind them leads to the book with all
# The steps of a paper until it is issued, and whose they are: the drafting office's or the issuing body's.
_STATES = {
    Outgoing.State.DRAFT: "drafter",
    Outgoing.State.HEADED: "unit",
    Outgoing.State.FORMED: "drafter",
    Outgoing.State.SUBMITTED: "unit",
    Outgoing.State.SIGNED: "unit",
    Outgoing.State.NUMBERED: "unit",
    Outgoing.State.SEALED: "unit",
}


def laid_before(hat: Hat, day: date) -> Iterator[Asked]:
    """What lies before the hat's unit, for whoever may do the next step."""
    if hat.unit_id is None:
        return
    if allowed(hat, "directives.instruct", unit_id=hat.unit_id, day=day):
        yield from _for_instruction(hat.unit_id)
    ours = Outgoing.objects.filter(Q(unit=hat.unit_id) | Q(drafter=hat.unit_id), state__in=_STATES)
    states = set(ours.values_list("state", flat=True).distinct())
    for state, whose in _STATES.items():
        kind, _next, action = NEXT[state]
        if state in states and allowed(hat, action, unit_id=hat.unit_id, day=day):
            yield from _on_the_way({whose: hat.unit_id, "state": state}, str(VERBS[kind]), day)  # type: ignore[index]
    if allowed(hat, "meetings.reply", unit_id=hat.unit_id, day=day):
        yield from _invitations(hat.unit_id, day)


def _first[M: Model](found: QuerySet[M]) -> tuple[list[M], int]:
    """The first of them, and how many more there are; counted only where there are more."""
    some = list(found[: SHOWN + 1])
    return some[:SHOWN], found.count() - SHOWN if len(some) > SHOWN else 0


def _for_instruction(unit: int) -> Iterator[Asked]:
    """Papers that came in here; those of an old register were dealt with where that was kept."""
    told = Instruction.objects.filter(incoming=OuterRef("pk"))
    waiting = Incoming.objects.filter(~Exists(told), unit=unit, number__isnull=False)
    listed, more = _first(waiting.order_by(F("due").asc(nulls_last=True), "arrived_on", "pk"))
    word = _("instruct")
    for one in listed:
        what = _("Waits for your instruction: %(paper)s") % {"paper": " · ".join(_named(one))}
        yield Asked(what, one.get_absolute_url(), one.sender, one.due, word=word)
    if more:
        link = f"{reverse('incoming:list')}?tt=waiting"
        yield Asked(
            _("%(count)s more papers wait for your instruction") % {"count": more}, link, "", None, word=word
        )


def _named(paper: Incoming) -> list[str]:
    return [part for part in (paper.symbol, paper.abstract[:120]) if part]


def _on_the_way(which: dict[str, int | str], verb: str, day: date) -> Iterator[Asked]:
    found = Outgoing.objects.filter(**which).exclude(state=Outgoing.State.DRAFT, kind__in=COPIES)
    listed, more = _first(found.order_by("pk"))
    names = names_of({one.drafter_id for one in listed}, day) if listed else {}
    for one in listed:
        what = _("%(verb)s: %(paper)s") % {"verb": verb, "paper": one.symbol or one.abstract[:120]}
        yield Asked(what, one.get_absolute_url(), names.get(one.drafter_id, ""), None, word=verb)
    if more:
        said = _("%(verb)s: %(count)s more papers") % {"verb": verb, "count": more}
        yield Asked(said, reverse("outgoing:list"), "", None, word=verb)


def _invitations(unit: int, day: date) -> Iterator[Asked]:
    """Meetings to come that the office has not answered, by the day of the meeting."""
    open_ = Invited.objects.filter(
        unit=unit,
        reply="",
        meeting__held_on__gte=day,
        meeting__sitting__sent_on__isnull=False,
        meeting__sitting__state=Sitting.State.PLANNED,
    )
    listed = list(open_.select_related("meeting").order_by(F("meeting__held_on").asc(nulls_last=True), "pk"))
    names = names_of({one.meeting.unit_id for one in listed}, day) if listed else {}
    for one in listed:
        what = _("Answer the invitation: %(meeting)s") % {"meeting": one.meeting.title}
        link = reverse("reviews:reply", args=[one.ref])
        yield Asked(what, link, names.get(one.meeting.unit_id, ""), one.meeting.held_on)
