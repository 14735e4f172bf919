"""Xã Mẫu: one invented commune with its offices, villages, people with hats."""

from dataclasses import dataclass
from datetime import date

from tongket.base.clock import at_hanoi
from tongket.demo import cast
from tongket.demo.cast import ref
from tongket.units.actions import NewUnit, establish_unit, make_host
from tongket.units.hats import SYSTEM, Hat
from tongket.units.models import BEFORE, Kind, Line, Role, Tier, Unit

STARTED = at_hanoi(date(2025, 1, 2), 8)
NAME = "Xã Mẫu"
VILLAGES = ("Bãi", "Bắc", "Cầu", "Chợ", "Đình", "Đoài", "Đông", "Giếng", "Hạ", "Nam", "Thượng", "Trung")
OFFICES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        Line.STATE,
        "Ủy ban nhân dân xã Mẫu",
        (
            "Văn phòng HĐND và UBND xã Mẫu",
            "Phòng Kinh tế xã Mẫu",
            "Phòng Văn hóa - Xã hội xã Mẫu",
            "Trung tâm Phục vụ hành chính công xã Mẫu",
        ),
    ),
    (Line.STATE, "Hội đồng nhân dân xã Mẫu", ()),
    (
        Line.PARTY,
        "Đảng ủy xã Mẫu",
        ("Văn phòng Đảng ủy xã Mẫu", "Ban Xây dựng Đảng xã Mẫu", "Ủy ban Kiểm tra Đảng ủy xã Mẫu"),
    ),
    (
        Line.FRONT,
        "Ủy ban Mặt trận Tổ quốc Việt Nam xã Mẫu",
        (
            "Hội Nông dân xã Mẫu",
            "Hội Liên hiệp Phụ nữ xã Mẫu",
            "Hội Cựu chiến binh xã Mẫu",
            "Đoàn Thanh niên xã Mẫu",
        ),
    ),
)
UBND, HDND, DANG_UY, MAT_TRAN = (office[1] for office in OFFICES)
VAN_PHONG, KINH_TE, VAN_HOA = OFFICES[0][2][:3]
PHU_NU = OFFICES[3][2][1]
# username, name (invented), posts: office, title, role. Who holds two posts chooses the hat.
PEOPLE: tuple[tuple[str, str, tuple[tuple[str, str, str], ...]], ...] = (
    (
        "bithu",
        "Trần Văn An",
        ((DANG_UY, "Bí thư Đảng ủy", Role.LEADER), (HDND, "Chủ tịch HĐND", Role.LEADER)),
    ),
    (
        "chutich",
        "Lê Thị Bình",
        ((UBND, "Chủ tịch UBND", Role.LEADER), (DANG_UY, "Phó Bí thư Đảng ủy", Role.LEADER)),
    ),
    ("vanthu", "Phạm Minh Châu", ((UBND, "Văn thư", Role.CLERK),)),
    (
        "duyet",
        "Hoàng Thị Dung",
        ((UBND, "Phó Chủ tịch UBND", Role.APPROVER), (VAN_HOA, "Phụ trách phòng", Role.LEADER)),
    ),
    ("vanphong", "Phan Văn Khôi", ((VAN_PHONG, "Chánh Văn phòng", Role.CLERK),)),
    (
        "mattran",
        "Vũ Đức Giang",
        (
            (MAT_TRAN, "Chủ tịch Ủy ban MTTQ", Role.SUPERVISOR),
            (MAT_TRAN, "Chủ tịch Ủy ban MTTQ, lãnh đạo cơ quan", Role.LEADER),
            (MAT_TRAN, "Kiêm văn thư Ủy ban MTTQ", Role.CLERK),
        ),
    ),
    ("tuphap", "Đỗ Thị Hà", ((VAN_PHONG, "Công chức tư pháp", Role.LEGAL),)),
    ("vanhoa", "Bùi Quang Khải", ((VAN_HOA, "Chuyên viên", Role.REPORTER),)),
    (
        "phunu",
        "Trịnh Thị Lan",
        ((PHU_NU, "Chủ tịch Hội", Role.REPORTER), (MAT_TRAN, "Phó Chủ tịch Ủy ban MTTQ", Role.APPROVER)),
    ),
)
HEADS = ("Ngô Văn Lâm", "Đinh Thị Mai", "Cao Văn Năm", "Tạ Thị Oanh", "Lý Văn Phúc", "Mai Thị Quý")


@dataclass(frozen=True)
class Commune:
    """The sample commune: its place, villages in order, offices by name, hats by username and title."""

    place: Unit
    villages: tuple[Unit, ...]
    offices: dict[str, Unit]
    hats: dict[str, Hat]

    @property
    def committee(self) -> Unit:
        return self.offices[UBND]


def make_commune() -> Commune:
    """Units, posts and the public host of Xã Mẫu; every unit is marked as sample."""
    place = _establish(NAME, Tier.COMMUNE, None, Kind.COMMUNE, Line.STATE)
    villages = tuple(
        _establish(f"Thôn {name}", Tier.VILLAGE, place, Kind.VILLAGE, Line.STATE) for name in VILLAGES
    )
    offices: dict[str, Unit] = {}
    for line, name, sections in OFFICES:
        above = place if line == Line.STATE else None
        offices[name] = _establish(name, Tier.OFFICE, above, Kind.OFFICE, line)
        for section in sections:
            offices[section] = _establish(section, Tier.OFFICE, offices[name], Kind.OFFICE, line)
    make_host(name="xa-mau.localhost", unit=place, actor=SYSTEM, now=STARTED)
    hats = _people(offices, villages)
    keeper = cast.account("quantri", "Hồ Thị Sen", keeper=True)
    hats["quantri"] = cast.post(keeper, place, "Quản trị trang", Role.KEEPER, STARTED, date(2025, 1, 1))
    return Commune(place, villages, offices, hats)


def _establish(name: str, tier: str, parent: Unit | None, kind: str, line: str) -> Unit:
    return establish_unit(
        new=NewUnit(tier, name, parent, kind=kind, sample=True, ref=ref("mau", name)),
        day=BEFORE,
        decision="",
        line=line,
        actor=SYSTEM,
        now=STARTED,
    )


def _people(offices: dict[str, Unit], villages: tuple[Unit, ...]) -> dict[str, Hat]:
    hats: dict[str, Hat] = {}
    start = date(2025, 1, 1)
    for username, name, posts in PEOPLE:
        who = cast.account(username, name)
        for place, (office, title, role) in enumerate(posts):
            hat = cast.post(who, offices[office], title, role, STARTED, start)
            hats.setdefault(username, hat)
            hats[f"{username}/{place}"] = hat
    for order, village in enumerate(villages, start=1):
        who = cast.account(f"thon{order:02d}", HEADS[order % len(HEADS)])
        hats[f"thon{order:02d}"] = cast.post(who, village, "Trưởng thôn", Role.REPORTER, STARTED, start)
    return hats
