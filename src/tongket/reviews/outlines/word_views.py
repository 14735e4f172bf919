"""One unit's words: written under the headings and handed in by it, read and returned by the unit that asks."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tongket.base import clock
from tongket.base.faults import explain
from tongket.base.middleware import status_of
from tongket.base.views import refused, seen_version
from tongket.reviews.models import Review
from tongket.reviews.outlines import actions
from tongket.reviews.outlines.forms import FileForm, ReturnWordsForm
from tongket.reviews.outlines.models import Submission
from tongket.reviews.outlines.queries import Box, boxes_of, reports_of, submissions_visible_to
from tongket.units.grants import allowed
from tongket.units.middleware import asking
from tongket.units.whose import whose
from tongket.viet.fault import Refusal
from tongket.viet.period import Period

WRITE = "reviews/words_write.html"


def submission_of(request: HttpRequest, ref: uuid.UUID) -> Submission:
    """What a unit writes, by its address, as the hat may read it."""
    hat, day = asking(request)
    seen = submissions_visible_to(hat, day).select_related("outline__programme", "outline__unit", "unit")
    found: Submission = get_object_or_404(seen, ref=ref)
    request.sample = found.unit.sample  # type: ignore[attr-defined]
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def words_page(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """Its unit writes here as long as it is not handed in; the unit that asks reads it once it is."""
    one = submission_of(request, ref)
    hat, day = asking(request)
    writes = allowed(hat, "reviews.hand_in", unit_id=one.unit_id, day=day, state=one.state)
    if request.method == "POST":
        if request.POST.get("do") == "tra":
            return _return(request, one)
        if request.POST.get("do") == "o":
            return _keep_box(request, one)
        return _keep(request, one)
    if writes:
        return render(request, WRITE, writing(request, one))
    return render(request, "reviews/words_read.html", _reading(request, one))


def writing(request: HttpRequest, one: Submission, boxes: list[Box] | None = None) -> dict[str, Any]:
    """What the page of the unit that writes shows."""
    _hat, day = asking(request)
    now = clock.now()
    boxes = boxes if boxes is not None else boxes_of(one, now)
    return {
        "one": one,
        "outline": one.outline,
        "programme": one.outline.programme,
        "period": Period.parse(one.outline.period),
        "whose": whose(one.unit, day),
        "boxes": boxes,
        "left": sum(not box.written for box in boxes),
        "reports": reports_of(one),
        "kept_at": now,
        "file_form": FileForm(),
        "approved": _approved(one),
    }


def _approved(one: Submission) -> Review | None:
    """The review that is approved already: words that come now are not in it."""
    made = Review.objects.filter(programme=one.outline.programme_id, period=one.outline.period)
    return made.filter(state__in=(Review.State.APPROVED, Review.State.PUBLISHED)).order_by("-as_of").first()


def _reading(request: HttpRequest, one: Submission, **more: Any) -> dict[str, Any]:
    """To the unit that asks a draft, and what was returned, is not open yet."""
    hat, day = asking(request)
    own = hat.unit_id == one.unit_id
    handed_in = one.state == Submission.State.SUBMITTED
    may_return = handed_in and allowed(hat, "reviews.return_words", unit_id=one.outline.unit_id, day=day)
    offered = {"return_form": ReturnWordsForm() if may_return else None, "open": own or handed_in}
    return writing(request, one) | offered | more


def _typed(request: HttpRequest, box: Box) -> tuple[str, int] | None:
    """What was sent for a heading, and the version that was seen while writing."""
    key = f"m{box.heading.order}"
    if key not in request.POST:
        return None
    return request.POST[key], seen_version(request, f"v{box.heading.order}") or 0


def _write(request: HttpRequest, one: Submission, box: Box) -> Refusal | None:
    """Keep one box; what is refused stays typed, beside the text that is kept."""
    typed = _typed(request, box)
    if typed is None:
        return None
    text, version = typed
    hat, _day = asking(request)
    kept, box.text = box.text, text
    try:
        passage = actions.write_passage(
            submission=one, heading=box.heading, text=text, version=version, actor=hat, now=clock.now()
        )
    except Refusal as why:
        box.fault = " ".join(explain(fault) for fault in why.faults)
        box.theirs = kept if kept.strip() != text.strip() and box.version != version else None
        return why
    box.text, box.version = passage.text, passage.version
    return None


def _keep_box(request: HttpRequest, one: Submission) -> HttpResponse:
    """A box keeps itself while it is written in: what became of it, and how many are left."""
    boxes = boxes_of(one, clock.now())
    box = next((each for each in boxes if str(each.heading.order) == request.POST.get("box")), None)
    if box is not None:
        _write(request, one, box)
    return render(
        request, "reviews/words_kept.html", writing(request, one, boxes) | {"box": box, "alone": True}
    )


def _keep(request: HttpRequest, one: Submission) -> HttpResponse:
    """Keep all boxes; and hand them in, if that was asked for. Whatever is refused stays typed."""
    hat, _day = asking(request)
    boxes = boxes_of(one, clock.now())
    refusals = [why for box in boxes if (why := _write(request, one, box))]
    if refusals:
        why = Refusal(*(fault for each in refusals for fault in each.faults))
        if status_of(why) == 403:
            raise why
        return refused(request, why, WRITE, writing(request, one, boxes))
    if request.POST.get("do") != "gui":
        messages.success(request, _("The words are kept."))
        return redirect(f"{one.get_absolute_url()}?luu=1")
    try:
        actions.hand_in(submission=one, actor=hat, now=clock.now())
    except Refusal as why:
        return refused(request, why, WRITE, writing(request, one, boxes))
    messages.success(request, _("Handed in. The unit that asks has been told."))
    return redirect(one)


def _return(request: HttpRequest, one: Submission) -> HttpResponse:
    hat, _day = asking(request)
    form = ReturnWordsForm(request.POST)
    if not form.is_valid():
        context = _reading(request, one, return_form=form)
        return render(request, "reviews/words_read.html", context, status=400)
    actions.return_words(submission=one, reason=form.cleaned_data["reason"], actor=hat, now=clock.now())
    messages.success(request, _("Returned with its reason."))
    return redirect(one.outline)
