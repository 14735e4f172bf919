"""Papers that go out, on the screen: the register, a draft, one paper with its way, the numbers of a body."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tongket.base import clock
from tongket.base.faults import explain
from tongket.base.files import attachment, open_file, put_file, respond
from tongket.base.filetypes import DOCX
from tongket.base.models import Access, File
from tongket.base.views import refused, seen_version
from tongket.directives.digital import signatures_kept
from tongket.directives.incoming.queries import visible_to as incoming_visible_to
from tongket.directives.incoming.views import may
from tongket.directives.models import Incoming, Outgoing, OutgoingStep
from tongket.directives.outgoing.actions import change_draft, draft_paper
from tongket.directives.outgoing.copy_views import can_be_copied, change_copied, copies_made, told_of_copy
from tongket.directives.outgoing.document import form_by_name
from tongket.directives.outgoing.forms import DraftForm
from tongket.directives.outgoing.package import package_of
from tongket.directives.outgoing.queries import (
    NUMBERED,
    ON_THE_WAY,
    bodies_for,
    search_papers,
    slip_of,
    visible_to,
    waits_for,
    way_of,
)
from tongket.directives.outgoing.signed import MEDIA, file_of, pdf_to_sign, signed_file
from tongket.directives.outgoing.steps import asked_for, bound, may_take, offers, take
from tongket.directives.outgoing.way import VERBS, require_step
from tongket.directives.titles import kind_word, titled
from tongket.law.kinds import COPIES
from tongket.units.grants import require
from tongket.units.middleware import asking
from tongket.units.models import Unit
from tongket.units.queries import names_of
from tongket.viet.fault import Fault, Refusal
from tongket.writer.form import departures, read_paper
from tongket.writer.layout import FORMS, addressed_lines

PAGE = 50
ENDINGS = ("docx", "pdf", "edxml")
# The way of a paper as its page shows it, from left to right.
WAY = list(Outgoing.State)
INITIALLED = (Outgoing.State.HEADED, Outgoing.State.FORMED)  # nobody initials a copy


def _paper(request: HttpRequest, ref: uuid.UUID) -> Outgoing:
    hat, day = asking(request)
    found: Outgoing = get_object_or_404(
        visible_to(hat, day).select_related("unit", "drafter", "file", "issued_file", "answers", "directive"),
        ref=ref,
    )
    request.sample = found.unit.sample  # type: ignore[attr-defined]
    return found


@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    """The register of papers that go out: what is on its way first."""
    hat, day = asking(request)
    require(hat, "directives.see_papers", unit_id=hat.unit_id or 0, day=day)
    words, kind, group = (request.GET.get(name, "").strip()[:200] for name in ("tim", "loai", "nhom"))
    rows = Paginator(search_papers(hat, day, words, group, kind), PAGE).get_page(request.GET.get("page"))
    names = names_of({one.drafter_id for one in rows}, day)
    kinds = sorted(visible_to(hat, day).order_by().values_list("kind", flat=True).distinct())
    context = {
        "words": words,
        "kind": kind,
        "group": group,
        "kinds": [(code, kind_word(code)) for code in kinds],
        "rows": rows,
        "lines": [
            (one, names.get(one.drafter_id, ""), titled(one.kind, one.abstract), tone_of(one)) for one in rows
        ],
        "tabs": [
            (_("All"), "?", group not in (ON_THE_WAY, NUMBERED)),
            (_("On their way"), f"?nhom={ON_THE_WAY}", group == ON_THE_WAY),
            (_("Numbered"), f"?nhom={NUMBERED}", group == NUMBERED),
        ],
        "may_draft": may(request, "directives.draft") and bool(bodies_for(hat, day)),
        "may_take_in": may(request, "directives.receive"),
    }
    return render(request, "outgoing/list.html", context)


def tone_of(paper: Outgoing) -> str:
    """The tone of a paper's state: a draft, on its way, out."""
    if paper.state == Outgoing.State.DRAFT:
        return "draft"
    return "done" if paper.state in Outgoing.WENT_OUT else "open"


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Begin a paper; an answer knows what it answers."""
    hat, day = asking(request)
    require(hat, "directives.draft", unit_id=hat.unit_id or 0, day=day)
    bodies = bodies_for(hat, day)
    answered = _answered(request)
    form = DraftForm(bodies, day, *_sent(request), initial=_initial(bodies, answered))
    context = {"form": form, "answered": answered, "bodies": bodies}
    if request.method != "POST" or not bodies:
        return render(request, "outgoing/draft.html", context)
    if "kinds" in request.POST:
        context["form"] = DraftForm(bodies, day, initial=_as_typed(request))
        return render(request, "outgoing/draft.html", context)
    if not form.is_valid():
        return render(request, "outgoing/draft.html", context, status=400)
    body = form.cleaned_data["body"]
    try:
        made = draft_paper(
            unit=body,
            drafter=Unit.objects.get(pk=hat.unit_id or 0),
            draft=form.draft(),
            file=_uploaded(form, body),
            recipients=form.cleaned_data["units"],
            answers=answered,
            actor=hat,
            now=clock.now(),
        )
    except Refusal as why:
        return refused(request, why, "outgoing/draft.html", context)
    messages.success(request, _("The draft is kept. It gets its number once it is signed."))
    return redirect(made)


def _sent(request: HttpRequest) -> tuple[Any, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _as_typed(request: HttpRequest) -> dict[str, Any]:
    """What was typed, to be shown with the kinds and recipients of another body."""
    return {**request.POST.dict(), "units": request.POST.getlist("units")}


def _answered(request: HttpRequest) -> Incoming | None:
    """The paper that the draft answers, if the hat may read it."""
    hat, day = asking(request)
    try:
        ref = uuid.UUID(request.GET.get("den", ""))
    except ValueError:
        return None
    return incoming_visible_to(hat, day).filter(ref=ref).first()


def _initial(bodies: dict[int, str], answered: Incoming | None) -> dict[str, Any]:
    first = Unit.objects.filter(pk=next(iter(bodies), 0)).first()
    found: dict[str, Any] = {"body": first.ref if first else "", "kind": "CV"}
    if answered:
        found |= {"addressees": answered.sender, "others": "Như trên"}
        if answered.symbol:
            found["abstract"] = _("answering %(symbol)s: %(abstract)s") % {
                "symbol": answered.symbol, "abstract": answered.abstract[:300],
            }  # fmt: skip
    return found


def _uploaded(form: DraftForm, body: Unit) -> File | None:
    sent = form.cleaned_data["paper"]
    if not sent:
        return None
    now = clock.now()
    return put_file(data=sent.read(), name=sent.name, unit_id=body.pk, access=Access.UNIT, now=now, sent=True)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """Change a draft; who has changed it meanwhile is not written over."""
    found = _paper(request, ref)
    hat, day = asking(request)
    if found.kind in COPIES:
        return change_copied(request, found)
    require(hat, "directives.draft", unit_id=found.drafter_id, day=day)
    bodies = {found.unit_id: names_of([found.unit_id], day).get(found.unit_id, "")}
    kept = {name: getattr(found, name) for name in DraftForm.base_fields if hasattr(found, name)}
    kept |= {
        "body": found.unit.ref,
        "units": [one.unit.ref for one in found.recipients.select_related("unit")],
    }
    form = DraftForm(bodies, day, *_sent(request), initial=kept)
    context = {
        "form": form,
        "paper": found,
        "bodies": bodies,
        "version": request.POST.get("version", found.version),
    }
    if request.method != "POST" or not form.is_valid():
        return render(request, "outgoing/draft.html", context, status=400 if form.errors else 200)
    try:
        change_draft(
            paper=found,
            version=seen_version(request) or 0,
            draft=form.draft(),
            file=_uploaded(form, found.unit),
            recipients=form.cleaned_data["units"],
            actor=hat,
            now=clock.now(),
        )
    except Refusal as why:
        return refused(request, why, "outgoing/draft.html", context)
    messages.success(request, _("The draft is changed; the text before is kept."))
    return redirect(found)


@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """One paper: where it stands on its way, what comes next, what happened so far."""
    found = _paper(request, ref)
    hat, _day = asking(request)
    kind = asked_for(request)
    if request.method != "POST" or not kind:
        return render(request, "outgoing/paper.html", _context(request, found))
    form = bound(kind, found, request.POST, request.FILES)
    if form is not None and not form.is_valid():
        return render(request, "outgoing/paper.html", _context(request, found, (kind, form)), status=400)
    try:
        take(kind, found, form, hat, clock.now())
    except Refusal as why:
        return refused(request, why, "outgoing/paper.html", _context(request, found, (kind, form)))
    found.refresh_from_db()
    done = OutgoingStep.Kind(kind).label
    messages.success(request, _("Done: %(what)s.") % {"what": f"{done} {found.symbol}".strip()})
    return redirect(found)


def _context(request: HttpRequest, found: Outgoing, typed: tuple[str, Any] | None = None) -> dict[str, Any]:
    hat, day = asking(request)
    names = names_of(
        [found.unit_id, found.drafter_id, *found.recipients.values_list("unit_id", flat=True)], day
    )
    way = [one for one in WAY if found.kind not in COPIES or one not in INITIALLED]
    at = way.index(Outgoing.State(found.state))
    signed = signed_file(found)
    offered = offers(hat, found, day, typed)
    return {
        "paper": found,
        "kind": kind_word(found.kind),
        "tone": tone_of(found),
        "body": names.get(found.unit_id, ""),
        "drafter": names.get(found.drafter_id, ""),
        "unconfirmed": not FORMS[form_by_name(names.get(found.unit_id, ""))].confirmed,
        "addressed": addressed_lines([line for line in found.addressees.splitlines() if line.strip()]),
        "receivers": [names[one.unit_id] for one in found.recipients.order_by("unit_id")],
        "others": [line for line in found.others.splitlines() if line.strip()],
        "way": [(state.label, place < at, place == at) for place, state in enumerate(way)],
        "steps": list(reversed(way_of(found))),
        "signatures": signatures_kept(signed.sha256) if signed else (),
        "offers": offered,
        "may_change": may_take(hat, found, OutgoingStep.Kind.CHANGED, day),
        "change_verb": VERBS[OutgoingStep.Kind.CHANGED],
        "form_faults": _form_faults(found),
        "filed_in": [one.work_file for one in found.filed_in.select_related("work_file")],
        "waits": None if any(not one.quiet for one in offered) else waits_for(found, day),
        "has_slip": found.state not in (Outgoing.State.DRAFT, Outgoing.State.HEADED, Outgoing.State.FORMED),
        "went_out": found.state in Outgoing.WENT_OUT,
        "may_copy": can_be_copied(found) and may(request, "directives.copy"),
        "copies": copies_made(found),
        **told_of_copy(hat, found, day),
    }


def _form_faults(found: Outgoing) -> list[str] | None:
    """Where an uploaded Word file departs from the official form; None where there is none to look at."""
    if found.file is None or found.state in Outgoing.WENT_OUT or found.file.type != DOCX:
        return None
    try:
        with open_file(found.file) as data:
            return [
                explain(Fault(one.code, values=one.values)) for one in departures(read_paper(data.read(), ""))
            ]
    except Refusal as why:
        return [explain(fault) for fault in why.faults]


@require_safe
def slip(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """The routing slip of a paper, to print."""
    found = _paper(request, ref)
    return render(request, "outgoing/slip.html", _context(request, found) | {"slip": slip_of(found)})


@require_safe
def download(request: HttpRequest, ref: uuid.UUID, form: str) -> HttpResponseBase:
    """The paper: as it went out (`ban`), the uploaded draft (`tep`), to be signed digitally by who asks for it (`ky`),
    in official form, or as an edXML package.
    """
    found = _paper(request, ref)
    if form == "ky":
        return _to_sign(request, found)
    if form in ("ban", "tep"):
        file = found.issued_file if form == "ban" else found.file
        if file is None:
            raise Http404
        return respond(file)
    if form not in ENDINGS:
        raise Http404
    if form == "edxml":
        data = package_of(found, sender_id=request.GET.get("ma", "")[:40])
    elif found.issued_file is not None and found.issued_file.type == MEDIA[form]:
        return respond(found.issued_file)
    else:
        data = file_of(found, form)
    name = (found.symbol or "du-thao").replace("/", "-")
    return attachment(data, f"{name}.{form}")


def _to_sign(request: HttpRequest, found: Outgoing) -> HttpResponseBase:
    """The PDF for the leader who asks for it: the place of the name bears this leader's."""
    hat, day = asking(request)
    require(hat, "directives.sign", unit_id=found.unit_id, day=day)
    require_step(found, OutgoingStep.Kind.SIGNED)
    return attachment(pdf_to_sign(found, hat, clock.now()), "van-ban-de-ky-so.pdf")
