"""Reserved places and digital signatures, with keys made in the test and judged by the library that others use."""

import datetime
import io
from dataclasses import replace
from functools import cache

import pikepdf
import pypdf
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.writer.keys import WORD, made, picture
from tests.writer.sample import party_paper, review

from tongket.viet.fault import Refusal
from tongket.writer.document import Document
from tongket.writer.pdf import render_pdf
from tongket.writer.pdfsign import open_key, read_picture, seal_as_agency, sign_as_person
from tongket.writer.places import fill_places, values_of
from tongket.writer.signatures import only_signed_since, read_certificates, signature_count, signatures_of

NOW = datetime.datetime(2026, 11, 22, 8, 3, 7, tzinfo=datetime.UTC)
DAY = "ngày 22 tháng 11 năm 2026"
LEADER, AGENCY = made("Trần Thị Mẫu"), made("Đảng ủy xã Mẫu")
TRUSTED = read_certificates(LEADER.authority)


@cache
def paper() -> Document:
    found = party_paper()
    return replace(found, signatures=found.signatures[:1], head=replace(found.head, number="     -BC/ĐU"))


@cache
def steps() -> tuple[bytes, bytes, bytes, bytes]:
    """To sign, signed by the leader, with number and day, sealed by the agency."""
    to_sign = render_pdf(paper(), to_sign=True)
    signed = sign_as_person(to_sign, LEADER.key, now=NOW, picture=read_picture(picture()))
    numbered = fill_places(signed, number="05", day=DAY)
    return to_sign, signed, numbered, seal_as_agency(numbered, AGENCY.key, now=NOW)


def code(why: pytest.ExceptionInfo[Refusal]) -> str:
    return why.value.faults[0].code


def test_a_paper_to_sign_is_the_same_bytes_each_time_and_keeps_four_places() -> None:
    to_sign = steps()[0]
    assert to_sign == render_pdf(paper(), to_sign=True)
    with pikepdf.open(io.BytesIO(to_sign)) as pdf:
        fields = {str(one.T): str(one.FT) for one in pdf.Root.AcroForm.Fields}
    assert fields == {"so": "/Tx", "ngay": "/Tx", "nguoi-ky": "/Sig", "co-quan": "/Sig"}


def test_number_and_day_are_filled_in_after_the_signature_which_stays_whole() -> None:
    _to_sign, signed, numbered, _sealed = steps()
    assert values_of(signed)["so"] == ""
    assert values_of(numbered) == {"so": "05", "ngay": DAY}
    assert numbered == fill_places(signed, number="05", day=DAY), "the same bytes each time"
    assert [one.whole for one in signatures_of(numbered, trusted=TRUSTED)] == [True]


def test_the_number_stands_close_to_its_label_in_one_drawing() -> None:
    """The place is as wide as a number of four digits; what is free of it lies before the label, not behind it."""

    def drawn(pdf: bytes) -> str:
        with pikepdf.open(io.BytesIO(pdf)) as whole, pikepdf.new() as alone:
            field = next(one for one in whole.Root.AcroForm.Fields if one.T == "so")
            page = alone.add_blank_page()
            page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(N=alone.copy_foreign(field.AP.N)))
            page.Contents = alone.make_stream(b"/N Do")
            out = io.BytesIO()
            alone.save(out)
        return pypdf.PdfReader(out).pages[0].extract_text().strip()

    free, _signed, numbered, _sealed = steps()
    assert (drawn(free), drawn(numbered)) == ("Số", "Số 05")


def test_each_step_begins_with_the_bytes_of_the_one_before_and_adds_no_more_than_it_may() -> None:
    for before, after in zip(steps(), steps()[1:], strict=False):
        assert only_signed_since(before, after)


def test_both_signatures_tell_who_and_when_and_the_agency_s_closes() -> None:
    leader, agency = signatures_of(steps()[3], trusted=TRUSTED)
    assert (leader.owner, leader.at, leader.whole, leader.anchored, leader.closes) == (
        "Trần Thị Mẫu", NOW, True, True, False,
    )  # fmt: skip
    assert (agency.owner, agency.whole, agency.anchored, agency.closes) == (
        "Đảng ủy xã Mẫu",
        True,
        True,
        True,
    )
    assert signature_count(steps()[3]) == 2


def test_what_is_filled_in_after_the_agency_signed_spoils_its_signature() -> None:
    spoiled = fill_places(steps()[3], number="06", day=DAY)
    assert [one.whole for one in signatures_of(spoiled, trusted=TRUSTED)][1] is False


def test_a_certificate_of_an_unknown_authority_is_whole_and_not_anchored() -> None:
    stranger = sign_as_person(steps()[0], made("Người lạ", by="Tổ chức lạ").key, now=NOW)
    (found,) = signatures_of(stranger, trusted=TRUSTED)
    assert (found.whole, found.anchored) == (True, False)


def test_a_certificate_that_has_run_out_is_not_anchored() -> None:
    ended = made("Người cũ", until=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))
    (found,) = signatures_of(sign_as_person(steps()[0], ended.key, now=NOW), trusted=TRUSTED, moment=NOW)
    assert (found.whole, found.anchored) == (True, False)


def test_the_file_keeps_its_claim_to_be_kept_for_good() -> None:
    for data in steps():
        with pikepdf.open(io.BytesIO(data)) as pdf:
            about = pdf.open_metadata()
            assert (about["pdfaid:part"], about["pdfaid:conformance"]) == ("2", "B")
            assert "/NeedAppearances" not in pdf.Root.AcroForm
            widgets = [one for one in pdf.pages[0].Annots if one.Subtype == "/Widget"]
            assert len(widgets) == 4
            assert all("/N" in one.AP and int(one.F) == 4 and "/A" not in one for one in widgets)
            dicts = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary)]
            fonts = [one for one in dicts if one.get("/Type") == "/FontDescriptor"]
            assert all("/FontFile2" in one or "/FontFile3" in one for one in fonts)
            assert not [o for o in dicts if str(o.get("/S", "")) in ("/URI", "/JavaScript")]
            tags = [o for o in dicts if o.get("/S") == "/Form"]
            assert len(tags) == 4


@settings(max_examples=25, deadline=None, phases=[Phase.generate])
@given(st.data())
def test_no_byte_can_be_changed_unseen(data: st.DataObject) -> None:
    """Whatever byte is changed: a signature is no longer whole, or the file is no longer ours, byte for byte."""
    sealed = steps()[3]
    place = data.draw(st.integers(0, len(sealed) - 1))
    altered = bytearray(sealed)
    altered[place] ^= data.draw(st.integers(1, 255))
    assert not only_signed_since(sealed, bytes(altered))
    try:
        found = signatures_of(bytes(altered), trusted=TRUSTED)
    except Refusal:
        return
    assert len(found) < 2 or not all(one.whole for one in found) or _in_a_hole(sealed, place)


def _in_a_hole(sealed: bytes, place: int) -> bool:
    """Whether a byte lies where signatures put themselves, which they cannot cover (padding, case of a digit)."""
    return any(
        start <= place < end
        for start, end in ((m, sealed.index(b">", m)) for m in _all(sealed, b"/Contents <"))
    )


def _all(data: bytes, words: bytes) -> list[int]:
    found, at = [], data.find(words)
    while at >= 0:
        found.append(at)
        at = data.find(words, at + 1)
    return found


def test_a_text_that_was_changed_before_it_was_signed_elsewhere_is_not_ours() -> None:
    """Another hand adds a page's content in an update of its own, then signs: the signature is good, the file not."""
    to_sign = steps()[0]
    with pikepdf.open(io.BytesIO(to_sign)) as pdf:
        pdf.pages[0].contents_add(b"BT ET", prepend=True)
        out = io.BytesIO()
        pdf.save(out)
    assert not only_signed_since(to_sign, sign_as_person(out.getvalue(), LEADER.key, now=NOW))


def test_a_page_that_was_changed_in_an_update_is_not_what_was_laid_before_the_signer() -> None:
    from tongket.writer.places import update_of, written

    writer = update_of(steps()[0])
    page = writer.find_page_for_modification(0)[0].get_object()
    page["/Rotate"] = page["/MediaBox"][0].__class__(90)
    writer.update_container(page)
    altered = sign_as_person(written(writer), LEADER.key, now=NOW)
    assert altered.startswith(steps()[0])
    assert not only_signed_since(steps()[0], altered)


def test_keys_and_pictures_that_cannot_be_used_are_refused() -> None:
    with pytest.raises(Refusal) as why:
        open_key(LEADER.p12, "sai")
    assert code(why) == "signing.key_closed"
    with pytest.raises(Refusal) as why:
        open_key(b"no key", WORD)
    assert code(why) == "signing.key_closed"
    for bad in (b"GIF89a", picture()[:20], picture(see_through=False)):
        with pytest.raises(Refusal) as why:
            read_picture(bad)
        assert code(why) == "signing.picture"
    with pytest.raises(Refusal) as why:
        read_certificates(b"nothing")
    assert code(why) == "signing.not_a_certificate"


def test_a_pdf_without_places_or_signed_already_is_refused() -> None:
    plain = render_pdf(paper())
    for refused in (
        lambda: sign_as_person(plain, LEADER.key, now=NOW),
        lambda: fill_places(plain, number="1", day=DAY),
    ):
        with pytest.raises(Refusal) as why:
            refused()
        assert code(why) == "signing.no_places"
    with pytest.raises(Refusal) as why:
        sign_as_person(steps()[1], LEADER.key, now=NOW)
    assert code(why) == "signing.signed_already"
    with pytest.raises(Refusal) as why:
        fill_places(b"no pdf", number="1", day=DAY)
    assert code(why) == "signing.not_a_pdf"


def test_a_seal_keeps_its_true_size() -> None:
    found = read_picture(picture(400, 400))
    assert (round(found.width), round(found.height)) == (96, 96), "400 dots at 300 an inch"


def test_a_long_review_is_signed_like_a_short_one() -> None:
    found = replace(review(), annexes=(), head=replace(review().head, number="     /BC-UBND"))
    signed = sign_as_person(render_pdf(found, to_sign=True), LEADER.key, now=NOW)
    assert [one.whole for one in signatures_of(signed, trusted=TRUSTED)] == [True]
