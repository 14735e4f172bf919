"""What `tongket check` asks of reports: who was due, and each step, cell and state, against the ledger's entries."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from tongket.base.entries import Fact, facts_of
from tongket.base.models import Entry
from tongket.figures.models import Cell, Due, Figure, Report, ReportEvent
from tongket.viet.fault import Fault

State, Step = Report.State, ReportEvent.Kind
_STEPS = {
    "figures.submit": Step.SUBMITTED,
    "figures.return": Step.RETURNED,
    "figures.approve": Step.APPROVED,
}
_HANDED_IN = (State.SUBMITTED, State.APPROVED)


def check_dues() -> list[Fault]:
    """The first unit that owes a report otherwise, or by another moment, than when the period was opened."""
    opened: dict[tuple[str, str, str], tuple[datetime, Fact]] = {}
    for entry in Entry.objects.filter(kind="figures.open").order_by("pk").iterator(2000):
        facts = facts_of(entry)
        if not {"due", "units", "period"} <= facts.keys():
            continue  # an entry that was changed: the log says so, and what it opened is missed below
        due_at = datetime.fromisoformat(str(facts["due"]))
        for unit in facts["units"]:  # type: ignore[union-attr]
            opened[str(entry.subject), str(unit), str(facts["period"])] = due_at, facts.get("rule", "")
    extended = {
        entry.subject: facts_of(entry)
        for entry in Entry.objects.filter(kind="figures.extend").order_by("pk").iterator(2000)
    }
    for due in Due.objects.select_related("form", "unit").order_by("pk").iterator(2000):
        said = opened.pop((str(due.form.ref), str(due.unit.ref), due.period), None)
        if said != (due.due_at, due.rule) or not _extended(due, extended.pop(due.ref, {})):
            return [Fault("figures.due_differs", values={"title": due.form.title, "period": due.period})]
    if opened:
        return [Fault("figures.due_differs", values={"title": "…", "period": next(iter(opened))[2]})]
    return []


def _extended(due: Due, said: dict[str, Fact]) -> bool:
    until = datetime.fromisoformat(str(said["until"])) if "until" in said else None
    return (due.extended_to, due.extension_reason) == (until, said.get("reason", ""))


def check_reports() -> list[Fault]:
    """The first report whose state, steps or cells are not those of its entries."""
    entries: dict[UUID, list[Entry]] = defaultdict(list)
    for entry in Entry.objects.filter(kind__in=_STEPS).order_by("pk").iterator(2000):
        entries[entry.subject].append(entry)
    corrected = _corrections()
    cells = _cells()
    reports = Report.objects.select_related("due__form").prefetch_related("events").order_by("pk")
    for report in reports:
        steps = entries.pop(report.ref, [])
        if not (
            _stands(report, steps)
            and _walked(report, steps, corrected.get(report.pk, set()))
            and (report.state not in _HANDED_IN or _typed(steps) == cells.get(report.pk, []))
        ):
            return [_differs(report.due.form.title, report.due.period)]
    return [_differs("…", "…")] if entries else []


def _differs(title: str, period: str) -> Fault:
    return Fault("figures.report_differs", values={"title": title, "period": period})


def _cells() -> dict[int, list[list[Fact]]]:
    found: dict[int, list[list[Fact]]] = defaultdict(list)
    rows = Cell.objects.order_by("report", "item__order").values_list("report", "item__order", "typed")
    for report, order, typed in rows.iterator(2000):
        found[report].append([order, typed])
    return found


def _corrections() -> dict[int, set[tuple[object, ...]]]:
    """When, by whom and why figures of each report were corrected; the figures are held by their own entries."""
    found: dict[int, set[tuple[object, ...]]] = defaultdict(set)
    rows = Figure.objects.exclude(supersedes=None).exclude(report=None)
    for report, *step in rows.values_list("report", "entered", "actor", "reason"):
        found[report].add(tuple(step))
    return found


def _stands(report: Report, steps: list[Entry]) -> bool:
    sent = [entry.at for entry in steps if entry.kind == "figures.submit"]
    approved = [entry.at for entry in steps if entry.kind == "figures.approve"]
    state = str(_STEPS[steps[-1].kind]) if steps else str(State.DRAFT)
    first, last = (sent[0] if sent else None), (approved[-1] if approved else None)
    return (report.state, report.submitted_at, report.approved_at) == (state, first, last)


def _walked(report: Report, steps: list[Entry], corrected: set[tuple[object, ...]]) -> bool:
    events = sorted(report.events.all(), key=lambda event: event.pk)
    taken = [
        (event.kind, event.at, event.actor, event.reason, list(event.cells))
        for event in events
        if event.kind in _STEPS.values()
    ]
    said = [
        (str(_STEPS[entry.kind]), entry.at, entry.actor, facts.get("reason", ""), _marked(entry, facts))
        for entry in steps
        for facts in [facts_of(entry)]
    ]
    mended = {(event.at, event.actor, event.reason) for event in events if event.kind == Step.CORRECTED}
    return taken == said and mended == corrected


def _marked(entry: Entry, facts: dict[str, Fact]) -> list[Fact]:
    """The lines that a return concerns; what was handed in is no mark."""
    return list(facts.get("cells", [])) if entry.kind == "figures.return" else []  # type: ignore[arg-type]


def _typed(steps: list[Entry]) -> Fact:
    """What was handed in last, line by line."""
    sent = [entry for entry in steps if entry.kind == "figures.submit"]
    return facts_of(sent[-1]).get("cells", []) if sent else []
