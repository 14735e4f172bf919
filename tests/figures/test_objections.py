"""What the system counts itself: filled in, marked, objected to with a reason, answered, never overwritten."""

import pytest
from django.urls import reverse
from tests.figures.conftest import YEAR, Stage, moment
from tests.figures.screen import browser, installed, text_of
from tests.figures.sheets import type_into

from tongket.base import measures
from tongket.base.measures import Measured
from tongket.base.models import Notice
from tongket.figures import actions
from tongket.figures.models import Due, Figure, Indicator, Objection, Report
from tongket.figures.report_checks import check_reports
from tongket.figures.workbook import import_workbook, template
from tongket.viet.fault import Refusal

__all__ = ["installed"]


def count_meetings(units, period, as_of):
    return {unit: Measured(3, 3, 4, "/nhiem-vu/") for unit in units}


@pytest.fixture
def due(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Due:
    """The commune owes a report of 2026 whose second line the system counts."""
    monkeypatch.setitem(measures._published, "test.meetings", count_meetings)
    meetings = actions.define_indicator(
        unit=stage.province,
        code="hoi-nghi",
        name="Số hội nghị",
        measure="cuộc",
        nature="flow",
        over_time="sum",
        over_tree="sum",
        start=YEAR.start,
        counted_by="test.meetings",
        actor=stage.hats.clerk,
        now=moment("2025-12-20"),
    )
    form = actions.define_form(
        unit=stage.province,
        programme=stage.programme,
        title="Báo cáo mới",
        period_kind="year",
        due_days=5,
        start=YEAR.end,
        items=[actions.Item(stage.households), actions.Item(meetings)],
        actor=stage.hats.clerk,
        now=moment("2025-12-20"),
    )
    opened = {"units": [stage.xa_mau], "actor": stage.hats.clerk, "now": moment("2026-10-15")}
    return actions.open_period(form=form, period=YEAR.next(), **opened)[0]


def object_to(due: Due, hat, reason: str = "Thiếu hội nghị tháng 3") -> Objection:
    item = due.form.items.get(order=2)
    return actions.object_to_count(due=due, item=item, reason=reason, actor=hat, now=moment("2026-11-02"))


def refused_with(code: str):
    return pytest.raises(Refusal, match=code)


def test_a_counted_line_comes_filled_in_marked_and_without_a_cell_to_type_in(stage: Stage, due: Due):
    page = text_of(browser(stage.hats.reporter).get(due.get_absolute_url()))
    assert 'name="c1"' in page
    assert 'name="c2"' not in page
    assert '<a href="/nhiem-vu/">3</a>' in page
    assert "(3/4)" in page
    assert "hệ thống tự đếm" in page
    assert "Còn 1 ô chưa nhập" in page


def test_nobody_writes_over_what_was_counted(stage: Stage, due: Due):
    book = type_into(template(due.form, YEAR.next(), [due], now=moment("2027-01-03")), {"F5": 10, "F6": 9})
    with refused_with("figures.counted_line"):
        import_workbook(book, actor=stage.hats.reporter, now=moment("2026-11-02"))
    report = actions.start_report(due=due, actor=stage.hats.reporter, now=moment("2026-11-02"))
    typed = {1: "10", 2: "9"}
    report = actions.save_cells(
        report=report, typed=typed, actor=stage.hats.reporter, now=moment("2026-11-02")
    )
    with refused_with("figures.counted_line"):
        actions.submit_report(report=report, actor=stage.hats.reporter, now=moment("2026-11-02"))


def test_with_the_approval_the_count_is_recorded_as_counted(stage: Stage, due: Due):
    client = browser(stage.hats.reporter)
    answer = client.post(due.get_absolute_url(), {"c1": "10", "do": "gui"})
    assert answer.status_code == 302
    actions.approve_report(report=Report.objects.get(), actor=stage.hats.approver, now=moment("2026-11-05"))
    figure = Figure.objects.get(indicator__code="hoi-nghi")
    assert (figure.source, figure.value, figure.note, figure.report) == ("counted", 3, "3/4", None)
    assert Figure.objects.get(indicator=stage.households).source == "reported"
    assert figure.get_absolute_url() in text_of(browser(stage.hats.approver).get(due.get_absolute_url()))
    assert check_reports() == []


def test_a_unit_objects_who_asks_is_told_and_answers_and_the_count_stays(stage: Stage, due: Due):
    own, above = browser(stage.hats.reporter), browser(stage.hats.clerk)
    url = reverse("figures:objection", args=[due.ref, 2])
    assert url in text_of(own.get(due.get_absolute_url()))
    assert above.post(url, {"said": "x"}).status_code == 403
    assert own.post(url, {"said": " "}).status_code == 400
    assert own.post(url, {"said": "Thiếu hội nghị tháng 3"}).status_code == 302
    notice = Notice.objects.get(unit_id=stage.province.pk, code="figures.objected")
    assert notice.link == url
    assert "Đã phản đối, chờ trả lời" in text_of(own.get(due.get_absolute_url()))
    assert own.post(url, {"said": "nữa"}).status_code == 403, (
        "one that waits is not answered by the unit itself"
    )
    assert "Thiếu hội nghị tháng 3" in text_of(above.get(url))
    assert above.post(url, {"said": "Đã bổ sung hồ sơ"}).status_code == 302
    page = text_of(own.get(url))
    assert "Đã bổ sung hồ sơ" in page
    assert "Số đếm lúc đó: 3" in page
    assert Notice.objects.filter(unit_id=stage.xa_mau.pk, code="figures.objection_answered").exists()
    history = text_of(own.get(due.get_absolute_url()))
    assert "Phản đối số hệ thống tự đếm" in history
    assert '<a href="/nhiem-vu/">3</a>' in history


def test_an_objection_needs_a_reason_a_counted_line_and_its_turn(stage: Stage, due: Due):
    with refused_with("figures.reason_missing"):
        object_to(due, stage.hats.reporter, " ")
    reported = due.form.items.get(order=1)
    with refused_with("figures.not_counted"):
        actions.object_to_count(
            due=due, item=reported, reason="x", actor=stage.hats.reporter, now=moment("2026-11-02")
        )
    one = object_to(due, stage.hats.reporter)
    with refused_with("figures.objected_already"):
        object_to(due, stage.hats.reporter)
    answer = {"actor": stage.hats.clerk, "now": moment("2026-11-03")}
    with refused_with("figures.answer_missing"):
        actions.answer_objection(objection=one, answer="", **answer)
    actions.answer_objection(objection=one, answer="Đã đếm lại", **answer)
    with refused_with("figures.answered_already"):
        actions.answer_objection(objection=one, answer="Nữa", **answer)
    assert object_to(due, stage.hats.reporter).value == 3


@pytest.mark.parametrize("who", ["clerk", "approver", "stranger"])
def test_only_the_unit_itself_objects(stage: Stage, due: Due, who: str):
    with refused_with("grant.refused"):
        object_to(due, getattr(stage.hats, who))


@pytest.mark.parametrize("who", ["reporter", "stranger", "leader"])
def test_only_who_asks_answers(stage: Stage, due: Due, who: str):
    one = object_to(due, stage.hats.reporter)
    with refused_with("grant.refused"):
        actions.answer_objection(
            objection=one, answer="x", actor=getattr(stage.hats, who), now=moment("2026-11-03")
        )


def test_what_the_system_counts_has_no_parts(stage: Stage, due: Due):
    with refused_with("figures.counted_whole"):
        actions.define_form(
            unit=stage.province,
            programme=stage.programme,
            title="x",
            period_kind="year",
            due_days=5,
            start=YEAR.next().end,
            items=[actions.Item(Indicator.objects.get(code="hoi-nghi"), first="nữ")],
            actor=stage.hats.clerk,
            now=moment("2026-10-20"),
        )


def test_a_clerk_defines_an_indicator_that_the_system_counts_and_asks_for_it(stage: Stage, due: Due):
    clerk, url = browser(stage.hats.clerk), reverse("figures:define", args=[stage.programme.slug])
    assert "Số hội nghị (cuộc), hệ thống tự đếm" in text_of(clerk.get(url))
    new = {
        "moi-name": "Báo cáo gửi đúng hạn",
        "moi-measure": "báo cáo",
        "moi-decimals": "0",
        "moi-nature": "flow",
        "moi-over_time": "sum",
        "moi-over_tree": "sum",
        "moi-counted_by": "figures.reports_in_time",
    }
    rows = {"dong-TOTAL_FORMS": "1", "dong-INITIAL_FORMS": "0", "do": "chi-tieu"}
    assert clerk.post(url, new | rows).status_code == 200
    assert Indicator.objects.get(name="Báo cáo gửi đúng hạn").counted_by == "figures.reports_in_time"
