"""The papers on which a programme rests: one more of them, or one less."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tongket.base import clock
from tongket.base.views import refused
from tongket.directives.paper_forms import CitedForm
from tongket.programmes.actions import refuse_closed
from tongket.programmes.models import Programme
from tongket.programmes.queries import programme_of
from tongket.programmes.taking_back import add_ground, take_back_ground
from tongket.units.grants import require
from tongket.units.middleware import asking
from tongket.viet.fault import Refusal, refusal


class GroundForm(CitedForm):
    """The paper, as the register has it."""

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)
        self.fields["cited"].label = _("The paper on which the programme rests")


def _run(request: HttpRequest, slug: str) -> Programme:
    """The programme of the address, for who runs it."""
    hat, day = asking(request)
    found = programme_of(slug, hat, day)
    require(hat, "programmes.run", unit_id=found.unit_id, day=day, state=found.state)
    request.sample = found.unit.sample  # type: ignore[attr-defined]
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def ground(request: HttpRequest, slug: str) -> HttpResponse:
    """Name one more paper on which the programme rests."""
    programme = _run(request, slug)
    refuse_closed(programme)
    form = GroundForm(request.POST or None)
    context = {"programme": programme, "form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "programmes/ground.html", context, status=400 if form.errors else 200)
    paper = form.cleaned_data["directive"]
    try:
        add_ground(programme=programme, directive=paper, actor=asking(request)[0], now=clock.now())
    except Refusal as why:
        return refused(request, why, "programmes/ground.html", context)
    messages.success(request, _("The programme rests on %(paper)s now.") % {"paper": paper})
    return redirect("portal:programme", slug)


@require_POST
def take_back(request: HttpRequest, slug: str) -> HttpResponse:
    """The button beside a ground: done at once, and the paper that stood there is named."""
    programme, key = _run(request, slug), request.POST.get("key", "")
    if not (key.isascii() and key.isdecimal() and len(key) < 19):
        raise refusal("record.gone")
    said = take_back_ground(programme=programme, key=int(key), actor=asking(request)[0], now=clock.now())
    messages.success(request, _("Taken back: %(said)s") % {"said": said})
    return redirect("portal:programme", slug)
