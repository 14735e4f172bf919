"""Whoever asked for a report reminds those who are late: once a day at most, and it is kept when and by whom."""

from datetime import datetime

from tongket.base.clock import day_of
from tongket.base.outbox import notify
from tongket.figures.actions.append import derived_ref
from tongket.figures.deadlines import shown_moment
from tongket.figures.models import Due, Form, Reminder
from tongket.figures.queries.late import late_dues
from tongket.units.acts import act
from tongket.units.hats import Hat
from tongket.units.models import Appointment, Role
from tongket.viet.fault import Fault, Refusal
from tongket.viet.period import Period

_TOLD = (Role.REPORTER, Role.CLERK)


def remind_late(*, form: Form, period: Period, actor: Hat, now: datetime) -> list[Due]:
    """Tell each unit that is late, on its desk and by e-mail to those who write its reports."""
    day = day_of(now)
    with act("figures.remind", on=form, actor=actor, now=now) as done:
        Form.objects.select_for_update().get(
            pk=form.pk
        )  # two who press at once: the second finds nobody left
        late = late_dues(form, period, now)
        if not late:
            raise Refusal(Fault("figures.nobody_late"))
        known = set(Reminder.objects.filter(due__in=late, day=day).values_list("due", flat=True))
        dues = [due for due in late if due.pk not in known]
        if not dues:
            raise Refusal(Fault("figures.reminded_today"))
        made = Reminder.objects.bulk_create(
            Reminder(
                ref=derived_ref(due.ref, "reminder", day), due=due, day=day, at=now, actor=actor.appointment
            )
            for due in dues
        )
        for due in dues:
            _tell(due, now)
        done.note(period=str(period), units=sorted(str(due.unit.ref) for due in dues))
        done.stands(*made)
    return dues


def _tell(due: Due, now: datetime) -> None:
    """A line for the whole unit, and a letter to each of those who write its reports and have an address."""
    values = {
        "title": due.form.title,
        "period": Period.parse(due.period).label(),
        "due": shown_moment(due.deadline),
    }
    day = day_of(now)
    held = Appointment.objects.filter(unit=due.unit_id, role__in=_TOLD, start__lte=day, end__gt=day)
    readers = {one.account for one in held.exclude(account__email="").select_related("account")}
    for account in (None, *sorted(readers, key=lambda one: one.pk)):
        notify(
            unit_id=due.unit_id,
            account=account,
            code="figures.reminded",
            values=values,
            link=due.get_absolute_url(),
            now=now,
        )
