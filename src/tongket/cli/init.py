"""`tongket init`: a real installation. Which place it serves, under which address, and who keeps it."""

import os
from typing import TYPE_CHECKING

import typer

from tongket.base.shell import command
from tongket.cli.words import say as _
from tongket.viet.fault import refusal

if TYPE_CHECKING:
    from tongket.units.models import UnitVersion

app = typer.Typer()


@app.command()
@command
def init(
    unit: str = typer.Option("", help="The province or commune it serves: its name, or its code."),
    host: str = typer.Option("", help="The address officers will use, such as tongket.example.vn."),
    account: str = typer.Option("", help="The account name of the first keeper."),
    name: str = typer.Option("", help="The full name of the first keeper."),
) -> None:
    """Set up a real installation: tables, administrative units, the place it serves, its first keeper.

    What is not given is asked for. The password comes from TONGKET_PASSWORD_FILE, or is asked for.
    """
    from django.conf import settings
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    _refuse_twice()
    for folder in (settings.FILES, settings.STORE):
        folder.mkdir(exist_ok=True)  # so that a backup finds them on the first day
    typer.echo(_("Loading the administrative units of the country…"))
    _load_units()
    place = _place(unit or typer.prompt(_("Province or commune (name or code)")))
    where = host or typer.prompt(_("Address for officers"), default="127.0.0.1")
    who = _username(account or typer.prompt(_("Account name of the keeper")))
    full = name or typer.prompt(_("Full name of the keeper"))
    _make(place, where, who, full, _password())
    typer.echo(_("Set up for %(unit)s. Start it with: tongket serve", unit=place.name))
    typer.echo(_next(where, who))


def _next(host: str, account: str) -> str:
    """Where the keeper goes on: `tongket serve` listens on this machine until a web server stands before it."""
    here = host.partition(":")[0] in ("127.0.0.1", "localhost")
    address = "http://127.0.0.1:8000/quan-tri/" if here else f"https://{host}/quan-tri/"
    return _(
        "Then sign in as %(account)s at %(address)s: add the offices, appoint who reports and who approves.",
        account=account,
        address=address,
    )


def _refuse_twice() -> None:
    from tongket.base.models import Installation

    there = Installation.objects.first()
    if there:
        raise refusal("init.done", name=there.name)


def _load_units() -> None:
    from tongket.base import clock
    from tongket.units.load import load_units
    from tongket.units.tasks import keep_calendar

    now = clock.now()
    load_units(now=now)
    keep_calendar(now=now)


def _place(text: str) -> "UnitVersion":
    from tongket.base import clock
    from tongket.units.queries import at_day

    return at_day(text, clock.today())


def _username(text: str) -> str:
    from tongket.units.actions.accounts import username_of

    return username_of(text)


def _password() -> str:
    from pathlib import Path

    path = os.environ.get("TONGKET_PASSWORD_FILE", "")
    if path:
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise refusal("reader.no_such_file", path) from None
    return str(typer.prompt(_("Password of the keeper"), hide_input=True, confirmation_prompt=True))


def _make(place: "UnitVersion", host: str, username: str, name: str, password: str) -> None:
    """The installation, its keeper and the keeper's post, all or nothing."""
    from django.db import transaction

    from tongket.base import clock
    from tongket.base.accounts import new_salt, require_strong
    from tongket.base.models import Account, Installation
    from tongket.units.actions import appoint
    from tongket.units.hats import SYSTEM
    from tongket.units.models import Role
    from tongket.viet.text import name_key

    require_strong(password)
    now = clock.now()
    with transaction.atomic():
        Installation.objects.create(
            pk=1, name=place.name, main_host=host.partition(":")[0], unit_id=place.unit_id, made_at=now
        )
        keeper = Account.objects.create_user(
            username, password, name=name, name_key=name_key(name), keeper=True, salt=new_salt()
        )
        appoint(
            account=keeper,
            unit=place.unit,
            post=_("Site keeper"),
            role=Role.KEEPER,
            start=clock.today(),
            actor=SYSTEM,
            now=now,
        )
