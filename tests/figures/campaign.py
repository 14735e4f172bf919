"""A long campaign for the soak: workbooks with bytes, parts, cells and words that do not belong there."""

import io
import random
import zipfile

from django.db import transaction
from django.test.utils import setup_databases, teardown_databases
from tests.figures.conftest import YEAR, Stage, build_stage, moment
from tests.figures.sheets import type_into

from tongket.base.models import Entry
from tongket.figures.models import Cell, Figure, Report
from tongket.figures.workbook import import_workbook, template
from tongket.viet.fault import Refusal

WORDS = (
    "mười hai",
    "#REF!",
    "1.5",
    "-",
    "",
    "12 %",
    "9" * 30,
    "=1+1",
    "Xã Khác",
    "MẬT",
    "_x0000_",
    "NaN",
    "1e400",
)


def campaign(n: int, seed: int) -> int:
    """For the soak: the same on a database of its own, which is gone afterwards."""
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        return workbooks(n, seed, build_stage())
    finally:
        teardown_databases(databases, verbosity=0)


def workbooks(n: int, seed: int, stage: Stage) -> int:
    """Import n workbooks with something wrong in each; how many were refused. Any other exception is a fault."""
    rng = random.Random(seed)
    good = type_into(
        template(stage.form, YEAR, [stage.due()], now=moment("2026-01-03")),
        {"F5": 10, "F6": 4, "F7": 6, "F8": 50},
    )
    return sum(_try(stage, _mutated(rng, good), (seed, turn)) for turn in range(n))


def _try(stage: Stage, data: bytes, name: tuple[int, int]) -> bool:
    before = _rows()
    try:
        with transaction.atomic():
            import_workbook(data, actor=stage.hats.reporter, now=moment("2026-01-03"))
            transaction.set_rollback(True)
    except Refusal as refused:
        if not refused.faults or _rows() != before:
            raise AssertionError(f"workbook {name[1]} of seed {name[0]} left something behind") from refused
        return True
    except BaseException as error:
        raise AssertionError(f"workbook {name[1]} of seed {name[0]}: {error!r}") from error
    return False


def _rows() -> list[int]:
    return [model.objects.count() for model in (Report, Cell, Figure, Entry)]


def _mutated(rng: random.Random, data: bytes) -> bytes:
    return rng.choice([_bytes, _cut, _part, _words, _xml])(rng, data)


def _bytes(rng: random.Random, data: bytes) -> bytes:
    """Some bytes of the archive are changed."""
    changed = bytearray(data)
    for _ in range(rng.randint(1, 20)):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def _cut(rng: random.Random, data: bytes) -> bytes:
    return data[: rng.randrange(len(data))]


def _part(rng: random.Random, data: bytes) -> bytes:
    """A part is dropped, emptied or takes the place of another."""
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    victim, other = rng.choice(names), rng.choice(names)
    how = rng.randrange(3)
    return _rebuilt(data, lambda name, read: (None, b"", read(other))[how] if name == victim else read(name))


def _words(rng: random.Random, data: bytes) -> bytes:
    """A clerk's slips: words, errors and numbers in any cell."""
    cells = {
        f"{rng.choice('ABCDEFG')}{rng.randint(4, 8)}": rng.choice(WORDS) for _ in range(rng.randint(1, 6))
    }
    return type_into(data, {ref: value or 1e300 for ref, value in cells.items()})


def _xml(rng: random.Random, data: bytes) -> bytes:
    """Bytes inside a part are changed, moved or repeated; the archive itself is sound."""
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    victim = rng.choice(names)
    return _rebuilt(data, lambda name, read: _scrambled(rng, read(name)) if name == victim else read(name))


def _scrambled(rng: random.Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(rng.randint(1, 4)):
        first, second = sorted(rng.randrange(len(changed) + 1) for _ in range(2))
        piece = bytes(changed[first : min(second, first + 200)])
        at = rng.randrange(len(changed) + 1)
        changed[at : at + rng.choice([0, len(piece)])] = piece
        if changed:
            changed[rng.randrange(len(changed))] = rng.choice(b"\"'<>&/=0123456789AXFDtresv\x00\xff")
    return bytes(changed)


def _rebuilt(data: bytes, content) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            kept = content(name, old.read)
            if kept is not None:
                new.writestr(name, kept)
    return out.getvalue()
