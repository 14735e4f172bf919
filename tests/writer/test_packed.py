"""A packed PDF holds every object of the one that was typeset, is smaller, and can be kept and signed as that."""

import io
import json
from dataclasses import replace

import pikepdf
import pytest
from tests.writer.sample import review

from tongket.writer.layout import laid_out, moment
from tongket.writer.packed import packed
from tongket.writer.pdf import _paper
from tongket.writer.typesetter import TEMPLATES, _typeset_loosely


@pytest.fixture(scope="module")
def plain() -> bytes:
    """As the typesetter wrote it, with one province in the annex."""
    annex = replace(review().annexes[0], blocks=review().annexes[0].blocks[:1])
    document = replace(review(), annexes=(annex,))
    data = json.dumps(_paper(laid_out(document)), ensure_ascii=False)
    return _typeset_loosely(TEMPLATES / "document.typ", data, moment(document))


def objects(pdf: bytes) -> dict[int, bytes]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        found = {}
        for each in opened.objects:
            data = each.read_raw_bytes() if isinstance(each, pikepdf.Stream) else b""
            kind = str(each.get("/Type", "")) if isinstance(each, pikepdf.Dictionary | pikepdf.Stream) else ""
            if kind not in ("/ObjStm", "/XRef"):
                found[each.objgen[0]] = each.unparse() + data
        return found


def test_every_object_is_there_under_its_number_and_as_it_was(plain: bytes) -> None:
    before = objects(plain)
    assert len(before) > 400
    assert objects(packed(plain)) == before


def test_it_is_much_smaller_and_sound(plain: bytes) -> None:
    small = packed(plain)
    assert len(small) < len(plain) * 0.7
    with pikepdf.open(io.BytesIO(small)) as opened:
        assert opened.check_pdf_syntax() == []
        assert opened.trailer["/ID"] is not None
        assert opened.open_metadata()["pdfaid:part"] == "2"


def test_what_is_no_pdf_of_the_typesetter_is_not_touched(plain: bytes) -> None:
    with pytest.raises(ValueError, match="no PDF"):
        packed(plain.replace(b"trailer\n", b"TRAILER\n"))
