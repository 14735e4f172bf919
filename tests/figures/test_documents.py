"""A figure is taken over from a document on the screen; a programme is closed with what is open in sight."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.figures.conftest import Stage, moment
from tests.figures.screen import browser, text_of

from tongket.base import clock
from tongket.base.models import Installation
from tongket.figures.models import Figure
from tongket.programmes.models import Programme

pytestmark = pytest.mark.django_db
SAID = {
    "unit": "Xã Mẫu", "period": "2025", "value": "1.234", "kind": "final",
    "evidence_text": "Báo cáo 12/BC-UBND, mục II.3",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _installed(stage: Stage, settings, tmp_path, monkeypatch):
    settings.STORE = tmp_path / "store"
    monkeypatch.setattr(clock, "now", lambda: moment("2026-02-01"))
    Installation.objects.create(
        pk=1, name="Thử", main_host="testserver", unit_id=stage.province.pk, made_at=moment("2025-01-01")
    )


def url(stage: Stage) -> str:
    return reverse("figures:take-over", args=[stage.poor.ref])


def test_an_official_figure_is_taken_over_with_its_paper(stage: Stage):
    client = browser(stage.hats.clerk)
    assert url(stage) in text_of(client.get(stage.poor.get_absolute_url()))
    assert 'value="Tỉnh Mẫu"' in text_of(client.get(url(stage)))
    paper = SimpleUploadedFile("bao-cao.txt", "Báo cáo năm".encode())
    answer = client.post(url(stage), SAID | {"evidence": paper, "note": "Bản chính"})
    made = Figure.objects.get()
    assert answer["Location"] == made.get_absolute_url()
    assert (made.unit, made.value, made.source, made.kind) == (stage.xa_mau, 1234, "taken_over", "final")
    assert (made.evidence_text, made.note) == (SAID["evidence_text"], "Bản chính")
    assert made.evidence is not None
    assert made.evidence.name == "bao-cao.txt"


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"unit": "Xã Không Có"}, "Xã Không Có"),
        ({"period": "quý ba"}, "quý ba"),
        ({"value": "nhiều"}, "“nhiều” không phải là số"),
        ({"evidence_text": ""}, "Văn bản, điều khoản"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(stage: Stage, more: dict[str, str], sentence: str):
    answer = browser(stage.hats.clerk).post(url(stage), SAID | more)
    page = text_of(answer)
    assert answer.status_code == 400
    assert sentence in page
    for name, value in (SAID | more).items():
        assert not value or name == "kind" or f'value="{value}"' in page
    assert not Figure.objects.exists()


def test_a_figure_of_a_unit_elsewhere_is_refused(stage: Stage):
    leader = browser(stage.hats.leader)
    answer = leader.post(url(stage), SAID | {"unit": "Xã Khác"})
    assert answer.status_code == 403
    assert 'value="Xã Khác"' in text_of(answer)
    assert leader.post(url(stage), SAID).status_code == 302
    assert browser(stage.hats.reporter).get(url(stage)).status_code == 403


def test_closing_lists_first_what_is_still_open(stage: Stage):
    where = reverse("figures:close", args=[stage.programme.slug])
    client = browser(stage.hats.clerk)
    page = text_of(client.get(where))
    assert "Còn để ngỏ" in page
    for due in stage.dues.values():
        assert due.get_absolute_url() in page
    assert Programme.objects.get().state == "running"
    answer = client.post(where)
    assert answer["Location"] == f"/chuong-trinh/{stage.programme.slug}/"
    assert Programme.objects.get().state == "closed"
    again = client.post(where)
    assert again.status_code == 400
    assert "đã kết thúc từ trước" in text_of(again)


@pytest.mark.parametrize("role", ["approver", "leader", "reporter", "stranger"])
def test_only_those_who_run_a_programme_close_it(stage: Stage, role: str):
    client = browser(getattr(stage.hats, role))
    where = reverse("figures:close", args=[stage.programme.slug])
    assert {client.get(where).status_code, client.post(where).status_code} == {403}
    assert Programme.objects.get().state == "running"
