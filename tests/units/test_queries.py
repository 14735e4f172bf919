"""Who is meant by a name or code on a day, and who stands where."""

from datetime import date

import pytest

from tongket.units.models import Kind, Tier, TreeVersion
from tongket.units.queries import (
    ancestors,
    at_day,
    children_of,
    closure_rows,
    code_on,
    counts_under,
    find_on,
    national_root,
    nearest_version,
    paths_on,
    predecessors,
    successors,
    tally,
    transfer_rows,
    tree_version,
    units_under,
    version_on,
    writer_after,
)
from tongket.viet.fault import Refusal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]
EVE = date(2025, 6, 30)
BREAK = date(2025, 7, 1)


def test_xa_ngoc_lac_is_not_huyen_ngoc_lac():
    district, commune = at_day("Huyện Ngọc Lặc", EVE), at_day("Xã Ngọc Lặc", BREAK)
    assert district.unit != commune.unit
    assert version_on(district.unit, BREAK) is None
    assert version_on(commune.unit, EVE) is None
    assert commune.unit in [transfer.target for transfer in successors(district.unit)]
    assert at_day("ngoc lac", BREAK) == commune


def test_a_name_that_several_bear_is_listed_and_not_guessed():
    assert {v.name for v in find_on("ngoc lac, thanh hoa", EVE)} == {"Huyện Ngọc Lặc", "Thị trấn Ngọc Lặc"}
    with pytest.raises(Refusal) as refused:
        at_day("tan phu", BREAK)
    (fault,) = refused.value.faults
    assert fault.code == "units.many"
    assert "Xã Tân Phú (Tỉnh Đồng Nai)" in str(fault.values["names"])


def test_the_unit_above_after_a_comma_decides():
    assert at_day("tan phu, dong nai", BREAK).name == "Xã Tân Phú"
    assert at_day("Tân Phú, Hồ Chí Minh", BREAK).kind == Kind.WARD


def test_marks_that_were_typed_count():
    assert [v.name for v in find_on("ba dinh", EVE)] != [v.name for v in find_on("Ba Đình", EVE)]
    assert {v.short_name for v in find_on("Ba Đình", EVE)} == {"Ba Đình"}
    assert {v.short_name for v in find_on("ba dinh", EVE)} == {"Ba Đình", "Ba Dinh"}


def test_a_numbered_ward_is_found_by_its_number_and_place():
    assert at_day("phuong 5, quan 11", EVE).name == "Phường 5"


def test_a_code_means_another_unit_on_another_day():
    assert at_day("00004", EVE).name == "Phường Trúc Bạch"
    assert at_day("00004", BREAK).name == "Phường Ba Đình"
    assert at_day("24", date(2025, 1, 1)).name == "Tỉnh Bắc Giang"
    assert at_day("24", date(2026, 10, 1)).name == "Thành phố Bắc Ninh"


def test_what_nobody_is_called_is_refused_with_the_day():
    with pytest.raises(Refusal, match=r"units\.unknown"):
        at_day("Xã Không Có Thật", BREAK)
    with pytest.raises(Refusal, match=r"units\.unknown"):
        at_day("", BREAK)


def test_all_communes_of_a_province_on_a_day():
    province = at_day("Thanh Hóa", BREAK).unit
    assert units_under(province, BREAK, tier=Tier.COMMUNE).count() == 166
    assert units_under(province, EVE, tier=Tier.DISTRICT).count() == 26
    assert counts_under([province.pk], BREAK, Tier.COMMUNE) == {province.pk: 166}
    assert {row.kind: row.count for row in tally(province, BREAK)} == {"commune": 147, "ward": 19}


def test_the_path_of_a_unit_is_that_of_the_day():
    unit = at_day("Phường Trúc Bạch", EVE).unit
    assert [v.name for v in ancestors(unit, EVE)] == ["Việt Nam", "Thành phố Hà Nội", "Quận Ba Đình"]
    assert paths_on([unit.pk], EVE) == {unit.pk: "Quận Ba Đình, Thành phố Hà Nội"}
    assert paths_on([unit.pk], BREAK) == {unit.pk: ""}
    assert nearest_version(unit, BREAK).name == "Phường Trúc Bạch"


def test_children_stand_in_vietnamese_order():
    names = [v.short_name for v in children_of(national_root(), BREAK)]
    assert len(names) == 34
    assert names.index("Cần Thơ") < names.index("Đà Nẵng") < names.index("Gia Lai")


def test_former_provinces_and_their_successor():
    binh_duong = at_day("Tỉnh Bình Dương", date(2025, 1, 1))
    (transfer,) = successors(binh_duong.unit)
    assert transfer.whole
    assert nearest_version(transfer.target, EVE).name == "Thành phố Hồ Chí Minh"
    assert {p.source_id for p in predecessors(transfer.target)} >= {binh_duong.unit_id}
    assert writer_after(binh_duong.unit, EVE) == transfer.target
    assert writer_after(binh_duong.unit, date(2025, 6, 1)) is None


def test_the_new_provinces_bear_a_code_from_the_day_of_the_decision_on_codes():
    merged = at_day("Tỉnh Bắc Ninh", EVE).unit
    assert code_on(merged, EVE) == ""
    assert code_on(merged, BREAK) == "24"
    assert code_on(at_day("Hà Nội", EVE).unit, EVE) == "01"


def test_rows_for_a_roll_up():
    rows = closure_rows(tiers=[Tier.NATION, Tier.PROVINCE])
    assert len({row.descendant for row in rows if row.depth == 0}) == 1 + 63 + 23
    moves = transfer_rows()
    assert moves == sorted(moves, key=lambda row: (row.day, row.number))
    assert all(row.numerator is None for row in moves)
    assert tree_version() == TreeVersion.objects.get().number
