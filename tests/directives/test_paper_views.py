"""An office's papers on the screen: a clerk enters, a leader notes, a paper goes its way, a file is handed over."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document as Word
from tests.directives.office import TEXT, Office, drafted, office, received, signed, signed_in, stood, world

from tongket.base.models import File
from tongket.directives.models import Directive, Incoming, Outgoing, WorkFile

pytestmark = pytest.mark.django_db
__all__ = ["office", "stood", "world"]
LETTER = (
    "SỞ NỘI VỤ TỈNH MẪU\nSố: 125/SNV-CCHC\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    "Tỉnh Mẫu, ngày 05 tháng 11 năm 2026\nV/v báo cáo cải cách hành chính\nKính gửi: UBND các xã\n"
    "Đề nghị gửi báo cáo trước ngày 30/11/2026."
)


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_the_reader_fills_in_what_the_text_tells_and_the_clerk_corrects(office: Office):
    clerk = signed_in(office.hats.clerk)
    shown = clerk.post("/van-ban-den/moi/", {"read": "1", "text": LETTER}).content.decode()
    for words in (
        'value="Sở Nội vụ tỉnh Mẫu"',
        'value="125/SNV-CCHC"',
        'value="05/11/2026"',
        'value="30/11/2026"',
        "Báo cáo cải cách hành chính",
    ):
        assert words in shown
    assert not Incoming.objects.exists()
    typed = {
        "text": LETTER, "arrived_on": "06/11/2026", "sender": "Sở Nội vụ", "symbol": "125/SNV-CCHC",
        "issued_on": "05/11/2026", "abstract": "Báo cáo cải cách hành chính", "urgency": "normal",
    }  # fmt: skip
    answer = clerk.post("/van-ban-den/moi/", typed)
    one = Incoming.objects.get()
    assert answer.url == f"/van-ban-den/{one.ref}/"
    assert (one.sender, one.number) == ("Sở Nội vụ", 1)


def test_a_file_is_read_once_waits_and_is_entered_with_the_paper(office: Office):
    clerk = signed_in(office.hats.clerk)
    word = Word()
    for line in LETTER.splitlines():
        word.add_paragraph(line)
    data = io.BytesIO()
    word.save(data)
    sent = SimpleUploadedFile("cong-van.docx", data.getvalue())
    answer = clerk.post("/van-ban-den/moi/", {"read": "1", "papers": sent})
    shown = answer.content.decode()
    assert 'value="Sở Nội vụ tỉnh Mẫu"' in shown
    assert "cong-van.docx" in shown
    assert not File.objects.filter(name="cong-van.docx").exists(), "nothing is recorded yet"
    slip = answer.context["reading"].initial["slip"]
    typed = {"slip": slip, "arrived_on": "06/11/2026", "sender": "Sở Nội vụ", "abstract": "Báo cáo"}
    clerk.post("/van-ban-den/moi/", typed)
    kept = Incoming.objects.get().papers.get().file
    assert kept.name == "cong-van.docx"
    there = clerk.get(f"/van-ban-den/{Incoming.objects.get().ref}/tep/{kept.ref}/")
    assert b"".join(there.streaming_content) == data.getvalue()
    assert there["Content-Disposition"].startswith("attachment")
    assert signed_in(office.hats.party_clerk).get(
        f"/van-ban-den/{Incoming.objects.get().ref}/tep/{kept.ref}/"
    ).status_code == 404  # fmt: skip


def test_a_forged_slip_names_no_file(office: Office):
    typed = {"slip": "abc:def", "arrived_on": "06/11/2026", "sender": "Sở Nội vụ", "abstract": "Báo cáo"}
    signed_in(office.hats.clerk).post("/van-ban-den/moi/", typed)
    assert not Incoming.objects.get().papers.exists()


def test_what_was_typed_stays_when_it_is_refused(office: Office):
    typed = {"arrived_on": "31/12/2026", "sender": "Sở Nội vụ", "abstract": "Báo cáo"}
    answer = signed_in(office.hats.clerk).post("/van-ban-den/moi/", typed)
    assert answer.status_code >= 400
    assert "31/12/2026 chưa đến" in answer.content.decode()
    assert 'value="Sở Nội vụ"' in answer.content.decode()


def test_the_book_shows_each_state_in_words_and_prints_whole(office: Office):
    one = received(office)
    chair = signed_in(office.hats.chair)
    assert "chờ ý kiến chỉ đạo" in page(chair, "/van-ban-den/?tt=waiting")
    chair.post(f"/van-ban-den/{one.ref}/", {"content": ""})
    assert "để biết" in page(chair, "/van-ban-den/?in=1")
    assert "Trong sổ không có văn bản phù hợp" in page(chair, "/van-ban-den/?tt=waiting")
    workbook = signed_in(office.hats.clerk).get("/van-ban-den/so.xlsx")
    assert workbook.content.startswith(b"PK")


def test_the_door_says_what_came_in_and_what_is_wrong(office: Office):
    from tests.directives.incoming.test_register import OTHER, ROW, book

    clerk = signed_in(office.hats.clerk)
    answer = clerk.post(
        "/van-ban-den/nhap/", {"file": SimpleUploadedFile("so.xlsx", book(ROW, OTHER))}, follow=True
    )
    assert "Đã vào sổ 2 văn bản mới" in answer.content.decode()
    again = clerk.post(
        "/van-ban-den/nhap/", {"file": SimpleUploadedFile("so.xlsx", book(ROW, OTHER))}, follow=True
    )
    assert "2 văn bản đã có trong sổ từ trước" in again.content.decode()
    wrong = clerk.post("/van-ban-den/nhap/", {"file": SimpleUploadedFile("so.xlsx", book([1, "", "x"]))})
    assert "ô B4 (Số đến)" in wrong.content.decode()


def test_a_correction_is_shown_and_the_number_stays(office: Office):
    one = received(office)
    clerk = signed_in(office.hats.clerk)
    address = f"/van-ban-den/{one.ref}/sua/"
    assert 'value="125/SNV-CCHC"' in page(clerk, address)
    clerk.post(address, {"arrived_on": "20/11/2026", "sender": "Sở Nội vụ", "abstract": "Báo cáo khác"})
    assert "Báo cáo khác" in page(clerk, f"/van-ban-den/{one.ref}/")
    assert signed_in(office.hats.chair).get(address).status_code == 403


def test_an_arrival_fills_in_the_register_of_directives(office: Office):
    one = received(office, symbol="12/CT-UBND")
    shown = page(signed_in(office.hats.clerk), f"/van-ban/moi/?den={one.ref}")
    assert 'value="12/CT-UBND"' in shown
    assert "Báo cáo kết quả cải cách hành chính năm 2026" in shown


def test_a_paper_goes_its_whole_way_by_buttons(office: Office):
    hats = office.hats
    drafter, clerk = signed_in(hats.drafter), signed_in(hats.clerk)
    typed = {
        "body": str(office.committee.ref), "kind": "KH", "abstract": "Tổ chức họp thôn", "text": TEXT,
        "units": [str(office.village.ref)], "urgency": "normal", "orders": "on",
    }  # fmt: skip
    assert "Kế hoạch" in page(drafter, "/van-ban-di/moi/")
    address = drafter.post("/van-ban-di/moi/", typed).url
    paper = Outgoing.objects.get()
    clerk.post("/ho-so/moi/", {
        "code": "01", "title": "Họp thôn", "opened_on": "20/11/2026", "retention": "10", "ground": "Danh mục",
        "keeper": "Văn thư",
    })  # fmt: skip
    file = WorkFile.objects.get()
    for hat, do, more in (
        (hats.head, "headed", {}),
        (hats.clerk, "formed", {}),
        (hats.drafter, "submitted", {"note": "Kính trình"}),
        (hats.deputy, "opinion", {"agreed": "yes"}),
        (hats.chair, "signed", {}),
        (hats.clerk, "numbered", {}),
        (hats.clerk, "sealed", {}),
        (hats.clerk, "issued", {}),
        (hats.clerk, "filed", {"work_file": str(file.ref)}),
    ):
        client = signed_in(hat)
        assert f'value="{do}"' in page(client, address), do
        assert client.post(address, {"do": do, **more}).status_code == 302, do
    paper.refresh_from_db()
    assert (paper.state, paper.symbol) == ("filed", "01/KH-UBND")
    assert Directive.objects.filter(symbol="01/KH-UBND").exists()
    assert "01/KH-UBND" in page(signed_in(hats.villager), "/van-ban-den/")
    assert "Kính trình" in page(clerk, f"{address}phieu-trinh/")
    assert "01/KH-UBND" in page(clerk, "/van-ban-di/?tim=hop+thon")
    assert "01/KH-UBND" in page(clerk, "/van-ban-di/so/")
    for form, start in (("docx", b"PK"), ("pdf", b"%PDF"), ("edxml", b"<?xml")):
        answer = clerk.get(f"{address}tai/{form}/?ma=000.00.01.H41")
        assert b"".join(answer).startswith(start), form


def test_a_step_out_of_turn_is_refused_in_plain_words(office: Office):
    paper = drafted(office)
    answer = signed_in(office.hats.chair).post(paper.get_absolute_url(), {"do": "signed"})
    assert "Chưa đến bước “Ký”" in answer.content.decode()
    assert Outgoing.objects.get().state == "draft"
    assert signed_in(office.hats.villager).get(paper.get_absolute_url()).status_code == 404


def test_a_paper_is_sent_back_with_its_reason_and_changed(office: Office):
    paper = drafted(office)
    head, drafter = signed_in(office.hats.head), signed_in(office.hats.drafter)
    head.post(paper.get_absolute_url(), {"do": "headed"})
    answer = signed_in(office.hats.clerk).post(paper.get_absolute_url(), {"do": "sent_back", "note": ""})
    assert answer.status_code == 400
    signed_in(office.hats.clerk).post(paper.get_absolute_url(), {"do": "sent_back", "note": "Sai thể thức"})
    assert "Sai thể thức" in page(drafter, paper.get_absolute_url())
    typed = {
        "body": str(office.committee.ref), "kind": "KH", "abstract": "Họp thôn", "text": "Bản khác", "version": "1",
        "urgency": "normal",
    }  # fmt: skip
    address = f"{paper.get_absolute_url()}sua/"
    assert drafter.post(address, typed).status_code == 302
    stale = drafter.post(address, typed | {"text": "Bản thứ ba"})
    assert "Người khác vừa sửa dự thảo này" in stale.content.decode()
    assert "Bản thứ ba" in stale.content.decode(), "what was typed is not lost"


def test_a_number_is_left_out_only_with_its_reason(office: Office):
    clerk = signed_in(office.hats.clerk)
    assert clerk.post("/van-ban-di/so/", {"kind": "KH", "reason": ""}).status_code == 400
    clerk.post("/van-ban-di/so/", {"kind": "KH", "reason": "Ghi nhầm sổ"})
    shown = page(clerk, "/van-ban-di/so/")
    assert "01/KH-UBND" in shown
    assert "Ghi nhầm sổ" in shown
    assert (
        signed_in(office.hats.chair).post("/van-ban-di/so/", {"kind": "KH", "reason": "x"}).status_code == 403
    )


def test_an_uploaded_word_file_is_looked_at_by_the_forms_rules(office: Office):
    word, data = Word(), io.BytesIO()
    word.add_paragraph("Kế hoạch không đúng thể thức")
    word.save(data)
    typed = {
        "body": str(office.committee.ref), "kind": "KH", "abstract": "Họp thôn", "urgency": "normal",
        "paper": SimpleUploadedFile("kh.docx", data.getvalue()),
    }  # fmt: skip
    address = signed_in(office.hats.drafter).post("/van-ban-di/moi/", typed).url
    assert "Tệp chưa đúng thể thức" in page(signed_in(office.hats.drafter), address)


def test_a_work_file_is_filled_closed_and_handed_over_with_its_two_papers(office: Office):
    clerk, one = signed_in(office.hats.clerk), received(office)
    opened = clerk.post("/ho-so/moi/", {
        "code": "01.2026.TH", "title": "Cải cách hành chính", "opened_on": "20/11/2026", "retention": "",
        "ground": "Danh mục hồ sơ", "keeper": "Văn thư",
    })  # fmt: skip
    address = opened.url
    assert "vĩnh viễn" in page(clerk, address)
    assert clerk.post(address, {"do": "put"}).status_code == 400
    clerk.post(address, {"do": "put", "paper": f"den:{one.ref}", "pages": "3"})
    clerk.post(address, {"do": "put", "abstract": "Biên bản họp", "day": "19/11/2026", "copy": "on"})
    shown = page(clerk, address)
    assert "Biên bản họp" in shown
    assert "125/SNV-CCHC" in shown
    clerk.post(address, {"do": "close"})
    refused = clerk.post(address, {"do": "close"})
    assert "đã kết thúc" in refused.content.decode()
    clerk.post(
        address, {"do": "hand", "to": "Lưu trữ cơ quan", "handed_by": "Văn thư", "taken_by": "Lưu trữ viên"}
    )
    for what in ("muc-luc", "bien-ban"):
        for form, start in (("docx", b"PK"), ("pdf", b"%PDF")):
            assert clerk.get(f"{address}tai/{what}.{form}").content.startswith(start)
    table = Word(io.BytesIO(clerk.get(f"{address}tai/muc-luc.docx").content)).tables
    words = [cell.text for one in table for row in one.rows for cell in row.cells]
    assert {"125/SNV-CCHC", "Biên bản họp", "bản sao"} <= set(words)
    for what, said in (
        ("muc-luc", "2 văn bản, 3 trang; 1 văn bản chưa"),
        ("bien-ban", "chưa tính 1 văn bản"),
    ):
        word = Word(io.BytesIO(clerk.get(f"{address}tai/{what}.docx").content))
        assert said in "\n".join(one.text for one in word.paragraphs)
    assert clerk.get(f"{address}tai/khac.docx").status_code == 404


def test_a_signed_paper_shows_no_way_back(office: Office):
    paper = signed(office, drafted(office))
    shown = page(signed_in(office.hats.chair), paper.get_absolute_url())
    assert 'value="sent_back"' not in shown
