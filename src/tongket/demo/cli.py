"""`tongket demo`: load the sample and write its reviews."""

from pathlib import Path
from typing import Annotated

import typer

from tongket.base.shell import command

app = typer.Typer(help="The sample with real units and figures.")


@app.command()
@command
def demo(
    out: Annotated[Path, typer.Option("--out", help="Where the review's files go.")] = Path("out"),
) -> None:
    """Load the sample if it is not there, write its review as .docx, .pdf and .html, and say where."""
    from django.conf import settings
    from django.core.management import call_command
    from django.utils.translation import gettext as _

    from tongket.base import clock
    from tongket.demo import cast
    from tongket.demo.run import load_demo
    from tongket.reviews.cli import write_file
    from tongket.reviews.render import render_each
    from tongket.viet.fault import refusal

    if not settings.DEMO:
        raise refusal("demo.not_asked_for")
    call_command("migrate", verbosity=0)
    for review in load_demo(now=clock.now()):
        made = render_each(review, ("docx", "pdf", "html"))
        for form in ("docx", "pdf", "html"):
            path = out / f"{review.programme.slug}.{form}"
            write_file(path, made[form])
            typer.echo(path)
    typer.echo(
        _("Accounts (password: %(word)s): %(names)s")
        % {"word": cast.PASSWORD, "names": ", ".join(cast.usernames())}
    )
