"""Takes a package in: one XML, an archive that holds it, or SOAP with its files as MIME parts. Nothing is guessed."""

import base64
import binascii
import email
import email.policy
import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date
from urllib.parse import unquote

from tongket.directives.edxml.package import LONGEST, PRIORITIES, Attachment, Organ, Package
from tongket.directives.edxml.tree import Element, read_tree
from tongket.viet.fault import Fault, Refusal, refusal
from tongket.viet.text import nfc

MOST_BYTES = 64 * 1024 * 1024  # of the package, and of all that it unpacks to
MOST_FILES = 100
_DAY = re.compile(r"(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?:[T ].*)?|(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?: .*)?")


def read_package(data: bytes) -> Package:
    """The paper that a package carries, with its files.

    Refused whole, every fault of the header at once: what is no package (`edxml.unreadable`), one too big
    (`edxml.too_big`), fields that are missing, too long or no day, files that are named and not there.
    """
    if len(data) > MOST_BYTES:
        raise refusal("edxml.too_big", megabytes=MOST_BYTES // 1024**2)
    root, loose = _open(data)
    header = next(iter(root.every("MessageHeader")), None)
    if header is None:
        raise refusal("edxml.unreadable")
    attachments = _attachments(root, loose)
    faults = [*_missing(header), *_too_long(header)]
    days = {}
    for name, path in (
        ("PromulgationDate", ("PromulgationInfo", "PromulgationDate")),
        ("DueDate", ("DueDate",)),
    ):
        try:
            days[name] = _day(name, header.value(*path))
        except Refusal as why:
            faults += why.faults
    if faults:
        raise Refusal(*faults)
    signer = header.find("SignerInfo") or header.find("Author") or Element("", {})
    return Package(
        sender=_organ(header.find("From")),
        receivers=tuple(_organ(child) for child in header.children if child.name == "To"),
        number=_plain(header, "Code", "CodeNumber"),
        notation=_plain(header, "Code", "CodeNotation"),
        issued_on=days["PromulgationDate"],
        subject=_plain(header, "Subject") or _plain(header, "Content"),
        document_id=_plain(header, "DocumentId"),
        place=_plain(header, "PromulgationInfo", "Place"),
        type_name=_plain(header, "DocumentType", "TypeName"),
        type=_plain(header, "DocumentType", "Type"),
        signer=nfc(signer.value("FullName")),
        position=nfc(signer.value("Position") or signer.value("Function")),
        due=days["DueDate"],
        priority=PRIORITIES.get(header.value("OtherInfo", "Priority"), "normal"),
        attachments=attachments,
    )


def _plain(header: Element, *path: str) -> str:
    text = nfc(header.value(*path))
    return "" if text == "N/A" else text


def _organ(found: Element | None) -> Organ:
    one = found or Element("", {})
    return Organ(nfc(one.value("OrganId")), nfc(one.value("OrganName")))


def _missing(header: Element) -> list[Fault]:
    needed = (("From", "OrganName"), ("Code", "CodeNotation"), ("PromulgationInfo", "PromulgationDate"))
    faults = [
        Fault("edxml.missing", values={"field": "/".join(path)}) for path in needed if not header.value(*path)
    ]
    if not header.value("Subject") and not header.value("Content"):
        faults.append(Fault("edxml.missing", values={"field": "Subject"}))
    return faults


def _too_long(header: Element) -> list[Fault]:
    """Twice the standard's length is forgiven: systems in use are not strict; more is no header."""
    return [
        Fault("edxml.too_long", values={"field": name, "most": 2 * most})
        for name, most in LONGEST.items()
        if any(len(" ".join(found.text.split())) > 2 * most for found in header.every(name))
    ]


def _day(name: str, text: str) -> date | None:
    if not text or text == "N/A":
        return None
    m = _DAY.fullmatch(text)
    try:
        if m is None:
            raise ValueError
        year, month, day = (m[1], m[2], m[3]) if m[1] else (m[6], m[5], m[4])
        return date(int(year), int(month), int(day))
    except ValueError:
        raise refusal("edxml.day", field=name, value=text[:40]) from None


def _open(data: bytes) -> tuple[Element, Mapping[str, bytes]]:
    """The XML of a package, and the files that lie beside it by name or content id."""
    if data.startswith(b"PK\x03\x04"):
        files = _unzipped(data)
        inner = [name for name in files if name.lower().endswith((".edxml", ".xml"))]
        if len(inner) != 1:
            raise refusal("edxml.unreadable")
        return read_tree(files[inner[0]]), {name: files[name] for name in files if name != inner[0]}
    if re.match(rb"\s*(?:\xef\xbb\xbf)?\s*<", data):
        return read_tree(data.lstrip()), {}
    return _mime(data)


def _unzipped(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [part for part in archive.infolist() if not part.is_dir()]
            if len(parts) > MOST_FILES or sum(part.file_size for part in parts) > MOST_BYTES:
                raise refusal("edxml.too_big", megabytes=MOST_BYTES // 1024**2)
            return {part.filename: archive.read(part) for part in parts}
    except Refusal:
        raise
    except Exception as error:  # noqa: BLE001 (an archive can be damaged in more ways than have a name)
        raise refusal("edxml.unreadable") from error


def _mime(data: bytes) -> tuple[Element, Mapping[str, bytes]]:
    """SOAP with attachments: the first part is the envelope, the others are named by Content-ID."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        if not message.is_multipart():
            raise refusal("edxml.unreadable")
        parts = [part for part in message.walk() if not part.is_multipart()]
        if len(parts) > MOST_FILES:
            raise refusal("edxml.too_big", megabytes=MOST_BYTES // 1024**2)
        loaded = [
            (str(part.get("Content-ID", "")).strip("<> "), part.get_payload(decode=True)) for part in parts
        ]
    except Refusal:
        raise
    except Exception as error:  # noqa: BLE001 (headers of a hostile message may fail in any way)
        raise refusal("edxml.unreadable") from error
    bodies = [(name, body) for name, body in loaded if isinstance(body, bytes)]
    if not bodies:
        raise refusal("edxml.unreadable")
    return read_tree(bodies[0][1].strip()), dict(bodies[1:])


def _attachments(root: Element, loose: Mapping[str, bytes]) -> tuple[Attachment, ...]:
    """The files in the order of the manifest; one that is named and not there is a fault."""
    encoded = {}
    for each in root.every("Attachment"):
        if body := each.find("ContentTransferEncoded"):
            encoded[_cid(each.value("ContentId"))] = _decoded(body.text, each.value("AttachmentName"))
    found, faults, room = [], [], MOST_BYTES
    references = root.every("Reference")
    if len(references) > MOST_FILES:
        raise refusal("edxml.too_big", megabytes=MOST_BYTES // 1024**2)
    for reference in references:
        name = nfc(reference.value("AttachmentName"))
        cid = _cid(reference.value("ContentId") or reference.attributes.get("href", ""))
        data = encoded.get(cid, loose.get(cid, loose.get(name)))
        if data is None:
            faults.append(Fault("edxml.file_missing", values={"name": name or cid}))
            continue
        data = _out_of_archive(data, name)
        room -= len(data)
        if room < 0:
            raise refusal("edxml.too_big", megabytes=MOST_BYTES // 1024**2)
        found.append(
            Attachment(name or cid, data, reference.value("ContentType") or "application/octet-stream")
        )
    if faults:
        raise Refusal(*faults)
    return tuple(found)


def _cid(text: str) -> str:
    return unquote(text.strip().removeprefix("cid:"))


def _decoded(text: str, name: str) -> bytes:
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        raise refusal("edxml.file_broken", name=name) from None


def _out_of_archive(data: bytes, name: str) -> bytes:
    """The national gateway packs each file in an archive of its own; a Word file is no such archive."""
    if not zipfile.is_zipfile(io.BytesIO(data)) or name.lower().endswith(
        (".zip", ".docx", ".xlsx", ".pptx", ".odt", ".ods")
    ):
        return data
    files = _unzipped(data)
    return next(iter(files.values())) if len(files) == 1 else data
