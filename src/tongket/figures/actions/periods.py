"""A period opens: who owes a report by when is frozen, and only an extension with a reason moves a day."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from tongket.base.clock import day_of
from tongket.base.outbox import notify
from tongket.figures.actions.append import derived_ref, within
from tongket.figures.deadlines import SET_BY_HAND, frozen_due, shown_moment, tier_of
from tongket.figures.models import Due, Form
from tongket.programmes.actions import refuse_closed
from tongket.programmes.models import Programme
from tongket.units.acts import act
from tongket.units.hats import Hat
from tongket.units.models import Unit
from tongket.viet.dates import format_date
from tongket.viet.fault import Fault, Refusal
from tongket.viet.period import Period


def open_period(
    *,
    form: Form,
    period: Period,
    units: Sequence[Unit],
    actor: Hat,
    now: datetime,
    due_at: datetime | None = None,
) -> list[Due]:
    """Freeze who is due. A unit that is on the list already, by whatever version of the form, stays as it was.

    The last moment comes from the form, or is `due_at` where the one who asks sets it.
    """
    refuse_period(form, period)
    if not units:
        raise Refusal(Fault("figures.nobody_asked"))
    if due_at is not None and due_at <= now:
        raise Refusal(Fault("figures.due_passed", values={"due": shown_moment(due_at)}))
    with act("figures.open", on=form, actor=actor, now=now) as done:
        refuse_closed(Programme.objects.select_for_update().get(pk=form.programme_id))
        set_by_hand: dict[str, Any] = {"due_at": due_at, "rule_value": SET_BY_HAND}
        tiers = {unit.pk: tier_of(unit, day_of(now)) for unit in units}
        by_tier = {
            tier: set_by_hand if due_at else frozen_due(form, period, day_of(now), tier)
            for tier in sorted(set(tiers.values()))
        }
        known = already_due(form, period)
        dues = Due.objects.bulk_create(
            Due(
                ref=derived_ref(form.ref, unit.ref, period),
                form=form,
                unit=unit,
                period=str(period),
                period_start=period.start,
                period_end=period.end,
                frozen_at=now,
                **by_tier[tiers[unit.pk]],
            )
            for unit in units
            if unit.pk not in known
        )
        for due in dues:
            values = {"title": form.title, "period": period.label()}
            notify(
                unit_id=due.unit_id,
                code="figures.opened",
                values=values,
                link=due.get_absolute_url(),
                now=now,
            )
        frozen = by_tier[tiers[units[0].pk]]
        facts = {"due": frozen["due_at"].isoformat(), "rule": frozen.get("rule", "")}
        done.note(period=str(period), units=sorted(str(due.unit.ref) for due in dues), **facts)
    return dues


def refuse_period(form: Form, period: Period) -> None:
    """A period of another kind, or one for which another version of the form is asked for."""
    if period.kind != form.period_kind:
        raise Refusal(Fault("figures.period_kind", values={"period": str(period), "kind": form.period_kind}))
    if period.last_day < form.start:
        values = {"start": format_date(form.start), "period": period.label()}
        raise Refusal(Fault("figures.form_not_yet", values=values))
    newer = Form.objects.filter(
        programme=form.programme_id, version__gt=form.version, start__lte=period.last_day
    )
    if later := newer.order_by("-version").first():
        values = {"period": period.label(), "version": str(later.version)}
        raise Refusal(Fault("figures.form_old", values=values))


def already_due(form: Form, period: Period) -> set[int]:
    """The units that owe the programme's report for a period already."""
    dues = Due.objects.filter(form__programme=form.programme_id, period=str(period))
    return set(dues.values_list("unit_id", flat=True))


def extend_due(*, due: Due, to: datetime, reason: str, actor: Hat, now: datetime) -> Due:
    """Give one unit more time. The first day stays on record, and the rates show both."""
    if not reason.strip():
        raise Refusal(Fault("figures.reason_missing"))
    with act("figures.extend", on=due, actor=actor, now=now, parties=(due.form.unit_id,)) as done:
        due = Due.objects.select_for_update().get(pk=due.pk)
        if to <= due.deadline:
            raise Refusal(Fault("figures.extension_earlier"))
        due.extended_to = to
        due.extension_reason = within(reason)
        due.save(update_fields=["extended_to", "extension_reason"])
        done.note(until=to.isoformat(), reason=due.extension_reason)
    return due
