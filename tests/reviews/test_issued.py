"""A review that goes out: signed digitally, kept as it is, told when a file of it comes back, laid beside today."""

import io
import re
import shutil
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.reviews.test_numbers import _built, _hat, _office, _programme
from tests.world import NOW, World, moment
from tests.writer.keys import WORD, lay_out, made
from tests.writer.test_libreoffice import saved_again

from tongket.base.entries import facts_of
from tongket.base.files import path_of
from tongket.base.models import Entry, File
from tongket.directives.digital import signatures_in
from tongket.figures import actions as figures
from tongket.figures.models import Figure
from tongket.reviews.actions import approve_review, build_review, publish_review
from tongket.reviews.checks import check_reviews
from tongket.reviews.models import Review
from tongket.reviews.recognise import Found, recognise
from tongket.reviews.render import render
from tongket.reviews.signing import pdf_to_sign
from tongket.reviews.since import would_differ
from tongket.units.hats import PUBLIC, SYSTEM
from tongket.units.models import Role
from tongket.viet.fault import Refusal
from tongket.viet.period import Period
from tongket.writer.pdfsign import seal_as_agency, sign_as_person

pytestmark = pytest.mark.django_db
LEADER, AGENCY = made("Vũ Thị Chủ Tịch"), made("Ủy ban nhân dân xã Mẫu")


@pytest.fixture(autouse=True)
def trusting(settings, tmp_path):
    return lay_out(settings, tmp_path, LEADER)


@pytest.fixture
def published(world: World) -> Review:
    """The review of the world's programme, with figures, as it went out on paper."""
    review = build_review(
        programme=world.programme,
        period=Period.parse("2026"),
        kind="interim",
        as_of=NOW,
        actor=SYSTEM,
        now=NOW,
    )
    review = approve_review(review=review, actor=world.hats.leader, now=NOW)
    return publish_review(review=review, actor=world.hats.leader, now=NOW)


def told(data: bytes, actor=PUBLIC, name: str = "bao-cao.docx"):
    return recognise(data=data, name=name, actor=actor, now=NOW)


def code(why: pytest.ExceptionInfo[Refusal]) -> str:
    return why.value.faults[0].code


def altered_docx(data: bytes, old: str, new: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for entry in before.infolist():
            part = before.read(entry)
            if entry.filename == "word/document.xml":
                assert old.encode() in part
                part = part.replace(old.encode(), new.encode(), 1)
            after.writestr(entry, part)
    return out.getvalue()


def signed_review(world: World) -> tuple[Review, Role]:
    office = _office(world)
    leader, clerk = _hat(world, office, Role.LEADER), _hat(world, office, Role.CLERK)
    review = _built(_programme(office, "ke-hoach"))
    pdf = sign_as_person(pdf_to_sign(review, leader, NOW), LEADER.key, now=NOW)
    return approve_review(review=review, signed=pdf, actor=leader, now=NOW), clerk


def test_what_was_published_is_kept_byte_for_byte_and_the_ledger_has_its_digests(published: Review):
    facts = facts_of(Entry.objects.get(subject=published.ref, kind="reviews.publish"))
    assert facts["pdf"] == published.issued_pdf.sha256
    assert facts["docx"] == published.issued_docx.sha256
    assert len(facts["figures"]) == 64
    assert facts["figures_count"] > 0
    for form, file in (("pdf", published.issued_pdf), ("docx", published.issued_docx)):
        assert render(published, form) == path_of(file.sha256).read_bytes()
    assert check_reviews() == []
    Review.objects.filter(pk=published.pk).update(issued_docx=published.issued_pdf)
    assert [fault.code for fault in check_reviews()] == ["review.differs"]


def test_a_review_is_signed_numbered_and_sealed_in_one_file_that_only_grows(world: World, trusting):
    review, clerk = signed_review(world)
    numbered = render(review, "pdf")
    assert (review.symbol, render(review, "pdf")) == ("01/BC-UBND", numbered)
    assert numbered.startswith(path_of(review.signed_pdf.sha256).read_bytes())
    with pytest.raises(Refusal) as why:
        publish_review(review=review, actor=clerk, now=NOW)
    assert code(why) == "signing.no_seal"
    with pytest.raises(Refusal) as why:
        publish_review(review=review, sealed=numbered, actor=clerk, now=NOW)
    assert code(why) == "signing.no_signature"
    unit = str(review.unit.ref)
    (trusting.SEALS / f"{unit}.p12").write_bytes(AGENCY.p12)
    (trusting.SEALS / f"{unit}.password").write_text(WORD)
    public = publish_review(review=review, actor=clerk, now=NOW)
    sealed = render(public, "pdf")
    assert sealed.startswith(numbered)
    assert [(one.owner, one.whole, one.anchored) for one in signatures_in(sealed)] == [
        ("Vũ Thị Chủ Tịch", True, True), ("Ủy ban nhân dân xã Mẫu", True, True),
    ]  # fmt: skip
    assert check_reviews() == []
    answer = told(sealed, name="x.pdf")
    assert (answer.found, len(answer.signatures)) == (Found.ISSUED, 2)
    assert told(numbered).found is Found.BEFORE, "before the seal it was not issued"
    assert told(sealed + b"\n%more").found in (Found.ALTERED, Found.SAME_TEXT)


def test_another_s_signed_review_is_not_taken_back(world: World):
    office = _office(world)
    leader, programme = _hat(world, office, Role.LEADER), _programme(office, "ke-hoach")
    one, other = _built(programme), _built(programme, 1)
    pdf = sign_as_person(pdf_to_sign(other, leader, NOW), LEADER.key, now=NOW)
    for bad in (pdf, b"", pdf_to_sign(one, leader, NOW) + b"x"):
        with pytest.raises(Refusal) as why:
            approve_review(review=one, signed=bad, actor=leader, now=NOW)
        assert code(why) in ("signing.not_ours", "signing.no_signature")
    one.refresh_from_db()
    assert (one.state, one.number) == (Review.State.BUILT, None)


def test_a_unit_that_issues_no_papers_signs_none_digitally(world: World, published: Review):
    with pytest.raises(Refusal) as why:
        pdf_to_sign(published, world.hats.leader, NOW)
    assert code(why) == "series.no_organ"


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_the_issued_file_is_known_and_any_other_byte_makes_it_another(published: Review, form: str):
    data = render(published, form)
    answer = told(data)
    assert (answer.found, answer.title, answer.altered) == (Found.ISSUED, published.title, ())
    assert (
        told(data + b"\0" if form == "pdf" else altered_docx(data, "<w:body>", "<w:body> ")).found
        is not Found.ISSUED
    )


def test_an_altered_figure_is_named_with_what_is_frozen(published: Review):
    with zipfile.ZipFile(io.BytesIO(render(published, "docx"))) as archive:
        text = archive.read("word/document.xml").decode()
    figure = re.findall(r">(\d[\d.,]*)</w:t>", text)[0]
    answer = told(altered_docx(render(published, "docx"), f">{figure}<", ">987654<"))
    assert answer.found is Found.ALTERED
    assert [(one.there, one.frozen) for one in answer.figures] == [("987654", figure)]
    assert answer.words == ()


def test_a_draft_and_a_file_saved_anew_are_told_apart_from_the_issued_one(world: World):
    review = build_review(
        programme=world.programme,
        period=Period.parse("2026"),
        kind="interim",
        as_of=NOW,
        actor=SYSTEM,
        now=NOW,
    )
    draft = render(review, "docx")
    assert told(draft, SYSTEM).found is Found.DRAFT
    assert (told(draft).found, told(draft).title) == (Found.NOT_ISSUED, ""), "nothing is told to strangers"
    review = approve_review(review=review, actor=world.hats.leader, now=NOW)
    review = publish_review(review=review, actor=world.hats.leader, now=NOW)
    assert told(draft).found is Found.DRAFT
    assert told(draft).altered, "it said that it was a draft"
    saved = altered_docx(render(review, "docx"), "<w:body>", "<w:body >")
    assert saved != render(review, "docx")
    assert told(saved).found is Found.SAME_TEXT


def test_an_older_review_says_that_a_newer_one_was_published(world: World, published: Review):
    later = moment("2026-12-20")
    newer = build_review(
        programme=world.programme,
        period=Period.parse("2026"),
        kind="interim",
        as_of=later,
        actor=SYSTEM,
        now=later,
    )
    newer = approve_review(review=newer, actor=world.hats.leader, now=later)
    publish_review(review=newer, actor=world.hats.leader, now=later)
    answer = told(render(published, "docx"))
    assert (answer.found, answer.later) == (Found.ISSUED, f"/tong-ket/{newer.ref}/")


@pytest.mark.parametrize("data", [b"", b"words", b"%PDF-1.4 no more", b"PK\x03\x04"])
def test_a_foreign_or_broken_file_gets_one_sentence(data: bytes, published: Review):
    with pytest.raises(Refusal) as why:
        told(data)
    assert code(why) in ("check.foreign", "check.broken")


def test_anybody_checks_a_file_on_the_site_and_nothing_of_it_is_kept(world: World, published: Review):
    public, files, entries = world.client("public"), File.objects.count(), Entry.objects.count()
    assert "Kiểm tra văn bản" in public.get("/kiem-tra-van-ban/").content.decode()
    answer = public.post(
        "/kiem-tra-van-ban/", {"file": SimpleUploadedFile("bao-cao.docx", render(published, "docx"))}
    )
    assert answer.status_code == 200
    assert "đúng là bản đã phát hành" in answer.content.decode()
    foreign = public.post("/kiem-tra-van-ban/", {"file": SimpleUploadedFile("anh.docx", b"words")})
    assert foreign.status_code == 400
    assert "không phải do hệ thống này lập" in foreign.content.decode()
    assert public.post("/kiem-tra-van-ban/").status_code == 400
    assert (File.objects.count(), Entry.objects.count()) == (files, entries)


def test_the_page_says_which_figures_would_differ_now_and_why(world: World, published: Review):
    assert would_differ(published, NOW) == ()
    figure = Figure.objects.filter(value__gt=1, report__isnull=False).order_by("pk").first()
    day = moment("2026-11-25")
    figures.correct_figure(
        figure=figure, value=figure.value + 1, reason="Đếm lại sổ họp", actor=world.hats.approver, now=day
    )
    found = would_differ(published, day)
    assert found
    assert {cause.reason for one in found for cause in one.causes} == {"Đếm lại sổ họp"}
    assert all(cause.entry for one in found for cause in one.causes)


def test_the_screen_of_what_would_differ_opens_for_who_writes_the_review(world: World, published: Review):
    page = world.client("clerk").get(f"/tong-ket/{published.ref}/lap-lai/")
    assert page.status_code == 200
    assert "Nếu lập lại bây giờ" in page.content.decode()
    assert world.client("keeper").get(f"/tong-ket/{published.ref}/lap-lai/").status_code == 403


@pytest.mark.long
def test_a_leader_signs_and_the_clerk_publishes_by_the_pages(world: World):
    office = _office(world)
    world.hats.office_leader = leader = _hat(world, office, Role.LEADER)
    world.hats.office_clerk = _hat(world, office, Role.CLERK)
    review = _built(_programme(office, "ke-hoach"))
    where, browser = f"/tong-ket/{review.ref}/", world.client("office_leader")
    assert f"{where}ky-so/" in browser.get(where).content.decode()
    assert browser.post(f"{where}ky-so/").status_code == 400, "nothing was handed in"
    pdf = sign_as_person(browser.get(f"{where}ky-so/ban-de-ky").content, LEADER.key, now=NOW)
    assert browser.post(f"{where}ky-so/", {"signed": SimpleUploadedFile("ky.pdf", pdf)}).status_code == 302
    clerk = world.client("office_clerk")
    assert clerk.post(f"{where}cong-khai/").status_code == 400, "the seal is missing"
    sealed = seal_as_agency(clerk.get(f"{where}tai/pdf").content, AGENCY.key, now=NOW)
    assert (
        clerk.post(f"{where}cong-khai/", {"sealed": SimpleUploadedFile("dau.pdf", sealed)}).status_code == 302
    )
    page = world.client("public").get(where).content.decode()
    assert "Ủy ban nhân dân xã Mẫu" in page
    assert "nguyên vẹn" in page
    assert leader.appointment


def test_the_shell_says_the_same_and_ends_with_0_for_the_issued_file_alone(
    published: Review, tmp_path, capsys
):
    from tongket.cli.check import check

    issued, other = tmp_path / "ban.docx", tmp_path / "sua.docx"
    issued.write_bytes(render(published, "docx"))
    other.write_bytes(altered_docx(issued.read_bytes(), "thực hiện", "đã làm"))
    check(issued)
    assert "đúng là bản đã phát hành" in capsys.readouterr().out
    with pytest.raises(SystemExit) as ended:
        check(other)
    assert ended.value.code == 1
    said = capsys.readouterr().err
    assert "đã bị sửa" in said
    assert "đã làm" in said
    with pytest.raises(Refusal) as why:
        check(tmp_path / "khong-co.pdf")
    assert code(why) == "reader.no_such_file"


def without_marks(data: bytes) -> bytes:
    """A Word file whose properties and bookmarks were wiped."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for entry in before.infolist():
            part = re.sub(rb"<w:bookmark[^>]*>", b"", before.read(entry))
            after.writestr(entry, re.sub(rb"tongket:[^<]*", b"", part))
    return out.getvalue()


def test_a_file_whose_marks_were_wiped_is_known_by_its_number_day_and_issuer(world: World):
    office = _office(world)
    leader, clerk = _hat(world, office, Role.LEADER), _hat(world, office, Role.CLERK)
    review = _built(_programme(office, "ke-hoach"))
    wiped = without_marks(render(review, "docx"))
    with pytest.raises(Refusal) as why:
        told(wiped)
    assert code(why) == "check.foreign", "a draft has no number by which to know it"
    review = approve_review(review=review, actor=leader, now=NOW)
    approved = without_marks(render(review, "docx"))
    with pytest.raises(Refusal) as why:
        told(approved)
    assert code(why) == "check.foreign", "it did not go out yet"
    review = publish_review(review=review, actor=clerk, now=NOW)
    wiped = without_marks(render(review, "docx"))
    answer = told(wiped)
    assert (answer.found, answer.symbol) == (Found.SAME_TEXT, review.symbol)
    answer = told(altered_docx(wiped, "thực hiện", "đã làm"))
    assert (answer.found, answer.altered[0].there) == (Found.ALTERED, "đã làm")
    with pytest.raises(Refusal) as why:
        told(altered_docx(wiped, f"Số: {review.symbol}", "Số: 77/BC-UBND"))
    assert code(why) == "check.foreign"


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed: tools/debian.sh")
def test_an_issued_file_that_a_word_processor_saved_again_is_known_and_its_figures_compared(
    published: Review, tmp_path
):
    issued = render(published, "docx")
    saved = saved_again(issued, tmp_path)
    answer = told(saved)
    assert (answer.found, answer.title, answer.altered) == (Found.SAME_TEXT, published.title, ())
    with zipfile.ZipFile(io.BytesIO(issued)) as archive:
        text = archive.read("word/document.xml").decode()
    figure = re.findall(r">(\d[\d.,]*)</w:t>", text)[0]
    answer = told(altered_docx(saved, f">{figure}<", ">987654<"))
    assert answer.found is Found.ALTERED
    assert [(one.there, one.frozen) for one in answer.altered] == [("987654", figure)]
