"""Tables in Word: the XML of all rows is built once, since adding rows one by one takes a second a thousand."""

from html import escape

from tongket.writer.document import Cell, Table
from tongket.writer.marks import raised, with_rank
from tongket.writer.widths import SIDE, widths_of
from tongket.writer.word import run

CELL_SIZE = 12  # points, of the styles of cells
STYLES = {"left": "CellLeft", "center": "CellCentre", "right": "CellRight"}


def table_xml(table: Table, room: float) -> str:
    """A table `room` mm wide: its head row repeats, no row is split, numbers stand at the right."""
    widths = [round(20 * points) for points in widths_of(table, room / 25.4 * 72, CELL_SIZE)]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    opened = [
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{STYLES[column.align]}"/></w:pPr>'
        for width, column in zip(widths, table.columns, strict=True)
    ]
    first_total = len(table.rows) - table.totals
    rows = [
        "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        + "".join(
            [
                f"{start}{_words(cell, place >= first_total)}</w:p></w:tc>"
                for start, cell in zip(opened, row, strict=True)
            ]
        )
        + "</w:tr>"
        for place, row in enumerate(table.rows)
    ]
    form = (
        f'<w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="{SIDE * 20}" w:type="dxa"/>'
        f'<w:right w:w="{SIDE * 20}" w:type="dxa"/></w:tblCellMar><w:tblLook w:val="0020" w:firstRow="1"/>'
    )
    if table.caption:
        form += f'<w:tblCaption w:val="{escape(table.caption)}"/>'
    return f"<w:tbl><w:tblPr>{form}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{_head(table, widths)}{''.join(rows)}</w:tbl>"


def _head(table: Table, widths: list[int]) -> str:
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="CellCentre"/><w:keepNext/></w:pPr>{run(column.title, "bold")}'
        f"{_signs(raised(column.marks))}</w:p></w:tc>"
        for width, column in zip(widths, table.columns, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _words(cell: Cell, bold: bool) -> str:
    if not cell.marks and not bold:
        return f'<w:r><w:t xml:space="preserve">{escape(with_rank(cell), quote=False)}</w:t></w:r>'
    return run(with_rank(cell), "bold" if bold else "") + _signs(raised(cell.marks))


def _signs(signs: str) -> str:
    return run(signs, raise_=True) if signs else ""
