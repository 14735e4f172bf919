"""A report becomes a paper: its words and figures in the official form, on the outgoing path like any other."""

import io
from zipfile import ZipFile

import pytest
from django.urls import reverse
from tests.figures.conftest import YEAR, Stage, build_stage, make_unit, moment
from tests.figures.screen import browser, installed, text_of

from tongket.directives.models import Outgoing
from tongket.directives.outgoing.document import document_of
from tongket.figures import actions
from tongket.figures.models import Report
from tongket.reviews.outlines.models import Heading, Outline, Passage, Submission
from tongket.reviews.report_papers import (
    draft_office_paper,
    draft_unit_paper,
    office_paper,
    ref_of,
    unit_paper,
)
from tongket.units.models import Unit
from tongket.viet.fault import Refusal
from tongket.writer.document import to_json

__all__ = ["installed"]
NOW = moment("2026-03-01")


@pytest.fixture
def stage(db: None) -> Stage:
    return build_stage()


@pytest.fixture
def committee(stage: Stage) -> Unit:
    return make_unit("Ủy ban nhân dân xã Mẫu", "office", "office", stage.xa_mau, stage.province)


def _words(stage: Stage, text: str) -> None:
    report = stage.draft()
    actions.save_cells(
        report=report, typed={}, words=text, actor=stage.hats.reporter, now=moment("2026-01-02")
    )


def test_one_press_puts_the_report_into_the_outgoing_book_of_its_committee(stage: Stage, committee: Unit):
    _words(stage, "Đã họp dân ở cả 12 thôn.")
    report = stage.approved({1: "1.234", 2: "34", 3: "1.200", 4: "không áp dụng"})
    client = browser(stage.hats.reporter)
    page = text_of(client.get(stage.due().get_absolute_url()))
    address = reverse("reviews:report-paper", args=[stage.due().ref])
    assert f'action="{address}"' in page
    answer = client.post(address)
    paper = Outgoing.objects.get(ref=ref_of(stage.due()))
    assert answer["Location"] == paper.get_absolute_url()
    assert (paper.unit, paper.kind, paper.state) == (committee, "BC", "draft")
    assert "I. Tình hình thực hiện\nĐã họp dân ở cả 12 thôn." in paper.text
    figure = report.figures.get(indicator=stage.households, breakdown=0)
    assert f"/so-lieu/dau-vet/{figure.ref}/" in paper.composed
    document = document_of(paper, NOW)
    assert document.head.number.endswith("/BC-UBND")
    assert document.kind == "BÁO CÁO"
    assert "1.234 hộ" in to_json(document).decode()


def test_a_second_press_brings_the_draft_up_to_date_and_leaves_what_is_on_its_way(
    stage: Stage, committee: Unit
):
    report = stage.approved()
    first = draft_unit_paper(due=stage.due(), actor=stage.hats.reporter, now=NOW)
    figure = report.figures.get(indicator=stage.households, breakdown=0)
    along = {report.figures.get(breakdown__first="hộ khác"): 1266}
    actions.correct_figure(
        figure=figure,
        value=1300,
        along=along,
        reason="Cộng sót",
        actor=stage.hats.approver,
        now=moment("2026-03-02"),
    )
    again = draft_unit_paper(due=stage.due(), actor=stage.hats.reporter, now=moment("2026-03-03"))
    assert (again.pk, again.version) == (first.pk, first.version + 1)
    assert "1.300 hộ" in again.composed
    Outgoing.objects.filter(pk=again.pk).update(state=Outgoing.State.HEADED)
    kept = draft_unit_paper(due=stage.due(), actor=stage.hats.reporter, now=moment("2026-03-04"))
    assert (kept.version, kept.state) == (again.version, "headed")


def test_a_report_that_waits_for_approval_bears_what_was_handed_in(stage: Stage, committee: Unit):
    stage.submitted()
    paper = draft_unit_paper(due=stage.due(), actor=stage.hats.reporter, now=NOW)
    assert "1.234 hộ" in paper.composed


def test_a_draft_is_no_paper_yet(stage: Stage):
    stage.draft()
    with pytest.raises(Refusal) as why:
        unit_paper(stage.due(), NOW)
    assert why.value.faults[0].code == "report_paper.not_sent"
    answer = browser(stage.hats.reporter).post(reverse("reviews:report-paper", args=[stage.due().ref]))
    assert answer.status_code in (400, 403, 409)
    assert not Outgoing.objects.exists()


def test_the_words_stand_under_the_headings_of_the_outline(stage: Stage):
    stage.approved()
    outline = Outline.objects.create(
        unit=stage.province, programme=stage.programme, period="2025", period_start=YEAR.start, period_end=YEAR.end,
        state="sent", sent_at=moment("2026-01-02"), made_at=moment("2026-01-01"),
    )  # fmt: skip
    one = Submission.objects.create(outline=outline, unit=stage.xa_mau, state="submitted")
    for order, (title, text) in enumerate(
        (("Kết quả nổi bật", "Hòa giải 5 vụ."), ("Kiến nghị", "")), start=1
    ):
        heading = Heading.objects.create(outline=outline, order=order, title=title)
        Passage.objects.create(submission=one, heading=heading, text=text)
    said = to_json(unit_paper(stage.due(), NOW)).decode()
    assert "I. Kết quả nổi bật" in said
    assert "Hòa giải 5 vụ." in said
    assert "Kiến nghị" not in said, "a heading under which nothing was written is left out"
    whole = to_json(office_paper(stage.form, YEAR, NOW)).decode()
    assert "Xã Mẫu: Hòa giải 5 vụ." in whole


def test_the_office_above_makes_one_report_and_names_who_is_missing(stage: Stage):
    committee = make_unit("Ủy ban nhân dân tỉnh Mẫu", "office", "office", stage.province)
    _words(stage, "Đã họp dân.")
    stage.approved({1: "1.234", 2: "34", 3: "1.200", 4: "không áp dụng"})
    paper = draft_office_paper(form=stage.form, period=YEAR, actor=stage.hats.clerk, now=NOW)
    assert paper.unit == committee
    assert "của 1 trên 2 đơn vị" in paper.text
    assert "- Xã Mẫu: Đã họp dân." in paper.text
    assert "- Xã Khác" in paper.text
    assert f"/dau-vet/r/{stage.households.ref}/" in paper.composed
    page = text_of(browser(stage.hats.clerk).get(reverse("figures:period", args=[stage.form.ref, "2025"])))
    assert "Báo cáo tổng hợp của cả kỳ" in page


def test_nothing_is_summed_up_before_the_first_approval(stage: Stage):
    stage.submitted()
    with pytest.raises(Refusal) as why:
        office_paper(stage.form, YEAR, NOW)
    assert why.value.faults[0].code == "report_paper.none_approved"


@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_the_paper_is_taken_along_as_a_file_and_no_stranger_gets_it(stage: Stage, ending: str):
    stage.approved()
    address = reverse("reviews:report-file", args=[stage.due().ref, ending])
    data = b"".join(browser(stage.hats.reporter).get(address))
    if ending == "docx":
        text = ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
        assert "BÁO CÁO" in text
        assert "1.234" in text
    else:
        assert data.startswith(b"%PDF")
    assert browser(stage.hats.stranger).get(address).status_code == 404
    assert Report.objects.count() == 1
