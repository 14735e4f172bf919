"""What can be asked of figures and reports, and by whom."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.figures.conftest import YEAR, Stage, moment

from tongket.figures import actions, queries, store
from tongket.figures.models import Figure
from tongket.figures.queries import rollups
from tongket.programmes.models import Target
from tongket.units.hats import PUBLIC
from tongket.units.models import TreeVersion, UnitVersion

AS_OF = moment("2026-06-01")


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.STORE = tmp_path / "store"


@pytest.fixture(params=["without an engine", "with the engine"])
def added_up(request, monkeypatch):
    """A few figures are added up without an engine, many with it: the answers are the same."""
    if request.param == "with the engine":
        monkeypatch.setattr(rollups, "FEW", -1)


def second_report(stage: Stage, day: str) -> None:
    report = actions.start_report(due=stage.due(stage.xa_khac), actor=stage.hats.stranger, now=moment(day))
    typed = {1: "100", 2: "10", 3: "90", 4: "50"}
    actions.save_cells(report=report, typed=typed, actor=stage.hats.stranger, now=moment(day))
    actions.submit_report(report=report, actor=stage.hats.stranger, now=moment(day))
    actions.approve_report(report=report_again(report), actor=stage.hats.approver, now=moment("2026-02-01"))


def report_again(report):
    return type(report).objects.get(pk=report.pk)


def standing(stage: Stage, day: str) -> queries.Completeness:
    return queries.completeness(queries.due_lines(stage.form.dues.all(), moment(day)))


def test_rates_are_told_together_and_before_the_day_not_at_all(stage: Stage):
    assert standing(stage, "2026-01-02") == queries.Completeness(due=2, not_yet_due=2)
    assert standing(stage, "2026-01-02").rates is None
    stage.submitted(day="2026-01-07")
    second_report(stage, "2026-01-08")
    done = standing(stage, "2026-01-09")
    assert done == queries.Completeness(due=2, on_time=1, late=1)
    assert done.rates == (Decimal("0.5"), Decimal("1"))


def test_a_report_that_comes_later_was_overdue_until_then(stage: Stage):
    second_report(stage, "2026-01-20")
    assert standing(stage, "2026-01-15") == queries.Completeness(due=2, overdue=2)
    assert standing(stage, "2026-01-21") == queries.Completeness(due=2, late=1, overdue=1)


def test_more_time_counts_as_in_time_and_is_told(stage: Stage):
    actions.extend_due(
        due=stage.due(),
        to=moment("2026-01-15"),
        reason="Lũ lụt",
        actor=stage.hats.approver,
        now=moment("2026-01-06"),
    )
    stage.submitted(day="2026-01-14")
    by_first = queries.Completeness(due=2, late=1, overdue=1)
    told = standing(stage, "2026-01-16")
    assert told == queries.Completeness(due=2, on_time=1, overdue=1, extended=1, by_first=by_first)
    assert (told.rates, by_first.rates) == ((Decimal("0.5"), Decimal("0.5")), (Decimal("0"), Decimal("0.5")))


def test_before_more_time_was_given_nothing_was_judged_by_it(stage: Stage):
    actions.extend_due(
        due=stage.due(),
        to=moment("2026-01-15"),
        reason="Lũ lụt",
        actor=stage.hats.approver,
        now=moment("2026-01-10"),
    )
    assert standing(stage, "2026-01-09") == queries.Completeness(due=2, overdue=2)
    by_first = queries.Completeness(due=2, overdue=2)
    asked = queries.Completeness(due=2, overdue=1, not_yet_due=1, extended=1, by_first=by_first)
    assert standing(stage, "2026-01-12") == asked


def test_a_report_is_seen_by_its_unit_and_those_above_only(stage: Stage):
    report, day = stage.submitted(), AS_OF.date()
    seen = {
        name: queries.visible_to(hat, day).filter(pk=report.pk).exists()
        for name, hat in vars(stage.hats).items()
    }
    assert seen == {"clerk": True, "approver": True, "leader": True, "reporter": True, "stranger": False}
    assert not queries.visible_to(PUBLIC, day).exists()
    assert queries.forms_visible_to(stage.hats.stranger, day).count() == 1
    assert not queries.forms_visible_to(PUBLIC, day).exists()


def test_the_figures_of_a_public_programme_are_public_others_are_not(stage: Stage):
    stage.approved()
    assert queries.figures_visible_to(PUBLIC, AS_OF.date()).count() == 4
    stage.programme.public = False
    stage.programme.save()
    assert not queries.figures_visible_to(PUBLIC, AS_OF.date()).exists()
    assert queries.figures_visible_to(stage.hats.approver, AS_OF.date()).count() == 4
    assert not queries.figures_visible_to(stage.hats.stranger, AS_OF.date()).exists()


def test_a_trail_names_posts_never_persons_and_keeps_corrections(stage: Stage):
    wrong, right = stage.corrected(1235, reason="Cộng sót một hộ")
    found = queries.trail(wrong)
    assert [step.what for step in found.steps] == ["opened", "submitted", "approved", "corrected"]
    assert found.approved_by == "Trưởng phòng Tổng hợp, Tỉnh Mẫu"
    assert not any("Duyệt" in step.post or "Báo" in step.post for step in found.steps)
    assert (found.unit, found.versions, found.superseded) == ("Xã Mẫu", (wrong, right), True)
    before = queries.trail(wrong, moment("2026-01-31"))
    assert (before.versions, before.superseded, len(before.steps)) == ((wrong,), False, 3)


def test_two_documents_that_differ_contradict_and_two_that_agree_do_not(stage: Stage):
    def take(value: int, paper: str) -> Figure:
        return actions.take_over_figure(
            indicator=stage.poor, unit=stage.province, period=YEAR, value=value, evidence_text=paper,
            actor=stage.hats.clerk, now=moment("2026-03-01"),
        )  # fmt: skip

    take(709, "Báo cáo A")
    take(709, "Báo cáo B")
    assert queries.contradictions([stage.poor], AS_OF) == []
    third = take(710, "Báo cáo C")
    (found,) = queries.contradictions([stage.poor], AS_OF)
    assert {figure.value for figure in found.figures} == {709, 710}
    actions.correct_figure(
        figure=third, value=709, reason="Đánh máy nhầm", actor=stage.hats.approver, now=moment("2026-03-02")
    )
    assert queries.contradictions([stage.poor], AS_OF) == []
    assert len(queries.contradictions([stage.poor], moment("2026-03-01", 12))) == 1


def province_answer(stage: Stage):
    on = queries.map_of(AS_OF.date(), under=stage.province, tier="province", parts="commune")
    asked = queries.ask([stage.households, stage.rate], [YEAR], AS_OF)
    return list(queries.rollup_answer(asked, on, programme=stage.programme).values())


@pytest.mark.usefixtures("added_up")
def test_a_province_is_the_sum_of_its_communes_with_coverage_from_the_frozen_list(stage: Stage):
    stage.approved()
    (households, rate) = province_answer(stage)
    assert (households.value, households.reported, households.expected) == (Decimal(1234), 1, 2)
    assert (rate.value, rate.not_applicable, rate.expected) == (None, 1, 2)
    second_report(stage, "2026-01-06")
    store.compact(AS_OF)
    (households, rate) = province_answer(stage)
    assert (households.value, households.reported, rate.value) == (Decimal(1334), 2, Decimal("50.0"))


@pytest.mark.usefixtures("added_up")
def test_a_correction_counts_from_its_own_moment(stage: Stage):
    stage.corrected()
    on = queries.map_of(AS_OF.date(), under=stage.province, tier="province", parts="commune")
    values = [
        cell.value
        for day in ("2026-01-31", "2026-02-02")
        for cell in queries.rollup_answer(queries.ask([stage.households], [YEAR], moment(day)), on).values()
    ]
    assert values == [Decimal(1234), Decimal(1000)]


@pytest.mark.usefixtures("added_up")
def test_a_target_stands_beside_the_value(stage: Stage):
    stage.approved()
    Target.objects.create(
        programme=stage.programme, indicator=stage.households.ref, unit=stage.province, period="2025",
        period_start=YEAR.start, period_end=YEAR.end, kind="assigned", sense="at_least", low=1000,
    )  # fmt: skip
    households = province_answer(stage)[0]
    assert (households.met, households.ratio.low) == (True, Decimal("1.234"))


def test_the_map_is_worked_out_once_for_each_version_of_the_tree(stage: Stage):
    on = queries.map_of(AS_OF.date(), under=stage.province, tier="province", parts="commune")
    first = queries.places_on(on)
    assert queries.places_on(on) is first
    TreeVersion.objects.update_or_create(line="state", defaults={"number": 10_001})
    assert queries.places_on(on) is not first


@pytest.mark.usefixtures("added_up")
def test_reading_takes_no_write_lock(stage: Stage):
    stage.approved()
    with CaptureQueriesContext(connection) as seen:
        province_answer(stage)
    reads = ("SELECT", "DECLARE")  # the second reads a long answer piece by piece
    assert not [query for query in seen if not query["sql"].startswith(reads)]


def test_who_owes_reports_is_listed_in_vietnamese_order(stage: Stage):
    UnitVersion.objects.filter(unit=stage.xa_mau).update(name="Xã Đông", short_name="Đông")
    UnitVersion.objects.filter(unit=stage.xa_khac).update(name="Xã Hạ", short_name="Hạ")
    listed = queries.due_lines(stage.form.dues.all(), moment("2026-01-02"))
    assert [line.unit for line in listed] == ["Xã Đông", "Xã Hạ"]
