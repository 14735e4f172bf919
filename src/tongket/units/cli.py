"""`tongket units`: load the country, look up a unit on a day, list what stands under it."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from tongket.base.shell import command

if TYPE_CHECKING:
    import datetime

app = typer.Typer(help="Administrative units, on any day.")

Which = Annotated[
    str, typer.Argument(help="Name, with or without marks, or code: “ngoc lac, thanh hoa”, 14758.")
]
On = Annotated[str, typer.Option("--on", help="The day, 01/07/2025 or 2025-07-01; today if it is left out.")]


class Level(StrEnum):
    """The tiers that can be asked for."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    VILLAGE = "village"
    OFFICE = "office"


@app.command()
@command
def load() -> None:
    """Load the real units, before and after 1 July 2025, and the changes since; a second time changes nothing."""
    from django.core.management import call_command
    from django.utils.translation import gettext as _

    from tongket.base import clock
    from tongket.units.load import load_units

    call_command("migrate", verbosity=0)
    loaded = load_units(now=clock.now())
    if loaded.units or loaded.changes:
        text = _("%(units)s units loaded, %(changes)s changed since.")
        typer.echo(text % {"units": loaded.units, "changes": loaded.changes})
    else:
        typer.echo(_("The units are loaded already; nothing was changed."))


@app.command()
@command
def show(which: Which, on: On = "") -> None:
    """What a unit is called on a day, where it lies, and its history."""
    from django.utils.translation import gettext as _

    from tongket.base import shown
    from tongket.units.history import history
    from tongket.units.queries import at_day, code_on, paths_on, tally

    day = _day(on)
    version = at_day(which, day)
    place = paths_on([version.unit_id], day)[version.unit_id]
    typer.echo(f"{version.name}, {place}" if place else version.name)
    typer.echo(_("Code: %(code)s") % {"code": code_on(version.unit_id, day) or "–"})
    for row in tally(version.unit_id, day):
        typer.echo(f"{row.count} {row.word}")
    for chapter in history(version.unit).chapters:
        when = shown.day(chapter.day) if chapter.day else _("Before our records")
        typer.echo(f"{when}: {chapter.text}" + (f" ({chapter.decision})" if chapter.decision else ""))


@app.command()
@command
def under(
    which: Which,
    on: On = "",
    tier: Annotated[Level | None, typer.Option("--tier", help="Of one tier only.")] = None,
) -> None:
    """All that stands under a unit on a day: code, name, kind, with tabs between."""
    from tongket.units.models import UnitCode
    from tongket.units.queries import at_day, units_under

    day = _day(on)
    found = units_under(at_day(which, day).unit_id, day, tier=tier.value if tier else None)
    borne = UnitCode.objects.filter(scheme="gso", start__lte=day, end__gt=day)
    codes = dict(borne.values_list("unit", "code"))
    for version in found:
        typer.echo(f"{codes.get(version.unit_id, '')}\t{version.name}\t{version.get_kind_display()}")


def _day(text: str) -> "datetime.date":
    from tongket.base import clock
    from tongket.viet.dates import parse_date

    return parse_date(text) if text else clock.today()
