"""Rows changed, added and taken out by SQL: each is named by `tongket check`, and nothing else is."""

import datetime
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import models
from tests.journeys import meetings_round
from tests.world import NOW, World, moment

from tongket.base.standing import _columns, check_standing, watched
from tongket.reviews.meetings.actions import conclude
from tongket.reviews.models import Conclusion, Meeting

DAY = datetime.date(2001, 1, 1)
LONG_AGO = moment(DAY, 9)
pytestmark = pytest.mark.django_db
TABLES = {one.model._meta.label: one for one in watched()}
# What the small commune and its round have a row of.
SEEN = (
    "bodies.SteeringBody", "directives.Briefing", "directives.Directive", "directives.Implements", "figures.Form",
    "figures.Indicator", "honours.Award", "meetings.PlannedReview", "meetings.WeekEntry", "meetings.WeekFeed",
    "programmes.Programme", "reviews.Meeting", "units.Appointment",
)  # fmt: skip


@pytest.fixture
def made(world: World) -> SimpleNamespace:
    found = meetings_round.make_round(world)
    conclude(meeting=world.meeting, points=["Công khai kết quả."], actor=world.hats.clerk, now=NOW)
    return found


def said() -> list[str]:
    return [fault.code for fault in check_standing()]


def spoil(record: models.Model) -> None:
    """Another value in its first column of text that has no rule of its own, else of a day, else of a key."""
    columns = [one for one in record._meta.concrete_fields if not (one.choices or one.unique)]
    row = type(record)._default_manager.filter(pk=record.pk)
    others = {models.TextField | models.CharField: "*", models.DateTimeField: LONG_AGO, models.DateField: DAY}
    for kind, value in others.items():
        field = next((one for one in columns if isinstance(one, kind)), None)
        if field is not None:
            row.update(**{field.name: value})
            return
    field = next(one for one in columns if isinstance(one, models.ForeignKey))
    row.update(**{field.name: field.related_model._default_manager.order_by("-pk")[0]})


def test_what_actions_made_stands_as_they_left_it(made: SimpleNamespace):
    assert said() == []


@pytest.mark.parametrize("label", SEEN)
def test_a_changed_row_is_found(made: SimpleNamespace, label: str):
    spoil(TABLES[label].model._default_manager.order_by("-pk")[0])
    assert said() == ["record.differs"]


def _parts() -> list[tuple[str, str]]:
    return [(label, part) for label in SEEN for part in TABLES[label].parts]


@pytest.mark.parametrize(("label", "part"), _parts())
def test_a_changed_part_is_found(made: SimpleNamespace, label: str, part: str):
    field = TABLES[label].model._meta.get_field(part)
    if field.many_to_many:
        holder = TABLES[label].model._default_manager.filter(**{f"{part}__isnull": False}).first()
        if holder is None:
            pytest.skip("the small commune has none of these")
        getattr(holder, part).clear()
    else:
        row = field.related_model._default_manager.order_by("-pk").first()
        if row is None:
            pytest.skip("the small commune has none of these")
        spoil(row)
    assert said() == ["record.differs"]


def test_an_item_of_a_programme_that_was_taken_out_is_found(made: SimpleNamespace):
    made.meeting.items.all().delete()
    assert said() == ["record.differs"]


def _add_a_point(made: SimpleNamespace) -> None:
    Conclusion.objects.create(meeting=made.meeting, order=9, text="Thêm ngoài hệ thống")


def _add_a_meeting(made: SimpleNamespace) -> None:
    Meeting.objects.create(unit=made.meeting.unit, kind="other", title="Họp ma", folded="hop ma", host="?")


def _answer_for_another(made: SimpleNamespace) -> None:
    made.meeting.invited.update(reply="comes")


@pytest.mark.parametrize("harm", [_add_a_point, _add_a_meeting, _answer_for_another])
def test_what_was_added_past_the_actions_is_found(
    made: SimpleNamespace, harm: Callable[[SimpleNamespace], None]
):
    harm(made)
    assert said() == ["record.differs"]


def test_a_record_that_was_taken_out_is_found(made: SimpleNamespace):
    type(made.entry).objects.filter(pk=made.entry.pk).delete()
    assert said() == ["record.lost"]


def test_a_line_that_was_dropped_by_its_office_is_not_missed(world: World, made: SimpleNamespace):
    assert world.client("clerk").post(f"/lich-tuan/{made.entry.ref}/bo").status_code == 302
    assert said() == []


def test_a_column_as_it_begins_is_in_no_digest_so_that_a_later_version_may_add_one(world: World):
    said = _columns(world.programme, ())
    assert world.programme.version == 1
    assert "version" not in said
    assert said["title"] == world.programme.title
