"""Writes the pages of docs that are made from the code: the commands and who may do what.

python tools/docs.py
"""

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

DOCS = Path(__file__).resolve().parents[1] / "docs"
WIDTH = 100


def commands() -> str:
    """docs/cli.md: every command with its help, as the shell says it in English."""
    parts = ["# Commands", "", "Written by `make docs`. `TONGKET_LANG=vi` says the same in Vietnamese."]
    for path, command in _walk():
        said = "\n".join(line.rstrip() for line in _help(path, command).splitlines())
        parts += ["", f"## {path}", "", "```", said.strip(), "```"]
    return "\n".join(parts) + "\n"


def _walk() -> Iterator[tuple[str, Any]]:
    import typer

    from tongket.cli.main import build

    def under(path: str, command: Any) -> Iterator[tuple[str, Any]]:
        yield path, command
        for name, part in getattr(command, "commands", {}).items():
            yield from under(f"{path} {name}", part)

    return under("tongket", typer.main.get_command(build()))


def _help(path: str, command: Any) -> str:
    import typer

    context = typer.Context(command, info_name=path, terminal_width=WIDTH, max_content_width=WIDTH)
    return str(command.get_help(context))


def permissions() -> str:
    """docs/permissions.md: the grant table, a section a room, a row an action and role."""
    from tongket.units.grants import Relation, table

    nearest = list(Relation)
    parts = ["# Who may do what", "", _PREFACE]
    for room, grants in groupby(table(), lambda grant: grant.action.partition(".")[0]):
        parts += [
            "",
            f"## {room}",
            "",
            "| Action | Role | On records of | In the states |",
            "|---|---|---|---|",
        ]
        rows: dict[tuple[str, str, tuple[str, ...]], list[Relation]] = {}
        for grant in grants:
            states = tuple(map(str, grant.states))
            rows.setdefault((grant.action, str(grant.role), states), []).append(grant.relation)
        for (action, role, states), relations in sorted(rows.items()):
            near = ", ".join(sorted(relations, key=nearest.index))
            parts.append(f"| `{action}` | {role} | {near} | {', '.join(states) or 'any'} |")
    return "\n".join(parts) + "\n"


_PREFACE = """\
Written by `make docs` from the grant table in the code: from the same rows come the check of an object and the
filter of a query.

A role is that of the post, the hat, under which a person acts. *Own unit*, *below* and *above* are said of the unit
of the record as seen from the post's unit, on the day; *party to*: the unit takes part; *successor*: it carries on
for the record's former unit; *public*: everybody, without an account."""
PAGES = {"cli.md": commands, "permissions.md": permissions}


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tongket.site.settings"
    with tempfile.TemporaryDirectory() as data:
        os.environ["TONGKET_DATA"] = data
        import django

        django.setup()
        for name, made in PAGES.items():
            (DOCS / name).write_text(made(), encoding="utf-8")
            sys.stdout.write(f"docs/{name}\n")


def headings(page: str) -> set[str]:
    """The anchors of a page, as the web shows them."""
    titles = re.findall(r"^#+ (.+)$", page, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


if __name__ == "__main__":
    main()
