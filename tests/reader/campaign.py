"""Mutated invented pages thrown at the reader: each gives a Reading or a Refusal, never another exception."""

import random
from collections.abc import Callable

from tests.reader.pages import ARTICLE, FOOT, MENU, PAGE

from tongket.reader import read_file, read_text
from tongket.reader.model import Reading
from tongket.viet.fault import Refusal
from tongket.viet.text import nfc

SPICE = [
    "MẬT",
    "“",
    "…",
    "\u200b",
    "\ufeff",
    "\x00",
    "’",
    "Ơ",
    "İ",
    "\u0301",
    "1.000.000",
    "31/2/2020",
    "(",
    "\t",
    "–",
    "09-CT/TW",
]
WORDS = sorted(set(PAGE.split()))


def _cut(text: str, rng: random.Random) -> str:
    a, b = sorted(rng.randrange(len(text) + 1) for _ in range(2))
    return text[:a] + text[b:]


def _repeat(text: str, rng: random.Random) -> str:
    a, b = sorted(rng.randrange(len(text) + 1) for _ in range(2))
    return text[:b] + text[a:b][:2000] + text[b:]


def _spice(text: str, rng: random.Random) -> str:
    for _ in range(rng.randrange(1, 12)):
        at = rng.randrange(len(text) + 1)
        text = text[:at] + rng.choice(SPICE) + text[at:]
    return text


def _shuffle(text: str, rng: random.Random) -> str:
    lines = text.split("\n")
    rng.shuffle(lines)
    return "\n".join(lines)


def _swap(text: str, rng: random.Random) -> str:
    words = text.split(" ")
    for _ in range(rng.randrange(1, 30)):
        words[rng.randrange(len(words))] = rng.choice(WORDS)
    return " ".join(words)


def _join(text: str, rng: random.Random) -> str:
    return text.replace(
        rng.choice(["\n", ", ", " ", ". "]), rng.choice(["", " ", "\n", ";"]), rng.randrange(1, 40)
    )


def _case(text: str, rng: random.Random) -> str:
    return rng.choice([str.upper, str.lower, str.title])(text)


MUTATIONS: list[Callable[[str, random.Random], str]] = [_cut, _repeat, _spice, _shuffle, _swap, _join, _case]


def check(reading: Reading) -> None:
    """What must hold of any reading: spans point at what was read, lists stay bounded, the record is plain."""
    text = reading.text
    assert text == nfc(text)
    founds = [reading.title, *(d.cited for d in reading.directives), *(a.kind for a in reading.commendations)]
    founds += [f.value for f in reading.figures]
    founds += [part for p in reading.persons for part in (p.name, p.position)]
    if reading.event:
        founds += [reading.event.host, reading.event.place]
    for found in founds:
        if found:
            # a hard line end inside a value is read as a blank
            assert text[found.start : found.end].replace("\n", " ") == found.text
            assert found.text.strip()
    assert len(reading.figures) <= 12
    assert len({p.name.text for p in reading.persons}) == len(reading.persons)
    reading.as_dict("x")


def check_call(read: Callable[[], Reading]) -> None:
    """The call gives a sound reading, or a refusal that speaks of the file."""
    try:
        reading = read()
    except Refusal as refused:
        if all(fault.code.startswith("file.") for fault in refused.faults):
            return
        raise
    check(reading)


def one(rng: random.Random) -> None:
    """One mutated page, as text and as bytes with some of them changed."""
    text = rng.choice([PAGE, ARTICLE, MENU + FOOT, ARTICLE * 3])
    for _ in range(rng.randrange(1, 5)):
        text = rng.choice(MUTATIONS)(text, rng) or "x"
    data = bytearray(text.encode("utf-8", "replace"))
    for _ in range(rng.randrange(4)):
        data[rng.randrange(len(data))] = rng.randrange(256)
    for read in (lambda: read_text(text), lambda: read_file(bytes(data), "tep")):
        check_call(read)


def campaign(n: int, seed: int) -> int:
    """Run n mutated pages and say how many; a failure names the page and the seed that repeat it."""
    for number in range(n):
        rng = random.Random(f"{seed}/{number}")
        try:
            one(rng)
        except Exception as error:
            raise AssertionError(f"page {number} of seed {seed}") from error
    return n
