"""`tongket tasks`: who owes what, narrowed as on the screen; counts with their bases; JSON for programs."""

import json
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tongket.base.shell import command

if TYPE_CHECKING:
    from tongket.programmes.narrow import Narrowed
    from tongket.programmes.queries import TaskLine
    from tongket.programmes.state import Counts

app = typer.Typer(help="Tasks: who owes what by when.")
WIDTH = 60  # characters of a task in a line


@app.command()
@command
def tasks(
    office: Annotated[str, typer.Option("--office", help="Of one office: its name or code.")] = "",
    programme: Annotated[str, typer.Option("--programme", help="Of one programme: its short name.")] = "",
    source: Annotated[
        str, typer.Option("--source", help="van-ban, ket-luan, chuong-trinh-cong-tac or chuong-trinh.")
    ] = "",
    state: Annotated[
        str, typer.Option("--state", help="con-no, qua-han, da-xong, tam-dung or tat-ca.")
    ] = "con-no",
    due: Annotated[str, typer.Option("--due", help="hom-nay, 3-ngay, 7-ngay, 30-ngay or thuong-xuyen.")] = "",
    count: Annotated[
        bool, typer.Option("--count", help="Only the count, with the bases of its rates.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """List tasks by office: what, by when, how it stands, on which ground; or count them."""
    from django.db.models import F

    from tongket.base import clock
    from tongket.programmes.narrow import in_group
    from tongket.programmes.queries import lines_now, tasks_visible_to
    from tongket.programmes.tally import tally
    from tongket.units.hats import SYSTEM

    now = clock.now()
    day, at = clock.day_of(now), clock.hour_of(now)
    chosen = _narrowed(office, source, due, programme, state, day)
    found = chosen.of(tasks_visible_to(SYSTEM, day), day)
    counts = tally(found, day, at)
    listed = in_group(found, state, day, at).order_by("unit", F("due_now").asc(nulls_last=True), "pk")
    lines = [] if count else lines_now(listed.order_by("ref") if as_json else listed, day, at)
    if as_json:
        typer.echo(json.dumps(_told(counts, lines, count=count), ensure_ascii=False, indent=1))
    else:
        _print(counts, lines)


def _narrowed(office: str, source: str, due: str, programme: str, state: str, day: date) -> "Narrowed":
    """The choice; a word that is none of those known is refused."""
    from tongket.programmes.narrow import DUE, GROUPS, SOURCES, Narrowed
    from tongket.programmes.queries import programme_of
    from tongket.units.hats import SYSTEM
    from tongket.viet.fault import Fault, Refusal

    known = (("--source", source, SOURCES), ("--due", due, DUE), ("--state", state, GROUPS))
    faults = [
        Fault("task.choice_unknown", name, {"value": typed, "known": ", ".join(words)})
        for name, typed, words in known
        if typed and typed not in words
    ]
    if faults:
        raise Refusal(*faults)
    if programme:
        programme_of(programme, SYSTEM, day)
    return Narrowed(_office(office, day) if office else None, source, due, programme)


def _office(text: str, day: date) -> int:
    """An office or place by its name: of those that lead a task first, since offices bear no code."""
    from tongket.directives.numbering import spelled_out
    from tongket.programmes.models import Task
    from tongket.units.queries import at_day, names_of
    from tongket.viet.text import fold

    names = names_of(Task.objects.order_by().values_list("unit", flat=True).distinct(), day)
    meant = {fold(text), fold(spelled_out(text))}
    found = [unit for unit, name in names.items() if fold(name) in meant]
    return found[0] if len(found) == 1 else at_day(text, day).unit_id


def _told(counts: "Counts", lines: "list[TaskLine]", *, count: bool) -> dict[str, Any]:
    """What programs read: keys in English, days as ISO."""
    from dataclasses import asdict

    from tongket.programmes.rates import done_rate, in_time_rate

    told: dict[str, Any] = {
        "counts": asdict(counts)
        | {"done": counts.done, "not_done": counts.not_done, "came_due": counts.came_due}
        | {
            "done_percent": _text(done_rate(counts).percent),
            "in_time_percent": _text(in_time_rate(counts).percent),
        }
    }
    return told if count else told | {"tasks": [_line(line) for line in lines]}


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _line(line: "TaskLine") -> dict[str, Any]:
    stands = line.standing
    return {
        "ref": str(line.task.ref),
        "content": line.task.content,
        "lead": line.lead,
        "state": stands.state.value,
        "stage": str(stands.course.stage),
        "due": _text(stands.due),
        "due_hour": _text(stands.due_hour),
        "first_due": _text(stands.first_due),
        "done_on": _text(stands.done_on),
        "product": line.expected,
        "source": str(line.task.source),
        "ground": line.ground,
    }


def _print(counts: "Counts", lines: "list[TaskLine]") -> None:
    from tongket.programmes.rates import said
    from tongket.programmes.templatetags.programmes import due_said
    from tongket.programmes.words import STATES

    office = None
    for line in lines:
        if line.lead != office:
            office = line.lead
            typer.echo(office)
        content = (
            line.task.content if len(line.task.content) <= WIDTH else f"{line.task.content[: WIDTH - 1]}…"
        )
        typer.echo(
            f"  {due_said(line.standing):<16} {STATES[line.standing.state][1]}: {content} ({line.ground})"
        )
    typer.echo(said(counts))
