"""The outline on the screen: drawn up, sent down, and who has handed in."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tongket.base import clock
from tongket.base.views import refused, seen_version
from tongket.reviews.asked import asked_review
from tongket.reviews.outlines import actions
from tongket.reviews.outlines.forms import (
    LAST,
    FileForm,
    HeadingForm,
    LayoutForm,
    SendForm,
    StartForm,
    TimeForm,
    initial_of,
    lines_for,
)
from tongket.reviews.outlines.models import Outline
from tongket.reviews.outlines.queries import (
    last_outline,
    outlines_visible_to,
    standings,
    tallies,
    units_to_ask,
)
from tongket.units.grants import allowed, require
from tongket.units.middleware import asking
from tongket.units.models import Unit
from tongket.viet.fault import Refusal
from tongket.viet.period import Period

MOST = 40  # headings
EDIT, LAYOUT, TIME = "reviews/outline_edit.html", "reviews/outline_layout.html", "reviews/outline_time.html"


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """The outline of a programme and period; where there is none yet, what it is to begin with."""
    hat, _day = asking(request)
    programme, period = asked_review(request, slug, "reviews.outline")
    known = Outline.objects.filter(programme=programme, period=str(period)).first()
    if known:
        return redirect(known)
    last = last_outline(programme)
    named = f"{last.programme.title}, {Period.parse(last.period).label()}" if last else ""
    form = StartForm(named, request.POST or None, initial={"like": LAST} if last else None)
    context = {"programme": programme, "period": period, "form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "reviews/outline_start.html", context, status=400 if form.errors else 200)
    like = last if form.cleaned_data["like"] == LAST else None
    made = actions.start_outline(programme=programme, period=period, like=like, actor=hat, now=clock.now())
    return redirect(made)


def outline_of(request: HttpRequest, ref: uuid.UUID) -> Outline:
    """The outline of the address, as the hat may read it."""
    hat, day = asking(request)
    seen = outlines_visible_to(hat, day).select_related("programme__unit", "unit")
    found: Outline = get_object_or_404(seen, ref=ref)
    request.sample = found.unit.sample  # type: ignore[attr-defined]
    return found


def may_make(request: HttpRequest, outline: Outline, action: str = "reviews.outline") -> bool:
    hat, day = asking(request)
    return hat.unit_id is not None and allowed(hat, action, unit_id=outline.unit_id, day=day)


@require_http_methods(["GET", "HEAD", "POST"])
def outline_page(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """A draft is changed here; one that is sent down shows who has handed in."""
    outline = outline_of(request, ref)
    makes = may_make(request, outline)
    if outline.state == Outline.State.DRAFT and makes:
        return _edit(request, outline)
    hat, _day = asking(request)
    rows, counts = standings(outline, clock.now())
    mine = next((row for row in rows if row.submission.unit_id == hat.unit_id), None)
    context = _shown(outline) | {
        "rows": rows if makes else [],
        "counts": counts,
        "mine": mine,
        "headings": outline.headings.prefetch_related("indicators").order_by("order"),
        "tallies": tallies(outline) if makes else [],
        "makes": makes,
    }
    return render(request, "reviews/outline.html", context)


def _shown(outline: Outline) -> dict[str, Any]:
    return {"outline": outline, "programme": outline.programme, "period": Period.parse(outline.period)}


def _edit(request: HttpRequest, outline: Outline) -> HttpResponse:
    """All rows as they are typed are kept at every button; add, move and drop change their order."""
    lines = lines_for(outline.programme)
    if request.method != "POST":
        headings = outline.headings.prefetch_related("indicators").order_by("order")
        forms = [
            HeadingForm(lines, prefix=f"m{place}", initial=initial_of(each))
            for place, each in enumerate(headings)
        ]
        return _editor(request, outline, forms)
    forms = _typed(request.POST, lines)
    layout = LayoutForm(outline.layout, request.POST)
    valid = [form.is_valid() for form in (*forms, layout)]
    if not all(valid):
        return _editor(request, outline, forms, layout, status=400)
    do, _sep, place = request.POST.get("do", "").partition("-")
    headings_typed = [form.heading for form in forms]
    at = int(place) if place.isdecimal() and int(place) < len(forms) else 0
    if do == "bo" and len(forms) > 1:
        headings_typed.pop(at)
    elif do in ("len", "xuong"):
        there = max(0, min(len(forms) - 1, at - 1 if do == "len" else at + 1))
        headings_typed.insert(there, headings_typed.pop(at))
    kept = [each for each in headings_typed if each.title.strip() or each.ref]
    hat, _day = asking(request)
    try:
        actions.change_outline(
            outline=outline, headings=kept, layout=layout.cleaned_data, version=seen_version(request) or 0,
            actor=hat, now=clock.now(),
        )  # fmt: skip
    except Refusal as why:
        return refused(request, why, EDIT, editing(outline, forms, layout))
    messages.success(request, _("The outline is kept."))
    return redirect(f"{outline.get_absolute_url()}{'?them=1' if do == 'them' else ''}")


def _typed(data: QueryDict, lines: list[tuple[str, str]]) -> list[HeadingForm]:
    rows = data.get("rows", "")
    count = min(int(rows), MOST) if rows.isdecimal() else 0
    return [HeadingForm(lines, data, prefix=f"m{place}") for place in range(count)]


def editing(outline: Outline, forms: list[HeadingForm], layout: LayoutForm | None = None) -> dict[str, Any]:
    """What the page of a draft shows: its rows as they are typed, over the version that stands there now."""
    outline.refresh_from_db()
    return _shown(outline) | {
        "forms": forms,
        "layout": layout or LayoutForm(outline.layout),
        "file_form": FileForm(),
        "version": outline.version,
    }


def _editor(
    request: HttpRequest,
    outline: Outline,
    forms: list[HeadingForm],
    layout: LayoutForm | None = None,
    status: int = 200,
) -> HttpResponse:
    if "them" in request.GET or not forms:
        forms.append(HeadingForm(lines_for(outline.programme), prefix=f"m{len(forms)}"))
    return render(request, EDIT, editing(outline, forms, layout), status=status)


def made_by(request: HttpRequest, ref: uuid.UUID) -> Outline:
    """The outline of the address, for whoever draws it up."""
    outline = outline_of(request, ref)
    hat, day = asking(request)
    require(hat, "reviews.outline", unit_id=outline.unit_id, day=day)
    return outline


@require_http_methods(["GET", "HEAD", "POST"])
def layout_page(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """The names of the review's parts and who gets it, also once the headings are frozen."""
    outline = made_by(request, ref)
    form = LayoutForm(outline.layout, request.POST if request.method == "POST" else None)
    context = _shown(outline) | {"form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, LAYOUT, context, status=400 if form.errors else 200)
    try:
        actions.change_layout(
            outline=outline, layout=form.cleaned_data, version=seen_version(request) or 0,
            actor=asking(request)[0], now=clock.now(),
        )  # fmt: skip
    except Refusal as why:
        outline.refresh_from_db()
        return refused(request, why, LAYOUT, context)
    messages.success(request, _("The layout is kept; reviews made from now on have it."))
    return redirect(outline)


@require_http_methods(["GET", "HEAD", "POST"])
def more_time(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """Who of those that have not handed in is given more time, until when, and why."""
    outline = made_by(request, ref)
    rows, _counts = standings(outline, clock.now())
    waiting = [row for row in rows if row.submission.submitted_at is None]
    form = TimeForm(waiting, request.POST if request.method == "POST" else None)
    context = _shown(outline) | {"form": form, "waiting": waiting}
    if request.method != "POST" or not form.is_valid():
        return render(request, TIME, context, status=400 if form.errors else 200)
    try:
        given = actions.give_time(
            submissions=list(form.cleaned_data["units"]), until=form.until,
            reason=form.cleaned_data["reason"], actor=asking(request)[0], now=clock.now(),
        )  # fmt: skip
    except Refusal as why:
        return refused(request, why, TIME, context)
    said = _("More time was given to %(count)s units; the first day stays on record.")
    messages.success(request, said % {"count": len(given)})
    return redirect(outline)


@require_http_methods(["GET", "HEAD", "POST"])
def send_down(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """Whom it goes to, by when; from then on the list and the headings stay."""
    outline = made_by(request, ref)
    hat, day = asking(request)
    if outline.state != Outline.State.DRAFT:
        return redirect(outline)
    units = units_to_ask(outline.programme, day)
    parties = outline.programme.parties.exclude(unit=outline.unit_id)
    chosen = list(parties.values_list("unit__ref", flat=True))
    form = SendForm(units, request.POST or None, initial={"units": [str(each) for each in chosen]})
    context = _shown(outline) | {"form": form, "headings": outline.headings.order_by("order")}
    if request.method != "POST" or not form.is_valid():
        return render(request, "reviews/outline_send.html", context, status=400 if form.errors else 200)
    data: dict[str, list[Unit]] = form.cleaned_data
    try:
        sent = actions.send_outline(
            outline=outline, units=list(data["units"]), due_at=form.due_at, actor=hat, now=clock.now()
        )
    except Refusal as why:
        return refused(request, why, "reviews/outline_send.html", context)
    messages.success(
        request, _("Sent down to %(count)s units; it stands on their desks.") % {"count": len(sent)}
    )
    return redirect(outline)
