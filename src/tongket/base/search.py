"""Search: one row a record, the same folded words on both databases, slips met by near words.

A room says once, in `AppConfig.ready()`, what of a record can be found and by whom (`publish`); its
actions call `index` in their transaction. Words are what is left of a text folded by `viet.fold` and
split at everything that is neither letter nor digit, so both databases see the same ones.
"""

import re
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import batched
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Case, Exists, OuterRef, QuerySet, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Length
from rapidfuzz import process
from rapidfuzz.distance import OSA

from tongket.base.bulk import insert_rows
from tongket.base.models import SearchRow
from tongket.viet.text import fold, nfc, sort_key

WORD = re.compile(r"[^\W_]+")
MOST_WORDS = 12  # of a query
LONGEST_WORD = 60
NEAR_WORDS = 8  # taken for a word that may be a slip
BATCH = 1000
COLUMNS = ("kind", "ref", "unit_id", "access", "folded", "shown", "note", "url", "sort_key")


@dataclass(frozen=True)
class Findable:
    """What of one record can be found: `text` is searched, `shown` and `note` are the lines of a result."""

    kind: str
    ref: uuid.UUID
    unit_id: int | None
    access: str
    text: str
    shown: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Hit:
    """A result; `parts` is its first line cut into pieces, each with whether it matched."""

    ref: uuid.UUID
    url: str
    shown: str
    note: str
    parts: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Group:
    """The best results of one kind, and how many there are in all."""

    kind: str
    count: int
    hits: tuple[Hit, ...]


type Describe = Callable[[Any], Findable | None]
# The rows of a kind that the reader may see.
type Readable = Callable[[str], QuerySet[SearchRow]]
type Alternatives = Sequence[tuple[str, ...]]

_described: dict[type[models.Model], Describe] = {}


def publish(model: type[models.Model], describe: Describe) -> None:
    """A room says what of its record can be found; None means nothing, as for what is sealed."""
    _described[model] = describe


def index(*records: models.Model) -> None:
    """Write or remove the rows of these records; called inside the action that changes them."""
    pairs = [(record, _described[type(record)](record)) for record in records]
    remove(*(record.ref for record, found in pairs if found is None))  # type: ignore[attr-defined]
    put(found for _record, found in pairs if found is not None)


def put(rows: Iterable[Findable]) -> None:
    """Write the rows, each in place of the one with the same ref; the last of several with one ref counts."""
    latest = {found.ref: found for found in rows}
    with transaction.atomic():
        remove(*latest)
        put_new(latest.values())


def put_new(rows: Iterable[Findable]) -> None:
    """The same for records of which none has a row yet."""
    insert_rows(SearchRow, COLUMNS, (_values(found) for found in rows))


def remove(*refs: uuid.UUID) -> None:
    for some in batched(refs, BATCH, strict=False):
        SearchRow.objects.filter(ref__in=some).delete()


def complete() -> int:
    """Add the rows that are missing: of records that were made before what they are could be found; how many."""
    added = 0
    for model, describe in _described.items():
        has_row = Exists(SearchRow.objects.filter(ref=OuterRef("ref")))
        records = model._default_manager.filter(~has_row).order_by("pk")
        rows = [found for record in records.iterator(BATCH) if (found := describe(record)) is not None]
        put(rows)
        added += len(rows)
    return added


def words_of(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return [word[:LONGEST_WORD] for word in WORD.findall(fold(text))]


def find(text: str, *, rows: Readable, limit: int = 10) -> list[Group]:
    """What matches all words of `text`, the last one as a beginning, among `rows`.

    If nothing does, each word also stands for those near to it. Groups are ordered by size; in each come
    first what begins with the very words asked for, what holds them one after the other, and the shortest
    text, which has the fewest words that were not asked for.
    """
    words = words_of(text)[:MOST_WORDS]
    if not words:
        return []
    asked: Alternatives = [(word,) for word in words]
    groups = _groups(asked, rows, limit)
    if not groups:
        asked = _widened(words)
        groups = _groups(asked, rows, limit)
    return groups


def _values(found: Findable) -> tuple[Any, ...]:
    """In the order of `COLUMNS`."""
    key = sort_key(found.shown)[:300]
    folded = " ".join(words_of(found.text))
    lines = (nfc(found.shown), nfc(found.note))
    return (found.kind, found.ref, found.unit_id, found.access, folded, *lines, found.url, key)


def _groups(asked: Alternatives, rows: Readable, limit: int) -> list[Group]:
    matching = _matching(asked)
    kinds = SearchRow.objects.filter(pk__in=matching).order_by("kind").values_list("kind", flat=True)
    found = (_group(kind, rows(kind).filter(pk__in=matching), asked, limit) for kind in kinds.distinct())
    return sorted((group for group in found if group.count), key=lambda group: -group.count)


def _group(kind: str, rows: QuerySet[SearchRow], asked: Alternatives, limit: int) -> Group:
    best = tuple(_hit(row, asked) for row in _best(rows, asked, limit))
    return Group(kind, len(best) if len(best) < limit else rows.count(), best)


def _best(rows: QuerySet[SearchRow], asked: Alternatives, limit: int) -> QuerySet[SearchRow]:
    phrase = " ".join(words[0] for words in asked)
    near = Case(
        When(folded__startswith=phrase, then=0), When(folded__contains=f" {phrase}", then=1), default=2
    )
    return rows.order_by(near, Length("folded"), "sort_key", "pk")[:limit]


def _matching(asked: Alternatives) -> RawSQL:
    """The keys of the rows with one of each word's alternatives. Words are letters and digits alone."""
    last = len(asked) - 1
    if connection.vendor == "sqlite":
        terms = [[f'"{word}"' + "*" * (i == last) for word in words] for i, words in enumerate(asked)]
        query = " AND ".join(f"({' OR '.join(words)})" for words in terms)
        return RawSQL("SELECT rowid FROM base_search WHERE base_search MATCH %s", [query])
    terms = [[f"'{word}'" + ":*" * (i == last) for word in words] for i, words in enumerate(asked)]
    query = " & ".join(f"({' | '.join(words)})" for words in terms)
    return RawSQL("SELECT id FROM base_searchrow WHERE base_search_words(folded) @@ %s::tsquery", [query])


def _widened(words: Sequence[str]) -> Alternatives:
    known = _known_words()
    return [(word, *_near(word, known)) for word in words]


def _near(word: str, known: Sequence[str]) -> list[str]:
    """Words that differ by one slip of the hand, or by two in a long word; figures are not guessed at."""
    slips = 0 if word.isdigit() or len(word) < 3 else 1 if len(word) < 8 else 2
    if not slips:
        return []
    near = process.extract(word, known, scorer=OSA.distance, score_cutoff=slips, limit=NEAR_WORDS)
    return [other for other, distance, _at in near if distance]


def _known_words() -> list[str]:
    """All distinct words of all rows."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT term FROM base_search_words ORDER BY term")
        else:
            cursor.execute(
                "SELECT word FROM ts_stat('SELECT base_search_words(folded) FROM base_searchrow') ORDER BY word"
            )
        return [word for (word,) in cursor.fetchall()]


def _hit(row: SearchRow, asked: Alternatives) -> Hit:
    return Hit(row.ref, row.url, row.shown, row.note, _marked(row.shown, asked))


def _marked(shown: str, asked: Alternatives) -> tuple[tuple[str, bool], ...]:
    """The line in pieces, the matched words apart."""
    whole = {word for words in asked for word in words}
    parts: list[tuple[str, bool]] = []
    at = 0
    for found in WORD.finditer(shown):
        folded = fold(found.group())
        if folded in whole or folded.startswith(tuple(asked[-1])):
            parts += [(shown[at : found.start()], False), (found.group(), True)]
            at = found.end()
    parts.append((shown[at:], False))
    return tuple(part for part in parts if part[0])
