"""Digital signatures on our PDFs: a person's freezes the text, the agency's closes the document (PAdES, B-B).

How they look: Decree 30/2020/NĐ-CP, Annex I, II.7 and II.8: the picture of a person's signature between post and
name, the agency's seal in its true size over a third of it from the left. Without a picture the field tells who
signed and when (ISO 8601, time zone of Vietnam).
"""

import struct
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from tongket.viet.fault import refusal
from tongket.writer.places import AGENCY, PERSON, Shown, at, drawn, fields_of, update_of

if TYPE_CHECKING:
    from pyhanko.sign.signers.pdf_cms import SimpleSigner

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
INK = {PERSON: "#1d3f9c", AGENCY: "#c01818"}  # blue for a person, red for an agency
_PNG = b"\x89PNG\r\n\x1a\n"
_LARGEST_PICTURE = 2_000_000
_INCH, _METRE = 72.0, 72 / 0.0254


@dataclass(frozen=True)
class Key:
    """A private key with its certificate, opened; `owner` is the name that the certificate bears."""

    signer: "SimpleSigner"
    owner: str


@dataclass(frozen=True)
class Picture:
    """A signature's or a seal's picture: PNG with a transparent ground, its size in points."""

    png: bytes
    width: float
    height: float


def open_key(data: bytes, password: str) -> Key:
    """The key in a PKCS#12 file; refuses a wrong password, another file, a file without a key."""
    from pyhanko.sign import signers

    try:
        signer = signers.SimpleSigner.load_pkcs12_data(data, other_certs=[], passphrase=password.encode())
    except (ValueError, AttributeError, TypeError) as error:
        raise refusal("signing.key_closed") from error
    return Key(signer, owner_of(signer.signing_cert))


def owner_of(certificate: Any) -> str:
    """The name that a certificate bears: of the person, else of the organisation."""
    named = certificate.subject.native
    found = named.get("common_name") or named.get("organization_name") or certificate.subject.human_friendly
    return found if isinstance(found, str) else ", ".join(found)


def read_picture(png: bytes) -> Picture:
    """A picture for a signature; refuses what is no PNG, has no transparent ground or is too large."""
    if not png.startswith(_PNG) or len(png) < 33 or len(png) > _LARGEST_PICTURE:
        raise refusal("signing.picture")
    wide, high, _depth, colours = struct.unpack(">IIBB", png[16:26])
    chunks = dict(_chunks(png))
    if not wide or not high or (colours not in (4, 6) and b"tRNS" not in chunks):
        raise refusal("signing.picture")
    across, up, unit = struct.unpack(">IIB", chunks.get(b"pHYs", b"").ljust(9, b"\0")[:9])
    if not (across and up and unit == 1):
        across = up = round(300 / 0.0254)  # as scanners write, where the file does not say
    return Picture(png, wide / across * _METRE, high / up * _METRE)


def _chunks(png: bytes) -> list[tuple[bytes, bytes]]:
    found, place = [], len(_PNG)
    while place + 8 <= len(png):
        size, name = struct.unpack(">I4s", png[place : place + 8])
        found.append((name, png[place + 8 : place + 8 + size]))
        place += size + 12
    return found


def sign_as_person(pdf: bytes, key: Key, *, now: datetime, picture: Picture | None = None) -> bytes:
    """The person's signature: from it on the text is frozen; fields may be filled and others may sign."""
    return signed_as(pdf, PERSON, key, now, picture)


def seal_as_agency(pdf: bytes, key: Key, *, now: datetime, picture: Picture | None = None) -> bytes:
    """The agency's signature: it closes the document, nothing may change after it."""
    return signed_as(pdf, AGENCY, key, now, picture)


def signed_as(pdf: bytes, name: str, key: Key, now: datetime, look: Picture | Shown | None) -> bytes:
    """The PDF with a signature in the place of that name, which shows `look`, else who signed and when."""
    from pyhanko.sign import signers
    from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
    from pyhanko.sign.general import SigningError

    writer = update_of(pdf)
    field = fields_of(writer).get(name)
    if field is None:
        raise refusal("signing.no_places")
    if at(field, "/V", None) is not None:
        raise refusal("signing.signed_already")
    about = signers.PdfSignatureMetadata(
        field_name=name,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        name=key.owner,
        docmdp_permissions=MDPPerm.FILL_FORMS if name == PERSON else MDPPerm.NO_CHANGES,
    )
    style = _style()(look if isinstance(look, Shown) else _shown(name, key.owner, now, look, field))
    try:
        out = _pdf_signer()(about, signer=key.signer, stamp_style=style, now=now).sign_pdf(writer)
    except SigningError as error:
        raise refusal("signing.not_signed", why=str(error)) from error
    return bytes(out.getbuffer())


def _shown(name: str, owner: str, now: datetime, picture: Picture | None, field: Any) -> Shown:
    """The picture in its own size, or as large as the field; else the words of the signature."""
    if picture is None:
        told = now.astimezone(VIETNAM).isoformat(timespec="seconds")
        return Shown((f"Ký số: {owner}", told), 8, INK[name])
    left, low, right, high = (float(edge) for edge in field["/Rect"])
    share = min(1.0, (right - left) / picture.width, (high - low) / picture.height)
    size = (picture.width * share, picture.height * share)
    return Shown(picture=picture.png, picture_size=size)


@cache
def _style() -> Any:
    """The library's stamp, drawn by us."""
    from pyhanko.pdf_utils.content import AnnotAppearances
    from pyhanko.stamp import BaseStampStyle

    class Stamp:
        def __init__(self, drawing: Any) -> None:
            self.drawing = drawing

        def apply_appearance(self, annotation: Any) -> None:
            annotation["/AP"] = AnnotAppearances(normal=self.drawing).as_pdf_object()

    class Style(BaseStampStyle):
        def __init__(self, shown: Shown) -> None:
            super().__init__()
            object.__setattr__(self, "shown", shown)

        def create_stamp(self, writer: Any, box: Any, text_params: Any) -> Any:  # noqa: ARG002
            shown: Shown = getattr(self, "shown")  # noqa: B009
            return Stamp(drawn(writer, (box.width, box.height), shown))

    return Style


@cache
def _pdf_signer() -> Any:
    """The library's signer, at a given moment and not the machine's."""
    from pyhanko.sign.signers import PdfSigner

    class Dated(PdfSigner):
        def __init__(self, *given: Any, now: datetime, **more: Any) -> None:
            super().__init__(*given, **more)
            self.now = now

        def init_signing_session(self, *given: Any, **more: Any) -> Any:
            session = super().init_signing_session(*given, **more)
            session.system_time = self.now.astimezone(VIETNAM)
            return session

    return Dated
