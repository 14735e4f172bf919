"""Copies as PDF: kept pages with the sheet behind them, and the agency's words in the corner of the first page."""

import io

import pikepdf
import pytest
from tests.world.people import NOW
from tests.writer.keys import made
from tests.writer.kinds import copied, state

from tongket.viet.fault import Refusal
from tongket.writer.copies import claims_pdfa, place_for_copy, sign_as_copy, with_sheet
from tongket.writer.pdf import render_pdf
from tongket.writer.signatures import signatures_of

AGENCY = made("Ủy ban nhân dân xã Mẫu")
SHEET = dict(copied())["copy-SL"]


def test_a_file_for_keeping_stays_one_with_the_sheet_behind_it():
    kept, sheet = render_pdf(state("QĐ")), render_pdf(SHEET)
    both = with_sheet(kept, sheet)
    assert claims_pdfa(kept)
    assert claims_pdfa(both)
    assert with_sheet(kept, sheet) == both
    with pikepdf.open(io.BytesIO(both)) as pdf:
        assert len(pdf.pages) == 2
        assert "/OutputIntents" in pdf.Root
        assert "/StructTreeRoot" in pdf.Root
        fonts = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
        described = [one for one in fonts if one.get("/Type") == "/FontDescriptor"]
        assert described
        assert all("/FontFile2" in one or "/FontFile3" in one for one in described)


def test_a_scan_that_is_none_for_keeping_is_none_with_the_sheet():
    scan = pikepdf.new()
    scan.add_blank_page(page_size=(595, 842))
    out = io.BytesIO()
    scan.save(out)
    both = with_sheet(out.getvalue(), render_pdf(SHEET))
    assert not claims_pdfa(both)
    with pikepdf.open(io.BytesIO(both)) as pdf:
        assert len(pdf.pages) == 2


def test_what_is_no_pdf_or_locked_is_refused():
    locked = pikepdf.new()
    locked.add_blank_page()
    out = io.BytesIO()
    locked.save(out, encryption=pikepdf.Encryption(user="mo", owner="khoa"))
    for data in (b"none", out.getvalue()):
        with pytest.raises(Refusal) as why:
            with_sheet(data, render_pdf(SHEET))
        assert why.value.faults[0].code == "copy.cannot_merge"


def test_the_agency_signs_an_electronic_copy_in_words_and_closes_it():
    free = place_for_copy(render_pdf(state("QĐ")))
    signed = sign_as_copy(free, AGENCY.key, form="SAO Y", agency="Ủy ban nhân dân xã Mẫu", now=NOW)
    (found,) = signatures_of(signed, trusted=(AGENCY.key.signer.signing_cert,))
    assert (found.field, found.whole, found.anchored, found.closes) == ("co-quan-sao", True, True, True)
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        _left, _low, right, high = (float(edge) for edge in pdf.Root.AcroForm.Fields[0].Rect)
        width, height = (float(edge) for edge in pdf.pages[0].MediaBox[2:])
        assert right > width - 20
        assert high > height - 20
    printed = with_sheet(signed, render_pdf(SHEET))
    assert signatures_of(printed, trusted=()) == ()
