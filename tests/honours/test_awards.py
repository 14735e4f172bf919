"""Awards: numbers, never names; a number that was not told is no zero."""

import datetime

import pytest
from tests.world import CAST, NOW, World

from tongket.base.models import SearchRow
from tongket.honours.actions import record_award
from tongket.honours.models import Award
from tongket.honours.queries import awards_at, awards_of, visible_to
from tongket.units.hats import PUBLIC
from tongket.viet.fault import Refusal

pytestmark = pytest.mark.django_db
TYPED = {"kind": "Giấy khen", "awarded_by": "UBND xã Mẫu", "reason": "Thành tích năm 2026"}


def record(world: World, role: str = "clerk", **more) -> Award:
    given = {**TYPED, "collectives": 0, "individuals": None, "unit": world.units.xa_mau}
    return record_award(**(given | more), actor=getattr(world.hats, role), now=NOW)


def test_zero_is_a_number_and_not_told_is_none(world: World):
    made = record(world)
    assert (made.collectives, made.individuals) == (0, None)
    page = world.client("public").get("/khen-thuong/").content.decode()
    assert '<td class="n" data-th="Tập thể">0</td><td class="n" data-th="Cá nhân">không nêu</td>' in page


def test_an_award_is_found_by_what_it_is_for_and_by_its_decision(world: World):
    made = record(world, decision="10/QĐ-UBND", decided_on=datetime.date(2026, 11, 20))
    for words in ("thanh tich nam 2026", "10/QĐ-UBND"):
        page = world.client("public").get("/tim", {"q": words}).content.decode()
        assert "Khen thưởng" in page
        assert 'href="/khen-thuong/"' in page
        assert "UBND xã Mẫu · 10/QĐ-UBND · 20/11/2026" in page
    assert SearchRow.objects.get(ref=made.ref).shown == "Giấy khen: Thành tích năm 2026"


def test_an_award_without_any_number_is_refused(world: World):
    with pytest.raises(Refusal) as refused:
        record(world, collectives=None)
    assert refused.value.faults[0].code == "award.no_number"
    response = world.client("clerk").post("/khen-thuong/moi/", TYPED)
    assert response.status_code == 400
    assert "Thành tích năm 2026" in response.content.decode()


def test_an_award_to_nobody_is_refused_and_a_thousand_is_a_thousand(world: World):
    with pytest.raises(Refusal, match=r"award\.no_number"):
        record(world, collectives=0, individuals=0)
    typed = TYPED | {"individuals": "1.000", "decision": "10/QĐ-UBND"}
    assert world.client("clerk").post("/khen-thuong/moi/", typed).status_code == 302
    assert Award.objects.get(decision="10/QĐ-UBND").individuals == 1000


def test_an_award_that_is_still_to_be_decided_is_recorded_by_no_door(world: World):
    with pytest.raises(Refusal) as refused:
        record(world, decided_on=datetime.date(2150, 1, 1))
    assert refused.value.faults[0].code == "award.day_ahead"


@pytest.mark.parametrize("role", CAST)
def test_leader_and_clerk_record_awards_of_their_unit(world: World, role: str):
    if role in ("leader", "clerk"):
        assert record(world, role).pk
        return
    with pytest.raises(Refusal):
        record(world, role)


def test_awards_are_found_by_programme_and_by_meeting_and_read_by_all(world: World):
    assert list(awards_of(world.programme)) == [world.award]
    assert list(awards_at(world.meeting.ref)) == [world.award]
    assert list(visible_to(PUBLIC, datetime.date(2026, 11, 22))) == [world.award]


def test_the_form_records_what_was_typed(world: World):
    typed = {
        **TYPED,
        "collectives": "3",
        "individuals": "",
        "decided_on": "20/11/2026",
        "decision": "9/QĐ-UBND",
    }
    assert world.client("clerk").post("/khen-thuong/moi/", typed).status_code == 302
    made = Award.objects.get(decision="9/QĐ-UBND")
    assert (made.collectives, made.individuals, made.decided_on) == (3, None, datetime.date(2026, 11, 20))


def test_an_award_is_not_recorded_before_it_is_decided(world: World):
    typed = TYPED | {"collectives": "3", "decided_on": "01/01/2150"}
    response = world.client("clerk").post("/khen-thuong/moi/", typed)
    assert response.status_code == 400
    assert "Ngày 01/01/2150 chưa đến" in response.content.decode()


def test_a_number_too_large_for_any_award_is_refused_and_stays_typed(world: World):
    response = world.client("clerk").post("/khen-thuong/moi/", TYPED | {"collectives": "9" * 30})
    assert response.status_code == 400
    assert "9" * 30 in response.content.decode()
