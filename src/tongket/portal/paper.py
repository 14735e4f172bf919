"""What an officer may do from the page of one directive."""

from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tongket.directives.models import Directive
from tongket.units.grants import allowed
from tongket.units.hats import Hat

# Address, grant, word; of the office that put the directive into the register.
_KEPT = (("directives:link", "directives.link", _("Link to another paper")),)


def steps_on(directive: Directive, hat: Hat, day: date) -> list[tuple[str, Promise]]:
    """Where the hat's next steps with a directive are typed, and what the buttons are called."""
    if hat.unit_id is None:
        return []
    return [
        (reverse(name, args=[directive.ref]), word)
        for name, action, word in _KEPT
        if allowed(hat, action, unit_id=directive.keeper_id, day=day)
    ]
