"""The columns of a report written out: for the screen in its language, for papers and workbooks in Vietnamese."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tongket.figures.queries.columns import PERCENT_DECIMALS, ColumnLine, ColumnTable
from tongket.figures.queries.seeing_rules import state_of
from tongket.rollup.columns import Column
from tongket.rollup.question import Bounds, Cell, Target
from tongket.units.models import Line
from tongket.viet.dates import format_date
from tongket.viet.numbers import format_number
from tongket.writer import document as paper
from tongket.writer.marks import SIGNS

TITLES: dict[Column, tuple[str | Promise, str]] = {
    Column.ASSIGNED: (_("Plan of the year (assigned)"), "Kế hoạch năm (mức giao)"),
    Column.PLEDGED: (_("Plan of the year (pledged)"), "Kế hoạch năm (mức đăng ký)"),
    Column.LAST_YEAR: (_("Same period last year"), "Cùng kỳ năm trước"),
    Column.THIS: (_("This period"), "Kỳ này"),
    Column.TO_DATE: (_("Since the new year"), "Lũy kế từ đầu năm"),
    Column.EXPECTED: (_("Estimate for the whole period"), "Ước thực hiện cả kỳ"),
    Column.OF_ASSIGNED: (_("% of the plan assigned"), "% so kế hoạch (mức giao)"),
    Column.OF_PLEDGED: (_("% of what was pledged"), "% so mức đăng ký"),
    Column.OF_LAST_YEAR: (_("% of last year"), "% so cùng kỳ"),
}
# In place of a number: the language of the screen, and what a document says by the same mark.
STATES: dict[paper.Mark, tuple[str | Promise, str]] = {
    "not_due": (_("not asked of it"), SIGNS["not_due"].meaning),
    "not_reported": (_("not reported"), SIGNS["not_reported"].meaning),
    "not_applicable": (_("not applicable"), SIGNS["not_applicable"].meaning),
    "undetermined": (_("undetermined"), SIGNS["undetermined"].meaning),
}
LINES: dict[str, tuple[str | Promise, str]] = {
    Line.STATE: (_("the State's units"), "hệ thống chính quyền"),
    Line.PARTY: (_("the Party's units"), "hệ thống Đảng"),
    Line.FRONT: (_("the Front's units"), "hệ thống Mặt trận Tổ quốc"),
}


@dataclass(frozen=True)
class Said:
    """What stands in one cell: a number (two ends of a range), or the state in its place; how many have told it."""

    values: tuple[Decimal, ...] = ()
    decimals: int = 0
    before: str = ""
    state: paper.Mark | None = None
    estimates: int = 0
    estimated: bool = False
    reported: int = 0
    expected: int = 0
    ranged: bool = False

    @property
    def partial(self) -> bool:
        return self.reported < self.expected

    def written(self, number: Callable[[Decimal, int], str] = format_number) -> str:
        """The number or the range as it is printed; empty where a state stands in its place."""
        return self.before + " – ".join(number(one, self.decimals) for one in dict.fromkeys(self.values))

    @property
    def marks(self) -> tuple[paper.Mark, ...]:
        marks: list[paper.Mark] = [self.state] if self.state else []
        if self.estimates or self.estimated:
            marks.append("estimated")
        if len(set(self.values)) > 1 and self.ranged:
            marks.append("range")
        return tuple(marks)


def said(line: ColumnLine, column: Column) -> Said:
    """What is told of a line in a column; the estimates of a period are never without their mark."""
    one = getattr(line.columns, column)
    if isinstance(one, Target):
        return _plan(one)
    if isinstance(one, Bounds):
        return Said(one.shown(PERCENT_DECIMALS), PERCENT_DECIMALS, ranged=True)
    if isinstance(one, Cell):
        return _told(one, line.columns.estimates if column == Column.EXPECTED else 0)
    return Said()


def mark_of(cell: Cell) -> paper.Mark:
    """The mark that stands in place of a value that is not there."""
    return state_of(cell).value  # type: ignore[return-value]


def _plan(target: Target) -> Said:
    ends = tuple(Decimal(str(end)) for end in (target.low, target.high) if end is not None)
    decimals = max((max(0, -int(end.as_tuple().exponent)) for end in ends), default=0)
    reduction = "giảm % " if target.basis == "reduction" else ""
    return Said(ends, decimals, reduction or ("≤ " if target.sense == "at_most" else ""))


def _told(cell: Cell, estimates: int) -> Said:
    if cell.bounds is None:
        return Said(state=mark_of(cell), reported=cell.reported, expected=cell.expected)
    return Said(
        cell.bounds.shown(cell.decimals),
        cell.decimals,
        estimates=estimates,
        estimated=cell.estimated,
        reported=cell.reported + cell.not_applicable,
        expected=cell.expected,
        ranged=True,
    )


def ground_of(table: ColumnTable) -> str:
    """Whose figures a whole is made of, and on which map, for a paper."""
    along = LINES.get(table.line, LINES[Line.STATE])[1]
    return f"số liệu báo cáo của các đơn vị, cộng theo {along}, địa giới ngày {format_date(table.day)}"


Trail = Callable[[ColumnLine, Column], str]


def own_trail(line: ColumnLine, column: Column) -> str:
    """The ref of the unit's own figure of the period."""
    return str(line.figure.ref) if line.figure and column == Column.THIS else ""


def paper_table(table: ColumnTable, caption: str, trail: Trail = own_trail) -> paper.Table:
    """The table for a paper: four states kept apart, estimates marked, the ref of the `trail` of each number."""
    heads = [
        paper.Column("TT", "center", 5),
        paper.Column("Chỉ tiêu", width=30),
        paper.Column("ĐVT", width=9),
    ]
    heads += [paper.Column(TITLES[column][1], "right", 12) for column in table.shown]
    told = [_coverage(line) for line in table.lines]
    covered, expected = min(told, key=lambda pair: pair[0] - pair[1], default=(0, 0))
    source = paper.Source(ground_of(table), covered, expected) if table.whole else paper.Source()
    if table.whole and table.several:
        reports = f"{format_number(covered)} trên {format_number(expected)} lượt báo cáo"
        source = paper.Source(f"{ground_of(table)}; {reports}")
    rows = tuple(tuple(_row(line, place, table, trail)) for place, line in enumerate(table.lines, start=1))
    return paper.Table(tuple(heads), rows, caption, source=source)


def _coverage(line: ColumnLine) -> tuple[int, int]:
    cell = line.columns.this
    return cell.reported + cell.not_applicable, cell.expected


def _row(line: ColumnLine, place: int, table: ColumnTable, trail: Trail) -> Iterator[paper.Cell]:
    yield paper.Cell(str(place))
    yield paper.Cell(line.label)
    yield paper.Cell(line.item.indicator.measure)
    for column in table.shown:
        one = said(line, column)
        yield paper.Cell(one.written(), trail(line, column), one.marks)
