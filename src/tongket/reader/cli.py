"""`tongket read`: what the reader finds in files, as a table or as one JSON object a line; its scores."""

import gettext
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tongket.viet.fault import Fault, Refusal, refusal

if TYPE_CHECKING:
    from tongket.reader.model import Reading
    from tongket.reader.score import Score

app = typer.Typer(add_completion=False)
_LOCALE = Path(__file__).parent / "locale"


def _(text: str) -> str:
    """The text in the language that the shell has chosen; the crafts know no Django, so gettext alone."""
    return gettext.translation("django", _LOCALE, fallback=True).gettext(text)


@app.command()
def read(
    files: Annotated[list[Path] | None, typer.Argument(help="Files: .txt, .html or .docx.")] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object a line, with the characters read from.")
    ] = False,
    score: Annotated[
        Path | None, typer.Option(help="Score the reader on a folder with labels.jsonl and its texts.")
    ] = None,
) -> None:
    """Read texts and web pages: title, meeting, directives, persons, awards, figures."""
    if score is not None:
        from tongket.reader.score import score_folder

        _print_scores(score_folder(score), as_json=as_json)
        return
    if not files:
        raise refusal("reader.no_files")
    faults: list[Fault] = []
    for path in files:
        try:
            _print_reading(_read(path), path.stem, as_json=as_json)
        except Refusal as refused:
            faults += refused.faults
    if faults:
        raise Refusal(*faults)


def _read(path: Path) -> "Reading":
    from tongket.reader.read import read_file

    try:
        data = path.read_bytes()
    except OSError as fault:
        raise refusal("reader.no_such_file", str(path)) from fault
    return read_file(data, path.name)


def _print_reading(reading: "Reading", id_: str, *, as_json: bool) -> None:
    record = reading.as_dict(id_)
    if as_json:
        typer.echo(json.dumps(record, ensure_ascii=False))
        return
    typer.echo(f"{id_}\n" + _table(list(_rows(record))) + "\n")


def _rows(record: Any) -> Iterator[tuple[str, str, str, str]]:  # noqa: ANN401 (the printed record is plain JSON)
    """Kind, value, detail, and the characters read from."""
    if record["title"]:
        yield _("Title"), record["title"], "", _span(record["title_span"])
    event = record["event"]
    if event:
        yield _("Meeting"), event["type"], event.get("also") or "", _span(event["spans"]["type"])
        for key, name in (
            ("date", _("Day")),
            ("period", _("Period")),
            ("host", _("Host")),
            ("place", _("Place")),
        ):
            if event[key]:
                shown = event[key] if isinstance(event[key], str) else "..".join(event[key])
                basis = event["date_basis"] if key == "date" else ""
                yield name, shown, basis, _span(event["spans"][key])
    for found in record["directives"]:
        detail = ", ".join(filter(None, (found["date"], found["issuer"])))
        yield _("Directive"), found.get("symbol") or found["name"], detail, _span(found["span"])
    for found in record["persons"]:
        yield _("Person"), found["name"], found["position"], _span(found["span"])
    for found in record["commendations"]:
        yield _("Award"), found["kind"], _award(found), _span(found["span"])
    for found in record["figures"]:
        value = f"{found['value']} {found['unit'] or ''}".strip()
        yield _("Figure"), value, found["what"], _span(found["span"])


def _award(found: Any) -> str:  # noqa: ANN401 (the printed record is plain JSON)
    counts = [
        _("%(count)s collectives") % {"count": found["collectives"]} if found["collectives"] else "",
        _("%(count)s individuals") % {"count": found["individuals"]} if found["individuals"] else "",
    ]
    return ", ".join(filter(None, [*counts, found["awarded_by"] or "", found.get("status", "")]))


def _span(span: Sequence[int]) -> str:
    return f"{span[0]}–{span[1]}"


def _table(rows: Sequence[tuple[str, ...]]) -> str:
    """Columns side by side; a long value is cut so that a row stays a line."""
    cut = [tuple(shorten(cell, 60, placeholder="…") for cell in row) for row in rows]
    widths = [max(map(len, column)) for column in zip(*cut, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cut
    )


def _print_scores(scores: Sequence["Score"], *, as_json: bool) -> None:
    if as_json:
        told = {
            s.field: {"precision": round(s.precision, 3), "recall": round(s.recall, 3), "f1": round(s.f1, 3),
                      "gold": s.right + s.missed}
            for s in scores
        }  # fmt: skip
        typer.echo(json.dumps(told, ensure_ascii=False))
        return
    head = (_("Field"), _("Precision"), _("Recall"), "F1", _("Labels"))
    rows = [
        (s.field, f"{s.precision:.3f}", f"{s.recall:.3f}", f"{s.f1:.3f}", str(s.right + s.missed))
        for s in scores
    ]
    typer.echo(_table([head, *rows]))
