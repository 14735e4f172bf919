"""What was ordered, promised and done: directives, a programme with its tasks, reports, awards, reviews."""

import datetime
from types import SimpleNamespace

from tests.world.people import START, TODAY, moment, ref

from tongket.directives.actions import (
    NewClause,
    brief,
    give_duty,
    implement,
    link_directives,
    register_directive,
)
from tongket.directives.models import Directive, Implements, Link
from tongket.programmes.actions import NewParty, give_task, record_event, start_programme
from tongket.programmes.models import Party, Programme, Task, TaskEvent
from tongket.units.hats import SYSTEM, Hat
from tongket.units.models import Unit
from tongket.viet.period import Period


def make_papers(units: SimpleNamespace, hats: SimpleNamespace) -> SimpleNamespace:
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


def make_programme(units: SimpleNamespace, papers: SimpleNamespace, hats: SimpleNamespace) -> Programme:
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


def make_tasks(
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


def carry(
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
