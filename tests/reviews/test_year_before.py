"""Beside what a period brought stands what the same period of the year before had brought, and the year's target."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.reviews.test_of_the_period import material
from tests.world import World, moment

from tongket.figures import actions as figures
from tongket.programmes.actions import Bounds, set_target
from tongket.programmes.models import Target
from tongket.reviews.compose import compose
from tongket.reviews.compose.figures import _change
from tongket.reviews.material import Material, Result, Value
from tongket.viet.period import Period
from tongket.writer.document import Paragraph, Table

pytestmark = pytest.mark.django_db
BEFORE = Period.parse("2025-Q3")


def told_before(world: World, **meetings: str) -> None:
    """Approved reports of the same quarter of the year before, all villages being due."""
    villages = [world.units.thon_mot, world.units.thon_hai, world.units.thon_ba]
    opened = figures.open_period(
        form=world.form, period=BEFORE, units=villages, actor=world.hats.clerk, now=moment("2025-09-15")
    )
    dues = {due.unit_id: due for due in opened}
    hats = {"thon_mot": world.hats.reporter, "thon_hai": world.hats.second_reporter}
    for name, typed in meetings.items():
        hat = hats[name]
        report = figures.start_report(
            due=dues[getattr(world.units, name).pk], actor=hat, now=moment("2025-10-02")
        )
        typed_cells = {1: typed, 2: "100", 3: "0"}
        report = figures.save_cells(report=report, typed=typed_cells, actor=hat, now=moment("2025-10-02"))
        report = figures.submit_report(report=report, actor=hat, now=moment("2025-10-02"))
        figures.approve_report(report=report, actor=world.hats.approver, now=moment("2025-10-05"))


def said(found: Material) -> str:
    blocks = [block for block in compose(found).body if isinstance(block, Paragraph)]
    return "\n".join("".join(part.text for part in block.content) for block in blocks)


def test_without_figures_of_the_year_before_nothing_is_compared(world: World):
    found = material(world, "2026-Q3")
    assert all(result.before is None for result in found.results)
    assert "cùng kỳ" not in said(found)


def test_the_same_period_of_the_year_before_stands_beside_the_whole_and_each_unit(world: World):
    told_before(world, thon_mot="5")
    found = material(world, "2026-Q3")
    meetings = next(one for one in found.results if one.name == "Cuộc họp thôn")
    assert meetings.before is not None
    assert (meetings.before.text, meetings.before_day) == ("5", "quý III năm 2025")
    assert "cùng kỳ năm trước (quý III năm 2025): 5. Có số liệu của" in said(found), (
        "not whole: no change is told"
    )
    rows = {row.name: row.before.text for row in meetings.rows if row.before}
    assert rows == {"Thôn Một": "5", "Thôn Hai": "chưa báo cáo", "Thôn Ba": "chưa báo cáo"}
    table = next(
        block
        for block in compose(found).body
        if isinstance(block, Table) and block.caption.startswith("Cuộc họp thôn theo đơn vị")
    )
    heads = [column.title for column in table.columns]
    assert heads.index("quý III năm 2025") + 1 == heads.index("quý III năm 2026")
    assert len(table.rows[0]) == len(heads)


def test_how_much_more_is_told_where_all_who_were_due_have_told():
    one = Result("Cuộc họp thôn", "cuộc", "reported", "quý III năm 2026", Value("7", number=7))
    whole = replace(one, before=Value("5", number=5), before_whole=True)
    assert _change(whole) == ", tăng 2"
    assert _change(replace(whole, before=Value("7", number=7))) == ", bằng cùng kỳ"
    assert _change(replace(whole, before=Value("9", number=9))) == ", giảm 2"
    assert _change(replace(whole, before_whole=False)) == ""


def test_a_target_of_the_year_is_named_in_the_review_of_a_part_of_it(world: World):
    set_target(
        programme=world.programme, indicator=world.indicators.meetings.ref, unit=world.units.xa_mau,
        period=Period.parse("2026"), kind=Target.Kind.ASSIGNED, bounds=Bounds(Target.Sense.AT_LEAST, low=Decimal(24)),
        actor=world.hats.clerk, now=moment("2026-01-06"),
    )  # fmt: skip
    told = said(material(world, "2026-Q3"))
    assert "Chỉ tiêu được giao cho năm 2026: ít nhất 24 cuộc; đến hết quý III năm 2026: 2 cuộc." in told
    assert "Chỉ tiêu được giao cho" not in said(material(world, "2026"))
