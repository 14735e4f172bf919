"""What the ledger holds of figures."""

import hashlib
import unicodedata
import uuid
from datetime import UTC, datetime

from tongket.base.clock import HANOI
from tongket.figures.lines import FIELDS, digest
from tongket.figures.models import Figure
from tongket.ledger.canonical import canonical

NOON = datetime(2026, 11, 22, 12, tzinfo=HANOI)


def row(ref: int, **said: object) -> tuple[object, ...]:
    plain = dict.fromkeys(FIELDS) | {"ref": uuid.UUID(int=ref), "value": ref, "entered": NOON, "note": ""}
    return tuple((plain | said).values())


def line(said: tuple[object, ...]) -> bytes:
    """The canonical bytes of a figure, one thing after the other."""
    told = {name: "" if value is None else value for name, value in zip(FIELDS, said, strict=True)}
    told |= {"ref": str(told["ref"]), "kind": str(told["kind"])}
    told["entered"] = NOON.astimezone(UTC).isoformat(timespec="microseconds")
    return canonical(told) + b"\n"


def test_the_digest_is_that_of_the_canonical_lines_in_the_order_of_their_refs():
    rows = [
        row(3, value=0, note='“ngoặc” "kép" \\ và\nxuống dòng'),
        row(1, value=None, note=unicodedata.normalize("NFD", "Xã Mẫu")),
        row(2, value=-5, kind=Figure.Kind.FINAL, reason="final"),
        row(4, value=2**63 - 1, note="4"),
    ]
    told = b"".join(line(said) for said in sorted(rows, key=lambda said: str(said[0])))
    assert digest(rows) == hashlib.sha256(told).hexdigest()
    assert digest(reversed(rows)) == digest(rows)
    assert digest([*rows[:3], row(4, value=2**63 - 2, note="4")]) != digest(rows)
