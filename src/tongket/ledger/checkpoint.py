"""Signed checkpoints of the log: the text forms "signed note" and "tlog-checkpoint" of C2SP, with Ed25519.

    so-kiem-chung.example            the log's name (origin)
    1234                             its size
    CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

    — so-kiem-chung.example Az3gr+Xl…

Anyone who kept an older checkpoint can ask for a consistency proof: the log cannot forget in silence.
"""

import base64
import binascii
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from tongket.ledger.merkle import HASH_BYTES
from tongket.viet.fault import Fault, Refusal

ED25519 = b"\x01"


@dataclass(frozen=True)
class Checkpoint:
    """The head of a log: its name, its number of leaves and its root (32 bytes)."""

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        if not self.origin or any(c.isspace() or c == "+" for c in self.origin):
            raise ValueError(f"{self.origin!r} cannot name a log: no white space, no plus sign")
        if self.size < 0 or len(self.root) != HASH_BYTES:
            raise ValueError(f"a checkpoint has a size and a root of {HASH_BYTES} bytes")

    @property
    def text(self) -> str:
        """What is signed: three lines."""
        return f"{self.origin}\n{self.size}\n{_base64(self.root)}\n"


def new_key() -> bytes:
    """A new private key: 32 random bytes."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_key(key: bytes) -> bytes:
    """The public key, 32 bytes, of a private one."""
    return Ed25519PrivateKey.from_private_bytes(key).public_key().public_bytes_raw()


def verifier(origin: str, public: bytes) -> str:
    """The public key as it is given to others: `name+hash+key`, the "vkey" of a signed note."""
    return f"{origin}+{_key_hash(origin, public).hex()}+{_base64(ED25519 + public)}"


def sign(checkpoint: Checkpoint, key: bytes) -> str:
    """The signed note; equal checkpoints and keys give equal text."""
    signature = Ed25519PrivateKey.from_private_bytes(key).sign(checkpoint.text.encode())
    stamp = _base64(_key_hash(checkpoint.origin, public_key(key)) + signature)
    return f"{checkpoint.text}\n— {checkpoint.origin} {stamp}\n"


def verify(note: str, origin: str, public: bytes) -> Checkpoint:
    """The checkpoint that `note` says and `public` signed for the log `origin`.

    Other signatures in the note (witnesses) are passed over. Refuses with `ledger.note` what is no
    note, with `ledger.note_origin` another log's, with `ledger.note_signature` what the key did not sign.
    """
    checkpoint, signatures = _parse(note)
    if checkpoint.origin != origin:
        raise Refusal(Fault("ledger.note_origin", values={"origin": checkpoint.origin, "expected": origin}))
    key_hash = _key_hash(origin, public)
    for name, stamp in signatures:
        if name == origin and stamp.startswith(key_hash):
            _check(checkpoint, public, stamp[len(key_hash) :])
            return checkpoint
    raise Refusal(Fault("ledger.note_signature", values={"origin": origin, "size": checkpoint.size}))


def _check(checkpoint: Checkpoint, public: bytes, signature: bytes) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, checkpoint.text.encode())
    except InvalidSignature:
        fault = Fault("ledger.note_signature", values={"origin": checkpoint.origin, "size": checkpoint.size})
        raise Refusal(fault) from None


def _parse(note: str) -> tuple[Checkpoint, list[tuple[str, bytes]]]:
    body, gap, tail = note.partition("\n\n")
    try:
        origin, size, root = body.split("\n")
        checkpoint = Checkpoint(origin, int(size), base64.b64decode(root, validate=True))
        signatures = [_signature(line) for line in tail.splitlines()]
        if not gap or checkpoint.text != body + "\n":
            raise ValueError("not in the one form")
    except (ValueError, binascii.Error):
        raise Refusal(Fault("ledger.note")) from None
    return checkpoint, signatures


def _signature(line: str) -> tuple[str, bytes]:
    dash, name, text = line.split(" ")
    stamp = base64.b64decode(text, validate=True)
    if dash != "—" or _base64(stamp) != text:
        raise ValueError("not a signature")
    return name, stamp


def _key_hash(origin: str, public: bytes) -> bytes:
    return hashlib.sha256(origin.encode() + b"\n" + ED25519 + public).digest()[:4]


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
