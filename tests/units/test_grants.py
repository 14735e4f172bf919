"""From one row of the grant table: the check of an object and the filter of a query say the same."""

import uuid
from datetime import UTC, date, datetime

import pytest

from tongket.base.models import Entry
from tongket.units import grants
from tongket.units.actions import Move, NewUnit, establish_unit, reorganise
from tongket.units.acts import About, act
from tongket.units.grants import Grant, Relation, allowed, publish_grants, reach, require
from tongket.units.hats import PUBLIC, SYSTEM, Hat
from tongket.units.models import Appointment, Role, Tier
from tongket.units.permissions import GRANTS
from tongket.units.queries import writer_after
from tongket.viet.fault import Refusal

pytestmark = pytest.mark.django_db
START, DAY, LATER = date(2025, 1, 1), date(2025, 7, 1), date(2025, 10, 1)
NOW = datetime(2025, 7, 1, 2, 0, tzinfo=UTC)
WHO = {"actor": SYSTEM, "now": NOW}


@pytest.fixture
def places():
    top = establish_unit(new=NewUnit(Tier.PROVINCE, "Tỉnh Mẫu", None), day=START, decision="", **WHO)
    first, second = (
        establish_unit(new=NewUnit(Tier.COMMUNE, name, top), day=START, decision="", **WHO)
        for name in ("Xã Một", "Xã Hai")
    )
    moves = [Move(first, second, True)]
    reorganise(what="merge", day=DAY, decision="x", end=[first], moves=moves, over=top, **WHO)
    return {"top": top, "first": first, "second": second}


@pytest.fixture
def one_grant(monkeypatch):
    monkeypatch.setattr(grants, "_table", {})

    def give(relation: Relation, states: tuple[str, ...] = (), role: str = Role.CLERK) -> None:
        publish_grants([Grant("test.act", role, relation, states)])

    return give


@pytest.mark.parametrize(
    ("relation", "hat", "on", "day", "yes"),
    [
        (Relation.OWN, "second", "second", DAY, True),
        (Relation.OWN, "second", "top", DAY, False),
        (Relation.BELOW, "top", "second", DAY, True),
        (Relation.BELOW, "top", "first", DAY, False),
        (Relation.BELOW, "top", "first", START, True),
        (Relation.BELOW, "top", "top", DAY, False),
        (Relation.ABOVE, "second", "top", DAY, True),
        (Relation.ABOVE, "top", "second", DAY, False),
        (Relation.SUCCESSOR, "second", "first", DAY, True),
        (Relation.SUCCESSOR, "second", "first", START, False),
        (Relation.PUBLIC, "second", "first", DAY, True),
    ],
)
def test_check_and_filter_say_the_same(places, one_grant, relation, hat, on, day, yes):
    one_grant(relation)
    worn = Hat(Role.CLERK, places[hat].pk, uuid.uuid4())
    post = Appointment.objects.create(
        account=_account(), unit=places[on], post="Văn thư", role=Role.CLERK, start=START, end=DAY
    )
    assert allowed(worn, "test.act", unit_id=places[on].pk, day=day) is yes
    found = Appointment.objects.filter(reach(worn, "test.act", day))
    assert (post in found) is yes


@pytest.mark.parametrize(("day", "yes"), [(DAY, False), (LATER, True)])
def test_who_succeeds_a_successor_reads_what_it_had_taken_over(places, one_grant, day, yes):
    one_grant(Relation.SUCCESSOR)
    third = establish_unit(new=NewUnit(Tier.COMMUNE, "Xã Ba", places["top"]), day=START, decision="", **WHO)
    moves = [Move(places["second"], third, True)]
    ended = [places["second"]]
    reorganise(what="merge", day=LATER, decision="y", end=ended, moves=moves, over=places["top"], **WHO)
    worn = Hat(Role.CLERK, third.pk)
    assert allowed(worn, "test.act", unit_id=places["first"].pk, day=day) is yes
    post = Appointment.objects.create(
        account=_account(), unit=places["first"], post="Văn thư", role=Role.CLERK, start=START, end=DAY
    )
    assert (post in Appointment.objects.filter(reach(worn, "test.act", day))) is yes


@pytest.mark.parametrize("later", [False, True])
def test_who_took_a_part_of_a_unit_that_lives_on_succeeds_it_in_nothing(places, one_grant, later):
    one_grant(Relation.SUCCESSOR)
    names = ("Xã Ba", "Xã Bốn")
    third, fourth = (
        establish_unit(new=NewUnit(Tier.COMMUNE, name, places["top"]), day=START, decision="", **WHO)
        for name in names
    )
    part = [Move(places["second"], third, False)]
    reorganise(what="rearrange", day=DAY, decision="y", end=[], moves=part, over=places["top"], **WHO)
    if later:  # what becomes of it afterwards is somebody else's to carry on
        rest = [Move(places["second"], fourth, True)]
        ended = [places["second"]]
        reorganise(what="merge", day=LATER, decision="z", end=ended, moves=rest, over=places["top"], **WHO)
    for former in ("first", "second"):
        key = places[former].pk
        assert not allowed(Hat(Role.CLERK, third.pk), "test.act", unit_id=key, day=LATER)
        assert allowed(Hat(Role.CLERK, fourth.pk), "test.act", unit_id=key, day=LATER) is later
    assert writer_after(places["second"], LATER) == (fourth if later else None)


def _account():
    from tongket.base.models import Account

    return Account.objects.create_user("a", name="A", name_key="")


def test_a_grant_holds_in_its_states_only(places, one_grant):
    one_grant(Relation.OWN, ("draft",))
    worn = Hat(Role.CLERK, places["top"].pk)
    assert allowed(worn, "test.act", unit_id=places["top"].pk, day=DAY, state="draft")
    assert not allowed(worn, "test.act", unit_id=places["top"].pk, day=DAY, state="approved")


def test_a_party_may_and_others_may_not(places, one_grant):
    one_grant(Relation.PARTY)
    worn = Hat(Role.CLERK, places["second"].pk)
    about = {"unit_id": places["top"].pk, "day": DAY}
    assert allowed(worn, "test.act", **about, parties=[places["second"].pk])
    assert not allowed(worn, "test.act", **about, parties=[places["first"].pk])


def test_another_role_may_not(places, one_grant):
    one_grant(Relation.OWN)
    for hat in (Hat(Role.LEADER, places["top"].pk), PUBLIC):
        with pytest.raises(Refusal, match=r"grant\.refused"):
            require(hat, "test.act", unit_id=places["top"].pk, day=DAY)


def test_what_is_public_is_everybodys(places, one_grant):
    one_grant(Relation.PUBLIC, role="public")
    for hat in (PUBLIC, Hat(Role.CLERK, places["top"].pk)):
        assert allowed(hat, "test.act", unit_id=places["first"].pk, day=DAY)


def test_publishing_twice_changes_nothing_and_a_role_must_exist(one_grant):
    one_grant(Relation.OWN)
    one_grant(Relation.OWN)
    assert len(grants.table()) == 1
    with pytest.raises(ValueError, match="no such role"):
        publish_grants([Grant("test.act", "king", Relation.OWN)])


def test_only_the_keeper_changes_the_tree():
    changes = (
        "establish",
        "reorganise",
        "give_code",
        "make_host",
        "appoint",
        "end_appointment",
        "open_account",
    )
    for change in changes:
        assert {grant.role for grant in GRANTS if grant.action == f"units.{change}"} == {Role.KEEPER}


def test_an_act_that_fails_leaves_no_entry(places, one_grant):
    one_grant(Relation.OWN)
    worn = Hat(Role.CLERK, places["top"].pk, uuid.uuid4())
    about = About(uuid.uuid4(), places["top"].pk)
    before = Entry.objects.count()
    with pytest.raises(ZeroDivisionError), act("test.act", on=about, actor=worn, now=NOW) as done:
        done.note(half=1 // 0)
    assert Entry.objects.count() == before
    with act("test.act", on=about, actor=worn, now=NOW) as done:
        done.note(name="Xã Mẫu")
    assert done.entry.actor == worn.appointment
    assert "Xã Mẫu".encode() in bytes(done.entry.body)
