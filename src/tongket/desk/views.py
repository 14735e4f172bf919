"""An officer's own pages: the desk, what is late, notices."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from tongket.base import clock
from tongket.base.faults import explain
from tongket.base.models import Notice
from tongket.desk.late import late_under
from tongket.desk.officers import for_officers
from tongket.desk.red import red_under
from tongket.desk.rows import desk_of
from tongket.figures.queries.next_steps import next_steps
from tongket.units.hats import Hat
from tongket.units.middleware import asking
from tongket.units.models import Unit
from tongket.units.queries import names_of
from tongket.viet.fault import Fault

MOST_NOTICES, MOST_RED = 6, 12
PAGE = 40
DAYS_ON_DESK = timedelta(days=30)


def _of(hat: Hat) -> QuerySet[Notice]:
    """The notices of the hat's unit, and of this person in it."""
    mine = Q(account=None) | Q(account__pk=hat.account_id or 0)
    return Notice.objects.filter(mine, unit_id=hat.unit_id or 0)


def _on_desk(hat: Hat, now: datetime) -> QuerySet[Notice]:
    """Those that nobody has seen yet; after a month they leave the desk and stay in the list of all."""
    return _of(hat).filter(read_at=None, at__gte=now - DAYS_ON_DESK)


def _told(notices: Iterable[Notice]) -> list[tuple[Notice, str]]:
    return [(one, explain(Fault(one.code, values=one.values))) for one in notices]


def _elsewhere(request: HttpRequest, now: datetime) -> list[tuple[Hat, int]]:
    """What waits at the other posts of this person: how much to do and how much that came back."""
    others = [hat for hat in request.hats if hat != request.hat]  # type: ignore[attr-defined]
    waiting = [(hat, desk_of(hat, now)) for hat in others]
    told = [(hat, desk.number("soonest") + desk.number("returned")) for hat, desk in waiting]
    return [(hat, number) for hat, number in told if number]


@require_safe
@for_officers
def home(request: HttpRequest) -> HttpResponse:
    """What have I to do today?"""
    hat, day = asking(request)
    own = Unit.objects.filter(pk=hat.unit_id or 0).values_list("ref", flat=True).first()
    on_desk = _on_desk(hat, clock.now())
    context = {
        "desk": desk_of(hat, clock.now()),
        "own_tasks": f"{reverse('programmes:tasks')}?co-quan={own}",
        "all_tasks": reverse("programmes:tasks"),
        "elsewhere": _elsewhere(request, clock.now()),
        "next_steps": next_steps(hat, day),
        "notices": _told(on_desk.order_by("-at", "-pk")[:MOST_NOTICES]),
        "unread": on_desk.count(),
        "has_notices": _of(hat).exists(),
        "unit": names_of([hat.unit_id or 0], day).get(hat.unit_id or 0, ""),
        "today": day,
    }
    return render(request, "desk/home.html", context)


@require_safe
@for_officers
def leader(request: HttpRequest) -> HttpResponse:
    """What is late, where, who, and which targets were missed: one page, to print on one sheet."""
    hat, day = asking(request)
    context = {
        "late": late_under(hat, clock.now()),
        "red": red_under(hat, clock.now())[:MOST_RED],
        "unit": names_of([hat.unit_id or 0], day).get(hat.unit_id or 0, ""),
        "today": day,
    }
    return render(request, "desk/leader.html", context)


@require_safe
@for_officers
def notices(request: HttpRequest) -> HttpResponse:
    """All that was ever told to the office and to this person in it, the newest first, seen or not."""
    hat, day = asking(request)
    rows = Paginator(_of(hat).order_by("-at", "-pk"), PAGE).get_page(request.GET.get("page"))
    context = {
        "rows": rows,
        "notices": _told(rows),
        "unit": names_of([hat.unit_id or 0], day).get(hat.unit_id or 0, ""),
        "days": DAYS_ON_DESK.days,
    }
    return render(request, "desk/notices.html", context)


@require_POST
@for_officers
def read_all(request: HttpRequest) -> HttpResponse:
    now = clock.now()
    _on_desk(asking(request)[0], now).update(read_at=now)
    return redirect("desk:home")


@require_POST
@for_officers
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """The notice was seen; it leaves the desk and leads to what it is about. Seen first is seen."""
    hat, _day = asking(request)
    notice = get_object_or_404(_of(hat), pk=pk)
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=clock.now())
    fine = notice.link and url_has_allowed_host_and_scheme(notice.link, {request.get_host()})
    return redirect(notice.link if fine and "open" in request.POST else "desk:home")
