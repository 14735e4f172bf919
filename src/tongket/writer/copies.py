"""Copies of papers as PDF: a kept file with the sheet of the copy behind it, and one that the agency signs as a copy.

Decree 30/2020/NĐ-CP, Annex I, part II: on paper form, number, day and signer of the copy stand under the paper; in
an electronic copy the agency's signature stands in the upper right corner of the first page, in words alone.
"""

import hashlib
import io
from datetime import datetime
from typing import Any

from tongket.viet.fault import refusal
from tongket.writer.pdfsign import VIETNAM, Key, signed_as
from tongket.writer.places import COPIED, Shown, keep_copy_place

_WIDE, _HIGH, _EDGE = (
    190.0,
    40.0,
    14.0,
)  # points: the words of the signature, and their way from the page's edges
_PDFA = b"pdfaid:part"


def with_sheet(pdf: bytes, sheet: bytes) -> bytes:
    """The pages of a kept PDF with the sheet behind them; the same files give the same bytes.

    Signatures in the kept file are printed as they look, and are none any more: who asks for them looks at that file.
    What the kept file says of itself stays, so one for keeping (PDF/A) stays one; of others none is made. Refuses
    what is no PDF, or one behind a password.
    """
    from pypdf import PdfReader, PdfWriter
    from pypdf.errors import PyPdfError

    try:
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
        for page in writer.pages:
            _print_fields(page, writer)
        writer.root_object.pop("/AcroForm", None)
        writer.root_object.pop("/Perms", None)
        for page in PdfReader(io.BytesIO(sheet)).pages:
            page.pop("/StructParents", None)  # its tags stay behind: two files' tags do not go into one tree
            writer.add_page(page)
        out = io.BytesIO()
        _identify(writer, hashlib.sha256(pdf + sheet).digest()[:16])
        writer.write(out)
    except (PyPdfError, KeyError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise refusal("copy.cannot_merge") from error
    return out.getvalue()


def _identify(writer: Any, digest: bytes) -> None:
    from pypdf.generic import ArrayObject, ByteStringObject

    writer._ID = ArrayObject([ByteStringObject(digest), ByteStringObject(digest)])


def _print_fields(page: Any, writer: Any) -> None:
    """Every field of a form on the page is drawn where it stands, as ink that nobody can fill in or sign."""
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

    kept, drawn = ArrayObject(), b""
    for place, reference in enumerate(page.get("/Annots", ())):
        note = reference.get_object()
        if note.get("/Subtype") != "/Widget":
            kept.append(reference)
            continue
        look = note.get("/AP", {}).get("/N")
        look = look.get_object() if look is not None else None
        if not isinstance(look, StreamObject):
            continue
        name = f"/Field{place}"
        resources = page.setdefault(NameObject("/Resources"), DictionaryObject()).get_object()
        pictures = resources.setdefault(NameObject("/XObject"), DictionaryObject()).get_object()
        pictures[NameObject(name)] = note["/AP"].raw_get("/N")
        drawn += _placed(name, note["/Rect"], look.get("/BBox", [0, 0, 1, 1]))
    if "/Annots" in page:
        page[NameObject("/Annots")] = kept
    if drawn:
        before, after = StreamObject(), StreamObject()
        before.set_data(b"q\n")
        after.set_data(b"\nQ\n" + drawn)
        content = page.raw_get("/Contents") if "/Contents" in page else ArrayObject()
        middle = content.get_object()
        parts = list(middle) if isinstance(middle, ArrayObject) else [content]
        page[NameObject("/Contents")] = ArrayObject(
            [writer._add_object(before), *parts, writer._add_object(after)]
        )


def _placed(name: str, rect: Any, box: Any) -> bytes:
    """The drawing of a field, from its own box into its place on the page."""
    left, low, right, high = (float(edge) for edge in rect)
    x0, y0, x1, y1 = (float(edge) for edge in box)
    across = (right - left) / (x1 - x0) if x1 != x0 else 1.0
    up = (high - low) / (y1 - y0) if y1 != y0 else 1.0
    move = f"{across:.5f} 0 0 {up:.5f} {left - x0 * across:.3f} {low - y0 * up:.3f} cm"
    return f"q {move} {name} Do Q\n".encode()


def claims_pdfa(pdf: bytes) -> bool:
    """Whether a PDF says of itself that it is one for keeping."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        about = PdfReader(io.BytesIO(pdf)).root_object.get("/Metadata")
        return about is not None and _PDFA in about.get_object().get_data()
    except (PyPdfError, KeyError, ValueError, TypeError, AttributeError):
        return False


def place_for_copy(pdf: bytes) -> bytes:
    """The PDF with an empty place for the agency's signature in the upper right corner of its first page."""
    return keep_copy_place(pdf, _WIDE, _HIGH, _EDGE)


def sign_as_copy(pdf: bytes, key: Key, *, form: str, agency: str, now: datetime) -> bytes:
    """The agency's signature on an electronic copy: form, agency and moment in words, no picture; it closes the file.

    `pdf` has the place of `place_for_copy`.
    """
    told = now.astimezone(VIETNAM).isoformat(timespec="seconds")
    return signed_as(pdf, COPIED, key, now, Shown((form, agency, told), 10, right=True))
