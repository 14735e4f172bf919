"""The states of a figure that print must keep apart: signs in cells, and the legend that explains them."""

from collections.abc import Iterable
from dataclasses import dataclass

from tongket.viet.numbers import format_number
from tongket.writer.document import (
    Bar,
    BarChart,
    Cell,
    Chart,
    FigureRef,
    LineChart,
    LinePoint,
    Mark,
    Source,
    Table,
)


@dataclass(frozen=True)
class Sign:
    """How a mark is printed: instead of a value, or raised behind it."""

    sign: str
    meaning: str
    instead: bool = False


SIGNS: dict[Mark, Sign] = {
    "not_due": Sign("–", "không thuộc diện", instead=True),
    "not_reported": Sign("…", "chưa báo cáo", instead=True),
    "not_applicable": Sign("x", "không áp dụng", instead=True),
    "undetermined": Sign("?", "không xác định", instead=True),
    "zero": Sign("0", "đã có số liệu, bằng không", instead=True),
    "estimated": Sign("ư", "ước tính"),
    "range": Sign("k", "khoảng, chưa có căn cứ chia"),
    "partial": Sign("c", "chưa đủ đơn vị báo cáo"),
    "counted": Sign("t", "hệ thống tự đếm"),
    "reported": Sign("b", "đơn vị báo cáo"),
    "taken_over": Sign("v", "lấy theo văn bản"),
}


def shown_text(cell: Cell | Bar | LinePoint) -> str:
    """What stands in the cell: its text, or the sign that stands for a value."""
    return cell.text or next((SIGNS[m].sign for m in cell.marks if SIGNS[m].instead), "")


def with_rank(cell: Cell) -> str:
    """What stands in a cell of a table: "1.234 (12)" where a rank belongs to it."""
    words = shown_text(cell) if cell.marks else cell.text  # there are thousands without a mark
    return f"{words} ({cell.rank})" if cell.rank else words


def raised(marks: Iterable[Mark]) -> str:
    """The signs raised behind a value, such as "ư" or "ư,b"."""
    return ",".join(SIGNS[m].sign for m in marks if not SIGNS[m].instead)


def in_words(figure: FigureRef) -> str:
    """A figure in running text, its marks written out: "12 (ước tính)"."""
    meanings = ", ".join(SIGNS[m].meaning for m in figure.marks)
    return f"{figure.text} ({meanings})" if meanings else figure.text


def legend(block: Table | Chart) -> tuple[Sign, ...]:
    """The signs that occur in a table or chart, in a fixed order."""
    used = set(_marks(block))
    return tuple(sign for mark, sign in SIGNS.items() if mark in used)


def _marks(block: Table | Chart) -> Iterable[Mark]:
    if isinstance(block, Table):
        yield from (m for column in block.columns for m in column.marks)
        yield from (m for row in block.rows for cell in row if cell.marks for m in cell.marks)
    elif isinstance(block, BarChart):
        yield from (m for bar in block.bars for m in bar.marks)
    elif isinstance(block, LineChart):
        yield from (m for series in block.series for point in series.points for m in point.marks)


def source_line(source: Source) -> str:
    """ "Nguồn: …; 34 trên 34 đơn vị"; empty when neither is known."""
    parts = [f"Nguồn: {source.text}"] if source.text else []
    if source.expected:
        parts.append(f"{format_number(source.covered)} trên {format_number(source.expected)} đơn vị")
    return "; ".join(parts)
