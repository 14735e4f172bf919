"""Whose page is asked for, and who asks: the host gives the unit, the session the hat.

Officers work on the main host only. The host of a commune is public: nobody is signed in there, and no
session cookie is read or set.
"""

import datetime
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.utils.translation import gettext as _

from tongket.base import clock
from tongket.units.hats import PUBLIC, Hat, hats_on
from tongket.units.models import Host
from tongket.units.queries import is_main_host

type Handler = Callable[[HttpRequest], HttpResponse]

# What only officers use, by namespace of the address and by name.
OFFICE_SPACES = frozenset({"api", "desk", "keeper", "incoming", "outgoing", "tokens", "workfiles"})
OFFICE_PAGES = frozenset({"sign-in", "sign-out", "password", "hat"})


def asking(request: HttpRequest) -> tuple[Hat, datetime.date]:
    """Who asks, under which hat, and the day in Viet Nam."""
    return request.hat, request.day  # type: ignore[attr-defined]


class HostMiddleware:
    """`request.unit`: the unit whose host this is, None on the main host. An unknown host is told so plainly."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        name = split_domain_port(request.get_host())[0]
        host = Host.objects.filter(name=name).select_related("unit").first()
        if host is None and not (name in settings.ALLOWED_HOSTS or is_main_host(name)):
            return _plain(_("No place has this address here. Check the address."))
        request.host = host  # type: ignore[attr-defined]
        request.unit = host.unit if host else None  # type: ignore[attr-defined]
        if host is None:
            return self.get_response(request)
        request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        response = self.get_response(request)
        response.cookies.pop(settings.SESSION_COOKIE_NAME, None)
        return response

    def process_view(
        self, request: HttpRequest, _view: Handler, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        match = request.resolver_match
        if request.unit is None or match is None:  # type: ignore[attr-defined]
            return None
        if match.url_name in OFFICE_PAGES or OFFICE_SPACES.intersection(match.namespaces):
            return _plain(_("Officers work on the main address. This one is for the public."))
        return None


def _plain(sentence: str) -> HttpResponse:
    return HttpResponse(sentence, status=404, content_type="text/plain; charset=utf-8")


class HatMiddleware:
    """`request.day`, today in Viet Nam; `request.hats` and `request.hat`, the posts held and the chosen one."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.day = clock.today()  # type: ignore[attr-defined]
        request.hats = _hats(request)  # type: ignore[attr-defined]
        request.hat = _chosen(request)  # type: ignore[attr-defined]
        return self.get_response(request)


def _hats(request: HttpRequest) -> list[Hat]:
    if request.unit is not None or not request.user.is_authenticated:  # type: ignore[attr-defined]
        return []
    return hats_on(request.user.pk, request.day)  # type: ignore[attr-defined]


def _chosen(request: HttpRequest) -> Hat:
    """The post chosen in the session if it is still held, else the first; nobody's hat if there is none."""
    hats: list[Hat] = request.hats  # type: ignore[attr-defined]
    chosen = request.session.get("hat", "") if hats else ""
    return next((hat for hat in hats if str(hat.appointment) == chosen), hats[0] if hats else PUBLIC)
