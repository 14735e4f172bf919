"""Writes about a draft plan: whose opinion it needs, what each said, its approval."""

from datetime import date, datetime

from django.db.models import Max

from tongket.base.clock import day_of
from tongket.base.search import index
from tongket.programmes.models import Programme
from tongket.programmes.opinions.models import Opinion
from tongket.units.acts import act
from tongket.units.hats import Hat
from tongket.viet.dates import format_date
from tongket.viet.fault import Fault, Refusal, refusal
from tongket.viet.text import fold, nfc


def keep_as_draft(*, programme: Programme, actor: Hat, now: datetime) -> Programme:
    """A plan that was just begun waits for opinions: until it is approved nobody else reads it, no task is given."""
    with act("programmes.run", on=programme, state=programme.state, actor=actor, now=now) as done:
        kept = Programme.objects.select_for_update().get(pk=programme.pk)
        if kept.state != Programme.State.RUNNING or kept.tasks.exists():
            raise refusal("opinion.begun", title=kept.title)
        _move(kept, Programme.State.DRAFT)
        done.note(state=kept.state)
    return kept


def ask_opinion(*, programme: Programme, body: str, asked_on: date, actor: Hat, now: datetime) -> Opinion:
    """Put a body on the list of those that have to be heard."""
    with act("programmes.run", on=programme, state=programme.state, actor=actor, now=now) as done:
        kept, body = _draft(programme), nfc(body.strip())
        if asked_on > day_of(now):
            raise refusal("opinion.asked_ahead", day=format_date(asked_on))
        if any(fold(one.body) == fold(body) for one in kept.opinions.all()):
            raise refusal("opinion.known", body=body)
        last = kept.opinions.aggregate(last=Max("order"))["last"] or 0
        made = Opinion.objects.create(programme=kept, order=last + 1, body=body, asked_on=asked_on)
        done.note(body=made.body, asked_on=format_date(asked_on))
    return made


def take_back_opinion(*, opinion: Opinion, actor: Hat, now: datetime) -> None:
    """A body that was put on the list by mistake goes; refused once it has answered."""
    programme = opinion.programme
    with act("programmes.run", on=programme, state=programme.state, actor=actor, now=now) as done:
        kept = _draft(programme).opinions.get(pk=opinion.pk)
        if not kept.missing:
            raise refusal("opinion.answered", body=kept.body)
        kept.delete()
        done.note(asked_taken_back=kept.body, asked_on=format_date(kept.asked_on))


def record_opinion(
    *, opinion: Opinion, symbol: str, given_on: date, agreed: bool, note: str = "", actor: Hat, now: datetime
) -> Opinion:
    """What a body said, by which paper of which day; one that does not agree says to what."""
    programme = opinion.programme
    with act("programmes.run", on=programme, state=programme.state, actor=actor, now=now) as done:
        _draft(programme)
        if given_on > day_of(now) or given_on < opinion.asked_on:
            raise refusal("opinion.day", day=format_date(given_on), asked=format_date(opinion.asked_on))
        if not agreed and not note.strip():
            raise refusal("opinion.no_note")
        opinion.symbol, opinion.given_on = nfc(symbol.strip()), given_on
        opinion.agreed, opinion.note = agreed, note.strip()
        opinion.save()
        done.note(
            body=opinion.body, symbol=opinion.symbol, given_on=format_date(given_on), agreed=int(agreed)
        )
    return opinion


def approve_programme(*, programme: Programme, actor: Hat, now: datetime) -> Programme:
    """The plan runs from here on; refused while a body that has to be heard has not answered."""
    with act("programmes.approve", on=programme, state=programme.state, actor=actor, now=now) as done:
        kept = _draft(programme)
        missing = [one for one in kept.opinions.order_by("order") if one.missing]
        if missing:
            raise Refusal(*(Fault("opinion.missing", values={"body": one.body}) for one in missing))
        _move(kept, Programme.State.RUNNING)
        done.note(state=kept.state, opinions=kept.opinions.count())
    return kept


def _draft(programme: Programme) -> Programme:
    """The plan, locked; refused once it runs."""
    kept = Programme.objects.select_for_update().get(pk=programme.pk)
    if kept.state != Programme.State.DRAFT:
        raise refusal("opinion.no_draft", title=kept.title)
    return kept


def _move(programme: Programme, state: str) -> None:
    programme.state = state
    programme.save(update_fields=["state"])
    index(programme)
