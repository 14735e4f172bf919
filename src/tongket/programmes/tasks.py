"""What runs later in this room: leads are reminded of what comes due."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from tongket.base.clock import day_of
from tongket.base.outbox import notify
from tongket.programmes.models import Reminder, Task
from tongket.programmes.tally import open_
from tongket.viet.dates import format_date

MARKS = (7, 3, 0)  # days before the due day
AT_ONCE = 500  # tasks in one transaction


def remind(*, now: datetime) -> int:
    """Put a line on the desk of each lead whose task is due in 7, 3 and 0 days; how many lines.

    Each mark is told once for a due day, whatever happens between; a worker that stood still tells the nearest only.
    """
    day = day_of(now)
    return sum(_remind(day, mark, lower, now) for mark, lower in zip(MARKS, (*MARKS[1:], -1), strict=True))


def _remind(day: date, mark: int, lower: int, now: datetime) -> int:
    told = 0
    while waiting := list(_waiting(day, mark, lower)[:AT_ONCE]):
        with transaction.atomic():
            for task in Task.objects.select_for_update().filter(pk__in=waiting).order_by("pk"):
                due = task.due_now or day
                row = Reminder.objects.get_or_create(task=task, due=due, left=mark, defaults={"at": now})
                told += row[1] and _tell(task, due, day, now)
    return told


def _waiting(day: date, mark: int, lower: int) -> QuerySet[Task, int]:
    """Open tasks between two marks that were not told of this one; what was sent back is nobody's just now."""
    known = Reminder.objects.filter(task=OuterRef("pk"), due=OuterRef("due_now"), left=mark)
    near = Task.objects.filter(
        open_(), due_now__gt=day + timedelta(days=lower), due_now__lte=day + timedelta(days=mark)
    )
    return (
        near.exclude(stage=Task.Stage.SENT_BACK)
        .exclude(Exists(known))
        .order_by("pk")
        .values_list("pk", flat=True)
    )


def _tell(task: Task, due: date, day: date, now: datetime) -> int:
    hour = f"{task.due_hour:%H:%M} " if task.due_hour else ""
    values: dict[str, str | int] = {"due": f"{hour}{format_date(due)}", "content": task.content[:120]}
    left = (due - day).days
    notify(
        unit_id=task.unit_id,
        code="notice.task_due" if left else "notice.task_due_today",
        values=values | ({"left": left} if left else {}),
        now=now,
        link=task.get_absolute_url(),
    )
    return 1
