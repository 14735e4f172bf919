"""What the digital signatures of a PDF are worth: whole, by whom, when, anchored in trusted certificates or not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from tongket.viet.fault import refusal
from tongket.writer.pdfsign import owner_of
from tongket.writer.places import at, reader_of

if TYPE_CHECKING:
    from asn1crypto.x509 import Certificate


@dataclass(frozen=True)
class Signed:
    """One signature of a PDF.

    `whole`: neither the signature nor the bytes it stands for were changed, and what was added after it is no more
    than it allows. `anchored`: its certificate leads to a trusted one and was valid at the moment asked for.
    `at` is the moment that the signature claims. `closes`: it allows nothing to be filled in after it.
    """

    field: str
    owner: str
    at: datetime | None
    whole: bool
    anchored: bool
    closes: bool


def read_certificates(data: bytes, name: str = "") -> tuple["Certificate", ...]:
    """The certificates in a file, PEM (one or more) or DER; refuses another file."""
    from asn1crypto import pem, x509

    try:
        parts = (
            [part for _type, _headers, part in pem.unarmor(data, multiple=True)]
            if pem.detect(data)
            else [data]
        )
        found = tuple(x509.Certificate.load(part, strict=True) for part in parts)
        for one in found:
            _ = one.subject.native
    except (ValueError, TypeError) as error:
        raise refusal("signing.not_a_certificate", name=name) from error
    return found


def signatures_of(
    pdf: bytes, *, trusted: Sequence["Certificate"], moment: datetime | None = None
) -> tuple[Signed, ...]:
    """Every signature of a PDF, the first one first; certificates are judged at `moment`, else when each claims."""
    reader = reader_of(pdf)
    try:
        found = reader.embedded_regular_signatures
    except Exception as error:  # a parser of broken or hostile files may fail in any way
        raise refusal("signing.not_a_pdf") from error
    return tuple(_judged(one, trusted, moment) for one in found)


def _judged(found: Any, trusted: Sequence["Certificate"], moment: datetime | None) -> Signed:
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.fields import MDPPerm
    from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature

    claimed = None
    try:
        claimed = found.self_reported_timestamp
        status = validate_pdf_signature(found, _context(trusted, moment or claimed))
        closes = found.docmdp_level == MDPPerm.NO_CHANGES
        owner = owner_of(status.signing_cert)
    except Exception:  # noqa: BLE001 broken bytes, a broken certificate, a broken structure: none is a signature
        return Signed(str(found.field_name), "", claimed, whole=False, anchored=False, closes=False)
    level = status.modification_level
    whole = (
        status.intact
        and status.valid
        and status.coverage >= SignatureCoverageLevel.ENTIRE_REVISION
        and status.docmdp_ok is not False
        and level is not None
        and level <= ModificationLevel.FORM_FILLING
    )
    return Signed(
        field=found.field_name,
        owner=owner,
        at=claimed,
        whole=bool(whole),
        anchored=bool(status.trusted),
        closes=closes,
    )


def _context(trusted: Sequence["Certificate"], moment: datetime | None) -> Any:
    from pyhanko_certvalidator import ValidationContext

    return ValidationContext(
        trust_roots=list(trusted), allow_fetching=False, revocation_mode="soft-fail", moment=moment
    )


def only_signed_since(before: bytes, after: bytes) -> bool:
    """Whether `after` is `before`, byte for byte, with nothing added but signatures and filled fields."""
    from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel

    if not after.startswith(before):
        return False
    base = reader_of(before).xrefs.total_revisions
    try:
        found = _policy().review_file(reader_of(after), base - 1)
    except Exception:  # noqa: BLE001 what cannot be followed is not accepted
        return False
    return isinstance(found, DiffResult) and found.modification_level <= ModificationLevel.FORM_FILLING


@cache
def _policy() -> Any:
    """The library's rules; besides, a first signature may say in the catalogue that it certifies the document."""
    from pyhanko.sign import diff_analysis as rules
    from pyhanko.sign.diff_analysis.constants import ROOT_EXEMPT_STRICT_COMPARISON

    given = rules.DEFAULT_DIFF_POLICY
    rule: Any = rules.CatalogModificationRule
    catalogue = rule(ROOT_EXEMPT_STRICT_COMPARISON | {"/Perms"})
    return rules.StandardDiffPolicy([catalogue, *given.global_rules[1:]], given.form_rule)


def signature_count(pdf: bytes) -> int:
    """How many signatures a PDF bears."""
    form = at(reader_of(pdf).root, "/AcroForm", {})
    fields = [each.get_object() for each in at(form, "/Fields", ())]
    return sum(at(one, "/FT", "") == "/Sig" and "/V" in one for one in fields)
