"""One table of a review sets the whole beside the year's plan and the year before, as a report has it."""

from decimal import Decimal

import pytest
from tests.reviews.test_of_the_period import material
from tests.reviews.test_year_before import told_before
from tests.world import World, moment

from tongket.figures.actions.estimates import estimate
from tongket.figures.models import Due
from tongket.programmes.actions import Bounds, set_target
from tongket.programmes.models import Target
from tongket.reviews.compose import compose
from tongket.viet.period import Period
from tongket.writer.document import Cell, Table, from_json, to_json

pytestmark = pytest.mark.django_db
EARLY = moment("2026-11-01")


def plan_the_year(world: World) -> None:
    for kind, low in ((Target.Kind.ASSIGNED, 8), (Target.Kind.PLEDGED, 10)):
        set_target(
            programme=world.programme, indicator=world.indicators.meetings.ref, unit=world.units.xa_mau,
            period=Period.parse("2026"), kind=kind, bounds=Bounds(Target.Sense.AT_LEAST, low=Decimal(low)),
            actor=world.hats.clerk, now=moment("2026-01-06"),
        )  # fmt: skip


def first_row(table: Table) -> dict[str, Cell]:
    return dict(zip((column.title for column in table.columns), table.rows[0], strict=True))


def test_a_quarter_stands_beside_the_plan_of_its_year_the_year_before_and_the_year_so_far(world: World):
    told_before(world, thon_mot="5")
    plan_the_year(world)
    found = material(world, "2026-Q3")
    table = found.columns
    assert table is not None
    row = first_row(table)
    assert {title: cell.text for title, cell in row.items() if title not in ("TT", "Chỉ tiêu", "ĐVT")} == {
        "Kế hoạch năm (mức giao)": "8",
        "Kế hoạch năm (mức đăng ký)": "10",
        "Cùng kỳ năm trước": "5",
        "Kỳ này": "2",
        "Lũy kế từ đầu năm": "2",
        "% so kế hoạch (mức giao)": "25,0",
        "% so mức đăng ký": "20,0",
        "% so cùng kỳ": "40,0",
    }
    result = next(one for one in found.results if one.name == row["Chỉ tiêu"].text)
    assert result.before is not None
    assert (row["Kỳ này"].ref, row["Cùng kỳ năm trước"].ref) == (result.total.ref, result.before.ref)
    assert row["Lũy kế từ đầu năm"].ref.endswith("/2026-9M/reported")
    assert (table.source.covered, table.source.expected) == (result.covered, result.expected)


def test_a_year_is_made_of_the_quarters_that_are_reported(world: World):
    told_before(world, thon_mot="5")
    plan_the_year(world)
    table = material(world, "2026").columns
    assert table is not None
    row = first_row(table)
    assert (row["Kỳ này"].text, row["Cùng kỳ năm trước"].text, row["% so kế hoạch (mức giao)"].text) == (
        "2", "5", "25,0",
    )  # fmt: skip
    assert "Lũy kế từ đầu năm" not in row
    assert "lượt báo cáo" in table.source.text


def test_it_opens_the_results_and_is_frozen_with_them(world: World):
    told_before(world, thon_mot="5")
    document = compose(material(world, "2026-Q3"))
    table = next(b for b in document.body if isinstance(b, Table) and "cùng kỳ" in b.caption)
    assert table.caption == "Số liệu so với kế hoạch và cùng kỳ, quý III năm 2026"
    assert from_json(to_json(document)) == document


def test_what_has_nothing_to_stand_beside_has_no_such_table(world: World):
    assert material(world, "2026-08").columns is None, "no month is reported"
    assert material(world, "2025-Q3").columns is None, "nobody was due"


def test_an_estimate_stands_in_its_own_column_with_its_mark(world: World):
    """A quarter that was not approved is estimated: with it the year comes to more."""
    due = Due.objects.get(unit=world.units.thon_mot, period="2026-Q2")
    estimate(due=due, typed={1: "4", 2: "100", 3: "0"}, actor=world.hats.reporter, now=EARLY)
    table = material(world, "2026").columns
    assert table is not None
    row = first_row(table)
    assert (row["Kỳ này"].text, row["Kỳ này"].marks) == ("2", ())
    assert (row["Ước thực hiện cả kỳ"].text, row["Ước thực hiện cả kỳ"].marks) == ("6", ("estimated",))
