"""From an empty folder to a reporter at work: `tongket init`, an office, an appointment, an own password."""

import re
from pathlib import Path

import pytest
from django.test import Client
from tests.cli.conftest import Shell, shell

from tongket.base.entries import facts_of
from tongket.base.models import Account, Entry
from tongket.cli.main import run
from tongket.units.models import Unit, UnitVersion

__all__ = ["shell"]
pytestmark = [pytest.mark.slow, pytest.mark.django_db]
KEEPERS, OWN = "gặt lúa mùa thu", "bến đò chiều vắng"
DECISION = "Quyết định 01/QĐ-UBND ngày 01/7/2026"


def sign_in(client: Client, name: str, password: str):
    return client.post("/dang-nhap", {"username": name, "password": password, "next": "/quan-tri/"})


def add(client: Client, above: Unit, name: str, kind: str, line: str) -> Unit:
    typed = {"name": name, "kind": kind, "line": line, "decision": DECISION, "day": "01/07/2026"}
    answer = client.post(f"/quan-tri/co-quan/{above.ref}/them", typed)
    assert answer.status_code == 302, answer.text
    return UnitVersion.objects.get(name=name).unit


def take_up(client: Client, unit: Unit, username: str, name: str, post: str, role: str) -> str:
    typed = {"who": "new", "username": username, "name": name, "post": post, "role": role}
    days = {"decision": DECISION, "start": "01/07/2026", "until": ""}
    page = client.post(f"/quan-tri/co-quan/{unit.ref}/bo-nhiem", typed | days)
    assert page.status_code == 200, page.text
    return re.search(r'id="first-password">([^<]+)<', page.text)[1]


def test_from_an_empty_folder_to_a_reporter_with_an_own_password(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "password").write_text(KEEPERS)
    monkeypatch.setenv("TONGKET_PASSWORD_FILE", str(tmp_path / "password"))
    words = ("--unit", "Ngọc Lặc, Thanh Hóa", "--host", "testserver", "--account", "quantri")
    code, out, err = shell("init", *words, "--name", "Lê Văn Mẫu")
    assert (code, err) == (0, "")
    assert "/quan-tri/" in out.strip().splitlines()[-1]

    keeper = Client()
    assert sign_in(keeper, "quantri", KEEPERS).headers["Location"] == "/quan-tri/"
    board = keeper.get("/quan-tri/").text
    assert "Chưa có cơ quan nào" in board
    commune = Unit.objects.get(ref=re.search(r"/quan-tri/co-quan/([0-9a-f-]{36})/them", board)[1])
    committee = add(keeper, commune, "Ủy ban nhân dân xã Ngọc Lặc", "office", "state")
    village = add(keeper, commune, "Thôn Đoài", "village", "state")
    party = add(keeper, commune, "Đảng ủy xã Ngọc Lặc", "office", "party")
    add(keeper, party, "Văn phòng Đảng ủy xã Ngọc Lặc", "office", "party")
    board = keeper.get("/quan-tri/").text
    assert "chưa có người nhập báo cáo" in board
    assert "chưa có người phê duyệt" in board
    take_up(keeper, committee, "chu.tich", "Trần Thị Mẫu", "Chủ tịch", "approver")
    first = take_up(keeper, village, "thon.doai", "Phạm Văn Mẫu", "Trưởng thôn", "reporter")
    board = keeper.get("/quan-tri/").text
    assert "Phạm Văn Mẫu" in board
    assert "chưa có người phê duyệt" not in board.partition("Đảng ủy")[0].partition("Thôn Đoài")[2]

    reporter = Client()
    assert sign_in(reporter, "thon.doai", first).status_code == 302
    assert reporter.get("/ban-viec/").headers["Location"].startswith("/mat-khau")
    answer = reporter.post("/mat-khau", {"old": first, "new": OWN, "again": OWN, "next": "/ban-viec/"})
    assert answer.headers["Location"] == "/ban-viec/"
    assert "Trưởng thôn" in reporter.get("/ban-viec/").text
    assert reporter.get("/quan-tri/").status_code == 403
    assert sign_in(Client(), "thon.doai", first).status_code == 400
    assert sign_in(Client(), "thon.doai", OWN).status_code == 302

    told = "".join(bytes(entry.body).decode() for entry in Entry.objects.exclude(kind="units.load"))
    assert not any(secret in told for secret in ("Phạm Văn Mẫu", "thon.doai", first, OWN))
    opened = Entry.objects.get(
        kind="units.open_account", subject=Account.objects.get(username="thon.doai").ref
    )
    assert len(facts_of(opened)["names"]) == 64
    assert run(["check"]) == 0
