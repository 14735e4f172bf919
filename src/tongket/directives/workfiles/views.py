"""Work files on the screen: the list, one file with its papers, its two papers at one click."""

import uuid
from contextlib import suppress
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from tongket.base import clock
from tongket.base.files import attachment, put_file, respond
from tongket.base.models import Access
from tongket.base.views import refused
from tongket.directives.incoming.queries import visible_to as incoming_visible_to
from tongket.directives.incoming.views import may
from tongket.directives.models import WorkFile
from tongket.directives.outgoing.queries import visible_to as outgoing_visible_to
from tongket.directives.workfiles.actions import (
    Other,
    add_paper,
    close_work_file,
    hand_over,
    open_work_file,
    take_out,
)
from tongket.directives.workfiles.forms import HandOverForm, OpenForm, PutForm
from tongket.directives.workfiles.papers import LIST, MINUTES, handover_minutes, paper_list
from tongket.directives.workfiles.queries import papers_of, search_files, visible_to
from tongket.units.grants import require
from tongket.units.hats import Hat
from tongket.units.middleware import asking
from tongket.units.models import Unit
from tongket.units.queries import names_of
from tongket.viet.fault import Refusal
from tongket.viet.text import fold
from tongket.writer.files import render_files

PAGE = 30
MOST_FOUND = 30
ENDINGS = ("docx", "pdf")


def _kept_for(work_file: WorkFile) -> str:
    """How long it is kept, in the language of the page; the papers say it in Vietnamese."""
    years = work_file.retention
    if years is None:
        return _("for ever")
    return ngettext("%(years)s year", "%(years)s years", years) % {"years": years}


@require_safe
def files(request: HttpRequest) -> HttpResponse:
    """The work files of the own office; with `den`, a paper that is to be put into one."""
    hat, day = asking(request)
    require(hat, "directives.see_papers", unit_id=hat.unit_id or 0, day=day)
    words = request.GET.get("tim", "").strip()[:200]
    found = search_files(hat, day, words)
    if request.GET.get("den"):  # a paper is to be put in: only into a file that is open
        found = found.filter(closed_on=None)
    rows = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "words": words,
        "rows": rows,
        "paper": request.GET.get("den", "")[:36],
        "lines": [(one, _kept_for(one)) for one in rows],
        "may_open": may(request, "directives.keep_work_file"),
    }
    return render(request, "workfiles/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Open a work file."""
    hat, day = asking(request)
    require(hat, "directives.keep_work_file", unit_id=hat.unit_id or 0, day=day)
    form = OpenForm(request.POST or None, initial={"opened_on": day, "keeper": hat.post})
    if request.method != "POST" or not form.is_valid():
        return render(request, "workfiles/add.html", {"form": form}, status=400 if form.errors else 200)
    try:
        unit = Unit.objects.get(pk=hat.unit_id or 0)
        made = open_work_file(unit=unit, actor=hat, now=clock.now(), **form.cleaned_data)
    except Refusal as why:
        return refused(request, why, "workfiles/add.html", {"form": form})
    messages.success(request, _("The file is open. Put its papers in."))
    return redirect(made)


def _file(request: HttpRequest, ref: uuid.UUID) -> WorkFile:
    hat, day = asking(request)
    found: WorkFile = get_object_or_404(visible_to(hat, day).select_related("unit"), ref=ref)
    request.sample = found.unit.sample  # type: ignore[attr-defined]
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def work_file(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """One file: what lies in it, and what may be done with it next."""
    found = _file(request, ref)
    context = _context(request, found)
    if request.method != "POST":
        return render(request, "workfiles/file.html", context)
    do = request.POST.get("do", "")
    form = {"put": context["put"], "hand": context["hand"]}.get(do)
    if form is not None and not form.is_valid():
        return render(request, "workfiles/file.html", context, status=400)
    try:
        said = _do(do, found, form, request)
    except Refusal as why:
        return refused(request, why, "workfiles/file.html", context)
    messages.success(request, said)
    return redirect(found)


def _do(do: str, found: WorkFile, form: forms.Form | None, request: HttpRequest) -> str:
    who: dict[str, Any] = {"work_file": found, "actor": asking(request)[0], "now": clock.now()}
    if do == "put" and form:
        _put(form.cleaned_data, who, request)
        return _("The paper lies in the file now.")
    if do == "hand" and form:
        hand_over(**form.cleaned_data, **who)
        return _("Handed over. The minutes and the list of papers are ready below.")
    if do == "out":
        with suppress(ValueError):
            said = take_out(paper=uuid.UUID(request.POST.get("paper", "")), **who)
            return _("Taken out of the file: %(said)s") % {"said": said}
    if do == "close":
        close_work_file(**who)
        return _("The file is closed.")
    raise Http404


def _put(data: dict[str, Any], who: dict[str, Any], request: HttpRequest) -> None:
    hat, day = asking(request)
    more = {name: data[name] for name in ("pages", "copy", "note")}
    kind, _colon, ref = data["paper"].partition(":")
    if kind == "den":
        add_paper(incoming=incoming_visible_to(hat, day).get(ref=ref), **more, **who)
    elif kind == "di":
        add_paper(outgoing=outgoing_visible_to(hat, day).get(ref=ref), **more, **who)
    else:
        sent = data["file"]
        file = sent and put_file(
            data=sent.read(),
            name=sent.name,
            unit_id=who["work_file"].unit_id,
            access=Access.UNIT,
            now=who["now"],
            sent=True,
        )
        add_paper(
            other=Other(data["abstract"], data["symbol"], data["day"], data["author"], file or None),
            **more,
            **who,
        )


def _context(request: HttpRequest, found: WorkFile) -> dict[str, Any]:
    hat, day = asking(request)
    may_keep = may(request, "directives.keep_work_file", found.unit_id)
    words, asked = request.GET.get("tim", "").strip()[:200], request.GET.get("den", "")[:36]
    do = request.POST.get("do", "")
    offered = _offered(hat, day, found, words, asked)
    put = PutForm(
        offered,
        *((request.POST, request.FILES) if do == "put" else ()),
        initial={"paper": f"den:{asked}"},
    )
    return {
        "file": found,
        "unit": names_of([found.unit_id], day).get(found.unit_id, ""),
        "retention": _kept_for(found),
        "papers": papers_of(found, day),
        "put": put if may_keep and not found.closed_on else None,
        "words": words,
        "may_close": may_keep and not found.closed_on,
        "hand": HandOverForm(request.POST if do == "hand" else None, initial={"handed_by": found.keeper})
        if may_keep and found.closed_on and not found.handed_over_on
        else None,
        "list": LIST,
        "minutes": MINUTES,
    }


def _offered(hat: Hat, day: Any, found: WorkFile, words: str, asked: str) -> list[tuple[str, str]]:
    """Papers of the books that do not lie in the file yet: those that fit the words, else the latest."""
    lying = Q(filed_in__work_file=found)
    came = incoming_visible_to(hat, day).exclude(
        pk__in=incoming_visible_to(hat, day).filter(lying).values("pk")
    )
    went = outgoing_visible_to(hat, day).exclude(
        pk__in=outgoing_visible_to(hat, day).filter(lying).values("pk")
    )
    went = went.exclude(symbol="")
    for word in fold(words).split():
        came = came.filter(folded__contains=word)
        went = went.filter(Q(folded__contains=word) | Q(symbol__icontains=word))
    listed = list(came.order_by("-arrived_on", "-pk")[:MOST_FOUND])
    with suppress(ValueError):
        listed += [one for one in came.filter(ref=uuid.UUID(asked)) if one not in listed]
    issued = went.order_by(F("issued_on").desc(nulls_last=True), "-pk")[:MOST_FOUND]
    return [
        *((f"den:{one.ref}", f"{_('in')} {one.arrival}: {one.symbol} {one.abstract[:80]}") for one in listed),
        *((f"di:{one.ref}", f"{_('out')}: {one.symbol} {one.abstract[:80]}") for one in issued),
    ]


@require_safe
def kept(request: HttpRequest, ref: uuid.UUID, paper: uuid.UUID) -> HttpResponseBase:
    """The file of another paper that lies in a work file."""
    one = get_object_or_404(_file(request, ref).papers.select_related("file"), ref=paper, file__isnull=False)
    if one.file is None:
        raise Http404
    return respond(one.file)


@require_safe
def download(request: HttpRequest, ref: uuid.UUID, what: str, form: str) -> HttpResponse:
    """The list of papers or the minutes of handover, as .docx or .pdf."""
    found = _file(request, ref)
    writers = {LIST: paper_list, MINUTES: handover_minutes}
    if what not in writers or form not in ENDINGS or (what == MINUTES and found.handed_over_on is None):
        raise Http404
    data = render_files(writers[what](found), [form], lambda one: one)[form]
    return attachment(data, f"{what}.{form}")
