"""A toy province with two communes, the people who hold posts there, and a programme that asks them for figures."""

import datetime
import pickle
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest
from django.db import connection
from tests.kept import kept

from tongket.base.clock import at_hanoi
from tongket.base.models import Account
from tongket.figures import actions
from tongket.figures.models import Due, Figure, Form, Indicator, Report
from tongket.programmes.models import Programme
from tongket.units.hats import Hat, hat_of
from tongket.units.models import OPEN, Appointment, Closure, Line, Role, Unit, UnitVersion
from tongket.viet.period import Period
from tongket.viet.text import fold, name_key, sort_key

START = datetime.date(2020, 1, 1)
YEAR = Period.parse("2025")


def moment(day: str, hour: int = 9) -> datetime.datetime:
    return at_hanoi(datetime.date.fromisoformat(day), hour)


def make_unit(name: str, tier: str, kind: str, *above: Unit) -> Unit:
    """A unit with its version and its closure rows; `above` runs from the parent to the root."""
    unit = Unit.objects.create(tier=tier, sample=True)
    UnitVersion.objects.create(
        unit=unit,
        line=Line.STATE,
        parent=above[0] if above else None,
        kind=kind,
        name=name,
        short_name=name,
        folded=fold(name),
        sort_key=sort_key(name),
        start=START,
        end=OPEN,
    )
    for depth, ancestor in enumerate([unit, *above]):
        Closure.objects.create(
            line=Line.STATE, ancestor=ancestor, descendant=unit, depth=depth, start=START, end=OPEN
        )
    return unit


def make_hat(name: str, unit: Unit, role: str, post: str, account: Account | None = None) -> Hat:
    account = account or Account.objects.create(
        username=fold(name).replace(" ", "."), name=name, name_key=name_key(name)
    )
    held = Appointment.objects.create(account=account, unit=unit, post=post, role=role, start=START, end=OPEN)
    return hat_of(held)


@dataclass
class Stage:
    """Everything the tests of this room stand on."""

    province: Unit
    xa_mau: Unit
    xa_khac: Unit
    hats: SimpleNamespace
    programme: Programme
    households: Indicator
    poor: Indicator
    rate: Indicator
    form: Form
    dues: dict[int, Due] = field(default_factory=dict)

    def due(self, unit: Unit | None = None) -> Due:
        return self.dues[(unit or self.xa_mau).pk]

    def draft(self, typed: dict[int, str] | None = None) -> Report:
        report = actions.start_report(due=self.due(), actor=self.hats.reporter, now=moment("2026-01-02"))
        cells = typed if typed is not None else {1: "1.234", 2: "34", 3: "1.200", 4: "không áp dụng"}
        return actions.save_cells(
            report=report, typed=cells, actor=self.hats.reporter, now=moment("2026-01-02")
        )

    def submitted(self, typed: dict[int, str] | None = None, day: str = "2026-01-03") -> Report:
        return actions.submit_report(report=self.draft(typed), actor=self.hats.reporter, now=moment(day))

    def along(self, report: Report, whole: int) -> dict[Figure, int]:
        """What else is corrected when the households of a report become `whole`, so that its parts make it."""
        return {report.figures.get(breakdown__first="hộ khác"): whole - 34}

    def approved(self, typed: dict[int, str] | None = None) -> Report:
        return actions.approve_report(
            report=self.submitted(typed), actor=self.hats.approver, now=moment("2026-01-05")
        )

    def corrected(
        self, value: int = 1000, day: str = "2026-02-01", reason: str = "Cộng sót"
    ) -> tuple[Figure, Figure]:
        """The wrong number of households of an approved report, and the right one that stands beside it."""
        report = self.approved()
        wrong = Figure.objects.get(report=report, indicator=self.households, breakdown=0)
        right = actions.correct_figure(
            figure=wrong,
            value=value,
            along=self.along(report, value),
            reason=reason,
            actor=self.hats.approver,
            now=moment(day),
        )
        return wrong, right


def _indicator(unit: Unit, hat: Hat, code: str, name: str, measure: str, **more: object) -> Indicator:
    shape = {"nature": "stock", "over_time": "last", "over_tree": "sum", **more}
    return actions.define_indicator(
        unit=unit,
        code=code,
        name=name,
        measure=measure,
        start=START,
        actor=hat,
        now=moment("2025-01-02"),
        **shape,
    )


@pytest.fixture(scope="module")
def stood(django_db_setup, django_db_blocker) -> Iterator[Stage | None]:
    """On SQLite alone: elsewhere it would lie in a transaction, and some tests here have their own."""
    standing = kept("stage", build_stage) if connection.vendor == "sqlite" else nullcontext()
    with django_db_blocker.unblock(), standing as made:
        yield made


@pytest.fixture
def stage(stood: Stage | None, db: None) -> Stage:
    """Each test has its own; built anew where a test with transactions of its own has emptied the tables."""
    return pickle.loads(pickle.dumps(stood)) if Unit.objects.exists() else build_stage()  # noqa: S301


def build_stage() -> Stage:
    province = make_unit("Tỉnh Mẫu", "province", "province")
    xa_mau = make_unit("Xã Mẫu", "commune", "commune", province)
    xa_khac = make_unit("Xã Khác", "commune", "commune", province)
    hats = SimpleNamespace(
        clerk=make_hat("Lê Thị Văn Thư", province, Role.CLERK, "Văn thư tỉnh"),
        approver=make_hat("Trần Văn Duyệt", province, Role.APPROVER, "Trưởng phòng Tổng hợp"),
        leader=make_hat("Phạm Thị Lãnh Đạo", xa_mau, Role.LEADER, "Chủ tịch UBND xã"),
        reporter=make_hat("Nguyễn Văn Báo", xa_mau, Role.REPORTER, "Công chức Văn phòng - Thống kê"),
        stranger=make_hat("Hoàng Văn Lạ", xa_khac, Role.REPORTER, "Công chức Văn phòng - Thống kê"),
    )
    programme = Programme.objects.create(
        unit=province,
        slug="dan-chu-co-so",
        kind="programme",
        title="Thực hiện dân chủ ở cơ sở",
        folded="thuc hien dan chu o co so",
        term="2022..2025",
        term_start=datetime.date(2022, 1, 1),
        term_end=datetime.date(2026, 1, 1),
        state="running",
        public=True,
    )
    households = _indicator(province, hats.clerk, "so-ho", "Số hộ", "hộ")
    poor = _indicator(province, hats.clerk, "ho-ngheo", "Số hộ nghèo", "hộ")
    rate = _indicator(province, hats.clerk, "ty-le", "Tỷ lệ hài lòng", "%", decimals=1, over_tree="mean")
    form = actions.define_form(
        unit=province,
        programme=programme,
        title="Báo cáo năm về dân chủ ở cơ sở",
        period_kind="year",
        due_days=5,
        start=START,
        items=[
            actions.Item(households, low=0),
            actions.Item(households, first="hộ nghèo", part_of=1, low=0),
            actions.Item(households, first="hộ khác", part_of=1, low=0),
            actions.Item(rate, low=0, high=1000),
        ],
        actor=hats.clerk,
        now=moment("2025-01-02"),
    )
    made = Stage(province, xa_mau, xa_khac, hats, programme, households, poor, rate, form)
    dues = actions.open_period(
        form=form, period=YEAR, units=[xa_mau, xa_khac], actor=hats.clerk, now=moment("2025-12-15")
    )
    made.dues = {due.unit_id: due for due in dues}
    return made
