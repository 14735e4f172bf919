"""A meeting on the screen: recorded, its conclusions pasted, ticked points become tasks with their lead and day."""

import datetime

import pytest
from django.test import Client
from django.utils import translation
from tests.world import World

from tongket.base.models import Notice
from tongket.base.shown import moment
from tongket.programmes.models import Programme, Task
from tongket.reviews.meetings.points import due_of, lead_of, points_in
from tongket.reviews.models import Conclusion, Meeting

pytestmark = pytest.mark.django_db
HELD = datetime.date(2026, 11, 10)
PASTED = """1. Giao Thôn Một họp bàn việc đóng góp làm đường,
xong trước ngày 30/11/2026.
2. Công khai kết quả."""


@pytest.fixture
def clerk(world: World) -> Client:
    return world.client("clerk")


def typed(world: World, **more: object) -> dict[str, object]:
    return {
        "title": "Hội nghị sơ kết quý III", "kind": "interim", "host": "UBND xã Mẫu", "held_on": "10/11/2026",
        "place": "Hội trường xã", "programmes": [world.programme.ref], "reviews": [world.published.ref], **more,
    }  # fmt: skip


@pytest.fixture
def meeting(world: World, clerk: Client) -> Meeting:
    clerk.post("/hoi-nghi/moi/", typed(world))
    return Meeting.objects.get(title="Hội nghị sơ kết quý III")


@pytest.fixture
def points(clerk: Client, meeting: Meeting) -> list[Conclusion]:
    clerk.post(f"/hoi-nghi/{meeting.ref}/ket-luan/", {"text": PASTED})
    return list(meeting.conclusions.order_by("order"))


def test_a_meeting_closes_its_reviews_and_is_found_in_the_list(world: World, meeting: Meeting):
    assert (meeting.held_on, meeting.unit, meeting.place) == (HELD, world.units.xa_mau, "Hội trường xã")
    assert list(meeting.reviews.all()) == [world.published]
    assert list(meeting.programmes.all()) == [world.programme]
    public = world.client("public")
    assert f"/tong-ket/{world.published.ref}/" in public.get(f"/hoi-nghi/{meeting.ref}/").content.decode()
    assert meeting.title in public.get("/hoi-nghi/").content.decode()


def test_reviews_of_one_title_are_told_apart_by_the_moment_of_their_figures(world: World, clerk: Client):
    one, title = world.published, f"{world.published.title} ("
    page = clerk.get("/hoi-nghi/moi/").content.decode()
    assert f"{title}số liệu tính đến {moment(one.as_of)})" in page
    clerk.cookies["django_language"] = "en"
    with translation.override("en"):
        assert f"{title}figures as of {moment(one.as_of)})" in clerk.get("/hoi-nghi/moi/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"), [({"held_on": "10/12/2026"}, "chưa đến"), ({"held_on": "31/02/2026"}, "31/02/2026")]
)
def test_a_day_that_cannot_be_is_refused_and_the_rest_stays_typed(world, clerk, wrong, said):
    answer = clerk.post("/hoi-nghi/moi/", typed(world, **wrong))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert said in page
    assert 'value="Hội nghị sơ kết quý III"' in page
    assert not Meeting.objects.filter(title="Hội nghị sơ kết quý III").exists()


def test_pasted_points_are_kept_one_by_one(points: list[Conclusion]):
    assert [point.text for point in points] == [
        "Giao Thôn Một họp bàn việc đóng góp làm đường, xong trước ngày 30/11/2026.",
        "Công khai kết quả.",
    ]


def test_nothing_pasted_is_asked_for(clerk: Client, meeting: Meeting):
    assert clerk.post(f"/hoi-nghi/{meeting.ref}/ket-luan/", {"text": "  "}).status_code == 400
    answer = clerk.post(f"/hoi-nghi/{meeting.ref}/ket-luan/", {"text": "-  "})
    assert answer.status_code in (302, 400)


def test_lead_and_day_are_proposed_and_one_tick_gives_the_task(
    world: World, clerk: Client, meeting: Meeting, points: list[Conclusion]
):
    where = f"/hoi-nghi/{meeting.ref}/giao-viec/"
    page = clerk.get(where).content.decode()
    assert f'<option value="{world.units.thon_mot.ref}" selected>' in page
    assert 'value="30/11/2026"' in page
    ticked = {
        "programme": world.programme.slug, "diem-1-tick": "on", "diem-1-lead": world.units.thon_mot.ref,
        "diem-1-due": "30/11/2026", "diem-2-due": "",
    }  # fmt: skip
    answer = clerk.post(where, ticked)
    made = Task.objects.get(content=points[0].text)
    assert (made.unit, made.due, made.programme) == (
        world.units.thon_mot,
        datetime.date(2026, 11, 30),
        world.programme,
    )
    assert Notice.objects.filter(unit_id=world.units.thon_mot.pk, link=made.get_absolute_url()).exists()
    assert made.get_absolute_url() in world.client("public").get(answer.url).content.decode()
    left = clerk.get(where).content.decode()
    assert "diem-1-tick" not in left, "a point becomes a task once"
    assert "diem-2-tick" in left


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({}, "ít nhất một điểm"),
        ({"diem-2-tick": "on"}, "Điểm 2: hãy chọn đơn vị chủ trì"),
        ({"diem-2-tick": "on", "diem-2-due": "31/02/2026"}, "31/02/2026"),
    ],
)
def test_a_tick_without_what_a_task_needs_is_refused_and_nothing_is_given(
    world: World, clerk: Client, meeting: Meeting, points: list[Conclusion], wrong: dict[str, str], said: str
):
    before = Task.objects.count()
    answer = clerk.post(
        f"/hoi-nghi/{meeting.ref}/giao-viec/",
        {"programme": world.programme.slug, "diem-1-due": "1/12/2026"} | wrong,
    )
    page = answer.content.decode()
    assert answer.status_code == 400
    assert said in page
    assert 'value="1/12/2026"' in page
    assert Task.objects.count() == before
    assert len(points) == 2


def test_without_a_running_programme_a_point_becomes_a_task_of_the_conclusion_alone(
    world: World, clerk: Client, meeting: Meeting, points: list[Conclusion]
):
    Programme.objects.filter(unit=world.units.xa_mau).update(state=Programme.State.CLOSED)
    where = f"/hoi-nghi/{meeting.ref}/giao-viec/"
    assert points[0].text in clerk.get(where).content.decode()
    ticked = {
        "programme": "",
        "diem-1-tick": "on",
        "diem-1-lead": world.units.thon_mot.ref,
        "diem-1-due": "30/11/2026",
    }
    answer = clerk.post(where, ticked)
    made = Task.objects.get(content=points[0].text)
    assert answer.status_code == 302
    assert (made.programme, made.meeting) == (None, meeting.ref)


def test_another_commune_writes_nothing_about_it(world: World, meeting: Meeting):
    stranger = world.client("stranger")
    for page in ("ket-luan", "giao-viec"):
        assert stranger.get(f"/hoi-nghi/{meeting.ref}/{page}/").status_code == 403
    assert "Ghi kết luận" not in stranger.get(f"/hoi-nghi/{meeting.ref}/").content.decode()


def test_points_are_told_by_their_marks_or_else_by_lines():
    assert points_in("Một\n\nHai\n") == ["Một", "Hai"]
    assert points_in("Kết luận:\n- Một\ncòn nữa\n2) Hai\nđ) Ba") == ["Kết luận:", "Một còn nữa", "Hai", "Ba"]


def test_the_longest_name_in_a_point_leads():
    offices = {1: "Thôn Một", 2: "Văn phòng", 3: "Văn phòng Đảng ủy xã Mẫu"}
    assert lead_of("Giao văn phòng đảng ủy chủ trì", offices, "Xã Mẫu") == 3
    assert lead_of("Không nêu ai", offices, "Xã Mẫu") is None


def test_a_day_before_the_meeting_is_no_due_day_and_one_without_a_year_is_the_next():
    assert due_of("theo kế hoạch ngày 01/10/2026, xong ngày 30/11/2026", HELD) == datetime.date(2026, 11, 30)
    assert due_of("xong trước ngày 15/01", HELD) == datetime.date(2027, 1, 15)
    assert due_of("thực hiện thường xuyên", HELD) is None
