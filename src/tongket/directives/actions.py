"""Every write of this room: registering a directive, its links, duties, what carries it out, briefings;
confirming a rule of law."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from tongket.base import shown
from tongket.base.clock import day_of
from tongket.base.models import Notice, RuleCheck
from tongket.base.search import index
from tongket.directives.models import Briefing, Clause, Directive, Duty, Implements, Link
from tongket.law.rules import Rule, RuleBook
from tongket.law.symbol import NamedDirective, Symbol, parse_named, parse_symbol
from tongket.units.acts import About, act
from tongket.units.hats import Hat
from tongket.units.models import Closure, Unit
from tongket.units.queries import place_of, successors
from tongket.viet.fault import Fault, Refusal, refusal
from tongket.viet.text import fold, nfc

LONGEST_VALUE = 12  # digits of a rule's value
LONGEST_SYMBOL = 60


@dataclass(frozen=True)
class NewClause:
    """A point of a directive as it is registered."""

    number: str
    text: str
    who: str = ""
    due: date | None = None


def register_directive(
    *,
    cited: str,
    issuer: str,
    issued_on: date | None,
    abstract: str,
    unit: Unit,
    kind: str = "",
    clauses: Iterable[NewClause] = (),
    source: str = "",
    in_force_from: date | None = None,
    in_force_to: date | None = None,
    ref: uuid.UUID | None = None,
    actor: Hat,
    now: datetime,
) -> Directive:
    """Put a document into the register; `cited` is its symbol (09-CT/TW) or its name.

    `kind` says what a symbol without a type code is: 202/2025/QH15 is a resolution, 10/2022/QH15 a law.
    """
    if not abstract.strip():
        raise refusal("directive.no_abstract")
    _refuse_days(cited, issued_on, in_force_from, day_of(now))
    directive = Directive(
        ref=ref or uuid.uuid4(),
        unit=unit,
        kept_by_id=actor.unit_id,
        issuer=issuer.strip(),
        issued_on=issued_on,
        in_force_from=in_force_from,
        in_force_to=in_force_to,
        abstract=abstract.strip(),
        source=source,
        **_citation(cited),
    )
    if _known(directive):
        raise refusal("directive.known", symbol=directive.symbol or directive.name, issuer=issuer)
    directive.kind = directive.kind or kind
    directive.folded = fold(f"{directive.symbol} {directive.name} {issuer} {abstract}")
    with act("directives.register", on=directive, actor=actor, now=now) as done:
        directive.save(force_insert=True)
        _write_points(directive, clauses)
        index(directive)
        done.note(cited=str(directive), issuer=directive.issuer, issued_on=str(issued_on or ""))
    return directive


def _refuse_days(cited: str, issued_on: date | None, in_force_from: date | None, today: date) -> None:
    """Refuse a day of issue still to come, and an administrative document in force before it was issued.

    Of the State only a legal text, which bears the year in its symbol, may reach back; what the Party issues says
    itself from when it holds.
    """
    if issued_on is None:
        return
    if issued_on > today:
        raise refusal("directive.day_ahead", day=shown.day(issued_on))
    if in_force_from is None or in_force_from >= issued_on or parse_named(cited):
        return
    if parse_symbol(cited).symbol.form in ("state_admin", "state_letter"):
        raise refusal(
            "directive.force_before_issue", force=shown.day(in_force_from), issue=shown.day(issued_on)
        )


def _write_points(directive: Directive, clauses: Iterable[NewClause]) -> None:
    points = [
        Clause(ref=uuid.uuid5(directive.ref, str(order)), directive=directive, order=order, **vars(clause))
        for order, clause in enumerate(clauses, start=1)
    ]
    _refuse_points(directive, points)
    Clause.objects.bulk_create(points)


def _refuse_points(directive: Directive, points: Iterable[Clause]) -> None:
    """Refuse two points of one number, and one that is due before the paper was issued."""
    seen: dict[str, Clause] = {}
    for point in points:
        key = fold(point.number)
        if key in seen:
            raise refusal("directive.point_twice", number=point.number, text=seen[key].text[:80])
        seen[key] = point
        if point.due and directive.issued_on and point.due < directive.issued_on:
            raise refusal(
                "directive.point_due_before", number=point.number, due=shown.day(point.due),
                symbol=str(directive), day=shown.day(directive.issued_on),
            )  # fmt: skip


def add_points(
    *, directive: Directive, clauses: Iterable[NewClause], actor: Hat, now: datetime
) -> list[Clause]:
    """Write down more points of a registered directive, after those that stand there."""
    about = About(directive.ref, directive.keeper_id)
    with act("directives.add_points", on=about, actor=actor, now=now) as done:
        kept = Directive.objects.select_for_update().get(pk=directive.pk)
        there = list(kept.clauses.order_by("order"))
        last = there[-1].order if there else 0
        points = [
            Clause(
                directive=kept, order=order, **vars(clause)
            )  # with a ref that no point taken back has borne
            for order, clause in enumerate(clauses, start=last + 1)
        ]
        if not points:
            raise refusal("directive.no_points")
        _refuse_points(kept, [*there, *points])
        Clause.objects.bulk_create(points)
        told = [f"{point.number}: {point.text}" for point in points]
        done.note(points=told, refs=[str(point.ref) for point in points])
        done.stands(kept)
    return points


def _citation(cited: str) -> dict[str, str]:
    """The columns that say how a document is cited, from its symbol or else its name."""
    named: NamedDirective | None = parse_named(cited)
    if named:
        return {"name": str(named), "form": named.form, "kind": named.kind}
    symbol: Symbol = parse_symbol(cited).symbol
    if len(str(symbol)) > LONGEST_SYMBOL:
        raise refusal("symbol.unreadable", value=cited[:40])
    form = Directive.Form.PARTY if symbol.form == "party" else Directive.Form.STATE
    return {"symbol": str(symbol), "symbol_key": symbol.key, "form": form, "kind": symbol.kind or ""}


def _known(directive: Directive) -> bool:
    if not directive.symbol_key:
        return Directive.objects.filter(name=directive.name).exists()
    return Directive.objects.filter(
        symbol_key=directive.symbol_key, issued_on=directive.issued_on, issuer=directive.issuer
    ).exists()


def link_directives(
    *,
    later: Directive,
    earlier: Directive,
    kind: str,
    said_of: Directive | None = None,
    actor: Hat,
    now: datetime,
) -> Link:
    """Say how a directive stands to an earlier one; both stay.

    The office that keeps `said_of`, the later one where nothing is said, says it.
    """
    kept = said_of or later
    if later == earlier:
        raise refusal("directive.link_to_itself", symbol=str(later))
    if kind in (Link.Kind.REPLACES, Link.Kind.AMENDS) and not _may_change(later, earlier):
        raise refusal("directive.not_above", later=str(later), earlier=str(earlier), issuer=earlier.issuer)
    about = About(kept.ref, kept.keeper_id)
    with act("directives.link", on=about, actor=actor, now=now) as done:
        link, _ = Link.objects.get_or_create(later=later, earlier=earlier, kind=kind)
        done.note(later=str(later.ref), earlier=str(earlier.ref), kind=kind)
        done.stands(later)
    return link


def _may_change(later: Directive, earlier: Directive) -> bool:
    """Whether a paper can replace or amend another: of the same system, issued at its level or above it, not before it.

    A unit stands above what it has ever held and in the place of whom it succeeded.
    """
    if later.form != earlier.form or (later.issued_on or date.max) < (earlier.issued_on or date.min):
        return False
    here = Closure.objects.filter(descendant=earlier.unit_id, ancestor=later.unit_id)
    return (
        later.unit_id == earlier.unit_id
        or here.exists()
        or successors(earlier.unit_id).filter(target=later.unit_id).exists()
    )


def give_duty(
    *, directive: Directive, units: Iterable[Unit], due: date | None, actor: Hat, now: datetime
) -> list[Duty]:
    """Name the units that have to carry a directive down; who is named already stays as they are."""
    units = list(units)
    if not units:
        raise refusal("directive.nobody_chosen")
    about = About(directive.ref, directive.keeper_id)
    with act("directives.give_duty", on=about, actor=actor, now=now) as done:
        named = [
            Duty.objects.get_or_create(directive=directive, unit=unit, defaults={"due": due})
            for unit in units
        ]
        duties = [duty for duty, _new in named]
        Notice.objects.bulk_create(
            Notice(
                unit_id=duty.unit_id,
                code="notice.duty_given",
                values={"symbol": str(directive), "abstract": directive.abstract[:120]},
                link=f"/van-ban/{directive.ref}/trien-khai/",
                at=now,
            )
            for duty, new in named
            if new
        )
        done.note(units=[str(duty.unit.ref) for duty, new in named if new], due=str(due or ""))
        done.stands(directive)
    return duties


def implement(
    *,
    directive: Directive,
    clause: Clause | None = None,
    carrier: str,
    carrier_ref: uuid.UUID,
    unit: Unit,
    on: date | None,
    actor: Hat,
    now: datetime,
) -> Implements:
    """Record that a directive, programme or task of a unit carries out a directive or one of its points."""
    if clause is not None and clause.directive_id != directive.pk:
        raise Refusal(
            Fault("directive.clause_of_another", values={"number": clause.number, "symbol": str(directive)})
        )
    if carrier_ref == directive.ref:
        raise refusal("directive.carried_by_itself", symbol=str(directive))
    known = Implements.objects.filter(directive=directive, clause=clause, carrier_ref=carrier_ref).first()
    if known:
        return known
    link = Implements(
        directive=directive, clause=clause, carrier=carrier, carrier_ref=carrier_ref, unit=unit, on=on
    )
    with act("directives.implement", on=link, actor=actor, now=now) as done:
        link.save()
        done.note(directive=str(directive.ref), carrier=carrier, by=str(carrier_ref))
    return link


def brief(
    *,
    directive: Directive,
    unit: Unit,
    group: str,
    on: date | None = None,
    reached: int | None = None,
    of: int | None = None,
    percent: str = "",
    actor: Hat,
    now: datetime,
) -> Briefing:
    """Record that a directive was explained to so many of so many of a group."""
    if reached is not None and of is not None and reached > of:
        raise refusal("briefing.more_than_all", reached=reached, of=of)
    if on is not None and on > day_of(now):
        raise refusal("briefing.day_ahead", day=shown.day(on))
    refuse_before(directive, on)
    briefing = Briefing(
        directive=directive, unit=unit, group=group, on=on, reached=reached, of=of, percent=percent
    )
    with act("directives.brief", on=briefing, actor=actor, now=now) as done:
        briefing.save()
        done.note(directive=str(directive.ref), group=group)
    return briefing


def refuse_before(directive: Directive, on: date | None) -> None:
    """Nobody explains or teaches a paper before it is issued."""
    if on is not None and directive.issued_on is not None and on < directive.issued_on:
        issued = shown.day(directive.issued_on)
        raise refusal("directive.before_it", day=shown.day(on), symbol=str(directive), issued=issued)


def confirm_rule(
    *, rule: str, rule_from: date, value: str = "", note: str = "", actor: Hat, now: datetime
) -> RuleCheck:
    """A legal officer confirms a row of the law, or sets the place's own value for it by the paper `note`.

    It holds for the place that the officer's office serves and all under it, from that day on.
    """
    day = day_of(now)
    value, note = value.strip(), nfc(note.strip())
    if actor.appointment is None:
        raise refusal("grant.refused", action="directives.confirm_rule", post=actor.post or actor.role)
    check = RuleCheck(
        rule=rule, rule_from=rule_from, value=value, checked_by=actor.appointment, checked_on=day, note=note
    )
    with act(
        "directives.confirm_rule", on=About(check.ref, actor.unit_id or 0), actor=actor, now=now
    ) as done:
        row = RuleBook.load().row(rule, rule_from)
        if value:
            _require_own_value(row, value, note)
        place = Unit.objects.get(pk=place_of(actor.unit_id or 0, day))
        check.unit_id = place.pk
        check.save(force_insert=True)
        done.note(rule=rule, rule_from=str(rule_from), value=value, note=note, place=str(place.ref))
        done.stands(check)
    return check


def _require_own_value(row: Rule, value: str, note: str) -> None:
    """Refuse a value for a rule that has none, one that is no number, and one without the paper that sets it."""
    if row.value is None and not row.awaits_own:
        raise refusal("rule.no_number", rule=row.key)
    if not value.isascii() or not value.isdecimal() or len(value) > LONGEST_VALUE:
        raise refusal("rule.bad_value", rule=row.key, value=value)
    if not note:
        raise refusal("rule.own_value_no_paper", rule=row.key)
