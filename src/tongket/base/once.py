"""A form sent twice, by a double click or by going back and saving again, does its work once.

Every form bears a mark of its own beside Django's token (`{% csrf_token %}` writes both). The first sending keeps the
mark with what was sent and where it led; a second one with the same words is led there, one with other words is told
where the first is. What was refused forgets its mark, so the page can be sent again. A page that shows a secret once is
kept for a minute, for its own form in its own session alone: whoever clicked twice reads it on the second answer.
"""

import base64
import hashlib
import time
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from tongket.base import clock
from tongket.base.middleware import BEFORE_OWN_PASSWORD, Handler, page_before
from tongket.base.models import Account, SentForm
from tongket.viet.fault import refusal

FIELD = "once"
# Choices of display and of the hat: pressing them again means it again.
AGAIN = BEFORE_OWN_PASSWORD | {"hat"}
KEPT = timedelta(days=7)
PATIENCE = 10.0  # seconds that a second click waits for what the first one makes
SHOWN_AGAIN = 60  # seconds for which a page that shows a secret answers a second click


class ShownOnce(HttpResponse):
    """The page that shows a new secret; `after` is where it leads who sends the form again later."""

    def __init__(self, page: HttpResponse, *, after: str) -> None:
        super().__init__(page.content)
        self.after = after


class OnceMiddleware:
    """Stands next to the views: what reaches them was not sent before."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        sent: SentForm | None = getattr(request, "sent_form", None)
        if sent is not None and isinstance(response, ShownOnce):
            cache.set(_place(sent), _seal(request).encrypt(response.content), SHOWN_AGAIN)
            SentForm.objects.filter(pk=sent.pk).update(led_to=response.after)
        elif sent is not None and response.status_code in (302, 303):
            SentForm.objects.filter(pk=sent.pk).update(led_to=response.headers["Location"])
        elif sent is not None:
            SentForm.objects.filter(pk=sent.pk).delete()
        return response

    def process_view(
        self, request: HttpRequest, _view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        key = _key(request)
        if key is None:
            return None
        digest = _digest(request)
        first, new = SentForm.objects.get_or_create(key=key, defaults={"digest": digest, "at": clock.now()})
        if not new and (done := _ended(first)):
            return _led(request, done, same=done.digest == digest)
        if new:
            request.sent_form = first  # type: ignore[attr-defined]
        return None


def _key(request: HttpRequest) -> uuid.UUID | None:
    """The mark of a whole page's form that somebody signed in has sent; theirs alone."""
    match = request.resolver_match
    if request.method != "POST" or not isinstance(request.user, Account) or "HX-Request" in request.headers:
        return None
    mark = request.POST.get(FIELD, "")
    return uuid.uuid5(request.user.ref, mark) if mark and match and match.view_name not in AGAIN else None


def _digest(request: HttpRequest) -> str:
    """What was typed and chosen, told apart and not kept; the address belongs to it."""
    typed = sorted(
        (name, values) for name, values in request.POST.lists() if name not in (FIELD, "csrfmiddlewaretoken")
    )
    files = sorted(
        (name, [(one.name, one.size) for one in several]) for name, several in request.FILES.lists()
    )
    return hashlib.sha256(repr((request.get_full_path(), typed, files)).encode()).hexdigest()


def _ended(first: SentForm) -> SentForm | None:
    """The first sending once it is through; None if it was refused and so forgotten."""
    until = time.monotonic() + PATIENCE
    found: SentForm | None = first
    while found and not found.led_to and time.monotonic() < until:
        time.sleep(0.1)
        found = SentForm.objects.filter(pk=first.pk).first()
    return found


def _place(sent: SentForm) -> str:
    return f"base.once.{sent.pk}"


def _seal(request: HttpRequest) -> Fernet:
    """The key of this form in this session: what is kept under it, nobody reads without the form's own mark."""
    parts = (settings.SECRET_KEY, request.POST[FIELD], request.META.get("CSRF_COOKIE", ""))
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(repr(parts).encode()).digest()))


def _shown_again(request: HttpRequest, first: SentForm) -> HttpResponse | None:
    """The page with the secret that the first sending made, for a minute and in the same session."""
    try:
        page = HttpResponse(_seal(request).decrypt(cache.get(_place(first), b"")))
    except InvalidToken:
        return None
    add_never_cache_headers(page)
    return page


def _led(request: HttpRequest, first: SentForm, *, same: bool) -> HttpResponse:
    if same and (page := _shown_again(request, first)):
        return page
    if same and first.led_to:
        messages.info(request, _("This form had been sent already; it was taken once."))
        return redirect(first.led_to)
    context = {
        "refusal": refusal("sent.already"),
        "onward": True,
        "back": first.led_to or page_before(request),
    }
    return render(request, "base/refused.html", context, status=409)


def forget_old(*, now: datetime) -> int:
    """Marks of forms sent long ago; how many there were."""
    return SentForm.objects.filter(at__lt=now - KEPT).delete()[0]
