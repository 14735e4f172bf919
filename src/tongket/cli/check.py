"""`tongket check`: is all that is kept still what was written?"""

from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from tongket.base.shell import FAILED, command, complain
from tongket.cli.words import say as _

app = typer.Typer()

# The modules whose functions `check_…` return faults, in the order in which to read them.
MODULES = (
    "tongket.base.checks",
    "tongket.base.standing",
    "tongket.base.series",
    "tongket.base.outbox",
    "tongket.units.checks",
    "tongket.directives.checks",
    "tongket.directives.paper_checks",
    "tongket.programmes.checks",
    "tongket.figures.checks",
    "tongket.figures.report_checks",
    "tongket.reviews.checks",
    "tongket.reviews.outlines.checks",
)


@app.command()
@command
def check(
    file: Annotated[
        Path | None,
        typer.Argument(help="A .docx or .pdf file: is it what was issued here, and what was altered?"),
    ] = None,
) -> None:
    """Verify the ledger, the evidence files, the units, the figures and the store; name the first fault of each."""
    if file is not None:
        _check_file(file)
        return
    if faults := found():
        complain(faults, FAILED)
    typer.echo(_("All is as it was written."))


def found() -> list[str]:
    """What all checks found, in sentences."""
    import inspect

    from tongket.base import clock
    from tongket.base.faults import explain

    now, faults = clock.now(), []
    for function in checks():
        needs_now = "now" in inspect.signature(function).parameters
        faults += function(now=now) if needs_now else function()
    return [explain(fault) for fault in faults]


def _check_file(file: Path) -> None:
    """Ends with 0 only for the issued file, unchanged."""
    from tongket.base import clock
    from tongket.base.templatetags.viet import moment
    from tongket.reviews.recognise import Found, recognise, said
    from tongket.units.hats import SYSTEM
    from tongket.viet.dates import format_date
    from tongket.viet.fault import refusal

    try:
        data = file.read_bytes()
    except OSError:
        raise refusal("reader.no_such_file", str(file)) from None
    answer = recognise(data=data, name=file.name, actor=SYSTEM, now=clock.now())
    lines = [said(answer), f"{answer.title} {answer.symbol}".strip()]
    if answer.issued_on:
        lines[-1] += f", {format_date(answer.issued_on)}"
    if answer.later:
        lines.append(_("A newer review of the same period was published: %(link)s", link=answer.later))
    for one in answer.altered:
        kind = _("figure") if one.is_figure else _("words")
        there, frozen = one.there or "–", one.frozen or "–"
        lines.append(
            _(
                "%(kind)s, %(where)s: here “%(there)s”, kept “%(frozen)s”",
                kind=kind,
                where=one.where,
                there=there,
                frozen=frozen,
            )
        )
    for sign in answer.signatures:
        worth = _("whole") if sign.whole else _("not whole")
        anchor = _("anchored") if sign.anchored else _("not anchored")
        lines.append(
            _(
                "signature of %(owner)s, %(at)s: %(worth)s, %(anchor)s",
                owner=sign.owner or "–",
                at=moment(sign.at) if sign.at else "–",
                worth=worth,
                anchor=anchor,
            )
        )
    if answer.signatures:
        lines.append(_("revocation of the certificates not looked up; the moments are the signers' own"))
    if answer.found is not Found.ISSUED:
        complain(lines, FAILED)
    for line in lines:
        typer.echo(line)


def checks() -> Iterator[Callable[..., list]]:  # type: ignore[type-arg]
    for path in filter(find_spec, MODULES):
        module = import_module(path)
        for name, value in vars(module).items():
            if name.startswith("check_") and getattr(value, "__module__", "") == path:
                yield value
