"""A draft sent out for comments, what units say of it and what becomes of that; an approved review sent up."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongket.base import clock
from tongket.base.files import attachment
from tongket.base.views import refused
from tongket.reviews.models import Review
from tongket.reviews.outlines import sending
from tongket.reviews.outlines.forms import AnswerForm, SendForm, UpForm
from tongket.reviews.outlines.models import Comment, Sent
from tongket.reviews.outlines.queries import offices_above, sent_visible_to, units_to_ask
from tongket.reviews.outlines.table import asked_for, comments_on, table_of
from tongket.reviews.queries import parts_of, visible_to
from tongket.units.grants import allowed, require
from tongket.units.middleware import asking
from tongket.units.models import Unit
from tongket.units.whose import whose
from tongket.viet.fault import Refusal
from tongket.writer.files import render_files

ENDINGS = ("docx", "pdf", "html")


def _review(request: HttpRequest, ref: uuid.UUID, action: str, *, state: bool = True) -> Review:
    """The review of the address, for whoever may do this with it."""
    hat, day = asking(request)
    seen = visible_to(hat, day).select_related("unit", "programme__unit", "programme__parent", "document")
    found: Review = get_object_or_404(seen, ref=ref)
    request.sample = found.unit.sample  # type: ignore[attr-defined]
    require(hat, action, unit_id=found.unit_id, day=day, state=found.state if state else "")
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def ask_comments(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """Whom the draft goes to, by when."""
    review = _review(request, ref, "reviews.ask_comments")
    hat, day = asking(request)
    form = SendForm(units_to_ask(review.programme, day), request.POST or None)
    context = {"review": review, "form": form, "asked": asked_for(review, clock.now())}
    if request.method != "POST" or not form.is_valid():
        return render(request, "reviews/comments_ask.html", context, status=400 if form.errors else 200)
    try:
        sent = sending.ask_comments(
            review=review,
            units=list(form.cleaned_data["units"]),
            due_at=form.due_at,
            actor=hat,
            now=clock.now(),
        )
    except Refusal as why:
        return refused(request, why, "reviews/comments_ask.html", context)
    messages.success(request, _("The draft went to %(count)s units.") % {"count": len(sent)})
    return redirect("reviews:answers", review.ref)


def _sent(request: HttpRequest, ref: uuid.UUID) -> Sent:
    hat, day = asking(request)
    seen = sent_visible_to(hat, day).select_related("review__unit", "review__document", "unit")
    found: Sent = get_object_or_404(seen, ref=ref)
    request.sample = found.review.unit.sample  # type: ignore[attr-defined]
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """A box for each part of the draft; all left empty is to agree with it."""
    sent = _sent(request, ref)
    if sent.purpose != Sent.Purpose.COMMENTS:
        raise Http404
    hat, day = asking(request)
    parts = [(0, ""), *enumerate(parts_of(sent.review), start=1)]
    said = {each.place: each for each in sent.comments.all()}
    boxes = [(place, part, request.POST.get(f"m{place}", ""), said.get(place)) for place, part in parts]
    writes = (
        sent.answered_at is None
        and sent.review.state == Review.State.BUILT
        and allowed(hat, "reviews.comment", unit_id=sent.unit_id, day=day)
    )
    context = {
        "sent": sent, "review": sent.review, "boxes": boxes, "writes": writes,
        "whose": whose(sent.unit, day), "asker": whose(sent.review.unit, day),
    }  # fmt: skip
    if request.method != "POST":
        return render(request, "reviews/comment.html", context)
    texts = {place: text for place, _part, text, _said in boxes}
    try:
        made = sending.comment(sent=sent, texts=texts, actor=hat, now=clock.now())
    except Refusal as why:
        return refused(request, why, "reviews/comment.html", context)
    messages.success(
        request,
        _("Comments sent: %(count)s.") % {"count": len(made)}
        if made
        else _("Your unit agrees with the draft."),
    )
    return redirect("reviews:comment", sent.ref)


def _answer_rows(
    comments: list[tuple[Comment, str]], typed: QueryDict | None
) -> list[tuple[Comment, str, AnswerForm]]:
    return [
        (
            row,
            name,
            AnswerForm(typed, prefix=f"c{row.pk}", initial={"answer": row.answer, "reason": row.reason}),
        )
        for row, name in comments
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def answers(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """Comment by comment: taken up or not, and why; who has answered and who not."""
    review = _review(request, ref, "reviews.write", state=False)
    hat, _day = asking(request)
    now = clock.now()
    typed = request.POST if request.method == "POST" else None
    comments = comments_on(review, now)
    rows = _answer_rows(comments, typed)
    asked = asked_for(review, now)
    context: dict[str, Any] = {
        "review": review,
        "rows": rows,
        "asked": asked,
        "answered": sum(sent.answered_at is not None for sent, _name in asked),
        "undecided": sum(not row.answer for row, _name, _form in rows),
        "late": [name for sent, name in asked if not sent.answered_at and sent.due_at and sent.due_at < now],
        "endings": ENDINGS,
    }
    if typed is None:
        return render(request, "reviews/answers.html", context)
    valid = [form.is_valid() for _row, _name, form in rows]
    if not all(valid):
        return render(request, "reviews/answers.html", context, status=400)
    said = {row.pk: form.answered for row, _name, form in rows if form.has_changed()}
    try:
        sending.answer_comments(review=review, answers=said, actor=hat, now=now)
    except Refusal as why:  # what is typed stays, over the answers that stand there now
        again = request.POST.copy()
        for row, _name in comments:
            again |= {f"initial-c{row.pk}-answer": row.answer, f"initial-c{row.pk}-reason": row.reason}
        return refused(
            request, why, "reviews/answers.html", context | {"rows": _answer_rows(comments, again)}
        )
    messages.success(request, _("The answers are kept."))
    return redirect("reviews:answers", review.ref)


@require_safe
def answers_file(request: HttpRequest, ref: uuid.UUID, ending: str) -> HttpResponse:
    """The table as a paper in the official form."""
    review = _review(request, ref, "reviews.write", state=False)
    if ending not in ENDINGS:
        raise Http404
    made = render_files(table_of(review, clock.now()), [ending], lambda _ref: "")[ending]
    return attachment(made, f"tiep-thu-{review.programme.slug}-{review.period}.{ending}")


@require_http_methods(["GET", "HEAD", "POST"])
def send_up(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """To which office above the approved review goes; what it will see there."""
    review = _review(request, ref, "reviews.send_up")
    hat, day = asking(request)
    offices = offices_above(review.unit, review.programme, day)
    form = UpForm(offices, request.POST or None)
    gone = review.sent.filter(purpose=Sent.Purpose.UPWARD).select_related("unit").order_by("at", "pk")
    context = {
        "review": review,
        "form": form,
        "offices": offices,
        "gone": [(each, whose(each.unit, day).name) for each in gone],
    }
    if request.method != "POST" or not form.is_valid():
        return render(request, "reviews/send_up.html", context, status=400 if form.errors else 200)
    to = Unit.objects.get(pk=int(form.cleaned_data["unit"]))
    try:
        sending.send_up(review=review, unit=to, actor=hat, now=clock.now())
    except Refusal as why:
        return refused(request, why, "reviews/send_up.html", context)
    messages.success(request, _("Sent to %(unit)s; it stands on its desk.") % {"unit": offices[to.pk]})
    return redirect("reviews:send-up", review.ref)


@require_POST
def receive(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """The office above says that it has the review."""
    sent = _sent(request, ref)
    if sent.purpose != Sent.Purpose.UPWARD:
        raise Http404
    sending.receive(sent=sent, actor=asking(request)[0], now=clock.now())
    messages.success(request, _("Received; the office below sees the day."))
    return redirect("reviews:review", sent.review.ref)
