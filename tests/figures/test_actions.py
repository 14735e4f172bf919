"""What happens to a report from draft to approved, and to the figures that come of it."""

import json

import pytest
from django.db import DatabaseError, connection, transaction
from tests.figures.conftest import YEAR, Stage, make_hat, moment

from tongket.base.clock import day_of
from tongket.base.models import Entry, Notice
from tongket.figures import actions
from tongket.figures.lines import FIELDS, digest
from tongket.figures.models import Cell, Due, Figure, Report, ReportEvent, Unstored
from tongket.units.hats import SYSTEM
from tongket.units.models import Role
from tongket.viet.fault import Refusal
from tongket.viet.period import Period


def codes(refused: pytest.ExceptionInfo[Refusal]) -> list[str]:
    return [fault.code for fault in refused.value.faults]


def facts_of(entry: Entry) -> dict[str, object]:
    return json.loads(bytes(entry.body))["facts"]


def recomputed(figures) -> str:
    return digest(figures.values_list(*FIELDS))


def test_who_is_due_is_frozen_with_a_day_five_working_days_after_the_year(stage: Stage):
    assert {due.unit for due in stage.dues.values()} == {stage.xa_mau, stage.xa_khac}
    assert day_of(stage.due().due_at).isoformat() == "2026-01-07"


def test_a_unit_on_the_list_already_keeps_its_day(stage: Stage):
    more = actions.open_period(
        form=stage.form, period=YEAR, units=[stage.xa_mau], actor=stage.hats.clerk, now=moment("2025-12-20")
    )
    assert more == []
    assert Due.objects.count() == 2


def test_a_period_of_another_kind_is_refused(stage: Stage):
    with pytest.raises(Refusal) as refused:
        actions.open_period(
            form=stage.form,
            period=Period.parse("2025-07"),
            units=[],
            actor=stage.hats.clerk,
            now=moment("2025-12-20"),
        )
    assert codes(refused) == ["figures.period_kind"]


def test_more_time_needs_a_reason_and_a_later_day(stage: Stage):
    extend = {"due": stage.due(), "actor": stage.hats.approver, "now": moment("2026-01-06")}
    with pytest.raises(Refusal) as refused:
        actions.extend_due(to=moment("2026-01-09"), reason=" ", **extend)
    assert codes(refused) == ["figures.reason_missing"]
    with pytest.raises(Refusal) as refused:
        actions.extend_due(to=moment("2026-01-05"), reason="Lũ lụt", **extend)
    assert codes(refused) == ["figures.extension_earlier"]
    due = actions.extend_due(to=moment("2026-01-09"), reason="Lũ lụt", **extend)
    assert due.deadline == moment("2026-01-09") > due.due_at


def test_a_draft_is_opened_once(stage: Stage):
    assert stage.draft().pk == stage.draft().pk
    assert ReportEvent.objects.filter(kind="opened").count() == 1


def test_what_was_typed_is_kept_even_when_it_is_wrong(stage: Stage):
    report = stage.draft({1: "mười hai", 2: " 5 "})
    cells = {cell.item.order: cell for cell in report.cells.all()}
    assert (cells[1].typed, cells[1].state, cells[1].value) == ("mười hai", Cell.State.BLANK, None)
    assert (cells[2].typed, cells[2].value) == ("5", 5)
    assert not Figure.objects.exists()


def test_a_second_writer_does_not_overwrite_the_first(stage: Stage):
    seen = stage.draft().version
    save = {"report": Report.objects.get(), "actor": stage.hats.reporter, "now": moment("2026-01-02")}
    actions.save_cells(typed={1: "5"}, version=seen, **save)
    with pytest.raises(Refusal) as refused:
        actions.save_cells(typed={1: "6"}, version=seen, **save)
    assert codes(refused) == ["figures.edited_meanwhile"]
    assert Cell.objects.get(item__order=1).typed == "5"


def test_a_report_with_faults_is_refused_whole_with_all_of_them(stage: Stage):
    report = stage.draft({1: "mười hai", 2: "-1", 3: "", 4: "100,1"})
    with pytest.raises(Refusal) as refused:
        actions.submit_report(report=report, actor=stage.hats.reporter, now=moment("2026-01-03"))
    assert codes(refused) == ["number.word", "figures.below", "figures.blank", "figures.above"]
    assert refused.value.faults[0].where == "Dòng 1 (Số hộ)"
    report.refresh_from_db()
    assert (report.state, report.submitted_at) == ("draft", None)


def test_parts_that_do_not_sum_to_their_whole_are_refused(stage: Stage):
    report = stage.draft({1: "10", 2: "4", 3: "5", 4: "50"})
    with pytest.raises(Refusal) as refused:
        actions.submit_report(report=report, actor=stage.hats.reporter, now=moment("2026-01-03"))
    assert codes(refused) == ["figures.parts_differ"]
    assert refused.value.faults[0].values == {"whole": "10", "parts": "9", "lines": "2, 3"}


def test_a_returned_report_keeps_what_was_typed_and_its_first_day(stage: Stage):
    report = stage.submitted()
    actions.return_report(
        report=report,
        reason="Dòng 2 thấp hơn quý trước",
        cells=[2],
        actor=stage.hats.approver,
        now=moment("2026-01-04"),
    )
    report.refresh_from_db()
    assert (report.state, actions.fit.typed_of(report)[1]) == ("returned", "1.234")
    again = actions.submit_report(report=report, actor=stage.hats.reporter, now=moment("2026-01-20"))
    assert again.submitted_at == moment("2026-01-03")
    assert [step.kind for step in report.events.order_by("at", "id")] == [
        "opened",
        "submitted",
        "returned",
        "submitted",
    ]
    assert Notice.objects.filter(unit_id=stage.xa_mau.pk, code="figures.returned").exists()


def test_a_return_without_a_reason_is_refused(stage: Stage):
    with pytest.raises(Refusal) as refused:
        actions.return_report(
            report=stage.submitted(), reason="", actor=stage.hats.approver, now=moment("2026-01-04")
        )
    assert codes(refused) == ["figures.reason_missing"]


def test_approval_turns_cells_into_figures_under_one_entry_that_holds_their_hash(stage: Stage):
    report = stage.approved()
    figures = Figure.objects.filter(report=report).order_by("id")
    assert [figure.value for figure in figures] == [1234, 34, 1200, None]
    assert {figure.source for figure in figures} == {"reported"}
    entry = figures[0].entry
    assert {figure.entry_id for figure in figures} == {entry.pk}
    assert facts_of(entry) == {"figures": recomputed(figures), "count": 4, "period": "2025"}
    assert Unstored.objects.count() == 4


def test_a_zero_and_a_cell_that_is_not_applicable_are_two_things(stage: Stage):
    stage.approved({1: "0", 2: "0", 3: "0", 4: "-"})
    assert Figure.objects.get(indicator=stage.rate).value is None
    assert Figure.objects.get(indicator=stage.households, breakdown=0).value == 0


def test_nobody_approves_what_they_handed_in_under_whatever_hat(stage: Stage):
    from tongket.base.models import Account

    account = Account.objects.get(pk=stage.hats.reporter.account_id)
    second_hat = make_hat("", stage.province, Role.APPROVER, "Phó Trưởng phòng", account)
    with pytest.raises(Refusal) as refused:
        actions.approve_report(report=stage.submitted(), actor=second_hat, now=moment("2026-01-05"))
    assert codes(refused) == ["figures.own_report"]
    assert not Figure.objects.exists()
    assert not Entry.objects.filter(kind="figures.approve").exists()


@pytest.mark.parametrize("who", ["reporter", "stranger", "leader", "clerk"])
def test_only_the_approver_above_approves(stage: Stage, who: str):
    with pytest.raises(Refusal) as refused:
        actions.approve_report(
            report=stage.submitted(), actor=getattr(stage.hats, who), now=moment("2026-01-05")
        )
    assert codes(refused) == ["grant.refused"]


def test_a_stranger_cannot_write_another_communes_report(stage: Stage):
    with pytest.raises(Refusal):
        actions.save_cells(
            report=stage.draft(), typed={1: "9"}, actor=stage.hats.stranger, now=moment("2026-01-02")
        )


def test_an_approved_report_is_not_edited_any_more(stage: Stage):
    report = stage.approved()
    report.state = "draft"
    with pytest.raises(Refusal) as refused:
        actions.save_cells(report=report, typed={1: "9"}, actor=stage.hats.reporter, now=moment("2026-01-06"))
    assert codes(refused) == ["figures.report_state"]


def part(report: Report, first: str) -> Figure:
    return Figure.objects.get(report=report, breakdown__first=first)


@pytest.mark.parametrize("wrong", ["", "hộ nghèo"])
def test_a_correction_after_which_the_parts_are_not_the_whole_is_refused(stage: Stage, wrong: str):
    report = stage.approved()
    whole = Figure.objects.get(report=report, indicator=stage.households, breakdown=0)
    with pytest.raises(Refusal) as refused:
        actions.correct_figure(
            figure=part(report, wrong) if wrong else whole,
            value=35, reason="Đếm lại", actor=stage.hats.approver, now=moment("2026-02-01"),
        )  # fmt: skip
    assert codes(refused) == ["figures.parts_differ"]
    assert not Figure.objects.exclude(supersedes=None).exists()


@pytest.mark.parametrize(("value", "code"), [(-1, "figures.below"), (1001, "figures.above")])
def test_a_correction_stays_within_the_bounds_of_the_form(stage: Stage, value: int, code: str):
    report = stage.approved()
    rate = Figure.objects.get(report=report, indicator=stage.rate)
    with pytest.raises(Refusal) as refused:
        actions.correct_figure(
            figure=rate, value=value, reason="Đếm lại", actor=stage.hats.approver, now=moment("2026-02-01")
        )
    assert codes(refused) == [code]


def test_a_whole_and_its_part_are_corrected_together_under_one_reason(stage: Stage):
    report = stage.approved()
    whole = Figure.objects.get(report=report, indicator=stage.households, breakdown=0)
    actions.correct_figure(
        figure=whole, value=1240, along={part(report, "hộ nghèo"): 40, part(report, "hộ khác"): 1200},
        reason="Rà soát lại", actor=stage.hats.approver, now=moment("2026-02-01"),
    )  # fmt: skip
    newer = Figure.objects.exclude(supersedes=None)
    assert sorted(newer.values_list("value", "reason")) == [(40, "Rà soát lại"), (1240, "Rà soát lại")]
    assert newer.values("entry").distinct().count() == 1
    assert report.events.filter(kind="corrected").count() == 1


def test_a_correction_stands_beside_what_it_corrects(stage: Stage):
    report = stage.approved()
    wrong = Figure.objects.get(report=report, breakdown=0, indicator=stage.households)
    right = actions.correct_figure(
        figure=wrong,
        value=1235,
        along=stage.along(report, 1235),
        reason="Cộng sót một hộ",
        actor=stage.hats.approver,
        now=moment("2026-02-01"),
    )
    assert (right.supersedes, right.report, right.source) == (wrong, report, "reported")
    assert Figure.objects.filter(pk=wrong.pk).exists()
    assert facts_of(right.entry)["figures"] == recomputed(Figure.objects.filter(entry=right.entry))
    with pytest.raises(Refusal) as refused:
        actions.correct_figure(
            figure=wrong, value=1, reason="Lại sửa", actor=stage.hats.approver, now=moment("2026-02-02")
        )
    assert codes(refused) == ["figures.superseded_already"]


def test_a_figure_from_a_document_names_the_document(stage: Stage):
    take = {"indicator": stage.poor, "unit": stage.province, "period": YEAR, "value": 7}
    act = {"actor": stage.hats.clerk, "now": moment("2026-03-01")}
    with pytest.raises(Refusal) as refused:
        actions.take_over_figure(evidence_text=" ", **take, **act)
    assert codes(refused) == ["figures.evidence_missing"]
    figure = actions.take_over_figure(evidence_text="Nghị quyết số 1, Điều 2", **take, **act)
    assert (figure.source, figure.value, figure.evidence_text) == ("taken_over", 7, "Nghị quyết số 1, Điều 2")


def rows(stage: Stage, *values: int) -> list[actions.Counted]:
    units = [stage.xa_mau, stage.xa_khac]
    return [actions.Counted(unit.pk, value, YEAR) for unit, value in zip(units, values, strict=True)]


def test_counting_again_writes_only_what_has_changed(stage: Stage):
    count = {"indicator": stage.poor, "how": "đếm từ danh sách", "actor": SYSTEM}
    first = actions.count_figures(rows=rows(stage, 3, 4), now=moment("2026-01-01"), **count)
    assert len(first) == 2
    assert actions.count_figures(rows=rows(stage, 3, 4), now=moment("2026-01-02"), **count).count() == 0
    assert Entry.objects.filter(kind="figures.count").count() == 1
    with pytest.raises(Refusal) as refused:
        actions.count_figures(rows=rows(stage, 3, 5), now=moment("2026-01-03"), **count)
    assert codes(refused) == ["figures.reason_missing"]
    (newer,) = actions.count_figures(
        rows=rows(stage, 3, 5), now=moment("2026-01-03"), reason="Danh sách đổi", **count
    )
    assert newer.supersedes == first[1]


def test_the_same_count_has_the_same_refs_on_every_database(stage: Stage):
    count = {"indicator": stage.poor, "rows": rows(stage, 3, 4), "how": "đếm", "now": moment("2026-01-01")}
    with transaction.atomic():
        once = [figure.ref for figure in actions.count_figures(**count)]
        transaction.set_rollback(True)
    assert [figure.ref for figure in actions.count_figures(**count)] == once


@pytest.mark.parametrize("sql", ["UPDATE figures_figure SET value = 9", "DELETE FROM figures_figure"])
def test_the_database_refuses_to_change_or_delete_a_figure(stage: Stage, sql: str):
    stage.approved()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert Figure.objects.filter(value=1234).exists()


def test_whoever_carries_on_a_former_unit_finishes_its_report(stage: Stage):
    from datetime import date

    from tongket.figures.queries import carriers
    from tongket.units.models import Succession, Transfer, UnitVersion

    report, now = stage.draft(), moment("2026-01-06")
    merged = Succession.objects.create(
        day=date(2026, 1, 5), number=1, what="merge", decision="Nghị quyết mẫu"
    )
    Transfer.objects.create(
        succession=merged, source=stage.xa_mau, target=stage.xa_khac, whole=True, writes=True
    )
    UnitVersion.objects.filter(unit=stage.xa_mau).update(end=date(2026, 1, 5))
    assert carriers(stage.xa_mau.pk, date(2026, 1, 4)) == ()
    assert carriers(stage.xa_mau.pk, date(2026, 1, 6)) == (stage.xa_khac.pk,)
    submitted = actions.submit_report(report=report, actor=stage.hats.stranger, now=now)
    assert (submitted.state, submitted.unit) == ("submitted", stage.xa_mau)


def test_a_reason_that_does_not_fit_is_refused_not_cut(stage: Stage):
    figure = stage.approved().figures.first()
    with pytest.raises(Refusal) as refused:
        actions.correct_figure(
            figure=figure, value=1, reason="x" * 301, actor=stage.hats.approver, now=moment("2026-02-01")
        )
    assert codes(refused) == ["figures.too_long"]


def test_a_measure_counts_reports_in_time(stage: Stage):
    stage.submitted()
    indicator = actions.define_indicator(
        unit=stage.province, code="dung-han", name="Báo cáo đúng hạn", measure="báo cáo", nature="flow",
        over_time="sum", over_tree="sum", start=YEAR.start, counted_by="figures.reports_in_time",
        actor=stage.hats.clerk, now=moment("2025-01-02"),
    )  # fmt: skip
    units = [stage.xa_mau.pk, stage.xa_khac.pk]
    counted = actions.count_measured(indicator=indicator, units=units, period=YEAR, now=moment("2026-01-10"))
    assert [(figure.unit_id, figure.value, figure.note) for figure in counted] == [
        (stage.xa_mau.pk, 1, "1/1"),
        (stage.xa_khac.pk, 0, "0/1"),
    ]
