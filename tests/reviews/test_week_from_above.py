"""What of a committee's week stands in the weeks of the offices and villages below it: what names them."""

import datetime

import pytest
from tests.world import NOW, World

from tongket.base import clock
from tongket.reviews.week.actions import Typed, write_entry
from tongket.reviews.week.own import concerns, own_lines
from tongket.units.actions import NewUnit, establish_unit
from tongket.units.hats import SYSTEM
from tongket.units.models import Kind, Tier, Unit

DAY = datetime.date(2026, 11, 26)
PLACES = ("Xã Mẫu",)


@pytest.mark.parametrize(
    ("said", "office"),
    [
        ("Lãnh đạo UBND, các phòng", "Phòng Kinh tế xã Mẫu"),
        ("Phòng Kinh tế, thôn Hạ", "Phòng Kinh tế xã Mẫu"),
        ("Phòng Kinh tế, thôn Hạ", "Thôn Hạ"),
        ("Công chức tư pháp, Văn phòng", "Văn phòng HĐND và UBND xã Mẫu"),
        ("Phụ trách Phòng Văn hóa - Xã hội; Các thôn", "Phòng Văn hóa - Xã hội xã Mẫu"),
        ("các thôn", "Thôn Bắc"),
        ("Trưởng các cơ quan, đơn vị", "Thôn Bắc"),
        ("Trưởng thôn Bắc", "Thôn Bắc"),
    ],
)
def test_an_office_is_meant_by_its_name_its_first_words_its_kind_or_with_all(said: str, office: str):
    assert concerns(said, office, PLACES)


@pytest.mark.parametrize(
    ("said", "office"),
    [
        ("", "Phòng Kinh tế xã Mẫu"),
        ("Phòng Kinh tế, thôn Hạ", "Phòng Văn hóa - Xã hội xã Mẫu"),
        ("các thôn", "Phòng Kinh tế xã Mẫu"),
        ("Thôn Hạ", "Thôn Hạnh"),
        ("Phòng", "Phòng Kinh tế xã Mẫu"),
        ("Phòng họp số 1", "Phòng Kinh tế xã Mẫu"),
        ("Lãnh đạo UBND", "Văn phòng HĐND và UBND xã Mẫu"),
    ],
)
def test_no_other_office_is_meant(said: str, office: str):
    assert not concerns(said, office, PLACES)


def _office(name: str, above: Unit) -> Unit:
    new = NewUnit(Tier.OFFICE, name, above, kind=Kind.OFFICE)
    return establish_unit(new=new, day=datetime.date(2025, 7, 1), decision="", actor=SYSTEM, now=NOW)


@pytest.fixture
def committee(world: World) -> Unit:
    return _office("Ủy ban nhân dân xã Mẫu", world.units.xa_mau)


def _typed(unit: Unit, who: str, **more: object) -> None:
    line = Typed(
        "other", DAY, "Giao ban", datetime.time(8), None, "Chủ tịch UBND xã", "Phòng họp", who, **more
    )  # type: ignore[arg-type]
    write_entry(unit=unit, typed=line, actor=SYSTEM, now=NOW)


@pytest.mark.django_db
def test_a_line_of_the_committee_stands_in_the_week_of_the_office_it_names_and_says_whose_it_is(
    world: World, committee: Unit
):
    named, other = _office("Phòng Kinh tế xã Mẫu", committee), _office("Phòng Tư pháp xã Mẫu", committee)
    _typed(committee, "Phòng Kinh tế, Thôn Một")
    for unit in (named, world.units.thon_mot):
        (line,) = own_lines(unit.pk, DAY, DAY)
        assert (line.what, line.of) == ("Giao ban", "Ủy ban nhân dân xã Mẫu")
    assert own_lines(other.pk, DAY, DAY) == []
    assert own_lines(world.units.thon_hai.pk, DAY, DAY) == []
    (own,) = own_lines(committee.pk, DAY, DAY)
    assert own.of == ""


@pytest.mark.django_db
def test_bodies_beside_and_below_are_not_above(world: World, committee: Unit):
    council = _office("Hội đồng nhân dân xã Mẫu", world.units.xa_mau)
    section = _office("Phòng Kinh tế xã Mẫu", committee)
    _typed(council, "Ủy ban nhân dân xã")
    _typed(section, "Ủy ban nhân dân xã")
    assert own_lines(committee.pk, DAY, DAY) == []


@pytest.mark.django_db
def test_the_village_reads_whose_line_it_is_and_does_not_open_it(
    world: World, committee: Unit, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    _typed(committee, "các thôn")
    told = world.client("reporter").get("/lich-tuan/?tuan=2026-W48").content.decode()
    assert '<span class="whose">của Ủy ban nhân dân xã Mẫu</span>' in told
    assert ">Giao ban</a>" not in told
