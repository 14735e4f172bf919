"""`tongket papers`: the arrival book of an office, and the doors to its document system."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tongket.base.shell import command

if TYPE_CHECKING:
    from tongket.units.models import Unit

app = typer.Typer(help="An office's papers: the arrival book, registers and edXML packages in and out.")

Office = Annotated[str, typer.Option("--office", help="Whose book: the office's name.")]


@app.command("list")
@command
def list_(
    office: Office,
    words: Annotated[str, typer.Option("--words", help="Only those with these words.")] = "",
    year: Annotated[int, typer.Option("--year", help="Only of this year's book.")] = 0,
    state: Annotated[
        str, typer.Option("--state", help="waiting, noted, under_way, overdue, done_in_time, done_late …")
    ] = "",
) -> None:
    """The arrival book, the last to arrive first: number, day, sender, symbol, abstract, state, with tabs between."""
    from tongket.base import clock
    from tongket.directives.incoming.queries import Asked, paper_lines, search_book
    from tongket.directives.incoming.state import WORDS, State
    from tongket.directives.models import Incoming
    from tongket.viet.dates import format_date
    from tongket.viet.fault import refusal

    if state and state not in set(State):
        raise refusal("paper.no_state", state=state, states=", ".join(State))
    today = clock.today()
    found = search_book(
        Incoming.objects.filter(unit=_office(office)), Asked(words, year or None, state=state), today
    )
    for line in paper_lines(found, today):
        one = line.paper
        told = (
            one.arrival,
            format_date(one.arrived_on),
            one.sender,
            one.symbol,
            one.abstract,
            WORDS[line.state][0],
        )
        typer.echo("\t".join(str(part) for part in told))


@app.command("import")
@command
def import_(
    file: Annotated[Path, typer.Argument(help="The register as .xlsx, or an edXML package.")], office: Office
) -> None:
    """Enter what the document system has handed out: whole or not at all, and nothing twice."""
    from django.utils.translation import gettext as _

    from tongket.base import clock
    from tongket.directives.incoming.door import take_in
    from tongket.units.hats import SYSTEM
    from tongket.viet.fault import refusal

    try:
        data = file.read_bytes()
    except OSError:
        raise refusal("reader.no_such_file", str(file)) from None
    entered = take_in(data, unit=_office(office), actor=SYSTEM, now=clock.now())
    typer.echo(
        _("New: %(new)s. Here already: %(known)s.") % {"new": len(entered.papers), "known": entered.known}
    )


@app.command()
@command
def export(
    office: Office,
    out: Annotated[Path, typer.Option("--out", help="The workbook to write.")] = Path("so-van-ban-den.xlsx"),
    year: Annotated[int, typer.Option("--year", help="Only of this year's book.")] = 0,
) -> None:
    """Write the arrival book as a workbook that a document system can take in."""
    from tongket.base import clock
    from tongket.directives.incoming.queries import Asked, paper_lines, search_book
    from tongket.directives.incoming.register import write_register
    from tongket.directives.models import Incoming
    from tongket.units.queries import names_of

    unit, today = _office(office), clock.today()
    found = search_book(Incoming.objects.filter(unit=unit), Asked(year=year or None), today)
    title = f"Sổ đăng ký văn bản đến – {names_of([unit.pk], today)[unit.pk]}"
    out.write_bytes(write_register(paper_lines(found, today), title=title))
    typer.echo(str(out))


@app.command()
@command
def package(
    symbol: Annotated[str, typer.Argument(help="Symbol of an issued paper: 12/KH-UBND.")],
    office: Office,
    sender: Annotated[
        str, typer.Option("--sender", help="The office's code in the exchange: 000.00.01.H41.")
    ] = "",
    out: Annotated[Path | None, typer.Option("--out", help="The file to write.")] = None,
) -> None:
    """Write an issued paper as an edXML package."""
    from django.db.models import F

    from tongket.directives.models import Outgoing
    from tongket.directives.outgoing.package import package_of
    from tongket.viet.fault import refusal

    unit = _office(office)
    found = (
        Outgoing.objects.filter(unit=unit, symbol=symbol)
        .order_by(F("issued_on").desc(nulls_last=True))
        .first()
    )
    if found is None:
        raise refusal("outgoing.unknown", symbol=symbol)
    path = out or Path(f"{symbol.replace('/', '-')}.edxml")
    path.write_bytes(package_of(found, sender_id=sender))
    typer.echo(str(path))


def _office(name: str) -> "Unit":
    """The office of that name, in whatever line it stands; UBND, HĐND, MTTQ stand for their words."""
    from tongket.base import clock
    from tongket.directives.numbering import spelled_out
    from tongket.units.models import Line
    from tongket.units.queries import at_day, find_on

    today = clock.today()
    if not any(find_on(name, today, line) for line in Line.values):
        name = spelled_out(name)
    lines = [line for line in Line.values if find_on(name, today, line)]
    return at_day(name, today, lines[0] if lines else Line.STATE).unit
