"""A unit objects to a count, and whoever asks for the report answers; or it says why there is a red mark."""

import uuid
from datetime import datetime

from tongket.base.clock import day_of
from tongket.base.outbox import notify
from tongket.figures.actions.append import within
from tongket.figures.cells import label_of
from tongket.figures.models import Due, FormItem, Objection, Report
from tongket.figures.queries.counted import counts_of
from tongket.units.acts import About, act
from tongket.units.hats import Hat
from tongket.units.queries import names_of
from tongket.viet.fault import Fault, Refusal
from tongket.viet.period import Period

_MOST = 1000
SHORT = 300  # characters of what stands beside a red mark


def object_to_count(*, due: Due, item: FormItem, reason: str, actor: Hat, now: datetime) -> Objection:
    """The figure stays as it was counted; the objection stands beside it, and who asks for the report is told."""
    if not reason.strip():
        raise Refusal(Fault("figures.reason_missing"))
    count = counts_of(due, [item], now, recorded=True).get(item.order)
    if count is None or item.form_id != due.form_id:
        raise Refusal(Fault("figures.not_counted"))
    ref = uuid.uuid4()
    with act("figures.object", on=About(ref, due.unit_id), actor=actor, now=now) as done:
        Due.objects.select_for_update().get(pk=due.pk)
        if due.objections.filter(item=item, answered_at=None).exists():
            raise Refusal(Fault("figures.objected_already"))
        made = Objection.objects.create(
            ref=ref, due=due, item=item, value=count.value, reason=within(reason, most=_MOST), at=now,
            actor=actor.appointment,
        )  # fmt: skip
        _tell(made, due.form.unit_id, "figures.objected", made.reason, now)
        done.note(due=str(due.ref), line=item.order, reason=made.reason)
        done.stands(made)
    return made


def explain_mark(*, due: Due, text: str, actor: Hat, now: datetime) -> Objection:
    """One short explanation beside a red mark, in place of an earlier one, which stays in the history.

    There is no mark before the day has come or the report was handed in. Whoever asks for the report is told.
    """
    if not text.strip():
        raise Refusal(Fault("figures.reason_missing"))
    if now <= due.deadline and not Report.objects.filter(due=due).exclude(submitted_at=None).exists():
        raise Refusal(Fault("figures.no_mark_yet"))
    ref = uuid.uuid4()
    with act("figures.object", on=About(ref, due.unit_id), actor=actor, now=now) as done:
        made = Objection.objects.create(
            ref=ref, due=due, reason=within(text.strip(), most=SHORT), at=now, actor=actor.appointment
        )
        values = {
            "unit": names_of([due.unit_id], day_of(now)).get(due.unit_id, ""),
            "title": due.form.title,
            "period": Period.parse(due.period).label(),
            "said": made.reason,
        }
        notify(
            unit_id=due.form.unit_id,
            code="figures.explained",
            values=values,
            link=due.get_absolute_url(),
            now=now,
        )
        done.note(due=str(due.ref), explained=made.reason)
        done.stands(made)
    return made


def answer_objection(*, objection: Objection, answer: str, actor: Hat, now: datetime) -> Objection:
    """What came of it: the records were set right, or the count stands, and why."""
    if not answer.strip():
        raise Refusal(Fault("figures.answer_missing"))
    due = objection.due
    about = About(objection.ref, due.unit_id)
    with act("figures.answer", on=about, actor=actor, now=now, parties=(due.form.unit_id,)) as done:
        objection = Objection.objects.select_for_update().get(pk=objection.pk)
        if objection.answered_at:
            raise Refusal(Fault("figures.answered_already"))
        objection.answer = within(answer, most=_MOST)
        objection.answered_at, objection.answered_by = now, actor.appointment
        objection.save(update_fields=["answer", "answered_at", "answered_by"])
        _tell(objection, due.unit_id, "figures.objection_answered", objection.answer, now)
        done.note(answer=objection.answer)
        done.stands(objection)
    return objection


def _tell(objection: Objection, unit_id: int, code: str, said: str, now: datetime) -> None:
    due, item = objection.due, objection.item
    if item is None:
        raise AssertionError("an explanation beside a mark is not answered")
    values = {"line": label_of(item), "period": Period.parse(due.period).label(), "said": said}
    link = f"{due.get_absolute_url()}phan-doi/{item.order}/"
    notify(unit_id=unit_id, code=code, values=values, link=link, now=now)
