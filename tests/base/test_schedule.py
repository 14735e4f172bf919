"""Jobs run when they are due, once, and a failing one does not stop the others."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from tongket.base import schedule
from tongket.base.models import Schedule

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
ran: list[datetime] = []


def note(*, now: datetime) -> None:
    ran.append(now)


def fail(*, now: datetime) -> None:
    raise RuntimeError("no")


@pytest.fixture
def two_jobs(monkeypatch: pytest.MonkeyPatch):
    ran.clear()
    monkeypatch.setattr(schedule, "_jobs", {})
    schedule.publish_job("bad", 10, f"{__name__}.fail")
    schedule.publish_job("good", 60, f"{__name__}.note")


@pytest.mark.django_db(transaction=True)
def test_a_job_runs_at_once_and_then_when_its_time_has_come(two_jobs):
    assert schedule.run_due(NOW) == ["bad", "good"]
    assert schedule.run_due(NOW + timedelta(seconds=30)) == ["bad"]
    assert schedule.run_due(NOW + timedelta(seconds=60)) == ["bad", "good"]
    assert ran == [NOW, NOW + timedelta(seconds=60)]


@pytest.mark.django_db(transaction=True)
def test_two_workers_do_not_run_a_job_twice(two_jobs):
    schedule.run_due(NOW)
    row = Schedule.objects.get(name="good")
    job = next(job for job in schedule.jobs() if job.name == "good")
    later = NOW + timedelta(hours=1)
    assert schedule._take(job, row, later)
    assert not schedule._take(job, row, later)


def test_every_published_job_can_be_called():
    from django.utils.module_loading import import_string

    for job in schedule.jobs():
        assert callable(import_string(job.path))


@pytest.mark.django_db(transaction=True)
def test_the_worker_outlives_a_database_that_does_not_answer(two_jobs, caplog: pytest.LogCaptureFixture):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE base_schedule RENAME TO base_elsewhere")
    try:
        assert schedule.run_due(NOW) == []
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE base_elsewhere RENAME TO base_schedule")
    assert "what is due cannot be read" in caplog.text
    assert schedule.run_due(NOW) == ["bad", "good"]
