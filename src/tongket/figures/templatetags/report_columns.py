"""The columns of a report on a page: plan, last year, this period, the year so far, estimate, per cent."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tongket.base import clock
from tongket.base.shown import day, number
from tongket.directives.outgoing.queries import bodies_for
from tongket.figures.columns import LINES, STATES, TITLES, said
from tongket.figures.deadlines import Grounds
from tongket.figures.models import Due, Form, Report
from tongket.figures.queries import carriers, dues_visible_to
from tongket.figures.queries.columns import ColumnLine, ColumnTable, columns_of_unit, columns_under
from tongket.figures.queries.explained import said_of_dues
from tongket.rollup.columns import Column
from tongket.units.grants import allowed
from tongket.units.middleware import asking
from tongket.units.models import Tier, Unit
from tongket.viet.period import Period

register = template.Library()
_WITH_COMMITTEE = (Tier.PROVINCE, Tier.DISTRICT, Tier.COMMUNE)
_TABLE = "figures/columns.html"


@register.inclusion_tag(_TABLE, takes_context=True)
def report_columns(context: template.Context, due: Due) -> dict[str, Any]:
    """Of the unit that owes a report."""
    _hat, on = asking(context["request"])
    sent = Report.objects.filter(due=due, state=Report.State.SUBMITTED).first()
    period = Period.parse(due.period)
    table = columns_of_unit(due.form, period, due.unit, day=on, as_of=clock.now(), sent=sent)
    return {"columns": table, "waiting": sent is not None}


@register.simple_tag(takes_context=True)
def estimate_link(context: template.Context, due: Due) -> SafeString | str:
    """To the page of estimates, for whoever may enter them while the final figures are not approved."""
    hat, on = asking(context["request"])
    parties = carriers(due.unit_id, on)
    if not allowed(hat, "figures.estimate", unit_id=due.unit_id, day=on, parties=parties):
        return ""
    if Report.objects.filter(due=due, state=Report.State.APPROVED).exists():
        return ""
    link = reverse("figures:estimates", args=[due.ref])
    return format_html(
        '<p class="actions"><a class="button quiet" href="{}">{}</a></p>', link, _("Enter estimates")
    )


@register.inclusion_tag("figures/parts.html#explain", takes_context=True)
def explanation(context: template.Context, due: Due) -> dict[str, Any]:
    """What the unit says beside a red mark of this report, and the way to say it for its own people."""
    hat, on = asking(context["request"])
    sent = Report.objects.filter(due=due).exclude(submitted_at=None).exists()
    may = (sent or clock.now() > due.deadline) and allowed(hat, "figures.object", unit_id=due.unit_id, day=on)
    return {"due": due, "said": said_of_dues([due]).get(due.pk), "may": may}


@register.inclusion_tag(_TABLE, takes_context=True)
def period_columns(context: template.Context, form: Form, period: Period) -> dict[str, Any]:
    """Of all who owe a form's report, for whoever may see every one of them: a sum would tell the others."""
    hat, on = asking(context["request"])
    asked = Due.objects.filter(form=form, period=str(period))
    seen = dues_visible_to(hat, on).filter(form=form, period=str(period))
    if not asked.exists() or asked.exclude(pk__in=seen.values("pk")).exists():
        return {"columns": None}
    return {"columns": columns_under(form, period, day=on, as_of=clock.now())}


@register.simple_tag(takes_context=True)
def form_regime(context: template.Context, form: Form) -> SafeString:
    """The reporting regime of a form's periods, its document, and whether that is confirmed."""
    ground = Grounds(context["request"].day).of_regime(form)
    link = reverse("rules:rule", args=[ground.rule_id])
    return format_html('{}: <a href="{}">{}</a>, {}', ground.count, link, ground.basis, ground.state)


@register.simple_tag(takes_context=True)
def may_draft_paper(context: template.Context, unit: Unit) -> bool:
    """Whether the hat's office may put a report of a unit into an outgoing book: its own, that of an organ above it."""
    hat, on = asking(context["request"])
    if not allowed(hat, "directives.draft", unit_id=unit.pk, day=on):
        return False
    return unit.tier in _WITH_COMMITTEE or bool(bodies_for(hat, on))


@register.simple_tag(takes_context=True)
def may_sum_up(context: template.Context, form: Form) -> bool:
    """Whether the hat makes one report of all: that of the unit that asks."""
    hat, on = asking(context["request"])
    return allowed(hat, "figures.open", unit_id=form.unit_id, day=on)


@register.filter
def column_title(column: Column) -> str:
    return str(TITLES[column][0])


@register.simple_tag
def column_cell(line: ColumnLine, column: Column) -> SafeString:
    """The number, linked to its trail where it is one unit's own; or the state in its place; how many have told it."""
    one = said(line, column)
    if one.state:
        return format_html('<span class="soft">{}</span>', STATES[one.state][0])
    text: str | SafeString = one.written(number)
    if not text:
        return format_html("{}", "–")
    if line.figure and column == Column.THIS:
        text = format_html('<a href="{}">{}</a>', line.figure.get_absolute_url(), text)
    notes = []
    if one.estimates:
        notes.append(
            _("%(count)s of them estimates") % {"count": one.estimates} if one.expected > 1 else _("estimate")
        )
    if one.partial:
        notes.append(
            _("%(told)s of %(due)s reports") % {"told": number(one.reported), "due": number(one.expected)}
        )
    if one.estimated:
        notes.append(_("by declared shares"))
    return (
        format_html('{}<br><span class="soft">({})</span>', text, "; ".join(notes))
        if notes
        else format_html("{}", text)
    )


@register.simple_tag
def column_ground(table: ColumnTable) -> str:
    """Along which line, on the map of which day a sum was made."""
    values = {"line": LINES.get(table.line, ("", ""))[0], "day": day(table.day)}
    return _("All reports approved, added up along %(line)s on the map of %(day)s.") % values
