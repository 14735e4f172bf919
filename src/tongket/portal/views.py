"""Public pages that show several rooms: the home page, one directive, its cascade, one programme."""

import uuid
from typing import Any

from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from tongket.base import clock
from tongket.directives.bodies.queries import bodies_visible_to, trained_for
from tongket.directives.briefed import briefed_down
from tongket.directives.models import Directive
from tongket.directives.queries import neighbours, visible_to
from tongket.honours.queries import awards_of
from tongket.portal.across import told_of
from tongket.portal.cascade import tree
from tongket.portal.paper import DRAFTS, briefings_of, may_take_back, steps_on
from tongket.portal.programme import matrix, periods_of, reports_of, results_of, usual_period
from tongket.portal.promises import promises
from tongket.portal.records import records_of
from tongket.portal.wide import is_wide, wide
from tongket.programmes.models import Programme
from tongket.programmes.queries import by_office, lines_now, programme_of, tasks_visible_to
from tongket.programmes.queries import visible_to as programmes_visible_to
from tongket.programmes.tally import tally
from tongket.reviews.models import Review
from tongket.reviews.queries import meetings_visible_to
from tongket.reviews.queries import visible_to as reviews_visible_to
from tongket.reviews.week.queries import public_lines
from tongket.units.grants import allowed, units_below
from tongket.units.hats import PUBLIC
from tongket.units.middleware import asking
from tongket.units.queries import names_of
from tongket.units.views import unit_context
from tongket.units.whose import whose
from tongket.viet.period import Period

FEW = 6
MOST_TASKS = 200  # of a programme on its page; behind them stands the list of all
NEWEST_FIRST = F("held_on").desc(nulls_last=True)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What is new and how promises are kept: of the commune whose host this is, or of the installation."""
    _hat, day = asking(request)
    unit = request.unit  # type: ignore[attr-defined]
    here = Q(unit__in=units_below(unit.pk, day, depth=0)) if unit else Q()
    reviews = reviews_visible_to(PUBLIC, day).filter(here)
    programmes = programmes_visible_to(PUBLIC, day).filter(here).select_related("unit")
    meetings = meetings_visible_to(PUBLIC, day).filter(here)
    shown = list(programmes.order_by("-state", "-term_end", "slug")[:FEW])
    names = names_of((one.unit_id for one in shown), day)
    context = {
        "unit": unit,
        "reviews": reviews.order_by("-as_of", "pk")[:FEW],
        "programmes": [(one, names.get(one.unit_id, ""), Period.parse(one.term)) for one in shown],
        "meetings": meetings.order_by(NEWEST_FIRST, "held_text", "ref")[:FEW],
        "promises": promises(unit, clock.now()),
        "coming": public_lines(unit, day, FEW) if unit else [],
        "today": day,
    }
    return render(request, "portal/home.html", context)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/about.html")


def _directive(request: HttpRequest, ref: uuid.UUID) -> Directive:
    hat, day = asking(request)
    found: Directive = get_object_or_404(visible_to(hat, day).select_related("unit"), ref=ref)
    request.sample = found.unit.sample  # type: ignore[attr-defined]
    return found


@require_safe
def directive(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """One directive: facts, points, what came before and after, what rests on it."""
    hat, day = asking(request)
    found = _directive(request, ref)
    earlier, later = neighbours(found)
    context = {
        "directive": found,
        "clauses": found.clauses.order_by("order"),
        "earlier": earlier,
        "later": later,
        "briefed": briefed_down(found),
        "briefings": briefings_of(found, hat, day),
        "bodies": bodies_visible_to(hat, day).filter(directive=found).order_by("start", "pk"),
        "trained": trained_for(found.trainings.order_by("on", "pk")),
        "programmes": programmes_visible_to(hat, day)
        .filter(grounds__directive=found)
        .distinct()
        .order_by("slug"),
        "whose": whose(found.unit, day),
        "may": steps_on(found, hat, day),
        "may_take_back": may_take_back(found, hat, day),
        "drafts": DRAFTS,
    }
    return render(request, "portal/directive.html", context)


@require_safe
def cascade_page(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """How far a directive has come: level by level, point by point."""
    hat, day = asking(request)
    found = _directive(request, ref)
    context = {"directive": found, "today": day, "may": steps_on(found, hat, day)}
    if is_wide(found):
        shown = wide(found, hat, clock.now(), request.GET.get("page"))
        return render(request, "portal/cascade_wide.html", context | {"wide": shown})
    return render(request, "portal/cascade.html", context | {"top": tree(found, hat, clock.now())})


@require_safe
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """How far a programme has come: results against targets, tasks, reports, reviews."""
    hat, day = asking(request)
    found = programme_of(slug, hat, day)
    request.sample = found.unit.sample  # type: ignore[attr-defined]
    return render(request, "portal/programme.html", _of_programme(request, found))


def _of_programme(request: HttpRequest, found: Programme) -> dict[str, Any]:
    hat, day = asking(request)
    now = clock.now()
    tasks = tasks_visible_to(hat, day).filter(programme=found)
    counts = tally(tasks, day, clock.hour_of(now))
    asked = request.GET.get("ky", "")
    period = Period.parse(asked) if asked else usual_period(found, day)
    results = results_of(found, period, now)
    parties = list(found.parties.select_related("unit").order_by("order", "pk"))
    names = names_of((party.unit_id for party in parties), found.term_start)
    reviews = reviews_visible_to(hat, day).filter(programme=found).order_by("-as_of", "pk")
    officer = hat.unit_id is not None
    return {
        "programme": found,
        "term": Period.parse(found.term),
        "whose": whose(found.unit, day),
        "results": results,
        "period": period,
        "periods": periods_of(found, day),
        "matrix": matrix(results),
        "counts": counts,
        "offices": by_office(lines_now(tasks.order_by("order", "pk")[:MOST_TASKS], day, clock.hour_of(now))),
        "more_tasks": max(0, counts.given - MOST_TASKS),
        "reports": reports_of(found, now),
        "grounds": found.grounds.select_related("directive", "clause").order_by("order", "pk"),
        "parties": [(party, names.get(party.unit_id, "")) for party in parties],
        "reviews": reviews,
        "published": Review.State.PUBLISHED,
        "meetings": meetings_visible_to(hat, day)
        .filter(programmes=found)
        .order_by(NEWEST_FIRST, "held_text", "ref"),
        "awards": awards_of(found),
        "parts": programmes_visible_to(hat, day).filter(parent=found).order_by("slug"),
        "may_run": officer
        and found.state != Programme.State.CLOSED
        and allowed(hat, "programmes.run", unit_id=found.unit_id, day=day, state=found.state),
        "may_review": officer and allowed(hat, "reviews.build", unit_id=found.unit_id, day=day),
    }


@require_safe
def unit_page(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """One unit with its history, its figures across the break, and what it and those before it have on record."""
    hat, day = asking(request)
    context = unit_context(request, ref)
    unit, alive = context["unit"], context["version"].end > day and context["shown"] == day
    told = told_of(unit, context["shown"], context["version"].line, linked=alive)
    lines = [line for one in told for line in one.lines]
    context |= {
        "told": told,
        "stories": [one for one in told if one.story],
        "has_own": any(line.own for line in lines),
        "has_total": any(line.total for line in lines),
        "ranged": any(line.ranged for line in lines),
        "records": records_of(unit, hat, day),
        "whose": whose(unit, day),
        "tasks": tally(tasks_visible_to(hat, day).filter(unit=unit), day, clock.hour_of(clock.now())),
    }
    return render(request, "portal/unit.html", context)
