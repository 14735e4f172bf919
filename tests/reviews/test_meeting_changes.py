"""A meeting that is changed on its way: its day, its programme, its contributions, its points."""

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.world import NOW, TODAY, World

from tongket.base import clock
from tongket.reviews.meetings.actions import conclude, give_conclusion, record_meeting
from tongket.reviews.meetings.planning import (
    Item,
    Plan,
    ask_contribution,
    change_plan,
    invite,
    plan_meeting,
    reply_invitation,
    send_invitations,
    set_agenda,
)
from tongket.reviews.models import Meeting
from tongket.viet.fault import Refusal

pytestmark = pytest.mark.django_db
DAY = TODAY + datetime.timedelta(days=4)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def plan(**more: object) -> Plan:
    said = {"place": "Hội trường", "starts": datetime.time(8), "held_on": DAY, **more}
    return Plan(kind="other", title="Họp giao ban", chair="Chủ tịch UBND xã", **said)  # type: ignore[arg-type]


@pytest.fixture
def who(world: World) -> dict[str, object]:
    return {"actor": world.hats.clerk, "now": NOW}


@pytest.fixture
def meeting(world: World, who: dict[str, object]) -> Meeting:
    return plan_meeting(unit=world.units.xa_mau, plan=plan(), **who)


@pytest.fixture
def held(world: World, who: dict[str, object]) -> Meeting:
    return record_meeting(
        unit=world.units.xa_mau, kind="other", title="Họp tháng", host="UBND xã", held_on=TODAY, held_basis="stated",
        **who,
    )  # fmt: skip


def body(client: Client, path: str) -> str:
    return client.get(path).content.decode()


@pytest.mark.parametrize(
    ("change", "left"),
    [({"held_on": DAY + datetime.timedelta(days=1)}, ""), ({"place": "Phòng họp số 1"}, "comes")],
)
def test_whoever_said_yes_to_another_hour_is_asked_anew(
    world: World, meeting: Meeting, who: dict[str, object], change: dict[str, object], left: str
):
    (one,) = invite(meeting=meeting, units=[world.units.thon_mot], **who)
    sitting = send_invitations(meeting=meeting, **who)
    reply_invitation(invited=one, reply="comes", actor=world.hats.reporter, now=NOW)
    change_plan(meeting=meeting, plan=plan(**change), version=sitting.version, **who)
    assert meeting.invited.get().reply == left


def test_a_programme_typed_over_another_is_refused_and_stays_on_the_screen(
    world: World, meeting: Meeting, who: dict[str, object]
):
    set_agenda(meeting=meeting, items=[Item(10, "Khai mạc")], version=1, **who)
    rows = {
        "version": "1", "muc-TOTAL_FORMS": "1", "muc-INITIAL_FORMS": "0", "muc-0-minutes": "5",
        "muc-0-title": "Chào cờ",
    }  # fmt: skip
    answer = world.client("clerk").post(f"/hoi-nghi/{meeting.ref}/chuong-trinh/", rows)
    assert answer.status_code == 400
    assert "Chào cờ" in answer.content.decode()
    assert meeting.items.get().title == "Khai mạc"


def test_whoever_is_asked_for_a_contribution_finds_the_meeting_before_the_invitations(
    world: World, meeting: Meeting, who: dict[str, object]
):
    one = ask_contribution(
        meeting=meeting, unit=world.units.thon_mot, named="Thôn Một", title="Kinh nghiệm", **who
    )
    village = world.client("reporter")
    assert f"/hoi-nghi/tham-luan/{one.ref}/gui/" in body(village, f"/hoi-nghi/{meeting.ref}/")
    assert village.get(f"/hoi-nghi/tham-luan/{one.ref}/gui/").status_code == 200
    assert world.client("stranger").get(f"/hoi-nghi/{meeting.ref}/").status_code == 404


def test_a_contribution_is_taken_off_the_list_as_long_as_no_text_came(
    world: World, meeting: Meeting, who: dict[str, object]
):
    clerk = world.client("clerk")
    first, second = (
        ask_contribution(meeting=meeting, unit=None, named="Hội Nông dân", title=title, **who)
        for title in ("Một", "Hai")
    )
    assert clerk.post(f"/hoi-nghi/tham-luan/{first.ref}/bo").status_code == 302
    third = ask_contribution(meeting=meeting, unit=None, named="Hội Nông dân", title="Ba", **who)
    assert [one.order for one in meeting.contributions.order_by("order")] == [second.order, third.order]
    assert world.client("stranger").post(f"/hoi-nghi/tham-luan/{second.ref}/bo").status_code == 404


def test_points_that_are_no_tasks_yet_are_written_anew_and_the_given_one_keeps_its_number(
    world: World, held: Meeting, who: dict[str, object]
):
    _first, second, _third = conclude(meeting=held, points=["Một", "Hai", "Ba"], **who)
    give_conclusion(conclusion=second, programme=None, lead=world.units.thon_mot, due=None, **who)
    clerk, where = world.client("clerk"), f"/hoi-nghi/{held.ref}/ket-luan/"
    assert "1. Một\n3. Ba" in body(clerk, where)
    waiting = " ".join(str(one.ref) for one in held.conclusions.filter(task=None))
    clerk.post(where, {"text": "1. Một, sửa\n2. Ba\n3. Bốn", "replaces": waiting})
    assert list(held.conclusions.order_by("order").values_list("order", "text")) == [
        (1, "Một, sửa"), (2, "Hai"), (3, "Ba"), (4, "Bốn"),
    ]  # fmt: skip


def test_points_that_somebody_else_wrote_meanwhile_are_not_lost(held: Meeting, who: dict[str, object]):
    conclude(meeting=held, points=["Một"], **who)
    with pytest.raises(Refusal):
        conclude(meeting=held, points=["Khác"], **who)
    assert held.conclusions.get().text == "Một"


def test_the_list_of_meetings_takes_as_many_queries_for_one_as_for_many(
    world: World, meeting: Meeting, who: dict[str, object]
):
    clerk = world.client("clerk")

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            clerk.get("/hoi-nghi/")
        return len(seen)

    asked()
    before = asked()
    for hour in range(9, 15):
        plan_meeting(unit=world.units.xa_mau, plan=plan(starts=datetime.time(hour)), **who)
    assert asked() == before


def test_a_meeting_ends_on_its_day(meeting: Meeting, world: World, who: dict[str, object]):
    late = plan(starts=datetime.time(23, 30), lasts=31)
    with pytest.raises(Refusal) as why:
        plan_meeting(unit=world.units.xa_mau, plan=late, **who)
    assert why.value.faults[0].code == "meeting.past_midnight"
    with pytest.raises(Refusal) as why:
        set_agenda(meeting=meeting, items=[Item(480, "Sáng"), Item(481, "Chiều")], version=1, **who)
    assert why.value.faults[0].values == {"starts": "08:00", "minutes": 961}
    set_agenda(meeting=meeting, items=[Item(480, "Sáng"), Item(480, "Chiều")], version=1, **who)
    with pytest.raises(Refusal) as why:
        change_plan(meeting=meeting, plan=plan(starts=datetime.time(9)), version=2, **who)
    assert why.value.faults[0].code == "meeting.past_midnight"


def test_one_point_takes_a_working_day_at_most(world: World, meeting: Meeting):
    typed = {
        "muc-TOTAL_FORMS": "1", "muc-INITIAL_FORMS": "0", "muc-0-minutes": "600", "muc-0-title": "Thảo luận",
        "version": "1",
    }  # fmt: skip
    answer = world.client("clerk").post(f"/hoi-nghi/{meeting.ref}/chuong-trinh/", typed)
    assert answer.status_code == 400
    assert "480" in answer.content.decode()
    assert not meeting.items.exists()
