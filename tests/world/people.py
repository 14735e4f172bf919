"""Who there is: the places and offices of the small commune, and the cast with their posts."""

import datetime
import uuid
from types import SimpleNamespace

from tongket.base.clock import at_hanoi
from tongket.base.models import Account
from tongket.units.actions import Move, NewUnit, appoint, establish_unit, reorganise
from tongket.units.hats import PUBLIC, SYSTEM, Hat, hat_of
from tongket.units.models import Kind, Line, Role, Succession, Tier, Unit
from tongket.viet.text import fold, name_key

NAMESPACE = uuid.UUID("9a4c6c3e-7d5b-4a55-9d0c-0c3f3b5e2026")
START = datetime.date(2020, 1, 1)
MERGED = datetime.date(2025, 7, 1)
TODAY = datetime.date(2026, 11, 22)
PASSWORD = "mat-khau-mau-2026"


def moment(day: str | datetime.date, hour: int = 9) -> datetime.datetime:
    return at_hanoi(datetime.date.fromisoformat(day) if isinstance(day, str) else day, hour)


NOW = moment(TODAY)


def ref(*parts: object) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, "/".join(str(part) for part in parts))


def _unit(
    key: str, tier: str, name: str, parent: Unit | None, kind: str = "", line: str = Line.STATE
) -> Unit:
    new = NewUnit(tier, name, parent, kind=kind, sample=tier != Tier.NATION, ref=ref("unit", key))
    return establish_unit(new=new, day=START, decision="", line=line, actor=SYSTEM, now=moment(START))


def make_units() -> SimpleNamespace:
    nation = _unit("nation", Tier.NATION, "Việt Nam", None, Kind.NATION)
    province = _unit("province", Tier.PROVINCE, "Tỉnh Mẫu", nation)
    communes = {
        key: _unit(key, Tier.COMMUNE, name, province)
        for key, name in (("xa_mau", "Xã Mẫu"), ("xa_khac", "Xã Khác"), ("xa_cu", "Xã Cũ"))
    }
    xa_mau = communes["xa_mau"]
    villages = {
        key: _unit(key, Tier.VILLAGE, name, xa_mau, Kind.VILLAGE)
        for key, name in (("thon_mot", "Thôn Một"), ("thon_hai", "Thôn Hai"), ("thon_ba", "Thôn Ba"))
    }
    offices = {
        "van_phong": _unit("van_phong", Tier.OFFICE, "Văn phòng HĐND và UBND xã Mẫu", xa_mau, Kind.OFFICE),
        "mat_tran": _unit("mat_tran", Tier.OFFICE, "Ủy ban MTTQ Việt Nam xã Mẫu", xa_mau, Kind.OFFICE),
        "dang_uy": _unit("dang_uy", Tier.OFFICE, "Đảng ủy xã Mẫu", None, Kind.OFFICE, Line.PARTY),
    }
    reorganise(
        what=Succession.What.MERGE,
        day=MERGED,
        decision="Nghị quyết mẫu về sắp xếp",
        end=[communes["xa_cu"]],
        moves=[Move(communes["xa_cu"], xa_mau, whole=True, writes=True)],
        over=province,
        ref=ref("succession"),
        actor=SYSTEM,
        now=moment(MERGED),
    )
    return SimpleNamespace(nation=nation, province=province, **communes, **villages, **offices)


def _account(name: str) -> Account:
    return Account.objects.create_user(
        fold(name).replace(" ", "."), PASSWORD, name=name, name_key=name_key(name), ref=ref("account", name)
    )


def _post(account: Account, unit: Unit, role: str, post: str) -> Hat:
    held = appoint(
        account=account, unit=unit, post=post, role=role, start=START, ref=ref("post", account.name, post),
        actor=SYSTEM, now=moment(START),
    )  # fmt: skip
    return hat_of(held)


def make_cast(units: SimpleNamespace) -> SimpleNamespace:
    """Who acts. The chair has a second post, in the Party's line."""
    chair = _account("Vũ Thị Chủ Tịch")
    return SimpleNamespace(
        leader=_post(chair, units.xa_mau, Role.LEADER, "Chủ tịch UBND xã Mẫu"),
        party_leader=_post(chair, units.dang_uy, Role.LEADER, "Phó Bí thư Đảng ủy xã Mẫu"),
        clerk=_post(_account("Lê Văn Thư"), units.xa_mau, Role.CLERK, "Công chức Văn phòng - Thống kê"),
        reporter=_post(_account("Nguyễn Văn Báo"), units.thon_mot, Role.REPORTER, "Trưởng thôn Một"),
        second_reporter=_post(_account("Ngô Thị Cáo"), units.thon_hai, Role.REPORTER, "Trưởng thôn Hai"),
        approver=_post(
            _account("Trần Văn Duyệt"), units.xa_mau, Role.APPROVER, "Chánh Văn phòng HĐND và UBND"
        ),
        supervisor=_post(
            _account("Phan Thị Giám Sát"), units.mat_tran, Role.SUPERVISOR, "Chủ tịch MTTQ xã Mẫu"
        ),
        legal=_post(_account("Đỗ Thị Luật"), units.xa_mau, Role.LEGAL, "Công chức Tư pháp - Hộ tịch"),
        keeper=_post(_account("Bùi Văn Giữ"), units.province, Role.KEEPER, "Người giữ hệ thống"),
        stranger=_post(_account("Hoàng Văn Lạ"), units.xa_khac, Role.CLERK, "Công chức Văn phòng xã Khác"),
        public=PUBLIC,
    )
