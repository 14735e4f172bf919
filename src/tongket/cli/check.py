"""`tongket check`: is all that is kept still what was written?"""

from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec

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
def check() -> None:
    """Verify the ledger, the evidence files, the units, the figures and the store; name the first fault of each."""
    import inspect

    from tongket.base import clock
    from tongket.base.faults import explain

    now = clock.now()
    found = []
    for function in checks():
        needs_now = "now" in inspect.signature(function).parameters
        found += function(now=now) if needs_now else function()
    if found:
        complain([explain(fault) for fault in found], FAILED)
    typer.echo(_("All is as it was written."))


def checks() -> Iterator[Callable[..., list]]:  # type: ignore[type-arg]
    for path in filter(find_spec, MODULES):
        module = import_module(path)
        for name, value in vars(module).items():
            if name.startswith("check_") and getattr(value, "__module__", "") == path:
                yield value
