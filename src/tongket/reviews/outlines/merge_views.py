"""The composer's page: under one heading, what all units wrote side by side, and the text of the draft beside it."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tongket.base import clock
from tongket.base.views import refused, seen_version
from tongket.reviews.gather.outline import told
from tongket.reviews.outlines import merging
from tongket.reviews.outlines.models import Heading, Outline, Piece
from tongket.reviews.outlines.queries import columns_of, doubted_in, tallies, unused_units
from tongket.reviews.outlines.views import outline_of
from tongket.reviews.outlines.words import tidy
from tongket.units.grants import require
from tongket.units.middleware import asking
from tongket.units.queries import names_of
from tongket.viet.fault import Refusal
from tongket.viet.period import Period

KINDS = {"lay": Piece.Kind.TAKE, "gop": Piece.Kind.MERGE, "trich": Piece.Kind.QUOTE}


@require_http_methods(["GET", "HEAD", "POST"])
def merge_page(request: HttpRequest, ref: uuid.UUID, order: int) -> HttpResponse:
    """One heading: take, merge or quote the ticked paragraphs; edit, move or leave out a text of the draft."""
    outline = outline_of(request, ref)
    hat, day = asking(request)
    require(hat, "reviews.write", unit_id=outline.unit_id, day=day)
    if outline.state == Outline.State.DRAFT:
        return redirect(outline)
    heading = outline.headings.filter(order=order).first()
    if heading is None:
        raise Http404
    heading.outline = outline
    if request.method == "POST":
        return _do(request, heading)
    return render(request, "reviews/merge.html", _context(request, heading))


def _do(request: HttpRequest, heading: Heading) -> HttpResponse:
    """Whatever button it was: what was typed into the texts of the draft is kept first."""
    do, _sep, piece_ref = request.POST.get("do", "").partition("-")
    typed = {
        str(each.ref): request.POST[f"t-{each.ref}"]
        for each in heading.pieces.all()
        if f"t-{each.ref}" in request.POST and not (do == "bo" and str(each.ref) == piece_ref)
    }
    try:
        changed = _keep_texts(request, heading, typed)
        anchor = (
            _use(request, heading, KINDS[do]) if do in KINDS else _change(request, heading, do, piece_ref)
        )
    except Refusal as why:
        return refused(request, why, "reviews/merge.html", _context(request, heading, typed))
    if changed and do == "luu":
        messages.success(request, _("The text is kept."))
    after = request.POST.getlist("doan")[-1:] if do in KINDS else []
    return redirect(f"{_here(heading)}{'?sau=' + after[0] if after else ''}#{anchor}")


def _keep_texts(request: HttpRequest, heading: Heading, typed: dict[str, str]) -> int:
    hat, _day = asking(request)
    changed = [
        each
        for each in heading.pieces.select_related("heading__outline")
        if tidy(typed.get(str(each.ref), each.text)) != each.text
    ]
    for each in changed:
        merging.edit_piece(
            piece=each,
            text=typed[str(each.ref)],
            version=seen_version(request, f"v-{each.ref}") or 0,
            actor=hat,
            now=clock.now(),
        )
    return len(changed)


def _here(heading: Heading) -> str:
    return reverse("reviews:merge", args=[heading.outline.ref, heading.order])


def _piece(heading: Heading, ref: str) -> Piece:
    try:
        return get_object_or_404(heading.pieces.select_related("heading__outline"), ref=uuid.UUID(ref))
    except ValueError:
        raise Http404 from None


def _use(request: HttpRequest, heading: Heading, kind: str) -> str:
    hat, _day = asking(request)
    made = merging.use_paragraphs(
        heading=heading, kind=kind, keys=request.POST.getlist("doan"), actor=hat, now=clock.now()
    )
    said = {
        Piece.Kind.TAKE: _("Taken into the draft: %(count)s."),
        Piece.Kind.MERGE: _("Merged into one text. Edit it now; its sources stay."),
        Piece.Kind.QUOTE: _("Quoted in the draft: %(count)s."),
    }[Piece.Kind(kind)]
    messages.success(request, said % {"count": len(made)})
    return f"p-{made[-1].ref}"


def _change(request: HttpRequest, heading: Heading, do: str, piece_ref: str) -> str:
    hat, _day = asking(request)
    if do not in ("len", "xuong", "bo"):
        return "draft"
    piece = _piece(heading, piece_ref)
    if do == "bo":
        merging.drop_piece(piece=piece, actor=hat, now=clock.now())
        messages.success(request, _("Left out of the draft; the units' words stay where they are."))
        return "draft"
    merging.move_piece(piece=piece, up=do == "len", actor=hat, now=clock.now())
    return f"p-{piece.ref}"


def _context(request: HttpRequest, heading: Heading, typed: dict[str, str] | None = None) -> dict[str, Any]:
    _hat, day = asking(request)
    outline = heading.outline
    columns = columns_of(heading, clock.now())
    rows = tallies(outline)
    place = next(index for index, row in enumerate(rows) if row.heading.pk == heading.pk)
    return {
        "outline": outline,
        "programme": outline.programme,
        "period": Period.parse(outline.period),
        "heading": heading,
        "columns": columns,
        "unused": sum(not line.used for column in columns for line in column.lines),
        "pieces": _pieces(request, heading, typed or {}),
        "tallies": rows,
        "before": rows[place - 1].heading if place else None,
        "after": rows[place + 1].heading if place + 1 < len(rows) else None,
        "unused_units": unused_units(outline, day),
        "silent": [row.heading for row in rows if not row.pieces],
        "ticked": request.POST.getlist("doan"),
    }


def _pieces(request: HttpRequest, heading: Heading, typed: dict[str, str]) -> list[dict[str, Any]]:
    """The texts of the draft with where each came from; one that was refused stays as it was typed."""
    _hat, day = asking(request)
    pieces = list(heading.pieces.prefetch_related("sources__submission").order_by("order", "pk"))
    names = names_of({s.submission.unit_id for each in pieces for s in each.sources.all()}, day)
    doubted: dict[int, list[str]] = {}
    for one in doubted_in(heading.outline, clock.now()):
        doubted.setdefault(one.piece.pk, []).append(one.said)
    return [
        {
            "piece": each,
            "text": typed.get(str(each.ref), each.text),
            "theirs": each.text if typed.get(str(each.ref), each.text).strip() != each.text else "",
            "rows": min(14, 2 + len(each.text) // 48 + each.text.count("\n")),
            "sources": [(told(one, names), one.text) for one in each.sources.all()],
            "doubts": doubted.get(each.pk, []),
        }
        for each in pieces
    ]
