"""The screens of reports, forms, workbooks and trails, as the cast sees them."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook
from tests.figures.conftest import YEAR, Stage, moment
from tests.figures.screen import GOOD, browser, installed, text_of
from tests.figures.sheets import type_into

from tongket.base import clock
from tongket.base.models import Entry
from tongket.figures import actions
from tongket.figures.models import Cell, Due, Figure, Report
from tongket.figures.workbook import template
from tongket.programmes.models import Programme
from tongket.units.hats import Hat

__all__ = ["installed"]


def test_the_clerk_finds_what_the_unit_owes_and_fills_it_in(stage: Stage):
    client = browser(stage.hats.reporter)
    url = stage.due().get_absolute_url()
    assert url in text_of(client.get(reverse("figures:list")))
    page = text_of(client.get(url))
    assert "Còn 4 ô chưa nhập" in page
    assert not Report.objects.exists()
    answer = client.post(url, GOOD | {"do": "gui"}, follow=True)
    assert answer.status_code == 200
    assert "Báo cáo đã được gửi" in text_of(answer)
    assert Report.objects.get().state == "submitted"


def test_wrong_text_stays_typed_with_its_sentence_beside_it(stage: Stage):
    client = browser(stage.hats.reporter)
    answer = client.post(stage.due().get_absolute_url(), GOOD | {"c1": "mười hai", "do": "gui"})
    page = text_of(answer)
    assert answer.status_code == 400
    assert 'value="mười hai"' in page
    assert 'aria-invalid="true"' in page
    assert Report.objects.get().state == "draft"
    assert Cell.objects.get(item__order=1).typed == "mười hai"


def test_each_fault_above_the_grid_leads_to_its_cell(stage: Stage):
    client = browser(stage.hats.reporter)
    answer = client.post(stage.due().get_absolute_url(), GOOD | {"c1": "mười hai", "c3": "", "do": "gui"})
    above = text_of(answer).split('role="alert"')[1].split("</div>")[0]
    assert answer.status_code == 400
    for order, words in ((1, "mười hai"), (3, "Dòng 3")):
        link = above.split(f'<a href="#c{order}">')[1].split("</a>")[0]
        assert words in link
        assert f'id="c{order}"' in text_of(answer)


def test_a_draft_is_kept_and_found_again(stage: Stage):
    client, url = browser(stage.hats.reporter), stage.due().get_absolute_url()
    answer = client.post(url, {"c1": "12", "words": "Đã họp dân", "do": "luu"}, follow=True)
    assert 'data-draft-done="bao-cao-' in text_of(answer)
    page = text_of(client.get(url))
    assert 'value="12"' in page
    assert "Đã họp dân" in page


@pytest.mark.parametrize("who", ["approver", "clerk"])
def test_what_is_typed_and_not_sent_is_seen_by_its_own_unit_only(stage: Stage, who: str):
    stage.draft({1: "7654321", 2: "không áp dụng"})
    Report.objects.update(words="Lời chưa gửi")
    Cell.objects.update(note="Ghi chú chưa gửi")
    url = stage.due().get_absolute_url()
    for text in ("7654321", "Lời chưa gửi", "Ghi chú chưa gửi"):
        assert text in text_of(browser(stage.hats.leader).get(url))
    above = browser(getattr(stage.hats, who))
    pages = [text_of(above.get(url)), text_of(above.post(url, {"c1": "1", "do": "luu"}))]
    for page in pages:
        assert "Đơn vị đang nhập" in page
        assert all(text not in page for text in ("7654321", "Lời chưa gửi", "Ghi chú chưa gửi"))
    above.cookies["django_language"] = "en"
    assert "Being filled in" in text_of(above.get(url))


def test_a_returned_report_shows_those_above_what_was_sent_and_not_what_is_being_mended(stage: Stage):
    report = stage.submitted()
    actions.return_report(
        report=report, reason="Dòng 2 thấp", actor=stage.hats.approver, now=moment("2026-01-04")
    )
    actions.save_cells(
        report=Report.objects.get(), typed={1: "7654321"}, actor=stage.hats.reporter, now=moment("2026-01-05")
    )
    above, url = browser(stage.hats.approver), stage.due().get_absolute_url()
    page = text_of(above.get(url))
    assert "Đơn vị đang sửa báo cáo" in page
    assert "Dòng 2 thấp" in page
    assert "1.234" in page
    assert "7654321" not in page
    above.cookies["django_language"] = "en"
    assert "The unit is mending this report" in text_of(above.get(url))


def test_the_workbook_of_others_holds_nothing_that_was_not_sent(stage: Stage):
    stage.draft({1: "7654321"})
    address = reverse("figures:report-workbook", args=[stage.due().ref])

    def numbers(hat: Hat) -> str:
        book = CalamineWorkbook.from_filelike(io.BytesIO(browser(hat).get(address).content))
        return str([sheet.to_python() for sheet in map(book.get_sheet_by_name, book.sheet_names)])

    assert "7654321" in numbers(stage.hats.reporter)
    assert "7654321" not in numbers(stage.hats.approver)


def test_a_sign_for_not_applicable_is_shown_in_words(stage: Stage):
    stage.submitted({1: "1.234", 2: "34", 3: "1.200", 4: "-"})
    above, url = browser(stage.hats.approver), stage.due().get_absolute_url()
    assert 'data-th="Kỳ này">không áp dụng</td>' in text_of(above.get(url))
    above.cookies["django_language"] = "en"
    assert 'data-th="This period">not applicable</td>' in text_of(above.get(url))


def test_the_second_of_two_writers_is_shown_both_texts(stage: Stage):
    client, url = browser(stage.hats.reporter), stage.due().get_absolute_url()
    seen = stage.draft({1: "5"}).version
    client.post(url, {"c1": "6", "version": seen, "do": "luu"})
    answer = client.post(url, {"c1": "7", "version": seen, "do": "luu"})
    page = text_of(answer)
    assert answer.status_code == 400
    assert 'value="7"' in page
    assert "Bản đã lưu: 6" in page
    assert Cell.objects.get(item__order=1).typed == "6"


def test_two_who_open_an_empty_report_do_not_write_over_each_other(stage: Stage):
    client, url = browser(stage.hats.reporter), stage.due().get_absolute_url()
    assert 'name="version" value="1"' in text_of(client.get(url))
    first = {"c1": "6", "n1": "Theo biên bản", "words": "Lời của người thứ nhất", "version": "1", "do": "luu"}
    assert client.post(url, first).status_code == 302
    second = {"c1": "7", "n1": "Theo sổ", "words": "Lời của người thứ hai", "version": "1", "do": "luu"}
    answer = client.post(url, second)
    page = text_of(answer)
    assert answer.status_code == 400
    for text in ("Bản đã lưu: 6", "Bản đã lưu: Theo biên bản", "Bản đã lưu: Lời của người thứ nhất"):
        assert text in page
    for text in ('value="7"', 'value="Theo sổ"', "Lời của người thứ hai</textarea>"):
        assert text in page
    assert Report.objects.get().words == "Lời của người thứ nhất"


def test_a_file_attached_as_evidence_is_entered_under_the_post_that_attached_it(stage: Stage):
    client, url = browser(stage.hats.reporter), stage.due().get_absolute_url()
    file = SimpleUploadedFile("bien-ban.txt", "Biên bản họp".encode())
    assert client.post(url, {"line": "1", "evidence": file, "do": "luu"}).status_code == 302
    assert Entry.objects.get(kind="file.keep").actor == stage.hats.reporter.appointment


def test_each_cell_is_kept_and_checked_as_it_is_left(stage: Stage):
    client = browser(stage.hats.reporter)
    url = reverse("figures:check", args=[stage.due().ref])
    typed = {"c1": "10", "n1": "Theo sổ", "c2": "x", "c3": "", "c4": "", "words": "Đã họp", "version": "1"}
    answer = client.post(url, typed, headers={"HX-Request": "true"})
    page = text_of(answer)
    assert 'id="f2" hx-swap-oob="true"' in page
    assert "Còn 2 ô chưa nhập" in page
    assert "Đã lưu lúc" in page
    assert answer["HX-Trigger"] == "kept"
    cell = Cell.objects.get(item__order=1)
    assert (cell.typed, cell.note, cell.report.words) == ("10", "Theo sổ", "Đã họp")
    assert f'name="version" value="{cell.report.version}" hx-swap-oob="true"' in page
    assert cell.report.state == "draft"


def test_a_cell_that_somebody_else_has_changed_meanwhile_is_not_written_over_as_it_is_left(stage: Stage):
    client = browser(stage.hats.reporter)
    seen = stage.draft({1: "5"}).version
    url = reverse("figures:check", args=[stage.due().ref])
    client.post(url, {"c1": "6", "version": seen})
    answer = client.post(url, {"c1": "7", "version": seen})
    assert "Chưa lưu được" in text_of(answer)
    assert "HX-Trigger" not in answer
    assert 'name="version"' not in text_of(answer)
    assert Cell.objects.get(item__order=1).typed == "6"


def test_what_the_browser_brought_back_is_looked_at_and_not_kept(stage: Stage):
    url = reverse("figures:check", args=[stage.due().ref])
    page = text_of(browser(stage.hats.reporter).post(url, {"c1": "10", "c2": "x", "look": "1"}))
    assert 'id="f2" hx-swap-oob="true"' in page
    assert not Report.objects.exists()


def test_nobody_else_keeps_a_cell(stage: Stage):
    url = reverse("figures:check", args=[stage.due().ref])
    assert "HX-Trigger" not in browser(stage.hats.clerk).post(url, {"c1": "10", "version": "1"})
    assert not Report.objects.exists()


def test_last_periods_figure_stands_beside_each_cell(stage: Stage):
    stage.approved()
    actions.open_period(
        form=stage.form,
        period=YEAR.next(),
        units=[stage.xa_mau],
        actor=stage.hats.clerk,
        now=moment("2026-12-15"),
    )
    due = Due.objects.get(period="2026")
    assert '<td class="n then" data-th="Kỳ trước">1.234</td>' in text_of(
        browser(stage.hats.reporter).get(due.get_absolute_url())
    )


def test_the_approver_returns_with_a_reason_and_the_clerk_sees_it(stage: Stage):
    stage.submitted()
    judge, url = browser(stage.hats.approver), stage.due().get_absolute_url()
    assert judge.post(url, {"do": "tra"}).status_code == 400
    assert judge.post(url, {"do": "tra", "reason": "Dòng 2 thấp", "cells": ["2"]}).status_code == 302
    page = text_of(browser(stage.hats.reporter).get(url))
    assert "Dòng 2 thấp" in page
    assert "cần sửa" in page
    assert 'value="1.234"' in page


def test_the_approver_approves_and_each_figure_opens_its_trail(stage: Stage):
    stage.submitted()
    judge, url = browser(stage.hats.approver), stage.due().get_absolute_url()
    assert "không sửa được nữa" in text_of(judge.get(url))
    judge.post(url, {"do": "duyet"})
    figure = Figure.objects.get(indicator=stage.households, breakdown=0)
    assert figure.get_absolute_url() in text_of(judge.get(url))


@pytest.mark.parametrize("who", ["reporter", "leader", "clerk"])
def test_nobody_else_approves(stage: Stage, who: str):
    stage.submitted()
    answer = browser(getattr(stage.hats, who)).post(stage.due().get_absolute_url(), {"do": "duyet"})
    assert answer.status_code == 403
    assert not Figure.objects.exists()


def test_more_time_is_given_with_a_reason(stage: Stage):
    url = stage.due().get_absolute_url()
    answer = browser(stage.hats.approver).post(url, {"do": "gia-han", "until": "20/01/2026", "why": "Lũ lụt"})
    assert answer.status_code == 302
    due = stage.due()
    due.refresh_from_db()
    assert due.extension_reason == "Lũ lụt"


def test_the_list_of_a_period_tells_both_rates(stage: Stage):
    stage.submitted()
    page = text_of(browser(stage.hats.clerk).get(reverse("figures:period", args=[stage.form.ref, "2025"])))
    assert "Xã Mẫu" in page
    assert "Xã Khác" in page
    assert page.count("50,0%") == 2


def test_the_page_of_a_form_leads_to_its_next_period_for_whoever_may_open_it(stage: Stage):
    url, opening = stage.form.get_absolute_url(), reverse("figures:open", args=[stage.form.ref])
    assert opening in text_of(browser(stage.hats.clerk).get(url))
    assert opening not in text_of(browser(stage.hats.reporter).get(url))


def test_a_workbook_goes_out_and_comes_back_by_the_screen(stage: Stage):
    client = browser(stage.hats.reporter)
    answer = client.get(reverse("figures:report-workbook", args=[stage.due().ref]))
    assert answer["Content-Disposition"] == 'attachment; filename="dan-chu-co-so-2025.xlsx"'
    assert answer.content == template(stage.form, YEAR, [stage.due()], now=clock.now())
    bad = type_into(answer.content, {"F5": "mười hai"})
    upload = reverse("figures:upload")
    refused = client.post(upload, {"workbook": SimpleUploadedFile("b.xlsx", bad)})
    assert refused.status_code == 400
    assert "ô F5 (Số hộ)" in text_of(refused)
    assert not Report.objects.exists()
    good = type_into(answer.content, {"F5": 10, "F6": 4, "F7": 6, "F8": 50})
    assert client.post(upload, {"workbook": io.BytesIO(good)}).status_code == 302
    assert Report.objects.get().state == "submitted"


def test_a_trail_is_public_names_posts_and_no_person(stage: Stage):
    stage.approved()
    figure = Figure.objects.get(indicator=stage.households, breakdown=0)
    page = text_of(browser().get(figure.get_absolute_url()))
    assert "Trưởng phòng Tổng hợp, Tỉnh Mẫu" in page
    assert "Trần Văn Duyệt" not in page
    assert "1.234" in page
    stage.programme.public = False
    stage.programme.save()
    assert browser().get(figure.get_absolute_url()).status_code == 404
    assert browser(stage.hats.approver).get(figure.get_absolute_url()).status_code == 200


def test_a_figure_is_corrected_on_its_trail_and_both_stay(stage: Stage):
    stage.approved()
    figure = Figure.objects.get(indicator=stage.households, breakdown=0)
    judge = browser(stage.hats.approver)
    assert judge.post(figure.get_absolute_url(), {"value": "mười", "reason": "Sai"}).status_code == 400
    typed = {"value": "1.235", "c2": "34", "c3": "1.200", "reason": "Cộng sót"}
    refused = judge.post(figure.get_absolute_url(), typed)
    assert refused.status_code == 400
    assert "1.234" in text_of(refused), "what the parts make"
    answer = judge.post(figure.get_absolute_url(), typed | {"c3": "1.201"}, follow=True)
    assert "1.235" in text_of(answer)
    assert "Cộng sót" in text_of(judge.get(figure.get_absolute_url()))
    assert (
        browser(stage.hats.reporter)
        .post(figure.get_absolute_url(), {"value": "1", "reason": "x"})
        .status_code
        == 403
    )


def test_a_total_shows_the_figures_it_is_made_of(stage: Stage):
    stage.approved()
    url = reverse("figures:sum", args=[stage.households.ref, stage.province.ref, "2025", "reported"])
    page = text_of(browser().get(url))
    assert Figure.objects.get(indicator=stage.households, breakdown=0).get_absolute_url() in page
    assert "1.234" in page


def test_visitors_are_asked_to_sign_in_and_strangers_find_nothing(stage: Stage):
    own = [
        stage.due().get_absolute_url(),
        reverse("figures:list"),
        stage.form.get_absolute_url(),
        reverse("figures:upload"),
        stage.households.get_absolute_url(),
        reverse("figures:workbook", args=[stage.form.ref, "2025"]),
    ]
    for url in own:
        assert browser().get(url).status_code == 302
        assert browser(stage.hats.clerk).get(url).status_code == 200
    assert browser(stage.hats.stranger).get(own[0]).status_code == 404


def test_a_page_is_read_in_english_too(stage: Stage):
    client = browser(stage.hats.clerk)
    client.cookies["django_language"] = "en"
    assert "Rate in time" in text_of(client.get(reverse("figures:period", args=[stage.form.ref, "2025"])))


@pytest.mark.parametrize("field", ["c1", "n1", "words"])
def test_odd_characters_and_long_texts_never_break_a_page(stage: Stage, field: str):
    client, url = browser(stage.hats.reporter), stage.due().get_absolute_url()
    assert client.post(url, {field: "1\x002", "do": "luu"}).status_code == 302
    assert client.post(url, {field: "9" * 400, "do": "luu"}).status_code in (302, 400)


def test_a_total_is_not_told_to_who_may_not_see_all_its_parts(stage: Stage):
    stage.approved()
    rows = [actions.Counted(unit.pk, 30, YEAR) for unit in (stage.xa_mau, stage.xa_khac)]
    actions.count_figures(indicator=stage.households, rows=rows, how="đếm", now=moment("2026-01-06"))
    Programme.objects.update(public=False)
    url = reverse("figures:sum", args=[stage.households.ref, stage.province.ref, "2025", "counted"])
    assert "<strong>60</strong>" in text_of(browser(stage.hats.approver).get(url))
    page = text_of(browser(stage.hats.reporter).get(url))
    assert ">30</a>" in page
    assert "<strong>60</strong>" not in page
