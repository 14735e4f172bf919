"""Persons, awards, directives and figures over a whole text: each once, in order, bounded."""

from tongket.reader.awards import find_awards
from tongket.reader.directives import find_directives
from tongket.reader.figures import find_figures
from tongket.reader.persons import find_persons


def awards(text: str) -> list[tuple[str, int | None, int | None]]:
    return [(a.kind.text, a.collectives, a.individuals) for a in find_awards(text)]


def test_a_caption_without_numbers_is_the_award_with_them():
    text = "Lãnh đạo xã trao giấy khen tới nhiều tập thể.\nUBND xã tặng giấy khen cho 5 tập thể và 7 cá nhân."
    assert awards(text) == [("giấy khen", 5, 7)]


def test_a_mention_that_tells_less_is_the_same_award():
    text = "UBND xã tặng giấy khen cho 5 tập thể và 7 cá nhân.\nTrao giấy khen cho 5 tập thể."
    assert awards(text) == [("giấy khen", 5, 7)]


def test_other_numbers_or_another_kind_make_another_award():
    text = "UBND xã tặng giấy khen cho 5 tập thể; Hội Nông dân tặng giấy khen cho 8 thôn; tỉnh tặng Bằng khen cho 4 xã."
    assert awards(text) == [("giấy khen", 5, None), ("giấy khen", 8, None), ("Bằng khen", 4, None)]


def test_the_same_numbers_of_two_givers_are_two_awards():
    text = "Đảng ủy xã tặng giấy khen cho 4 cá nhân; Công đoàn cơ sở tặng giấy khen cho 4 cá nhân."
    assert awards(text) == [("giấy khen", None, 4), ("giấy khen", None, 4)]


def test_a_directive_cited_again_is_one_and_gains_what_is_told_later():
    text = "Theo Chỉ thị số 14-CT/HU. Chỉ thị 14 nêu rõ. Chỉ thị số 14 – CT/HU ngày 05/4/2023 của Huyện ủy Đồi Xanh."
    (directive,) = find_directives(text)
    assert (directive.cited.text, directive.date, directive.issuer) == (
        "14-CT/HU",
        "2023-04-05",
        "Huyện ủy Đồi Xanh",
    )


def test_a_person_keeps_the_first_office_told():
    text = "Ông Trần Văn Lúa, Bí thư Đảng ủy xã Mẫu. Chủ tịch Hội đồng Trần Văn Lúa phát biểu."
    (person,) = find_persons(text)
    assert person.position.text == "Bí thư Đảng ủy xã Mẫu"


def test_persons_come_in_the_order_of_the_text():
    text = "Bí thư Huyện ủy Lê Văn Mộc và ông Đỗ Bạch, Chủ tịch Hội Nông dân huyện; bà Võ Thị Cúc - Trưởng thôn Hạ."
    assert [p.name.text for p in find_persons(text)] == ["Lê Văn Mộc", "Đỗ Bạch", "Võ Thị Cúc"]


def test_twelve_figures_are_enough():
    assert len(find_figures(" ".join(f"Thôn {n} có {n}.500 hộ." for n in range(1, 30)))) == 12


def test_a_count_told_twice_is_one_figure_and_a_share_is_not():
    text = "Xã có 315 hộ nghèo. Cả 315 hộ vay vốn. Nước sạch đạt 90%. Đi học đạt 90%."
    assert [f.value.text for f in find_figures(text)] == ["315", "90", "90"]
