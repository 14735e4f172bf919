"""Copies on the screen: the form of a copy of a paper, and what its page tells of it."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tongket.base import clock
from tongket.base.files import put_file
from tongket.base.models import Access, File
from tongket.base.views import refused, seen_version
from tongket.directives.incoming.queries import visible_to as incoming_visible_to
from tongket.directives.models import Copied, Incoming, Outgoing
from tongket.directives.numbering import COPY
from tongket.directives.outgoing.copies import abstract_of, kept_for_good, lines_of
from tongket.directives.outgoing.copy_actions import change_copy, copy_paper
from tongket.directives.outgoing.copy_forms import CopyForm
from tongket.directives.outgoing.queries import bodies_for, visible_to
from tongket.law.kinds import COPIES
from tongket.units.grants import require
from tongket.units.hats import Hat
from tongket.units.middleware import asking
from tongket.units.models import Unit
from tongket.viet.fault import Refusal

FORMS = {
    "SY": gettext_lazy("Whole copy"),
    "TrS": gettext_lazy("Extract"),
    "SL": gettext_lazy("Copy of a copy"),
}
MEANING = {
    "SY": gettext_lazy(
        "Sao y: the whole paper, from the original. On paper it is printed or photocopied; a scan becomes a file that "
        "the agency signs."
    ),
    "TrS": gettext_lazy(
        "Trích sao: the form of the paper is made again, with the parts that you choose and nothing else."
    ),
    "SL": gettext_lazy("Sao lục: a copy of a paper that you hold as a sao y yourselves."),
}


@require_http_methods(["GET", "HEAD", "POST"])
def of_incoming(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """Copy a paper of the arrival book."""
    hat, day = asking(request)
    return _make(request, get_object_or_404(incoming_visible_to(hat, day).select_related("unit"), ref=ref))


@require_http_methods(["GET", "HEAD", "POST"])
def of_outgoing(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """Copy a paper that the office issued itself."""
    hat, day = asking(request)
    return _make(request, get_object_or_404(visible_to(hat, day).select_related("unit"), ref=ref))


def _make(request: HttpRequest, source: Incoming | Outgoing) -> HttpResponse:
    hat, _day = asking(request)

    def make(unit: Unit, **given: Any) -> Outgoing:
        drafter = Unit.objects.get(pk=hat.unit_id or 0)
        return copy_paper(source=source, unit=unit, drafter=drafter, actor=hat, now=clock.now(), **given)

    default = "SL" if source.kind == "SY" else "SY"
    return _asked(request, source, request.GET.get("hinh-thuc", default), {}, make)


def change_copied(request: HttpRequest, paper: Outgoing) -> HttpResponse:
    """Mend a copy that was sent back."""
    hat, _day = asking(request)
    copied = paper.copied

    def change(unit: Unit, **given: Any) -> Outgoing:  # noqa: ARG001 the body stays
        version = seen_version(request) or 0
        return change_copy(paper=paper, version=version, actor=hat, now=clock.now(), **given)

    kept = {
        "others": paper.others,
        "electronic": "file" if copied.electronic else "paper",
        "signed_by": copied.signed_by,
        "text": paper.text,
        "lines": [
            str(at) for at, line in enumerate(lines_of(copied.source)) if line in paper.text.splitlines()
        ],
        "units": [one.unit.ref for one in paper.recipients.select_related("unit")],
        "version": paper.version,
    }
    return _asked(request, copied.source, request.GET.get("hinh-thuc", paper.kind), kept, change, paper)


def _asked(
    request: HttpRequest, source: Incoming | Outgoing, kind: str, kept: dict[str, Any],
    make: Callable[..., Outgoing], paper: Outgoing | None = None,
) -> HttpResponse:  # fmt: skip
    hat, day = asking(request)
    require(hat, "directives.copy", unit_id=hat.unit_id or 0, day=day)
    kind = kind if kind in COPIES else "SY"
    bodies = bodies_for(hat, day)
    unit = Unit.objects.filter(pk=next(iter(bodies), 0)).first()
    form = CopyForm(source, kind, unit, day, *_sent(request), initial=kept)
    back = (paper or source).get_absolute_url()
    context = {
        "form": form,
        "source": source,
        "about": abstract_of(source),
        "back": back,
        "body": bodies.get(unit.pk, "") if unit else "",
        "version": request.POST.get("version", kept.get("version", "")),
        "meaning": MEANING[kind],
        "tabs": [(word, f"?hinh-thuc={code}", code == kind) for code, word in FORMS.items()],
    }
    if request.method != "POST" or unit is None or not form.is_valid():
        return render(request, "outgoing/copy.html", context, status=400 if form.errors else 200)
    try:
        made = make(unit, new=form.new(), scan=_scan(form, unit), recipients=form.cleaned_data["units"])
    except Refusal as why:
        return refused(request, why, "outgoing/copy.html", context)
    messages.success(request, _("The copy lies before the signer."))
    return redirect(made)


def _sent(request: HttpRequest) -> tuple[Any, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _scan(form: CopyForm, unit: Unit) -> File | None:
    sent = form.cleaned_data.get("scan")
    if not sent:
        return None
    now = clock.now()
    return put_file(data=sent.read(), name=sent.name, unit_id=unit.pk, access=Access.UNIT, now=now, sent=True)


def can_be_copied(paper: Outgoing) -> bool:
    """Whether a copy can be made of a paper of the own: it went out, and is no extract or sao lục itself."""
    return paper.state in Outgoing.WENT_OUT and (paper.kind not in COPIES or paper.kind == COPY)


def copies_made(source: Incoming | Outgoing) -> QuerySet[Copied]:
    """The copies of a paper, the first one first."""
    return source.copies.select_related("copy").order_by("pk")


def told_of_copy(hat: Hat, paper: Outgoing, day: date) -> dict[str, Any]:
    """What the page of a copy tells: of which paper, and whether its PDF is one for keeping."""
    if paper.kind not in COPIES:
        return {}
    copied: Copied = paper.copied
    source = copied.source
    seen = incoming_visible_to(hat, day) if isinstance(source, Incoming) else visible_to(hat, day)
    return {
        "copied": copied,
        "source_link": source.get_absolute_url() if seen.filter(pk=source.pk).exists() else "",
        "not_for_good": not kept_for_good(paper),
    }
