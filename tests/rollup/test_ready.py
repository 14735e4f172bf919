"""A hot copy and its pages give the cells of the long way, whatever came when and in which file."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from ibis.backends import BaseBackend
from tests.rollup.campaign import (
    AS_OF,
    DAY,
    H1,
    H2,
    ROOM,
    RULES,
    Y25,
    Y26,
    Fact,
    Trial,
    facts_table,
    map_of,
    trial,
)

from tongket.rollup import finish
from tongket.rollup.engines.duck import duckdb_engine
from tongket.rollup.few import Owed
from tongket.rollup.lists import Lists
from tongket.rollup.pages import Seats, expression, sheets, standing
from tongket.rollup.places import Places
from tongket.rollup.question import Asked, Cell, Indicator, Question, Ranking, Span
from tongket.rollup.ready import Ready
from tongket.rollup.roll import answer

LATER = AS_OF + timedelta(days=3)
WEIGHED = tuple(replace(rule, over_tree="weighted", weight=2) if rule.id == 4 else rule for rule in RULES)
PERIODS = (Asked(Y25, (H1, H2)), Asked(H1), Asked(Y26), Asked(DAY))


@pytest.fixture(scope="module")
def countries() -> list[Trial]:
    rng = Random(20260722)
    return [trial(rng, n * ROOM + 1, given=True) for n in range(16)]


def facts_of(countries: list[Trial]) -> list[Fact]:
    return [fact for one in countries for fact in one.facts]


def whole_map(countries: list[Trial]) -> Places:
    """The map without what was divided over several of its units."""
    every = map_of(countries)
    divided = set(Seats(every).divided.rows)
    return replace(every, rows=tuple(row for row in every.rows if row not in divided))


def ask_for(countries: list[Trial], **more: object) -> Question:
    ranking = Ranking(tuple(frozenset(one.targets) for one in countries), least=2)
    return replace(Question(WEIGHED, PERIODS, LATER, base="2025", ranking=ranking), **more)


def long_way(
    question: Question, places: Places, facts: list[Fact], expected: Lists | None = None
) -> tuple[Cell, ...]:
    table = duckdb_engine(threads=2).create_table("facts", facts_table(facts))
    due = (
        None if expected is None else ibis.memtable(pa.table(list(zip(*expected, strict=True)), Owed._fields))
    )
    return answer(question, table, places, expected=due).cells


def short_way(
    ready: Ready, question: Question, places: Places, expected: Lists | None = None
) -> tuple[Cell, ...]:
    return finish.cells(question, places.targets, ready.sums(question, places, expected), ())


def lists_of(
    countries: list[Trial], like: Callable[[int, str], bool] = lambda _indicator, _key: True
) -> Lists:
    """Who was due, as the countries have it; of some indicators and periods alike, for all at once."""
    lists: dict[int, dict[Span, set[int]]] = defaultdict(lambda: defaultdict(set))
    for one in countries:
        for indicator, span, unit in one.expected:
            if like(indicator, span.key):
                lists[indicator][span].add(unit)
    return Lists(
        {id_: {span: frozenset(units) for span, units in some.items()} for id_, some in lists.items()}
    )


def write(folder: Path, name: str, facts: list[Fact], order: tuple[str, ...]) -> Path:
    table = facts_table(facts).sort_by([(key, "ascending") for key in order])
    pq.write_table(table, folder / name)
    return folder / name


@pytest.fixture(params=["one file", "two files and what came later"])
def ready(request: pytest.FixtureRequest, countries: list[Trial], tmp_path: Path) -> Ready:
    rng, facts = Random(5), facts_of(countries)
    ready, key = Ready(threads=2), ("indicator", "period", "unit", "figure")
    if request.param == "one file":
        ready.hot.load([write(tmp_path, "all.parquet", facts, key)])
        return ready
    rng.shuffle(facts)
    cuts = len(facts) // 2, len(facts) * 4 // 5
    files = [write(tmp_path, "a.parquet", facts[: cuts[0]], key)]
    files.append(write(tmp_path, "b.parquet", facts[cuts[0] : cuts[1]], ("figure",)))
    ready.hot.load(files)
    for first in range(cuts[1], len(facts), 500):
        ready.hot.absorb(facts_table(facts[first : first + 500]))
    return ready


@pytest.mark.parametrize("sources", [("counted", "reported", "taken_over"), ("reported",)])
@pytest.mark.parametrize("map_", [map_of, whole_map])
def test_pages_give_the_cells_of_the_long_way(
    ready: Ready, countries: list[Trial], sources: tuple[str, ...], map_: Callable[[list[Trial]], Places]
) -> None:
    question, places = ask_for(countries, sources=sources), map_(countries)
    assert ready.knows(question)
    wanted = long_way(question, places, facts_of(countries))
    assert short_way(ready, question, places) == wanted
    assert {cell.reason for cell in wanted} >= {None, "not_reported"}
    assert ready.made


@pytest.mark.parametrize("map_", [pytest.param(map_of, marks=pytest.mark.long), whole_map])
@pytest.mark.parametrize("like", [lambda _one, _key: True, lambda one, key: one != 2 and key != "2025-H1"])
def test_pages_count_who_told_of_a_frozen_list(
    ready: Ready,
    countries: list[Trial],
    map_: Callable[[list[Trial]], Places],
    like: Callable[[int, str], bool],
) -> None:
    """Each indicator and period has a list of its own; some have none."""
    question, places, expected = ask_for(countries), map_(countries), lists_of(countries, like)
    facts = facts_of(countries)
    wanted, open_to_all = long_way(question, places, facts, expected), long_way(question, places, facts)
    assert wanted != open_to_all
    assert short_way(ready, question, places, expected) == wanted
    made = ready.made
    assert made
    again = Lists(
        {one: {span: units | set() for span, units in some.items()} for one, some in expected.lists.items()}
    )
    assert (short_way(ready, question, places, again), ready.made) == (wanted, made), (
        "the same units, read anew"
    )
    assert short_way(ready, question, places) == open_to_all


def test_pages_that_are_read_again_are_not_added_up_again(ready: Ready, countries: list[Trial]) -> None:
    question, places = ask_for(countries), whole_map(countries)
    first = short_way(ready, question, places)
    made = ready.made
    assert made > 10
    assert (short_way(ready, question, places), ready.made) == (first, made)


@pytest.mark.parametrize(
    ("indicators", "periods"),
    [(RULES[:1], PERIODS), (RULES[:2], (Asked(H1), Asked(DAY))), (RULES[1::-1], (Asked(H1),))],
)
def test_cells_in_bulk_are_the_cells_one_by_one(
    countries: list[Trial], ready: Ready, indicators: tuple[Indicator, ...], periods: tuple[Asked, ...]
) -> None:
    question = ask_for(countries, indicators=indicators, periods=periods, base=None)
    places = whole_map(countries)
    bulk = ready.bulk(question, places)
    assert bulk is not None
    assert tuple(bulk.values()) == long_way(question, places, facts_of(countries))
    table = bulk.table()
    cells = list(bulk.values())
    assert table["rank"].to_pylist() == [cell.rank for cell in cells]
    assert [one is None for one in table["total"].to_pylist()] == [cell.bounds is None for cell in cells]


def test_what_is_no_plain_sum_is_not_answered_in_bulk(countries: list[Trial], ready: Ready) -> None:
    assert ready.bulk(ask_for(countries, base=None), whole_map(countries)) is None
    divided = ask_for(countries, indicators=RULES[:1], base=None)
    assert ready.bulk(divided, map_of(countries)) is None


def test_a_new_figure_counts_at_once_and_only_its_pages_are_made_anew(
    countries: list[Trial], tmp_path: Path
) -> None:
    facts, ready, places = facts_of(countries), Ready(threads=2), whole_map(countries)
    ready.hot.load([write(tmp_path, "all.parquet", facts, ("indicator", "period", "unit"))])
    question = ask_for(countries)
    ready.sums(question, places)
    gone = {fact.supersedes for fact in facts}
    old = next(one for one in facts if one.indicator == 1 and one.figure not in gone and one.kind == "final")
    new = old._replace(figure=10**9, value=777, supersedes=old.figure, entered=AS_OF)
    other = old._replace(figure=10**9 + 1, unit=old.unit, source="counted", value=3, indicator=8)
    made = ready.made
    ready.kept.drop(ready.hot.absorb(facts_table([new, other])))
    assert short_way(ready, question, places) == long_way(question, places, [*facts, new, other])
    assert 0 < ready.made - made < made


def test_what_is_taken_in_for_one_question_can_be_taken_out_again(
    countries: list[Trial], tmp_path: Path
) -> None:
    facts = facts_of(countries)
    question, ready, places = ask_for(countries), Ready(threads=2), map_of(countries)
    ready.hot.load([write(tmp_path, "all.parquet", facts[:-400], ("figure",))])
    before = long_way(question, places, facts[:-400])
    with ready.hot.undone():
        ready.hot.absorb(facts_table(facts[-400:]))
        inside = short_way(ready, question, places)
    ready.kept.clear()
    assert inside == long_way(question, places, facts)
    assert short_way(ready, question, places) == before


def test_an_earlier_moment_is_answered_from_the_files(countries: list[Trial], tmp_path: Path) -> None:
    facts, ready, places = facts_of(countries), Ready(threads=2), map_of(countries)
    ready.hot.load([write(tmp_path, "all.parquet", facts[:-400], ("figure",))])
    question = ask_for(countries, as_of=AS_OF)
    assert not ready.knows(question)
    fresh: pa.Table = facts_table(facts[-400:])
    found = answer(question, ready.hot.from_files(fresh), places).cells
    assert found == long_way(question, places, facts)


def test_sums_beyond_64_bits_keep_every_digit_on_pages_too(tmp_path: Path, countries: list[Trial]) -> None:
    facts = [fact._replace(value=2**63 - 1) for fact in facts_of(countries) if fact.value is not None]
    ready, places = Ready(threads=2), map_of(countries)
    question = ask_for(countries, indicators=RULES)
    ready.hot.load([write(tmp_path, "all.parquet", facts, ("figure",))])
    assert short_way(ready, question, places) == long_way(question, places, facts)


def test_a_page_is_the_same_in_each_engine(each: BaseBackend, countries: list[Trial]) -> None:
    """Figures that alone have their key as plain ones, all others as odd, the periods by their keys."""
    some = countries[:4]
    facts, question, places = facts_of(some), ask_for(countries), whole_map(some)
    count = Counter(key_of(fact) for fact in facts)
    gone = {fact.supersedes for fact in facts}
    odd = [one for one in facts if count[key_of(one)] > 1 or one.supersedes or one.figure in gone]
    plain = [one for one in facts if one not in set(odd) and one.kind == "final"]
    alone = each.create_table("alone", facts_table(plain), overwrite=True)
    others = each.create_table("others", facts_table(odd), overwrite=True)
    spans, seats = {span.key: span for span in (H1, H2, Y26)}, Seats(places)
    pages = [(rule.id, key) for rule in RULES[:2] for key in spans]
    rows = standing(question, alone, others, [rule.id for rule in RULES[:2]], list(spans))
    ends = ibis.memtable({"key": list(spans), "key_end": [span.end for span in spans.values()]})
    asked = expression(rows, ibis.memtable(seats.table()), ends)
    found = sheets(asked.to_pyarrow(), pages, len(seats.targets))
    ready = Ready(threads=2)
    ready.hot.absorb(facts_table(facts))
    by_hot = ready._make(question, seats, [page for page in pages if page in ready.hot.pages])
    assert all((found[page] == sheet).all() for page, sheet in by_hot.items())
    assert sum(int(sheet[3].sum()) for sheet in by_hot.values()) > 50


def key_of(fact: Fact) -> tuple[object, ...]:
    return fact.indicator, fact.unit, fact.period, fact.breakdown, fact.kind
