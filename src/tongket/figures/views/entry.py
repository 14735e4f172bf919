"""One report: filled in by its unit, read by those who may, judged by those above."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tongket.base import clock
from tongket.base.faults import explain
from tongket.base.files import put_file
from tongket.base.models import Access, File
from tongket.base.views import refused, seen_version
from tongket.figures import actions
from tongket.figures.actions.fit import refuse_faults
from tongket.figures.actions.reports import OPEN_STATES
from tongket.figures.cells import where_of
from tongket.figures.deadlines import end_of
from tongket.figures.forms import ExtendForm, ReturnForm
from tongket.figures.grid import Line, last_return, lines_of, mark, unanswered
from tongket.figures.models import Due, FormItem, Report
from tongket.figures.queries import carriers, closed_drafts, dues_visible_to, live, writers
from tongket.figures.queries.seen import items_of
from tongket.figures.queries.trails import history
from tongket.figures.views import require_officer
from tongket.units.grants import allowed
from tongket.units.middleware import asking
from tongket.units.queries import names_of
from tongket.units.whose import whose
from tongket.viet.fault import Refusal, refusal
from tongket.viet.period import Period

ENTRY, CHECKS = "figures/entry.html", "figures/checks.html"
HAND_IN, ALL_THE_SAME = "gui", "gui-tat"
FIRST_VERSION = 1  # of a report that nobody has begun


@require_http_methods(["GET", "HEAD", "POST"])
def report_page(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    require_officer(request)
    due = _due(request, ref)
    report = Report.objects.filter(due=due).first()
    if request.method == "POST":
        step = _STEPS.get(request.POST.get("do", ""), _save)
        return step(request, due, report)
    if _may(request, due, report, "figures.enter"):
        return render(request, ENTRY, _entry_context(request, due, report))
    return render(request, "figures/report.html", _report_context(request, due, report))


def _due(request: HttpRequest, ref: uuid.UUID) -> Due:
    hat, day = asking(request)
    seen = dues_visible_to(hat, day).select_related("form__programme", "unit")
    return get_object_or_404(seen, ref=ref)


def _may(request: HttpRequest, due: Due, report: Report | None, action: str) -> bool:
    hat, day = asking(request)
    state = report.state if report else Report.State.DRAFT
    entering = action == "figures.enter"
    if entering and state not in OPEN_STATES:
        return False
    own = writers(report, day) if report else carriers(due.unit_id, day)
    parties = own if entering else (due.form.unit_id,)
    return allowed(hat, action, unit_id=due.unit_id, day=day, state=state, parties=parties)


def _entry_context(
    request: HttpRequest, due: Due, report: Report | None, sent: Mapping[str, str] | None = None
) -> dict[str, Any]:
    lines = lines_of(due, report, sent)
    if sent is not None or report is not None:
        mark(lines)
    return _head(request, due, report) | {
        "lines": lines,
        "left": sum(line.left for line in lines),
        "words": (sent or {}).get("words", report.words if report else ""),
        "their_words": _their_words(report, sent),
        "version": report.version if report else FIRST_VERSION,
        "last_return": last_return(report),
        "just_saved": "luu" in request.GET,
    }


def _their_words(report: Report | None, sent: Mapping[str, str] | None) -> str:
    """The words that are kept, where others were just sent."""
    kept = report.words if report else ""
    return "" if sent is None or sent.get("words", kept).strip() == kept.strip() else kept


def _head(request: HttpRequest, due: Due, report: Report | None) -> dict[str, Any]:
    _hat, day = asking(request)
    request.sample = due.unit.sample  # type: ignore[attr-defined]
    return {
        "due": due,
        "report": report,
        "period": Period.parse(due.period),
        "whose": whose(due.unit, day),
        "state": report.state if report else "",
        "steps": history(due, report),
        "entered_by": _entered_by(report, day),
    }


def _entered_by(report: Report | None, day: date) -> str:
    """The office that entered it for the unit."""
    office = report.entered_by_id if report else None
    return names_of([office], day).get(office, "") if office else ""


def _report_context(request: HttpRequest, due: Due, report: Report | None, **more: Any) -> dict[str, Any]:
    hat, day = asking(request)
    closed = report is not None and due.pk in closed_drafts(hat, [due], day)
    lines = lines_of(due, None if closed else report)
    if closed and report:
        _show_sent(lines, report)
    elif report:
        figures = live(clock.now()).filter(report=report).select_related("indicator")
        by_key = {(figure.indicator_id, figure.breakdown_id): figure for figure in figures}
        for line in lines:
            line.figure = by_key.get((line.item.indicator_id, line.item.breakdown_id))
    items = [line.item for line in lines]
    judges = report is not None and _may(request, due, report, "figures.return")
    extends = _may(request, due, report, "figures.extend")
    offered = {
        "return_form": ReturnForm(items) if judges else None,
        "may_enter_for": report is None and _may(request, due, report, "figures.enter_for"),
        "channels": Report.Channel.choices,
        "extend_form": ExtendForm() if extends and (report is None or report.submitted_at is None) else None,
    }
    return (
        _head(request, due, report)
        | {"lines": lines, "filled": sum(bool(x.typed) for x in lines)}
        | {"closed": closed, "last_return": last_return(report)}
        | offered
        | more
    )


def _show_sent(lines: list[Line], report: Report) -> None:
    """Put into the grid what was handed in last; nothing where it never was."""
    sent = actions.sent_cells(report)
    for line in lines:
        line.typed = sent.get(line.item.order, "")


def _sent(request: HttpRequest, letter: str, items: list[FormItem]) -> dict[int, str]:
    keys = {item.order: f"{letter}{item.order}" for item in items}
    return {order: request.POST[key] for order, key in keys.items() if key in request.POST}


def _save(request: HttpRequest, due: Due, report: Report | None) -> HttpResponse:
    """Keep the draft; and hand it in, if that was asked for. Whatever is refused stays typed."""
    hat, _day = asking(request)
    now, items = clock.now(), items_of(due.form)
    do = request.POST.get("do")
    try:
        report = _kept(request, due, evidence=_evidence(request, due, items))
        if do in (HAND_IN, ALL_THE_SAME):
            refuse_faults(report)
            if do == HAND_IN and unanswered(lines_of(due, report)):
                return render(request, ENTRY, _entry_context(request, due, report) | {"asks": True})
            actions.submit_report(report=report, actor=hat, now=now)
    except Refusal as why:
        report = Report.objects.filter(due=due).first()
        if closed_drafts(hat, [due], clock.day_of(now)):
            return refused(request, why, "figures/report.html", _report_context(request, due, report))
        context = _entry_context(request, due, report, request.POST)
        context["fault_places"] = {where_of(item): f"c{item.order}" for item in items}
        return refused(request, why, ENTRY, context)
    if do in (HAND_IN, ALL_THE_SAME):
        messages.success(request, _("The report was handed in. Whoever approves it has been told."))
        return redirect(due)
    messages.success(request, _("The draft is kept."))
    return redirect(f"{due.get_absolute_url()}?luu=1")


def _kept(request: HttpRequest, due: Due, evidence: Mapping[int, File | None] | None = None) -> Report:
    """The draft with all that was sent of it."""
    hat, _day = asking(request)
    now, items = clock.now(), items_of(due.form)
    report = actions.start_report(due=due, actor=hat, now=now)
    return actions.save_cells(
        report=report,
        typed=_sent(request, "c", items),
        notes=_sent(request, "n", items),
        cited=_cited(request, items),
        evidence=evidence,
        replace="replace" in request.POST,
        words=request.POST.get("words"),
        version=seen_version(request),
        actor=hat,
        now=now,
    )


def _cited(request: HttpRequest, items: list[FormItem]) -> dict[int, str]:
    """The record on which the chosen line rests; one that was not named takes none away."""
    line, cited = request.POST.get("line", ""), request.POST.get("cited", "").strip()
    return {item.order: cited for item in items if cited and str(item.order) == line}


def _evidence(request: HttpRequest, due: Due, items: list[FormItem]) -> dict[int, File | None]:
    """The file that was attached to a line: on the disk, and recorded with the draft; none where it is taken away."""
    sent, line = request.FILES.get("evidence"), request.POST.get("line", "")
    orders = {str(item.order): item.order for item in items}
    away = {orders[one]: None for one in request.POST.getlist("away") if one in orders}
    if sent is None or line not in orders:
        return {**away}
    hat, _day = asking(request)
    if not _may(request, due, Report.objects.filter(due=due).first(), "figures.enter"):
        raise refusal("grant.refused", action="figures.enter", post=hat.post or hat.role)
    file = put_file(
        data=sent.read(),
        name=sent.name or "",
        unit_id=due.unit_id,
        access=Access.OFFICE,
        now=clock.now(),
        sent=True,
    )
    return {**away, orders[line]: file}


def _approve(request: HttpRequest, due: Due, report: Report | None) -> HttpResponse:
    hat, _day = asking(request)
    if report is None:
        return redirect(due)
    try:
        actions.approve_report(report=report, actor=hat, now=clock.now())
    except Refusal as why:
        return refused(request, why, "figures/report.html", _report_context(request, due, report))
    messages.success(request, _("Approved. The figures count from now on."))
    return redirect(due)


def _return(request: HttpRequest, due: Due, report: Report | None) -> HttpResponse:
    hat, _day = asking(request)
    form = ReturnForm(items_of(due.form), request.POST)
    if report is None:
        return redirect(due)
    if not form.is_valid():
        context = _report_context(request, due, report, return_form=form)
        return render(request, "figures/report.html", context, status=400)
    try:
        actions.return_report(report=report, actor=hat, now=clock.now(), **form.cleaned_data)
    except Refusal as why:
        context = _report_context(request, due, report, return_form=form)
        return refused(request, why, "figures/report.html", context)
    messages.success(request, _("The report was returned with its reason."))
    return redirect(due)


def _extend(request: HttpRequest, due: Due, report: Report | None) -> HttpResponse:
    hat, _day = asking(request)
    form = ExtendForm(request.POST)
    if not form.is_valid():
        context = _report_context(request, due, report, extend_form=form)
        return render(request, "figures/report.html", context, status=400)
    until, why_text = end_of(form.cleaned_data["until"]), form.cleaned_data["why"]
    try:
        actions.extend_due(due=due, to=until, reason=why_text, actor=hat, now=clock.now())
    except Refusal as why:
        context = _report_context(request, due, report, extend_form=form)
        return refused(request, why, "figures/report.html", context)
    messages.success(request, _("More time was given; the first day stays on record."))
    return redirect(due)


def _enter_for(request: HttpRequest, due: Due, report: Report | None) -> HttpResponse:
    """Begin it for the unit; from here on it is filled in as the unit would."""
    hat, _day = asking(request)
    channel = request.POST.get("channel", "")
    try:
        actions.start_for_unit(due=due, channel=channel, actor=hat, now=clock.now())
    except Refusal as why:
        return refused(request, why, "figures/report.html", _report_context(request, due, report))
    return redirect(due)


_STEPS = {"thay": _enter_for, "duyet": _approve, "tra": _return, "gia-han": _extend}


@require_POST
def keep_cells(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """A cell was left: the draft is kept as it stands, and what is wrong with it or asked about is told.

    What the browser has brought back by itself is looked at only, until somebody goes on with it.
    """
    require_officer(request)
    due = _due(request, ref)
    report = Report.objects.filter(due=due).first()
    if "look" in request.POST or not _may(request, due, report, "figures.enter"):
        return render(request, CHECKS, _entry_context(request, due, None, request.POST))
    try:
        report = _kept(request, due)
    except Refusal as why:
        said = {"not_kept": " ".join(explain(fault) for fault in why.faults), "version": None}
        return render(request, CHECKS, _entry_context(request, due, None, request.POST) | said)
    context = _entry_context(request, due, report) | {"kept_at": clock.now()}
    answer = render(request, CHECKS, context)
    answer["HX-Trigger"] = "kept"
    return answer
