"""An award that was entered by mistake is taken back with a reason; reviews made before keep it."""

import datetime

import pytest
from tests.world import NOW, World

from tongket.base.entries import facts_of
from tongket.base.models import Entry, SearchRow
from tongket.base.search import complete
from tongket.base.standing import check_standing
from tongket.honours.actions import record_award, take_back_award
from tongket.honours.models import Award
from tongket.honours.queries import awards_of
from tongket.reviews.gather.records import awards
from tongket.units.hats import PUBLIC
from tongket.viet.fault import Refusal
from tongket.viet.period import Period

pytestmark = pytest.mark.django_db
LATER = NOW + datetime.timedelta(minutes=5)


@pytest.fixture
def award(world: World) -> Award:
    return record_award(
        unit=world.units.xa_mau, kind="Bằng khen", awarded_by="UBND xã Mẫu", reason="Ghi nhầm", collectives=7,
        individuals=None, programme=world.programme, actor=world.hats.clerk, now=NOW,
    )  # fmt: skip


def test_it_stands_in_no_list_search_or_later_review_and_in_the_reviews_made_before(
    world: World, award: Award
):
    take_back_award(award=award, reason=" Ghi hai lần ", actor=world.hats.clerk, now=LATER)
    assert award not in awards_of(world.programme)
    assert "Ghi nhầm" not in world.client("public").get("/khen-thuong/").content.decode()
    complete()
    assert not SearchRow.objects.filter(ref=award.ref).exists(), "nor does the search find it again"

    def told(as_of: datetime.datetime) -> list[str]:
        return [line.reason for line in awards(world.programme, Period.parse("2026"), as_of, ())]

    assert "Ghi nhầm" in told(NOW + datetime.timedelta(minutes=1))
    assert "Ghi nhầm" not in told(LATER)


def test_the_reason_stands_in_the_ledger_and_the_row_is_held_by_it(world: World, award: Award):
    take_back_award(award=award, reason="Ghi hai lần", actor=world.hats.clerk, now=LATER)
    last = Entry.objects.filter(subject=award.ref).latest("pk")
    assert facts_of(last)["taken_back"] == "Ghi hai lần"
    assert check_standing() == []
    Award.objects.filter(pk=award.pk).update(taken_back_for="Khác")
    assert [fault.code for fault in check_standing()] == ["record.differs"]


def test_it_needs_a_reason_and_is_taken_back_once(world: World, award: Award):
    with pytest.raises(Refusal, match=r"award\.no_reason"):
        take_back_award(award=award, reason="  ", actor=world.hats.clerk, now=LATER)
    take_back_award(award=award, reason="Nhầm", actor=world.hats.clerk, now=LATER)
    with pytest.raises(Refusal, match=r"record\.gone"):
        take_back_award(award=award, reason="Nhầm", actor=world.hats.clerk, now=LATER)


@pytest.mark.parametrize("role", ["stranger", "reporter", "supervisor", "public"])
def test_others_take_nothing_back(world: World, award: Award, role: str):
    hat = PUBLIC if role == "public" else getattr(world.hats, role)
    with pytest.raises(Refusal, match=r"grant\.refused"):
        take_back_award(award=award, reason="Nhầm", actor=hat, now=LATER)
    link = f"/khen-thuong/{award.ref}/rut/"
    assert link not in world.client(role).get("/khen-thuong/").content.decode()


def test_on_the_screen_the_clerk_says_why(world: World, award: Award):
    clerk, link = world.client("clerk"), f"/khen-thuong/{award.ref}/rut/"
    assert link in clerk.get("/khen-thuong/").content.decode()
    assert clerk.post(link, {"reason": ""}).status_code == 400
    assert clerk.post(link, {"reason": "Ghi nhầm kỳ"}).status_code == 302
    assert Award.objects.get(pk=award.pk).taken_back_for == "Ghi nhầm kỳ"
    assert clerk.get(link).status_code == 404
