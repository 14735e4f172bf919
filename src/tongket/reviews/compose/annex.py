"""The annex by unit: one section a province (a page of its own on the site), or one table of the programme's units."""

from typing import Literal

from tongket.reviews.compose.figures import shortened
from tongket.reviews.compose.words import cell
from tongket.reviews.material import AnnexColumn, AnnexGroup, Material
from tongket.writer.document import Annex, Cell, Column, Section, Table

# Of figures in one table; more of them stand in tables one after the other, on pages that lie.
MOST_COLUMNS = 8
_MARKS = {"counted": "tự đếm", "reported": "đơn vị báo cáo", "taken_over": "tiếp nhận"}


def annexes(material: Material) -> tuple[Annex, ...]:
    if not material.annex:
        return ()
    count = len(material.annex_columns)
    parts = [range(count)[first : first + MOST_COLUMNS] for first in range(0, count, MOST_COLUMNS)]
    ranks = _ranks(material)
    sections = tuple(
        Section(group.key, group.title, tuple(_table(group, material, part, ranks) for part in parts))
        for group in material.annex
    )
    page: Literal["portrait", "landscape"] = "landscape" if len(parts) > 1 else "portrait"
    return (Annex("don-vi", "Số liệu theo đơn vị", sections, page),)


def _ranks(material: Material) -> dict[str, str]:
    """The rank of each figure whose ranking is not told in full in the text, by its trail."""
    return {
        row.value.ref: row.rank
        for result in material.results
        if shortened(result, material)
        for row in result.rows
        if row.rank
    }


def _table(group: AnnexGroup, material: Material, part: range, ranks: dict[str, str]) -> Table:
    columns = [
        (material.annex_columns[place], any(v[place].ref in ranks for _n, v in group.rows)) for place in part
    ]
    return Table(
        columns=(
            Column("TT", "center", width=max(5, (24 + 14 * len(columns)) * 3 // 40 + 1)),  # three digits
            Column("Đơn vị", width=24),
            *(Column(_title(column, ranked=ranked), "right", width=14) for column, ranked in columns),
        ),
        rows=tuple(
            (
                Cell(str(place)),
                Cell(name),
                *[cell(value, ranks.get(value.ref, "")) for value in values[part.start : part.stop]],
            )
            for place, (name, values) in enumerate(group.rows, start=1)
        ),
    )


def _title(column: AnnexColumn, *, ranked: bool) -> str:
    behind = "; trong ngoặc: xếp hạng" if ranked else ""
    return f"{column.title} ({column.measure}; {_MARKS[column.source]}{behind})"
