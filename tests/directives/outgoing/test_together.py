"""Sixteen clerks at once: numbers of papers without gap or double, in the arrival book and in the series of a kind."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from tests.base.together import run_together

from tongket.base.series import check_series
from tongket.units.models import Kind, Line, Tier, Unit, UnitVersion
from tongket.units.tree import BEFORE, OPEN

pytestmark = pytest.mark.slow
SIXTEEN = 16
# On a busy machine SQLite lets a writer wait for ten seconds and then gives up; nothing of it is kept, and one
# tries again.
AGAIN = """
from django.db import OperationalError
def again(write):
    while True:
        try:
            return write()
        except OperationalError as why:
            assert "locked" in str(why), why
"""
ARRIVE = (
    AGAIN
    + """
from datetime import date
from tongket.base.clock import now
from tongket.directives.incoming.actions import NewPaper, receive_paper
from tongket.units.hats import SYSTEM
from tongket.units.models import Unit
from tongket.viet.fault import Refusal
unit = Unit.objects.get()
for i in range(6):
    try:
        new = NewPaper("Sở Nội vụ", "Báo cáo" if i % 3 else " ", date(2026, 1, 5))
        print(again(lambda: receive_paper(unit=unit, new=new, actor=SYSTEM, now=now())).number)
    except Refusal as why:
        assert "no_abstract" in str(why), why
"""
)
GO_OUT = (
    AGAIN
    + """
from django.db import transaction
from tongket.base.clock import now
from tongket.directives.models import Outgoing
from tongket.directives.outgoing.actions import Draft, draft_paper, number_paper, skip_number
from tongket.units.hats import SYSTEM
from tongket.units.models import Unit
unit = Unit.objects.get()
draft = Draft(kind="KH", abstract="Kế hoạch", text="Nội dung")
who = {"actor": SYSTEM, "now": now()}

def number(paper, undone):
    with transaction.atomic():
        found = number_paper(paper=paper, **who).number
        if undone:
            raise LookupError
    return found

for i in range(4):
    paper = again(lambda: draft_paper(unit=unit, drafter=unit, draft=draft, **who))
    again(lambda: Outgoing.objects.filter(pk=paper.pk).update(state="signed"))
    if i == 2:
        print(again(lambda: skip_number(unit=unit, kind="KH", reason="ghi nhầm", **who)).partition("/")[0])
    try:
        print(again(lambda: number(paper, i == 3)))
    except LookupError:
        pass
"""
)


@pytest.fixture
def data(settings: LazySettings, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def committee(transactional_db: None) -> Unit:
    unit = Unit.objects.create(tier=Tier.OFFICE)
    UnitVersion.objects.create(
        unit=unit, line=Line.STATE, kind=Kind.OFFICE, name="Ủy ban nhân dân xã Mẫu", short_name="Mẫu",
        folded="mau", sort_key="mau", start=BEFORE, end=OPEN,
    )  # fmt: skip
    return unit


def test_arrival_numbers_have_no_gap_and_no_double(committee: Unit, data: Path):
    taken = [int(n) for printed in run_together(ARRIVE, times=SIXTEEN, data=data) for n in printed.split()]
    assert sorted(taken) == list(range(1, SIXTEEN * 4 + 1))


def test_numbers_of_plans_have_no_gap_but_those_with_a_reason(committee: Unit, data: Path):
    taken = [int(n) for printed in run_together(GO_OUT, times=SIXTEEN, data=data) for n in printed.split()]
    assert sorted(taken) == list(range(1, SIXTEEN * 4 + 1))
    assert check_series() == []
