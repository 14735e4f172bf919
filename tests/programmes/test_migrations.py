"""What older tasks become when they get a giver, a source and a kept course."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from tests.world import World

from tongket.programmes.checks import check_tasks
from tongket.programmes.models import Task, TaskEvent

pytestmark = pytest.mark.django_db


def test_older_tasks_get_their_giver_source_and_course_from_what_is_recorded(world: World):
    before = list(Task.objects.order_by("pk").values())
    TaskEvent.objects.update(lead=None)
    Task.objects.update(
        giver=world.units.province, directive=None, due_now=None, stage="given", done_on=None, done_hour=None,
        changed_on=None, source="work",
    )  # fmt: skip
    filling = import_module("tongket.programmes.migrations.0002_tasks_have_sources").fill
    filling(apps, SimpleNamespace(connection=SimpleNamespace(vendor="sqlite")))
    assert list(Task.objects.order_by("pk").values()) == before
    assert set(TaskEvent.objects.filter(kind="given").values_list("lead", flat=True)) == {
        task["unit_id"] for task in before
    }
    assert check_tasks() == []
