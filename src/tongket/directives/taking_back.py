"""Taking back what was said of a paper by mistake, as long as nothing rests on it: a link, a point, a duty, a briefing.

Who may say it may take it back. The row goes; what it said and who took it back stay in the ledger.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext as _

from tongket.base.clock import day_of
from tongket.base.entries import Fact
from tongket.base.models import Notice
from tongket.base.resting import publish_resting, remove_unborne
from tongket.directives.bodies.models import SteeringBody, Training
from tongket.directives.models import Briefing, Clause, Directive, Duty, Implements, Link
from tongket.units.acts import About, act
from tongket.units.hats import Hat
from tongket.units.queries import names_of
from tongket.viet.fault import refusal


def take_back_link(*, directive: Directive, key: int, actor: Hat, now: datetime) -> str:
    """The papers stand apart again; either of them may say so, as either may have said the link."""
    link = Link.objects.filter(pk=key).select_related("later", "earlier").first()
    if link is None or directive.pk not in (link.later_id, link.earlier_id):
        raise refusal("record.gone")
    said = f"{link.later} {link.get_kind_display()} {link.earlier}"
    facts: dict[str, Fact] = {
        "later": str(link.later.ref),
        "earlier": str(link.earlier.ref),
        "kind": str(link.kind),
    }
    return _take_back(link, directive, said, facts, actor, now)


def take_back_point(*, directive: Directive, key: int, actor: Hat, now: datetime) -> str:
    """A point that nobody carries out, that no task, target or programme names."""
    clause = directive.clauses.filter(pk=key).first()
    if clause is None:
        raise refusal("record.gone")
    said = _("point %(number)s: %(text)s") % {"number": clause.number, "text": clause.text}
    facts: dict[str, Fact] = {
        "point": str(clause.ref),
        "number": clause.number,
        "text": clause.text,
        "order": clause.order,
    }
    return _take_back(clause, directive, said, facts, actor, now)


def take_back_duty(*, directive: Directive, key: int, actor: Hat, now: datetime) -> str:
    """A unit has no longer to carry the paper down, and is told so."""
    duty = directive.duties.filter(pk=key).select_related("unit").first()
    if duty is None:
        raise refusal("record.gone")
    said = names_of([duty.unit_id], day_of(now)).get(duty.unit_id, "")
    facts: dict[str, Fact] = {"unit": str(duty.unit.ref), "due": str(duty.due or "")}
    told = Notice(
        unit_id=duty.unit_id,
        code="notice.duty_taken_back",
        values={"symbol": str(directive), "abstract": directive.abstract[:120]},
        link=f"/van-ban/{directive.ref}/",
        at=now,
    )
    return _take_back(duty, directive, said, facts, actor, now, told)


def take_back_briefing(*, directive: Directive, key: int, actor: Hat, now: datetime) -> str:
    """The unit that said so did not explain the paper to this group after all."""
    one = directive.briefings.filter(pk=key).first()
    if one is None:
        raise refusal("record.gone")
    facts: dict[str, Fact] = {"directive": str(directive.ref), "group": one.group, "on": str(one.on or "")}
    take_away(one, "directives.brief", one.group, facts, actor, now)
    return one.group


def take_away(
    record: Briefing | Training | SteeringBody,
    action: str,
    said: str,
    facts: dict[str, Fact],
    actor: Hat,
    now: datetime,
) -> None:
    """Remove what a unit wrote of itself: who may write it may take it back, and the ledger keeps that it was."""
    with act(action, on=record, actor=actor, now=now) as done:
        done.note(taken_back=type(record).__name__.lower(), **facts)
        remove_unborne(record, said, day_of(now))


_SAYING = {Link: "directives.link", Clause: "directives.add_points", Duty: "directives.give_duty"}


def _take_back(
    record: Link | Clause | Duty,
    directive: Directive,
    said: str,
    facts: dict[str, Fact],
    actor: Hat,
    now: datetime,
    told: Notice | None = None,
) -> str:
    with act(
        _SAYING[type(record)], on=About(directive.ref, directive.keeper_id), actor=actor, now=now
    ) as done:
        Directive.objects.select_for_update().get(pk=directive.pk)
        remove_unborne(record, said, day_of(now))
        if told is not None:
            told.save()
        done.note(taken_back=type(record).__name__.lower(), **facts)
        done.stands(record.later if isinstance(record, Link) else directive)
    return said


def _carriers_of(clause: Clause, day: date) -> Iterable[str]:
    """Who says that they carry the point out."""
    carried = Implements.objects.filter(clause=clause).order_by("pk")
    return _by_whom(carried.values_list("unit", flat=True), day)


def _carried_by(duty: Duty, day: date) -> Iterable[str]:
    """A unit that has carried the paper down had to."""
    done = Implements.objects.filter(directive=duty.directive_id, unit=duty.unit_id)
    return _by_whom(done.values_list("unit", flat=True), day)


def _by_whom(units: Iterable[int], day: date) -> Iterable[str]:
    keys = list(dict.fromkeys(units))
    names = names_of(keys, day)
    return [_("carried out by %(unit)s") % {"unit": names.get(key, "")} for key in keys]


def publish() -> None:
    publish_resting(Clause, _carriers_of)
    publish_resting(Duty, _carried_by)
