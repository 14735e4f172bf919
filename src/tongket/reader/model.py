"""What the reader hands over: one `Reading` a document, each value with the characters it was read from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """A string as it stands in the text: `text[start:end]`, a hard line end inside it shown as a blank."""

    text: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class ReadMeeting:
    """A meeting or ceremony the document reports.

    `type` is sơ kết, tổng kết, ký kết or khác; `date` is ISO, or --MM-DD where the year is not told;
    `date_basis` is stated, inferred or partial; `period` holds two of YYYY or YYYY-MM.
    """

    type: str
    at: Span
    also: str | None = None
    date: str | None = None
    date_basis: str | None = None
    date_at: Span | None = None
    period_years: int | None = None
    period_years_at: Span | None = None
    period: tuple[str, str] | None = None
    period_at: Span | None = None
    host: Found | None = None
    place: Found | None = None

    def as_dict(self) -> dict[str, Any]:
        """The keys of the sample labels, and `spans` for each value that is told."""
        spans: dict[str, Span | None] = {
            "type": self.at,
            "date": self.date_at,
            "period_years": self.period_years_at,
            "period": self.period_at,
            "host": self.host.span if self.host else None,
            "place": self.place.span if self.place else None,
        }
        told: dict[str, Any] = {
            "type": self.type,
            "date": self.date,
            "period_years": self.period_years,
            "period": list(self.period) if self.period else None,
            "host": self.host.text if self.host else None,
            "place": self.place.text if self.place else None,
            "date_basis": self.date_basis,
        }
        if self.also:
            told["also"] = self.also
        return told | {"spans": {key: list(at) for key, at in spans.items() if at}}


@dataclass(frozen=True, slots=True)
class ReadDirective:
    """An instrument the text cites: by its symbol, or by name where no symbol is given."""

    cited: Found
    by: str  # "symbol" | "name"
    key: str  # what makes two citations one
    kind: str | None = None
    date: str | None = None
    issuer: str | None = None

    def as_dict(self) -> dict[str, Any]:
        told = {self.by: self.cited.text, "kind": self.kind, "date": self.date, "issuer": self.issuer}
        return told | {"span": list(self.cited.span)}


@dataclass(frozen=True, slots=True)
class ReadPerson:
    """A person named together with an office."""

    name: Found
    position: Found

    def as_dict(self) -> dict[str, Any]:
        return {
            "name": self.name.text,
            "position": self.position.text,
            "span": list(self.name.span),
            "position_span": list(self.position.span),
        }


@dataclass(frozen=True, slots=True)
class ReadAward:
    """An award given, or proposed; a count is None where no number is told."""

    kind: Found
    collectives: int | None = None
    individuals: int | None = None
    awarded_by: str | None = None
    proposed: bool = False

    def as_dict(self) -> dict[str, Any]:
        told = {
            "kind": self.kind.text,
            "collectives": self.collectives,
            "individuals": self.individuals,
            "awarded_by": self.awarded_by,
            "span": list(self.kind.span),
        }
        return told | ({"status": "đề nghị"} if self.proposed else {})


@dataclass(frozen=True, slots=True)
class ReadFigure:
    """A numeric result: the number as written, its unit, and a hint what it counts."""

    value: Found
    unit: str | None
    what: str

    def as_dict(self) -> dict[str, Any]:
        return {
            "value": self.value.text,
            "unit": self.unit,
            "what": self.what,
            "span": list(self.value.span),
        }


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one document; spans point into `text`, which is in NFC."""

    text: str
    title: Found | None = None
    event: ReadMeeting | None = None
    directives: tuple[ReadDirective, ...] = ()
    persons: tuple[ReadPerson, ...] = ()
    commendations: tuple[ReadAward, ...] = ()
    figures: tuple[ReadFigure, ...] = ()

    def as_dict(self, id: str) -> Mapping[str, Any]:  # noqa: A002 (the key of the printed record)
        """The record as printed: `id` is the file's name without its ending."""
        return {
            "id": id,
            "title": self.title.text if self.title else None,
            "title_span": list(self.title.span) if self.title else None,
            "event": self.event.as_dict() if self.event else None,
            "directives": [d.as_dict() for d in self.directives],
            "persons": [p.as_dict() for p in self.persons],
            "commendations": [a.as_dict() for a in self.commendations],
            "figures": [f.as_dict() for f in self.figures],
        }
