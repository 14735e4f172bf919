"""What is sent in as a paper: is it one that an office can open, and is no picture in it too large to keep?"""

import io
import struct
import zipfile
from collections.abc import Iterator

from tongket.base.filetypes import DOC, DOCX, ODF, PPT, PPTX, XLS, XLSX, type_of
from tongket.viet.fault import refusal

MOST_PIXELS = 80_000_000  # an A3 page scanned at 600 dots an inch has 70 million
_PAPERS = {"application/pdf", "application/rtf", DOC, DOCX, XLS, XLSX, PPT, PPTX, "text/plain", "text/csv"}
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # the segments of a JPEG that tell its size
_CLAIMED = (".docx", ".doc", ".xlsx", ".xls", ".pptx", ".ppt", ".pdf", ".odt", ".ods", ".rtf")


def refuse_no_paper(data: bytes, name: str) -> None:
    """Refuse bytes that are no document and no picture, a name that promises what they are not, a huge picture."""
    media_type = type_of(data, name)
    picture = media_type.startswith("image/")
    plain = media_type.startswith("text/")
    fits = media_type in _PAPERS or picture or media_type.startswith(ODF)
    if not fits or ((plain or picture) and name.lower().endswith(_CLAIMED)):
        raise refusal("paper.no_paper", name=name[:80])
    for blob in [data] if picture else _pictures(data, media_type):
        pixels = _pixels(blob)
        if pixels > MOST_PIXELS:
            raise refusal(
                "paper.picture_too_big", name=name[:80], megapixels=pixels // 10**6, most=MOST_PIXELS // 10**6
            )


def _pictures(data: bytes, media_type: str) -> Iterator[bytes]:
    """The pictures in a Word file, one after the other; one that is damaged is refused where its text is read."""
    if media_type != DOCX:
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in archive.infolist():
            if part.filename.startswith("word/media/"):
                with archive.open(part) as picture:
                    yield picture.read(1024 * 1024)  # its size stands in its head


def _pixels(data: bytes) -> int:
    """How many dots the head of a PNG or JPEG tells, the kinds that scanners write; the picture is never unpacked."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        wide, high = struct.unpack(">II", data[16:24])
        return int(wide) * int(high)
    at = 2
    while data.startswith(b"\xff\xd8") and at + 9 <= len(data) and data[at] == 0xFF:
        if data[at + 1] in _FRAMES:
            high, wide = struct.unpack(">HH", data[at + 5 : at + 9])
            return int(wide) * int(high)
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return 0
