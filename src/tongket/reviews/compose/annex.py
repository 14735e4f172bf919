"""The annex by unit: one section a province (a page of its own on the site), or one table of the programme's units."""

from tongket.reviews.compose.words import cell
from tongket.reviews.material import AnnexGroup, Material
from tongket.writer.document import Annex, Cell, Column, Section, Table

_MARKS = {"counted": "tự đếm", "reported": "đơn vị báo cáo", "taken_over": "tiếp nhận"}


def annexes(material: Material) -> tuple[Annex, ...]:
    if not material.annex:
        return ()
    sections = tuple(Section(group.key, group.title, (_table(group, material),)) for group in material.annex)
    return (Annex("don-vi", "Số liệu theo đơn vị", sections),)


def _table(group: AnnexGroup, material: Material) -> Table:
    return Table(
        columns=(
            Column("TT", "center", width=5),
            Column("Đơn vị", width=24),
            *(
                Column(f"{column.title} ({column.measure}; {_MARKS[column.source]})", "right", width=14)
                for column in material.annex_columns
            ),
        ),
        rows=tuple(
            (Cell(str(place)), Cell(name), *(cell(value) for value in values))
            for place, (name, values) in enumerate(group.rows, start=1)
        ),
    )
