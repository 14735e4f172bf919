"""What a file is, told by its bytes, and the text at its head, where a stamp of secrecy would stand.

Read are plain text, HTML, RTF, Word, Excel, PowerPoint, OpenDocument and PDF, the old binary forms of
Office included. Nothing is read from pictures or from what lies inside an archive: a scan without a text layer
passes unseen.
"""

import codecs
import html
import io
import re
import zipfile

from python_calamine import CalamineWorkbook

from tongket.reader.files import text_of
from tongket.viet.fault import Refusal, refusal
from tongket.viet.text import nfc

HEAD = 4000  # characters
PART_LIMIT = 2 * 1024 * 1024  # bytes read of one part of an archive
UNPACKED_LIMIT = 512 * 1024 * 1024  # bytes a workbook may unpack to
ROWS, SHEETS = 30, 20

_SIGNATURES = {
    b"%PDF-": "application/pdf",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
    b"II*\x00": "image/tiff",
    b"MM\x00*": "image/tiff",
    b"{\\rtf": "application/rtf",
}
_OOXML = "application/vnd.openxmlformats-officedocument."
DOCX = _OOXML + "wordprocessingml.document"
XLSX = _OOXML + "spreadsheetml.sheet"
PPTX = _OOXML + "presentationml.presentation"
DOC, XLS, PPT = "application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint"
ODF = "application/vnd.oasis.opendocument."
BINARY = "application/octet-stream"

_TEXTS = {"csv": "text/csv", "json": "application/json"}
_ARCHIVES = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX, "ppt/presentation.xml": PPTX}
_STREAMS = {"EncryptedPackage": "", "WordDocument": DOC, "Workbook": XLS, "PowerPoint Document": PPT}
_PARTS = {
    PPTX: r"ppt/slides/slide[12]\.xml",
    ODF: r"(styles|content)\.xml",
}
_PARAGRAPH_END = re.compile(r"</(?:a:p|text:p|text:h)>|<(?:a:br|text:line-break)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_WIDE_TEXT = re.compile(rb"(?:[\x20-\x7e\xc0-\xff]\x00|[\x00-\xff][\x01\x03\x1e]|[\r\n\t\x07]\x00){4,}")
_RTF_CODE = re.compile(r"\\u(-?\d+) ?(?:\\'[0-9a-f]{2}|\?)?|\\(?:par|line|cell|tab)\b ?|\\[a-z]+-?\d* ?|[{}]")


def type_of(data: bytes, name: str) -> str:
    """The media type by content; the name only tells one plain text from another."""
    for signature, media_type in _SIGNATURES.items():
        if data.startswith(signature):
            return media_type
    if data.startswith(b"PK\x03\x04"):
        return _type_of_archive(data, name)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return _type_of_compound(data, name)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return _type_of_text(data, name)


def head_text(data: bytes, media_type: str, name: str) -> str:
    """The first characters that a reader would see, in NFC; empty where there is no text to read.

    Refuses what claims to be a document and cannot be opened: nobody could see what it is stamped with.
    """
    try:
        return nfc(_read_head(data, media_type, name))
    except Refusal:
        raise
    except Exception as fault:  # a parser of broken or hostile files may fail in any way
        raise refusal("file.unreadable", name) from fault


def _read_head(data: bytes, media_type: str, name: str) -> str:
    if media_type == "application/pdf":
        return _pdf_head(data, name)
    if media_type in (XLSX, XLS) or media_type.startswith(ODF + "spreadsheet"):
        return _workbook_head(data)
    if media_type in (DOCX, "text/html"):
        return text_of(data, name)
    if media_type == PPTX or media_type.startswith(ODF):
        return _archive_head(data, _PARTS[media_type if media_type == PPTX else ODF])
    if media_type in (DOC, PPT):
        return "\n".join(run.decode("utf-16-le", "ignore") for run in _WIDE_TEXT.findall(data)[:500])
    if media_type == "application/rtf":
        return _RTF_CODE.sub(_rtf_text, data[: 64 * HEAD].decode("cp1258", "ignore"))
    if media_type.startswith("text/") or media_type in _TEXTS.values():
        return _decoded(data[: 4 * HEAD])
    return ""


def _type_of_archive(data: bytes, name: str) -> str:
    """Office's and OpenDocument's files are archives; one that is broken or locked could hide its stamp."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            stated = _read_part(archive, "mimetype").strip() if "mimetype" in names else ""
            manifest = "META-INF/manifest.xml"
            locked = manifest in names and "encryption-data" in _read_part(archive, manifest)
    except Exception as fault:  # a broken or hostile archive may fail in any way
        raise refusal("file.unreadable", name) from fault
    if locked:
        raise refusal("file.locked", name)
    if re.fullmatch(r"application/[\w.+-]+", stated):
        return stated
    return next((kind for part, kind in _ARCHIVES.items() if part in names), "application/zip")


def _type_of_compound(data: bytes, name: str) -> str:
    """Old Office files, and new ones behind a password, are told by the names of their streams."""
    for stream, media_type in _STREAMS.items():
        if stream.encode("utf-16-le") in data:
            if not media_type:
                raise refusal("file.locked", name)
            return media_type
    return BINARY


def _type_of_text(data: bytes, name: str) -> str:
    if b"\x00" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return BINARY
    text = _decoded(data[:1000]).lstrip("\ufeff \t\r\n").lower()
    if text.startswith(("<!doctype html", "<html")):
        return "text/html"
    return _TEXTS.get(name.lower().rpartition(".")[2], "text/plain")


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "ignore")
    try:  # the last letter may be cut in two
        return codecs.getincrementaldecoder("utf-8-sig")().decode(data)
    except UnicodeDecodeError:
        return data.decode("cp1258", "ignore")


def _archive_head(data: bytes, parts: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        wanted = [name for name in archive.namelist() if re.fullmatch(parts, name)]
        texts = [_xml_text(_read_part(archive, name)) for name in sorted(wanted, key=_body_last)]
    return "\n".join(texts)


def _body_last(name: str) -> tuple[bool, str]:
    return (name == "content.xml", name)


def _read_part(archive: zipfile.ZipFile, name: str) -> str:
    with archive.open(name) as part:
        return part.read(PART_LIMIT).decode("utf-8", "ignore")


def _xml_text(xml: str) -> str:
    return html.unescape(_TAG.sub("", _PARAGRAPH_END.sub("\n", xml)))[:HEAD]


def _workbook_head(data: bytes) -> str:
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > UNPACKED_LIMIT:
                raise ValueError("unpacks to more than any workbook")
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets = (book.get_sheet_by_name(name) for name in book.sheet_names[:SHEETS])
    cells = (
        str(cell) for sheet in sheets for row in sheet.to_python(nrows=ROWS) for cell in row if cell != ""
    )
    return "\n".join(cells)


def _pdf_head(data: bytes, name: str) -> str:
    from pypdf import PdfReader  # a third of a second, which most processes never need

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise refusal("file.locked", name)
    return "\n".join(page.extract_text() for page in reader.pages[:2])


def _rtf_text(code: re.Match[str]) -> str:
    if code.group(1):
        return chr(int(code.group(1)) % 65536)
    return "\n" if re.match(r"\\(?:par|line|cell|tab)\b", code.group()) else ""
