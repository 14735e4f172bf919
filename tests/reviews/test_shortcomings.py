"""What fell short is found by rule, printed with what was typed, and opens the next review; a rebuild keeps words."""

from datetime import date, timedelta

import pytest
from tests.world import NOW, World, moment

from tongket.figures.actions import Counted, correct_figure, count_figures
from tongket.figures.models import Figure
from tongket.reviews.actions import approve_review, build_review, write_words
from tongket.reviews.changes import changes_since, review_rebuilt
from tongket.reviews.compose import compose
from tongket.reviews.gather import gather
from tongket.reviews.material import Material, ShortcomingLine
from tongket.reviews.models import Review, Shortcoming
from tongket.reviews.queries import document_of
from tongket.reviews.shortcomings import Remedy, mend, write_remedy
from tongket.viet.fault import Refusal
from tongket.viet.period import Period
from tongket.writer.document import Heading, Table, to_json

pytestmark = pytest.mark.django_db
Q3, Q4 = Period.parse("2026-Q3"), Period.parse("2026-Q4")
Rule = Shortcoming.Rule


def material(world: World, period: Period = Q3, as_of=NOW) -> Material:
    return gather(programme=world.programme, period=period, kind="interim", as_of=as_of)


def of_rule(found: Material, rule: str) -> ShortcomingLine:
    return next(line for line in found.shortcomings if line.rule == rule)


def test_the_rules_find_missed_targets_late_reports_overdue_tasks_and_points_left_lying(world: World):
    found = material(world)
    assert {line.rule for line in found.shortcomings} == set(Rule.values)
    assert "ít nhất 6" in of_rule(found, Rule.TARGET).text
    assert "gửi muộn (Thôn Hai)" in of_rule(found, Rule.REPORT).text
    assert "chưa gửi (Thôn Ba)" in of_rule(found, Rule.REPORT).text
    assert of_rule(found, Rule.TASK).subject == str(world.tasks.overdue.ref)
    points = [line.text for line in found.shortcomings if line.rule == Rule.CLAUSE]
    assert any("Tập huấn cán bộ thôn" in text for text in points)
    assert not any("Công khai đầy đủ" in text for text in points)


def test_a_target_that_what_is_counted_and_what_is_reported_both_miss_is_one_shortcoming(world: World):
    rows = [Counted(world.units.thon_mot.pk, 2, Q3)]
    count_figures(indicator=world.indicators.meetings, rows=rows, how="đếm", now=NOW)
    as_of = NOW + timedelta(seconds=1)
    review = build_review(
        programme=world.programme, period=Q3, kind="interim", as_of=as_of,
        actor=world.hats.clerk, now=as_of,
    )  # fmt: skip
    missed = Shortcoming.objects.get(review=review, rule=Rule.TARGET)
    assert "kết quả 2 " in missed.text


def test_a_target_of_a_period_that_still_runs_is_not_missed_yet(world: World):
    running = material(world, as_of=moment("2026-09-20"))
    assert not any(line.rule == Rule.TARGET for line in running.shortcomings)


def remedy(world: World, found: ShortcomingLine, version: int = 0) -> Shortcoming:
    typed = Remedy("Thiếu người ghi.", "Tập huấn một buổi.", world.units.thon_hai, date(2026, 12, 15))
    return write_remedy(
        programme=world.programme, period=Q3, found=found, remedy=typed, version=version,
        actor=world.hats.clerk, now=NOW,
    )  # fmt: skip


def test_cause_remedy_office_and_day_are_printed_and_what_is_missing_says_so(world: World):
    remedy(world, of_rule(material(world), Rule.TASK))
    document = compose(material(world))
    table = next(
        b for b in document.body if isinstance(b, Table) and b.caption.startswith("Tồn tại, hạn chế do")
    )
    rows = {row[1].text: [cell.text for cell in row[2:]] for row in table.rows}
    typed = next(cells for text, cells in rows.items() if "thôn Hai bàn" in text)
    assert typed == ["Thiếu người ghi.", "Tập huấn một buổi.", "Thôn Hai; 15/12/2026"]
    assert ["chưa nêu"] * 3 in rows.values()


def test_the_second_of_two_who_type_a_remedy_is_told(world: World):
    found = of_rule(material(world), Rule.TASK)
    remedy(world, found)
    with pytest.raises(Refusal):
        remedy(world, found)
    assert remedy(world, found, version=1).version == 2


def approved(world: World) -> Review:
    review = build_review(
        programme=world.programme, period=Q3, kind="interim", as_of=NOW, actor=world.hats.clerk, now=NOW
    )
    return approve_review(review=review, actor=world.hats.leader, now=NOW)


def test_the_next_review_opens_with_how_many_are_mended(world: World):
    world.published.delete()
    before = approved(world)
    listed = Shortcoming.objects.filter(review=before)
    target = listed.get(rule=Rule.TARGET)
    mend(shortcoming=target, on=date(2026, 11, 20), actor=world.hats.clerk, now=NOW)
    later = NOW + timedelta(days=60)
    found = material(world, Q4, later)
    assert found.mended is not None
    done = [line.text for line in found.mended.lines if line.done]
    assert done == [target.text]
    document = compose(found)
    first = next(block for block in document.body if isinstance(block, Heading))
    assert first.text == "Khắc phục tồn tại, hạn chế kỳ trước"
    assert f"1/{listed.count()}" in to_json(document).decode()


def test_a_day_to_come_is_no_day_on_which_it_was_mended(world: World):
    row = remedy(world, of_rule(material(world), Rule.TASK))
    with pytest.raises(Refusal):
        mend(shortcoming=row, on=NOW.date() + timedelta(days=2), actor=world.hats.clerk, now=NOW)


def test_a_rebuild_keeps_what_was_written_and_shows_which_figures_changed(world: World):
    write_words(
        programme=world.programme, period=Q3, section="tasks", text="Thôn Ba mưa lũ.", version=0,
        actor=world.hats.clerk, now=NOW,
    )  # fmt: skip
    build = {"programme": world.programme, "period": Q3, "kind": "interim", "actor": world.hats.clerk}
    first = build_review(as_of=NOW + timedelta(minutes=1), now=NOW + timedelta(minutes=1), **build)
    figure = Figure.objects.get(report=world.reports.approved, indicator=world.indicators.meetings)
    correct_figure(
        figure=figure, value=5, reason="Ghi thiếu", evidence_text="Biên bản", actor=world.hats.approver,
        now=NOW + timedelta(minutes=2),
    )  # fmt: skip
    again = build_review(as_of=NOW + timedelta(minutes=3), now=NOW + timedelta(minutes=3), **build)
    assert "Thôn Ba mưa lũ." in to_json(document_of(again)).decode()
    assert review_rebuilt(again) == first
    changed = {change.what: (change.before, change.now) for change in changes_since(first, again)}
    assert changed["Cuộc họp thôn, Thôn Một, quý III năm 2026"] == ("2", "5")
    assert not any("Lượt hộ dự họp" in what for what in changed)
    page = world.client("clerk").get(f"/tong-ket/{again.ref}/nguon/").content.decode()
    assert "Cuộc họp thôn, Thôn Một, quý III năm 2026" in page


def test_nothing_is_mended_before_the_day_on_which_the_review_found_it_still_there(world: World):
    Review.objects.all().delete()
    listed = Shortcoming.objects.filter(review=approved(world))
    target = listed.get(rule=Rule.TARGET)
    with pytest.raises(Refusal) as refused:
        mend(shortcoming=target, on=date(2020, 1, 1), actor=world.hats.clerk, now=NOW)
    (fault,) = refused.value.faults
    assert (fault.code, fault.values["since"]) == ("shortcoming.mended_before", "30/9/2026")
    assert mend(shortcoming=target, on=date(2026, 9, 30), actor=world.hats.clerk, now=NOW).mended_on


def test_what_was_typed_of_one_that_is_no_shortcoming_any_more_is_shown_again(world: World):
    typed = {
        "row": "t1", "t1-rule": "task", "t1-subject": str(world.programme.ref), "t1-version": "0",
        "t1-cause": "Thiếu cán bộ chuyên trách.", "t1-remedy": "Bố trí thêm một người.",
    }  # fmt: skip
    response = world.client("clerk").post("/tong-ket/soan/dan-chu-o-co-so/ton-tai/?ky=2026-Q3", typed)
    page = response.content.decode()
    assert response.status_code == 400
    assert "không còn là tồn tại, hạn chế" in page
    assert page.count("Thiếu cán bộ chuyên trách.") == 1
    assert "Bố trí thêm một người." in page


def test_a_remedy_is_not_due_before_the_day_on_which_it_still_fell_short(world: World):
    found = of_rule(material(world), Rule.TASK)
    typed = Remedy("Thiếu người ghi.", "Tập huấn một buổi.", None, date(2026, 9, 29))
    with pytest.raises(Refusal) as why:
        write_remedy(
            programme=world.programme, period=Q3, found=found, remedy=typed, version=0,
            actor=world.hats.clerk, now=NOW,
        )  # fmt: skip
    assert why.value.faults[0].code == "shortcoming.due_before"
    assert not Shortcoming.objects.filter(cause=typed.cause).exists()
