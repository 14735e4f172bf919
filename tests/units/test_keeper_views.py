"""The keeper's pages: offices and posts on a day, appointing, ending, first passwords, public names."""

import re
import uuid
from datetime import date

import pytest
from django.test import Client
from tests.world import TODAY, World, world

from tongket.base.entries import facts_of
from tongket.base.models import Account, Entry
from tongket.units.models import Appointment, Host, Line, Role, Unit, UnitVersion
from tongket.units.offices import may_do, offices_of

__all__ = ["world"]
pytestmark = pytest.mark.django_db
DECISION = "Quyết định 15/QĐ-UBND ngày 01/7/2026"


@pytest.fixture
def keeper(world: World) -> Client:
    return world.client("keeper")


def appointed(client: Client, unit: Unit, **typed: str):
    fields = {
        "who": "new", "username": "le.thi.hoa", "name": "Lê Thị Hoa", "post": "Văn thư",
        "role": "clerk", "decision": DECISION, "start": "01/10/2026", "until": "",
    }  # fmt: skip
    return client.post(f"/quan-tri/co-quan/{unit.ref}/bo-nhiem", fields | typed)


def password_on(page) -> str:
    return re.search(r'id="first-password">([^<]+)<', page.text)[1]


def test_the_list_says_who_holds_which_post_since_when(keeper: Client, world: World):
    page = keeper.get("/quan-tri/").text
    clerk = Appointment.objects.get(ref=world.hats.clerk.appointment)
    assert clerk.account.name in page
    assert clerk.post in page
    assert "Xã Mẫu" in page


def test_the_list_says_what_is_missing(keeper: Client, world: World):
    offices = {office.unit_id: office for office in offices_of(world.hats.keeper, TODAY)}
    village = offices[world.units.thon_hai.pk]
    assert village.no_reporter == (not Appointment.objects.filter(unit=village.unit_id).exists())
    assert not offices[world.units.xa_mau.pk].no_reporter
    assert not village.no_approver
    Appointment.objects.filter(role__in=(Role.APPROVER, Role.LEADER)).delete()
    assert {o.no_approver for o in offices_of(world.hats.keeper, TODAY) if o.depth} == {True}
    assert "chưa có người phê duyệt" in keeper.get("/quan-tri/").text


def test_a_day_and_a_name_narrow_the_list(keeper: Client, world: World):
    page = keeper.get("/quan-tri/", {"tim": "thon mot", "ngay": "22/11/2026"}).text
    assert f'id="u-{world.units.thon_mot.ref}"' in page
    assert f'id="u-{world.units.thon_hai.ref}"' not in page
    assert "Ngày này không có" in keeper.get("/quan-tri/", {"tim": "không đâu cả"}).text


@pytest.mark.parametrize("line", [Line.STATE, Line.PARTY, Line.FRONT])
def test_an_office_is_added_in_any_line_under_a_commune(keeper: Client, world: World, line: str):
    typed = {
        "name": "Văn phòng mới",
        "kind": "office",
        "line": line,
        "decision": DECISION,
        "day": "01/11/2026",
    }
    keeper.post(f"/quan-tri/co-quan/{world.units.xa_mau.ref}/them", typed)
    version = UnitVersion.objects.get(name="Văn phòng mới")
    assert (version.line, version.parent, version.decision) == (line, world.units.xa_mau, DECISION)
    if line == Line.STATE:
        assert "Văn phòng mới" in keeper.get("/quan-tri/").text


def test_a_village_stands_in_the_line_of_the_state(keeper: Client, world: World):
    typed = {
        "name": "Thôn Mới",
        "kind": "village",
        "line": "party",
        "decision": DECISION,
        "day": "01/11/2026",
    }
    page = keeper.post(f"/quan-tri/co-quan/{world.units.xa_mau.ref}/them", typed)
    assert page.status_code == 400
    assert "thuộc hệ thống Nhà nước" in page.text


def test_somebody_new_is_shown_a_first_password_once(keeper: Client, world: World):
    page = appointed(keeper, world.units.thon_hai)
    assert page.status_code == 200
    assert "no-store" in page.headers["Cache-Control"]
    account = Account.objects.get(username="le.thi.hoa")
    assert account.check_password(password_on(page))
    assert password_on(page) not in keeper.get("/quan-tri/").text
    held = account.appointments.get()
    assert (held.unit, held.role, held.decision) == (world.units.thon_hai, "clerk", DECISION)
    names = bytes(Entry.objects.get(kind="units.open_account").body).decode()
    assert "hoa" not in names.lower()


def test_a_second_click_on_appoint_shows_the_same_first_password(keeper: Client, world: World):
    pages = [appointed(keeper, world.units.thon_hai, once="a") for _ in range(2)]
    account = Account.objects.get(username="le.thi.hoa")
    assert account.appointments.count() == 1
    assert all(account.check_password(password_on(page)) for page in pages)


def test_somebody_with_an_account_keeps_the_password(keeper: Client, world: World):
    clerk = Account.objects.get(pk=world.hats.clerk.account_id)
    typed = {"who": "has", "username": clerk.username, "name": "", "post": "Thủ quỹ", "until": "31/12/2026"}
    page = appointed(keeper, world.units.thon_hai, **typed)
    assert page.status_code == 302
    held = clerk.appointments.get(post="Thủ quỹ")
    assert held.end == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "đầy đủ họ và tên"),
        ({"username": "Lê Hoa"}, "không dùng làm tên tài khoản được"),
        ({"who": "has", "username": "khong.co"}, "Không có tài khoản nào"),
        ({"start": "31/02/2026"}, "31/02/2026"),
        ({"until": "01/09/2026"}, "01/10/2026"),
        ({"decision": ""}, "Hãy xem lại"),
    ],
)
def test_an_appointment_that_cannot_be_keeps_what_was_typed(
    keeper: Client, world: World, typed: dict[str, str], sentence: str
):
    before = Account.objects.count()
    page = appointed(keeper, world.units.thon_hai, **typed)
    assert page.status_code == 400
    assert sentence in page.text
    assert 'value="Văn thư"' in page.text
    assert Account.objects.count() == before


def test_a_post_is_ended_by_a_decision_and_the_account_closes(keeper: Client, world: World):
    password = password_on(appointed(keeper, world.units.thon_hai))
    held = Appointment.objects.get(account__username="le.thi.hoa")
    page = keeper.post(f"/quan-tri/chuc-vu/{held.ref}/thoi", {"day": "01/11/2026", "decision": DECISION})
    assert page.status_code == 302
    assert "thôi giữ chức vụ" in keeper.get("/quan-tri/").text
    refused = Client().post("/dang-nhap", {"username": "le.thi.hoa", "password": password})
    assert "Tài khoản này đã đóng" in refused.text


def test_the_last_keeper_cannot_be_taken_away(keeper: Client, world: World):
    path = f"/quan-tri/chuc-vu/{world.hats.keeper.appointment}/thoi"
    page = keeper.post(path, {"day": "22/11/2026", "decision": DECISION})
    assert page.status_code == 400
    assert "cuối cùng" in page.text


def test_a_new_first_password_signs_its_holder_out(keeper: Client, world: World):
    clerk = world.client("clerk")
    assert clerk.get("/ban-viec/").status_code == 200
    path = f"/quan-tri/chuc-vu/{world.hats.clerk.appointment}/mat-khau"
    assert "đăng xuất" in keeper.get(path).text
    password = password_on(keeper.post(path))
    assert clerk.get("/ban-viec/").status_code == 302
    assert Account.objects.get(pk=world.hats.clerk.account_id).check_password(password)


def test_ones_own_password_is_not_given_out(keeper: Client, world: World):
    page = keeper.post(f"/quan-tri/chuc-vu/{world.hats.keeper.appointment}/mat-khau")
    assert page.status_code == 400
    assert "chính ông/bà" in page.text


def test_a_public_name_is_set_and_says_what_to_ask_for(keeper: Client, world: World):
    path = f"/quan-tri/co-quan/{world.units.xa_mau.ref}/ten-mien"
    page = keeper.get(path).text
    assert "xa-mau.localhost" in page
    assert "CNAME" in page
    assert keeper.post(path, {"name": "xã mẫu.vn"}).status_code == 400
    keeper.post(path, {"name": "XaMau.Tinh.Gov.Vn"})
    assert Host.objects.get(name="xamau.tinh.gov.vn").unit == world.units.xa_mau


def test_a_public_name_is_withdrawn_and_can_be_set_again_at_once(keeper: Client, world: World):
    path = f"/quan-tri/co-quan/{world.units.xa_mau.ref}/ten-mien"
    page = keeper.post(path, {"withdraw": "xa-mau.localhost"}, follow=True)
    assert "không còn dẫn đến đây" in page.text
    assert 'value="xa-mau.localhost"' in page.text
    assert not Host.objects.filter(name="xa-mau.localhost").exists()
    assert Client(headers={"host": "xa-mau.localhost"}).get("/").status_code == 404
    facts = facts_of(Entry.objects.filter(kind="units.make_host").order_by("-pk")[0])
    assert facts == {"withdrawn": "xa-mau.localhost"}
    keeper.post(path, {"name": "xa-mau.localhost"})
    assert Host.objects.get(name="xa-mau.localhost").unit == world.units.xa_mau


def test_a_place_has_its_own_look_under_its_own_name(keeper: Client, world: World):
    path = f"/quan-tri/co-quan/{world.units.xa_mau.ref}/ten-mien"
    assert keeper.post(path, {"name": "xa-mau.localhost", "theme": "red"}).status_code == 400
    keeper.post(path, {"name": "xa-mau.localhost", "theme": "violet"})
    assert "Màu: tím" in keeper.get(path).text
    public = Client(headers={"host": "xa-mau.localhost"}).get("/").text
    assert 'data-accent="violet"' in public
    assert "<strong>Xã Mẫu</strong>" in public
    assert "data-accent" not in keeper.get("/").text


def test_a_name_of_another_unit_is_not_withdrawn_here(keeper: Client, world: World):
    page = keeper.post(
        f"/quan-tri/co-quan/{world.units.xa_khac.ref}/ten-mien", {"withdraw": "xa-mau.localhost"}
    )
    assert page.status_code == 400
    assert Host.objects.filter(name="xa-mau.localhost").exists()
    clerk = world.client("clerk")
    answer = clerk.post(
        f"/quan-tri/co-quan/{world.units.xa_mau.ref}/ten-mien", {"withdraw": "xa-mau.localhost"}
    )
    assert answer.status_code == 403
    assert Host.objects.filter(name="xa-mau.localhost").exists()


@pytest.mark.parametrize("role", ["leader", "clerk", "reporter", "approver", "stranger"])
def test_nobody_else_writes_there(world: World, role: str):
    client, before = world.client(role), Account.objects.count()
    assert appointed(client, world.units.thon_hai).status_code == 403
    held = world.hats.supervisor.appointment
    assert client.post(f"/quan-tri/chuc-vu/{held}/mat-khau").status_code == 403
    assert client.post(f"/quan-tri/chuc-vu/{held}/thoi", {"day": "22/11/2026"}).status_code == 403
    assert Account.objects.count() == before


def test_what_nobody_has_is_not_found(keeper: Client):
    for page in ("co-quan/{}/them", "co-quan/{}/ten-mien", "chuc-vu/{}/thoi", "chuc-vu/{}/mat-khau"):
        assert keeper.get(f"/quan-tri/{page.format(uuid.uuid4())}").status_code == 404


def test_each_role_says_what_it_may_do_in_the_words_of_its_grants():
    said = {role: may_do(role) for role in Role.values}
    assert "nhập báo cáo của đơn vị này" in said[Role.REPORTER]
    assert "phê duyệt báo cáo" in said[Role.APPROVER]
    assert "góp ý dự thảo này" in said[Role.SUPERVISOR]
    assert not {"nhập", "phê duyệt", "giao", "sửa"} & set(said[Role.SUPERVISOR].split())
    assert "bổ nhiệm chức vụ" in said[Role.KEEPER]
