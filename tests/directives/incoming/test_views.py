"""The arrival book on the screen: a paper known already is asked about, what is no paper takes no number."""

import datetime
import html
import io
import re
import struct
import zipfile
import zlib

import docx
import pytest
from tests.directives.office import DAY, Office, new_paper, received, signed_in
from tests.world.people import NOW

from tongket.base.models import SeriesNumber
from tongket.directives.incoming.actions import NUMBERED_THERE, receive_paper
from tongket.directives.models import Incoming

pytestmark = pytest.mark.django_db
ADD = "/van-ban-den/moi/"
TYPED = {
    "arrived_on": "20/11/2026", "sender": "Sở Tư pháp", "symbol": "15/STP-PBGDPL", "issued_on": "10/11/2026",
    "abstract": "Phổ biến pháp luật", "urgency": "normal",
}  # fmt: skip


def sent(data: bytes, name: str) -> io.BytesIO:
    file = io.BytesIO(data)
    file.name = name
    return file


def png(side: int) -> bytes:
    """The head of a square picture; no program unpacks it here."""
    chunk = b"IHDR" + struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))


def jpeg(side: int) -> bytes:
    comment = b"\xff\xfe" + struct.pack(">H", 6) + b"scan"
    return b"\xff\xd8" + comment + b"\xff\xc0" + struct.pack(">HBHH", 17, 8, side, side) + bytes(12)


def word_with(picture: bytes) -> bytes:
    file = io.BytesIO()
    docx.Document().save(file)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("word/media/image1.png", picture)
    return file.getvalue()


def test_a_paper_that_is_known_is_asked_about_once_and_may_still_be_entered(office: Office):
    client = signed_in(office.hats.clerk)
    assert client.post(ADD, TYPED).status_code == 302
    answer = client.post(ADD, {**TYPED, "symbol": "15 / STP-PBGDPL"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "đã có trong sổ: số đến 1" in page
    assert "Phổ biến pháp luật" in page
    ref = re.findall(r'name="again" value="([^"]+)"', page)
    assert client.post(ADD, {**TYPED, "again": ref[0]}).status_code == 302
    assert Incoming.objects.count() == 2


@pytest.mark.parametrize(
    ("odd", "said"),
    [
        ({"symbol": "09/CT/TW"}, "Có phải là 09-CT/TW không?"),
        ({"symbol": "abc"}, "“abc” không phải là số, ký hiệu văn bản"),
        ({"arrived_on": "20/11/1990", "issued_on": "10/11/1990"}, "lấy số trong sổ của năm đó"),
    ],
)
def test_an_odd_symbol_or_year_is_asked_about_once(office: Office, odd: dict[str, str], said: str):
    client = signed_in(office.hats.clerk)
    answer = client.post(ADD, TYPED | odd)
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 409
    assert said in page
    assert "Phổ biến pháp luật" in page
    assert not Incoming.objects.exists()
    asked = re.findall(r'name="asked" value="([^"]+)"', page)
    assert client.post(ADD, TYPED | odd | {"asked": asked[0], "symbol": "0/x"}).status_code == 409
    assert client.post(ADD, TYPED | odd | {"asked": asked[0]}).status_code == 302
    known = client.post(ADD, TYPED | odd | {"asked": asked[0]})
    assert known.status_code == 409
    assert "đã có trong sổ" in known.content.decode()
    assert f'type="hidden" name="asked" value="{asked[0]}"' in html.unescape(known.content.decode())


def test_a_paper_without_a_symbol_is_known_by_its_words_and_its_day(office: Office):
    client = signed_in(office.hats.clerk)
    bare = {**TYPED, "symbol": "", "issued_on": ""}
    assert client.post(ADD, bare).status_code == 302
    assert client.post(ADD, bare).status_code == 409
    assert client.post(ADD, {**bare, "arrived_on": "21/11/2026"}).status_code == 302


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (bytes(range(256)) * 9, "a.docx", "không phải tệp"),
        (b"<!DOCTYPE html><html><p>x", "a.html", "không phải tệp"),
        (b"chi la chu", "a.docx", "không phải tệp"),
        (png(10_000), "a.png", "100 triệu điểm"),
        (jpeg(10_000), "a.jpg", "100 triệu điểm"),
        (word_with(png(10_000)), "a.docx", "100 triệu điểm"),
    ],
)
def test_what_is_no_paper_is_refused_in_one_sentence_and_takes_no_number(
    office: Office, data: bytes, name: str, said: str
):
    answer = signed_in(office.hats.clerk).post(ADD, {**TYPED, "papers": sent(data, name)})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert said in page
    assert "Phổ biến pháp luật" in page, "nothing typed is lost"
    assert not SeriesNumber.objects.exists()


@pytest.mark.parametrize(("data", "name"), [(png(7000), "a.png"), (word_with(png(100)), "a.docx")])
def test_a_scan_and_a_word_file_with_a_picture_are_taken(office: Office, data: bytes, name: str):
    answer = signed_in(office.hats.clerk).post(ADD, {**TYPED, "papers": sent(data, name)})
    assert answer.status_code == 302
    assert Incoming.objects.get().papers.count() == 1


def test_a_deadline_before_the_paper_came_about_is_refused_by_the_day_that_was_compared(office: Office):
    client = signed_in(office.hats.clerk)
    page = client.post(ADD, {**TYPED, "issued_on": "", "due": "01/01/2020"}).content.decode()
    assert "01/01/2020 trước ngày văn bản đến (20/11/2026)" in page
    page = client.post(ADD, {**TYPED, "due": "01/01/2020"}).content.decode()
    assert "01/01/2020 trước ngày văn bản (10/11/2026)" in page


def test_what_was_read_is_told(office: Office):
    client = signed_in(office.hats.clerk)
    text = "Số: 15/STP-PBGDPL\nV/v phổ biến pháp luật"
    assert "Đã điền bên dưới: " in client.post(ADD, {"read": "1", "text": text}).content.decode()
    assert "Không đọc được" in client.post(ADD, {"read": "1", "text": "x"}).content.decode()


def test_a_day_that_is_none_is_told_beside_its_field(office: Office):
    received(office)
    client = signed_in(office.hats.clerk)
    page = client.get("/van-ban-den/?tu=31/02/2026").content.decode()
    assert 'value="31/02/2026"' in page
    assert 'id="id_tu_error"' in page
    assert (
        "Ngày cuối trước ngày đầu"
        in client.get("/van-ban-den/?tu=20/11/2026&den=01/11/2026").content.decode()
    )


def test_on_paper_the_book_runs_as_it_was_kept(office: Office):
    for abstract in ("Một", "Hai"):
        received(office, abstract=abstract, symbol="")
    client = signed_in(office.hats.clerk)
    page, printed = (client.get(f"/van-ban-den/{how}").content.decode() for how in ("", "?in=1"))
    assert page.index(": Hai") < page.index(": Một")
    assert printed.index(": Một") < printed.index(": Hai")


def test_a_number_of_the_document_system_is_not_given_again_here(office: Office):
    new = new_paper(number_there="2", foreign_id="VB-2")
    receive_paper(unit=office.committee, new=new, actor=office.hats.clerk, now=NOW)
    assert [received(office).number for _ in range(2)] == [1, 3]
    assert SeriesNumber.objects.get(number=2).gap_reason == NUMBERED_THERE
    earlier = received(office, arrived_on=DAY - datetime.timedelta(days=400), issued_on=None)
    assert earlier.number == 1
