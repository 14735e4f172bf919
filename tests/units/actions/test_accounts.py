"""Accounts are opened with a first password, given a new one within reach, closed with the last post."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest

from tongket.base.entries import facts_of
from tongket.base.models import Account, Entry
from tongket.units.actions import (
    NewUnit,
    appoint,
    appoint_newcomer,
    end_appointment,
    establish_unit,
    open_account,
    reset_password,
)
from tongket.units.hats import SYSTEM, Hat
from tongket.units.models import Appointment, Role, Tier
from tongket.units.tasks import close_accounts
from tongket.viet.fault import Refusal

pytestmark = pytest.mark.django_db
START = date(2025, 7, 1)
NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
WHO = {"actor": SYSTEM, "now": NOW}


@pytest.fixture
def province():
    return establish_unit(new=NewUnit(Tier.PROVINCE, "Tỉnh Mẫu", None), day=START, decision="", **WHO)


@pytest.fixture
def commune(province):
    return establish_unit(new=NewUnit(Tier.COMMUNE, "Xã Mẫu", province), day=START, decision="", **WHO)


@pytest.fixture
def keeper(commune) -> Hat:
    return Hat("keeper", commune.pk, uuid.uuid4(), account_id=0, post="Quản trị")


def newcomer(commune, keeper, username: str = "Le.Thi.Hoa", name: str = " Lê  Thị Hoa", **more):
    post = {"unit": commune, "post": "Văn thư", "role": Role.CLERK, "start": START}
    return appoint_newcomer(username=username, name=name, **post | more, actor=keeper, now=NOW)


def test_a_newcomer_gets_an_account_and_a_password_that_is_good_for_one_sign_in(commune, keeper):
    held, password = newcomer(commune, keeper)
    account = held.account
    assert (account.username, account.name) == ("le.thi.hoa", "Lê Thị Hoa")
    assert account.check_password(password)
    assert account.must_change


def test_the_ledger_holds_posts_and_no_names(commune, keeper):
    held, password = newcomer(commune, keeper)
    reset_password(account=held.account, actor=keeper, now=NOW)
    end_appointment(appointment=held, day=TODAY, actor=keeper, now=NOW)
    kinds = ["open_account", "appoint", "reset_password", "end_appointment", "close_account"]
    for kind in kinds:
        body = bytes(Entry.objects.get(kind=f"units.{kind}").body).decode().lower()
        assert not any(word in body for word in ("hoa", "lê thị", password)), kind
    assert len(facts_of(Entry.objects.get(kind="units.open_account"))["names"]) == 64
    assert len(bytes(Account.objects.get().salt)) == 32


@pytest.mark.parametrize(
    ("username", "name", "code"),
    [
        ("lê hoa", "Lê Hoa", "name_shape"),
        ("ab", "Lê Hoa", "name_shape"),
        ("-hoa", "Lê Hoa", "name_shape"),
        ("le.hoa", "  ", "no_full_name"),
        ("DA.CO", "Lê Hoa", "name_taken"),
    ],
)
def test_what_cannot_be_an_account_is_refused_and_nobody_is_appointed(
    commune, keeper, username: str, name: str, code: str
):
    Account.objects.create_user("da.co", name="Đã Có", name_key="")
    with pytest.raises(Refusal, match=rf"account\.{code}"):
        newcomer(commune, keeper, username, name)
    assert Account.objects.count() == 1
    assert not Appointment.objects.exists()


def test_an_appointment_that_is_refused_opens_no_account(commune, keeper):
    with pytest.raises(Refusal, match=r"units\.days"):
        newcomer(commune, keeper, end=START)
    assert not Account.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role.values if role != Role.KEEPER])
def test_only_a_keeper_opens_accounts_and_gives_out_passwords(commune, keeper, role: str):
    held, _ = newcomer(commune, keeper)
    other = Hat(role, commune.pk, uuid.uuid4(), account_id=0, post="Khác")
    with pytest.raises(Refusal, match=r"grant\.refused"):
        open_account(username="moi.den", name="Mới", unit=commune, actor=other, now=NOW)
    with pytest.raises(Refusal, match=r"account\.out_of_reach"):
        reset_password(account=held.account, actor=other, now=NOW)


def test_a_new_password_takes_the_place_of_the_old_one(commune, keeper):
    held, first = newcomer(commune, keeper)
    second = reset_password(account=held.account, actor=keeper, now=NOW)
    account = Account.objects.get()
    assert not account.check_password(first)
    assert account.check_password(second)


def test_whoever_also_holds_a_post_above_is_out_of_reach(province, commune, keeper):
    held, _ = newcomer(commune, keeper)
    who = held.account
    above = {"account": who, "unit": province, "post": "Chuyên viên", "role": Role.CLERK}
    appoint(**above, start=TODAY + timedelta(days=30), **WHO)
    with pytest.raises(Refusal, match=r"account\.out_of_reach"):
        reset_password(account=who, actor=keeper, now=NOW)


def test_ones_own_password_is_changed_and_not_given_out(commune, keeper):
    held, _ = newcomer(commune, keeper, role=Role.KEEPER)
    own = Hat("keeper", commune.pk, held.ref, account_id=held.account_id)
    with pytest.raises(Refusal, match=r"account\.own_password"):
        reset_password(account=held.account, actor=own, now=NOW)


def test_the_account_closes_with_the_last_post_and_opens_with_the_next(commune, keeper):
    held, _ = newcomer(commune, keeper)
    who = held.account
    second = appoint(account=who, unit=commune, post="Thủ quỹ", role=Role.REPORTER, start=START, **WHO)
    end_appointment(appointment=held, day=TODAY, **WHO)
    assert Account.objects.get().is_active
    end_appointment(appointment=second, day=TODAY, **WHO)
    assert not Account.objects.get().is_active
    appoint(account=Account.objects.get(), unit=commune, post="Kế toán", role=Role.CLERK, start=TODAY, **WHO)
    assert Account.objects.get().is_active
    assert facts_of(Entry.objects.filter(kind="units.appoint").latest("pk"))["account_opened_again"] == 1


def test_a_post_that_ends_later_closes_the_account_on_its_day(commune, keeper):
    held, _ = newcomer(commune, keeper)
    end_appointment(appointment=held, day=TODAY + timedelta(days=2), **WHO)
    for days, active in ((0, True), (1, True), (2, False), (3, False)):
        close_accounts(now=NOW + timedelta(days=days))
        assert Account.objects.get().is_active == active
    assert Entry.objects.filter(kind="units.close_account").count() == 1
