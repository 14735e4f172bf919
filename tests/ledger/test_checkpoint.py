"""A signed checkpoint says who, how many and which root; nothing else passes for it."""

import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongket.ledger.checkpoint import Checkpoint, new_key, public_key, sign, verifier, verify
from tongket.viet.fault import Refusal

KEY = bytes(range(32))
PUBLIC = public_key(KEY)
ORIGIN = "tongket.example/xa-mau"


def note_of(size: int = 7) -> str:
    return sign(Checkpoint(ORIGIN, size, hashlib.sha256(str(size).encode()).digest()), KEY)


def code_of(note: str, origin: str = ORIGIN, public: bytes = PUBLIC) -> str:
    with pytest.raises(Refusal) as refusal:
        verify(note, origin, public)
    return refusal.value.faults[0].code


@given(st.integers(0, 2**63), st.binary(min_size=32, max_size=32))
def test_what_was_signed_reads_back(size: int, root: bytes) -> None:
    checkpoint = Checkpoint(ORIGIN, size, root)
    assert verify(sign(checkpoint, KEY), ORIGIN, PUBLIC) == checkpoint


def test_the_note_has_the_published_form() -> None:
    origin, size, root, blank, signature = note_of().rstrip("\n").split("\n")
    assert (origin, size, blank) == (ORIGIN, "7", "")
    assert base64.b64decode(root) == hashlib.sha256(b"7").digest()
    assert signature.startswith(f"— {ORIGIN} ")
    stamp = base64.b64decode(signature.rsplit(" ", 1)[1])
    assert stamp[:4] == hashlib.sha256(ORIGIN.encode() + b"\n\x01" + PUBLIC).digest()[:4]
    assert len(stamp) == 68
    assert verifier(ORIGIN, PUBLIC).split("+")[:2] == [ORIGIN, stamp[:4].hex()]


def test_equal_checkpoints_give_equal_notes() -> None:
    assert note_of() == note_of()


@given(st.data())
def test_no_letter_of_a_note_can_be_changed(data: st.DataObject) -> None:
    note = note_of()
    at = data.draw(st.integers(0, len(note) - 1))
    other = data.draw(st.sampled_from("0A x\n+=").filter(lambda c: c != note[at]))
    code_of(note[:at] + other + note[at + 1 :])


def test_another_log_and_another_key_are_refused() -> None:
    assert code_of(note_of(), origin="other.example") == "ledger.note_origin"
    assert code_of(note_of(), public=public_key(new_key())) == "ledger.note_signature"
    assert code_of(note_of(7).replace("\n7\n", "\n8\n")) == "ledger.note_signature"


@pytest.mark.parametrize(
    "note", ["", "\n\n", "a\nb\nc\n\n", "a\n1\nAA==\n\n", note_of().replace("7", "07", 1)]
)
def test_what_is_no_note_is_refused(note: str) -> None:
    assert code_of(note) == "ledger.note"


def test_a_note_without_signature_is_refused() -> None:
    assert code_of(note_of().split("—")[0]) == "ledger.note_signature"


def test_a_witness_may_sign_beside_the_log() -> None:
    checkpoint = Checkpoint(ORIGIN, 7, hashlib.sha256(b"7").digest())
    other = Checkpoint("witness.example", 7, checkpoint.root)
    both = sign(checkpoint, KEY) + sign(other, new_key()).split("\n\n")[1]
    assert verify(both, ORIGIN, PUBLIC) == checkpoint


@pytest.mark.parametrize("origin", ["", "two words", "a+b", "a\nb"])
def test_a_name_that_breaks_the_form_is_refused(origin: str) -> None:
    with pytest.raises(ValueError, match="cannot name a log"):
        Checkpoint(origin, 0, bytes(32))


def test_new_keys_differ() -> None:
    assert new_key() != new_key()
