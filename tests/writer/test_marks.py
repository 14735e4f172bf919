"""Signs in print: every state of a figure stays distinct, and the legend explains what is used."""

from tests.writer.sample import MARKED, wide_annex

from tongket.writer.document import Cell, Column, FigureRef, Source, Table
from tongket.writer.marks import SIGNS, in_words, legend, raised, shown_text, source_line


def test_no_two_states_look_the_same() -> None:
    assert len({sign.sign for sign in SIGNS.values()}) == len(SIGNS)
    assert len({(shown_text(cell), raised(cell.marks)) for cell in MARKED}) == len(MARKED)


def test_a_missing_report_is_no_zero() -> None:
    assert shown_text(Cell("", marks=("not_reported",))) == "…"
    assert shown_text(Cell("0", marks=("zero",))) == "0"
    assert shown_text(Cell("", marks=("not_due",))) == "–"
    assert shown_text(Cell("", marks=("not_applicable",))) == "x"


def test_the_legend_explains_exactly_the_signs_of_its_table() -> None:
    table = wide_annex().blocks[0]
    assert isinstance(table, Table)
    used = {SIGNS[mark] for cell in MARKED for mark in cell.marks}
    assert set(legend(table)) == used
    assert legend(Table((Column("TT"),), ((Cell("1"),),))) == ()


def test_a_mark_of_a_whole_column_is_in_the_legend() -> None:
    table = Table((Column("Số", "right", 10, ("counted",)),), ((Cell("1"),),))
    assert [sign.meaning for sign in legend(table)] == ["hệ thống tự đếm"]


def test_a_figure_in_a_sentence_says_its_marks_in_words() -> None:
    assert in_words(FigureRef("12", "r", ("estimated", "reported"))) == "12 (ước tính, đơn vị báo cáo)"
    assert in_words(FigureRef("12", "r")) == "12"


def test_the_source_line_says_how_many_units_are_in_it() -> None:
    assert source_line(Source("báo cáo năm", 3317, 3321)) == "Nguồn: báo cáo năm; 3.317 trên 3.321 đơn vị"
    assert source_line(Source("", 0, 5)) == "0 trên 5 đơn vị"
    assert source_line(Source()) == ""
