"""For whoever writes a client: the page about the doors, and the OpenAPI document."""

import json
from importlib.metadata import version

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from tongket.api.described import EXAMPLES, OPERATIONS, QUERY, REFUSALS, openapi
from tongket.api.door import language_of, said


@require_safe
def doors(request: HttpRequest) -> HttpResponse:
    """Open to everybody: it tells nothing of any unit."""
    context = {
        "operations": OPERATIONS,
        "query": QUERY.items(),
        "refusals": REFUSALS.items(),
        "address": f"{request.scheme}://{request.get_host()}",
        "message": json.dumps(EXAMPLES["api:figures", "application/json"], ensure_ascii=False, indent=2),
        "table": EXAMPLES["api:figures", "text/csv"],
        "dhis2": json.dumps(EXAMPLES["api:dhis2", "application/json"], ensure_ascii=False, indent=2),
        "megabytes": settings.FILE_LIMIT // (1024 * 1024),
    }
    return render(request, "api/doors.html", context)


@require_safe
def document(request: HttpRequest) -> HttpResponse:
    """The same for a program that makes clients."""
    with translation.override(language_of(request)):
        return said(openapi(version=version("tongket")))
