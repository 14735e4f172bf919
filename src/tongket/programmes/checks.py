"""What `tongket check` asks of this room: are targets, tasks and what happened to them what their entries say."""

from collections import defaultdict
from collections.abc import Mapping
from uuid import UUID

from tongket.base.clock import day_of
from tongket.base.entries import Fact, facts_of
from tongket.base.models import Entry
from tongket.programmes.actions import event_facts, target_facts, task_facts
from tongket.programmes.models import Target, Task, TaskEvent
from tongket.programmes.state import course_of, kept_course
from tongket.viet.fault import Fault


def check_targets() -> list[Fault]:
    """The first target that its entry does not know, or says otherwise."""
    said = _said_of("target")
    for target in Target.objects.select_related("unit", "programme", "clause").order_by("pk").iterator(2000):
        if not _agree(said.pop(str(target.ref), None), target_facts(target)):
            return [Fault("target.differs", values=_of(target.programme.title, target.period))]
    return [Fault("target.differs", values=_of("…", "…"))] if said else []


def check_tasks() -> list[Fault]:
    """The first task that was given otherwise, or to which other things happened, than its entries say.

    What its row keeps of its course has to be what its events make of it.
    """
    said = _said_of("task")
    steps: dict[UUID, list[Entry]] = defaultdict(list)
    kinds = ("programmes.do_task", "programmes.follow_task")
    for entry in Entry.objects.filter(kind__in=kinds).order_by("pk").iterator(2000):
        steps[entry.subject].append(entry)
    for task in Task.objects.select_related("unit").prefetch_related("events__lead").order_by("pk"):
        given, later = said.pop(str(task.ref), None), steps.pop(task.ref, [])
        events = list(task.events.all())
        same = _agree(given, task_facts(task)) and _happened(events, [given, *later])
        if not same or course_of(task, events) != kept_course(task):
            return [Fault("task.differs", values={"content": task.content[:80]})]
    return [Fault("task.differs", values={"content": "…"})] if said or steps else []


def _said_of(what: str) -> dict[str, Entry]:
    """The entry of each target or task that was set or given and not taken back."""
    said: dict[str, Entry] = {}
    for entry in Entry.objects.filter(kind="programmes.run").order_by("pk"):
        facts = facts_of(entry)
        if what in facts:
            said[str(facts[what])] = entry
        said.pop(str(facts.get(f"{what}_taken_back")), None)
    return said


def _agree(said: Entry | None, is_: Mapping[str, Fact]) -> bool:
    """Whether a record is what its entry says, as far as an older entry says it."""
    return said is not None and all(is_.get(name) == value for name, value in facts_of(said).items())


def _happened(events: list[TaskEvent], entries: list[Entry | None]) -> bool:
    """Each at its moment by whom its entry names; the first, which is the giving itself, is told with the task."""
    listed = sorted(events, key=lambda event: event.pk)
    return len(listed) == len(entries) and all(
        entry is not None
        and (event.at, event.day, event.actor) == (entry.at, day_of(entry.at), entry.actor)
        and (event is listed[0] or _agree(entry, event_facts(event)))
        for event, entry in zip(listed, entries, strict=True)
    )


def _of(title: str, period: str) -> dict[str, str | int]:
    return {"title": title, "period": period}
