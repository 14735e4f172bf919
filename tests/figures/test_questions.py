"""What is asked about a figure that may be right: jumps, bands, new zeros; and lines that go together."""

import pytest
from django.urls import reverse
from tests.figures.conftest import YEAR, Stage, moment
from tests.figures.screen import browser, installed, text_of

from tongket.figures import actions
from tongket.figures.cells import check
from tongket.figures.models import Due, Figure, FormItem, Report
from tongket.figures.queries.past import Past
from tongket.figures.questions import questions
from tongket.viet.fault import Refusal

__all__ = ["installed"]


def asked(stage: Stage, typed: str, *, order: int = 1, band: int | None = None, **before: int | None) -> str:
    item = FormItem.objects.select_related("indicator", "breakdown").get(form=stage.form, order=order)
    item.band = band
    values = {f"20{name[1:]}": value for name, value in before.items()}
    past = {(item.indicator_id, item.breakdown_id): Past("2024", "2024", values)}
    return "".join(fault.code for fault in questions([item], {order: typed}, past).values())


@pytest.mark.parametrize(
    ("typed", "before", "code"),
    [
        ("300", 100, "figures.jump"),
        ("33", 100, "figures.jump"),
        ("299", 100, ""),
        ("34", 100, ""),
        ("9", 3, ""),
        ("0", 3, "figures.zero_new"),
        ("0", 0, ""),
        ("300", 0, ""),
        ("300", None, ""),
        ("mười", 3, ""),
        ("không áp dụng", 3, ""),
        ("", 3, ""),
    ],
)
def test_a_leap_against_the_units_own_past_is_asked_about(stage: Stage, typed: str, before: int, code: str):
    assert asked(stage, typed, y24=before) == code


def test_a_zero_is_asked_about_only_where_there_never_was_one(stage: Stage):
    assert asked(stage, "0", y24=5, y23=7) == "figures.zero_new"
    assert asked(stage, "0", y24=5, y23=0) == ""
    assert asked(stage, "0") == ""


def test_the_forms_own_band_holds_against_the_same_period_last_year(stage: Stage):
    assert asked(stage, "120", y24=100, band=20) == ""
    assert asked(stage, "121", y24=100, band=20) == "figures.off_last_year"
    assert asked(stage, "79", y24=100, band=20) == "figures.off_last_year"
    assert asked(stage, "121", y24=100) == ""


@pytest.fixture
def next_year(stage: Stage) -> Due:
    """The commune owes the report of 2026 and has one of 2025 behind it."""
    stage.approved()
    actions.open_period(
        form=stage.form,
        period=YEAR.next(),
        units=[stage.xa_mau],
        actor=stage.hats.clerk,
        now=moment("2026-10-15"),
    )
    return Due.objects.get(period="2026")


LEAP = {"c1": "5.234", "c2": "34", "c3": "5.200", "c4": "0"}


def test_the_screen_asks_once_and_takes_the_report_all_the_same(stage: Stage, next_year: Due):
    client, url = browser(stage.hats.reporter), next_year.get_absolute_url()
    answer = client.post(url, LEAP | {"do": "gui"})
    page = text_of(answer)
    assert answer.status_code == 200
    assert "Các số liệu này đã đúng chưa?" in page
    assert "Nay là 5.234, năm 2025 là 1.234" in page
    assert Report.objects.get(due=next_year).state == "draft"
    version = Report.objects.get(due=next_year).version
    client.post(url, LEAP | {"do": "gui-tat", "version": version})
    assert Report.objects.get(due=next_year).state == "submitted"
    assert "Nay là 5.234" in text_of(browser(stage.hats.approver).get(url))


def test_an_answer_in_the_note_is_enough_and_stays_with_the_figure(stage: Stage, next_year: Due):
    client, url = browser(stage.hats.reporter), next_year.get_absolute_url()
    client.post(url, LEAP | {"n1": "Nhập thêm ba thôn", "n3": "Như trên", "do": "gui"})
    report = Report.objects.get(due=next_year)
    assert report.state == "submitted"
    actions.approve_report(report=report, actor=stage.hats.approver, now=moment("2026-11-22"))
    assert (
        Figure.objects.get(report=report, indicator=stage.households, breakdown=0).note == "Nhập thêm ba thôn"
    )


def test_the_question_stands_beside_the_cell_as_one_types(stage: Stage, next_year: Due):
    url = reverse("figures:check", args=[next_year.ref])
    page = text_of(browser(stage.hats.reporter).post(url, LEAP | {"version": "1"}))
    assert page.count("Nay là ") == 2


def paired(stage: Stage, needs: int | None) -> list[FormItem]:
    form = actions.define_form(
        unit=stage.province,
        programme=stage.programme,
        title="Báo cáo có cặp",
        period_kind="year",
        due_days=5,
        start=YEAR.end,
        items=[
            actions.Item(stage.households, needs=needs, band=30),
            actions.Item(stage.poor, required=False),
        ],
        actor=stage.hats.clerk,
        now=moment("2025-12-20"),
    )
    return list(form.items.select_related("indicator", "breakdown").order_by("order"))


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ({1: "5"}, ["figures.pair_missing"]),
        ({1: "5", 2: "không áp dụng"}, ["figures.pair_missing"]),
        ({1: "5", 2: "0"}, []),
        ({1: "0"}, []),
        ({1: "không áp dụng"}, []),
    ],
)
def test_where_one_line_is_not_0_the_other_is_filled_in_too(
    stage: Stage, typed: dict[int, str], codes: list[str]
):
    assert [fault.code for fault in check(paired(stage, 2), typed)] == codes


@pytest.mark.parametrize("needs", [1, 3, 0])
def test_a_pair_with_itself_or_with_nothing_is_refused(stage: Stage, needs: int):
    with pytest.raises(Refusal) as refused:
        paired(stage, needs)
    assert refused.value.faults[0].code == "figures.pair_unknown"


def test_band_and_pair_are_set_on_the_form_shown_and_kept_in_its_next_version(stage: Stage):
    clerk = browser(stage.hats.clerk)
    url = reverse("figures:define", args=[stage.programme.slug])
    rows = {
        "dong-TOTAL_FORMS": "2",
        "dong-INITIAL_FORMS": "0",
        "dong-MIN_NUM_FORMS": "0",
        "dong-MAX_NUM_FORMS": "100",
    }
    head = {
        "title": "Báo cáo",
        "period_kind": "year",
        "start": "01/01/2026",
        "due_rule": "ngay",
        "due_days": "5",
    }
    one = {
        "dong-0-order": "1",
        "dong-0-indicator": str(stage.households.ref),
        "dong-0-needs": "2",
        "dong-0-band": "20",
    }
    two = {"dong-1-order": "2", "dong-1-indicator": str(stage.poor.ref)}
    wrong = clerk.post(url, rows | head | one | two | {"dong-0-needs": "3", "do": "ban-hanh"})
    assert "Thì phải có dòng" in text_of(wrong)
    assert wrong.status_code == 400
    made = clerk.post(url, rows | head | one | two | {"do": "ban-hanh"}, follow=True)
    assert "nếu khác 0 thì phải có dòng 2; hỏi lại khi lệch quá 20 % so với năm trước" in text_of(made)
    again = text_of(clerk.get(url))
    assert 'name="dong-0-needs" value="2"' in again
    assert 'name="dong-0-band" value="20"' in again


def test_a_figure_rests_on_a_record_that_is_named_or_linked(stage: Stage):
    client, url = browser(stage.hats.reporter), stage.due().get_absolute_url()
    client.post(url, {"c1": "34", "line": "1", "cited": "/van-ban/09-ct-tw/", "do": "luu"})
    assert '<a href="/van-ban/09-ct-tw/">' in text_of(client.get(url))
    client.post(url, {"line": "1", "cited": "javascript:alert(1)", "do": "luu"})
    assert 'href="javascript' not in text_of(client.get(url))
    good = {"c1": "1.234", "c2": "34", "c3": "1.200", "c4": "-"}
    client.post(url, good | {"line": "1", "cited": "12/BC-UBND", "do": "gui"})
    report = actions.approve_report(
        report=Report.objects.get(), actor=stage.hats.approver, now=moment("2026-01-05")
    )
    assert report.figures.get(indicator=stage.households, breakdown=0).evidence_text == "12/BC-UBND"
