"""Screens of this room: thin."""

from django.http import HttpRequest

from tongket.units.hats import PUBLIC
from tongket.units.middleware import asking
from tongket.viet.fault import refusal


def require_officer(request: HttpRequest, action: str = "figures.view") -> None:
    """These pages are for officers: whoever is not signed in is asked to do so."""
    hat, _day = asking(request)
    if hat == PUBLIC:
        raise refusal("grant.refused", action=action, post=hat.role)
