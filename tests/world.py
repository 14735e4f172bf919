"""A small invented commune for tests of any room: offices, the cast, one programme with a year of work.

    from tests.world import world  # in the conftest.py of a folder; once a module, rolled back after it

    @pytest.mark.django_db
    def test_something(world): ...

Everything is made by the actions with a dated `now`; TODAY is the day on which the tests look at it.
"""

import datetime
import uuid
from dataclasses import dataclass
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.test import Client

from tongket.base.clock import at_hanoi
from tongket.base.models import Account, Installation
from tongket.directives.actions import (
    NewClause,
    brief,
    give_duty,
    implement,
    link_directives,
    register_directive,
)
from tongket.directives.models import Directive, Implements, Link
from tongket.figures import actions as figures
from tongket.figures.models import Due, Form, Indicator, Report
from tongket.honours.actions import record_award
from tongket.honours.models import Award
from tongket.programmes.actions import Bounds, NewParty, give_task, record_event, set_target, start_programme
from tongket.programmes.models import Party, Programme, Target, Task, TaskEvent
from tongket.units.actions import Move, NewUnit, appoint, establish_unit, make_host, reorganise
from tongket.units.hats import PUBLIC, SYSTEM, Hat, hat_of
from tongket.units.models import Kind, Line, Role, Succession, Tier, Unit
from tongket.viet.period import Period
from tongket.viet.text import fold, name_key

NAMESPACE = uuid.UUID("9a4c6c3e-7d5b-4a55-9d0c-0c3f3b5e2026")
START = datetime.date(2020, 1, 1)
MERGED = datetime.date(2025, 7, 1)
TODAY = datetime.date(2026, 11, 22)
YEAR = Period.parse("2025")
QUARTER = Period.parse("2026-Q3")
PASSWORD = "mat-khau-mau-2026"
# What each of the cast is called in tests, in the order of the decision tables.
CAST = ("leader", "clerk", "reporter", "approver", "supervisor", "legal", "keeper", "stranger")


def moment(day: str | datetime.date, hour: int = 9) -> datetime.datetime:
    return at_hanoi(datetime.date.fromisoformat(day) if isinstance(day, str) else day, hour)


NOW = moment(TODAY)


def ref(*parts: object) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, "/".join(str(part) for part in parts))


@dataclass
class World:
    """Units, hats (`hats.clerk` … and `hats.public`), directives, the programme with its tasks and reports."""

    units: SimpleNamespace
    hats: SimpleNamespace
    directives: SimpleNamespace
    programme: Programme
    former: Programme
    tasks: SimpleNamespace
    indicators: SimpleNamespace
    form: Form
    dues: SimpleNamespace
    reports: SimpleNamespace
    award: Award

    def client(self, role: str, **more: object) -> Client:
        """A browser in which one of the cast is signed in under that post; `public` is signed in nowhere."""
        client = Client(**more)  # type: ignore[arg-type]
        hat: Hat = getattr(self.hats, role)
        if hat.account_id:
            client.force_login(Account.objects.get(pk=hat.account_id))
            session = client.session
            session["hat"] = str(hat.appointment)
            session.save()
            client.cookies["sessionid"] = session.session_key
        return client


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Built once for the tests of a module; what a test changes is undone after it, the world after them all."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_world()
        transaction.set_rollback(True)


def build_world() -> World:
    units = _units()
    hats = _cast(units)
    Installation.objects.get_or_create(
        pk=1,
        defaults={
            "name": "tongket – thử",
            "main_host": "testserver",
            "unit_id": units.province.pk,
            "made_at": NOW,
        },
    )
    make_host(name="xa-mau.localhost", unit=units.xa_mau, actor=SYSTEM, now=moment("2025-07-02"))
    papers = _papers(units, hats)
    programme = _programme(units, papers, hats)
    tasks = _tasks(units, programme, papers, hats)
    indicators, form = _form(units, programme, hats)
    dues, reports = _reports(units, form, hats)
    _carry(units, papers, programme, tasks, hats)
    former = start_programme(
        unit=units.xa_cu,
        slug="xa-cu-2022-2025",
        kind=Programme.Kind.PLAN,
        title="Kế hoạch thực hiện dân chủ ở xã Cũ",
        term=Period.parse("2022..2025"),
        grounds=[papers.bo_chinh_tri],
        public=True,
        ref=ref("programme", "cu"),
        actor=SYSTEM,
        now=moment("2022-02-01"),
    )
    award = record_award(
        unit=units.xa_mau,
        kind="Giấy khen",
        awarded_by="Chủ tịch Ủy ban nhân dân xã Mẫu",
        reason="Thực hiện tốt dân chủ ở cơ sở năm 2025",
        collectives=2,
        individuals=5,
        programme=programme,
        decision="15/QĐ-UBND",
        decided_on=datetime.date(2026, 1, 20),
        ref=ref("award"),
        actor=hats.clerk,
        now=moment("2026-01-20"),
    )
    return World(units, hats, papers, programme, former, tasks, indicators, form, dues, reports, award)


def _unit(
    key: str, tier: str, name: str, parent: Unit | None, kind: str = "", line: str = Line.STATE
) -> Unit:
    new = NewUnit(tier, name, parent, kind=kind, sample=tier != Tier.NATION, ref=ref("unit", key))
    return establish_unit(new=new, day=START, decision="", line=line, actor=SYSTEM, now=moment(START))


def _units() -> SimpleNamespace:
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


def _cast(units: SimpleNamespace) -> SimpleNamespace:
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


def _papers(units: SimpleNamespace, hats: SimpleNamespace) -> SimpleNamespace:
    """A directive from above with three points, a plan of the commune under it, and a plan of a village office."""
    bo_chinh_tri = _paper(
        "91-CT/TW",
        "Ban Bí thư",
        datetime.date(2025, 2, 10),
        "Về tăng cường thực hiện dân chủ ở cơ sở",
        units.nation,
        [
            NewClause("1", "Công khai đầy đủ, kịp thời những việc dân phải được biết", "các xã", TODAY),
            NewClause("2", "Họp thôn ít nhất hai lần một năm", "các thôn"),
            NewClause("3", "Tập huấn cán bộ thôn", "các xã"),
        ],
    )
    ke_hoach = _paper(
        "12/KH-UBND",
        "Ủy ban nhân dân xã Mẫu",
        datetime.date(2025, 8, 5),
        "Thực hiện dân chủ ở cơ sở năm 2025 và 2026",
        units.xa_mau,
        [NewClause("I.1", "Niêm yết quy ước thôn", "các thôn")],
    )
    cu = _paper(
        "30-CT/TW", "Bộ Chính trị", datetime.date(1998, 2, 18), "Về Quy chế dân chủ ở cơ sở", units.nation, []
    )
    link_directives(
        later=bo_chinh_tri, earlier=cu, kind=Link.Kind.CONTINUES, actor=SYSTEM, now=moment("2025-02-11")
    )
    give_duty(
        directive=bo_chinh_tri,
        units=[units.xa_mau, units.xa_khac],
        due=datetime.date(2025, 9, 30),
        actor=SYSTEM,
        now=moment("2025-02-11"),
    )
    brief(
        directive=bo_chinh_tri,
        unit=units.xa_mau,
        group="cán bộ, công chức xã",
        on=datetime.date(2025, 8, 1),
        reached=38,
        of=40,
        actor=hats.clerk,
        now=moment("2025-08-02"),
    )
    return SimpleNamespace(bo_chinh_tri=bo_chinh_tri, ke_hoach=ke_hoach, cu=cu)


def _paper(
    cited: str, issuer: str, on: datetime.date, abstract: str, unit: Unit, clauses: list[NewClause]
) -> Directive:
    return register_directive(
        cited=cited, issuer=issuer, issued_on=on, abstract=abstract, unit=unit, clauses=clauses,
        source="dữ liệu mẫu", ref=ref("directive", cited), actor=SYSTEM, now=moment(max(on, START)),
    )  # fmt: skip


def _programme(units: SimpleNamespace, papers: SimpleNamespace, hats: SimpleNamespace) -> Programme:
    return start_programme(
        unit=units.xa_mau,
        slug="dan-chu-o-co-so",
        kind=Programme.Kind.PROGRAMME,
        title="Thực hiện dân chủ ở cơ sở xã Mẫu",
        summary="Dân biết, dân bàn, dân làm, dân kiểm tra, dân giám sát, dân thụ hưởng.",
        term=Period.parse("2025..2026"),
        grounds=[papers.bo_chinh_tri, papers.ke_hoach],
        parties=[NewParty(units.xa_mau, Party.Part.LEAD), NewParty(units.mat_tran, Party.Part.CO)],
        issued_by=papers.ke_hoach,
        public=True,
        ref=ref("programme"),
        actor=hats.clerk,
        now=moment("2025-08-06"),
    )


def _tasks(
    units: SimpleNamespace, programme: Programme, papers: SimpleNamespace, hats: SimpleNamespace
) -> SimpleNamespace:
    """Four tasks: done in time, done late, overdue, and one that runs with a new day."""
    kinds = TaskEvent.Kind

    def task(key: str, content: str, lead: Unit, due: str, clause: int | None = None) -> Task:
        return give_task(
            programme=programme,
            content=content,
            lead=lead,
            co_workers=[units.mat_tran],
            product="báo cáo",
            due=datetime.date.fromisoformat(due),
            follower=units.xa_mau,
            clause=papers.bo_chinh_tri.clauses.get(order=clause) if clause else None,
            ref=ref("task", key),
            actor=hats.clerk,
            now=moment("2025-08-06"),
        )

    def event(on: Task, kind: str, day: str, hat: Hat, **more: object) -> None:
        record_event(task=on, kind=kind, actor=hat, now=moment(day), **more)  # type: ignore[arg-type]

    in_time = task("in_time", "Niêm yết công khai quyết toán ngân sách xã", units.xa_mau, "2025-12-31", 1)
    event(in_time, kinds.HANDED_IN, "2025-12-20", hats.clerk, product="Báo cáo 101/BC-UBND")
    event(in_time, kinds.CONFIRMED, "2025-12-22", hats.leader)
    late = task("late", "Họp thôn Một bàn mức đóng góp làm đường", units.thon_mot, "2026-03-31", 2)
    event(late, kinds.HANDED_IN, "2026-04-09", hats.reporter, product="Biên bản họp thôn 09/4/2026")
    overdue = task("overdue", "Họp thôn Hai bàn mức đóng góp làm đường", units.thon_hai, "2026-06-30", 2)
    running = task("running", "Rà soát, sửa đổi quy ước thôn", units.xa_mau, "2026-10-31")
    event(
        running,
        kinds.EXTENDED,
        "2026-10-20",
        hats.leader,
        note="Chờ hướng dẫn của tỉnh",
        new_due=datetime.date(2026, 12, 31),
    )
    return SimpleNamespace(in_time=in_time, late=late, overdue=overdue, running=running)


def _form(
    units: SimpleNamespace, programme: Programme, hats: SimpleNamespace
) -> tuple[SimpleNamespace, Form]:
    def indicator(code: str, name: str, measure: str, **shape: object) -> Indicator:
        return figures.define_indicator(
            unit=units.xa_mau,
            code=code,
            name=name,
            measure=measure,
            start=START,
            ref=ref("indicator", code),
            actor=hats.clerk,
            now=moment("2025-08-06"),
            **{"nature": "flow", "over_time": "sum", "over_tree": "sum", **shape},  # type: ignore[arg-type]
        )

    meetings = indicator("hop-thon", "Cuộc họp thôn", "cuộc")
    households = indicator("ho-du-hop", "Lượt hộ dự họp", "hộ")
    works = indicator("cong-trinh", "Công trình dân bàn và quyết định", "công trình")
    form = figures.define_form(
        unit=units.xa_mau,
        programme=programme,
        title="Báo cáo thực hiện dân chủ ở thôn",
        period_kind="quarter",
        due_days=5,
        start=START,
        items=[figures.Item(one, low=0) for one in (meetings, households, works)],
        ref=ref("form"),
        actor=hats.clerk,
        now=moment("2025-08-06"),
    )
    set_target(
        programme=programme,
        indicator=meetings.ref,
        unit=units.xa_mau,
        period=QUARTER,
        kind=Target.Kind.ASSIGNED,
        bounds=Bounds(Target.Sense.AT_LEAST, low=Decimal(6)),
        actor=hats.clerk,
        now=moment("2025-08-06"),
    )
    return SimpleNamespace(meetings=meetings, households=households, works=works), form


def _reports(
    units: SimpleNamespace, form: Form, hats: SimpleNamespace
) -> tuple[SimpleNamespace, SimpleNamespace]:
    """The third quarter: one returned and then approved, one handed in late, one that nobody has sent.

    In the quarter before, the first village has a draft.
    """
    villages = {name: getattr(units, name) for name in ("thon_mot", "thon_hai", "thon_ba")}
    opened = {
        due.unit_id: due
        for due in figures.open_period(
            form=form,
            period=QUARTER,
            units=list(villages.values()),
            actor=hats.clerk,
            now=moment("2026-09-15"),
        )
    }
    dues = {name: opened[unit.pk] for name, unit in villages.items()}
    before = figures.open_period(
        form=form,
        period=QUARTER.previous(),
        units=[units.thon_mot],
        actor=hats.clerk,
        now=moment("2026-06-15"),
    )
    approved = _send(dues["thon_mot"], {1: "2", 2: "150", 3: "0"}, hats.reporter, "2026-10-02")
    figures.return_report(
        report=approved,
        reason="Số hộ chưa khớp biên bản",
        cells=[2],
        actor=hats.approver,
        now=moment("2026-10-03"),
    )
    approved.refresh_from_db()
    figures.save_cells(report=approved, typed={2: "148"}, actor=hats.reporter, now=moment("2026-10-04"))
    approved.refresh_from_db()
    approved = figures.submit_report(report=approved, actor=hats.reporter, now=moment("2026-10-04", 10))
    approved = figures.approve_report(report=approved, actor=hats.approver, now=moment("2026-10-05"))
    late = _send(dues["thon_hai"], {1: "1", 2: "97", 3: "không áp dụng"}, hats.second_reporter, "2026-10-20")
    draft = figures.start_report(due=before[0], actor=hats.reporter, now=moment("2026-07-02"))
    return SimpleNamespace(**dues, before=before[0]), SimpleNamespace(
        approved=approved, late=late, draft=draft
    )


def _send(due: Due, typed: dict[int, str], hat: Hat, day: str) -> Report:
    report = figures.start_report(due=due, actor=hat, now=moment(day))
    report = figures.save_cells(report=report, typed=typed, actor=hat, now=moment(day))
    return figures.submit_report(report=report, actor=hat, now=moment(day))


def _carry(
    units: SimpleNamespace,
    papers: SimpleNamespace,
    programme: Programme,
    tasks: SimpleNamespace,
    hats: SimpleNamespace,
) -> None:
    """The commune carries the directive down by its plan, the programme and a task; point 3 nobody carries."""
    first, second, _third = papers.bo_chinh_tri.clauses.order_by("order")
    links = (
        (None, Implements.Carrier.DIRECTIVE, papers.ke_hoach.ref),
        (first, Implements.Carrier.PROGRAMME, programme.ref),
        (first, Implements.Carrier.TASK, tasks.in_time.ref),
        (second, Implements.Carrier.TASK, tasks.overdue.ref),
    )
    for clause, carrier, carrier_ref in links:
        implement(
            directive=papers.bo_chinh_tri,
            clause=clause,
            carrier=carrier,
            carrier_ref=carrier_ref,
            unit=units.xa_mau,
            on=datetime.date(2025, 8, 6),
            actor=hats.clerk,
            now=moment("2025-08-06"),
        )
