"""The one way in for filled reports, by whatever door: all are checked, written and handed in, or none.

It does in few statements what `start_report`, `save_cells` and `submit_report` do one after another; a test holds
the two ways to the same rows and the same entry.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import batched

from django.db import connection, transaction
from django.db.models import Count, F, Value
from django.db.models.functions import Coalesce

from tongket.base.bulk import insert_rows
from tongket.base.clock import day_of
from tongket.base.outbox import notify
from tongket.figures.actions.append import derived_ref, within
from tongket.figures.actions.reports import OPEN_STATES
from tongket.figures.cells import Read, check, reads_of, where_of
from tongket.figures.intake.rows import refuse
from tongket.figures.models import Cell, Due, FormItem, Report, ReportEvent
from tongket.figures.queries import carriers
from tongket.units.acts import act
from tongket.units.grants import require
from tongket.units.hats import Hat
from tongket.units.models import UnitVersion
from tongket.units.queries import names_of
from tongket.viet.fault import Fault
from tongket.viet.period import Period

_MANY = 500  # keys in one statement


@dataclass
class Filled:
    """What is said of one report: texts and notes by the order of the lines, and where each text stands."""

    due: Due
    name: str = ""
    typed: dict[int, str] = field(default_factory=dict)
    notes: dict[int, str] = field(default_factory=dict)
    wheres: dict[int, str] = field(default_factory=dict)


@dataclass
class _Draft:
    """One report on its way in: the row, its lines, what stands in its cells already."""

    said: Filled
    report: Report
    items: list[FormItem]
    kept: dict[int, Cell]
    new: bool
    reads: Mapping[int, Read] = field(default_factory=dict)

    @cached_property
    def typed(self) -> dict[int, str]:
        before = {item.order: self.kept[item.pk].typed for item in self.items if item.pk in self.kept}
        return before | self.said.typed


def hand_in(filled: Sequence[Filled], *, actor: Hat, now: datetime) -> list[Report]:
    """Fill and submit these reports. Refuses with every fault of every one; then nothing of any is kept.

    A line of which nothing is said stays as the draft has it.
    """
    day = day_of(now)
    parties = _refuse_strangers(filled, actor, day)
    with transaction.atomic():
        drafts = _drafts(filled)
        _refuse_faults(drafts)
        _write_cells(drafts)
        _write_steps(drafts, actor, now)
        names = names_of((one.said.due.unit_id for one in drafts), day)
        for one in drafts:
            unit = one.said.due.unit_id
            _submit(one, names.get(unit, ""), parties[unit], actor, now)
        _set_state([one.report.pk for one in drafts], now)
    reports = Report.objects.filter(due__in=[one.due.pk for one in filled[:_MANY]])
    found = {report.due_id: report for report in reports.select_related("due__form")}
    return [found.get(one.said.due.pk, one.report) for one in drafts]


def _refuse_strangers(filled: Sequence[Filled], actor: Hat, day: date) -> dict[int, tuple[int, ...]]:
    """Refuse whom the grant table does not let enter them; who, for each unit, writes in its place."""
    parties = _carriers({one.due.unit_id for one in filled}, day)
    for unit, others in parties.items():
        require(actor, "figures.enter", unit_id=unit, day=day, state=Report.State.DRAFT, parties=others)
    return parties


def _carriers(units: Collection[int], day: date) -> dict[int, tuple[int, ...]]:
    """Who writes for each of the units on the day, where it has ended."""
    alive = UnitVersion.objects.filter(start__lte=day, end__gt=day).values_list("unit_id", flat=True)
    living = {unit for some in batched(sorted(units), _MANY) for unit in alive.filter(unit__in=some)}
    return {unit: () if unit in living else carriers(unit, day) for unit in sorted(units)}


def _drafts(filled: Sequence[Filled]) -> list[_Draft]:
    """The reports, begun where they were not, ours until the transaction ends."""
    dues = {one.due.pk: one.due for one in filled}
    forms = {due.form_id for due in dues.values()}
    items: dict[int, list[FormItem]] = {form: [] for form in forms}
    for item in (
        FormItem.objects.filter(form__in=forms).select_related("indicator", "breakdown").order_by("order")
    ):
        items[item.form_id].append(item)
    known = _locked(list(dues))
    fresh = [
        Report(due=due, ref=derived_ref(due.ref, "report"), unit_id=due.unit_id)
        for due in dues.values()
        if due.pk not in known
    ]
    Report.objects.bulk_create(fresh, batch_size=_MANY)
    cells = _kept_cells([report.pk for report in known.values()])
    begun = known | {report.due_id: report for report in fresh}
    drafts = []
    for one in filled:
        report = begun[one.due.pk]
        report.due = one.due
        new = one.due.pk not in known
        drafts.append(_Draft(one, report, items[one.due.form_id], cells.get(report.pk, {}), new))
    return drafts


def _locked(dues: Sequence[int]) -> dict[int, Report]:
    found: dict[int, Report] = {}
    for some in batched(sorted(dues), _MANY):
        reports = Report.objects.select_for_update().filter(due__in=some).order_by("pk")
        found |= {report.due_id: report for report in reports}
    return found


def _kept_cells(reports: Sequence[int]) -> dict[int, dict[int, Cell]]:
    found: dict[int, dict[int, Cell]] = {}
    for some in batched(reports, _MANY):
        for cell in Cell.objects.filter(report__in=some):
            found.setdefault(cell.report_id, {})[cell.item_id] = cell
    return found


def _refuse_faults(drafts: Sequence[_Draft]) -> None:
    faults: list[Fault] = []
    for one in drafts:
        if one.report.state not in OPEN_STATES:
            faults.append(Fault("figures.report_state", one.said.name, {"state": one.report.state}))
            continue
        faults += _too_long(one)
        wheres = {item.order: one.said.wheres.get(item.order) or _place(one, item) for item in one.items}
        one.reads = reads_of(one.items, one.typed, wheres)
        faults += check(one.items, one.typed, wheres, one.reads)
    refuse(faults)


def _place(one: _Draft, item: FormItem) -> str:
    return ", ".join(part for part in (one.said.name, where_of(item)) if part)


def _too_long(one: _Draft) -> list[Fault]:
    """Texts that a column cannot hold."""
    found: list[Fault] = []
    for texts in (one.said.typed, one.said.notes):
        for order, text in texts.items():
            if len(text) > 300:
                said: dict[str, str | int] = {"most": 300, "start": text[:30]}
                found.append(Fault("figures.too_long", one.said.wheres.get(order, one.said.name), said))
    return found


def _write_cells(drafts: Sequence[_Draft]) -> None:
    fresh: list[tuple[object, ...]] = []
    changed: list[tuple[str | int | None, ...]] = []
    for one in drafts:
        for item in one.items:
            if item.order not in one.said.typed and item.order not in one.said.notes:
                continue
            kept = one.kept.get(item.pk)
            text = within(one.said.typed.get(item.order, kept.typed if kept else ""))
            note = one.said.notes.get(item.order, kept.note if kept else "")
            read = one.reads[item.order]
            said = (text, str(read.state), read.value, within(note) if note else "")
            if kept is None:
                fresh.append((one.report.pk, item.pk, *said, "", None))
            else:
                changed.append((*said, kept.pk))
    columns = ("report_id", "item_id", "typed", "state", "value", "note", "cited", "evidence_id")
    insert_rows(Cell, columns, fresh)
    if changed:
        table = connection.ops.quote_name(Cell._meta.db_table)
        sql = f"UPDATE {table} SET typed = %s, state = %s, value = %s, note = %s WHERE id = %s"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.executemany(sql, changed)


def _write_steps(drafts: Sequence[_Draft], actor: Hat, now: datetime) -> None:
    """Begun and handed in, as they would have been taken one by one."""
    counted: dict[int, int] = {}
    for some in batched([one.report.pk for one in drafts], _MANY):
        events = ReportEvent.objects.filter(report__in=some).order_by()
        counted |= dict(events.values_list("report").annotate(Count("pk")))
    steps = []
    for one in drafts:
        taken = counted.get(one.report.pk, 0)
        kinds = [ReportEvent.Kind.OPENED] * one.new + [ReportEvent.Kind.SUBMITTED]
        for number, kind in enumerate(kinds, start=taken):
            ref = derived_ref(one.report.ref, kind, number)
            steps.append(
                ReportEvent(ref=ref, report=one.report, kind=kind, at=now, actor=actor.appointment, cells=[])
            )
    ReportEvent.objects.bulk_create(steps, batch_size=_MANY)


def _submit(one: _Draft, name: str, parties: tuple[int, ...], actor: Hat, now: datetime) -> None:
    """The entry of the ledger, and the line on the desk of whoever asked."""
    due, report = one.said.due, one.report
    with act("figures.submit", on=report, state=report.state, actor=actor, now=now, parties=parties) as done:
        typed = one.typed
        done.note(period=due.period, cells=[[order, typed[order]] for order in sorted(typed)])
        if papers := _papers(one):
            done.note(evidence=papers)
    title = due.form.title if due.form.unit_id == due.unit_id else f"{due.form.title}, {name}"
    values = {"title": title, "period": Period.parse(due.period).label()}
    link = due.get_absolute_url()
    notify(unit_id=due.form.unit_id, code="figures.submitted", values=values, link=link, now=now)


def _papers(one: _Draft) -> list[list[str | int]]:
    """What lies beside the cells as evidence, as the ledger keeps it: line and file."""
    orders: Mapping[int, int] = {item.pk: item.order for item in one.items}
    kept = sorted((orders[cell.item_id], cell) for cell in one.kept.values() if cell.evidence_id)
    return [[order, str(cell.evidence.ref)] for order, cell in kept if cell.evidence]


def _set_state(reports: Sequence[int], now: datetime) -> None:
    for some in batched(reports, _MANY):
        Report.objects.filter(pk__in=some).update(
            state=Report.State.SUBMITTED,
            submitted_at=Coalesce(F("submitted_at"), Value(now)),
            version=F("version") + 2,
        )
