"""A review of many units and many indicators stays readable: no chart higher than a page, no figure without room."""

from datetime import UTC, date, datetime

import pytest

from tongket.reviews.compose import compose
from tongket.reviews.compose.annex import MOST_COLUMNS
from tongket.reviews.compose.figures import ENDS, MOST_UNITS
from tongket.reviews.material import AnnexColumn, AnnexGroup, Material, Result, UnitRow, Value
from tongket.viet.period import Period
from tongket.writer.document import BarChart, Document, Section, Table
from tongket.writer.html import render_html


def value(number: int) -> Value:
    return Value(str(number), f"r/{number}", (), number)


def review(units: int, indicators: int, groups: int = 1, *, ranked: bool = True) -> Document:
    """The first unit has the most; each indicator adds a hundred thousand to the figures of the one before."""
    rows = [[value(100_000 * place + units - unit) for place in range(indicators)] for unit in range(units)]
    results = [
        Result(
            f"Chỉ tiêu {place}", "lượt", "counted", "năm 2025", value(1), covered=units, expected=units,
            rows=tuple(
                UnitRow(str(unit), f"Xã {unit}", row[place], rank=str(unit + 1) if ranked else "")
                for unit, row in enumerate(rows)
            ),
        )
        for place in range(indicators)
    ]  # fmt: skip
    lines = tuple((f"Xã {unit}", tuple(row)) for unit, row in enumerate(rows))
    return compose(
        Material(
            "Việc lớn", "final", "A", "", "state", "", "Hà Nội", "B", "", Period.parse("2025"),
            datetime(2026, 1, 5, tzinfo=UTC), date(2025, 12, 31), results=tuple(results),
            annex_columns=tuple(AnnexColumn(one.name, "lượt", "counted") for one in results),
            annex=(AnnexGroup("x", "Tỉnh", lines),) * groups,
        )
    )  # fmt: skip


def tables(document: Document) -> list[Table]:
    (section,) = document.annexes[0].blocks
    assert isinstance(section, Section)
    return [block for block in section.blocks if isinstance(block, Table)]


@pytest.mark.parametrize("indicators", [1, MOST_COLUMNS, MOST_COLUMNS + 1, 150])
def test_an_annex_has_every_figure_once_in_tables_that_fit_a_page(indicators: int) -> None:
    document = review(3, indicators)
    made = tables(document)
    assert document.annexes[0].page == ("portrait" if indicators <= MOST_COLUMNS else "landscape")
    assert all(3 <= len(table.columns) <= MOST_COLUMNS + 2 for table in made)
    assert all([row[1].text for row in table.rows] == ["Xã 0", "Xã 1", "Xã 2"] for table in made)
    titles = [column.title for table in made for column in table.columns[2:]]
    assert titles == [f"Chỉ tiêu {place} (lượt; tự đếm)" for place in range(indicators)]
    assert not any(cell.rank for table in made for row in table.rows for cell in row)
    shown = [cell.text for table in made for cell in table.rows[1][2:]]
    assert shown == [str(100_000 * place + 2) for place in range(indicators)]


def test_of_many_units_the_first_and_the_last_stand_in_the_text_and_all_in_the_annex() -> None:
    document = review(168, 1)
    (table,) = [block for block in document.body if isinstance(block, Table)]
    names = [row[1].text for row in table.rows]
    assert names == [f"Xã {unit}" for unit in (*range(ENDS), *range(168 - ENDS, 168))]
    assert "10 đơn vị đầu, 10 đơn vị cuối trong 168 đơn vị, đủ ở Phụ lục" in table.caption
    assert not any(isinstance(block, BarChart) for block in document.body)
    annex = tables(document)[0]
    assert annex.columns[2].title == "Chỉ tiêu 0 (lượt; tự đếm; trong ngoặc: xếp hạng)"
    assert [row[2].rank for row in annex.rows] == [str(unit + 1) for unit in range(168)]
    assert annex.rows[69][2].text == "99"
    assert "99 (70)" in render_html(document)


def test_units_that_are_not_in_the_annex_all_stand_in_the_text() -> None:
    document = review(63, 1, groups=2)
    (table,) = [block for block in document.body if isinstance(block, Table)]
    assert len(table.rows) == 63


def test_up_to_as_many_units_as_a_page_has_bars_all_stand_in_the_text() -> None:
    document = review(MOST_UNITS, 1)
    (table,) = [block for block in document.body if isinstance(block, Table)]
    (chart,) = [block for block in document.body if isinstance(block, BarChart)]
    assert len(table.rows) == len(chart.bars) == MOST_UNITS
    assert "Phụ lục" not in table.caption
