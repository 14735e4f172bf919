"""Kinds and short names out of full names."""

import pytest

from tongket.units.models import Kind, Tier
from tongket.units.naming import kind_of, naming, without_kind, without_kind_folded


@pytest.mark.parametrize(
    ("name", "tier", "kind", "short"),
    [
        ("Thành phố Hà Nội", Tier.PROVINCE, Kind.CITY, "Hà Nội"),
        ("Thành phố Thủ Đức", Tier.DISTRICT, Kind.PROVINCIAL_CITY, "Thủ Đức"),
        ("Tỉnh Bà Rịa - Vũng Tàu", Tier.PROVINCE, Kind.PROVINCE, "Bà Rịa - Vũng Tàu"),
        ("Thị xã Sơn Tây", Tier.DISTRICT, Kind.TOWN, "Sơn Tây"),
        ("Thị trấn Ngọc Lặc", Tier.COMMUNE, Kind.TOWNSHIP, "Ngọc Lặc"),
        ("Đặc khu Hoàng Sa", Tier.COMMUNE, Kind.SPECIAL_ZONE, "Hoàng Sa"),
        ("Phường 5", Tier.COMMUNE, Kind.WARD, "Phường 5"),
        ("Quận 11", Tier.DISTRICT, Kind.URBAN_DISTRICT, "Quận 11"),
        ("Xã Xã Đàn", Tier.COMMUNE, Kind.COMMUNE, "Xã Đàn"),
        ("Xã Huyện Tụng", Tier.COMMUNE, Kind.COMMUNE, "Huyện Tụng"),
    ],
)
def test_a_full_name_says_the_kind_and_the_short_name(name, tier, kind, short):
    assert kind_of(name, tier) == kind
    assert without_kind(name) == short


def test_an_office_does_not_say_its_kind():
    assert kind_of("Văn phòng HĐND và UBND", Tier.OFFICE) is None


def test_names_are_folded_and_ordered_without_their_kind():
    assert naming("Phường Ba Đình").folded == "ba dinh"
    assert naming("Xã Đông Anh").sort_key > naming("Huyện Dương Kinh").sort_key
    assert without_kind_folded("thi tran ngoc lac") == "ngoc lac"
    assert without_kind_folded("phuong 5") == "phuong 5"
