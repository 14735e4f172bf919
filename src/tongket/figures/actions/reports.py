"""A report from draft to approved, or returned with a reason."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from tongket.base import measures
from tongket.base.clock import day_of
from tongket.base.entries import Fact, facts_of
from tongket.base.files import drop_file, record_file
from tongket.base.models import Entry, File
from tongket.base.outbox import notify
from tongket.figures.actions.append import NewFigure, appending, derived_ref, within
from tongket.figures.actions.facts import count_measured
from tongket.figures.actions.fit import refuse_faults
from tongket.figures.cells import read_cell, where_of
from tongket.figures.models import TOTAL, Cell, Due, Figure, FormItem, Report, ReportEvent
from tongket.figures.queries.seen import carriers, items_of, writers
from tongket.units.acts import About, act
from tongket.units.grants import require
from tongket.units.hats import Hat
from tongket.units.models import Appointment
from tongket.units.queries import names_of
from tongket.viet.fault import Fault, Refusal
from tongket.viet.period import Period
from tongket.viet.text import nfc

State, Step = Report.State, ReportEvent.Kind
OPEN_STATES = (State.DRAFT, State.RETURNED)


def start_report(*, due: Due, actor: Hat, now: datetime) -> Report:
    """The draft of a unit that is due; the same one however often it is opened."""
    known = Report.objects.filter(due=due).first()
    parties = writers(known, day_of(now)) if known else carriers(due.unit_id, day_of(now))
    require(actor, "figures.enter", unit_id=due.unit_id, day=day_of(now), state=State.DRAFT, parties=parties)
    with transaction.atomic():
        report, new = _begun(due)
        if new:
            _step(report, Step.OPENED, actor, now)
    return report


def start_for_unit(*, due: Due, channel: str, actor: Hat, now: datetime) -> Report:
    """The office above, or the one that asks, begins what the unit sent on paper or said by telephone.

    What the unit has begun itself is its own to finish. The unit still sees the draft, and is told of it.
    """
    if channel not in Report.Channel:
        raise Refusal(Fault("figures.channel_missing"))
    about, parties = About(derived_ref(due.ref, "report"), due.unit_id), (due.form.unit_id,)
    with act("figures.enter_for", on=about, state=State.DRAFT, actor=actor, now=now, parties=parties) as done:
        report, new = _begun(due, channel=channel, entered_by_id=actor.unit_id)
        if not new:
            raise Refusal(Fault("figures.begun_already"))
        _step(report, Step.ENTERED, actor, now, reason=channel)
        _notice(report, report.unit_id, "figures.entered_for", now)
        done.note(period=due.period, channel=channel)
    return report


def _begun(due: Due, **more: object) -> tuple[Report, bool]:
    start = {"ref": derived_ref(due.ref, "report"), "unit_id": due.unit_id, **more}
    return Report.objects.get_or_create(due=due, defaults=start)


def save_cells(
    *,
    report: Report,
    typed: Mapping[int, str],
    actor: Hat,
    now: datetime,
    version: int | None = None,
    words: str | None = None,
    notes: Mapping[int, str] | None = None,
    evidence: Mapping[int, File | None] | None = None,
    cited: Mapping[int, str] | None = None,
    replace: bool = False,
) -> Report:
    """Keep a draft as it was typed, right or wrong, by the order of the lines. A draft is no entry of the ledger.

    Evidence that lies on the disk only (`put_file`) is recorded with it; where it is refused, the file is swept.
    With the `version` that the writer saw, a save over somebody else's is refused and nothing is lost. A line
    holds one file: another goes in its place only where the writer says so (`replace`), and none takes it away.
    A file that loses its line before the report was handed in with it is not kept.
    """
    _refuse_state(report, *OPEN_STATES)
    day = day_of(now)
    parties = writers(report, day)
    require(actor, "figures.enter", unit_id=report.unit_id, day=day, state=report.state, parties=parties)
    with transaction.atomic():
        report = _locked(report, *OPEN_STATES)
        if version is not None and version != report.version:
            raise Refusal(Fault("figures.edited_meanwhile"))
        if not replace:
            _refuse_second(report, evidence or {})
        old = _evidence_of(report, evidence or {})
        for file in (evidence or {}).values():
            if file and file.pk is None:
                record_file(file, now=now, actor=actor.appointment)
        given = typed, notes or {}, evidence or {}, cited or {}
        _keep(report, {item.pk: _kept(item, *given) for item in items_of(report.due.form)})
        for file in old:
            if not report.events.filter(kind=Step.SUBMITTED, at__gte=file.kept_at).exists():
                drop_file(file, now=now, actor=actor.appointment)
        if words is not None:
            report.words = nfc(words).replace("\0", "")
        report.version += 1
        report.save(update_fields=["words", "version"])
    return report


def _evidence_of(report: Report, lines: Collection[int]) -> list[File]:
    """What these lines have as evidence."""
    cells = report.cells.filter(item__order__in=lines).exclude(evidence=None).select_related("evidence")
    return [cell.evidence for cell in cells if cell.evidence]


def _papers(report: Report) -> Fact:
    """What was handed in as evidence, as the ledger keeps it: line and file."""
    cells = report.cells.exclude(evidence=None).order_by("item__order")
    return [[order, str(ref)] for order, ref in cells.values_list("item__order", "evidence__ref")]


def _refuse_second(report: Report, evidence: Mapping[int, File | None]) -> None:
    """Refuse another file for a line that has one; the same file again changes nothing."""
    cells = report.cells.filter(item__order__in=evidence).exclude(evidence=None)
    for cell in cells.select_related("item__indicator", "item__breakdown", "evidence").order_by(
        "item__order"
    ):
        new = evidence[cell.item.order]
        if new and cell.evidence and cell.evidence.sha256 != new.sha256:
            raise Refusal(Fault("figures.second_evidence", where_of(cell.item), {"name": cell.evidence.name}))


def _keep(report: Report, given: Mapping[int, Mapping[str, object]]) -> None:
    """Write what was given of each line; the cells of lines of which nothing was given stay as they are."""
    cells = {cell.item_id: cell for cell in report.cells.all()}
    for item, kept in given.items():
        if kept and item in cells:
            for name, value in kept.items():
                setattr(cells[item], name, value)
            cells[item].save(update_fields=kept)
    Cell.objects.bulk_create(
        Cell(report=report, item_id=item, **kept)
        for item, kept in given.items()
        if kept and item not in cells
    )


def _kept(
    item: FormItem,
    typed: Mapping[int, str],
    notes: Mapping[int, str],
    evidence: Mapping[int, File | None],
    cited: Mapping[int, str],
) -> dict[str, object]:
    """What of a cell is written: only what was given."""
    kept: dict[str, object] = {}
    if item.order in typed:
        text = within(typed[item.order], where_of(item))
        read = read_cell(text, item)
        kept = {"typed": text, "state": read.state, "value": read.value}
    if item.order in notes:
        kept["note"] = within(notes[item.order], where_of(item))
    if item.order in evidence:
        kept["evidence"] = evidence[item.order]
    if item.order in cited:
        kept["cited"] = within(cited[item.order], where_of(item))
    return kept


def submit_report(*, report: Report, actor: Hat, now: datetime) -> Report:
    """Hand in. With faults it is refused whole, with all of them, and stays as it was."""
    _refuse_state(report, *OPEN_STATES)
    parties = writers(report, day_of(now))
    with act("figures.submit", on=report, state=report.state, actor=actor, now=now, parties=parties) as done:
        report = _locked(report, *OPEN_STATES)
        typed = refuse_faults(report)
        report.state = State.SUBMITTED
        report.submitted_at = report.submitted_at or now
        report.version += 1
        report.save(update_fields=["state", "submitted_at", "version"])
        _step(report, Step.SUBMITTED, actor, now)
        _notice(report, report.due.form.unit_id, "figures.submitted", now)
        done.note(period=report.due.period, cells=_as_facts(typed))
        if papers := _papers(report):
            done.note(evidence=papers)
    return report


def return_report(
    *, report: Report, reason: str, actor: Hat, now: datetime, cells: Sequence[int] = ()
) -> Report:
    """Give it back to be mended: why, and which lines."""
    if not reason.strip():
        raise Refusal(Fault("figures.reason_missing"))
    _refuse_state(report, State.SUBMITTED)
    with act(
        "figures.return", on=report, state=report.state, actor=actor, now=now, parties=_asker(report)
    ) as done:
        report = _locked(report, State.SUBMITTED)
        report.state = State.RETURNED
        report.version += 1
        report.save(update_fields=["state", "version"])
        _step(report, Step.RETURNED, actor, now, reason=nfc(reason.strip()), cells=sorted(cells))
        _notice(report, report.unit_id, "figures.returned", now, reason=reason.strip())
        done.note(reason=reason.strip(), cells=sorted(cells))
    return report


def approve_report(*, report: Report, actor: Hat, now: datetime) -> Report:
    """Turn its cells into figures. Nobody approves what they handed in themselves."""
    _refuse_state(report, State.SUBMITTED)
    parties = _asker(report)
    with appending(
        "figures.approve", on=report, state=report.state, actor=actor, now=now, parties=parties
    ) as making:
        report = _locked(report, State.SUBMITTED)
        _refuse_own(report, actor)
        refuse_faults(report)
        making.figures = _figures(report, actor, now)
        making.done.note(period=report.due.period)
        report.state, report.approved_at = State.APPROVED, now
        report.version += 1
        report.save(update_fields=["state", "approved_at", "version"])
        _step(report, Step.APPROVED, actor, now)
        _notice(report, report.unit_id, "figures.approved", now)
        _count(report, now)
    return report


def _count(report: Report, now: datetime) -> None:
    """What the system counts of its lines is recorded with it, under an entry of its own."""
    for item in items_of(report.due.form):
        if item.indicator.counted_by in measures.names():
            period = Period.parse(report.due.period)
            count_measured(indicator=item.indicator, units=[report.unit_id], period=period, now=now)


def sent_cells(report: Report) -> dict[int, str]:
    """What was handed in last, text by line, as the ledger keeps it; empty where nothing was."""
    sent = Entry.objects.filter(kind="figures.submit", subject=report.ref).order_by("-at", "-pk").first()
    return dict(facts_of(sent).get("cells", [])) if sent else {}  # type: ignore[arg-type]


def _locked(report: Report, *states: str) -> Report:
    """The report as it now stands, ours until the transaction ends."""
    report = Report.objects.select_for_update(of=("self",)).select_related("due__form").get(pk=report.pk)
    _refuse_state(report, *states)
    return report


def _refuse_state(report: Report, *states: str) -> None:
    if report.state not in states:
        raise Refusal(Fault("figures.report_state", values={"state": report.state}))


def _refuse_own(report: Report, actor: Hat) -> None:
    """Not the one who handed it in, under whatever hat."""
    submitter = (
        report.events.filter(kind=Step.SUBMITTED)
        .order_by("-at", "-id")
        .values_list("actor", flat=True)
        .first()
    )
    if submitter is None:
        return
    account = Appointment.objects.filter(ref=submitter).values_list("account_id", flat=True).first()
    if submitter == actor.appointment or account == actor.account_id:
        raise Refusal(Fault("figures.own_report"))


def _figures(report: Report, actor: Hat, now: datetime) -> list[NewFigure]:
    period = Period.parse(report.due.period)
    cells = report.cells.select_related("item__indicator", "evidence").order_by("item__order")
    return [
        NewFigure(
            ref=derived_ref(report.ref, cell.item.indicator.ref, cell.item.breakdown_id),
            indicator=cell.item.indicator,
            unit_id=report.due.unit_id,
            period=period,
            breakdown=cell.item.breakdown_id or TOTAL,
            source=Figure.Source.REPORTED,
            value=cell.value,
            entered=now,
            actor=actor.appointment,
            report=report,
            evidence=cell.evidence,
            evidence_text=cell.cited,
            note=cell.note,
        )
        for cell in cells.exclude(state=Cell.State.BLANK)
    ]


def _as_facts(typed: Mapping[int, str]) -> Fact:
    """What was handed in, as the ledger keeps it: line and text."""
    return [[order, text] for order, text in sorted(typed.items())]


def _asker(report: Report) -> tuple[int, ...]:
    return (report.due.form.unit_id,)


def _step(
    report: Report, kind: str, actor: Hat, now: datetime, reason: str = "", cells: Sequence[int] = ()
) -> None:
    ReportEvent.objects.create(
        ref=derived_ref(report.ref, kind, report.events.count()),
        report=report,
        kind=kind,
        at=now,
        actor=actor.appointment,
        reason=reason,
        cells=list(cells),
    )


def _notice(report: Report, unit_id: int, code: str, now: datetime, **values: str) -> None:
    """To others than the unit itself the title names the unit: theirs is one of many."""
    title = report.due.form.title
    if unit_id != report.unit_id:
        title += f", {names_of([report.unit_id], day_of(now)).get(report.unit_id, '')}"
    shown = {"title": title, "period": Period.parse(report.due.period).label(), **values}
    notify(unit_id=unit_id, code=code, values=shown, link=report.due.get_absolute_url(), now=now)
