"""The page of a meeting, its papers as files, the answer of an invited office, the draft article."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tongket.base import clock
from tongket.base.files import attachment, respond
from tongket.base.views import refused
from tongket.directives.outgoing.signed import file_of
from tongket.honours.queries import awards_at
from tongket.programmes.queries import tasks_visible_to
from tongket.programmes.queries import visible_to as programmes_visible_to
from tongket.reviews.meetings.article import draft_article
from tongket.reviews.meetings.book import entered, lines_of, takes_number
from tongket.reviews.meetings.models import Contribution, Invited, Sitting
from tongket.reviews.meetings.offices import parties_of
from tongket.reviews.meetings.papers import INVITATION, PAPERS, invitation, invitations, steps_of
from tongket.reviews.meetings.plan_forms import ReplyForm
from tongket.reviews.meetings.planning import reply_invitation
from tongket.reviews.meetings.prepared import mine
from tongket.reviews.models import Meeting
from tongket.reviews.queries import meetings_visible_to, visible_to
from tongket.reviews.week.clashes import clashes_of
from tongket.units.grants import allowed, require
from tongket.units.middleware import asking
from tongket.units.whose import whose
from tongket.viet.fault import Refusal
from tongket.writer.document import Document
from tongket.writer.docx import render_docx
from tongket.writer.merged import merged_docx, merged_pdf
from tongket.writer.pdf import render_pdf

ENDINGS = ("docx", "pdf")
MANY = {"docx": merged_docx, "pdf": merged_pdf}
ONE = {"docx": render_docx, "pdf": render_pdf}


def _seen(request: HttpRequest, ref: uuid.UUID) -> Meeting:
    hat, day = asking(request)
    seen = meetings_visible_to(hat, day).select_related("unit", "sitting")
    found: Meeting = get_object_or_404(seen, ref=ref)
    request.sample = found.unit.sample  # type: ignore[attr-defined]
    return found


def _may(request: HttpRequest, action: str, unit_id: int) -> bool:
    hat, day = asking(request)
    return hat.unit_id is not None and allowed(hat, action, unit_id=unit_id, day=day)


@require_safe
def meeting(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """A meeting with the programmes it closed, what it decided, and the awards: numbers and posts only.

    Before it is held: its plan, who is invited and what they answered, for those who may see it.
    """
    hat, day = asking(request)
    found = _seen(request, ref)
    conclusions = list(found.conclusions.order_by("order"))
    linked = tasks_visible_to(hat, day).filter(ref__in=[one.task for one in conclusions if one.task])
    given = set(linked.values_list("ref", flat=True))
    context = {
        "meeting": found,
        "whose": whose(found.unit, day),
        "programmes": programmes_visible_to(hat, day).filter(meetings=found).order_by("slug"),
        "conclusions": [(one, one.task in given) for one in conclusions],
        "reviews": visible_to(hat, day).filter(meetings=found).order_by("-as_of", "pk"),
        "may_record": _may(request, "reviews.record_meeting", found.unit_id),
        "waits": any(one.task is None for one in conclusions),
        "awards": awards_at(found.ref),
        **_prepared(request, found),
    }
    return render(request, "reviews/meeting.html", context)


def _prepared(request: HttpRequest, found: Meeting) -> dict[str, Any]:
    """What stands on the page of a meeting that was prepared here."""
    hat, day = asking(request)
    sitting: Sitting | None = getattr(found, "sitting", None)
    if sitting is None:
        return {}
    may_plan = _may(request, "meetings.plan", found.unit_id)
    invited, steps = list(found.invited.order_by("order")), steps_of(sitting)
    waiting = sitting.state == Sitting.State.PLANNED
    answering = [one for one in invited if one.unit_id]
    papers = (
        lines_of(
            found,
            invited=bool(invited) and (waiting or sitting.sent_on is not None),
            steps=bool(steps),
            concluded=found.conclusions.exists(),
        )
        if may_plan
        else []
    )
    invitation = next((one.entered for one in papers if one.name == INVITATION), None)
    own = next((one for one in invited if one.unit_id and one.unit_id == hat.unit_id), None)
    near = hat.unit_id is not None and allowed(
        hat, "meetings.see", unit_id=found.unit_id, day=day, parties=parties_of(found)
    )
    return {
        "sitting": sitting,
        "steps": steps,
        "papers": papers,
        "invitation": invitation,
        "may_send": not takes_number(found, day) or bool(invitation and invitation.symbol),
        "contributions": [
            (one, near and waiting and (may_plan or one.unit_id == hat.unit_id))
            for one in found.contributions.select_related("file").order_by("order")
        ],
        "agreements": programmes_visible_to(hat, day).filter(signed_at=sitting).order_by("slug"),
        "may_plan": may_plan,
        "waiting": waiting,
        "due": found.held_on is None or found.held_on <= day,
        "near": near,
        "invited": invited if may_plan else [],
        "answered": sum(1 for one in answering if one.reply),
        "answering": len(answering),
        "own": own,
        "clashes": clashes_of(found) if may_plan and waiting else [],
    }


@require_safe
def paper(request: HttpRequest, ref: uuid.UUID, name: str, ending: str) -> HttpResponse:
    """A paper of the meeting as .docx or .pdf, as it went out if it did; all invitations together are one file."""
    _hat, day = asking(request)
    if ending not in ENDINGS or (name not in PAPERS and name != "giay-moi"):
        raise Http404
    found = mine(request, ref)
    if name == "giay-moi":
        made: list[Document] = invitations(found.sitting, day)
        if not made:
            raise Http404
        return attachment(MANY[ending](made), f"{name}.{ending}")
    book = entered(found, name)
    if book is not None and book.state in book.WENT_OUT:
        return attachment(file_of(book, ending), f"{book.symbol.replace('/', '-')}.{ending}")
    return attachment(ONE[ending](PAPERS[name](found.sitting, day)), f"{name}.{ending}")


def _invited(request: HttpRequest, ref: uuid.UUID) -> Invited:
    """An invitation, for the office that is invited."""
    hat, day = asking(request)
    one: Invited = get_object_or_404(
        Invited.objects.select_related("meeting__unit", "meeting__sitting", "unit"),
        ref=ref,
        unit__isnull=False,
    )
    require(hat, "meetings.reply", unit_id=one.unit_id or 0, day=day)
    if one.meeting.sitting.sent_on is None:
        raise Http404
    request.sample = one.meeting.unit.sample  # type: ignore[attr-defined]
    return one


@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """The invitation as the invited office reads it, and its answer."""
    hat, _day = asking(request)
    one = _invited(request, ref)
    found = one.meeting
    form = ReplyForm(request.POST or None, initial={"reply": one.reply, "substitute": one.substitute})
    context = {
        "invited": one,
        "meeting": found,
        "sitting": found.sitting,
        "steps": steps_of(found.sitting),
        "form": form,
        "waiting": found.sitting.state == Sitting.State.PLANNED,
        "contributions": found.contributions.filter(unit=one.unit_id).order_by("order"),
    }
    if request.method != "POST" or not form.is_valid():
        return render(request, "reviews/reply.html", context, status=400 if form.errors else 200)
    try:
        reply_invitation(invited=one, **form.cleaned_data, actor=hat, now=clock.now())
    except Refusal as why:
        return refused(request, why, "reviews/reply.html", context)
    messages.success(request, _("Your answer is sent."))
    return redirect("reviews:reply", one.ref)


@require_safe
def own_invitation(request: HttpRequest, ref: uuid.UUID, ending: str) -> HttpResponse:
    """The invitation of one office as a file."""
    _hat, day = asking(request)
    if ending not in ENDINGS:
        raise Http404
    one = _invited(request, ref)
    return attachment(ONE[ending](invitation(one.meeting.sitting, one, day)), f"giay-moi.{ending}")


@require_safe
def contribution(request: HttpRequest, ref: uuid.UUID) -> FileResponse:
    """The text of a contribution: for the officers around the meeting, the invited and whoever contributes."""
    hat, day = asking(request)
    one: Contribution = get_object_or_404(
        Contribution.objects.select_related("meeting__sitting", "file"), ref=ref, file__isnull=False
    )
    require(hat, "meetings.see", unit_id=one.meeting.unit_id, day=day, parties=parties_of(one.meeting))
    assert one.file is not None
    return respond(one.file)


@require_safe
def article(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """A draft of the news about the meeting, to copy and finish."""
    hat, day = asking(request)
    found = _seen(request, ref)
    require(hat, "reviews.record_meeting", unit_id=found.unit_id, day=day)
    if found.planned:
        raise Http404
    closed = visible_to(hat, day).filter(meetings=found).order_by("-as_of", "pk")
    context = {"meeting": found, "article": draft_article(found, closed, awards_at(found.ref))}
    return render(request, "reviews/article.html", context)
