"""Tasks of the next period on the screen: proposed from a review, edited, ticked, given."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from tongket.base import clock
from tongket.base.views import refused
from tongket.programmes.queries import offices_for, offices_near
from tongket.reviews.meetings.forms import IntoForm, PointForm, programmes_to_run
from tongket.reviews.models import Review
from tongket.reviews.next_tasks import (
    REMEDY,
    UNFINISHED,
    WORDS,
    NextTask,
    Proposed,
    give_next_tasks,
    proposed_from,
)
from tongket.reviews.queries import visible_to
from tongket.units.grants import require
from tongket.units.middleware import asking
from tongket.units.models import Unit
from tongket.units.queries import names_of, place_of
from tongket.viet.fault import Fault, Refusal
from tongket.viet.period import Period

WHY = {
    UNFINISHED: _("unfinished"),
    REMEDY: _("remedy of what fell short"),
    WORDS: _("from the words of the review"),
}
TEMPLATE = "reviews/next_tasks.html"


class NextForm(PointForm):
    """One proposed task: its words may be changed before it is given."""

    content = forms.CharField(label=_("Task"), max_length=3000, widget=forms.Textarea(attrs={"rows": 2}))
    field_order = ("tick", "content", "lead", "due")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, use_required_attribute=False, **more)


type Rows = list[tuple[Proposed, Any, NextForm]]


@require_http_methods(["GET", "HEAD", "POST"])
def next_tasks(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """What the review proposes; what is ticked becomes a task of the chosen programme, or of the review alone."""
    hat, day = asking(request)
    seen = visible_to(hat, day).select_related("unit", "programme__unit")
    review: Review = get_object_or_404(seen, ref=ref)
    request.sample = review.unit.sample  # type: ignore[attr-defined]
    require(hat, "reviews.write", unit_id=review.unit_id, day=day)
    after = Period.parse(review.period).ahead()
    programmes = programmes_to_run(hat, day).filter(unit=review.unit_id)
    into = programmes.filter(term_start__lte=after.start, term_end__gte=after.end).first()
    typed = request.POST if request.method == "POST" else None
    chosen = IntoForm(programmes, typed, initial={"programme": into.slug if into else ""})
    rows = _rows(request, review)
    context = {"review": review, "into": chosen, "rows": rows, "after": after}
    if typed is None:
        return render(request, TEMPLATE, context)
    if not all([chosen.is_valid(), *(form.is_valid() for _one, _why, form in rows)]):
        return render(request, TEMPLATE, context, status=400)
    try:
        made = give_next_tasks(
            review=review, tasks=_ticked(rows), programme=chosen.cleaned_data["programme"], actor=hat,
            now=clock.now(),
        )  # fmt: skip
    except Refusal as why:
        return refused(request, why, TEMPLATE, context)
    said = now_("Tasks given: %(count)s. Their leads find them on their desks.")
    messages.success(request, said % {"count": len(made)})
    return redirect("reviews:next-tasks", review.ref)


def _rows(request: HttpRequest, review: Review) -> Rows:
    _hat, day = asking(request)
    offices = offices_near(review.unit_id, day) | offices_for(review.programme, day)
    place = place_of(review.unit_id, day)
    found = proposed_from(review, offices, names_of([place], day).get(place, ""), day)
    leads = {one.lead for one in found if one.lead} - set(offices)
    offices |= names_of(leads, day)
    refs = dict(Unit.objects.filter(pk__in=offices).values_list("pk", "ref"))
    typed = request.POST if request.method == "POST" else None
    rows: Rows = []
    for one in found:
        prefix = one.ref(review).hex[:8]
        initial = {"content": one.content, "lead": refs.get(one.lead or 0), "due": one.due}
        rows.append((one, WHY[one.why], NextForm(offices, typed, prefix=prefix, initial=initial)))
    return rows


def _ticked(rows: Rows) -> list[NextTask]:
    ticked = [(one, form.cleaned_data) for one, _why, form in rows if form.cleaned_data["tick"]]
    unled = [data["content"][:60] for _one, data in ticked if data["lead"] is None]
    if unled:
        raise Refusal(*(Fault("next.no_lead", values={"text": text}) for text in unled))
    return [NextTask(one, data["content"], data["lead"], data["due"]) for one, data in ticked]
