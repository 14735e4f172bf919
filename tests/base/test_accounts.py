"""Passwords: the wait after wrong tries, changing one's own, the first one that is good for one sign-in."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from tongket.base import throttle
from tongket.base.accounts import SIGNS, change_password, committed, first_password, new_salt
from tongket.base.entries import facts_of
from tongket.base.models import Account, Entry
from tongket.viet.fault import Refusal

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
OLD, NEW = "gặt lúa mùa thu", "bến đò chiều vắng"


@pytest.fixture
def officer() -> Account:
    return Account.objects.create_user("vanthu", OLD, name="Lê Thị Mẫu", name_key="mau le thi")


def asked(client: Client, **more: str):
    return client.post("/mat-khau", {"old": OLD, "new": NEW, "again": NEW, **more})


def test_the_wait_grows_with_each_miss_and_never_passes_a_quarter_of_an_hour():
    waits = []
    for _ in range(12):
        throttle.missed("vanthu", NOW)
        try:
            throttle.require_patience("vanthu", NOW)
            waits.append(0)
        except Refusal as why:
            waits.append(why.faults[0].values["minutes"])
    assert waits == [0, 0, 0, 0, 1, 2, 4, 8, 15, 15, 15, 15]


def test_who_waited_may_try_again_and_is_told_how_long_it_still_takes():
    for _ in range(6):
        throttle.missed("vanthu", NOW)
    with pytest.raises(Refusal) as why:
        throttle.require_patience("VanThu ", NOW + timedelta(seconds=70))
    assert why.value.faults[0].values["minutes"] == 1
    throttle.require_patience("vanthu", NOW + timedelta(minutes=2))
    throttle.met("vanthu")
    throttle.require_patience("vanthu", NOW)


def test_a_first_password_can_be_read_out_and_is_never_the_same():
    made = {first_password() for _ in range(50)}
    assert len(made) == 50
    assert all(len(one) == 14 and set(one) <= set(SIGNS) | {"-"} for one in made)


def test_who_changes_the_password_stays_signed_in_here_and_is_signed_out_elsewhere(
    client: Client, officer: Account
):
    other = Client()
    client.force_login(officer)
    other.force_login(officer)
    assert asked(client, next="/ranh-gioi").headers["Location"] == "/ranh-gioi"
    page = client.get("/ranh-gioi").text
    assert "Đã đổi mật khẩu" in page
    assert "Lê Thị Mẫu" in page
    assert "Lê Thị Mẫu" not in other.get("/ranh-gioi").text
    officer.refresh_from_db()
    assert officer.check_password(NEW)


def test_the_ledger_tells_of_the_change_and_not_of_the_person(officer: Account):
    change_password(account=officer, old=OLD, new=NEW, again=NEW, actor=None, now=NOW)
    entry = Entry.objects.get(kind="account.change_password")
    assert entry.subject == officer.ref
    assert facts_of(entry) == {}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"old": "sai hết cả rồi"}, "Mật khẩu đang dùng chưa đúng"),
        ({"again": "bến đò chiều mưa"}, "không giống nhau"),
        ({"new": OLD, "again": OLD}, "trùng mật khẩu đang dùng"),
        ({"new": "ngắn quá", "again": "ngắn quá"}, "Mật khẩu quá ngắn"),
        ({"new": "1234567890", "again": "1234567890"}, "Mật khẩu quá ngắn hoặc quá phổ biến"),
    ],
)
def test_a_change_that_cannot_be_is_said_in_a_sentence_and_changes_nothing(
    client: Client, officer: Account, typed: dict[str, str], sentence: str
):
    client.force_login(officer)
    page = asked(client, **typed)
    assert page.status_code == 400
    assert sentence in page.text
    assert NEW not in page.text
    officer.refresh_from_db()
    assert officer.check_password(OLD)


def test_guessing_the_present_password_has_to_wait_too(client: Client, officer: Account):
    client.force_login(officer)
    for _ in range(5):
        asked(client, old="đoán bừa đi nào")
    assert "Hãy chờ 1 phút" in asked(client).text


def test_a_password_that_was_given_out_leads_to_choosing_ones_own(client: Client, officer: Account):
    Account.objects.filter(pk=officer.pk).update(must_change=True)
    client.force_login(officer)
    led = client.get("/don-vi/?ngay=2026-01-01")
    assert led.headers["Location"] == "/mat-khau?next=%2Fdon-vi%2F%3Fngay%3D2026-01-01"
    page = client.get(led.headers["Location"])
    assert "do quản trị trang cấp" in page.text
    assert client.get("/ranh-gioi").status_code == 200
    assert asked(client, next="/ban-phim").headers["Location"] == "/ban-phim"
    officer.refresh_from_db()
    assert not officer.must_change


def test_a_closed_account_says_so_to_who_knows_its_password_only(client: Client, officer: Account):
    Account.objects.filter(pk=officer.pk).update(is_active=False)
    known = client.post("/dang-nhap", {"username": "vanthu", "password": OLD})
    guessed = client.post("/dang-nhap", {"username": "vanthu", "password": NEW})
    assert (known.status_code, guessed.status_code) == (400, 400)
    assert "Tài khoản này đã đóng" in known.text
    assert "chưa đúng" in guessed.text


def test_whoever_is_not_signed_in_is_asked_to(client: Client):
    assert client.get("/mat-khau").headers["Location"] == "/dang-nhap?next=/mat-khau"


def test_the_commitment_to_the_names_is_nothing_without_its_salt(officer: Account):
    officer.salt = new_salt()
    first = committed(officer)
    officer.salt = new_salt()
    assert committed(officer) != first
