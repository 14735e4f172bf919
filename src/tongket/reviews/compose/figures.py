"""Results by indicator: the sentence, target, ranking with its chart, map; counted, reported and taken over apart."""

from collections.abc import Iterable

from tongket.reviews.compose.words import cell, figure, say
from tongket.reviews.material import Material, Official, Result, TargetLine, UnitRow
from tongket.viet.dates import format_date
from tongket.viet.numbers import format_number, from_units
from tongket.viet.text import upper_first
from tongket.writer.document import (
    Bar,
    BarChart,
    Block,
    Cell,
    Column,
    Heading,
    Inline,
    Level,
    Paragraph,
    PointGroup,
    PointMap,
    Source,
    Table,
    Text,
)
from tongket.writer.maps import COUNTRY

SOURCES = {
    "counted": "Số liệu hệ thống tự đếm",
    "reported": "Số liệu đơn vị báo cáo",
    "taken_over": "Số liệu tiếp nhận từ văn bản",
}
# A chart of more bars is higher than a page. Of more units the first and the last stand in the text, all in the annex.
MOST_UNITS, ENDS = 40, 10
_MET = {True: "đạt", False: "không đạt", None: "chưa xác định"}


def results(material: Material) -> Iterable[Block]:
    if not material.results:
        yield from _awaited(material)
        return
    if material.columns is not None:
        yield material.columns
    for source, title in SOURCES.items():
        group = [result for result in material.results if result.source == source]
        if not group:
            continue
        yield Heading(2, title)
        for result in group:
            yield Heading(3, f"{result.name} ({result.measure})")
            yield from _one(result, material)


def _awaited(material: Material) -> Iterable[Block]:
    """Nothing is asked for in numbers; or it is, and who owes it has not had anything approved yet."""
    if not material.awaited:
        yield say("Chương trình không có chỉ tiêu bằng số.")
        return
    yield say(f"Chưa có số liệu nào được phê duyệt cho các chỉ tiêu: {'; '.join(material.awaited)}.")
    for line in material.timeliness:
        sent = line.on_time + line.late
        yield say(
            f"{upper_first(line.period)}: {format_number(line.due)} đơn vị phải gửi báo cáo, "
            f"{format_number(sent)} đã gửi, {format_number(line.overdue)} quá hạn, "
            f"{format_number(line.not_yet_due)} chưa đến hạn; đơn vị phải gửi: {'; '.join(line.owing)}."
        )


def _one(result: Result, material: Material) -> Iterable[Block]:
    yield Paragraph(tuple(_sentence(result)))
    for target in result.targets:
        yield Paragraph(
            (
                Text(f"Chỉ tiêu {target.kind}: {target.text}. Kết quả: "),
                figure(target.reached),
                Text(f"; {_MET[target.met]}."),
            )
        )
    for target in result.set_beyond:
        yield Paragraph(
            (
                Text(f"Chỉ tiêu {target.kind} cho {target.period}: {target.text}; đến hết {result.day}: "),
                figure(target.reached),
                Text("."),
            )
        )
    if result.officials:
        yield _officials(result)
    if result.rows:
        yield from _parts(result, material)
    if result.map_day and material.points:
        yield _map(result, material)


def _sentence(result: Result) -> Iterable[Inline]:
    yield Text(f"{upper_first(result.day)}: ")
    yield figure(result.total)
    yield Text(f" {result.measure}")
    if result.base is not None:
        yield Text(f"; {result.base_day}: ")
        yield figure(result.base)
    if result.reduction is not None:
        yield Text("; giảm ")
        yield figure(result.reduction)
        yield Text(" %")
    if result.before is not None:
        yield Text(f"; cùng kỳ năm trước ({result.before_day}): ")
        yield figure(result.before)
        yield Text(_change(result))
    yield Text(f". Có số liệu của {_coverage(result)}.")


def _change(result: Result) -> str:
    """More or less than a year before: told only of two whole numbers, whole as to who was due."""
    now, before = result.total.number, result.before.number if result.before else None
    if now is None or before is None or not result.before_whole:
        return ""
    if now == before:
        return ", bằng cùng kỳ"
    changed = format_number(from_units(abs(now - before), result.decimals))
    return f", {'tăng' if now > before else 'giảm'} {changed}"


def _coverage(result: Result) -> str:
    """n of N: units, or units times periods where a total is made of several."""
    what = "lượt báo cáo" if result.several else "đơn vị"
    return f"{format_number(result.covered)} trên {format_number(result.expected)} {what}"


def _officials(result: Result) -> Table:
    return Table(
        columns=(
            Column("Thời điểm", width=14),
            Column("Số trong văn bản", "right", width=14, marks=("taken_over",)),
            Column("Văn bản, điều khoản", width=30),
            Column("So với số tự đếm", "center", width=14),
            Column("Người tiếp nhận", width=18),
        ),
        rows=tuple(_official(each) for each in result.officials),
        caption=f"{result.name}: số tiếp nhận từ văn bản",
        unit=result.measure,
    )


def _official(each: Official) -> tuple[Cell, ...]:
    agrees = {True: "khớp", False: "khác", None: "không so được"}[each.agrees]
    return (Cell(each.day), cell(each.value), Cell(each.document), Cell(agrees), Cell(each.taken_by))


def _compared(result: Result) -> bool:
    return any(row.reduction is not None for row in result.rows)


def shortened(result: Result, material: Material) -> bool:
    """Whether only the first and the last units stand in the text: then the annex has the rank of all."""
    in_annex = len(material.annex) == 1  # that of a country has the units below
    return len(result.rows) > MOST_UNITS and in_annex and not _compared(result)


def _parts(result: Result, material: Material) -> Iterable[Block]:
    source = Source(f"{SOURCES[result.source].lower()}; {_coverage(result)}")
    compared = _compared(result)
    drawn = [row for row in result.rows if (row.reduction if compared else row.value).number is not None]  # type: ignore[union-attr]
    rows, which = result.rows, ""
    ranked = any(row.rank for row in rows)
    if shortened(result, material):
        if not ranked:
            yield say(f"Số liệu của {format_number(len(rows))} đơn vị ở Phụ lục.")
            return
        rows = (*rows[:ENDS], *rows[-ENDS:])
        which = f"; {ENDS} đơn vị đầu, {ENDS} đơn vị cuối trong {format_number(len(result.rows))} đơn vị, đủ ở Phụ lục"
    if 1 < len(drawn) <= MOST_UNITS:
        yield BarChart(
            caption=f"{result.name}: {'tỷ lệ giảm' if compared else 'kết quả'} theo đơn vị",
            unit="%" if compared else result.measure,
            bars=tuple(_bar(row, compared) for row in drawn),
            decimals=1 if compared else result.decimals,
            levels=tuple(_level(target) for target in result.targets if target.low is not None)
            if compared
            else (),
            value_title="Tỷ lệ giảm" if compared else "Kết quả",
            source=source,
        )
    columns = [Column("Hạng", "center", width=6)] if ranked else []
    columns.append(Column("Đơn vị", width=24))
    if compared:
        columns += [
            Column(result.base_day, "right", width=14),
            Column(result.day, "right", width=14),
            Column("Giảm (%)", "right", width=10),
        ]
    else:
        if result.before is not None:
            columns.append(Column(result.before_day, "right", width=14))
        columns.append(Column(result.day, "right", width=14))
    columns.append(Column("Có số liệu", "right", width=14))
    yield Table(
        columns=tuple(columns),
        rows=tuple(_row(row, compared, ranked) for row in rows),
        caption=f"{result.name} theo đơn vị, {'xếp hạng trên ' if ranked else ''}bản đồ ngày "
        f"{format_date(material.day)}{which}",
        unit=result.measure,
        source=source,
    )
    if compared and result.targets:
        yield say(
            "Các đơn vị được so với mức chung làm đường tham chiếu; đơn vị không được giao chỉ tiêu riêng."
        )


def _bar(row: UnitRow, compared: bool) -> Bar:
    value = row.reduction if compared else row.value
    assert value is not None
    assert value.number is not None
    return Bar(row.name, value.number, value.text, value.ref, value.marks)


def _level(target: TargetLine) -> Level:
    """The nation's band, in tenths of a per cent as the bars."""
    scale = 10 ** (1 - target.decimals)
    low = (target.low or 0) * scale
    return Level(f"Mức chung: {target.text}", low, target.high * scale if target.high is not None else low)


def _row(row: UnitRow, compared: bool, ranked: bool) -> tuple[Cell, ...]:
    partly = ", chưa đủ" if 0 < row.covered < row.expected else ""
    covered = Cell(f"{format_number(row.covered)}/{format_number(row.expected)}{partly}")
    earlier = (cell(row.before),) if row.before is not None else ()
    middle = (
        (cell(row.base), cell(row.value), cell(row.reduction)) if compared else (*earlier, cell(row.value))
    )
    return (*([Cell(row.rank or "–")] if ranked else []), Cell(row.name), *middle, covered)


def _map(result: Result, material: Material) -> PointMap:
    groups: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for point in material.points:
        groups.setdefault((point.group, point.shade), []).append((point.longitude, point.latitude))
    return PointMap(
        caption=f"Đơn vị hành chính cấp xã, {result.map_day}",
        point_word="đơn vị hành chính cấp xã",
        groups=tuple(PointGroup(name, tuple(points), shade) for (name, shade), points in groups.items()),
        shades=material.shades,
        names=COUNTRY,
        group_title="Tỉnh, thành phố",
        source=Source("tọa độ của danh mục đơn vị hành chính", len(material.points), len(material.points)),
    )
