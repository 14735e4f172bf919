"""`tongket`: the commands of all rooms under one name, in the language of the shell."""

import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from types import MethodType
from typing import Any

import typer
from typer.exceptions import TyperException

from tongket.base.shell import REFUSED, bounded
from tongket.cli.words import say as _
from tongket.cli.words import teach_typer

ABOUT = "From a directive to the review of what came of it, for communes and provinces."
# Name, and module with a light `app`. Where the app's one command bears the same name, it is that command.
PARTS = (
    ("init", "tongket.cli.init"),
    ("serve", "tongket.cli.serve"),
    ("check", "tongket.cli.check"),
    ("backup", "tongket.cli.backup"),
    ("restore", "tongket.cli.restore"),
    ("form", "tongket.cli.form"),
    ("units", "tongket.units.cli"),
    ("directives", "tongket.directives.cli"),
    ("papers", "tongket.directives.papers_cli"),
    ("read", "tongket.reader.cli"),
    ("tasks", "tongket.programmes.cli"),
    ("figures", "tongket.figures.cli"),
    ("review", "tongket.reviews.cli"),
    ("demo", "tongket.demo.cli"),
    ("bench", "tongket.cli.bench"),
)
# What Typer says of its own accord: found here by the tool that keeps the catalogues.
TYPER = (
    "Arguments",
    "Options",
    "Commands",
    "required",
    "default: {default}",
    "env var: {var}",
    "Missing command.",
    "No such command {name!r}.",
    "Show this message and exit.",
)


def build() -> typer.Typer:
    """All commands; a room whose folder is not there is left out."""
    app = typer.Typer(
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        no_args_is_help=True,
    )
    app.callback(help=ABOUT)(_nothing)
    for name, path in PARTS:
        if find_spec(path) is not None:
            _add(app, name, import_module(path).app)
    return app


def _nothing() -> None:
    """Typer takes a single command for the program itself, unless there is a callback."""


def _add(app: typer.Typer, name: str, part: typer.Typer) -> None:
    commands = part.registered_commands
    first = commands[0] if len(commands) == 1 and not part.registered_groups else None
    if first and first.callback and (first.name or first.callback.__name__) == name:
        app.command(name, no_args_is_help=first.no_args_is_help)(first.callback)
    else:
        part.rich_markup_mode = None
        app.add_typer(part, name=name, no_args_is_help=True)


def _walk(command: Any) -> Iterator[Any]:
    """The command and all under it."""
    yield command
    for part in getattr(command, "commands", {}).values():
        yield from _walk(part)


def texts() -> Iterator[str]:
    """Every English text that the shell shows of its commands, for the catalogue."""
    yield from TYPER
    for command in _walk(typer.main.get_command(build())):
        yield from filter(None, (command.help, *(getattr(param, "help", None) for param in command.params)))


def _usage(command: Any, context: Any, formatter: Any) -> None:
    words = " ".join(command.collect_usage_pieces(context))
    formatter.write_usage(context.command_path, words, prefix=_("Usage:") + " ")


def speaking(command: Any) -> Any:
    """The same command with its help in the language of the shell."""
    teach_typer()
    for part in _walk(command):
        part.help = part.help and _(part.help)
        part.format_usage = MethodType(_usage, part)
        for param in part.params:
            if getattr(param, "help", None):
                param.help = _(param.help)
        option = part.get_help_option(typer.Context(part)) if part.add_help_option else None
        if option is not None:
            option.help = _("Show this message and exit.")
    return command


def _told(error: TyperException) -> str:
    """What is wrong with the words of a command, and where its help is."""
    match type(error).__name__:
        case "NoArgsIsHelpError":
            return str(error.format_message())
        case "NoSuchOption":
            said = _("There is no option %(name)s.", name=getattr(error, "option_name", ""))
        case "MissingParameter":
            said = _("Something is missing: %(name)s.", name=_name(error))
        case "BadParameter":
            said = _("%(name)s cannot be used: %(message)s", name=_name(error), message=error.message)
        case _:
            said = error.format_message()
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "tongket"
    return f"{said}\n" + _("How it is used: %(command)s --help", command=path)


def _name(error: TyperException) -> str:
    """The option or argument as it is typed; the message names none where a command found it wrong itself."""
    param = getattr(error, "param", None)
    return max(param.opts, key=len) if param else ""


def run(words: list[str]) -> int:
    """Run one command line to its exit code."""
    command = speaking(typer.main.get_command(build()))

    def call() -> int:
        try:
            code = command.main(words, prog_name="tongket", standalone_mode=False)
        except TyperException as error:
            print(_told(error), file=sys.stderr)  # noqa: T201
            return 0 if not words else REFUSED
        return code if isinstance(code, int) else 0

    return bounded(call)


def main() -> None:
    sys.exit(run(sys.argv[1:]))
