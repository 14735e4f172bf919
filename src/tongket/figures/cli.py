"""`tongket figures`: templates out, workbooks in, the store kept and audited."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tongket.base.shell import FAILED, command, complain

if TYPE_CHECKING:
    from tongket.figures.models import Due, Form
    from tongket.viet.period import Period

app = typer.Typer(help="Figures: templates out, workbooks in, the store.")
TOLD_MOST = 100  # differences that an audit prints
_Programme = Annotated[str, typer.Argument(help="The programme's short name.")]


@app.command()
@command
def template(
    programme: _Programme,
    period: Annotated[str, typer.Argument(help="2025, 2025-Q3, 2025-07 …")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The .xlsx file to write.")],
    unit: Annotated[
        list[str] | None, typer.Argument(help="Names or codes of units that are due; all if none.")
    ] = None,
) -> None:
    """Hand out the workbook in which units fill in their reports of a period."""
    from tongket.base import clock
    from tongket.figures.workbook import template as hand_out
    from tongket.viet.fault import refusal
    from tongket.viet.period import Period

    if output.suffix.lower() != ".xlsx":
        raise refusal("figures.not_a_workbook_name", name=output.name)
    asked = Period.parse(period)
    form = _form(programme, asked)
    data = hand_out(form, asked, _dues(form, asked, unit or []), now=clock.now())
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_bytes(data)
    except OSError as error:
        raise refusal("base.cannot_write", path=str(output), why=error.strerror or "") from None
    typer.echo(output)


@app.command("import")
@command
def import_(
    file: Annotated[Path, typer.Argument(help="A filled-in workbook; CSV, JSON or DHIS2's dataValueSets.")],
    programme: Annotated[str, typer.Option(help="Refuse a workbook of any other programme.")] = "",
    history: Annotated[
        str, typer.Option(help="Past periods: the document from which the figures are taken over.")
    ] = "",
    evidence: Annotated[Path | None, typer.Option(help="With --history: the document's file.")] = None,
) -> None:
    """Take in a file of figures: all its reports are handed in, or none, with every fault by its place."""
    from django.utils.translation import gettext as _

    from tongket.base import clock
    from tongket.base.files import put_file
    from tongket.base.models import Access
    from tongket.figures.intake.files import hand_in_file, take_over_file
    from tongket.units.hats import SYSTEM

    data, now = _bytes_of(file), clock.now()
    if history:
        paper = evidence and put_file(
            data=_bytes_of(evidence), name=evidence.name, unit_id=None, access=Access.OFFICE, now=now
        )
        taken = take_over_file(data, document=history, actor=SYSTEM, now=now, evidence=paper or None)
        told = {"count": taken.count, "known": taken.known}
        typer.echo(_("Figures taken over: %(count)s; known already: %(known)s.") % told)
        return
    expected = _form(programme, None) if programme else None
    reports = hand_in_file(data, actor=SYSTEM, now=now, expected=expected)
    typer.echo(_("Reports handed in: %(count)s") % {"count": len(reports)})


def _bytes_of(file: Path) -> bytes:
    from django.conf import settings

    from tongket.viet.fault import refusal

    try:
        if file.stat().st_size > settings.FILE_LIMIT:
            raise refusal("workbook.too_big")
        return file.read_bytes()
    except OSError:
        raise refusal("reader.no_such_file", str(file)) from None


@app.command()
@command
def compact() -> None:
    """Write the figures that are not yet in the store into a new segment, and sweep stray files."""
    from django.utils.translation import gettext as _

    from tongket.base import clock
    from tongket.figures import store

    segment = store.compact(clock.now())
    store.sweep(clock.now())
    typer.echo(segment.name if segment else _("Nothing waits for the store."))


@app.command()
@command
def audit() -> None:
    """Work out all that rests on the figures once more, and name each difference: entries, store, totals, tables."""
    from django.utils.translation import gettext as _

    from tongket.base.faults import explain
    from tongket.figures import checks
    from tongket.figures.models import Figure

    found = checks.audit()
    if found:
        told = [explain(fault) for fault in found[:TOLD_MOST]]
        more = len(found) - len(told)
        complain([*told, *([_("And %(count)s more.") % {"count": more}] if more else [])], FAILED)
    typer.echo(_("Figures recomputed: %(count)s. All agree.") % {"count": Figure.objects.count()})


def _form(slug: str, period: "Period | None") -> "Form":
    """The form by which a programme asks for a period; the newest if none is named."""
    from tongket.base import clock
    from tongket.figures.models import Form
    from tongket.programmes.queries import programme_of
    from tongket.units.hats import SYSTEM
    from tongket.viet.fault import refusal

    programme = programme_of(slug, SYSTEM, clock.today())
    forms = Form.objects.filter(programme=programme).order_by("-version")
    newest = forms.first()
    if newest is None:
        raise refusal("figures.form_missing", programme=programme.title)
    asked = forms.filter(dues__period=str(period)).first() if period else newest
    if asked is None:
        raise refusal("figures.period_closed", period=str(period))
    return asked


def _dues(form: "Form", period: "Period", words: list[str]) -> "list[Due]":
    """The frozen rows of the units that are named, by what they were called in the period; all if none is."""
    from tongket.units.models import UnitCode
    from tongket.units.queries import names_of
    from tongket.viet.fault import Fault, Refusal
    from tongket.viet.text import fold

    dues = list(form.dues.filter(period=str(period)))
    if not words:
        return dues
    ids = [due.unit_id for due in dues]
    called: dict[str, set[int]] = {}
    for unit, name in names_of(ids, period.last_day).items():
        called.setdefault(fold(name), set()).add(unit)
    for unit, code in UnitCode.objects.filter(unit__in=ids).values_list("unit", "code"):
        called.setdefault(code, set()).add(unit)
    unknown = [word for word in words if fold(word) not in called]
    if unknown:
        raise Refusal(*(Fault("figures.unit_unknown", values={"unit": word}) for word in unknown))
    wanted = {unit for word in words for unit in called[fold(word)]}
    return [due for due in dues if due.unit_id in wanted]
