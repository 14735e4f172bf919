"""The digital way of a paper: signed outside or with a key, numbered and sealed in its free places, issued."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.directives.office import Office, drafted, signed_in
from tests.world.people import NOW, moment
from tests.writer.keys import WORD, lay_out, made, picture

from tongket.base.entries import facts_of
from tongket.base.files import open_file
from tongket.base.models import Entry
from tongket.directives.digital import signatures_in
from tongket.directives.models import Outgoing
from tongket.directives.outgoing import actions
from tongket.directives.outgoing.issue import issue_paper
from tongket.directives.outgoing.signed import pdf_to_sign, signed_file, signed_pdf
from tongket.directives.paper_checks import check_outgoing
from tongket.viet.fault import Refusal
from tongket.writer.pdfsign import seal_as_agency, sign_as_person
from tongket.writer.places import fill_places, values_of

pytestmark = pytest.mark.django_db
LEADER, AGENCY = made("Lê Văn Chủ"), made("Ủy ban nhân dân xã Mẫu")


@pytest.fixture
def trusting(settings, tmp_path):
    """An installation whose operator trusts the test's authority; keys of agencies lie in the second folder."""
    return lay_out(settings, tmp_path, LEADER)


def seal_set(settings, office: Office) -> None:
    name = str(office.committee.ref)
    (settings.SEALS / f"{name}.p12").write_bytes(AGENCY.p12)
    (settings.SEALS / f"{name}.password").write_text(f"{WORD}\n")
    (settings.SEALS / f"{name}.png").write_bytes(picture(400, 400))


def submitted(office: Office, paper: Outgoing) -> Outgoing:
    paper = actions.initial_content(paper=paper, actor=office.hats.head, now=NOW)
    paper = actions.initial_form(paper=paper, actor=office.hats.clerk, now=NOW)
    return actions.submit_paper(paper=paper, actor=office.hats.drafter, now=NOW)


def code(why: pytest.ExceptionInfo[Refusal]) -> list[str]:
    return [fault.code for fault in why.value.faults]


def signed_by_leader(office: Office, paper: Outgoing) -> Outgoing:
    pdf = sign_as_person(pdf_to_sign(paper, office.hats.chair, NOW), LEADER.key, now=NOW)
    return actions.sign_paper(paper=paper, signed=pdf, actor=office.hats.chair, now=NOW)


def test_a_paper_is_signed_outside_numbered_sealed_and_issued_in_one_file_that_only_grows(
    trusting, office: Office
):
    seal_set(trusting, office)
    paper = submitted(office, drafted(office))
    given_out = pdf_to_sign(paper, office.hats.chair, NOW)
    paper = signed_by_leader(office, paper)
    signed = signed_pdf(paper)
    paper = actions.number_paper(paper=paper, actor=office.hats.clerk, now=NOW)
    numbered = signed_pdf(paper)
    assert values_of(numbered) == {"so": "01", "ngay": "ngày 22 tháng 11 năm 2026"}
    paper = actions.seal_paper(paper=paper, actor=office.hats.clerk, now=NOW)
    sealed = signed_pdf(paper)
    paper = issue_paper(paper=paper, actor=office.hats.clerk, now=NOW)
    with open_file(paper.issued_file) as data:
        assert data.read() == sealed
    assert sealed.startswith(numbered)
    assert numbered.startswith(signed)
    assert signed.startswith(given_out)
    found = signatures_in(sealed)
    assert [(one.owner, one.whole, one.anchored) for one in found] == [
        ("Lê Văn Chủ", True, True), ("Ủy ban nhân dân xã Mẫu", True, True),
    ]  # fmt: skip
    assert check_outgoing() == []
    facts = [facts_of(one) for one in Entry.objects.filter(subject=paper.ref).order_by("pk")]
    assert [fact["what"] for fact in facts if "file" in fact] == ["signed", "sealed", "issued"]


def test_the_office_s_own_tool_may_seal_it_outside(trusting, office: Office):
    paper = signed_by_leader(office, submitted(office, drafted(office)))
    paper = actions.number_paper(paper=paper, actor=office.hats.clerk, now=NOW)
    with pytest.raises(Refusal) as why:
        actions.seal_paper(paper=paper, actor=office.hats.clerk, now=NOW)
    assert code(why) == ["signing.no_seal"]
    sealed = seal_as_agency(signed_pdf(paper), AGENCY.key, now=NOW)
    with pytest.raises(Refusal) as why:
        actions.seal_paper(paper=paper, sealed=signed_pdf(paper), actor=office.hats.clerk, now=NOW)
    assert code(why) == ["signing.no_signature"]
    paper = actions.seal_paper(paper=paper, sealed=sealed, actor=office.hats.clerk, now=NOW)
    assert paper.state == "sealed"
    with pytest.raises(Refusal) as why:
        issue_paper(paper=paper, final=signed_file(paper), actor=office.hats.clerk, now=NOW)
    assert code(why) == ["outgoing.goes_out_signed"]


def test_what_was_not_given_out_is_not_taken_back(trusting, office: Office):
    paper, other = (submitted(office, drafted(office, kind=kind)) for kind in ("KH", "TB"))
    leader = office.hats.chair
    ours, theirs = (pdf_to_sign(one, leader, NOW) for one in (paper, other))
    filled = fill_places(sign_as_person(ours, LEADER.key, now=NOW), number="99", day="hôm qua")
    bad = {
        "signing.not_ours": [sign_as_person(theirs, LEADER.key, now=NOW), ours[:-1], b"%PDF-1.7", b""],
        "signing.no_signature": [ours, fill_places(ours, number="99", day="hôm qua")],
        "signing.closes": [seal_as_agency(ours, LEADER.key, now=NOW)],
    }
    for expected, files in bad.items():
        for file in files:
            with pytest.raises(Refusal) as why:
                actions.sign_paper(paper=paper, signed=file, actor=leader, now=NOW)
            assert code(why) == [expected]
    spoiled = bytearray(sign_as_person(ours, LEADER.key, now=NOW))
    place = spoiled.index(b"/ByteRange", len(ours)) + 14
    spoiled[place] = ord("9")
    with pytest.raises(Refusal):
        actions.sign_paper(paper=paper, signed=bytes(spoiled), actor=leader, now=NOW)
    paper.refresh_from_db()
    assert paper.state == "submitted", "nothing is kept by half"
    assert not signed_file(paper)
    assert filled.startswith(ours)


def test_a_paper_that_was_changed_after_it_was_given_out_has_to_be_signed_anew(trusting, office: Office):
    paper = submitted(office, drafted(office))
    old = sign_as_person(pdf_to_sign(paper, office.hats.chair, NOW), LEADER.key, now=NOW)
    actions.send_back(paper=paper, reason="Sửa câu 2", actor=office.hats.chair, now=NOW)
    paper.refresh_from_db()
    draft = actions.Draft(kind=paper.kind, abstract=paper.abstract, text="Câu khác.")
    paper = actions.change_draft(
        paper=paper, version=paper.version, draft=draft, actor=office.hats.drafter, now=NOW
    )
    paper = submitted(office, paper)
    with pytest.raises(Refusal) as why:
        actions.sign_paper(paper=paper, signed=old, actor=office.hats.chair, now=NOW)
    assert code(why) == ["signing.not_ours"]


def test_only_the_leader_takes_the_pdf_to_sign_and_signs(trusting, office: Office):
    paper = submitted(office, drafted(office))
    pdf = sign_as_person(pdf_to_sign(paper, office.hats.clerk, NOW), LEADER.key, now=NOW)
    with pytest.raises(Refusal) as why:
        actions.sign_paper(paper=paper, signed=pdf, actor=office.hats.clerk, now=NOW)
    assert code(why) == ["grant.refused"]


def test_the_page_takes_a_key_for_one_signature_and_says_what_it_is_worth(trusting, office: Office):
    paper = submitted(office, drafted(office))
    leader, where = signed_in(office.hats.chair), paper.get_absolute_url()
    assert b"/tai/ky/" in leader.get(where).content
    given = leader.get(f"{where}tai/ky/")
    assert (
        given.content == pdf_to_sign(paper, office.hats.chair, NOW)
        or given["Content-Type"] == "application/pdf"
    )
    p12 = SimpleUploadedFile("khoa.p12", LEADER.p12)
    wrong = leader.post(where, {"do": "signed", "key": p12, "password": "sai"})
    assert wrong.status_code == 400
    assert "Không mở được tệp khóa" in wrong.content.decode()
    alone = leader.post(where, {"do": "signed", "password": WORD})
    assert "Hãy chọn cả tệp khóa" in alone.content.decode()
    sent = {"do": "signed", "key": SimpleUploadedFile("khoa.p12", LEADER.p12), "password": WORD}
    sent["picture"] = SimpleUploadedFile("chu-ky.png", picture())
    assert leader.post(where, sent).status_code == 302
    page = leader.get(where).content.decode()
    assert "Lê Văn Chủ" in page
    assert WORD not in page
    paper.refresh_from_db()
    assert paper.state == "signed"
    assert [one.whole for one in signatures_in(signed_pdf(paper))] == [True]


def test_a_paper_signed_on_paper_goes_its_way_as_before(office: Office):
    paper = submitted(office, drafted(office))
    leader = signed_in(office.hats.chair)
    assert leader.post(paper.get_absolute_url(), {"do": "signed"}).status_code == 302
    paper.refresh_from_db()
    assert paper.state == "signed"
    assert signed_file(paper) is None
    assert signed_pdf(paper) is None


def test_the_word_file_is_the_same_before_and_after_it_went_out(office: Office):
    from tests.directives.office import sealed

    paper = sealed(office, drafted(office))
    clerk = signed_in(office.hats.clerk)
    before = clerk.get(f"{paper.get_absolute_url()}tai/docx/").content
    issue_paper(paper=paper, actor=office.hats.clerk, now=moment("2026-11-23"))
    after = io.BytesIO(
        b"".join(clerk.get(f"{paper.get_absolute_url()}tai/docx/").streaming_content)
    ).getvalue()
    assert before == after
