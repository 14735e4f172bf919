"""The language of a page, and what a person sees of a refusal."""

import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme

from tongket.viet.fault import Refusal, refusal

_log = logging.getLogger(__name__)

type Handler = Callable[[HttpRequest], HttpResponse]

# Open to whoever signed in with a password that was given out: what changes it, and what the frame needs.
BEFORE_OWN_PASSWORD = frozenset({"password", "sign-out", "language", "theme", "boundary", "keys", "health"})


class LanguageMiddleware:
    """Vietnamese, unless somebody chose otherwise: the language of the browser is no choice."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            response = self.get_response(request)
        patch_vary_headers(response, ("Cookie",))
        response.headers.setdefault("Content-Language", language)
        return response


class OwnPasswordMiddleware:
    """A password that a keeper gave out lets one in to choose one's own, and nowhere else."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Handler, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or match.view_name in BEFORE_OWN_PASSWORD:
            return None
        if not getattr(request.user, "must_change", False):
            return None
        return redirect(f"{reverse('password')}?{urlencode({'next': request.get_full_path()})}")


class RefusalMiddleware:
    """A refusal that no view met becomes a page with its sentences; somebody unknown is asked to sign in.

    So does a constraint of the database that is met because somebody wrote the same between the look and the write.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        bare = response.status_code == 405 and not response.content
        return _worded(request, response) if bare else response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, IntegrityError):
            _log.error("two wrote at once, or a check of the database was met", exc_info=exception)
            exception = refusal("record.at_once")
        if not isinstance(exception, Refusal):
            return None
        status = status_of(exception)
        if status == 403 and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return refused_page(request, exception, status)


def refused_page(request: HttpRequest, why: Refusal, status: int) -> HttpResponse:
    """The sentences of a refusal on a page of their own; on top of the page of which a part was asked for."""
    if request.headers.get("HX-Request"):
        return _into_messages(render(request, "base/parts.html#refusal", {"refusal": why}, status=status))
    context = {"refusal": why, "back": page_before(request)}
    return render(request, "base/refused.html", context, status=status)


def _worded(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """An address that only takes a form sent to it, opened by hand: a sentence in place of an empty page."""
    page = render(request, "405.html", status=405)
    page.headers["Allow"] = response.headers["Allow"]
    return page


def status_of(refusal: Refusal) -> int:
    """403 for what the grant table does not give, 404 for what does not exist, 400 for the rest."""
    codes = [fault.code for fault in refusal.faults]
    if "grant.refused" in codes:
        return 403
    return 404 if any(code.endswith(".unknown") for code in codes) else 400


def page_before(request: HttpRequest) -> str:
    """The page one came from, if it is one of ours."""
    before = request.headers.get("Referer", "")
    return before if url_has_allowed_host_and_scheme(before, {request.get_host()}) else "/"


def _into_messages(response: HttpResponse) -> HttpResponse:
    """Part of a page was asked for: the sentences go to the top of it instead."""
    response.headers["HX-Retarget"] = "#messages"
    response.headers["HX-Reswap"] = "innerHTML show:top"
    return response
