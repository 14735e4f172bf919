"""The reader's rules by name, each as a function from a text to the strings it reads there.

tests/reader/cases/<name>.txt holds ten invented texts that the rule must match and ten that it must not.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain

from tongket.reader import awards, directives, figures, gatherings, page, persons, reviewed, stamp
from tongket.reader.model import ReadAward, ReadDirective, ReadFigure, ReadPerson


@dataclass(frozen=True, slots=True)
class Rule:
    """A named rule; `find` gives what it reads in a text, in the short form of the case files."""

    name: str
    find: Callable[[str], list[str]]


def _lines(kind: str) -> Callable[[str], list[str]]:
    def find(text: str) -> list[str]:
        return [text[line.start : line.end] for line in page.lines_of(text) if line.kind == kind]

    return find


def _headline(text: str) -> list[str]:
    title = page.read_page(text).title
    return [title.text] if title else []


def _stamped(text: str) -> list[str]:
    found = page.stamp_of(text)
    return [found[0]] if found else []


def _secret(text: str) -> list[str]:
    found = stamp.find_stamp(text)
    return [found] if found else []


def _held(text: str) -> list[str]:
    return [gatherings.phrase_of(text, mention).strip() for mention in gatherings.meeting_held(text)]


def _type(text: str) -> list[str]:
    kind, also = gatherings.meeting_type(text)
    return [] if kind == "khác" else [kind, *([also] if also else [])]


def _years(text: str) -> list[str]:
    years, _ = reviewed.find_years([(text, 0)])
    return [] if years is None else [str(years)]


def _period(text: str) -> list[str]:
    told = reviewed.period_in(text)
    return ["..".join(told[0])] if told else []


def _directive(found: ReadDirective) -> str:
    return "; ".join(filter(None, (found.cited.text, found.date, found.issuer)))


def _person(found: ReadPerson) -> str:
    return f"{found.name.text}: {found.position.text}"


def _award(found: ReadAward) -> str:
    counts = f"{found.collectives or '-'}/{found.individuals or '-'}"
    told = [found.kind.text, counts, found.awarded_by, "đề nghị" if found.proposed else None]
    return "; ".join(filter(None, told))


def _figure(found: ReadFigure) -> str:
    return f"{found.value.text} {found.unit or ''}".strip()


def _each[T](rule: Callable[[str], Iterable[T]], show: Callable[[T], str]) -> Callable[[str], list[str]]:
    return lambda text: [show(found) for found in rule(text)]


_PAGE = (
    Rule("secret_stamp", _secret),
    Rule("furniture", _lines("furniture")),
    Rule("article_end", _lines("end")),
    Rule("caption", _lines("caption")),
    Rule("page_stamp", _stamped),
    Rule("headline", _headline),
)
_MEETING = (
    Rule("meeting_held", _held),
    Rule("meeting_type", _type),
    Rule("meeting_day", _each(gatherings.meeting_day, lambda day: day.iso)),
    Rule("meeting_host", _each(gatherings.meeting_host, lambda host: host.text)),
    Rule("meeting_place", _each(gatherings.meeting_place, lambda place: place.text)),
    Rule("meeting_years", _years),
    Rule("meeting_period", _period),
)
_RECORDS = (
    Rule("directive_by_symbol", _each(directives.directive_by_symbol, _directive)),
    Rule("directive_by_name", _each(directives.directive_by_name, _directive)),
    Rule("office_then_name", _each(persons.office_then_name, _person)),
    Rule("name_then_office", _each(persons.name_then_office, _person)),
    Rule("award_given", _each(awards.award_given, _award)),
    Rule("award_received", _each(awards.award_received, _award)),
    Rule("award_in_bulk", _each(awards.award_in_bulk, _award)),
    Rule("figure_share", _each(figures.figure_share, _figure)),
    Rule("figure_money", _each(figures.figure_money, _figure)),
    Rule("figure_measure", _each(figures.figure_measure, _figure)),
    Rule("figure_count", _each(figures.figure_count, _figure)),
)
RULES = {rule.name: rule for rule in chain(_PAGE, _MEETING, _RECORDS)}
