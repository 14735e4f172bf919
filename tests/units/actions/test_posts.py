"""Posts are taken up and laid down; a host name belongs to one unit."""

import uuid
from datetime import UTC, date, datetime

import pytest

from tongket.base.entries import facts_of
from tongket.base.models import Account, Entry, Installation
from tongket.units.actions import NewUnit, appoint, end_appointment, establish_unit, make_host
from tongket.units.checks import check_closure, check_versions_do_not_overlap
from tongket.units.grants import allowed
from tongket.units.hats import SYSTEM, Hat, hats_on
from tongket.units.models import OPEN, Appointment, Host, Line, Role, Tier
from tongket.units.queries import appointments_visible_to
from tongket.viet.fault import Refusal

pytestmark = pytest.mark.django_db
START = date(2025, 7, 1)
WHO = {"actor": SYSTEM, "now": datetime(2025, 7, 1, 2, 0, tzinfo=UTC)}


@pytest.fixture
def commune():
    new = NewUnit(Tier.COMMUNE, "Xã Mẫu", None, sample=True)
    return establish_unit(new=new, day=START, decision="", **WHO)


@pytest.fixture
def account():
    return Account.objects.create_user("van-thu", name="Văn thư mẫu", name_key="")


def test_a_person_holds_several_posts_and_wears_one_hat(commune, account):
    for post, role in (("Văn thư", Role.CLERK), ("Phó Bí thư Đảng ủy", Role.LEADER)):
        appoint(account=account, unit=commune, post=post, role=role, start=START, **WHO)
    assert [hat.post for hat in hats_on(account.pk, START)] == ["Văn thư", "Phó Bí thư Đảng ủy"]
    assert hats_on(account.pk, date(2025, 6, 30)) == []
    assert Entry.objects.filter(kind="units.appoint").count() == 2


def test_the_same_post_twice_at_a_time_is_refused(commune, account):
    post = {"account": account, "unit": commune, "post": "Văn thư", "role": Role.CLERK}
    appoint(**post, start=START, end=date(2026, 1, 1), **WHO)
    with pytest.raises(Refusal, match=r"units\.appointed_already"):
        appoint(**post, start=date(2025, 12, 31), **WHO)
    assert appoint(**post, start=date(2026, 1, 1), **WHO).end == OPEN


def test_days_have_to_fit(commune, account):
    post = {"account": account, "unit": commune, "post": "Văn thư", "role": Role.CLERK}
    with pytest.raises(Refusal, match=r"units\.days"):
        appoint(**post, start=START, end=START, **WHO)
    with pytest.raises(Refusal, match=r"units\.not_on_day"):
        appoint(**post, start=date(2025, 6, 30), **WHO)
    held = appoint(**post, start=START, **WHO)
    with pytest.raises(Refusal, match=r"units\.days"):
        end_appointment(appointment=held, day=START, **WHO)


def test_a_post_that_was_laid_down_is_no_hat_any_more(commune, account):
    held = appoint(account=account, unit=commune, post="Văn thư", role=Role.CLERK, start=START, **WHO)
    end_appointment(appointment=held, day=date(2026, 1, 1), **WHO)
    assert hats_on(account.pk, date(2025, 12, 31))
    assert not hats_on(account.pk, date(2026, 1, 1))


def test_posts_are_seen_in_the_own_unit_above_and_below_only(commune, account):
    other = establish_unit(new=NewUnit(Tier.COMMUNE, "Xã Khác", None), day=START, decision="", **WHO)
    appoint(account=account, unit=commune, post="Văn thư", role=Role.CLERK, start=START, **WHO)
    near, far = Hat("clerk", commune.pk, uuid.uuid4()), Hat("clerk", other.pk, uuid.uuid4())
    assert appointments_visible_to(near, START).count() == 1
    assert appointments_visible_to(far, START).count() == 0
    assert appointments_visible_to(Hat("public"), START).count() == 0


def test_a_host_name_belongs_to_one_unit(commune):
    other = establish_unit(new=NewUnit(Tier.COMMUNE, "Xã Khác", None), day=START, decision="", **WHO)
    assert make_host(name=" Xa-Mau.localhost ", unit=commune, **WHO).name == "xa-mau.localhost"
    make_host(name="xa-mau.localhost", unit=commune, **WHO)
    assert Host.objects.count() == 1
    with pytest.raises(Refusal, match=r"units\.host_taken"):
        make_host(name="xa-mau.localhost", unit=other, **WHO)
    for wrong in ("xã-mẫu.vn", "-a.vn", "a..vn", "a b", ""):
        with pytest.raises(Refusal, match=r"units\.host_name"):
            make_host(name=wrong, unit=commune, **WHO)


def test_a_host_has_one_of_a_few_colours_and_no_other(commune):
    make_host(name="xa-mau.localhost", unit=commune, **WHO)
    assert make_host(name="xa-mau.localhost", unit=commune, theme="plum", **WHO).theme == "plum"
    assert Host.objects.get().theme == "plum"
    with pytest.raises(Refusal, match=r"units\.host_theme"):
        make_host(name="xa-mau.localhost", unit=commune, theme="#ff0000", **WHO)
    assert Host.objects.get().theme == "plum"


@pytest.mark.parametrize("name", ["tongket.example.vn", "Localhost", "127.0.0.1"])
def test_the_address_of_the_officers_is_given_to_no_place(commune, name: str):
    """Else nobody could sign in any more, nor take it back."""
    Installation.objects.create(pk=1, name="Xã", main_host="tongket.example.vn", made_at=WHO["now"])
    with pytest.raises(Refusal, match=r"units\.host_main"):
        make_host(name=name, unit=commune, **WHO)
    assert not Host.objects.exists()


def test_a_post_that_somebody_else_has_ended_meanwhile_is_not_made_longer(commune, account):
    held = appoint(account=account, unit=commune, post="Văn thư", role=Role.CLERK, start=START, **WHO)
    mine, theirs = (Appointment.objects.get(pk=held.pk) for _page in range(2))
    end_appointment(appointment=theirs, day=date(2026, 2, 1), **WHO)
    with pytest.raises(Refusal, match=r"units\.days"):
        end_appointment(appointment=mine, day=date(2026, 3, 1), **WHO)
    assert Appointment.objects.get(pk=held.pk).end == date(2026, 2, 1)


def test_an_office_of_the_party_stands_under_its_commune(commune):
    """The commune stands in the Party's line as soon as its first office there does."""
    office = establish_unit(
        new=NewUnit(Tier.OFFICE, "Đảng ủy xã Mẫu", commune, kind="office"),
        day=date(2025, 8, 1), decision="Quyết định 1", line=Line.PARTY, **WHO,
    )  # fmt: skip
    keeper = Hat("keeper", commune.pk, uuid.uuid4())
    assert allowed(keeper, "units.appoint", unit_id=office.pk, day=date(2025, 8, 1))
    assert check_closure() == []
    assert check_versions_do_not_overlap() == []


def test_the_last_keeper_stays(commune, account):
    keeper = appoint(account=account, unit=commune, post="Quản trị", role=Role.KEEPER, start=START, **WHO)
    other = Account.objects.create_user("khac", name="Người khác", name_key="")
    for_a_time = {"account": other, "unit": commune, "role": Role.KEEPER, "start": START}
    appoint(**for_a_time, post="Quản trị tạm", end=date(2027, 1, 1), **WHO)
    with pytest.raises(Refusal, match=r"units\.last_keeper"):
        end_appointment(appointment=keeper, day=date(2026, 1, 1), **WHO)
    keeper.refresh_from_db()
    assert keeper.end == OPEN
    appoint(**for_a_time, post="Quản trị", **WHO)
    assert end_appointment(appointment=keeper, day=date(2026, 1, 1), **WHO).end == date(2026, 1, 1)


def test_the_papers_of_a_post_are_kept(commune, account):
    post = {"account": account, "unit": commune, "post": "Văn thư", "role": Role.CLERK, "start": START}
    held = appoint(**post, decision=" Quyết định  12/QĐ-UBND", **WHO)
    end_appointment(appointment=held, day=date(2026, 1, 1), decision="Quyết định 40/QĐ-UBND", **WHO)
    held.refresh_from_db()
    assert (held.decision, held.end_decision) == ("Quyết định 12/QĐ-UBND", "Quyết định 40/QĐ-UBND")
    assert facts_of(Entry.objects.get(kind="units.appoint"))["decision"] == "Quyết định 12/QĐ-UBND"
