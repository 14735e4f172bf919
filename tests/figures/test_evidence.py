"""Evidence on the lines of a report: what is taken, kept and refused, and who opens it."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.figures.conftest import Stage
from tests.figures.screen import GOOD, browser, installed, text_of

from tongket.base import clock
from tongket.base.checks import check_files
from tongket.base.entries import facts_of
from tongket.base.files import sweep_orphans
from tongket.base.models import Entry, File
from tongket.figures.models import Cell, Figure
from tongket.figures.report_checks import check_reports

__all__ = ["installed"]


def test_evidence_is_attached_to_a_line_and_opens_from_the_trail(stage: Stage, settings, tmp_path):
    settings.FILES = tmp_path / "files"
    client, url = browser(stage.hats.reporter), stage.due().get_absolute_url()
    paper = SimpleUploadedFile("bien-ban.txt", "Biên bản họp thôn".encode())
    client.post(url, GOOD | {"do": "luu", "line": "1", "evidence": paper})
    assert "bien-ban.txt" in text_of(client.get(url))
    stranger = browser(stage.hats.stranger).post(url, {"line": "1", "evidence": paper})
    assert stranger.status_code == 404
    client.post(url, GOOD | {"do": "gui"})
    browser(stage.hats.approver).post(url, {"do": "duyet"})
    figure = Figure.objects.get(indicator=stage.households, breakdown=0)
    page = text_of(browser(stage.hats.approver).get(figure.get_absolute_url()))
    link = reverse("figures:evidence", args=[figure.ref])
    assert link in page
    answer = browser(stage.hats.approver).get(link)
    assert b"".join(answer.streaming_content) == "Biên bản họp thôn".encode()
    assert browser().get(link).status_code == 404
    assert "tệp không công khai" in text_of(browser().get(figure.get_absolute_url()))


def test_a_second_file_on_a_line_takes_the_place_of_the_first_only_when_asked(
    stage: Stage, settings, tmp_path
):
    settings.FILES = tmp_path / "files"
    client, url = browser(stage.hats.reporter), stage.due().get_absolute_url()

    def attach(name: str, text: str, **more: str):
        file = SimpleUploadedFile(name, text.encode())
        return client.post(url, GOOD | {"do": "luu", "line": "1", "evidence": file} | more)

    assert attach("hai.txt", "Biên bản một").status_code == 302
    assert attach("hai.txt", "Biên bản một").status_code == 302
    answer = attach("ba.txt", "Biên bản hai", c1="1.235")
    assert answer.status_code == 400
    assert "đã có tệp “hai.txt”; tệp này được giữ nguyên" in text_of(answer)
    assert 'value="1.235"' in text_of(answer)
    client.cookies["django_language"] = "en"
    assert "has the file “hai.txt” already, and nothing was replaced" in text_of(attach("ba.txt", "Hai"))
    assert Cell.objects.get(item__order=1).evidence.name == "hai.txt"
    assert attach("ba.txt", "Biên bản hai", replace="on").status_code == 302
    assert Cell.objects.get(item__order=1).evidence.name == "ba.txt"


def swept(files: Path) -> int:
    """How many files are taken away the day after; the tests' day is not that of the disk."""
    for path in files.rglob("*"):
        os.utime(path, (clock.now().timestamp(),) * 2)
    return sweep_orphans(now=clock.now() + timedelta(days=1, minutes=1))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", b"MZ\x90\x00\x03", "Tệp là chương trình"),
        ("a.docm", b"PK", "Tệp có macro"),
        ("a.docx", bytes(range(256)) * 9, "không phải tệp Word, Excel, PDF hay ảnh chụp"),
        ("a.pdf", b"chi la chu", "không phải tệp Word, Excel, PDF hay ảnh chụp"),
        ("a.jpg", b"", "Tệp rỗng"),
    ],
)
def test_a_program_macros_or_no_paper_are_no_evidence_and_the_cells_stay_typed(
    stage: Stage, settings, tmp_path, name: str, content: bytes, said: str
):
    settings.FILES = tmp_path / "files"
    bad = SimpleUploadedFile(name, content)
    answer = browser(stage.hats.reporter).post(
        stage.due().get_absolute_url(), GOOD | {"do": "luu", "line": "1", "evidence": bad}
    )
    assert answer.status_code == 400
    assert said in text_of(answer)
    assert 'value="1.234"' in text_of(answer)
    assert not (tmp_path / "files").exists()


def test_evidence_of_a_save_that_is_refused_is_not_recorded(stage: Stage, settings, tmp_path):
    settings.FILES = tmp_path / "files"
    client, url = browser(stage.hats.reporter), stage.due().get_absolute_url()
    client.post(url, GOOD | {"do": "luu"})
    entries = Entry.objects.count()
    paper = SimpleUploadedFile("bien-ban.txt", "Biên bản họp thôn".encode())
    answer = client.post(url, GOOD | {"do": "luu", "version": "1", "line": "1", "evidence": paper})
    assert answer.status_code == 400
    assert (File.objects.count(), Entry.objects.count()) == (0, entries)
    assert swept(tmp_path / "files") == 1


def test_a_stamped_file_is_stopped_and_the_cells_stay_typed(stage: Stage, settings, tmp_path):
    settings.FILES = tmp_path / "files"
    secret = SimpleUploadedFile("x.txt", "TUYỆT MẬT\nNội dung".encode())
    answer = browser(stage.hats.reporter).post(
        stage.due().get_absolute_url(), GOOD | {"do": "luu", "line": "1", "evidence": secret}
    )
    assert answer.status_code == 400
    assert 'value="1.234"' in text_of(answer)
    assert not (tmp_path / "files").exists()


def attached(stage: Stage, name: str = "bien-ban.txt"):
    """The reporter has attached a file to line 1 of the draft."""
    client, url = browser(stage.hats.reporter), stage.due().get_absolute_url()
    paper = SimpleUploadedFile(name, "Biên bản họp thôn".encode())
    assert client.post(url, GOOD | {"do": "luu", "line": "1", "evidence": paper}).status_code == 302
    return client, url


def test_evidence_of_a_draft_can_be_taken_away_again_and_is_not_kept(stage: Stage, settings, tmp_path):
    settings.FILES = tmp_path / "files"
    client, url = attached(stage)
    assert "Gỡ tệp khỏi dòng 1" in text_of(client.get(url))
    assert client.post(url, GOOD | {"do": "luu", "away": "1", "c1": "1.236"}).status_code == 302
    cell = Cell.objects.get(item__order=1)
    assert (cell.evidence, cell.typed) == (None, "1.236")
    assert not File.objects.exists()
    assert Entry.objects.filter(kind="file.drop").count() == 1
    assert swept(tmp_path / "files") == 1
    assert "Gỡ tệp" not in text_of(client.get(url))


def test_what_was_handed_in_is_kept_though_it_is_taken_away_after_the_return(
    stage: Stage, settings, tmp_path
):
    settings.FILES = tmp_path / "files"
    client, url = attached(stage)
    client.post(url, GOOD | {"do": "gui"})
    kept = File.objects.get()
    handed_in = facts_of(Entry.objects.get(kind="figures.submit"))
    assert handed_in["evidence"] == [[1, str(kept.ref)]]
    browser(stage.hats.approver).post(url, {"do": "tra", "reason": "Nhầm tệp"})
    assert client.post(url, GOOD | {"do": "luu", "away": "1"}).status_code == 302
    assert Cell.objects.get(item__order=1).evidence is None
    assert File.objects.get() == kept
    client.post(url, GOOD | {"do": "gui"})
    last = Entry.objects.filter(kind="figures.submit").latest("pk")
    assert "evidence" not in facts_of(last)
    assert check_files() == check_reports() == []


def test_nobody_takes_evidence_away_from_a_report_that_was_handed_in(stage: Stage, settings, tmp_path):
    settings.FILES = tmp_path / "files"
    client, url = attached(stage)
    client.post(url, GOOD | {"do": "gui"})
    assert client.post(url, GOOD | {"do": "luu", "away": "1"}).status_code == 400
    assert Cell.objects.get(item__order=1).evidence == File.objects.get()
