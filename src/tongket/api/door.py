"""What every address for programs does: ask for the token, speak the language asked for, answer in JSON."""

import json
import logging
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from tongket.base import clock
from tongket.base.faults import explain
from tongket.figures.intake.rows import Place
from tongket.units.actions import hat_of_token
from tongket.units.hats import Hat
from tongket.units.models import Token
from tongket.viet.fault import Fault, Refusal, refusal

_log = logging.getLogger(__name__)
_STATUS = {
    "grant.refused": 403,
    "file.too_big": 413,
    "api.key_other": 409,
    "api.form_of_body": 415,
    "record.at_once": 409,
}

type View = Callable[[HttpRequest, Hat, Token], Mapping[str, Any]]


def door(**views: View) -> Callable[[HttpRequest], HttpResponse]:
    """One address: a view for each method, called with the hat of the token."""

    @csrf_exempt
    @never_cache
    def answer(request: HttpRequest) -> HttpResponse:
        language = language_of(request)
        with translation.override(language):
            response = _answer(request, views)
        response.headers["Content-Language"] = language
        patch_vary_headers(response, ("Accept-Language", "Authorization"))
        return response

    return answer


def _answer(request: HttpRequest, views: Mapping[str, View]) -> HttpResponse:
    view = views.get((request.method or "").lower())
    if view is None:
        response = refused(refusal("api.method", methods=", ".join(name.upper() for name in views)), 405)
        response.headers["Allow"] = ", ".join(name.upper() for name in views)
        return response
    try:
        hat, token = _hat(request)
    except Refusal as why:
        response = refused(why, 401)
        response.headers["WWW-Authenticate"] = "Bearer"
        return response
    try:
        return said(view(request, hat, token))
    except Refusal as why:
        return refused(why)
    except IntegrityError:
        _log.exception("two wrote at once, or a check of the database was met")
        return refused(refusal("record.at_once"))


def _hat(request: HttpRequest) -> tuple[Hat, Token]:
    scheme, _, text = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not text.strip():
        raise refusal("token.missing")
    return hat_of_token(text.strip(), clock.now())


def language_of(request: HttpRequest) -> str:
    """The first of the languages asked for that is spoken here; Vietnamese where none is asked for."""
    known = dict(settings.LANGUAGES)
    for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()):
        if (short := code.partition("-")[0]) in known:
            return short
    return settings.LANGUAGE_CODE


def said(answer: Mapping[str, Any], status: int = 200) -> HttpResponse:
    """JSON as it is read: Vietnamese letters as letters."""
    data = json.dumps(answer, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(data, content_type="application/json; charset=utf-8", status=status)


def refused(why: Refusal, status: int = 0) -> HttpResponse:
    """Every fault: a code for the program, a sentence for its user, and where it stands."""
    found = next((_STATUS[fault.code] for fault in why.faults if fault.code in _STATUS), 400)
    return said({"taken": False, "faults": list(_told(why.faults))}, status or found)


def _told(faults: Iterable[Fault]) -> Iterable[dict[str, Any]]:
    for fault in faults:
        place = fault.where
        at = {"row": place.row, "column": place.column} if isinstance(place, Place) else {}
        yield {"code": fault.code, "sentence": explain(fault), **at}
