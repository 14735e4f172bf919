"""To whom of this installation a body may send: all offices of its place, whichever line they stand in."""

import datetime

from tests.directives.office import DAY, Office
from tests.world.people import START, moment, ref

from tongket.directives.outgoing.queries import receivers_near
from tongket.units.actions import NewUnit, establish_unit
from tongket.units.hats import SYSTEM
from tongket.units.models import Kind, Line, Tier


def offered(office: Office, day: datetime.date = DAY) -> set[str]:
    return set(receivers_near(office.party.pk, day).values())


def test_the_party_committee_sends_to_all_offices_of_its_commune(office: Office):
    names = offered(office)
    assert {"Ủy ban nhân dân xã Mẫu", "Phòng Kinh tế xã Mẫu", "Ủy ban MTTQ Việt Nam xã Mẫu"} <= names
    assert "Đảng ủy xã Mẫu" not in names


def test_the_committee_of_the_commune_sends_to_the_party(office: Office):
    assert "Đảng ủy xã Mẫu" in receivers_near(office.committee.pk, DAY).values()


def test_of_two_communes_of_one_name_neither_is_taken_for_the_partys(office: Office):
    twin = NewUnit(Tier.COMMUNE, "Xã Mẫu", None, kind=Kind.COMMUNE, sample=True, ref=ref("unit", "xa-mau-2"))
    establish_unit(new=twin, day=START, decision="", line=Line.STATE, actor=SYSTEM, now=moment(START))
    assert "Ủy ban nhân dân xã Mẫu" not in offered(office)
