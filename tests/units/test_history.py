"""The life of a place in words and as a picture."""

from datetime import date

import pytest
from django.utils import translation

from tongket.units.history import history
from tongket.units.picture import described, strip
from tongket.units.queries import at_day

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]
EVE = date(2025, 6, 30)
BREAK = date(2025, 7, 1)


def told(name: str, day: date) -> list[str]:
    with translation.override("en"):
        return [chapter.text for chapter in history(at_day(name, day).unit).chapters]


def test_a_ward_that_went_whole_into_another():
    assert told("Phường Trúc Bạch", EVE) == [
        "Phường Trúc Bạch, under Quận Ba Đình.",
        "Went whole into Phường Ba Đình.",
    ]


def test_a_divided_commune_names_all_that_took_a_part():
    unit = at_day("Xã Mỹ Khánh, Phong Điền", EVE).unit
    past = history(unit)
    assert [kin.whole for kin in past.after] == [True] or len(past.after) > 1
    divided = history(at_day("Phường Đồng Xuân, Hoàn Kiếm", EVE).unit)
    assert len(divided.after) > 1
    assert not any(kin.whole for kin in divided.after)


def test_a_new_ward_tells_wholes_from_parts_and_leaves_the_district_out():
    past = history(at_day("Phường Ba Đình", BREAK).unit)
    assert {kin.name for kin in past.before if kin.whole} == {"Phường Trúc Bạch", "Phường Quán Thánh"}
    assert not any(kin.name.startswith("Quận") for kin in past.before)
    (chapter,) = past.chapters
    assert chapter.day == BREAK
    assert "76/2025/UBTVQH15" in chapter.decision


def test_a_district_tells_where_its_area_has_been_since():
    assert told("Huyện Ngọc Lặc", EVE)[-1].startswith("Ended; its area has since lain in Xã Ngọc Lặc, ")


def test_a_province_that_became_a_city():
    days = [chapter.day for chapter in history(at_day("Bắc Ninh", date(2026, 10, 1)).unit).chapters]
    assert days == [date(2025, 6, 12), date(2026, 9, 20)]
    assert told("Thành phố Bắc Ninh", date(2026, 10, 1)) == [
        "Tỉnh Bắc Ninh formed from the whole of Tỉnh Bắc Giang and Tỉnh Bắc Ninh.",
        "Tỉnh Bắc Ninh became Thành phố Bắc Ninh.",
    ]


def test_an_island_district_became_a_special_zone():
    assert told("Đặc khu Lý Sơn", BREAK) == ["Đặc khu Lý Sơn formed from the whole of Huyện Lý Sơn."]


def test_a_commune_that_stayed_itself_has_no_kin_and_no_picture():
    from tongket.units.models import BEFORE, Tier, Unit

    kept = (
        Unit.objects.filter(tier=Tier.COMMUNE, versions__start=BEFORE).filter(versions__start=BREAK).first()
    )
    past = history(kept)
    assert (past.before, past.after) == ([], [])
    assert strip("x", past.before, past.after) is None
    assert len(past.chapters) == 2


def test_the_picture_can_be_read_without_being_seen():
    past = history(at_day("Phường Ba Đình", BREAK).unit)
    text = described("Phường Ba Đình", past.before, past.after)
    picture = strip("Phường Ba Đình", past.before, past.after)
    assert picture is not None
    for kin in past.before:
        assert kin.name in text
        assert f"/don-vi/{kin.unit.ref}/" in picture
    assert picture.count("stroke-dasharray") == sum(not kin.whole for kin in past.before)


def test_the_picture_escapes_names():
    picture = strip("<b>", [*history(at_day("Phường Ba Đình", BREAK).unit).before], [])
    assert "<b>" not in str(picture)
