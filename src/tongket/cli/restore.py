"""`tongket restore`: a backup put back into an empty installation, verified, and said to be what it is."""

from pathlib import Path
from typing import Annotated

import typer

from tongket.base.shell import FAILED, command, complain
from tongket.cli.words import say as _

app = typer.Typer()


@app.command()
@command
def restore(
    folder: Annotated[Path, typer.Argument(help="The folder of a backup.")],
) -> None:
    """Put a backup back into an empty data folder (and an empty database), and check all of it."""
    from tongket.base import clock
    from tongket.base.models import Entry, File, Installation
    from tongket.base.restore import put_back
    from tongket.base.sequencer import sequence
    from tongket.base.templatetags.viet import moment
    from tongket.cli.check import found
    from tongket.cli.tables import bring_up_to_date
    from tongket.figures.store import renew

    manifest = put_back(folder.resolve())
    bring_up_to_date()
    renew(clock.now())
    sequence(now=clock.now())
    typer.echo(
        _(
            "“%(name)s” as of %(at)s is here: %(entries)s entries of the ledger, %(files)s files.",
            name=Installation.objects.get().name,
            at=moment(manifest.moment),
            entries=Entry.objects.count(),
            files=File.objects.values("sha256").distinct().count(),
        )
    )
    if faults := found():
        complain(faults, FAILED)
    typer.echo(_("All is as it was written."))
