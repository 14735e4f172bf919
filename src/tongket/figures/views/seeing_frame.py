"""What the address of a table says: programme, period, unit, map, kind of figures. Nothing is kept in a session."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from tongket.base import shown
from tongket.figures.models import Figure
from tongket.figures.queries.seeing import last_period, periods_of
from tongket.figures.queries.seeing_units import Ground, ground_of, top_of
from tongket.programmes.models import Programme, Target
from tongket.programmes.queries import programme_of
from tongket.units.middleware import asking
from tongket.units.models import Unit
from tongket.units.queries import ancestors, names_of
from tongket.viet.period import Period
from tongket.viet.text import fold

PERIOD, UNIT, MAP, KIND, SET_BY, SORT = "ky", "don-vi", "ban-do", "loai", "muc", "sap"
TODAY, ESTIMATE, PLEDGED = "nay", "uoc", "dang-ky"
KEPT = (PERIOD, UNIT, MAP, KIND, SET_BY)


@dataclass(frozen=True)
class Frame:
    """One programme in one period under one unit."""

    programme: Programme
    period: Period
    root: Unit
    ground: Ground
    asked: dict[str, str]
    officer: bool
    today: date

    @property
    def on_todays_map(self) -> bool:
        return self.asked.get(MAP) == TODAY

    @property
    def kind(self) -> str:
        return Figure.Kind.ESTIMATE if self.asked.get(KIND) == ESTIMATE else Figure.Kind.FINAL

    @property
    def set_by(self) -> str:
        return Target.Kind.PLEDGED if self.asked.get(SET_BY) == PLEDGED else Target.Kind.ASSIGNED

    @property
    def ended(self) -> bool:
        return self.period.end <= self.today

    @cached_property
    def names(self) -> dict[int, str]:
        above = [version.unit_id for version in self.above]
        return names_of([self.root.pk, *above], self.ground.day)

    @cached_property
    def above(self) -> list[Any]:
        """Where the unit lies, up to the one that the programme is for."""
        if self.root.pk == (top := top_of(self.programme, self.ground.day)):
            return []
        found = ancestors(self.root, self.ground.day, self.ground.line)
        inside = [version.unit_id for version in found]
        return found[inside.index(top) :] if top in inside else []

    @property
    def root_name(self) -> str:
        return self.names.get(self.root.pk, "")

    @property
    def label(self) -> str:
        return self.period.label(get_language() or "vi")

    def file_name(self, what: str) -> str:
        """What a table of it is called as a file."""
        return f"{self.programme.slug}-{slugify(fold(what))}-{slugify(str(self.period).replace('..', '-'))}"

    def query(self, **more: str) -> str:
        """The same choices as an address says them, with some changed; what is empty goes unsaid."""
        said = {key: value for key, value in (self.asked | more).items() if value}
        return f"?{urlencode(said)}" if said else ""

    @property
    def map_words(self) -> str:
        """Which map it is drawn on: told on every table."""
        day = shown.day(self.ground.day)
        if self.on_todays_map:
            return _("On today's map (%(day)s): figures of units that have ended count where they went.") % {
                "day": day
            }
        return _("As it was: on the map of %(day)s.") % {"day": day}

    @property
    def kind_words(self) -> str:
        estimate = self.kind == Figure.Kind.ESTIMATE
        return _("Estimates, to be replaced by final figures.") if estimate else _("Final figures.")

    @property
    def sample_note(self) -> tuple[str, ...]:
        return (_("SAMPLE, NOT REAL DATA"),) if self.programme.unit.sample else ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What stands under every table of it wherever it goes."""
        return self.map_words, *self.sample_note

    def trail(self, indicator: object, unit: object, period: str, source: str) -> str:
        """The way to where a number comes from, on the same map."""
        url = reverse("figures:sum", args=[indicator, unit, period, source])
        if self.ground.day == self.today or self.kind == Figure.Kind.ESTIMATE:
            return url
        return f"{url}?{urlencode({'ban-do': f'{self.ground.day:%d/%m/%Y}'})}"


def frame_of(request: HttpRequest, slug: str) -> Frame:
    """Refuses a programme that is not to be seen, a period that is none, a unit that is none."""
    hat, today = asking(request)
    programme = programme_of(slug, hat, today)
    request.sample = programme.unit.sample  # type: ignore[attr-defined]
    text = request.GET.get(PERIOD, "")
    period = Period.parse(text) if text else last_period(programme, today)
    day = today if request.GET.get(MAP) == TODAY else max(min(period.last_day, today), programme.term_start)
    top = top_of(programme, day)
    root = _unit(request.GET.get(UNIT, ""), top)
    ground = ground_of(programme, period, root, day)
    asked = {key: request.GET[key] for key in KEPT if request.GET.get(key)}
    return Frame(programme, period, root, ground, asked, hat.unit_id is not None, today)


def _unit(text: str, top: int) -> Unit:
    if not text:
        return Unit.objects.get(pk=top)
    try:
        return get_object_or_404(Unit, ref=UUID(text))
    except ValueError:
        raise Http404 from None


VIEWS = (
    ("figures:see-matrix", gettext_noop("Units and indicators")),
    ("figures:see-reports", gettext_noop("Completeness")),
    ("figures:see-trend", gettext_noop("Trend")),
    ("figures:see-ranks", gettext_noop("Ranking")),
)


def context_of(request: HttpRequest, frame: Frame, here: str) -> dict[str, Any]:
    """What the frame of every such page shows: tabs, choices, where it stands, downloads."""
    tabs = [
        (_(name), f"{reverse(view, args=[frame.programme.slug])}{frame.query()}", view == here)
        for view, name in VIEWS
        if frame.officer or view != "figures:see-ranks"
    ]
    return {
        "frame": frame,
        "programme": frame.programme,
        "period": frame.period,
        "periods": periods_of(frame.programme, frame.today),
        "tabs": tabs,
        "download": f"{reverse(here, args=[frame.programme.slug])}tai-ve.",
        "endings": ("xlsx", "csv", "png", "svg"),
        "query": f"?{request.GET.urlencode()}" if request.GET else "",
        "unit_name": frame.root_name,
        "above": [(version.name, frame.query(**{UNIT: str(version.unit.ref)})) for version in frame.above],
    }
