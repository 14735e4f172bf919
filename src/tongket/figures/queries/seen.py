"""Who may see which of this room's records, and which figures stand at a moment."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q, QuerySet

from tongket.figures.models import Due, Figure, Form, FormItem, Indicator, Report
from tongket.units.grants import reach
from tongket.units.hats import PUBLIC, SYSTEM, Hat
from tongket.units.models import UnitVersion
from tongket.units.queries import writer_after


def visible_to(actor: Hat, day: date) -> QuerySet[Report]:
    """Reports as the hat may read them.

    - Officers of the unit that reports, of those above it, and of the unit that asks for it.
    - Officers of a unit that succeeds the one that reported.
    """
    return Report.objects.filter(reach(actor, "figures.view", day, party="due__form__unit"))


def items_of(form: Form) -> list[FormItem]:
    """The lines of a form's version in their order, with what each asks for and names of the others."""
    named = form.items.select_related("indicator", "breakdown", "part_of", "needs")
    return list(named.order_by("order"))


def dues_visible_to(actor: Hat, day: date) -> QuerySet[Due]:
    """Who owes what: as the reports themselves."""
    return Due.objects.filter(reach(actor, "figures.view", day, party="form__unit"))


def closed_drafts(actor: Hat, dues: Iterable[Due], day: date) -> set[int]:
    """Dues of which somebody else's officers see only that they are being filled in: typed, and not sent.

    What was typed is seen by the unit that reports, by the one that carries on for a unit that has ended, and by
    the office that enters it for the unit.
    """
    if actor == SYSTEM:
        return set()
    states = (Report.State.DRAFT, Report.State.RETURNED)
    unsent = Report.objects.filter(due__in=list(dues), state__in=states).exclude(unit=actor.unit_id)
    unsent = unsent.exclude(entered_by__isnull=False, entered_by=actor.unit_id)
    units = dict(unsent.values_list("due_id", "unit_id"))
    standing = UnitVersion.objects.filter(unit__in=units.values(), start__lte=day, end__gt=day)
    alive = set(standing.values_list("unit_id", flat=True))
    return {due for due, unit in units.items() if unit in alive or actor.unit_id not in carriers(unit, day)}


def forms_visible_to(actor: Hat, day: date) -> QuerySet[Form]:
    """Forms of the own unit, of those above and below, and those by which the own unit owes a report."""
    seen = Form.objects.filter(reach(actor, "figures.form.view", day, party="dues__unit"))
    return Form.objects.filter(pk__in=seen.values("pk"))


def indicators_visible_to(actor: Hat, _day: date) -> QuerySet[Indicator]:
    """Officers see every definition, anybody those of public programmes."""
    if actor.role != PUBLIC.role:
        return Indicator.objects.all()
    return Indicator.objects.filter(pk__in=_public_indicators().values("pk"))


def figures_visible_to(actor: Hat, day: date) -> QuerySet[Figure]:
    """Figures whose trail the hat may open.

    - Anybody opens those of a public programme: reported for it, or of an indicator it asks for.
    - Officers open those of the own unit, of units above and below, and of those it succeeds.
    """
    public = Q(report__due__form__programme__public=True) | Q(
        report=None, indicator__in=_public_indicators().values("pk")
    )
    return Figure.objects.filter(
        public & reach(actor, "figures.trail_public", day) | reach(actor, "figures.trail", day)
    )


def all_open(indicator: Indicator) -> bool:
    """Whether anybody may open every figure of an indicator, so that none of thousands has to be looked at.

    A public programme asks for it, and none of its figures was reported for another.
    """
    if not _public_indicators().filter(pk=indicator.pk).exists():
        return False
    elsewhere = Report.objects.filter(due__form__programme__public=False)
    return not elsewhere.filter(figures__indicator=indicator).exists()


def _public_indicators() -> QuerySet[Indicator]:
    return Indicator.objects.filter(items__form__programme__public=True)


def live(as_of: datetime) -> QuerySet[Figure]:
    """The figures known at a moment that nothing known then supersedes."""
    return Figure.objects.filter(entered__lte=as_of).exclude(superseded_by__entered__lte=as_of)


def writers(report: Report, day: date) -> tuple[int, ...]:
    """Who may write a report besides its own unit: who carries on for it, and the office that enters it for it."""
    return (*carriers(report.unit_id, day), *filter(None, [report.entered_by_id]))


def carriers(unit: int, day: date) -> tuple[int, ...]:
    """Who writes the reports of a unit that has ended: the taker its decision names, on through later events."""
    seen: set[int] = set()
    while (
        unit not in seen and not UnitVersion.objects.filter(unit=unit, start__lte=day, end__gt=day).exists()
    ):
        seen.add(unit)
        heir = writer_after(unit, day)
        if heir is None:
            return ()
        unit = heir.pk
    return (unit,) if seen else ()
