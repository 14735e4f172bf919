"""Files that would run something when opened: programs, scripts, and documents with macros.

Told by the bytes; a script is plain text, so it is told by the ending of its name. What lies inside an archive
is told by the names there. Not seen: a link that a document calls up, a program in an archive within another.
"""

import io
import re
import zipfile

from tongket.viet.fault import refusal

_PROGRAMS = (
    b"MZ",  # Windows
    b"\x7fELF",
    b"\xfe\xed\xfa\xce",  # macOS, in its four forms
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",  # Java, and macOS for two processors
    b"L\x00\x00\x00\x01\x14\x02\x00",  # a Windows shortcut
    b"#!",
)
_ENDING = re.compile(
    r"(?i)\.(exe|com|scr|pif|dll|cpl|msi|msp|msc|bat|cmd|ps1|psm1|vbs|vbe|vb|js|jse|mjs|ws|wsf|wsh|sct"
    r"|hta|lnk|reg|inf|chm|jar|apk|app|sh|bash|py|pl|rb|php|iso|img|vhdx?)[. ]*$"
)
_MACRO_PART = re.compile(r"(?i)(.*/)?(vbaproject\.bin|vbadata\.xml)|xl/macrosheets/.*|(basic|scripts)/.+")
_TYPES, _TYPES_LIMIT = "[Content_Types].xml", 2 * 1024 * 1024  # bytes
_MACRO_TYPE = b"macroenabled"
_MACRO_STREAM = "_VBA_PROJECT".encode("utf-16-le")
_MACRO_ENDING = re.compile(r"(?i)\.(doc|dot|xls|xlt|ppt|pot|pps|ppa|xla|sld)m[. ]*$")


def refuse_running(data: bytes, name: str) -> None:
    """Nobody who opens a kept file may set off what its sender wrote; nothing of such a file is kept."""
    if data.startswith(_PROGRAMS) or _ENDING.search(name):
        raise refusal("file.program", name)
    if _MACRO_ENDING.search(name) or (data.startswith(b"\xd0\xcf\x11\xe0") and _MACRO_STREAM in data):
        raise refusal("file.macros", name)
    if data.startswith(b"PK"):
        _refuse_parts(data, name)


def _refuse_parts(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [part.replace("\\", "/") for part in archive.namelist()]
            types = archive.open(_TYPES).read(_TYPES_LIMIT) if _TYPES in parts else b""
    except Exception as fault:  # a broken or hostile archive may fail in any way
        raise refusal("file.unreadable", name) from fault
    if _MACRO_TYPE in types.lower() or any(_MACRO_PART.fullmatch(part) for part in parts):
        raise refusal("file.macros", name)
    if any(_ENDING.search(part) for part in parts):
        raise refusal("file.program", name)
