"""Puts 20,000 tasks on one office of the loaded demo: `python -m bench.tasks`; the folder is in TONGKET_DATA."""

import sys
from datetime import timedelta

READER = "vanthu"
NUMBER = 20_000


def main() -> None:
    from tongket.base import shell

    shell.django()
    from tongket.base import clock
    from tongket.base.models import Account
    from tongket.programmes.models import Programme, Task, TaskEvent
    from tongket.programmes.queries import offices_near
    from tongket.units.hats import hats_on

    day = clock.today()
    hat = hats_on(Account.objects.get(username=READER).pk, day)[0]
    unit = hat.unit_id or 0
    others = [other for other in offices_near(unit, day) if other != unit]
    programme = Programme.objects.filter(unit=unit).order_by("pk")[0]
    tasks = []
    for number in range(NUMBER):
        due = day + timedelta(days=number % 400 - 370)
        done_on = due - timedelta(days=number % 7 - 1)
        done_on = done_on if number % 10 < 7 and done_on <= day else None
        led = number % 5 < 3  # the office leads three of five, and gave the others out
        tasks.append(
            Task(
                programme=programme,
                giver_id=unit,
                follower_id=None if number % 2 else unit,
                source=Task.Source.PROGRAMME,
                order=1000 + number,
                content=f"Nhiệm vụ {number} để đo: rà soát, báo cáo tình hình thực hiện",
                unit_id=unit if led else others[number % len(others)],
                product_kind="BC",
                due=due,
                due_now=due,
                done_on=done_on,
                stage=Task.Stage.CONFIRMED if done_on else Task.Stage.ACCEPTED,
                changed_on=done_on or day - timedelta(days=400),
            )
        )
    made = Task.objects.bulk_create(tasks, batch_size=1000)
    at = clock.now() - timedelta(days=400)
    TaskEvent.objects.bulk_create(
        (
            TaskEvent(task=task, kind=kind, at=at, day=clock.day_of(at), lead_id=task.unit_id)
            for task in made
            for kind in (TaskEvent.Kind.GIVEN, TaskEvent.Kind.ACCEPTED)
        ),
        batch_size=1000,
    )


if __name__ == "__main__":
    sys.exit(main())
