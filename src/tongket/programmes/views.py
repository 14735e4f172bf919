"""Programmes on the screen: the list, and beginning one. Tasks stand in `task_views`."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tongket.base import clock
from tongket.base.views import refused
from tongket.programmes.actions import NewParty, start_programme
from tongket.programmes.forms import ProgrammeForm
from tongket.programmes.models import Party, Programme
from tongket.programmes.opinions.actions import keep_as_draft
from tongket.programmes.queries import search_programmes
from tongket.units.grants import allowed, require
from tongket.units.middleware import asking
from tongket.units.models import Unit
from tongket.units.queries import names_of
from tongket.viet.fault import Refusal
from tongket.viet.period import Period

PAGE = 30


@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    hat, day = asking(request)
    words, state = request.GET.get("tim", "").strip()[:200], request.GET.get("trang-thai", "")
    found = search_programmes(hat, day, words, state if state in Programme.State.values else "")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    names = names_of((one.unit_id for one in page), day)
    context = {
        "words": words,
        "state": state,
        "states": [Programme.State.RUNNING, Programme.State.CLOSED],
        "rows": page,
        "shown": [(one, names.get(one.unit_id, ""), Period.parse(one.term)) for one in page],
        "may_start": hat.unit_id is not None and allowed(hat, "programmes.run", unit_id=hat.unit_id, day=day),
    }
    return render(request, "programmes/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Begin a programme or plan of the own unit."""
    hat, day = asking(request)
    require(hat, "programmes.run", unit_id=hat.unit_id or 0, day=day)
    form = ProgrammeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "programmes/start.html", {"form": form}, status=400 if form.errors else 200)
    unit = Unit.objects.get(pk=hat.unit_id or 0)
    data = form.cleaned_data
    try:
        made = start_programme(
            unit=unit,
            slug=data["slug"],
            kind=data["kind"],
            title=data["title"],
            term=data["term"],
            summary=data["summary"],
            grounds=data["grounds"],
            parties=[NewParty(unit, Party.Part.LEAD)],
            public=data["public"],
            actor=hat,
            now=clock.now(),
        )
        if data["draft"]:
            keep_as_draft(programme=made, actor=hat, now=clock.now())
            messages.success(request, _("The draft is kept. Name whose opinion it needs."))
            return redirect("programmes:opinions", made.slug)
    except Refusal as why:
        return refused(request, why, "programmes/start.html", {"form": form})
    messages.success(request, _("“%(title)s” has begun. Give out its tasks now.") % {"title": made.title})
    return redirect(made.findable().url)
