"""`tongket backup`: the whole installation into one folder, while it runs."""

from pathlib import Path
from typing import Annotated

import typer

from tongket.base.shell import FAILED, command, complain
from tongket.cli.words import say as _

app = typer.Typer()


@app.command()
@command
def backup(
    folder: Annotated[Path, typer.Argument(help="A new or empty folder, readable by you alone.")],
) -> None:
    """Copy database, files and ledger key into a folder, while the site runs. The keys of seals are not copied."""
    from tongket.base import clock
    from tongket.base.backup import make_backup
    from tongket.base.faults import explain
    from tongket.cli.tables import require_tables
    from tongket.viet.fault import Fault

    require_tables()
    made = make_backup(folder.resolve(), now=clock.now())
    typer.echo(
        _(
            "Backup of “%(name)s” in %(folder)s: the database and %(files)s files, %(size)s MB.",
            name=made.name,
            folder=folder.resolve(),
            files=made.files,
            size=made.size // 1_000_000 + 1,
        )
    )
    if made.lost:
        lost = Fault("backup.lost", values={"count": len(made.lost), "sha256": made.lost[0]})
        complain([explain(lost)], FAILED)
