"""What an officer may do from the page of one directive."""

from datetime import date

from django.db.models import F
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tongket.directives.models import Briefing, Directive
from tongket.units.grants import allowed
from tongket.units.hats import Hat
from tongket.units.queries import names_of

# Address, grant, word; of the office that put the directive into the register.
_KEPT = (
    ("directives:points", "directives.add_points", _("Write down its points")),
    ("directives:duties", "directives.give_duty", _("Name who has to carry it down")),
    ("directives:link", "directives.link", _("Link to another paper")),
)
# The same; of any office, for itself.
_OWN = (
    ("programmes:carry", "directives.implement", _("Carry this paper out")),
    ("programmes:give-from-paper", "programmes.run", _("Give out a task")),
    ("directives:briefing", "directives.brief", _("Record a briefing")),
    ("reviews:plans", "meetings.plan_review", _("Plan its reviews")),
    ("directives:body-new", "bodies.found", _("Record a steering body")),
    ("directives:training", "bodies.train", _("Record a training")),
)
# What may have been begun on those pages and is dropped once something was kept.
DRAFTS = ("diem", "lien-ket", "quan-triet")


def steps_on(directive: Directive, hat: Hat, day: date) -> list[tuple[str, Promise]]:
    """Where the hat's next steps with a directive are typed, and what the buttons are called."""
    if hat.unit_id is None:
        return []
    asked = [(step, hat.unit_id) for step in _OWN] + [(step, directive.keeper_id) for step in _KEPT]
    return [
        (reverse(name, args=[directive.ref]), word)
        for (name, action, word), unit in asked
        if allowed(hat, action, unit_id=unit, day=day)
    ]


def may_take_back(directive: Directive, hat: Hat, day: date) -> set[str]:
    """What of a directive the hat may take back: whoever may say it may take it back."""
    asked = {"link": "directives.link", "point": "directives.add_points"}
    if hat.unit_id is None:
        return set()
    return {
        what for what, action in asked.items() if allowed(hat, action, unit_id=directive.keeper_id, day=day)
    }


def briefings_of(directive: Directive, hat: Hat, day: date) -> list[tuple[Briefing, str, bool]]:
    """To whom it was explained, by day, each with the unit that did and whether the hat may take it back."""
    found = list(directive.briefings.order_by(F("on").asc(nulls_last=True), "pk"))
    names = names_of((one.unit_id for one in found), day)
    mine = {
        unit
        for unit in names
        if hat.unit_id is not None and allowed(hat, "directives.brief", unit_id=unit, day=day)
    }
    return [(one, names.get(one.unit_id, ""), one.unit_id in mine) for one in found]
