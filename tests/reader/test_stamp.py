"""The stamp of secrecy: a line of its own in the head, and nothing else."""

import pytest
from tests.reader.pages import ARTICLE

from tongket.reader.stamp import find_stamp


def test_a_stamp_below_the_head_is_only_a_word():
    assert find_stamp("\n".join(["Xã Mẫu họp dân."] * 60 + ["MẬT"])) is None


def test_a_stamp_at_the_end_of_the_head_still_counts():
    assert find_stamp("\n".join(["Xã Mẫu họp dân."] * 30 + ["MẬT"])) == "MẬT"


@pytest.mark.parametrize("level", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
def test_each_level_is_told_apart(level: str):
    assert find_stamp(f"UBND XÃ MẪU\n  {level.title()}  \nBáo cáo") == level


def test_an_ordinary_page_bears_none():
    assert find_stamp(ARTICLE) is None


def test_decomposed_letters_hide_no_stamp():
    import unicodedata

    assert find_stamp(unicodedata.normalize("NFD", "TUYỆT MẬT\nKế hoạch")) == "TUYỆT MẬT"
