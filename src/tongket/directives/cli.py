"""`tongket directives`: the register of a level, one directive and how far it has come."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from tongket.base.shell import command

if TYPE_CHECKING:
    import datetime

    from tongket.directives.models import Directive
    from tongket.directives.queries import Step

app = typer.Typer(help="What was ordered: the register of directives, and who carries them down.")


@app.command()
@command
def show(
    cited: Annotated[str, typer.Argument(metavar="symbol", help="Symbol or name: 09-CT/TW, 202/2025/QH15.")],
    date: Annotated[
        str, typer.Option("--date", help="The day it bears, where several bear the symbol: 24/11/2023.")
    ] = "",
    issuer: Annotated[str, typer.Option("--issuer", help="Words of its issuer, for the same.")] = "",
) -> None:
    """One directive: its facts and points, what came before and after, and who has carried it down."""
    from tongket.base import clock
    from tongket.directives.queries import cascade
    from tongket.viet.dates import parse_date

    found = _meant(cited, parse_date(date) if date else None, issuer)
    for line in (*_facts(found, clock.today()), *_points(found), *_links(found)):
        typer.echo(line)
    for line in _cascade(cascade(found), clock.today()):
        typer.echo(line)


@app.command("list")
@command
def list_(
    unit: Annotated[str, typer.Option("--unit", help="Only of this level: a unit's name or code.")] = "",
    on: Annotated[
        str, typer.Option("--on", help="The day on which the unit was called so; today if it is left out.")
    ] = "",
) -> None:
    """The register, the newest first: symbol, date, issuer and abstract, with tabs between."""
    from django.utils.translation import gettext as _

    from tongket.base import clock
    from tongket.directives.queries import search_register
    from tongket.units.hats import SYSTEM
    from tongket.units.queries import at_day
    from tongket.viet.dates import parse_date

    found = search_register(SYSTEM, clock.today())
    if unit:
        found = found.filter(unit=at_day(unit, parse_date(on) if on else clock.today()).unit_id)
    if not found:
        typer.echo(_("No directive of this level stands in the register."), err=True)
    for one in found:
        typer.echo(f"{one}\t{_day(one.issued_on)}\t{one.issuer}\t{one.abstract}")


def _meant(cited: str, day: "datetime.date | None", issuer: str) -> "Directive":
    """The one in the register; a misprint is asked about, not read as what it probably means."""
    from tongket.base import clock
    from tongket.directives.queries import resolve, search_register
    from tongket.law.symbol import parse_symbol
    from tongket.units.hats import SYSTEM
    from tongket.viet.fault import Refusal, refusal
    from tongket.viet.text import fold

    try:
        parse_symbol(cited)
    except Refusal as why:
        if why.faults[0].code == "symbol.did_you_mean":
            raise
    if not issuer:
        return resolve(cited, issued_on=day)
    found = search_register(SYSTEM, clock.today(), cited)
    hits = [one for one in found if fold(issuer) in fold(one.issuer) and day in (None, one.issued_on)]
    if not hits:
        raise refusal("directive.unknown", cited=f"{cited}, {issuer}")
    return hits[0] if len(hits) == 1 else resolve(cited, issued_on=day)


def _day(day: "datetime.date | None") -> str:
    from tongket.viet.dates import format_date

    return format_date(day) if day else "–"


def _facts(found: "Directive", today: "datetime.date") -> Iterator[str]:
    from django.utils.translation import gettext as _

    yield f"{found} – {found.abstract}"
    yield _("Issued by: %(issuer)s") % {"issuer": found.issuer}
    yield _("Date: %(day)s") % {"day": _day(found.issued_on)}
    yield _("In force: %(state)s") % {"state": _force(found, today)}


def _force(found: "Directive", today: "datetime.date") -> str:
    from django.utils.translation import gettext as _

    start, end = found.in_force_from, found.in_force_to
    if end and end <= today:
        return _("no longer, since %(day)s") % {"day": _day(end)}
    if start is None:
        return _("from when is not recorded")
    told = _("since %(day)s") if start <= today else _("not yet, from %(day)s on")
    return told % {"day": _day(start)} + (f", {_('until before')} {_day(end)}" if end else "")


def _points(found: "Directive") -> Iterator[str]:
    from django.utils.translation import gettext as _

    for clause in found.clauses.order_by("order"):
        due = _("by %(day)s") % {"day": _day(clause.due)} if clause.due else ""
        rest = "; ".join(filter(None, (clause.who, due)))
        yield f"  {clause.number}. {clause.text}" + (f" ({rest})" if rest else "")


def _links(found: "Directive") -> Iterator[str]:
    from django.utils.translation import gettext as _

    from tongket.directives.queries import neighbours

    earlier, later = neighbours(found)
    for link in earlier:
        yield f"{found} {link.get_kind_display()} {link.earlier} ({_day(link.earlier.issued_on)})"
    for link in later:
        yield f"{link.later} ({_day(link.later.issued_on)}) {link.get_kind_display()} {found}"
    if not (earlier or later):
        yield _("Nothing before or after it is recorded.")


def _cascade(step: "Step", today: "datetime.date", depth: int = 0) -> Iterator[str]:
    """Who has carried it down and who has not, then the same for each directive below."""
    from django.utils.translation import gettext as _

    from tongket.units.queries import names_of

    if depth:
        yield "  " * depth + f"{step.directive} – {step.directive.issuer}, {_day(step.directive.issued_on)}"
    inset = "  " * (depth + 1)
    names = names_of(step.carried | {duty.unit_id for duty in step.missing}, today)
    if not (depth or step.links or step.missing):
        yield inset + _("Nobody has carried it down, and nobody is recorded as having to.")
    below = {each.directive.ref: str(each.directive) for each in step.below}
    for link in sorted(step.links, key=lambda link: link.clause.order if link.clause else 0):
        what = " ".join(filter(None, (link.get_carrier_display(), below.get(link.carrier_ref))))
        point = f", {_('point')} {link.clause.number}" if link.clause else ""
        yield f"{inset}{_('carried down')}: {names[link.unit_id]}, {what}, {_day(link.on)}{point}"
    for duty in step.missing:
        due = ", " + _("due %(day)s") % {"day": _day(duty.due)} if duty.due else ""
        yield f"{inset}{_('not yet')}: {names[duty.unit_id]}{due}"
    for each in step.below:
        yield from _cascade(each, today, depth + 1)
