"""The facts of the national sample, each from a public document: symbols, days, who followed whom."""

from dataclasses import dataclass
from datetime import date

PORTAL = "https://vanban.chinhphu.vn"


@dataclass(frozen=True)
class Paper:
    """A directive as the register takes it; clauses are (number, text, who)."""

    key: str
    cited: str
    issuer: str
    issued_on: date | None
    abstract: str
    level: str = "nation"
    in_force_from: date | None = None
    clauses: tuple[tuple[str, str, str], ...] = ()
    source: str = ""
    kind: str = ""


REORGANISATION = (
    Paper(
        "nq60",
        "60-NQ/TW",
        "Ban Chấp hành Trung ương Đảng khóa XIII",
        date(2025, 4, 12),
        "Nghị quyết Hội nghị lần thứ 11 Ban Chấp hành Trung ương Đảng khóa XIII",
        clauses=(
            ("1", "Giảm từ 60 đến 70 % số đơn vị hành chính cấp xã so với trước sắp xếp", "Cả nước"),
            ("2", "Cả nước có 34 đơn vị hành chính cấp tỉnh", "Quốc hội"),
            ("3", "Kết thúc hoạt động của đơn vị hành chính cấp huyện", "Cả nước"),
        ),
    ),
    Paper(
        "nq76",
        "76/2025/UBTVQH15",
        "Ủy ban Thường vụ Quốc hội",
        date(2025, 4, 14),
        "Về việc sắp xếp đơn vị hành chính năm 2025",
        kind="NQ",
        clauses=(("1", "Giảm từ 60 đến 70 % số đơn vị hành chính cấp xã", "Các tỉnh, thành phố"),),
    ),
    Paper(
        "qd759",
        "759/QĐ-TTg",
        "Thủ tướng Chính phủ",
        date(2025, 4, 14),
        "Đề án sắp xếp, tổ chức lại đơn vị hành chính các cấp và tổ chức chính quyền địa phương 2 cấp",
    ),
    Paper(
        "nq202",
        "202/2025/QH15",
        "Quốc hội",
        date(2025, 6, 12),
        "Về việc sắp xếp đơn vị hành chính cấp tỉnh",
        in_force_from=date(2025, 6, 12),
        kind="NQ",
        clauses=(("1", "63 đơn vị hành chính cấp tỉnh được sắp xếp còn 34", "Các tỉnh, thành phố"),),
    ),
    Paper(
        "qd19",
        "19/2025/QĐ-TTg",
        "Thủ tướng Chính phủ",
        date(2025, 6, 30),
        "Ban hành Bảng danh mục và mã số các đơn vị hành chính Việt Nam",
        in_force_from=date(2025, 7, 1),
        clauses=(
            (
                "1",
                "3.321 đơn vị hành chính cấp xã có mã số: 2.621 xã, 687 phường, 13 đặc khu",
                "Cục Thống kê",
            ),
        ),
    ),
    Paper(
        "nq30",
        "30/2026/QH16",
        "Quốc hội",
        None,
        "Thành lập thành phố Đồng Nai",
        in_force_from=date(2026, 4, 30),
        kind="NQ",
    ),
    Paper(
        "nq36",
        "36/2026/QH16",
        "Quốc hội",
        date(2026, 8, 24),
        "Thành lập thành phố Quảng Ninh",
        in_force_from=date(2026, 9, 1),
        kind="NQ",
    ),
    Paper(
        "nq39",
        "39/2026/QH16",
        "Quốc hội",
        None,
        "Thành lập thành phố Bắc Ninh",
        in_force_from=date(2026, 9, 20),
        kind="NQ",
    ),
)

DEFENCE_AND_DEMOCRACY = (
    Paper(
        "nq28",
        "28-NQ/TW",
        "Ban Chấp hành Trung ương Đảng khóa XI",
        date(2013, 10, 25),
        "Nghị quyết Trung ương 8 khóa XI về Chiến lược bảo vệ Tổ quốc trong tình hình mới",
    ),
    Paper(
        "nq44",
        "44-NQ/TW",
        "Ban Chấp hành Trung ương Đảng khóa XIII",
        date(2023, 11, 24),
        "Về Chiến lược bảo vệ Tổ quốc trong tình hình mới",
    ),
    Paper("nd21", "21/2019/NĐ-CP", "Chính phủ", date(2019, 2, 22), "Về khu vực phòng thủ"),
    Paper(
        "ct09",
        "09-CT/TW",
        "Ban Bí thư Trung ương Đảng khóa XI",
        date(2011, 12, 1),
        "Về tăng cường sự lãnh đạo của Đảng đối với phong trào toàn dân bảo vệ an ninh Tổ quốc",
    ),
    Paper(
        "kl44",
        "44-KL/TW",
        "Ban Bí thư Trung ương Đảng khóa XII",
        date(2019, 1, 22),
        "Về tiếp tục thực hiện Chỉ thị 09-CT/TW",
    ),
    Paper(
        "ctr26",
        "26-CTr/TU",
        "Thành ủy Thành phố Hồ Chí Minh",
        None,
        "Chương trình hành động thực hiện Chỉ thị 09-CT/TW",
        "79",
    ),
    Paper(
        "kh73",
        "73-KH/QU",
        "Ban Thường vụ Quận ủy Quận 11",
        date(2012, 8, 13),
        "Kế hoạch thực hiện Chương trình hành động 26-CTr/TU",
        "772",
    ),
    Paper(
        "ct05",
        "05-CT/TW",
        "Bộ Chính trị khóa XII",
        date(2016, 5, 15),
        "Về đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
    ),
    Paper(
        "kl01",
        "01-KL/TW",
        "Bộ Chính trị khóa XIII",
        date(2021, 5, 18),
        "Về tiếp tục thực hiện Chỉ thị 05-CT/TW",
    ),
    Paper(
        "ct30",
        "30-CT/TW",
        "Bộ Chính trị khóa VIII",
        date(1998, 2, 18),
        "Về xây dựng và thực hiện Quy chế dân chủ ở cơ sở",
    ),
    Paper(
        "luat10",
        "10/2022/QH15",
        "Quốc hội",
        date(2022, 11, 10),
        "Luật Thực hiện dân chủ ở cơ sở",
        in_force_from=date(2023, 7, 1),
        kind="L",
    ),
    Paper(
        "nd59",
        "59/2023/NĐ-CP",
        "Chính phủ",
        date(2023, 8, 15),
        "Quy định chi tiết một số điều của Luật Thực hiện dân chủ ở cơ sở",
    ),
)

# (carrier, what it carries out)
CARRIES = (
    ("nq76", "nq60"),
    ("qd759", "nq60"),
    ("nq202", "nq76"),
    ("qd19", "nq202"),
    ("nq30", "nq202"),
    ("nq36", "nq202"),
    ("nq39", "nq202"),
    ("ctr26", "ct09"),
    ("kh73", "ctr26"),
    ("nd59", "luat10"),
)
# (later, kind, earlier)
LINKS = (
    ("kl44", "continues", "ct09"),
    ("nq44", "continues", "nq28"),
    ("kl01", "continues", "ct05"),
    ("ctr26", "grounds", "ct09"),
    ("kh73", "grounds", "ctr26"),
    ("nd59", "grounds", "luat10"),
    ("qd19", "grounds", "nq202"),
)
