"""How right the reader is on a folder of labelled documents: precision, recall and F1 a field.

The matching is that of the label guideline: strings without marks, case and signs; a directive by symbol or
name; a person by name, and by name with most words of the position; an award by kind and both numbers; a
figure by value and the first word of its unit; days and periods exactly.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tongket.reader.read import read_file
from tongket.viet.fault import refusal
from tongket.viet.text import fold

Record = Mapping[str, Any]
Same = Callable[[Any, Any], bool]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one field over all documents: found and right, found and wrong, not found."""

    field: str
    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return _ratio(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return _ratio(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        return _ratio(2 * self.right, 2 * self.right + self.wrong + self.missed)


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _plain(text: object) -> str:
    return re.sub(r"[^0-9a-z]+", " ", fold(str(text or ""))).strip()


def _alike(one: object, other: object) -> bool:
    """Six words of ten in common."""
    a, b = set(_plain(one).split()), set(_plain(other).split())
    return not (a | b) or len(a & b) / len(a | b) >= 0.6


def _equal(one: object, other: object) -> bool:
    return _plain(one) == _plain(other)


def _same_day(label: str, found: str) -> bool:
    return found[-6:] == label[-6:] if label.startswith("--") else label == found


def _cited(directive: Record) -> str:
    return _plain(directive.get("symbol") or directive.get("name")).replace(" ", "")


def _same_directive(label: Record, found: Record) -> bool:
    return _cited(label) == _cited(found)


def _same_issue(label: Record, found: Record) -> bool:
    return _same_directive(label, found) and (label.get("date") or None) == (found.get("date") or None)


def _same_name(label: Record, found: Record) -> bool:
    return _equal(label["name"], found["name"])


def _same_person(label: Record, found: Record) -> bool:
    return _same_name(label, found) and _alike(label["position"], found.get("position"))


def _same_award(label: Record, found: Record) -> bool:
    return _equal(label["kind"], found["kind"]) and all(
        label.get(key) == found.get(key) for key in ("collectives", "individuals")
    )


def _same_figure(label: Record, found: Record) -> bool:
    if not _equal(label["value"], found["value"]):
        return False
    one, other = _plain(label.get("unit")), _plain(found.get("unit"))
    if not label.get("unit") or not found.get("unit"):
        return True
    return other.startswith(one.split(" ")[0]) or one.startswith(other.split(" ")[0])


def _of_event(key: str) -> Callable[[Record], list[Any]]:
    def values(record: Record) -> list[Any]:
        value = (record.get("event") or {}).get(key)
        return [value] if value else []

    return values


def _list(key: str) -> Callable[[Record], list[Any]]:
    return lambda record: list(record.get(key) or [])


_FIELDS: dict[str, tuple[Callable[[Record], list[Any]], Same]] = {
    "title": (lambda record: [record["title"]] if record.get("title") else [], _equal),
    "event type": (_of_event("type"), _equal),
    "event date": (_of_event("date"), _same_day),
    "event host": (_of_event("host"), _alike),
    "event period": (_of_event("period"), lambda label, found: list(label) == list(found)),
    "directives": (_list("directives"), _same_directive),
    "directives with date": (_list("directives"), _same_issue),
    "persons": (_list("persons"), _same_name),
    "persons with position": (_list("persons"), _same_person),
    "awards": (_list("commendations"), _same_award),
    "figures": (_list("figures"), _same_figure),
}
_MOST_FIGURES = 12


def _matched(labels: Sequence[Any], found: Iterable[Any], same: Same) -> tuple[int, int]:
    """How many labels find a partner of their own, and how many values are left over."""
    left = list(found)
    right = 0
    for label in labels:
        partner = next((n for n, value in enumerate(left) if same(label, value)), None)
        if partner is not None:
            del left[partner]
            right += 1
    return right, len(left)


def score(labels: Iterable[Record], readings: Mapping[str, Record]) -> tuple[Score, ...]:
    """The scores of readings (by id) against labels, summed over all documents."""
    records = list(labels)
    scores = []
    for field, (values, same) in _FIELDS.items():
        right = wrong = missed = 0
        for record in records:
            told = values(record)
            hits, left = _matched(told, values(readings.get(record["id"], {})), same)
            # labels stop at twelve figures: what is found past them is not known to be wrong
            past = field == "figures" and len(told) >= _MOST_FIGURES
            right, wrong, missed = right + hits, wrong + (0 if past else left), missed + len(told) - hits
        scores.append(Score(field, right, wrong, missed))
    return tuple(scores)


def score_folder(folder: Path) -> tuple[Score, ...]:
    """Read every labelled document of a folder (labels.jsonl, one .txt an id) and score the readings."""
    try:
        lines = (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines()
        labels: list[Record] = [json.loads(line) for line in lines if line.strip()]
        ids = [str(label["id"]) for label in labels]
        files = {name: (folder / f"{name}.txt").read_bytes() for name in ids}
    except (OSError, ValueError, KeyError, TypeError) as e:
        raise refusal("reader.no_labels", str(folder)) from e
    return score(labels, {name: read_file(data, f"{name}.txt").as_dict(name) for name, data in files.items()})
