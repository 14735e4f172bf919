"""Copies of papers: what may be copied how, the one series of their numbers, the files that come of them."""

import io

import pytest
from pypdf import PdfReader
from tests.directives.office import Office, drafted, received
from tests.directives.outgoing.test_signed import LEADER, code, seal_set, signed_by_leader, submitted
from tests.world.people import NOW
from tests.writer.keys import lay_out
from tests.writer.kinds import state

from tongket.base.files import open_file, put_file
from tongket.base.models import Access, File
from tongket.directives.digital import signatures_in
from tongket.directives.models import Incoming, Outgoing, PaperFile
from tongket.directives.outgoing import actions
from tongket.directives.outgoing.copies import copy_docx, copy_pdf
from tongket.directives.outgoing.copy_actions import NewCopy, change_copy, copy_paper
from tongket.directives.outgoing.issue import issue_paper
from tongket.directives.outgoing.signed import file_of
from tongket.directives.paper_checks import check_outgoing
from tongket.reader.files import text_of
from tongket.viet.fault import Refusal
from tongket.writer.form import departures, read_paper
from tongket.writer.pdf import render_pdf

pytestmark = pytest.mark.django_db


def issued(office: Office) -> Outgoing:
    paper = submitted(office, drafted(office))
    paper = actions.sign_paper(paper=paper, actor=office.hats.chair, now=NOW)
    return issue_paper(paper=sealed(office, paper), actor=office.hats.clerk, now=NOW)


def sealed(office: Office, paper: Outgoing) -> Outgoing:
    paper = actions.number_paper(paper=paper, actor=office.hats.clerk, now=NOW)
    return actions.seal_paper(paper=paper, actor=office.hats.clerk, now=NOW)


def copied(office: Office, source: Incoming | Outgoing, new: NewCopy, **more: object) -> Outgoing:
    return copy_paper(
        source=source,
        unit=office.committee,
        drafter=office.committee,
        new=new,
        actor=office.hats.clerk,
        now=NOW,
        **more,
    )  # type: ignore[arg-type]


def finished(office: Office, paper: Outgoing) -> Outgoing:
    paper = actions.sign_paper(paper=paper, actor=office.hats.chair, now=NOW)
    return issue_paper(paper=sealed(office, paper), actor=office.hats.clerk, now=NOW)


def pdf_file(office: Office, data: bytes, name: str = "van-ban.pdf") -> File:
    return put_file(data=data, name=name, unit_id=office.committee.pk, access=Access.UNIT, now=NOW)


def with_pages(office: Office, **more: object) -> Incoming:
    """A paper that came in, with its scan."""
    paper = received(office, **more)
    file = pdf_file(office, render_pdf(state("KH")))
    file.save()
    PaperFile.objects.create(incoming=paper, file=file, order=1)
    return paper


def words(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def test_copies_of_all_forms_count_in_one_series_that_begins_each_year(office: Office):
    paper, came = issued(office), with_pages(office)
    first = finished(office, copied(office, paper, NewCopy("SY")))
    line = paper.text.splitlines()[0]
    second = finished(office, copied(office, paper, NewCopy("TrS", lines=(line,))))
    third = finished(office, copied(office, came, NewCopy("SY", others="Các thôn")))
    assert [one.symbol for one in (first, second, third)] == ["01/SY-UBND", "02/TrS-UBND", "03/SY-UBND"]
    assert check_outgoing() == []


def test_the_pages_of_a_kept_file_come_first_and_then_the_sheet_with_number_day_and_signer(office: Office):
    came = with_pages(office)
    copy = finished(office, copied(office, came, NewCopy("SY", others="Các thôn")))
    with open_file(copy.issued_file) as data:
        pdf = data.read()
    *pages, sheet = words(pdf)
    assert pages == words(render_pdf(state("KH")))
    for said in ("SAO Y", "Số: 01/SY-UBND", "TM. ỦY BAN NHÂN DÂN", "Lê Văn Chủ", "Các thôn", "Lưu: VT."):
        assert said in sheet
    assert pdf == copy_pdf(copy)  # the same bytes again


def test_a_paper_written_here_has_the_copy_below_its_last_words_in_word_and_pdf(office: Office):
    copy = finished(office, copied(office, issued(office), NewCopy("SY")))
    (only,) = words(file_of(copy, "pdf"))
    assert only.index("Họp thôn trước ngày") < only.index("SAO Y") < only.index("01/SY-UBND")
    word = read_paper(copy_docx(copy), "")
    assert "SAO Y" in [line.text for line in word.lines]
    assert departures(word) == []


def test_an_extract_has_the_chosen_parts_word_for_word_and_no_other(office: Office):
    paper = issued(office)
    chosen = next(line for line in paper.text.splitlines() if line.startswith("2."))
    copy = copied(office, paper, NewCopy("TrS", lines=(chosen,)))
    text = text_of(copy_docx(copy), "a.docx")
    assert chosen.rstrip(".") in text
    assert "Có biên bản" not in text
    assert "TRÍCH SAO" in text
    with pytest.raises(Refusal) as why:
        copied(office, paper, NewCopy("TrS", lines=("3. Nộp thêm quỹ.",)))
    assert code(why) == ["copy.not_in_paper"]
    with pytest.raises(Refusal) as why:
        copied(office, paper, NewCopy("TrS"))
    assert code(why) == ["copy.no_lines"]


def test_an_extract_of_a_paper_from_outside_has_its_head_and_its_signer_again(office: Office):
    came = received(office)
    signer = "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nTrần Thị Ngoài"
    copy = copied(office, came, NewCopy("TrS", lines=("1. Nộp báo cáo.",), signed_by=signer))
    text = text_of(copy_docx(copy), "a.docx")
    for said in (
        came.sender.upper(),
        came.symbol,
        "1. Nộp báo cáo",
        "KT. GIÁM ĐỐC",
        "Trần Thị Ngoài",
        "TRÍCH SAO",
    ):
        assert said in text


@pytest.mark.parametrize(
    ("held", "form", "refused"),
    [
        ("", "SL", "copy.of_original"), ("SY", "SY", "copy.of_copy"),
        ("TrS", "SY", "copy.of_extract"), ("", "BC", "copy.no_form"),
    ],
)  # fmt: skip
def test_each_form_is_made_of_what_article_25_makes_it_of(office: Office, held: str, form: str, refused: str):
    came = with_pages(office)
    Incoming.objects.filter(pk=came.pk).update(kind=held)
    came.refresh_from_db()
    with pytest.raises(Refusal) as why:
        copied(office, came, NewCopy(form))
    assert code(why) == [refused]


def test_a_copy_of_a_copy_is_made_of_a_sao_y(office: Office):
    came = with_pages(office)
    Incoming.objects.filter(pk=came.pk).update(kind="SY")
    came.refresh_from_db()
    assert finished(office, copied(office, came, NewCopy("SL"))).symbol == "01/SL-UBND"


def test_a_draft_is_not_copied_and_a_copy_is_not_drafted_without_its_paper(office: Office):
    with pytest.raises(Refusal) as why:
        copied(office, drafted(office), NewCopy("SY"))
    assert "copy.draft" in code(why)
    with pytest.raises(Refusal) as why:
        drafted(office, kind="SY")
    assert code(why) == ["copy.of_a_paper"]


def test_a_paper_with_a_stamp_of_secrecy_is_not_copied(office: Office):
    came = received(office)
    with pytest.raises(Refusal) as why:
        copied(office, came, NewCopy("TrS", lines=("TỐI MẬT", "1. Nộp báo cáo.")))
    assert code(why) == ["file.secret"]
    assert not Outgoing.objects.exists()


def test_an_electronic_copy_bears_the_agencys_signature_in_words_on_its_first_page(
    settings, tmp_path, office: Office
):
    trusting = lay_out(settings, tmp_path, LEADER)
    seal_set(trusting, office)
    copy = copied(office, with_pages(office), NewCopy("SY", electronic=True))
    copy = finished(office, copy)
    with open_file(copy.issued_file) as data:
        pdf = data.read()
    (signed,) = signatures_in(pdf)
    assert (signed.owner, signed.whole, signed.anchored) == ("Ủy ban nhân dân xã Mẫu", True, True)
    assert len(words(pdf)) == len(words(render_pdf(state("KH"))))  # no sheet
    assert check_outgoing() == []


def test_a_file_that_is_signed_already_is_not_copied_into_a_file(settings, tmp_path, office: Office):
    trusting = lay_out(settings, tmp_path, LEADER)
    seal_set(trusting, office)
    paper = signed_by_leader(office, submitted(office, drafted(office)))
    paper = issue_paper(paper=sealed(office, paper), actor=office.hats.clerk, now=NOW)
    with pytest.raises(Refusal) as why:
        copied(office, paper, NewCopy("SY", electronic=True))
    assert code(why) == ["copy.file_of_file"]
    printed = file_of(finished(office, copied(office, paper, NewCopy("SY"))), "pdf")
    assert signatures_in(printed) == ()  # printed as it looks, and no broken signature


def test_an_electronic_copy_needs_the_scan_and_the_scan_is_a_pdf(office: Office):
    came = received(office)
    with pytest.raises(Refusal) as why:
        copied(office, came, NewCopy("SY", electronic=True))
    assert code(why) == ["copy.no_pages"]
    with pytest.raises(Refusal) as why:
        copied(office, came, NewCopy("SY"), scan=pdf_file(office, b"Van ban", "a.txt"))
    assert code(why) == ["copy.scan"]
    sheet = copied(office, came, NewCopy("SY"))  # the sheet alone, to print behind the photocopied pages
    assert len(words(copy_pdf(sheet))) == 1


def test_a_copy_that_was_sent_back_is_mended_and_laid_before_the_signer_again(office: Office):
    copy = copied(office, with_pages(office), NewCopy("SY"))
    assert copy.state == Outgoing.State.SUBMITTED
    copy = actions.send_back(paper=copy, reason="Thiếu nơi nhận", actor=office.hats.chair, now=NOW)
    copy = change_copy(
        paper=copy,
        version=copy.version,
        new=NewCopy("SY", others="Các thôn"),
        actor=office.hats.clerk,
        now=NOW,
    )
    assert "Các thôn" in words(copy_pdf(finished(office, copy)))[-1]
    assert check_outgoing() == []


def test_only_the_clerk_and_the_leader_make_copies_of_papers_in_their_own_books(office: Office):
    with pytest.raises(Refusal) as why:
        copy_paper(
            source=with_pages(office), unit=office.committee, drafter=office.section, new=NewCopy("SY"),
            actor=office.hats.drafter, now=NOW,
        )  # fmt: skip
    assert code(why) == ["grant.refused"]
    with pytest.raises(Refusal) as why:
        copy_paper(
            source=with_pages(office), unit=office.party, drafter=office.party, new=NewCopy("SY"),
            actor=office.hats.party_clerk, now=NOW,
        )  # fmt: skip
    assert set(code(why)) >= {"copy.party", "copy.not_in_our_books"}
