"""Codes in the exchange of papers: who sets whose, from when they count, what a package bears."""

import datetime

import pytest
from tests.directives.office import Office, drafted, office, sealed, signed_in, stood, world
from tests.world import NOW
from tests.world.people import moment

from tongket.directives.edxml import Attachment, Organ, Package, read_package, write_package
from tongket.directives.exchange.actions import drop_partner, set_code, set_partner
from tongket.directives.exchange.queries import codes_near, partner_code, partners_of, settable
from tongket.directives.incoming.door import take_in
from tongket.directives.models import Outgoing, Partner
from tongket.directives.outgoing.issue import issue_paper
from tongket.directives.outgoing.package import package_of
from tongket.units.queries import code_on
from tongket.viet.fault import Refusal

__all__ = ["office", "stood", "world"]

TODAY, LATER = datetime.date(2026, 11, 22), "2026-12-01"
PAGE = "/ma-dinh-danh/"


def code(why: pytest.ExceptionInfo[Refusal]) -> list[str]:
    return [fault.code for fault in why.value.faults]


def test_the_first_code_counts_from_the_beginning_and_a_new_one_from_its_day(office: Office):
    keeper = office.world.hats.keeper
    set_code(unit=office.committee, code="000.00.01.h41", actor=keeper, now=NOW)
    set_code(unit=office.committee, code="H41.1", actor=keeper, now=moment(LATER))
    borne = [
        code_on(office.committee, datetime.date.fromisoformat(on), "edoc") for on in ("2020-01-01", LATER)
    ]
    assert borne == ["000.00.01.H41", "H41.1"]
    assert "H41.1" not in [one.code for one in codes_near(office.hats.clerk, TODAY)]
    with pytest.raises(Refusal) as why:
        set_code(unit=office.section, code="H41.1", actor=keeper, now=moment(LATER))
    assert code(why) == ["units.code_taken"]


@pytest.mark.parametrize("typed", ["", "000 00", "000.00.01.H41.9", "ĐU.01", "a;b", ".H41"])
def test_what_is_no_code_is_refused(office: Office, typed: str):
    with pytest.raises(Refusal) as why:
        set_code(unit=office.committee, code=typed, actor=office.world.hats.keeper, now=NOW)
    assert code(why) == ["exchange.bad_code"]


def test_the_keeper_sets_codes_of_units_and_the_clerk_those_of_partners(office: Office):
    keeper, clerk = office.world.hats.keeper, office.hats.clerk
    assert office.committee.pk in settable(keeper, TODAY)
    assert settable(clerk, TODAY) == {}
    with pytest.raises(Refusal) as why:
        set_code(unit=office.committee, code="H41", actor=clerk, now=NOW)
    assert code(why) == ["grant.refused"]
    for hat in (keeper, office.hats.chair):
        with pytest.raises(Refusal) as why:
            set_partner(unit=office.committee, name="Sở Nội vụ", code="H41", actor=hat, now=NOW)
        assert code(why) == ["grant.refused"]


def test_a_partners_code_is_dated_too_and_known_to_the_own_office_alone(office: Office):
    who = {"unit": office.committee, "name": " Sở  Nội vụ", "actor": office.hats.clerk}
    set_partner(code="000.00.05.H41", now=NOW, **who)
    set_partner(code="H41.5", now=moment(LATER), **who)
    assert partner_code(office.committee.pk, "sở nội vụ", TODAY) == "000.00.05.H41"
    assert partner_code(office.committee.pk, "Sở Nội vụ", datetime.date.fromisoformat(LATER)) == "H41.5"
    assert partner_code(office.party.pk, "Sở Nội vụ", TODAY) == ""
    assert not partners_of(office.hats.party_clerk, TODAY).exists()
    (partner,) = partners_of(office.hats.clerk, datetime.date.fromisoformat(LATER))
    drop_partner(partner=partner, actor=office.hats.clerk, now=moment(LATER))
    assert partner_code(office.committee.pk, "Sở Nội vụ", datetime.date.fromisoformat(LATER)) == ""
    assert partner_code(office.committee.pk, "Sở Nội vụ", TODAY) == "000.00.05.H41"


def test_a_package_names_sender_and_partners_by_their_codes_and_says_where_one_is_missing(office: Office):
    paper = drafted(office)
    Outgoing.objects.filter(pk=paper.pk).update(others="Sở Nội vụ;\nBáo Mẫu.")
    paper.refresh_from_db()
    paper.steps.all().delete()
    paper = issue_paper(paper=sealed(office, paper), actor=office.hats.clerk, now=NOW)
    with pytest.raises(Refusal) as why:
        package_of(paper)
    assert code(why) == ["outgoing.no_organ_code"]
    set_code(unit=office.committee, code="000.00.01.H41", actor=office.world.hats.keeper, now=NOW)
    set_partner(
        unit=office.committee, name="Sở Nội vụ", code="000.00.05.H41", actor=office.hats.clerk, now=NOW
    )
    package = read_package(package_of(paper))
    assert package.sender.id == "000.00.01.H41"
    assert [(one.id, one.name) for one in package.receivers] == [
        ("000.00.05.H41", "Sở Nội vụ"),
        ("", "Báo Mẫu"),
    ]


def package(sender: Organ, number: str = "12") -> bytes:
    return write_package(
        Package(
            sender=sender, receivers=(Organ("", "UBND xã Mẫu"),), number=number, notation="SNV-CCHC", issued_on=TODAY,
            subject="Về cải cách hành chính", attachments=(Attachment("a.txt", b"x"),),
        ),
        sent=NOW,
    )  # fmt: skip


def test_a_package_that_comes_in_writes_down_its_sender_once(office: Office):
    who = {"unit": office.committee, "actor": office.hats.clerk, "now": NOW}
    take_in(package(Organ("000.00.05.H41", "Sở Nội vụ")), **who)
    assert partner_code(office.committee.pk, "Sở Nội vụ", TODAY) == "000.00.05.H41"
    take_in(package(Organ("000.00.06.H41", "Sở Nội vụ"), "13"), **who)
    assert Partner.objects.get().code == "000.00.05.H41", "what a clerk sees is not changed behind the back"
    set_code(unit=office.section, code="000.00.07.H41", actor=office.world.hats.keeper, now=NOW)
    take_in(package(Organ("000.00.07.H41", "Phòng Kinh tế"), "14"), **who)
    take_in(package(Organ("mã lạ", "Sở Y tế"), "15"), **who)
    assert Partner.objects.count() == 1


def test_the_page_shows_the_codes_and_offers_to_each_what_they_may_set(office: Office):
    clerk, keeper = signed_in(office.hats.clerk), office.world.client("keeper")
    page = clerk.get(PAGE).content.decode()
    assert "chưa có" in page
    assert 'value="partner"' in page
    assert 'value="unit"' not in page
    answer = keeper.post(PAGE, {"do": "unit", "of": str(office.committee.ref), "code": "mã sai"})
    assert (answer.status_code, "mã sai" in answer.content.decode()) == (400, True)
    assert (
        keeper.post(PAGE, {"do": "unit", "of": str(office.committee.ref), "code": "H41.1"}).status_code == 302
    )
    assert "H41.1" in clerk.get(PAGE).content.decode()
    assert (
        clerk.post(PAGE, {"do": "unit", "of": str(office.committee.ref), "code": "H41.2"}).status_code == 404
    )
    clerk.post(PAGE, {"do": "partner", "name": "Sở Nội vụ", "code": "H41.5"})
    partner = Partner.objects.get()
    assert partner.name in clerk.get(PAGE).content.decode()
    assert clerk.post(PAGE, {"do": "drop", "partner": "x"}).status_code == 404
    assert (
        signed_in(office.hats.party_clerk).post(PAGE, {"do": "drop", "partner": partner.ref}).status_code
        == 404
    )
    clerk.post(PAGE, {"do": "drop", "partner": partner.ref})
    assert not Partner.objects.filter(end__gt=TODAY).exists()
