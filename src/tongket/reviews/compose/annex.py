"""The annex by unit: one section a province (a page of its own on the site), or one table of the programme's units."""

from typing import Literal

from tongket.reviews.compose.words import cell
from tongket.reviews.material import AnnexGroup, Material
from tongket.writer.document import Annex, Cell, Column, Section, Table

MOST_COLUMNS = (
    8  # of figures in one table; more of them stand in tables one after the other, on pages that lie
)
_MARKS = {"counted": "tự đếm", "reported": "đơn vị báo cáo", "taken_over": "tiếp nhận"}


def annexes(material: Material) -> tuple[Annex, ...]:
    if not material.annex:
        return ()
    count = len(material.annex_columns)
    parts = [range(count)[first : first + MOST_COLUMNS] for first in range(0, count, MOST_COLUMNS)]
    sections = tuple(
        Section(group.key, group.title, tuple(_table(group, material, part) for part in parts))
        for group in material.annex
    )
    page: Literal["portrait", "landscape"] = "landscape" if len(parts) > 1 else "portrait"
    return (Annex("don-vi", "Số liệu theo đơn vị", sections, page),)


def _table(group: AnnexGroup, material: Material, part: range) -> Table:
    columns = [material.annex_columns[place] for place in part]
    return Table(
        columns=(
            Column("TT", "center", width=5),
            Column("Đơn vị", width=24),
            *(
                Column(f"{column.title} ({column.measure}; {_MARKS[column.source]})", "right", width=14)
                for column in columns
            ),
        ),
        rows=tuple(
            (Cell(str(place)), Cell(name), *(cell(value) for value in values[part.start : part.stop]))
            for place, (name, values) in enumerate(group.rows, start=1)
        ),
    )
