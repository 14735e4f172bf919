"""Steering bodies by post, trainings by count: a small count is never shown, a religion never a group."""

import datetime

import pytest
from django.test import Client
from tests.world import NOW, World

from tongket.base import clock
from tongket.base.entries import facts_of
from tongket.base.models import Entry
from tongket.base.standing import check_standing
from tongket.directives.actions import brief
from tongket.directives.bodies.actions import record_training
from tongket.directives.bodies.models import SteeringBody, Training
from tongket.directives.bodies.queries import trained_for
from tongket.viet.fault import Refusal

pytestmark = pytest.mark.django_db
BODY = {
    "kind": "steering", "name": "Ban Chỉ đạo thực hiện dân chủ ở cơ sở xã Mẫu", "decision": "15/QĐ-UBND",
    "decided_by": "Ủy ban nhân dân xã Mẫu", "start": "05/01/2026", "end": "",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def clerk(world: World) -> Client:
    return world.client("clerk")


@pytest.fixture
def body(world: World, clerk: Client) -> SteeringBody:
    where = f"/van-ban/{world.directives.bo_chinh_tri.ref}/ban-chi-dao/"
    answer = clerk.post(where, BODY)
    assert answer.status_code == 302, answer.content.decode()
    return SteeringBody.objects.get()


def test_a_body_stands_on_the_page_of_its_directive_with_its_members_by_post(
    world: World, clerk: Client, body: SteeringBody
):
    rows = {
        "tv-TOTAL_FORMS": "3", "tv-INITIAL_FORMS": "0", "tv-0-part": "head", "tv-0-post": "Chủ tịch UBND xã",
        "tv-1-part": "member", "tv-1-post": "Chủ tịch MTTQ xã", "tv-2-part": "member", "tv-2-post": "",
    }  # fmt: skip
    assert clerk.post(f"/van-ban/ban-chi-dao/{body.ref}/thanh-vien/", rows).status_code == 302
    public = world.client("public")
    assert body.name in public.get(f"/van-ban/{world.directives.bo_chinh_tri.ref}/").content.decode()
    page = public.get(f"/van-ban/ban-chi-dao/{body.ref}/").content.decode()
    assert "15/QĐ-UBND, 05/01/2026" in page
    assert "Trưởng ban" in page
    assert "Chủ tịch MTTQ xã" in page
    assert [one.post for one in body.members.order_by("order")] == ["Chủ tịch UBND xã", "Chủ tịch MTTQ xã"]


def test_a_sub_committee_is_part_of_it(world: World, clerk: Client, body: SteeringBody):
    where = f"/van-ban/{world.directives.bo_chinh_tri.ref}/ban-chi-dao/"
    clerk.post(where, BODY | {"kind": "part", "name": "Tiểu ban tuyên truyền", "above": body.ref})
    assert body.parts.get().name == "Tiểu ban tuyên truyền"
    assert "Tiểu ban tuyên truyền" in clerk.get(f"/van-ban/ban-chi-dao/{body.ref}/").content.decode()


def test_a_term_that_ends_before_it_begins_is_refused_and_stays_typed(world: World, clerk: Client):
    where = f"/van-ban/{world.directives.bo_chinh_tri.ref}/ban-chi-dao/"
    answer = clerk.post(where, BODY | {"end": "01/01/2026"})
    assert answer.status_code == 400
    assert 'value="15/QĐ-UBND"' in answer.content.decode()
    assert not SteeringBody.objects.exists()


def test_a_body_without_members_is_asked_for_one(clerk: Client, body: SteeringBody):
    empty = {"tv-TOTAL_FORMS": "1", "tv-INITIAL_FORMS": "0", "tv-0-part": "head", "tv-0-post": ""}
    assert clerk.post(f"/van-ban/ban-chi-dao/{body.ref}/thanh-vien/", empty).status_code == 400


@pytest.mark.parametrize("role", ["reporter", "stranger", "supervisor"])
def test_others_do_not_change_its_members(world: World, body: SteeringBody, role: str):
    assert world.client(role).get(f"/van-ban/ban-chi-dao/{body.ref}/thanh-vien/").status_code == 403


def train(world: World, group: str, people: int, on: datetime.date = datetime.date(2026, 10, 1)) -> Training:
    return record_training(
        directive=world.directives.bo_chinh_tri, unit=world.units.xa_mau, group=group, on=on, classes=1,
        people=people, actor=world.hats.clerk, now=NOW,
    )  # fmt: skip


def test_a_count_below_ten_is_never_shown_nor_the_total_that_would_tell_it(world: World, clerk: Client):
    train(world, "cán bộ, công chức xã", 38)
    train(world, "trưởng thôn", 7)
    for client in (clerk, world.client("public")):
        page = client.get(f"/van-ban/{world.directives.bo_chinh_tri.ref}/").content.decode()
        assert "dưới 10" in page
        assert ">38<" in page
        assert ">7<" not in page
        assert ">45<" not in page
    train(world, "Trưởng thôn", 5)
    found = trained_for(Training.objects.order_by("pk"))
    assert [(one.group, one.people) for one in found.groups] == [
        ("cán bộ, công chức xã", 38),
        ("trưởng thôn", 12),
    ]
    assert found.total == 50


@pytest.mark.parametrize("group", ["Giáo dân", "tín đồ đạo Cao Đài", "PHẬT TỬ thôn Một"])
def test_a_religion_is_no_group(world: World, group: str):
    with pytest.raises(Refusal) as caught:
        train(world, group, 50)
    assert caught.value.faults[0].code == "training.religion"


def test_a_training_still_to_come_is_refused(world: World):
    with pytest.raises(Refusal):
        train(world, "cán bộ xã", 20, datetime.date(2026, 12, 1))


def test_a_training_before_its_paper_is_refused(world: World):
    with pytest.raises(Refusal) as caught:
        train(world, "cán bộ xã", 20, datetime.date(1997, 1, 1))
    assert caught.value.faults[0].code == "directive.before_it"


def test_a_body_that_is_still_to_be_founded_is_refused(world: World, clerk: Client):
    where = f"/van-ban/{world.directives.bo_chinh_tri.ref}/ban-chi-dao/"
    answer = clerk.post(where, BODY | {"start": "01/01/2030"})
    assert answer.status_code == 400
    assert "chưa tới" in answer.content.decode()


def test_a_body_a_training_and_a_briefing_written_by_mistake_are_taken_back(
    world: World, clerk: Client, body: SteeringBody
):
    paper = world.directives.bo_chinh_tri
    made = train(world, "dân quân", 60)
    said = brief(directive=paper, unit=world.units.xa_mau, group="nông dân", actor=world.hats.clerk, now=NOW)
    pages = {
        "body": f"/van-ban/ban-chi-dao/{body.ref}/",
        "training": f"/van-ban/{paper.ref}/boi-duong/",
        "briefing": f"/van-ban/{paper.ref}/",
    }
    for what, record in {"body": body, "training": made, "briefing": said}.items():
        typed = {"what": what, "key": record.pk}
        assert world.client("reporter").post(f"/van-ban/{paper.ref}/rut-lai/", typed).status_code == 403
        assert f'name="key" value="{record.pk}"' in clerk.get(pages[what]).content.decode()
        answer = clerk.post(f"/van-ban/{paper.ref}/rut-lai/", typed, follow=True)
        assert "Đã rút lại" in answer.content.decode()
        assert not type(record).objects.filter(pk=record.pk).exists()
        assert facts_of(Entry.objects.latest("pk"))["taken_back"] == type(record).__name__.lower()
    assert check_standing() == []


def test_a_body_that_has_parts_stays(world: World, clerk: Client, body: SteeringBody):
    paper = world.directives.bo_chinh_tri
    part = BODY | {"kind": "part", "name": "Tiểu ban", "above": str(body.ref)}
    assert clerk.post(f"/van-ban/{paper.ref}/ban-chi-dao/", part).status_code == 302
    answer = clerk.post(f"/van-ban/{paper.ref}/rut-lai/", {"what": "body", "key": body.pk}, follow=True)
    assert SteeringBody.objects.filter(pk=body.pk).exists()
    assert "Đã rút lại" not in answer.content.decode()


def test_a_training_is_recorded_from_the_page_of_the_directive(world: World, clerk: Client):
    where = f"/van-ban/{world.directives.bo_chinh_tri.ref}/boi-duong/"
    typed = {"group": "dân quân", "on": "01/10/2026", "classes": "2", "people": "60"}
    assert clerk.post(where, typed).status_code == 302
    assert ">60<" in clerk.get(where).content.decode()
    assert clerk.post(where, typed | {"people": "nhiều"}).status_code == 400
    assert world.client("reporter").get(where).status_code == 403
    fields = {field.name for field in Training._meta.get_fields()}
    assert fields == {"id", "ref", "directive", "unit", "group", "on", "classes", "people"}
