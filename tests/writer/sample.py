"""An invented review of the size of a real one: 34 provinces in the body, 3,321 communes in the annex.

Places and coordinates come from the package of administrative units; every figure is made up.
"""

import sqlite3
from functools import cache
from itertools import groupby
from pathlib import Path

import vietnamadminunits

from tongket.viet.numbers import format_number
from tongket.writer.document import (
    Annex,
    Bar,
    BarChart,
    Bullets,
    Cell,
    Column,
    Document,
    FigureRef,
    Head,
    Heading,
    HistoryStrip,
    Level,
    LineChart,
    LinePoint,
    Paragraph,
    PlaceName,
    PointGroup,
    PointMap,
    Section,
    Series,
    Signature,
    Source,
    Span,
    Table,
    Text,
)

NOTICE = "DỮ LIỆU MẪU: số liệu do phần mềm đặt ra, không phải số liệu thật"
SOURCE = Source("hệ thống tự đếm đến ngày 30/6/2026", 34, 34)
MARKED = (
    Cell("Mức 1"),
    Cell("1.234,5", "ref-1", ("estimated",)),
    Cell("", marks=("not_reported",)),
    Cell("", marks=("not_applicable",)),
    Cell("", marks=("not_due",)),
    Cell("0", "ref-2", ("zero",)),
    Cell("12 – 15", "ref-3", ("range", "reported")),
    Cell("7", "ref-4", ("taken_over",)),
)


@cache
def communes() -> tuple[tuple[str, tuple[tuple[str, int, int], ...]], ...]:
    """Each province with its communes: name, longitude and latitude in 1/10,000 degree."""
    path = Path(vietnamadminunits.__file__).parent / "data" / "dataset.db"
    with sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True) as database:
        rows = database.execute(
            "SELECT province, ward, wardLon, wardLat FROM admin_units ORDER BY provinceCode, wardCode"
        ).fetchall()
    return tuple(
        (province, tuple((ward, round(lon * 10000), round(lat * 10000)) for _, ward, lon, lat in group))
        for province, group in groupby(rows, key=lambda row: row[0])
    )


def percent(place: int) -> int:
    """An invented reduction of a province, in tenths of a percent."""
    return 560 + place * 61 % 213


def bar_chart() -> BarChart:
    ranked = sorted(((percent(i), name) for i, (name, _) in enumerate(communes())), reverse=True)
    bars = tuple(Bar(name, value, f"{value // 10},{value % 10}", f"ref-{name}") for value, name in ranked)
    band = Level("Mức giao chung cả nước: giảm 60 – 70 %", 600, 700)
    return BarChart(
        *("Mức giảm số đơn vị hành chính cấp xã theo tỉnh, thành phố", "%", bars),
        decimals=1,
        levels=(band, Level("Cả nước 66,9", 669, 669)),
        label_title="Tỉnh, thành phố",
        value_title="Mức giảm",
        source=SOURCE,
    )


def point_map() -> PointMap:
    groups = tuple(
        PointGroup(name, tuple((lon, lat) for _, lon, lat in wards), (percent(i) >= 600) + (percent(i) > 700))
        for i, (name, wards) in enumerate(communes())
    )
    islands = ("Đặc khu Hoàng Sa", "Đặc khu Trường Sa")
    names = tuple(
        PlaceName(ward, *spot) for _, wards in communes() for ward, *spot in wards if ward in islands
    )
    return PointMap(
        *("Các đơn vị hành chính cấp xã", "xã, phường, đặc khu", groups),
        shades=("Giảm dưới 60 %", "Giảm từ 60 đến 70 %", "Giảm trên 70 %"),
        names=names,
        group_title="Tỉnh, thành phố",
        source=SOURCE,
    )


def line_chart() -> LineChart:
    def line(name: str, values: tuple[int | None, ...]) -> Series:
        points = (LinePoint(i, v, format_number(v)) for i, v in enumerate(values) if v is not None)
        return Series(name, tuple(points))

    return LineChart(
        *("Số vụ việc hòa giải thành", "vụ", ("2021", "2022", "2023", "2024", "2025")),
        (line("Xã Mẫu", (120, 180, None, 240, 310)), line("Xã bên", (90, 110, 150, 235, 300))),
        levels=(Level("Mức giao", 250, 250),),
        source=Source("báo cáo năm của hai xã", 2, 2),
    )


def strip() -> HistoryStrip:
    spans = (
        Span("Xã Ẫm Thượng", "", "2020-01-01", "nhập vào xã Mẫu"),
        Span("Xã Mẫu (cũ)", "1987-03-01", "2025-07-01", "nhập với thị trấn Mẫu"),
        Span("Xã Mẫu", "2025-07-01", "", "nay"),
    )
    return HistoryStrip("Xã Mẫu qua các lần sắp xếp", spans, "1980-01-01", "2026-12-31")


def province_table() -> Table:
    columns = (
        *(Column("TT", "center", 5), Column("Tỉnh, thành phố", width=24)),
        *(Column("Trước sắp xếp", "right", 12), Column("Sau sắp xếp", "right", 12, ("counted",))),
        *(Column("Giảm (%)", "right", 10), Column("Mức đăng ký", "right", 12)),
    )
    rows = []
    for place, (name, wards) in enumerate(communes(), 1):
        now, less = len(wards), percent(place - 1)
        before = now * 1000 // (1000 - less)
        target = Cell("", marks=(("not_reported", "not_due", "not_applicable")[place % 3],))
        cells = (
            *(Cell(str(place)), Cell(name), Cell(format_number(before), f"b-{place}")),
            *(
                Cell(format_number(now), f"n-{place}"),
                Cell(f"{less // 10},{less % 10}", f"p-{place}"),
                target,
            ),
        )
        rows.append(cells)
    total = ("", "Cả nước", "10.035", "3.321", "66,9", "60 – 70")
    marks = ((), (), ("taken_over",), (), (), ("range",))
    rows.append(
        tuple(Cell(text, f"t-{text}" if text else "", mark) for text, mark in zip(total, marks, strict=True))
    )
    caption = "Số đơn vị hành chính cấp xã trước và sau khi sắp xếp"
    return Table(columns, tuple(rows), caption, "đơn vị", 1, SOURCE)


def annex_section(place: int, name: str, wards: tuple[tuple[str, int, int], ...]) -> Section:
    columns = (
        *(Column("TT", "center", 6), Column("Xã, phường, đặc khu", width=30)),
        *(
            Column("Số hộ", "right", 14),
            Column("Số việc được giao", "right", 14),
            Column("Đúng hạn (%)", "right", 14),
        ),
    )
    rows = tuple(
        (
            *(Cell(str(i)), Cell(ward), Cell(format_number(800 + lon % 9000), f"h-{place}-{i}")),
            *(Cell(str(lat % 40), f"v-{place}-{i}"), Cell(f"{lon % 100},{lat % 10}", f"d-{place}-{i}")),
        )
        for i, (ward, lon, lat) in enumerate(wards, 1)
    )
    return Section(
        f"tinh-{place}", f"{place}. {name}", (Table(columns, rows, source=Source("", len(rows), len(rows))),)
    )


def wide_annex() -> Annex:
    titles = ("Nội dung", "Ước", "Chưa có", "Không có", "Không nộp", "Bằng không", "Khoảng", "Văn bản")
    columns = (Column(titles[0], width=20), *(Column(title, "right") for title in titles[1:]))
    table = Table(columns, (MARKED,), "Các loại ô trong biểu", "việc")
    return Annex("ky-hieu", "Các loại ô", (table, Heading(1, "Xã Mẫu"), strip()), "landscape")


def body() -> tuple[Paragraph | Heading | Bullets | Table | BarChart | PointMap | LineChart, ...]:
    text = (
        "Thực hiện chương trình công tác năm, các cơ quan, đơn vị đã tổ chức quán triệt, ban hành kế hoạch và "
        "phân công người chịu trách nhiệm từng việc; kết quả được tổng hợp dưới đây, mỗi số liệu đều dẫn tới "
        "đơn vị đã báo cáo và tài liệu kiểm chứng."
    )
    figures = Paragraph(
        (
            *(
                Text("Cả nước có "),
                FigureRef("3.321", "ref-after", ("counted",)),
                Text(" đơn vị cấp xã, giảm "),
            ),
            *(
                FigureRef("66,9 %", "ref-less"),
                Text(" so với "),
                FigureRef("10.035", "ref-before", ("taken_over",)),
            ),
            *(Text(". ẪỆỔỮ ẵẳợữ Đđ ", "bold"), Text("in nghiêng: Ẵng Ồ Ủy ban.", "italic")),
        )
    )
    bullets = Bullets(
        ((Text("Đơn vị đến hạn chưa báo cáo: 02."),), (Text("Đơn vị báo cáo chậm: 01. " + text),))
    )
    return (
        *(Heading(1, "Căn cứ và công tác chỉ đạo"), Paragraph((Text(text),)), bullets),
        *(Heading(1, "Kết quả thực hiện"), Heading(2, "Kết quả chung"), figures, province_table()),
        *(bar_chart(), Heading(2, "Phân bố"), Paragraph((Text(text),)), point_map()),
        *(Heading(3, "Hòa giải ở cơ sở"), line_chart(), Heading(3, "Việc chậm"), Paragraph((Text(text),))),
        *(Heading(1, "Phương hướng, nhiệm vụ"), Paragraph((Text("Tiếp tục thực hiện các việc chưa xong."),))),
    )


@cache
def review() -> Document:
    """The whole sample, in the State's form."""
    sections = tuple(annex_section(i, name, wards) for i, (name, wards) in enumerate(communes(), 1))
    return Document(
        "BÁO CÁO",
        "Tổng kết việc sắp xếp đơn vị hành chính cấp xã và kết quả thực hiện nhiệm vụ sáu tháng đầu năm 2026",
        Head("ỦY BAN NHÂN DÂN XÃ MẪU", "Xã Mẫu", "ngày 05 tháng 7 năm 2026", "12/BC-UBND", "TỈNH MẪU"),
        body(),
        "2026-07-05T03:04:05Z",
        addressees=("Ủy ban nhân dân tỉnh Mẫu", "Sở Nội vụ tỉnh Mẫu"),
        bases=("Căn cứ Luật Tổ chức chính quyền địa phương;", "Căn cứ Kế hoạch số 05/KH-UBND;"),
        signatures=(Signature("CHỦ TỊCH", "Nguyễn Văn Mẫu", "TM. ỦY BAN NHÂN DÂN"),),
        recipients=("Như trên", "Thường trực HĐND xã", "Các cơ quan, đơn vị thuộc xã", "Lưu: VT, VP"),
        annexes=(Annex("bieu-xa", "Kết quả theo xã, phường, đặc khu", sections), wide_annex()),
        notice=NOTICE,
    )


def party_paper() -> Document:
    """A short paper of the Party's form, signed by two."""
    return Document(
        "BÁO CÁO",
        "kết quả công tác quý II năm 2026",
        Head("ĐẢNG ỦY XÃ MẪU", "Xã Mẫu", "ngày 05 tháng 7 năm 2026", "05-BC/ĐU", "ĐẢNG BỘ TỈNH MẪU"),
        (
            Heading(1, "Kết quả"),
            Paragraph((Text("Đã họp 03 phiên."),)),
            Bullets(((Text("Phiên 1;"),), (Text("Phiên 2"),))),
        ),
        "2026-07-05T03:04:05Z",
        form="party",
        bases=("Căn cứ Điều lệ Đảng,",),
        signatures=(
            Signature("PHÓ BÍ THƯ", "Trần Thị Mẫu", "K/T BÍ THƯ"),
            Signature("CHÁNH VĂN PHÒNG", "Lê Văn Thử"),
        ),
        recipients=("Tỉnh ủy (báo cáo)", "Lưu Văn phòng Đảng ủy"),
    )
