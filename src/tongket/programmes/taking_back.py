"""Giving a programme one more ground; taking back a target or a ground set by mistake, while nothing rests on it.

Who may set it may take it back. The row goes; what it said and who took it back stay in the ledger.
"""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tongket.base.clock import day_of
from tongket.base.entries import facts_of
from tongket.base.models import Entry
from tongket.base.resting import publish_resting, remove_unborne
from tongket.directives.models import Clause, Directive
from tongket.programmes.actions import refuse_closed, target_facts
from tongket.programmes.models import Ground, Programme, Target, Task
from tongket.programmes.queries import clauses_for
from tongket.units.acts import act
from tongket.units.hats import Hat
from tongket.units.queries import names_of
from tongket.viet.fault import refusal
from tongket.viet.period import Period

ACTION = "programmes.run"
WORDS = 60  # characters of a title inside a sentence


def add_ground(*, programme: Programme, directive: Directive, actor: Hat, now: datetime) -> Ground:
    """One more paper on which the programme rests."""
    with act(ACTION, on=programme, state=programme.state, actor=actor, now=now) as done:
        refuse_closed(Programme.objects.select_for_update().get(pk=programme.pk))
        if programme.grounds.filter(directive=directive, clause=None).exists():
            raise refusal("programme.ground_known", symbol=str(directive))
        last = programme.grounds.aggregate(last=Max("order"))["last"]
        ground = Ground.objects.create(
            programme=programme, directive=directive, order=0 if last is None else last + 1
        )
        done.note(ground=str(directive.ref))
    return ground


def take_back_ground(*, programme: Programme, key: int, actor: Hat, now: datetime) -> str:
    """The programme rests on the paper no more; refused while a task or target carries out a point of it."""
    ground = programme.grounds.filter(pk=key).select_related("directive", "programme").first()
    if ground is None:
        raise refusal("record.gone")
    said = str(ground.directive)
    with act(ACTION, on=programme, state=programme.state, actor=actor, now=now) as done:
        refuse_closed(Programme.objects.select_for_update().get(pk=programme.pk))
        remove_unborne(ground, said, day_of(now))
        done.note(ground_taken_back=str(ground.directive.ref), order=ground.order)
    return said


def take_back_target(*, programme: Programme, ref: UUID, actor: Hat, now: datetime) -> str:
    """The unit has no such target any more, and another may be set in its place."""
    target = programme.targets.filter(ref=ref).select_related("unit", "programme").first()
    if target is None:
        raise refusal("record.gone")
    unit = names_of([target.unit_id], day_of(now)).get(target.unit_id, "")
    period = Period.parse(target.period).label(get_language() or "vi")
    said = _("target of %(unit)s for %(period)s") % {"unit": unit, "period": period}
    with act(ACTION, on=programme, state=programme.state, actor=actor, now=now) as done:
        refuse_closed(Programme.objects.select_for_update().get(pk=programme.pk))
        facts = target_facts(target)
        remove_unborne(target, said, day_of(now))
        done.note(
            **{name: fact for name, fact in facts.items() if name != "target"}, target_taken_back=str(ref)
        )
    return said


def set_at(target: Target) -> datetime | None:
    """When the target was set, by its entry in the ledger."""
    entries = Entry.objects.filter(kind=ACTION, subject=target.programme.ref).order_by("pk")
    return next((one.at for one in entries if facts_of(one).get("target") == str(target.ref)), None)


def _resting_on_point(clause: Clause, _day: date) -> Iterable[str]:
    """Tasks, targets and programmes that name the point."""
    yield from _tasks(Task.objects.filter(clause=clause))
    for target in Target.objects.filter(clause=clause).select_related("programme").order_by("pk"):
        yield _("a target of “%(title)s”") % {"title": _short(target.programme.title)}
    for ground in Ground.objects.filter(clause=clause).select_related("programme").order_by("pk"):
        yield _("the programme “%(title)s”") % {"title": _short(ground.programme.title)}


def _resting_on_ground(ground: Ground, _day: date) -> Iterable[str]:
    """What of the programme carries out a point that it knows by this ground alone."""
    programme = ground.programme
    others = programme.grounds.exclude(pk=ground.pk).filter(directive=ground.directive_id)
    if others.exists() or programme.issued_by_id == ground.directive_id:
        return
    points = [one.pk for one in clauses_for(programme) if one.directive_id == ground.directive_id]
    yield from _tasks(programme.tasks.filter(clause__in=points))
    if programme.targets.filter(clause__in=points).exists():
        yield _("a target of “%(title)s”") % {"title": _short(programme.title)}


def _tasks(tasks: Iterable[Task]) -> Iterable[str]:
    return [_("the task “%(content)s”") % {"content": _short(one.content)} for one in tasks]


def _short(text: str) -> str:
    return Truncator(text).chars(WORDS)


def publish() -> None:
    publish_resting(Clause, _resting_on_point)
    publish_resting(Ground, _resting_on_ground)
