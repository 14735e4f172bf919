"""Points, duties and briefings on the screen: rows are kept, counts are checked."""

import pytest
from django.test import Client
from tests.world import World

from tongket.base.models import Notice
from tongket.directives.models import Briefing, Directive, Duty

pytestmark = pytest.mark.django_db
ROWS = {"diem-TOTAL_FORMS": "3", "diem-INITIAL_FORMS": "0"}
NOBODY = {"group": "cán bộ thôn", "on": "10/9/2026"}


@pytest.fixture
def clerk(world: World) -> Client:
    return world.client("clerk")


@pytest.fixture
def plan(world: World) -> Directive:
    return world.directives.ke_hoach


def test_points_written_later_stand_after_those_before_and_on_the_page(clerk: Client, plan: Directive):
    before = plan.clauses.count()
    typed = ROWS | {"diem-0-text": "Họp thôn", "diem-0-who": "Thôn Một", "diem-0-due": "31/12/2026"}
    answer = clerk.post(f"/van-ban/{plan.ref}/diem/", typed | {"diem-2-text": "Báo cáo kết quả"})
    added = list(plan.clauses.order_by("order"))[before:]
    assert [(one.number, one.order, one.text, one.who, str(one.due)) for one in added] == [
        (str(before + 1), before + 1, "Họp thôn", "Thôn Một", "2026-12-31"),
        (str(before + 2), before + 2, "Báo cáo kết quả", "", "None"),
    ]
    assert "Báo cáo kết quả" in clerk.get(answer.url).content.decode()


def test_rows_stay_typed_when_more_are_asked_for_and_when_one_is_wrong(clerk: Client, plan: Directive):
    typed = ROWS | {"diem-0-text": "Họp thôn", "diem-0-due": "31/02/2026"}
    before = plan.clauses.count()
    for more, code in (({"more": "1"}, 200), ({}, 400)):
        answer = clerk.post(f"/van-ban/{plan.ref}/diem/", typed | more)
        assert answer.status_code == code
        assert "Họp thôn" in answer.content.decode()
        assert "31/02/2026" in answer.content.decode()
    assert plan.clauses.count() == before


def test_no_point_at_all_is_refused_in_one_sentence(clerk: Client, plan: Directive):
    answer = clerk.post(f"/van-ban/{plan.ref}/diem/", ROWS)
    assert answer.status_code == 400
    assert "Chưa ghi điểm nào" in answer.content.decode()


def test_who_has_to_carry_it_down_is_ticked_and_the_cascade_says_not_yet(
    world: World, clerk: Client, plan: Directive
):
    where = f"/van-ban/{plan.ref}/noi-trien-khai/"
    assert "Thôn Một" in clerk.get(where).content.decode()
    answer = clerk.post(where, {"units": [str(world.units.thon_mot.ref)], "due": "31/12/2026"})
    page = clerk.get(answer.url).content.decode()
    assert "Thôn Một (hạn 31/12/2026)" in page
    told = Notice.objects.get(unit_id=world.units.thon_mot.pk, code="notice.duty_given")
    assert told.link == f"/van-ban/{plan.ref}/trien-khai/"
    named = clerk.get(where).content.decode()
    assert str(world.units.thon_mot.ref) not in named, "nobody is named twice"


def test_one_tick_names_all_and_none_is_refused(clerk: Client, plan: Directive):
    where = f"/van-ban/{plan.ref}/noi-trien-khai/"
    nobody = clerk.post(where, {"due": "31/12/2026"})
    assert nobody.status_code == 400
    assert "ít nhất một đơn vị" in nobody.content.decode()
    assert 'value="31/12/2026"' in nobody.content.decode()
    clerk.post(where, {"everybody": "on"})
    assert Duty.objects.filter(directive=plan).count() > 2
    assert "Không còn đơn vị nào để giao" in clerk.get(where).content.decode()


def test_a_unit_that_is_not_below_is_no_choice(world: World, clerk: Client, plan: Directive):
    where = f"/van-ban/{plan.ref}/noi-trien-khai/"
    assert clerk.post(where, {"units": [str(world.units.province.ref)]}).status_code == 400
    assert not Duty.objects.filter(directive=plan).exists()


def test_a_briefing_stands_on_the_page_with_its_coverage(world: World, clerk: Client):
    paper = world.directives.bo_chinh_tri  # of the Party's centre: explained here, registered elsewhere
    answer = clerk.post(f"/van-ban/{paper.ref}/quan-triet/", NOBODY | {"reached": "27", "of": "30"})
    made = Briefing.objects.get(directive=paper, group="cán bộ thôn")
    assert (made.unit, made.reached, made.of, str(made.on)) == (world.units.xa_mau, 27, 30, "2026-09-10")
    page = world.client("public").get(answer.url).content.decode()
    assert "27 trên 30" in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"reached": "31", "of": "30"}, "không thể lớn hơn tổng số"),
        ({"reached": "3", "of": "30", "on": "31/12/2026"}, "chưa đến"),
        ({"reached": "mười", "of": "30"}, "mười"),
    ],
)
def test_counts_and_days_that_cannot_be_are_refused_and_stay_typed(
    clerk: Client, plan: Directive, typed: dict[str, str], said: str
):
    answer = clerk.post(f"/van-ban/{plan.ref}/quan-triet/", NOBODY | typed)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert 'value="cán bộ thôn"' in answer.content.decode()
    assert not Briefing.objects.filter(directive=plan).exists()
