"""The composer: what still needs a word, the page as it will print, and the button that makes the review."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tongket.base import clock
from tongket.base.middleware import status_of
from tongket.figures.models import Figure
from tongket.programmes.models import Programme
from tongket.reviews.actions import (
    SECTIONS,
    build_review,
    change_claim,
    claim,
    drop_claim,
    write_words,
)
from tongket.reviews.asked import asked_review
from tongket.reviews.compose import compose
from tongket.reviews.forms import BuildForm, ClaimForm, WordsForm, choices_for
from tongket.reviews.gather import gather
from tongket.reviews.gather.outline import doubts, outline_of
from tongket.reviews.gather.records import figures_named, is_sum
from tongket.reviews.making import ask_for_review, worker_is_here
from tongket.reviews.models import Claim, Review
from tongket.reviews.outlines.models import Piece
from tongket.reviews.queries import visible_to, words_of
from tongket.reviews.render import trail_link
from tongket.reviews.sources import for_reading
from tongket.reviews.texts import Place, place_of
from tongket.units.hats import Hat
from tongket.units.middleware import asking
from tongket.viet.fault import Refusal
from tongket.viet.period import Period
from tongket.writer.html import body_html, stylesheet

TITLES = {
    "grounds": gettext_lazy("Guidance and direction"),
    "tasks": gettext_lazy("Results of the tasks"),
    "next": gettext_lazy("Tasks of the next period"),
    "proposals": gettext_lazy("Recommendations"),
}


@dataclass
class Section:
    """One section that takes words: its form, and what somebody else has written meanwhile."""

    key: str
    title: str
    form: WordsForm
    written: bool
    theirs: str = ""
    taken: int = 0


@require_http_methods(["GET", "HEAD", "POST"])
def compose_page(request: HttpRequest, slug: str) -> HttpResponse:
    programme, period = asked_review(request, slug, "reviews.write")
    doing = {"words": _write, "claim": _claim, "drop": _drop, "build": _build}.get(request.POST.get("do", ""))
    if request.method == "POST" and doing is not None:
        return doing(request, programme, period)
    return render(request, "reviews/compose.html", _context(request, programme, period))


def _context(request: HttpRequest, programme: Programme, period: Period, **more: Any) -> dict[str, Any]:
    hat, day = asking(request)
    now, outline = clock.now(), outline_of(programme, period)
    whole = (
        period.end >= programme.term_end and period.end <= day
    )  # a part of its time is looked back on in between
    kind = Review.Kind.FINAL if whole else Review.Kind.INTERIM
    rows, offered = more.pop("judged", None) or _judged(programme, period, now)
    made = list(
        visible_to(hat, day).filter(programme=programme, period=str(period)).order_by("-as_of", "-pk")
    )
    return {
        "programme": programme,
        "period": period,
        "periods": _periods(programme),
        "sections": more.pop("sections", None) or _sections(programme, period),
        "doubts": doubts(outline, now) if outline else (),
        "claims": rows,
        "claim_form": ClaimForm(offered),
        "build_form": BuildForm(now, initial={"kind": kind, "period": str(period)}),
        "made": made,
        "meeting": _meeting_after(made, hat, day),
        "preview": _preview(programme, period, kind) if "xem" in request.GET else "",
        "style": stylesheet(),
        **more,
    }


def _periods(programme: Programme) -> list[Period]:
    """What may be chosen without knowing how a period is written: the term, its years and their parts."""
    years = range(programme.term_start.year, programme.term_end.year + (programme.term_end.month > 1))
    parts = ("", "-H1", "-9M", "-Q1", "-Q2", "-Q3", "-Q4")
    texts = [programme.term, *(f"{year}{part}" for year in years for part in parts)]
    return [Period.parse(text) for text in dict.fromkeys(texts)]


def _meeting_after(made: Sequence[Review], hat: Hat, day: date) -> Place | None:
    """The meeting that was held over the newest text, as long as no final one is made."""
    place = place_of(made[0], hat, day) if made else None
    return place if place and place.discussed else None


def _sections(programme: Programme, period: Period) -> list[Section]:
    written, pieces = words_of(programme, period), _taken(programme, period)
    return [
        Section(
            key,
            str(TITLES[key]),
            WordsForm(
                prefix=key,
                initial={"text": written[key].text, "version": written[key].version}
                if key in written
                else None,
            ),
            key in written,
            taken=pieces.get(key, 0),
        )
        for key in SECTIONS
    ]


def _taken(programme: Programme, period: Period) -> dict[str, int]:
    """By part of the review: how many texts were made of the units' words."""
    pieces = Piece.objects.filter(heading__outline__programme=programme, heading__outline__period=str(period))
    return dict(pieces.values_list("heading__section").annotate(n=Count("pk")).order_by())


def _preview(programme: Programme, period: Period, kind: str) -> str:
    """The body as it would be frozen just now."""
    document = compose(gather(programme=programme, period=period, kind=kind, as_of=clock.now()))
    return body_html(for_reading(document, draft=True), trail_link())


def _here(programme: Programme, period: Period) -> str:
    return f"{reverse('reviews:compose', args=[programme.slug])}?ky={period}"


def _write(request: HttpRequest, programme: Programme, period: Period) -> HttpResponse:
    """Two people may write the same section: the second sees both texts and loses nothing."""
    hat, _day = asking(request)
    key = request.POST.get("section", "")
    form = WordsForm(request.POST, prefix=key)
    if not form.is_valid():
        return _again(request, programme, period, key, form, 400)
    try:
        write_words(
            programme=programme, period=period, section=key, text=form.cleaned_data["text"],
            version=form.cleaned_data["version"], actor=hat, now=clock.now(),
        )  # fmt: skip
    except Refusal as why:
        return _again(request, programme, period, key, form, status_of(why), why)
    messages.success(request, _("The words are kept."))
    return redirect(_here(programme, period) + f"#{key}")


def _again(
    request: HttpRequest,
    programme: Programme,
    period: Period,
    key: str,
    form: WordsForm,
    status: int,
    why: Refusal | None = None,
) -> HttpResponse:
    sections = _sections(programme, period)
    written = words_of(programme, period).get(key)
    for section in sections:
        if section.key == key:
            typed = {"text": form.data.get(f"{key}-text", ""), "version": written.version if written else 0}
            section.form = WordsForm(prefix=key, initial=typed)
            section.theirs = written.text if written else ""
    context = _context(request, programme, period, sections=sections, refusal=why)
    return render(request, "reviews/compose.html", context, status=status)


@dataclass
class Judgement:
    """A judgement on the page: the figures it rests on as they stand, and its form."""

    claim: Claim
    figures: list[tuple[str, str]]
    form: ClaimForm


def _judged(
    programme: Programme, period: Period, now: datetime
) -> tuple[list[Judgement], list[tuple[str, str]]]:
    """All judgements, and what each of them, or a new one, may rest on."""
    rows = list(Claim.objects.filter(programme=programme, period=str(period)).order_by("order", "pk"))
    refs = {ref for row in rows for ref in row.figures if not is_sum(ref)}
    named = figures_named(refs, now)
    offered = choices_for(programme, period, now, [figure.pk for figure in named.values()])
    words = dict(offered)
    found = []
    for row in rows:
        stands = [str(named[ref].ref) if ref in named else ref for ref in row.figures]
        figures = [ref for ref in stands if ref in words]
        initial = {"text": row.text, "version": row.version, "figures": figures}
        shown = [(ref if is_sum(ref) else f"f/{ref}", words[ref]) for ref in figures]
        found.append(Judgement(row, shown, ClaimForm(offered, prefix=f"c{row.pk}", initial=initial)))
    return found, offered


def _claim(request: HttpRequest, programme: Programme, period: Period) -> HttpResponse:
    """A new judgement, or one that stands there with other words or figures."""
    hat, _day = asking(request)
    known = _known(request, programme, period)
    rows, offered = _judged(programme, period, clock.now())
    mine = next((row for row in rows if row.claim == known), None)
    form = ClaimForm(offered, request.POST, prefix=mine.form.prefix if mine else None)
    context: dict[str, Any] = {"judged": (rows, offered)}
    if mine:
        mine.form = form
    else:
        context["claim_form"] = form
    if not form.is_valid():
        shown = _context(request, programme, period, **context)
        return render(request, "reviews/compose.html", shown, status=400)
    typed = {"text": form.cleaned_data["text"], "figures": _chosen(form.cleaned_data["figures"])}
    try:
        if mine:
            seen = form.cleaned_data["version"] or 0
            change_claim(claim=mine.claim, version=seen, actor=hat, now=clock.now(), **typed)
        else:
            claim(programme=programme, period=period, actor=hat, now=clock.now(), **typed)
    except Refusal as why:
        if mine:  # what is typed stays, over the version that stands there now
            again = request.POST.copy()
            again[form.add_prefix("version")] = str(Claim.objects.get(pk=mine.claim.pk).version)
            mine.form = ClaimForm(offered, again, prefix=form.prefix)
        shown = _context(request, programme, period, refusal=why, **context)
        return render(request, "reviews/compose.html", shown, status=status_of(why))
    messages.success(request, _("The judgement is kept."))
    return redirect(_here(programme, period) + "#claims")


def _chosen(refs: list[str]) -> list[Figure | str]:
    """Sums by their refs, then the figures that were ticked."""
    figures = Figure.objects.filter(ref__in=[ref for ref in refs if not is_sum(ref)]).order_by("pk")
    return [*(ref for ref in refs if is_sum(ref)), *figures]


def _known(request: HttpRequest, programme: Programme, period: Period) -> Claim | None:
    """The judgement that a button is about; none: a new one."""
    ref = request.POST.get("claim", "")
    rows = Claim.objects.filter(programme=programme, period=str(period)).select_related("programme__unit")
    return next((row for row in rows if str(row.ref) == ref), None)


def _drop(request: HttpRequest, programme: Programme, period: Period) -> HttpResponse:
    hat, _day = asking(request)
    if row := _known(request, programme, period):
        drop_claim(claim=row, actor=hat, now=clock.now())
        messages.success(request, _("The judgement is left out; reviews made already keep it."))
    return redirect(_here(programme, period) + "#claims")


def _build(request: HttpRequest, programme: Programme, period: Period) -> HttpResponse:
    hat, _day = asking(request)
    now = clock.now()
    form = BuildForm(now, request.POST)
    if not form.is_valid():
        context = _context(request, programme, period, build_form=form)
        return render(request, "reviews/compose.html", context, status=400)
    make = ask_for_review if worker_is_here(now) else _made_now
    try:
        ref = make(programme=programme, actor=hat, now=now, **form.cleaned_data)
    except Refusal as why:
        context = _context(request, programme, period, build_form=form, refusal=why)
        return render(request, "reviews/compose.html", context, status=status_of(why))
    if make is _made_now:
        said = _("The review is made and frozen. Read it before it is approved and published.")
        messages.success(request, said)
    return redirect("reviews:review", ref)


def _made_now(**asked: Any) -> uuid.UUID:
    return build_review(**asked).ref
