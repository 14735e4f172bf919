"""The Front asks, gives, rolls up and ranks over its own line by the same code as the State: no place of the State's
tree is touched."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from tests.figures.conftest import make_hat, moment
from tests.figures.screen import browser, text_of

from tongket.base import clock
from tongket.base.models import Installation
from tongket.figures import actions
from tongket.figures.models import Form, Indicator
from tongket.figures.queries.kept import forget
from tongket.figures.queries.load import likely_asked
from tongket.figures.queries.opening import groups_for
from tongket.programmes.actions import Bounds, set_target, start_programme
from tongket.programmes.models import Programme, Target
from tongket.units.actions import NewUnit, establish_unit
from tongket.units.hats import SYSTEM, Hat
from tongket.units.models import Kind, Line, Role, Tier, Unit
from tongket.viet.period import Period

pytestmark = pytest.mark.django_db
YEAR, NOW = Period.parse("2025"), moment("2026-02-10")
SEEN = "/so-lieu/chuong-trinh/dai-doan-ket"
COMMUNES = 10


@dataclass
class Front:
    province: Unit
    communes: list[Unit]
    clerk: Hat
    approver: Hat
    programme: Programme
    fed: Indicator
    form: Form


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    forget()
    yield
    forget()


def _establish(name: str, tier: str, kind: str, above: Unit | None, line: str) -> Unit:
    new = NewUnit(tier, name, above, kind=kind, sample=True)
    return establish_unit(
        new=new, day=date(2020, 1, 1), decision="", line=line, actor=SYSTEM, now=moment("2025-01-02")
    )


@pytest.fixture
def front() -> Front:
    """A province of the State with its communes, and beside it the Front's committees, each in its own line."""
    place = _establish("Tỉnh Mẫu", Tier.PROVINCE, Kind.PROVINCE, None, Line.STATE)
    for number in range(1, COMMUNES + 1):
        _establish(f"Xã {number:02}", Tier.COMMUNE, Kind.COMMUNE, place, Line.STATE)
    province = _establish("Ủy ban MTTQ tỉnh Mẫu", Tier.OFFICE, Kind.OFFICE, None, Line.FRONT)
    communes = [
        _establish(f"Ủy ban MTTQ xã {number:02}", Tier.OFFICE, Kind.OFFICE, province, Line.FRONT)
        for number in range(1, COMMUNES + 1)
    ]
    Installation.objects.create(
        pk=1, name="Thử", main_host="testserver", unit_id=place.pk, made_at=moment("2025-01-01")
    )
    clerk = make_hat("Văn thư Mặt trận", province, Role.CLERK, "Văn thư")
    approver = make_hat("Duyệt Mặt trận", province, Role.APPROVER, "Phó Chủ tịch")
    who = {"actor": clerk, "now": moment("2025-01-06")}
    programme = start_programme(
        unit=province, slug="dai-doan-ket", kind=Programme.Kind.PROGRAMME, title="Đại đoàn kết", public=True,
        term=YEAR, **who,
    )  # fmt: skip
    fed = actions.define_indicator(
        unit=province, code="hop-ngay-hoi", name="Khu dân cư tổ chức Ngày hội", measure="khu", nature="flow",
        over_time="sum", over_tree="sum", start=date(2025, 1, 1), **who,
    )  # fmt: skip
    form = actions.define_form(
        unit=province, programme=programme, title="Báo cáo của Mặt trận", period_kind="year", due_days=10,
        start=date(2025, 1, 1), items=[actions.Item(fed, low=0)], **who,
    )  # fmt: skip
    return Front(province, communes, clerk, approver, programme, fed, form)


def _reported(front: Front) -> None:
    """Each committee told as many as its number; the last has not."""
    opened = {"form": front.form, "period": YEAR, "actor": front.clerk, "now": moment("2025-12-20")}
    dues = actions.open_period(units=front.communes, **opened)
    for number, due in enumerate(dues, start=1):
        reporter = make_hat(f"Báo {number}", due.unit, Role.REPORTER, "Chuyên viên")
        who = {"actor": reporter, "now": moment("2026-01-08")}
        report = actions.start_report(due=due, **who)
        report = actions.save_cells(report=report, typed={1: str(number)}, **who)
        report = actions.submit_report(report=report, **who)
        actions.approve_report(report=report, actor=front.approver, now=moment("2026-01-09"))
    set_target(
        programme=front.programme, indicator=front.fed.ref, unit=front.communes[0], period=YEAR,
        kind=Target.Kind.ASSIGNED, bounds=Bounds("at_least", Decimal(3)), actor=front.clerk, now=moment("2026-01-10"),
    )  # fmt: skip


def _rows(front: Front, where: str) -> list[list[str]]:
    answer = browser(front.clerk).get(f"{SEEN}/{where}/tai-ve.csv?ky=2025")
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_front_asks_its_own_committees_and_nobody_of_the_state(front: Front):
    asked = set(likely_asked(front.programme, NOW.date()))
    assert asked == {one.pk for one in front.communes}
    offered = {unit for group in groups_for(front.form, NOW.date()) for unit in group.units}
    assert offered == asked
    page = text_of(browser(front.clerk).get(front.form.get_absolute_url()))
    assert "trong Mặt trận" in page


def test_what_they_give_is_rolled_up_and_ranked_in_their_own_line(front: Front):
    _reported(front)
    total = sum(range(1, COMMUNES + 1))
    table = {row[0]: row[1:] for row in _rows(front, "bang") if row}
    assert table["Ủy ban MTTQ xã 07"][0] == "7"
    assert table["Tổng cộng"][0] == str(total)
    assert not any(name.startswith("Xã ") for name in table)
    assert table["Ủy ban MTTQ xã 01"][1] == "chưa đạt"
    sent = _rows(front, "day-du")[-1]
    assert sent[1:3] == [str(COMMUNES), str(COMMUNES)]
    ranked = [row[:3] for row in _rows(front, "xep-hang") if row and row[0].isdecimal()]
    assert [row[1] for row in ranked[:2]] == ["Ủy ban MTTQ xã 10", "Ủy ban MTTQ xã 09"]
    assert len(ranked) == COMMUNES
    trend = _rows(front, "dien-bien")[-1]
    assert trend[1] == str(total)


def test_the_sum_of_the_front_opens_its_trail(front: Front):
    _reported(front)
    where = reverse("figures:sum", args=[front.fed.ref, front.province.ref, "2025", "reported"])
    page = text_of(browser(front.clerk).get(where))
    assert "55" in page
    assert "Ủy ban MTTQ xã 03" in page
