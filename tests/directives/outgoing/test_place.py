"""One rule for the place of issue on all papers: its name, the whole where that is a number or a person's."""

import pytest

from tongket.directives.outgoing.document import area_of, place_in
from tongket.directives.workfiles.papers import COLUMNS


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("Ủy ban nhân dân xã Mẫu", "Mẫu"),
        ("Đảng ủy phường Mẫu Tây", "Mẫu Tây"),
        ("Ủy ban nhân dân phường 12", "Phường 12"),
        ("Ủy ban nhân dân Thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
    ],
)
def test_the_place_of_issue_is_the_name_of_the_unit(body: str, place: str):
    assert place_in(body) == place


def test_minutes_say_at_which_commune():
    assert area_of("Ủy ban nhân dân xã Mẫu") == "Xã Mẫu"


def test_the_list_of_a_work_file_has_room_for_a_day_and_a_symbol_on_one_line_in_word():
    whole = sum(column.width for column in COLUMNS)
    room = {
        column.title: 165 * column.width / whole - 3.8 for column in COLUMNS
    }  # mm between the cell's margins
    assert room["Ngày văn bản"] > 23
    assert room["Số, ký hiệu"] > 24
    assert room["Số TT"] > 7
    assert room["Số trang"] > 12
