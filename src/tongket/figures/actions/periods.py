"""A period opens: who owes a report by when is frozen, and only an extension with a reason moves a day."""

from collections.abc import Sequence
from datetime import datetime

from tongket.base.clock import day_of
from tongket.base.outbox import notify
from tongket.figures.actions.append import derived_ref, within
from tongket.figures.deadlines import frozen_due
from tongket.figures.models import Due, Form
from tongket.units.acts import act
from tongket.units.hats import Hat
from tongket.units.models import Unit
from tongket.viet.fault import Fault, Refusal
from tongket.viet.period import Period


def open_period(*, form: Form, period: Period, units: Sequence[Unit], actor: Hat, now: datetime) -> list[Due]:
    """Freeze who is due. A unit that is on the list already stays as it was."""
    if period.kind != form.period_kind:
        raise Refusal(Fault("figures.period_kind", values={"period": str(period), "kind": form.period_kind}))
    with act("figures.open", on=form, actor=actor, now=now) as done:
        frozen = frozen_due(form, period, day_of(now))
        known = set(Due.objects.filter(form=form, period=str(period)).values_list("unit_id", flat=True))
        dues = Due.objects.bulk_create(
            Due(
                ref=derived_ref(form.ref, unit.ref, period),
                form=form,
                unit=unit,
                period=str(period),
                period_start=period.start,
                period_end=period.end,
                frozen_at=now,
                **frozen,
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
        facts = {"due": frozen["due_at"].isoformat(), "rule": frozen.get("rule", "")}
        done.note(period=str(period), units=sorted(str(due.unit.ref) for due in dues), **facts)
    return dues


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
