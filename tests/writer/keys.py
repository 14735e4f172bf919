"""Keys and certificates made in the test: a small authority, people and agencies under it."""

import datetime
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from tongket.writer.pdfsign import Key, open_key

WORD = "tu-mo-khoa"
FROM = datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC)
TO = datetime.datetime(2031, 1, 1, tzinfo=datetime.UTC)


@dataclass(frozen=True)
class Made:
    """A key as an office has it: the .p12 and its word, and the authority's certificate as .pem."""

    p12: bytes
    authority: bytes

    @property
    def key(self) -> Key:
        return open_key(self.p12, WORD)


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _certificate(common, public, issuer, signing, *, authority, until=TO):
    usage = x509.KeyUsage(
        digital_signature=not authority, content_commitment=not authority, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=authority, crl_sign=authority,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
    made = x509.CertificateBuilder(_name(issuer), _name(common), public, zlib.crc32(common.encode()) + 1)
    made = made.not_valid_before(FROM).not_valid_after(until)
    made = made.add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
    return made.add_extension(usage, critical=True).sign(signing, hashes.SHA256())


@cache
def authority(name: str = "Tổ chức chứng thực Mẫu"):
    private = ec.generate_private_key(ec.SECP256R1())
    return private, _certificate(name, private.public_key(), name, private, authority=True)


@cache
def made(owner: str, by: str = "Tổ chức chứng thực Mẫu", until: datetime.datetime = TO) -> Made:
    """A key of an owner, certified by an authority."""
    above, root = authority(by)
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    certificate = _certificate(owner, private.public_key(), by, above, authority=False, until=until)
    lock = serialization.BestAvailableEncryption(WORD.encode())
    p12 = pkcs12.serialize_key_and_certificates(owner.encode(), private, certificate, [root], lock)
    return Made(p12, root.public_bytes(serialization.Encoding.PEM))


def lay_out(settings: Any, folder: Path, trusted: Made) -> Any:
    """The operator's folders: the authority of a key is trusted, no key of an agency is set yet."""
    settings.TRUSTED, settings.SEALS = folder / "trusted", folder / "seals"
    settings.TRUSTED.mkdir()
    settings.SEALS.mkdir()
    (settings.TRUSTED / "goc.pem").write_bytes(trusted.authority)
    return settings


def picture(wide: int = 300, high: int = 120, *, see_through: bool = True) -> bytes:
    """A PNG with a ring in it, on a transparent ground, 300 dots an inch."""
    import io

    from PIL import Image, ImageDraw

    image = Image.new(
        "RGBA" if see_through else "RGB", (wide, high), (0, 0, 0, 0) if see_through else "white"
    )
    colour = (200, 24, 24, 220) if wide == high else (29, 63, 156, 255)
    ImageDraw.Draw(image).ellipse((6, 6, wide - 6, high - 6), outline=colour, width=8)
    out = io.BytesIO()
    image.save(out, "PNG", dpi=(300, 300))
    return out.getvalue()
