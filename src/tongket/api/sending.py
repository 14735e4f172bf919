"""Figures in: our own JSON, CSV, and DHIS2's dataValueSets."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from tongket.api import reading
from tongket.api.door import door
from tongket.api.keys import once
from tongket.base import clock
from tongket.figures.intake import Row, hand_in, read_rows, resolve, take_over
from tongket.units.hats import Hat
from tongket.units.models import Token
from tongket.viet.fault import refusal

FORMS = {"application/json": "json", "text/csv": "csv"}
DOCUMENT = "van-ban"


def _post(request: HttpRequest, hat: Hat, token: Token) -> Mapping[str, Any]:
    """Hand in the reports that the message fills in; with `?van-ban=` take its figures over from that document."""
    rows = _rows(request, FORMS.get(request.content_type or ""))
    document = request.GET.get(DOCUMENT, "").strip()
    now = clock.now()
    if document:
        return once(request, token, now, lambda: _taken_over(rows, document, hat))
    return once(request, token, now, lambda: _handed_in(rows, hat))


def _post_dhis2(request: HttpRequest, hat: Hat, token: Token) -> Mapping[str, Any]:
    """The same, from a program that speaks DHIS2."""
    if FORMS.get(request.content_type or "") != "json":
        raise refusal("api.form_of_body")
    return _post(request, hat, token)


def _rows(request: HttpRequest, form: str | None) -> Sequence[Row]:
    if form is None:
        raise refusal("api.form_of_body")
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > settings.FILE_LIMIT:
        raise refusal("file.too_big", megabytes=settings.FILE_LIMIT // (1024 * 1024))
    return read_rows(request.body, form)


def _handed_in(rows: Sequence[Row], hat: Hat) -> Mapping[str, Any]:
    now = clock.now()
    filled = resolve(rows, actor=hat, now=now)
    reports = hand_in(filled, actor=hat, now=now)
    return {
        "taken": True,
        "figures": len(rows),
        "reports": [
            {"ref": str(one.due.ref), "state": "submitted", "period": one.due.period}
            for one in sorted(reports, key=lambda one: str(one.due.ref))
        ],
    }


def _taken_over(rows: Sequence[Row], document: str, hat: Hat) -> Mapping[str, Any]:
    taken = take_over(rows, document=document, actor=hat, now=clock.now())
    return {"taken": True, "figures": taken.count, "known": taken.known}


figures = door(get=reading.figures, post=_post)
data_value_sets = door(post=_post_dhis2)
