"""Pages that belong to no room: signing in and out, choices of display, search, health."""

import logging
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.contrib.auth.views import redirect_to_login
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from tongket.base import clock, throttle
from tongket.base.accounts import change_password
from tongket.base.forms import PasswordForm, SignInForm
from tongket.base.middleware import status_of
from tongket.base.models import Account, Installation
from tongket.viet.fault import Refusal, refusal

THEMES = ("auto", "light", "dark", "contrast")
YEAR = 365 * 24 * 3600


def refused(request: HttpRequest, refusal: Refusal, template: str, context: dict[str, Any]) -> HttpResponse:
    """The same page again with the sentences on top and all that was typed still in its fields."""
    return render(request, template, {**context, "refusal": refusal}, status=status_of(refusal))


def seen_version(request: HttpRequest, name: str = "version") -> int | None:
    """The version that somebody saw while typing; None where none was sent, or no number."""
    sent = request.POST.get(name, "")
    return int(sent) if sent.isdecimal() and len(sent) < 9 else None


def _safe(request: HttpRequest, target: str | None, default: str = "/") -> str:
    """Where to go next: never to somebody else's site."""
    fine = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if target and fine else default


def _desk() -> str:
    try:
        return reverse(settings.LOGIN_REDIRECT_URL)
    except NoReverseMatch:
        return "/"


@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    target = _safe(request, request.POST.get("next") or request.GET.get("next"), _desk())
    if request.user.is_authenticated:
        return redirect(target)
    form = SignInForm(request.POST or None)
    context = {"form": form, "next": target}
    if request.method != "POST" or not form.is_valid():
        return render(request, "base/sign_in.html", context, status=400 if form.errors else 200)
    try:
        _let_in(request, form.cleaned_data["username"], form.cleaned_data["password"])
    except Refusal as why:
        return refused(request, why, "base/sign_in.html", context)
    return redirect(target)


def _let_in(request: HttpRequest, name: str, password: str) -> None:
    now = clock.now()
    throttle.require_patience(name, now)
    if not settings.DEMO and Installation.objects.filter(demo=True).exists():
        raise refusal("demo.refused")
    account = authenticate(request, username=name, password=password)
    if account is None:
        throttle.missed(name, now)
        raise refusal("account.closed" if _is_closed(name, password) else "account.no_match")
    throttle.met(name)
    login(request, account)


def _is_closed(name: str, password: str) -> bool:
    """Only who knows the password is told that there is such an account, and that it is closed."""
    closed = Account.objects.filter(username=name, is_active=False).first()
    return closed is not None and closed.check_password(password)


@never_cache
@sensitive_post_parameters("old", "new", "again")
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; other browsers in which one is signed in are signed out by it."""
    if not isinstance(request.user, Account):
        return redirect_to_login(request.get_full_path())
    target = _safe(request, request.POST.get("next") or request.GET.get("next"), _desk())
    form = PasswordForm(request.POST or None)
    context = {"form": form, "next": target, "given_out": request.user.must_change}
    if request.method != "POST" or not form.is_valid():
        return render(request, "base/password.html", context, status=400 if form.errors else 200)
    hat = request.hat.appointment  # type: ignore[attr-defined]
    try:
        change_password(account=request.user, **form.cleaned_data, actor=hat, now=clock.now())
    except Refusal as why:
        return refused(request, why, "base/password.html", context)
    update_session_auth_hash(request, request.user)
    messages.success(request, _("Your password is changed. Elsewhere you are signed out."))
    return redirect(target)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("/")


def _choose(request: HttpRequest, cookie: str, value: str) -> HttpResponseRedirect:
    """A choice of display is kept in a cookie of the browser for a year."""
    response = HttpResponseRedirect(_safe(request, request.POST.get("next")))
    response.set_cookie(cookie, value, max_age=YEAR, samesite="Lax", secure=settings.HTTPS)
    return response


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    chosen = request.POST.get("language", "")
    return _choose(
        request, settings.LANGUAGE_COOKIE_NAME, chosen if chosen in dict(settings.LANGUAGES) else "vi"
    )


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    chosen = request.POST.get("theme", "")
    return _choose(request, "theme", chosen if chosen in THEMES else "auto")


@require_POST
def hat(request: HttpRequest) -> HttpResponse:
    """Which post to act under, of those the person holds: kept in the session."""
    chosen = request.POST.get("hat", "")
    held = any(str(one.appointment) == chosen for one in request.hats)  # type: ignore[attr-defined]
    request.session["hat"] = chosen if held else ""
    return HttpResponseRedirect(_safe(request, request.POST.get("next"), _desk()))


@require_safe
def boundary(request: HttpRequest) -> HttpResponse:
    return render(request, "base/boundary.html")


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    return render(request, "base/keys.html")


@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """For machines that watch the site: 200 and one word, or 503 and one sentence."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        logging.getLogger(__name__).exception("health: the database does not answer")
        return HttpResponse(
            _("The database does not answer."), status=503, content_type="text/plain; charset=utf-8"
        )
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")
