"""`tongket bench`: how fast this machine is, on figures invented for it in a folder of their own."""

import sys
from importlib import import_module
from pathlib import Path

import typer

from tongket.base.shell import REFUSED, command
from tongket.cli.words import say as _

app = typer.Typer(help="Measure how fast this machine is.")
CHECKOUT = Path(__file__).parents[3]


@app.callback()
def nothing() -> None:
    """Typer takes a single command for the program itself, unless there is a callback."""


@app.command()
@command
def figures(
    years: int = typer.Option(5, min=1, max=10, help="How many years of invented figures: 6 million each."),
    against: str = typer.Option("", help="postgres: the same questions to PostgreSQL, on this machine."),
    folder: Path | None = typer.Option(None, help="Where the invented figures lie; else a temporary folder."),
    output: Path | None = typer.Option(None, "--output", "-o", help="A JSON file for the results."),
) -> None:
    """Invent a country's figures, add them up, and print what it took."""
    if not (CHECKOUT / "bench" / "figures").is_dir():
        typer.echo(_("What is measured lies in a checkout of the source, in its folder bench."), err=True)
        raise typer.Exit(REFUSED)
    if str(CHECKOUT) not in sys.path:
        sys.path.insert(0, str(CHECKOUT))
    run = import_module("bench.figures.run")
    raise typer.Exit(run.main(years=years, against=against, folder=folder, output=output))
