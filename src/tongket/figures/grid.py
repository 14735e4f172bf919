"""The grid of a report, line by line: what was before, what is typed, what is wrong with it or asked about."""

from collections.abc import Mapping
from dataclasses import dataclass

from tongket.base import clock
from tongket.base.faults import explain
from tongket.figures.cells import check, label_of, read_cell, show_value, write_cell
from tongket.figures.models import TOTAL, Cell, Due, Figure, FormItem, Report, ReportEvent
from tongket.figures.queries.counted import Count, counts_of
from tongket.figures.queries.past import Past, past_of
from tongket.figures.queries.seen import items_of
from tongket.figures.questions import questions
from tongket.viet.fault import Fault
from tongket.viet.period import Period


@dataclass
class Line:
    """One line of the grid: what was, what is typed, what is wrong with it."""

    item: FormItem
    label: str
    before: str
    typed: str = ""
    note: str = ""
    their_note: str = ""
    fault: str = ""
    theirs: str | None = None
    marked: bool = False
    evidence: str = ""
    cited: str = ""
    asked: str = ""
    count: Count | None = None
    figure: Figure | None = None

    @property
    def left(self) -> bool:
        """Whether somebody still has to fill it in."""
        return self.item.required and self.count is None and not self.typed.strip()

    @property
    def said(self) -> str:
        """What is typed, as a reader of the screen has it: a sign for “not applicable” in words."""
        na = read_cell(self.typed, self.item).state == Cell.State.NOT_APPLICABLE
        return show_value(None, 0) if na else self.typed

    @property
    def bounds(self) -> tuple[str, str]:
        decimals = self.item.indicator.decimals
        low, high = self.item.low, self.item.high
        return (
            "" if low is None else write_cell(low, decimals),
            "" if high is None else write_cell(high, decimals),
        )


def lines_of(due: Due, report: Report | None, sent: Mapping[str, str] | None = None) -> list[Line]:
    """The grid from what is kept, or from what was just sent with what is kept beside it where they differ."""
    items = items_of(due.form)
    period, indicators = Period.parse(due.period), {item.indicator_id for item in items}
    past = past_of(period, [due.unit_id], indicators).get(due.unit_id, {})
    returned = last_return(report)
    cells = {cell.item_id: cell for cell in report.cells.select_related("evidence")} if report else {}
    approved = report is not None and report.state == Report.State.APPROVED
    counts = counts_of(due, items, clock.now(), recorded=approved)
    lines = []
    for item in items:
        line = Line(
            item, label_of(item), _before(item, past.get((item.indicator_id, item.breakdown_id or TOTAL)))
        )
        line.marked = returned is not None and item.order in returned.cells
        line.count = counts.get(item.order)
        _fill(line, cells.get(item.pk), sent)
        lines.append(line)
    asked = questions(items, {line.item.order: line.typed for line in lines}, past)
    for line in lines:
        if fault := asked.get(line.item.order):
            line.asked = explain(fault)
    return lines


def _fill(line: Line, cell: Cell | None, sent: Mapping[str, str] | None) -> None:
    if cell is not None:
        line.typed, line.note = cell.typed, cell.note
        line.evidence = cell.evidence.name if cell.evidence else ""
        line.cited = cell.cited
    if sent is not None:
        kept = line.typed
        line.typed = sent.get(f"c{line.item.order}", kept)
        noted, line.note = line.note, sent.get(f"n{line.item.order}", line.note)
        line.their_note = noted if noted != line.note.strip() else ""
        line.theirs = kept if kept != line.typed.strip() else None


def _before(item: FormItem, past: Past | None) -> str:
    """The figure of the period before as it stands now: a number as it is typed, the rest in words."""
    if past is None or past.before not in past.values:
        return ""
    value = past.values[past.before]
    return show_value(None, 0) if value is None else write_cell(value, item.indicator.decimals)


def last_return(report: Report | None) -> ReportEvent | None:
    if report is None or report.state != Report.State.RETURNED:
        return None
    return report.events.filter(kind=ReportEvent.Kind.RETURNED).order_by("-at", "-pk").first()


def mark(lines: list[Line]) -> None:
    """Write beside each cell what is wrong with it; what is still empty is only counted."""
    items = [line.item for line in lines]
    wheres = {line.item.order: line.label for line in lines}
    by_where: dict[str, Fault] = {}
    for fault in check(items, {line.item.order: line.typed for line in lines}, wheres):
        if fault.code != "figures.blank":
            by_where.setdefault(fault.where, fault)
    for line in lines:
        if line.label in by_where:
            line.fault = explain(by_where[line.label])


def unanswered(lines: list[Line]) -> list[Line]:
    """Lines that are asked about and whose note says nothing."""
    return [line for line in lines if line.asked and not line.note.strip()]
