"""What a programme was known to rest on and to be set at a moment, whatever became of it later.

Its parties need no such look: they are named when it is begun, and no action changes them.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from tongket.base.past import said_after
from tongket.directives.models import Clause, Directive
from tongket.programmes.models import Programme, Target
from tongket.units.models import Unit
from tongket.viet.period import Period


def grounds_known(programme: Programme, as_of: datetime) -> list[Directive]:
    """The papers on which it rested at the moment, in their order."""
    rows = programme.grounds.select_related("directive").order_by("order", "pk")
    found = {str(row.directive.ref): (row.order, row.directive) for row in rows}
    for _ref, facts in said_after([programme.ref], as_of, "programmes.run"):
        found.pop(str(facts.get("ground", "")), None)
        if "ground_taken_back" in facts:
            ref = str(facts["ground_taken_back"])
            found[ref] = (int(str(facts.get("order", 0))), Directive.objects.get(ref=ref))
    return [directive for _order, directive in sorted(found.values(), key=lambda each: each[0])]


def targets_known(programmes: Iterable[Programme], as_of: datetime) -> list[Target]:
    """What was set for them and promised at the moment. One taken back since has no row: it is not to be saved."""
    by_ref = {programme.ref: programme for programme in programmes}
    set_now = Target.objects.filter(programme__in=by_ref.values()).select_related("unit")
    found = {str(one.ref): one for one in set_now}
    for of, facts in said_after(by_ref, as_of, "programmes.run"):
        found.pop(str(facts.get("target", "")), None)
        if "target_taken_back" in facts:
            ref = str(facts["target_taken_back"])
            said = {name: str(fact) for name, fact in facts.items()}
            found[ref] = _as_it_stood(by_ref[of], UUID(ref), said)
    return sorted(
        found.values(), key=lambda one: (one.period_start, one.kind, str(one.unit.ref), str(one.ref))
    )


def _as_it_stood(programme: Programme, ref: UUID, facts: dict[str, str]) -> Target:
    period = Period.parse(facts["period"])
    return Target(
        ref=ref,
        programme=programme,
        indicator=UUID(facts["indicator"]),
        unit=Unit.objects.get(ref=facts["unit"]),
        period=facts["period"],
        period_start=period.start,
        period_end=period.end,
        kind=facts["kind"],
        sense=facts["sense"],
        basis=facts["basis"],
        base_period=facts["base_period"],
        low=int(facts["low"]) if facts["low"] else None,
        high=int(facts["high"]) if facts["high"] else None,
        decimals=int(facts["decimals"]),
        clause=Clause.objects.filter(ref=facts["clause"]).first() if facts["clause"] else None,
    )
