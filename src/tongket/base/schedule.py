"""What runs again and again: each room names its jobs in `AppConfig.ready()`, one worker runs what is due.

A job is a function that takes `now`. Its row in `Schedule` says when it runs next, so a restart forgets nothing,
and two workers by mistake do not run it twice.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import Error, close_old_connections
from django.utils.module_loading import import_string

from tongket.base.models import Schedule

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """`path` is the dotted name of the function."""

    name: str
    seconds: int
    path: str


_jobs: dict[str, Job] = {}


def publish_job(name: str, seconds: int, path: str) -> None:
    """A room adds a job; doing it twice changes nothing."""
    _jobs[name] = Job(name, seconds, path)


def jobs() -> list[Job]:
    return list(_jobs.values())


def run_due(now: datetime) -> list[str]:
    """Run each job whose time has come; their names. One that fails is logged and tried again next time.

    So is a database that does not answer: the worker outlives it, and with it the site.
    """
    close_old_connections()
    ran: list[str] = []
    try:
        rows = {row.name: row for row in Schedule.objects.all()}
        for job in jobs():
            if _take(job, rows.get(job.name), now):
                ran.append(job.name)
                _run(job, now)
    except Error:
        log.exception("what is due cannot be read")
    close_old_connections()
    return ran


def _run(job: Job, now: datetime) -> None:
    try:
        import_string(job.path)(now=now)
    except Exception:
        log.exception("job %s failed", job.name)


def _take(job: Job, row: Schedule | None, now: datetime) -> bool:
    """Set the job's next time; true for the one worker that did it."""
    following = now + timedelta(seconds=job.seconds)
    if row is None:
        _, made = Schedule.objects.get_or_create(
            name=job.name, defaults={"every_seconds": job.seconds, "next_at": following}
        )
        return made
    if row.next_at > now:
        return False
    mine = Schedule.objects.filter(name=job.name, next_at=row.next_at)
    return bool(mine.update(next_at=following, every_seconds=job.seconds))
