"""The document model: what stands in an official document, before it is drawn.

Everything is frozen and holds strings and integers only; numbers were written
out before ("1.234,5"), so that all three renderers print the same words.
`to_json` gives canonical bytes, `from_json` reads them back.
"""

import json
from dataclasses import dataclass, fields
from typing import Any, Literal

from tongket.viet.fault import Fault, Refusal
from tongket.viet.text import nfc
from tongket.writer.heads import CopyMark as CopyMark
from tongket.writer.heads import Head as Head
from tongket.writer.heads import Signature as Signature

Style = Literal["", "bold", "italic", "source"]
Align = Literal["left", "center", "right"]
Mark = Literal[
    "not_due",
    "not_reported",
    "zero",
    "not_applicable",
    "undetermined",
    "estimated",
    "range",
    "partial",
    "counted",
    "reported",
    "taken_over",
]


@dataclass(frozen=True, slots=True)
class Text:
    """A run of words."""

    text: str
    style: Style = ""


@dataclass(frozen=True, slots=True)
class FigureRef:
    """A figure in running text, already written out; `ref` opens its trail."""

    text: str
    ref: str
    marks: tuple[Mark, ...] = ()


Inline = Text | FigureRef


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 1 is a part (I.), 2 a section (1.), 3 a point (a)).

    The writer gives the number.
    """

    level: int
    text: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body, justified with its first line indented."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """Points that each begin with a dash."""

    items: tuple[tuple[Inline, ...], ...]


@dataclass(frozen=True, slots=True)
class Article:
    """An article of a decision or a resolution, "Điều 1. …"; the writer counts them through the document."""

    content: tuple[Inline, ...]
    number: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where figures come from, and how many of the units due are in them."""

    text: str = ""
    covered: int = 0
    expected: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, the ref that opens its trail, its marks, and its rank, printed behind it in brackets."""

    text: str
    ref: str = ""
    marks: tuple[Mark, ...] = ()
    rank: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `width` weighs it against the others, marks hold for all its cells.

    Numbers go to the right.
    """

    title: str
    align: Align = "left"
    width: int = 10
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its last `totals` rows are set bold. Without a caption it has no number."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    unit: str = ""
    totals: int = 0
    source: Source = Source()
    number: str = ""

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"a row of {self.caption!r} has not {len(self.columns)} cells")


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: `value` draws it, `text` labels it."""

    label: str
    value: int
    text: str
    ref: str = ""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Level:
    """A value that bars or lines are set against: a line, or a band when low < high."""

    label: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class BarChart:
    """Horizontal bars from zero, in the order given. Values are in units of 10^-decimals."""

    caption: str
    unit: str
    bars: tuple[Bar, ...]
    decimals: int = 0
    levels: tuple[Level, ...] = ()
    label_title: str = "Đơn vị"
    value_title: str = "Giá trị"
    source: Source = Source()
    number: str = ""


@dataclass(frozen=True, slots=True)
class LinePoint:
    """The value of a series at the period with index `at`."""

    at: int
    value: int
    text: str
    ref: str = ""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """One line; a period without a point is a gap, never a zero."""

    name: str
    points: tuple[LinePoint, ...]


@dataclass(frozen=True, slots=True)
class LineChart:
    """Lines over periods, from zero. Values are in units of 10^-decimals."""

    caption: str
    unit: str
    periods: tuple[str, ...]
    series: tuple[Series, ...]
    decimals: int = 0
    levels: tuple[Level, ...] = ()
    source: Source = Source()
    number: str = ""


@dataclass(frozen=True, slots=True)
class PointGroup:
    """The points of one unit as (longitude, latitude) in 1/10,000 degree."""

    name: str
    points: tuple[tuple[int, int], ...]
    shade: int = 0


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A name written on a map, right of its point in 1/10,000 degree."""

    text: str
    longitude: int
    latitude: int


@dataclass(frozen=True, slots=True)
class PointMap:
    """A map of points; `shades` (four at most) names what each shade of the groups means."""

    caption: str
    point_word: str
    groups: tuple[PointGroup, ...]
    shades: tuple[str, ...] = ()
    names: tuple[PlaceName, ...] = ()
    group_title: str = "Đơn vị"
    source: Source = Source()
    number: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A unit's time from a day to a day (ISO; end not included); "" is open."""

    label: str
    start: str
    end: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class HistoryStrip:
    """Units over time, one lane a unit; `start` and `end` (ISO days) bound the picture."""

    caption: str
    spans: tuple[Span, ...]
    start: str
    end: str
    source: Source = Source()
    number: str = ""


Chart = BarChart | LineChart | PointMap | HistoryStrip


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an annex that can stand on a page of its own on the site."""

    key: str
    title: str
    blocks: "tuple[Block, ...]"


Block = (
    Heading | Paragraph | Bullets | Article | Table | BarChart | LineChart | PointMap | HistoryStrip | Section
)


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex with its own heading and page numbers, "Phụ lục" or "Phụ lục I"."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    page: Literal["portrait", "landscape"] = "portrait"
    number: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """An official document.

    `form` chooses the layout of the State (Decree 30/2020/NĐ-CP, Annex I), the
    Party, the Front or the Youth Union (`layout.FORMS`). `kind` is "BÁO CÁO";
    empty for an official letter. `issuer` ("CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ MẪU")
    stands above the bases; "QUYẾT ĐỊNH:" then follows them. `as_of` is the
    moment in UTC, "2026-11-22T03:04:05Z", from which every date inside the
    files is taken. `notice` is printed on every page.
    `ident` is kept unseen in the Word and PDF files, so that they can be told when they come back.
    `copied` is what stands under a copy; without an agency at the head there is nothing but that.
    """

    kind: str
    abstract: str
    head: Head
    body: tuple[Block, ...]
    as_of: str
    form: Literal["state", "party", "front", "youth"] = "state"
    issuer: str = ""
    addressees: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()
    recipients: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    notice: str = ""
    ident: str = ""
    copied: CopyMark | None = None

    @property
    def bare(self) -> bool:
        """Whether it is the sheet alone that goes with a copied paper."""
        return self.copied is not None and not self.head.agency


_CLASSES: dict[str, Any] = {
    c.__name__: c
    for c in (
        *(Text, FigureRef, Heading, Paragraph, Bullets, Article, Source, Cell, Column, Table),
        *(Bar, Level, BarChart, LinePoint, Series, LineChart),
        *(PointGroup, PlaceName, PointMap, Span, HistoryStrip),
        *(Section, Annex, Head, Signature, CopyMark, Document),
    )
}


_FIELDS = {kind: tuple((f.name, f.default) for f in fields(kind)) for kind in _CLASSES.values()}


# Control characters have no place on paper and none in XML.
_CONTROLS = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160), 0xFFFE, 0xFFFF))


def _plain(value: Any) -> Any:
    kind = type(value)
    if kind is str:
        return nfc(value).translate(_CONTROLS)
    if kind is int:
        return value
    if kind is tuple:
        return [_plain(item) for item in value]
    plain: dict[str, Any] = {"is": kind.__name__}
    for name, default in _FIELDS[kind]:
        part = getattr(value, name)
        if part != default:
            plain[name] = _plain(part)
    return plain


def _model(plain: dict[str, Any]) -> Any:
    kind = _CLASSES[plain.pop("is")]
    for name, part in plain.items():
        if type(part) is list:
            plain[name] = _tuples(part)
    return kind(**plain)


def _tuples(items: list[Any]) -> tuple[Any, ...]:
    return tuple([_tuples(item) if type(item) is list else item for item in items])


def to_json(document: Document) -> bytes:
    """Canonical bytes of a document: UTF-8 JSON, keys sorted, NFC, strings and integers.

    Control characters that slipped in with pasted text are left out.
    """
    return json.dumps(_plain(document), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def from_json(data: bytes) -> Document:
    """The document written by `to_json`; refuses anything else."""
    try:
        document = json.loads(data, object_hook=_model)
    except (ValueError, KeyError, TypeError) as error:
        raise Refusal(Fault("writer.not_a_document")) from error
    if not isinstance(document, Document):
        raise Refusal(Fault("writer.not_a_document"))
    return document
