"""Digital signatures of an office: its key, the authorities it trusts, and files that come back signed.

The operator lays the keys and certificates into folders of the installation (docs/operators.md); a person's key is
given for one signature and is never kept.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from tongket.base.files import path_of
from tongket.units.models import Unit
from tongket.viet.fault import refusal

if TYPE_CHECKING:
    from asn1crypto.x509 import Certificate

    from tongket.writer.pdfsign import Key, Picture
    from tongket.writer.signatures import Signed


@dataclass(frozen=True)
class Seal:
    """The key with which an agency signs, and the picture of its seal."""

    key: "Key"
    picture: "Picture | None"


def seals_here(unit: Unit) -> bool:
    """Whether the operator has set the agency's key; else its own tool signs, outside."""
    return _of(unit, "p12").exists()


def seal_of(unit: Unit) -> Seal | None:
    """The agency's key, opened; refuses one that its password does not open."""
    from tongket.writer.pdfsign import open_key, read_picture

    if not seals_here(unit):
        return None
    word, png = _of(unit, "password"), _of(unit, "png")
    password = word.read_text(encoding="utf-8").strip() if word.exists() else ""
    picture = read_picture(png.read_bytes()) if png.exists() else None
    return Seal(open_key(_of(unit, "p12").read_bytes(), password), picture)


def _of(unit: Unit, ending: str) -> Path:
    return Path(settings.SEALS) / f"{unit.ref}.{ending}"


def trusted() -> "tuple[Certificate, ...]":
    """The certificates of the authorities whose signatures count here."""
    paths = sorted(path for path in Path(settings.TRUSTED).glob("*") if path.is_file())
    return _certificates(tuple((path, path.stat().st_mtime_ns) for path in paths))


@lru_cache(maxsize=4)
def _certificates(paths: tuple[tuple[Path, int], ...]) -> "tuple[Certificate, ...]":
    from tongket.writer.signatures import read_certificates

    return tuple(one for path, _at in paths for one in read_certificates(path.read_bytes(), path.name))


def signatures_in(pdf: bytes, moment: datetime | None = None) -> "tuple[Signed, ...]":
    """The signatures of a PDF, judged against what is trusted here."""
    from tongket.writer.signatures import signatures_of

    return signatures_of(pdf, trusted=trusted(), moment=moment)


@lru_cache(maxsize=64)
def _kept(sha256: str, _trusted: tuple[bytes, ...]) -> "tuple[Signed, ...]":
    return signatures_in(path_of(sha256).read_bytes())


def signatures_kept(sha256: str) -> "tuple[Signed, ...]":
    """The signatures of a file that is kept here; it is read once."""
    return _kept(sha256, tuple(one.sha256 for one in trusted()))


def require_signed(before: bytes, after: bytes, *, now: datetime, more: bool) -> None:
    """Refuse `after` unless it is `before`, byte for byte, with one whole signature added.

    `more`: something is still to be filled in, so the signature may not lock the file.
    """
    from tongket.writer.signatures import only_signed_since

    if after == before:
        raise refusal("signing.no_signature")
    if not only_signed_since(before, after):
        raise refusal("signing.not_ours")
    found, known = signatures_in(after, now), signatures_in(before, now)
    if len(found) != len(known) + 1:
        raise refusal("signing.no_signature")
    if not all(one.whole for one in found):
        raise refusal("signing.not_whole")
    if more and found[-1].closes:
        raise refusal("signing.closes")


def seal_file(numbered: bytes, sealed: bytes | None, unit: Unit, now: datetime) -> bytes:
    """The numbered PDF closed by the agency: with the key that is set here, or sealed outside and handed in."""
    from tongket.writer.pdfsign import seal_as_agency

    if sealed is None:
        seal = seal_of(unit)
        if seal is None:
            raise refusal("signing.no_seal")
        sealed = seal_as_agency(numbered, seal.key, now=now, picture=seal.picture)
    require_signed(numbered, sealed, now=now, more=False)
    return sealed
