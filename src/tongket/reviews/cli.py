"""`tongket review`: build a review and write its file."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from tongket.base.shell import command

app = typer.Typer(help="Reviews: what came of a programme.")
WORD = 16  # letters that a word beside the bar may have


def moment(text: str) -> datetime:
    """A moment as typed: 2026-11-22 or 2026-11-22T08:00, Vietnam's clock unless it names a zone."""
    from tongket.base.clock import HANOI
    from tongket.viet.fault import refusal

    try:
        parsed = datetime.fromisoformat(text)
    except ValueError:
        raise refusal("review.moment", text=text) from None
    return (parsed if parsed.tzinfo else parsed.replace(tzinfo=HANOI)).astimezone(UTC)


@app.command()
@command
def build(
    programme: Annotated[str, typer.Argument(help="The programme's short name.")],
    period: Annotated[str, typer.Argument(help="2025, 2025-Q3, 2022..2025 …")],
    output: Annotated[
        list[Path], typer.Option("--output", "-o", help="A .docx, .pdf, .html or .json file; or several.")
    ],
    as_of: Annotated[str, typer.Option("--as-of", help="The moment as of which figures are taken.")] = "",
    final: Annotated[
        bool, typer.Option("--final", help="A final review (tổng kết), not an interim one.")
    ] = False,
) -> None:
    """Compose the review of a programme over a period and write it to a file, or several."""
    from tongket.base import clock
    from tongket.programmes.queries import programme_of
    from tongket.reviews.actions import STEPS, build_review
    from tongket.reviews.models import Review
    from tongket.reviews.render import refuse_unknown, render_each
    from tongket.units.hats import SYSTEM
    from tongket.viet.period import Period

    forms = {path: path.suffix.lstrip(".").lower() for path in output}
    for path, form in forms.items():
        refuse_unknown(form, path.suffix or path.name)
    now = clock.now()
    wanted = sorted(set(forms.values()))
    with progress(len(STEPS) + len(wanted)) as told:
        review = build_review(
            programme=programme_of(programme, SYSTEM, clock.day_of(now)),
            period=Period.parse(period),
            kind=Review.Kind.FINAL if final else Review.Kind.INTERIM,
            as_of=moment(as_of) if as_of else now.replace(microsecond=0),
            actor=SYSTEM,
            now=now,
            told=told,
        )
        made = render_each(review, wanted, told)
    for path, form in forms.items():
        write_file(path, made[form])
        typer.echo(path)


@contextmanager
def progress(parts: int) -> Iterator[Callable[[str], None]]:
    """A bar on stderr, where that is a terminal, that goes on with each part that is done."""
    from django.utils.translation import gettext as _

    words = {"gathered": _("Records read"), "composed": _("Composed"), "frozen": _("Frozen")}
    hidden = not sys.stderr.isatty()
    bar: Any = typer.progressbar(
        length=parts,
        label=f"{_('Reading'):{WORD}}",
        show_eta=False,
        show_pos=True,
        file=sys.stderr,
        hidden=hidden,
    )

    def told(part: str) -> None:
        shown.label = f"{words.get(part, part):{WORD}}"
        shown.update(1)

    with bar as shown:
        yield told


def write_file(path: Path, data: bytes) -> None:
    """Write a file for the user; a place that cannot be written to is said in one sentence."""
    from tongket.viet.fault import refusal

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise refusal("base.cannot_write", path=str(path), why=error.strerror or "") from None
