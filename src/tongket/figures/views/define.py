"""A programme's form is set up: its lines from indicators that exist or are new, and what that asks of the units."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tongket.base import clock
from tongket.base.views import refused
from tongket.figures.actions import code_for, define_form, define_indicator
from tongket.figures.define_forms import (
    MOST_ROWS,
    HeadForm,
    IndicatorForm,
    LineRows,
    again_of,
    items_of,
    said,
    typed_of,
)
from tongket.figures.models import Form, Indicator
from tongket.figures.queries import indicators_visible_to
from tongket.figures.queries.load import burdens, near_indicators, newest
from tongket.figures.queries.seen import items_of as asked_lines
from tongket.figures.splits import SplitForm, split
from tongket.figures.views import require_officer
from tongket.programmes.actions import refuse_closed
from tongket.programmes.models import Programme
from tongket.programmes.queries import programme_of
from tongket.units.grants import require
from tongket.units.middleware import asking
from tongket.viet.fault import Refusal

TEMPLATE = "figures/define.html"
PREFIX = "dong"


@dataclass
class _Page:
    """The page as it was typed; what the officer has pressed adds to it."""

    request: HttpRequest
    programme: Programme
    context: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def known(self) -> list[Indicator]:
        return newest(indicators_visible_to(*asking(self.request)))

    @cached_property
    def asked(self) -> list[Indicator]:
        """What a line may ask for: what is not worked out from others. What the system counts comes filled in."""
        return [x for x in self.known if x.over_tree != Indicator.OverTree.RATIO]

    def forget(self) -> None:
        """An indicator has come: the lists are read again."""
        for name in ("known", "asked"):
            self.__dict__.pop(name, None)

    @cached_property
    def last(self) -> Form | None:
        return Form.objects.filter(programme=self.programme).order_by("-version").first()

    @property
    def posted(self) -> Any:
        return self.request.POST if self.request.method == "POST" else None

    @cached_property
    def head(self) -> HeadForm:
        _hat, day = asking(self.request)
        first = HeadForm.of(self.last, day) if self.last else {"start": day, "period_kind": "quarter"}
        return HeadForm(day, self.programme.unit_id, self.posted, initial=first)

    @cached_property
    def rows(self) -> Any:
        return LineRows(self.posted, prefix=PREFIX, form_kwargs={"known": self.asked}, initial=self._first())

    def _first(self) -> list[dict[str, Any]]:
        if self.last is None:
            return []
        versions = {one.code: one for one in self.known}
        return [typed_of(line, versions) for line in asked_lines(self.last)]

    @cached_property
    def new(self) -> IndicatorForm:
        wanted = self.request.POST.get("do") in ("tim", "chi-tieu")
        return IndicatorForm(self.known, self.request.POST if wanted else None, initial=self._new_as_typed())

    @cached_property
    def cut(self) -> SplitForm:
        wanted = self.request.POST.get("do") == "tach"
        return SplitForm(self.request.POST if wanted else None)

    def _new_as_typed(self) -> dict[str, Any]:
        sent = self.request.POST
        return {key[4:]: value for key, value in sent.items() if key.startswith("moi-")} if sent else {}

    def as_typed(self, *, more: Indicator | None = None) -> None:
        """Head and rows unjudged, with room for more rows; `more` takes the first empty one."""
        kept = [{name: row[name].value() for name in row.fields} for row in self.rows.forms]
        kept = [row for row in kept if any(value for name, value in row.items() if name != "required")]
        if more is not None:
            kept.append({"order": len(kept) + 1, "indicator": more.ref, "required": True})
        self.head_as_typed()
        self.show(kept)

    def head_as_typed(self) -> None:
        _hat, day = asking(self.request)
        sent = {name: self.head[name].value() for name in self.head.fields}
        self.head = HeadForm(day, self.programme.unit_id, initial=sent)

    def show(self, rows: list[dict[str, Any]]) -> None:
        self.rows = LineRows(prefix=PREFIX, form_kwargs={"known": self.asked}, initial=rows)

    def burden(self, lines: int) -> None:
        _hat, day = asking(self.request)
        kind = self.request.POST.get("period_kind", "")
        self.context |= {"burdens": burdens(self.programme, lines, kind, day), "lines": lines}

    def render(self, status: int = 200) -> HttpResponse:
        return render(self.request, TEMPLATE, self.whole(), status=status)

    def whole(self) -> dict[str, Any]:
        self.request.sample = self.programme.unit.sample  # type: ignore[attr-defined]
        shown = {
            "programme": self.programme,
            "last": self.last,
            "head": self.head,
            "rows": self.rows,
            "cut": self.cut,
        }
        return shown | {"new": self.new, "known": self.asked} | self.context


@require_http_methods(["GET", "HEAD", "POST"])
def form_new(request: HttpRequest, slug: str) -> HttpResponse:
    """The form of a programme, or its next version. Nothing goes out before its weight was shown."""
    require_officer(request, "figures.define")
    hat, day = asking(request)
    programme = programme_of(slug, hat, day)
    require(hat, "figures.define", unit_id=programme.unit_id, day=day)
    refuse_closed(programme)
    page = _Page(request, programme)
    if request.method != "POST":
        return page.render()
    do, _sep, taken = request.POST.get("do", "").partition(":")
    steps = {"tim": _look, "chi-tieu": _add, "tach": _split, "xem": _weigh, "ban-hanh": _issue}
    step = steps.get(do)
    if step is not None:
        return step(page)
    page.as_typed(more=next((one for one in page.asked if str(one.ref) == taken), None))
    return page.render()


def _filled(page: _Page) -> int:
    return sum(bool(row["indicator"].value()) for row in page.rows.forms)


def _look(page: _Page) -> HttpResponse:
    """Who asks for the same already, and what one line more would make."""
    hat, day = asking(page.request)
    good, lines = page.new.is_valid(), _filled(page) + 1
    page.as_typed()
    if not good:
        return page.render(400)
    page.context["near"] = near_indicators(page.new.cleaned_data["name"], hat, day)
    page.context["looked"] = True
    page.burden(lines)
    return page.render()


def _add(page: _Page) -> HttpResponse:
    """The new indicator goes out, and into the first empty row."""
    hat, day = asking(page.request)
    if not page.new.is_valid():
        page.as_typed()
        return page.render(400)
    shape = page.new.shape()
    try:
        made = define_indicator(
            unit=page.programme.unit,
            code=code_for(shape["name"]),
            start=day,
            actor=hat,
            now=clock.now(),
            **shape,
        )
    except Refusal as why:
        page.as_typed()
        return refused(page.request, why, TEMPLATE, page.whole())
    computed = made.over_tree == Indicator.OverTree.RATIO
    page.forget()
    page.as_typed(more=None if computed else made)
    page.new = IndicatorForm(page.known)
    said = _("“%(name)s” is defined. The system works it out; nobody has to enter it.")
    if not computed:
        said = _("“%(name)s” is defined and stands in the last row of the form.")
    page.context["told"] = said % {"name": made.name}
    return page.render()


def _split(page: _Page) -> HttpResponse:
    """One press: the parts stand under their line, and what the form asks of each unit now is told with them."""
    page.head_as_typed()
    if not (page.cut.is_valid() & page.rows.is_valid()):
        return page.render(400)
    asked = page.cut.cleaned_data
    try:
        rows = split(said(page.rows), asked["line"], asked["lists"], most=MOST_ROWS)
    except Refusal as why:
        return refused(page.request, why, TEMPLATE, page.whole())
    done = _("Line %(order)s has its parts under it; they have to add up to it.")
    page.show([again_of(row) for row in rows])
    page.cut = SplitForm()
    page.context |= {"told": done % {"order": asked["line"]}, "cut_done": True}
    page.burden(len(rows))
    return page.render()


def _valid(page: _Page) -> bool:
    return bool(page.head.is_valid() & page.rows.is_valid())


def _weigh(page: _Page) -> HttpResponse:
    if not _valid(page):
        return page.render(400)
    page.burden(len(items_of(page.rows)))
    page.context["weighed"] = True
    return page.render()


def _issue(page: _Page) -> HttpResponse:
    hat, _day = asking(page.request)
    if not _valid(page):
        return page.render(400)
    try:
        made = define_form(
            unit=page.programme.unit,
            programme=page.programme,
            items=items_of(page.rows),
            actor=hat,
            now=clock.now(),
            **page.head.cleaned_data,
        )
    except Refusal as why:
        return refused(page.request, why, TEMPLATE, page.whole())
    messages.success(
        page.request, _("“%(title)s” is issued. Open its first period now.") % {"title": made.title}
    )
    return redirect("figures:form", made.ref)
