"""The reserved places of a PDF that is to be signed: fields for number and day, and for two signatures.

The typesetter marks each place by a link; here the link becomes a field of the form. What is added comes as an
incremental update, so the bytes before stay as they are, and the same words give the same bytes.
"""

import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from tongket.viet.fault import refusal
from tongket.writer.typesetter import typeset_piece

# The library's own, which is asked for only where it is used: it takes a second to load.
type Writer = Any
type Reader = Any

NUMBER, DAY, PERSON, AGENCY, COPIED = "so", "ngay", "nguoi-ky", "co-quan", "co-quan-sao"
_MARK = "tongket:"
_TOLD = {
    NUMBER: "Số của văn bản, điền khi cấp số",
    DAY: "Ngày, tháng, năm ban hành, điền khi cấp số",
    PERSON: "Chữ ký số của người có thẩm quyền",
    AGENCY: "Chữ ký số của cơ quan, tổ chức",
    COPIED: "Chữ ký số của cơ quan, tổ chức sao văn bản",
}
_LABEL = "/TM"  # the field's name for export, in which the label is kept
_READ_ONLY, _PRINTED = 1, 4
_APPEND_ONLY = 3  # the form has signatures, and what is added is added at the end
_AT = datetime(2000, 1, 1, tzinfo=UTC)  # the pieces bear a moment that nobody sees


@dataclass(frozen=True)
class Shown:
    """What a field shows: lines, or a picture (PNG) of a size in points."""

    lines: tuple[str, ...] = ()
    size: float = 13
    ink: str = "#000000"
    italic: bool = False
    right: bool = False
    picture: bytes = b""
    picture_size: tuple[float, float] = (0, 0)


def keep_places(pdf: bytes, moment: datetime, label: str) -> bytes:
    """The typeset PDF with the places it marks as fields of a form, still empty.

    The place of the number begins with its `label`, "Số:", so that both stand close to the symbol once it is filled.
    """
    writer = update_of(pdf)
    free = {
        NUMBER: Shown((label,), 13),
        DAY: Shown((f"ngày      tháng      năm {moment.year}",), 13.5, italic=True),
    }
    fields = [_field(writer, annotation, name, free) for annotation, name in _marked(writer)]
    n, d = _names()
    form = d(
        {n("/Fields"): _array(fields), n("/SigFlags"): _number(_APPEND_ONLY)}
        | {n("/DA"): _text("/F0 13 Tf 0 g"), n("/DR"): _fonts(fields)}
    )
    writer.root[n("/AcroForm")] = writer.add_object(form)
    writer.update_root()
    return written(writer)


def keep_copy_place(pdf: bytes, wide: float, high: float, edge: float) -> bytes:
    """The PDF with a place for the signature of who copies it, in the upper right corner of its first page."""
    writer = update_of(pdf)
    page_ref, _resources = writer.find_page_for_modification(0)
    page = page_ref.get_object()
    _left, _low, right, top = (float(one) for one in at(page, "/CropBox", page["/MediaBox"]))
    n, d = _names()
    box = (right - edge - wide, top - edge - high, right - edge, top - edge)
    field = d(
        {n("/Type"): n("/Annot"), n("/Subtype"): n("/Widget"), n("/FT"): n("/Sig"), n("/P"): page_ref}
        | {n("/F"): _number(_PRINTED), n("/T"): _text(COPIED), n("/TU"): _text(_TOLD[COPIED])}
        | {n("/Rect"): _array(_float(one) for one in box), n("/Lock"): writer.add_object(_lock(AGENCY))}
    )
    show(writer, field, Shown((" ",)))
    kept = writer.add_object(field)
    page[n("/Annots")] = _array([*at(page, "/Annots", ()), kept])
    writer.mark_update(page_ref)
    writer.root[n("/AcroForm")] = writer.add_object(
        d({n("/Fields"): _array([kept]), n("/SigFlags"): _number(_APPEND_ONLY)})
    )
    writer.update_root()
    return written(writer)


def fill_places(pdf: bytes, *, number: str, day: str) -> bytes:
    """The signed PDF with its number ("01") and day ("ngày 22 tháng 11 năm 2026") in their places.

    Refuses a PDF without them.
    """
    writer = update_of(pdf)
    found = fields_of(writer)
    if not {NUMBER, DAY} <= found.keys():
        raise refusal("signing.no_places")
    label = str(at(found[NUMBER], _LABEL, ""))  # none in what was laid out before places had one
    n, _d = _names()
    for name, value, what in (
        (NUMBER, number, Shown((f"{label} {number}".strip(),), 13, right=True)),
        (DAY, day, Shown((day,), 13.5, italic=True)),
    ):
        field = found[name]
        field[n("/V")] = _text(value)
        show(writer, field, what)
        writer.update_container(field)
    return written(writer)


def values_of(pdf: bytes) -> dict[str, str]:
    """What stands in the fields for number and day; empty before they are filled."""
    found = fields_of(reader_of(pdf))
    return {name: str(at(found[name], "/V", "")) for name in (NUMBER, DAY) if name in found}


def reader_of(pdf: bytes) -> Reader:
    """Refuses what cannot be read as a PDF."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=False)
        _ = reader.root
    except Exception as error:  # a parser of broken or hostile files may fail in any way
        raise refusal("signing.not_a_pdf") from error
    return reader


def update_of(pdf: bytes) -> Writer:
    """A writer that appends to `pdf` and leaves its metadata, and so its claim to be PDF/A, alone."""
    return _plain_writer()(io.BytesIO(pdf), reader_of(pdf))


def written(writer: Writer) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@cache
def _plain_writer() -> Any:
    """The library's writer without its clock and its chance: neither a day of change nor a random id."""
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    class PlainWriter(IncrementalPdfFileWriter):
        def __init__(self, stream: io.BytesIO, prev: Reader) -> None:
            super().__init__(stream, prev=prev)
            digest = hashlib.sha256(stream.getvalue()).digest()[:16]
            self._document_id = generic.ArrayObject(
                [prev.trailer["/ID"][0], generic.ByteStringObject(digest)]
            )

        def _update_meta(self) -> None:
            return

    return PlainWriter


def fields_of(pdf: Any) -> dict[str, Any]:
    """The fields of a PDF by name, of a reader or a writer."""
    form = at(pdf.root, "/AcroForm", {})
    fields = (each.get_object() for each in at(form, "/Fields", ()))
    return {str(at(field, "/T", "")): field for field in fields}


def at(holder: Any, key: str, otherwise: Any) -> Any:
    """What stands under a key, followed to where it lies; the library's own `get` does not follow."""
    return holder[key] if key in holder else otherwise  # noqa: SIM401


def box_of(field: Any) -> tuple[float, float]:
    """Width and height of a field, in points."""
    left, low, right, high = (float(edge) for edge in field["/Rect"])
    return right - left, high - low


def show(writer: Writer, field: Any, what: Shown) -> None:
    """Draw it as what the field shows."""
    n, d = _names()
    field[n("/AP")] = d({n("/N"): drawn(writer, box_of(field), what)})


def drawn(writer: Writer, box: tuple[float, float], what: Shown) -> Any:
    """The drawing, added to the file."""
    width, height = box
    data = vars(what) | {"width": width, "height": height, "picture": list(what.picture) or None}
    data["picture-size"] = data.pop("picture_size")
    page = typeset_piece(json.dumps(data, ensure_ascii=False), _AT)
    return writer.import_page_as_xobject(reader_of(page))


def _marked(writer: Writer) -> Iterator[tuple[Any, str]]:
    """The links that mark places, with the names of these; each page is asked once."""
    for place in range(int(writer.root["/Pages"]["/Count"])):
        page_ref, _resources = writer.find_page_for_modification(place)
        page = page_ref.get_object()
        for annotation in at(page, "/Annots", ()):
            link = annotation.get_object()
            target = str(at(at(link, "/A", {}), "/URI", ""))
            if target.startswith(_MARK):
                link[_names()[0]("/P")] = page_ref
                yield annotation, target.removeprefix(_MARK)


def _field(writer: Writer, annotation: Any, name: str, free: Mapping[str, Shown]) -> Any:
    """The link as a field: its place and its tag stay. `free` is what a place of words shows until it is filled."""
    n, _d = _names()
    field = annotation.get_object()
    for key in ("/A", "/Border", "/Contents"):
        field.pop(n(key), None)
    field[n("/Subtype")], field[n("/F")] = n("/Widget"), _number(_PRINTED)
    field[n("/T")], field[n("/TU")] = _text(name), _text(_TOLD[name])
    if name in free:
        field[n("/FT")], field[n("/Ff")] = n("/Tx"), _number(_READ_ONLY)
        field[n("/DA")] = _text("/F0 13 Tf 0 g")
        show(writer, field, free[name])
        if name == NUMBER:
            field[n(_LABEL)] = _text(free[name].lines[0])
    else:
        field[n("/FT")] = n("/Sig")
        show(writer, field, Shown((" ",)))
    if name in (PERSON, AGENCY):
        field[n("/Lock")] = writer.add_object(_lock(name))
    _retag(writer, int(field["/StructParent"]))
    writer.mark_update(annotation.reference)
    return annotation


def _lock(name: str) -> Any:
    """What a signature forbids: after a person's the free places may be filled, after the agency's nothing changes."""
    n, d = _names()
    lock = {n("/Type"): n("/SigFieldLock")}
    if name == AGENCY:
        return d(lock | {n("/Action"): n("/All"), n("/P"): _number(1)})
    free = _array(_text(one) for one in (NUMBER, DAY, AGENCY))
    return d(lock | {n("/Action"): n("/Exclude"), n("/Fields"): free, n("/P"): _number(2)})


def _retag(writer: Writer, key: int) -> None:
    """In the tags the place is a form from now on, no link, and holds the field and nothing else."""
    n, _d = _names()
    tags = _in_tree(writer.root["/StructTreeRoot"]["/ParentTree"], key)
    tags[n("/S")] = n("/Form")
    held = tags["/K"]
    tags[n("/K")] = next(one for one in held if "/Obj" in one) if isinstance(held, list) else held
    tags.pop(n("/Alt"), None)
    writer.update_container(tags)


def _in_tree(node: Any, key: int) -> Any:
    """The value of a key in a tree of numbers."""
    pairs = list(at(node, "/Nums", ()))
    for place in range(0, len(pairs), 2):
        if int(pairs[place]) == key:
            return pairs[place + 1].get_object()
    for kid in at(node, "/Kids", ()):
        low, high = (int(limit) for limit in kid.get_object()["/Limits"])
        if low <= key <= high:
            return _in_tree(kid.get_object(), key)
    raise KeyError(key)


def _fonts(fields: list[Any]) -> Any:
    """The font that a field names as its own: the one it is drawn with, embedded."""
    n, d = _names()
    drawing = next(f.get_object() for f in fields if f.get_object()["/T"] == DAY)["/AP"]["/N"]
    fonts = drawing.get_object()["/Resources"]["/Font"]
    return d({n("/Font"): d({n("/F0"): fonts.raw_get(next(iter(fonts)))})})


def _names() -> tuple[Any, Any]:
    from pyhanko.pdf_utils import generic

    return generic.pdf_name, generic.DictionaryObject


def _text(words: str) -> Any:
    from pyhanko.pdf_utils import generic

    return generic.pdf_string(words)


def _number(value: int) -> Any:
    from pyhanko.pdf_utils import generic

    number: Any = generic.NumberObject
    return number(value)


def _float(value: float) -> Any:
    from pyhanko.pdf_utils import generic

    number: Any = generic.FloatObject
    return number(round(value, 2))


def _array(items: Any) -> Any:
    from pyhanko.pdf_utils import generic

    return generic.ArrayObject(items)
