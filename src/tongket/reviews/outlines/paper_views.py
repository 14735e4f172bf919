"""Out to Word and back: an outline that is changed there, and the words that a unit writes there."""

import uuid
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tongket.base import clock
from tongket.base.files import attachment
from tongket.base.programs import refuse_running
from tongket.base.views import refused
from tongket.reviews.outlines.forms import FileForm, HeadingForm, LayoutForm, initial_of, lines_for, typed_of
from tongket.reviews.outlines.models import Outline
from tongket.reviews.outlines.paper import changes, outline_brought, outline_file, words_brought, words_file
from tongket.reviews.outlines.queries import boxes_of
from tongket.reviews.outlines.views import EDIT, editing, made_by
from tongket.reviews.outlines.word_views import WRITE, submission_of, writing
from tongket.reviews.outlines.words import paragraphs
from tongket.units.grants import require
from tongket.units.middleware import asking
from tongket.viet.fault import Refusal, refusal


@require_safe
def outline_download(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    outline = made_by(request, ref)
    return attachment(outline_file(outline), f"de-cuong-{outline.programme.slug}-{outline.period}.docx")


@require_POST
def outline_upload(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """What the file would change, and its rows in the form: kept by the same button as what is typed."""
    outline = made_by(request, ref)
    if outline.state != Outline.State.DRAFT:
        raise refusal("outline.sent_already")
    lines = lines_for(outline.programme)
    try:
        brought = _read(request, lambda data, name: outline_brought(data, name, outline))
    except Refusal as why:
        kept = outline.headings.prefetch_related("indicators").order_by("order")
        forms = [
            HeadingForm(lines, prefix=f"m{at}", initial=initial_of(each)) for at, each in enumerate(kept)
        ]
        return refused(request, why, EDIT, editing(outline, forms))
    rows = [
        HeadingForm(lines, prefix=f"m{at}", initial=typed_of(each))
        for at, each in enumerate(brought.headings)
    ]
    context = editing(outline, rows, LayoutForm(brought.layout))
    read = {"changes": changes(outline, brought), "from_file": True, "version": brought.version}
    return render(request, EDIT, context | read)


def _read[T](request: HttpRequest, read: Callable[[bytes, str], T]) -> T:
    """The file that was sent, as `read` understands it; the file itself is kept nowhere."""
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        raise refusal("outline.no_file")
    sent = form.cleaned_data["file"]
    data = sent.read()
    if len(data) > settings.FILE_LIMIT:
        raise refusal("file.too_big", sent.name, megabytes=settings.FILE_LIMIT // 2**20)
    refuse_running(data, sent.name)
    return read(data, sent.name)


@require_safe
def words_download(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    one = submission_of(request, ref)
    hat, day = asking(request)
    require(hat, "reviews.hand_in", unit_id=one.unit_id, day=day, state=one.state)
    name = f"bai-viet-{one.outline.programme.slug}-{one.outline.period}.docx"
    return attachment(words_file(one, clock.now()), name)


@require_POST
def words_upload(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """The words land in their boxes, beside those that are kept; nothing is kept before the unit says so."""
    one = submission_of(request, ref)
    hat, day = asking(request)
    require(hat, "reviews.hand_in", unit_id=one.unit_id, day=day, state=one.state)
    now = clock.now()
    try:
        texts = _read(request, lambda data, name: words_brought(data, name, one, now))
    except Refusal as why:
        return refused(request, why, WRITE, writing(request, one))
    boxes = boxes_of(one, now)
    for box in boxes:
        text = texts[box.heading.order]
        if paragraphs(text) != paragraphs(box.text):
            box.theirs, box.text, box.brought = box.text or None, text, True
    changed = sum(box.brought for box in boxes)
    if not changed:
        messages.success(request, _("The file says what is kept here already."))
        return redirect(one)
    return render(request, WRITE, writing(request, one, boxes) | {"changed": changed})
