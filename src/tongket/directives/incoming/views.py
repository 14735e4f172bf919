"""The arrival book on the screen: the register, one paper, entering it, the door to the document system."""

import uuid
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from tongket.base import clock
from tongket.base.files import attachment, respond
from tongket.base.views import refused
from tongket.directives.incoming.actions import correct_paper, note_paper, receive_paper
from tongket.directives.incoming.door import take_in
from tongket.directives.incoming.forms import BookForm, DoorForm, NoteForm, PaperForm, ReadForm
from tongket.directives.incoming.proposal import propose, propose_from_file
from tongket.directives.incoming.queries import (
    Asked,
    PaperLine,
    handed_to,
    paper_lines,
    same_paper,
    search_book,
    visible_to,
    years_of,
)
from tongket.directives.incoming.register import write_register
from tongket.directives.incoming.state import WORDS, State
from tongket.directives.kept_files import names_on, put_uploads, slip_of, take_up
from tongket.directives.models import Directive, Incoming, Outgoing, PaperFile
from tongket.directives.titles import kind_word, titled
from tongket.units.grants import allowed, require
from tongket.units.middleware import asking
from tongket.units.models import Unit
from tongket.units.queries import names_of, posts_of
from tongket.viet.fault import Refusal

PAGE = 50
MOST_PRINTED = 2000


def paper_of(request: HttpRequest, ref: uuid.UUID) -> Incoming:
    """The paper of the address, as the hat may see it."""
    hat, day = asking(request)
    found: Incoming = get_object_or_404(visible_to(hat, day).select_related("unit"), ref=ref)
    request.sample = found.unit.sample  # type: ignore[attr-defined]
    return found


def may(request: HttpRequest, action: str, unit_id: int | None = None) -> bool:
    hat, day = asking(request)
    return hat.unit_id is not None and allowed(hat, action, unit_id=unit_id or hat.unit_id, day=day)


def _asked(request: HttpRequest, years: list[int]) -> tuple[BookForm, Asked]:
    form = BookForm(years, request.GET)
    form.is_valid()
    said: dict[str, Any] = getattr(form, "cleaned_data", {})
    return form, Asked(
        said.get("tim", ""), said.get("nam"), said.get("tu"), said.get("den"), said.get("tt", "")
    )


def _book(request: HttpRequest) -> tuple[QuerySet[Incoming], BookForm, bool]:
    hat, day = asking(request)
    require(hat, "directives.see_papers", unit_id=hat.unit_id or 0, day=day)
    ours = request.GET.get("so") != "giao"
    papers = visible_to(hat, day).filter(unit=hat.unit_id) if ours else handed_to(hat, day)
    form, asked = _asked(request, years_of(hat.unit_id or 0))
    return search_book(papers, asked, day), form, ours


@require_safe
def book(request: HttpRequest) -> HttpResponse:
    """The arrival book of the own office, or what other offices' leaders gave to it; all of it in print."""
    hat, day = asking(request)
    found, form, ours = _book(request)
    if "in" in request.GET:  # on paper the book runs as it was kept
        found = found.reverse()
    size = MOST_PRINTED if "in" in request.GET else PAGE
    rows = Paginator(found, size).get_page(request.GET.get("page"))
    context = {
        "name": names_of([hat.unit_id or 0], day).get(hat.unit_id or 0, ""),
        "form": form,
        "rows": rows,
        "lines": _shown(paper_lines(rows, day)),
        "narrowed": any(request.GET.get(name) for name in form.fields),
        "ours": ours,
        "tabs": [
            (_("Our arrival book"), "?", ours),
            (_("Handed to us (%(count)s)") % {"count": handed_to(hat, day).count()}, "?so=giao", not ours),
        ],
        "printing": "in" in request.GET,
        "may_add": may(request, "directives.receive"),
    }
    return render(request, "incoming/list.html", context)


def _shown(lines: list[PaperLine]) -> list[tuple[PaperLine, Any, str, str]]:
    """Each line with the word and tone of its state, and what the paper is called."""
    return [(line, *WORDS[line.state], titled(line.paper.kind, line.paper.abstract)) for line in lines]


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The same as an .xlsx that a document system can take in."""
    hat, day = asking(request)
    found, _form, _ours = _book(request)
    name = names_of([hat.unit_id or 0], day).get(hat.unit_id or 0, "")
    data = write_register(paper_lines(found, day), title=f"Sổ đăng ký văn bản đến – {name}")
    return attachment(data, "so-van-ban-den.xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Enter a paper; what its file or text tells is filled in first, and the clerk corrects it."""
    hat, day = asking(request)
    require(hat, "directives.receive", unit_id=hat.unit_id or 0, day=day)
    reading = ReadForm(request.POST or None, request.FILES or None)
    form = PaperForm(request.POST or None, initial={"arrived_on": day})
    context: dict[str, Any] = {"form": form, "reading": reading, "waiting": []}
    if request.method != "POST":
        context["form"], context["reading"] = PaperForm(initial={"arrived_on": day}), ReadForm()
        return render(request, "incoming/add.html", context)
    try:
        waiting = _waiting(request, hat.unit_id or 0)
        context |= _carried(waiting, request)
        if "read" in request.POST:
            filled = _filled(request, waiting, day)
            context["form"] = PaperForm(initial=filled)
            typed = {name for name in PaperForm.base_fields if request.POST.get(name)}
            context["read"] = [
                field.label
                for field in context["form"]
                if field.name in filled.keys() - typed - {"arrived_on"}
            ]
            return render(request, "incoming/add.html", context)
        if not form.is_valid():
            return render(request, "incoming/add.html", context, status=400)
        if odd := form.odd(day):
            if request.POST.get("asked") != form.kept_as:
                return render(request, "incoming/add.html", context | {"odd": odd}, status=409)
            context["asked"] = form.kept_as
        unit = Unit.objects.get(pk=hat.unit_id or 0)
        known = same_paper(unit, form.new())
        if known is not None and request.POST.get("again") != str(known.ref):
            return render(request, "incoming/add.html", context | {"known": known}, status=409)
        files = take_up(slip_of(waiting), unit_id=hat.unit_id or 0, now=clock.now())
        made = receive_paper(
            unit=unit,
            new=form.new(),
            files=files,
            actor=hat,
            now=clock.now(),
        )
    except Refusal as why:
        return refused(request, why, "incoming/add.html", context)
    messages.success(request, _("Entered under arrival number %(number)s.") % {"number": made.arrival})
    return redirect(made)


def _waiting(request: HttpRequest, unit_id: int) -> list[Any]:
    """The files of this form: those sent now, else those that wait since it was shown last."""
    sent = request.FILES.getlist("papers")
    if sent:
        return put_uploads(sent, unit_id=unit_id, now=clock.now())
    return take_up(request.POST.get("slip", ""), unit_id=unit_id, now=clock.now())


def _carried(waiting: list[Any], request: HttpRequest) -> dict[str, Any]:
    slip = slip_of(waiting)
    return {
        "reading": ReadForm(initial={"slip": slip, "text": request.POST.get("text", "")}),
        "waiting": names_on(slip),
    }


def _filled(request: HttpRequest, waiting: list[Any], day: date) -> dict[str, Any]:
    """What was typed, and where nothing was, what the reader found."""
    from tongket.base.files import open_file

    typed = {name: value for name in PaperForm.base_fields if (value := request.POST.get(name, ""))}
    typed.pop("urgency", "") if typed.get("urgency") == "normal" else None
    text = request.POST.get("text", "")
    if text.strip():
        found = propose(text)
    elif waiting:
        with open_file(waiting[0]) as data:
            found = propose_from_file(data.read(), waiting[0].name)
    else:
        found = {}
    return {"arrived_on": day} | found | typed


@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest) -> HttpResponse:
    """Take in what the office's document system hands out: its register or a package."""
    hat, day = asking(request)
    require(hat, "directives.receive", unit_id=hat.unit_id or 0, day=day)
    form = DoorForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "incoming/door.html", {"form": form}, status=400 if form.errors else 200)
    try:
        unit = Unit.objects.get(pk=hat.unit_id or 0)
        entered = take_in(form.cleaned_data["file"].read(), unit=unit, actor=hat, now=clock.now())
    except Refusal as why:
        return refused(request, why, "incoming/door.html", {"form": form})
    count = len(entered.papers)
    said = ngettext("%(count)s paper is new.", "%(count)s papers are new.", count) % {"count": count}
    known = _("%(count)s stood here already; nothing was added twice.") % {"count": entered.known}
    messages.success(request, f"{said} {known}" if entered.known else said)
    went_out = any(isinstance(one, Outgoing) for one in entered.papers)
    return redirect(entered.papers[0] if count == 1 else "outgoing:list" if went_out else "incoming:list")


@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """One paper: what it says, what the leader asks about it, how far that is."""
    found = paper_of(request, ref)
    hat, _day = asking(request)
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            note_paper(paper=found, content=form.cleaned_data["content"], actor=hat, now=clock.now())
        except Refusal as why:
            return refused(request, why, "incoming/paper.html", _paper_context(request, found, form))
        messages.success(request, _("Taken note of: the paper is closed."))
        return redirect(found)
    return render(request, "incoming/paper.html", _paper_context(request, found, form))


def _paper_context(request: HttpRequest, found: Incoming, form: NoteForm) -> dict[str, Any]:
    _hat, day = asking(request)
    (line,) = paper_lines([found], day)
    word, tone = WORDS[line.state]
    open_to_order = line.state in (State.WAITING, State.NOTED) and may(
        request, "directives.instruct", found.unit_id
    )
    return {
        "paper": found,
        "line": line,
        "word": word,
        "tone": tone,
        "kind": kind_word(found.kind),
        "by": _by(line),
        "unit": names_of([found.unit_id], day).get(found.unit_id, ""),
        "form": form,
        "may_instruct": open_to_order,
        "may_note": open_to_order and line.state == State.WAITING,
        "may_correct": may(request, "directives.receive", found.unit_id),
        "may_answer": may(request, "directives.draft"),
        "may_copy": may(request, "directives.copy"),
        "copies": found.copies.select_related("copy").order_by("pk"),
        "may_register": may(request, "directives.register") and bool(found.symbol),
        "directive": Directive.objects.filter(
            symbol_key=found.symbol_key, issued_on=found.issued_on
        ).first()
        if found.symbol_key
        else None,
        "replies": found.replies.filter(unit=found.unit_id).order_by("pk"),
        "filed_in": [one.work_file for one in found.filed_in.select_related("work_file")],
    }  # fmt: skip


def _by(line: PaperLine) -> str:
    """The post that gave the instruction."""
    actor = line.instruction.actor if line.instruction else None
    return posts_of([actor]).get(actor, "") if actor else ""


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """Mend what was entered; the ledger keeps both texts."""
    found = paper_of(request, ref)
    hat, day = asking(request)
    require(hat, "directives.receive", unit_id=found.unit_id, day=day)
    form = PaperForm(
        request.POST or None, initial={name: getattr(found, name) for name in PaperForm.base_fields}
    )
    form.fields["foreign_id"].disabled = True
    context = {"form": form, "paper": found}
    if request.method != "POST" or not form.is_valid():
        return render(request, "incoming/correct.html", context, status=400 if form.errors else 200)
    try:
        correct_paper(paper=found, new=form.new(), actor=hat, now=clock.now())
    except Refusal as why:
        return refused(request, why, "incoming/correct.html", context)
    messages.success(request, _("Corrected."))
    return redirect(found)


@require_safe
def download(request: HttpRequest, ref: uuid.UUID, kept: uuid.UUID) -> FileResponse:
    """A file of the paper, to whoever may read the paper."""
    found = paper_of(request, ref)
    return respond(
        get_object_or_404(PaperFile.objects.select_related("file"), incoming=found, file__ref=kept).file
    )
