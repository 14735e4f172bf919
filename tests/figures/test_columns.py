"""The columns of a report on the pages of a report and of a period, and behind them the figures of a broken tree."""

from datetime import date
from decimal import Decimal

from django.urls import reverse
from tests.figures.conftest import YEAR, Stage, make_unit, moment
from tests.figures.screen import browser, installed, text_of

from tongket.figures import actions
from tongket.figures.columns import paper_table, said
from tongket.figures.models import Figure
from tongket.figures.queries.columns import ColumnTable, columns_of_unit, columns_under
from tongket.programmes.models import Target
from tongket.rollup.columns import Column
from tongket.units.models import Closure, Line, Succession, Transfer
from tongket.viet.period import Period

__all__ = ["installed"]
DAY, NOW = date(2026, 3, 1), moment("2026-03-01")


def took_over(stage: Stage, value: int, period: str, unit: object = None, kind: str = "final") -> Figure:
    return actions.take_over_figure(
        indicator=stage.households, unit=unit or stage.xa_mau, period=Period.parse(period), value=value,
        evidence_text="Niên giám thống kê", kind=kind, actor=stage.hats.clerk, now=moment("2026-01-20"),
    )  # type: ignore[arg-type]  # fmt: skip


def plan(stage: Stage, kind: str, low: int, unit: object = None) -> None:
    Target.objects.create(
        programme=stage.programme, indicator=stage.households.ref, unit=unit or stage.xa_mau, period="2025",
        period_start=YEAR.start, period_end=YEAR.end, kind=kind, sense="at_least", low=low,
    )  # fmt: skip


def _text(table: ColumnTable, column: Column, line: int = 0) -> str:
    return said(table.lines[line], column).written()


def test_a_report_stands_beside_the_plan_and_last_year(stage: Stage):
    took_over(stage, 1200, "2024")
    plan(stage, "assigned", 1300)
    plan(stage, "pledged", 1234)
    stage.approved()
    table = columns_of_unit(stage.form, YEAR, stage.xa_mau, day=DAY, as_of=NOW)
    wanted = {"assigned": "1.300", "pledged": "1.234", "last_year": "1.200", "this": "1.234", "to_date": "1.234",
              "of_assigned": "94,9", "of_pledged": "100,0", "of_last_year": "102,8"}  # fmt: skip
    assert {str(one): _text(table, one) for one in table.shown} == wanted
    page = text_of(browser(stage.hats.reporter).get(stage.due().get_absolute_url()))
    assert "So với kế hoạch và cùng kỳ" in page
    assert 'data-th="Kế hoạch năm (mức giao)">1.300<' in page


def test_a_line_that_does_not_apply_says_so_and_a_part_is_no_plan(stage: Stage):
    plan(stage, "assigned", 1300)
    stage.approved()
    table = columns_of_unit(stage.form, YEAR, stage.xa_mau, day=DAY, as_of=NOW)
    assert said(table.lines[3], Column.THIS).state == "not_applicable"
    assert said(table.lines[3], Column.LAST_YEAR).state == "not_due"
    assert table.lines[1].columns.assigned is None


def test_the_sum_under_the_unit_that_asks_says_how_many_have_told_it(stage: Stage):
    stage.approved()
    table = columns_under(stage.form, YEAR, day=DAY, as_of=NOW)
    assert table is not None
    one = said(table.lines[0], Column.THIS)
    assert (one.written(), one.reported, one.expected) == ("1.234", 1, 2)
    address = reverse("figures:period", args=[stage.form.ref, "2025"])
    page = text_of(browser(stage.hats.clerk).get(address))
    assert "Cộng các báo cáo đã được duyệt theo hệ thống chính quyền" in page
    assert "(1/2 báo cáo)" in page
    assert "So với kế hoạch" not in text_of(browser(stage.hats.reporter).get(address)), (
        "one of two sees no sum"
    )


def test_the_year_before_a_merger_is_told_by_those_that_went_into_the_unit(stage: Stage):
    old = [make_unit(name, "commune", "commune", stage.province) for name in ("Xã Cũ Một", "Xã Cũ Hai")]
    event = Succession.objects.create(
        line=Line.STATE, day=date(2025, 7, 1), number=1, what="merge", decision="1/NQ"
    )
    for unit in old:
        took_over(stage, 500, "2024", unit)
        Closure.objects.filter(descendant=unit).update(end=date(2025, 7, 1))
        Transfer.objects.create(succession=event, source=unit, target=stage.xa_mau, whole=True)
    stage.approved()
    table = columns_of_unit(stage.form, YEAR, stage.xa_mau, day=DAY, as_of=NOW)
    assert (_text(table, Column.THIS), _text(table, Column.LAST_YEAR)) == ("1.234", "1.000")


def test_an_estimate_stands_alone_and_marked_until_the_final_figure_comes(stage: Stage):
    took_over(stage, 1250, "2025", kind="estimate")
    table = columns_of_unit(stage.form, YEAR, stage.xa_mau, day=DAY, as_of=NOW)
    assert said(table.lines[0], Column.THIS).state == "not_reported"
    guess = said(table.lines[0], Column.EXPECTED)
    assert (guess.values, guess.marks) == ((Decimal(1250),) * 2, ("estimated",))
    stage.approved()
    after = columns_of_unit(stage.form, YEAR, stage.xa_mau, day=DAY, as_of=NOW)
    assert Column.EXPECTED not in after.shown
    assert _text(after, Column.THIS) == "1.234"


def test_the_table_of_a_paper_keeps_states_marks_and_trails(stage: Stage):
    report = stage.approved()
    table = paper_table(columns_of_unit(stage.form, YEAR, stage.xa_mau, day=DAY, as_of=NOW), "Số liệu")
    place = [column.title for column in table.columns].index("Kỳ này")
    figure = report.figures.get(indicator=stage.households, breakdown=0)
    assert table.rows[0][place].ref == str(figure.ref)
    assert table.rows[3][place].marks == ("not_applicable",)
