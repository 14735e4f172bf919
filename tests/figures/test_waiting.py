"""Help for real life: a report entered for a unit, the late reminded, many approved at once, one history of it all."""

import pytest
from django.urls import reverse
from tests.figures.conftest import YEAR, Stage, make_hat, moment
from tests.figures.screen import GOOD, browser, installed, text_of

from tongket.base.models import Account, Entry, Notice, Outbox
from tongket.figures import actions
from tongket.figures.models import Due, Figure, Reminder, Report
from tongket.figures.report_checks import check_reports
from tongket.units.models import Role
from tongket.viet.fault import Refusal

__all__ = ["installed"]


def code_of(refused: pytest.ExceptionInfo[Refusal]) -> str:
    return refused.value.faults[0].code


def begun(stage: Stage, channel: str = "phone") -> Report:
    return actions.start_for_unit(
        due=stage.due(), channel=channel, actor=stage.hats.clerk, now=moment("2026-01-02")
    )


def test_the_office_above_enters_what_a_unit_told_by_telephone(stage: Stage):
    clerk, url = browser(stage.hats.clerk), stage.due().get_absolute_url()
    assert "Nhập thay đơn vị" in text_of(clerk.get(url))
    assert clerk.post(url, {"do": "thay"}).status_code == 400
    assert clerk.post(url, {"do": "thay", "channel": "phone"}).status_code == 302
    page = text_of(clerk.get(url))
    assert "Tỉnh Mẫu nhập thay đơn vị; đơn vị báo qua điện thoại." in page
    assert 'name="c1"' in page
    clerk.post(url, GOOD | {"do": "gui", "version": "1"})
    report = Report.objects.get()
    assert (report.state, report.channel, report.entered_by) == ("submitted", "phone", stage.province)
    own = text_of(browser(stage.hats.reporter).get(url))
    assert "Tỉnh Mẫu nhập thay đơn vị" in own
    assert "Nhập thay đơn vị · Văn thư tỉnh, Tỉnh Mẫu" in own
    listed = text_of(
        browser(stage.hats.approver).get(reverse("figures:period", args=[stage.form.ref, "2025"]))
    )
    assert "nhập thay đơn vị, qua điện thoại" in listed
    assert Notice.objects.filter(unit_id=stage.xa_mau.pk, code="figures.entered_for").exists()
    assert check_reports() == []


def test_the_trail_of_a_figure_says_that_it_was_entered_for_the_unit(stage: Stage):
    report = begun(stage, "paper")
    cells = {1: "1.234", 2: "34", 3: "1.200", 4: "-"}
    actions.save_cells(report=report, typed=cells, actor=stage.hats.clerk, now=moment("2026-01-02"))
    report = actions.submit_report(report=report, actor=stage.hats.clerk, now=moment("2026-01-02"))
    actions.approve_report(report=report, actor=stage.hats.approver, now=moment("2026-01-03"))
    figure = Figure.objects.get(indicator=stage.households, breakdown=0)
    page = text_of(browser(stage.hats.approver).get(figure.get_absolute_url()))
    assert "Nhập thay đơn vị" in page
    assert "bằng bản giấy" in page


def test_who_entered_it_for_the_unit_does_not_approve_it_under_another_hat(stage: Stage):
    report = begun(stage)
    cells = {1: "1.234", 2: "34", 3: "1.200", 4: "-"}
    actions.save_cells(report=report, typed=cells, actor=stage.hats.clerk, now=moment("2026-01-02"))
    report = actions.submit_report(report=report, actor=stage.hats.clerk, now=moment("2026-01-02"))
    same = Account.objects.get(pk=stage.hats.clerk.account_id)
    other_hat = make_hat("", stage.province, Role.APPROVER, "Phó phòng", same)
    with pytest.raises(Refusal) as refused:
        actions.approve_report(report=report, actor=other_hat, now=moment("2026-01-03"))
    assert code_of(refused) == "figures.own_report"


def test_the_unit_may_go_on_with_what_was_begun_for_it(stage: Stage):
    report = begun(stage)
    actions.save_cells(report=report, typed={1: "5"}, actor=stage.hats.clerk, now=moment("2026-01-02"))
    page = text_of(browser(stage.hats.reporter).get(stage.due().get_absolute_url()))
    assert 'value="5"' in page


def test_what_the_unit_has_begun_itself_is_its_own_to_finish(stage: Stage):
    stage.draft()
    with pytest.raises(Refusal) as refused:
        begun(stage)
    assert code_of(refused) == "figures.begun_already"
    page = text_of(browser(stage.hats.clerk).get(stage.due().get_absolute_url()))
    assert "Bắt đầu nhập thay" not in page
    assert "1.234" not in page


@pytest.mark.parametrize("who", ["reporter", "stranger", "approver"])
def test_nobody_but_the_writers_above_enters_for_a_unit(stage: Stage, who: str):
    with pytest.raises(Refusal) as refused:
        actions.start_for_unit(
            due=stage.due(), channel="paper", actor=getattr(stage.hats, who), now=moment("2026-01-02")
        )
    assert code_of(refused) == "grant.refused"


def remind(stage: Stage, day: str) -> list[Due]:
    return actions.remind_late(form=stage.form, period=YEAR, actor=stage.hats.clerk, now=moment(day))


def test_those_who_are_late_are_reminded_once_a_day_and_it_is_kept_by_whom(stage: Stage):
    Account.objects.filter(pk=stage.hats.reporter.account_id).update(email="bao@xamau.example")
    with pytest.raises(Refusal) as early:
        remind(stage, "2026-01-05")
    assert code_of(early) == "figures.nobody_late"
    actions.extend_due(
        due=stage.due(stage.xa_khac),
        to=moment("2026-03-01"),
        reason="Lũ",
        actor=stage.hats.approver,
        now=moment("2026-01-05"),
    )
    assert [due.unit_id for due in remind(stage, "2026-01-20")] == [stage.xa_mau.pk]
    with pytest.raises(Refusal) as again:
        remind(stage, "2026-01-20")
    assert code_of(again) == "figures.reminded_today"
    remind(stage, "2026-01-21")
    assert Reminder.objects.count() == 2
    assert set(Reminder.objects.values_list("actor", flat=True)) == {stage.hats.clerk.appointment}
    assert Notice.objects.filter(unit_id=stage.xa_mau.pk, account=None, code="figures.reminded").count() == 2
    assert Outbox.objects.filter(kind="mail").count() == 2
    assert Entry.objects.filter(kind="figures.remind").count() == 2


def test_one_click_reminds_and_the_list_says_when_and_by_whom(stage: Stage):
    clerk = browser(stage.hats.clerk)
    period = reverse("figures:period", args=[stage.form.ref, "2025"])
    assert "Nhắc 2 đơn vị quá hạn" in text_of(clerk.get(period))
    told = text_of(clerk.post(reverse("figures:remind", args=[stage.form.ref, "2025"]), follow=True))
    assert "Đã nhắc 2 đơn vị." in told
    assert "Văn thư tỉnh, Tỉnh Mẫu" in told
    again = text_of(clerk.post(reverse("figures:remind", args=[stage.form.ref, "2025"]), follow=True))
    assert "Hôm nay đã nhắc tất cả" in again
    refused = browser(stage.hats.reporter).post(
        reverse("figures:remind", args=[stage.form.ref, "2025"]), follow=True
    )
    assert "Đã nhắc" not in text_of(refused)
    assert Reminder.objects.count() == 2


def test_one_history_holds_steps_more_time_and_reminders(stage: Stage):
    remind(stage, "2026-01-20")
    actions.extend_due(
        due=stage.due(),
        to=moment("2026-03-01"),
        reason="Lũ",
        actor=stage.hats.approver,
        now=moment("2026-01-21"),
    )
    stage.submitted(day="2026-01-22")
    page = text_of(browser(stage.hats.approver).get(stage.due().get_absolute_url()))
    places = [page.index(word) for word in ("Đã gửi</", "Gia hạn", "Nhắc gửi báo cáo") if word in page]
    assert len(places) >= 2
    assert places == sorted(places)
    assert "Lũ" in page


@pytest.fixture
def two_wait(stage: Stage) -> Stage:
    """Both communes have handed in the report of 2026; in that of Xã Mẫu two lines leap, one of them answered."""
    stage.approved()
    dues = actions.open_period(
        form=stage.form,
        period=YEAR.next(),
        units=[stage.xa_mau, stage.xa_khac],
        actor=stage.hats.clerk,
        now=moment("2026-10-15"),
    )
    leap = {1: "5.234", 2: "34", 3: "5.200", 4: "0"}
    for due, hat, notes in (
        (dues[0], stage.hats.reporter, {1: "Nhập ba thôn"}),
        (dues[1], stage.hats.stranger, {}),
    ):
        report = actions.start_report(due=due, actor=hat, now=moment("2026-11-02"))
        actions.save_cells(report=report, typed=leap, notes=notes, actor=hat, now=moment("2026-11-02"))
        actions.submit_report(report=report, actor=hat, now=moment("2026-11-02"))
    return stage


def test_many_are_approved_at_once_with_what_looks_odd_beside_them(two_wait: Stage):
    judge = browser(two_wait.hats.approver)
    period = reverse("figures:period", args=[two_wait.form.ref, "2026"])
    assert "Phê duyệt 2 báo cáo đang chờ" in text_of(judge.get(period))
    url = reverse("figures:approve-many", args=[two_wait.form.ref, "2026"])
    page = text_of(judge.get(url))
    assert page.index("Xã Mẫu</strong>") < page.index("Xã Khác</strong>"), "what looks odd comes first"
    assert "Trả lời: Nhập ba thôn" in page
    assert page.count("Chưa trả lời") == 1
    refs = {report.due.unit_id: str(report.ref) for report in Report.objects.filter(due__period="2026")}
    assert f'value="{refs[two_wait.xa_khac.pk]}" checked' in page
    assert f'value="{refs[two_wait.xa_mau.pk]}" checked' not in page
    answer = judge.post(url, {"report": list(refs.values())}, follow=True)
    assert "Đã phê duyệt 2 báo cáo" in text_of(answer)
    assert Report.objects.filter(due__period="2026", state="approved").count() == 2


def test_one_that_cannot_be_approved_keeps_the_others_from_nothing(two_wait: Stage):
    own = make_hat(
        "",
        two_wait.province,
        Role.APPROVER,
        "Trưởng phòng",
        Account.objects.get(pk=two_wait.hats.stranger.account_id),
    )
    url = reverse("figures:approve-many", args=[two_wait.form.ref, "2026"])
    refs = [str(ref) for ref in Report.objects.filter(due__period="2026").values_list("ref", flat=True)]
    answer = browser(own).post(url, {"report": refs})
    assert answer.status_code == 400
    assert "Xã Khác: " in text_of(answer)
    assert Report.objects.get(due__period="2026", state="approved").unit == two_wait.xa_mau


@pytest.mark.parametrize("who", ["reporter", "clerk", "leader", "stranger"])
def test_nobody_else_approves_many(two_wait: Stage, who: str):
    url = reverse("figures:approve-many", args=[two_wait.form.ref, "2026"])
    refs = [str(ref) for ref in Report.objects.filter(due__period="2026").values_list("ref", flat=True)]
    assert browser(getattr(two_wait.hats, who)).post(url, {"report": refs}).status_code in (403, 404)
    assert not Report.objects.filter(due__period="2026", state="approved").exists()
