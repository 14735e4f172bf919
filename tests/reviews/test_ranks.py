"""Who is ranked: by what a target makes an achievement, never by how many households a village has."""

from functools import partial

import pytest
from tests.reviews.test_large import review
from tests.world import NOW, World

from tongket.reviews.compose import compose
from tongket.reviews.gather import desk as desks
from tongket.reviews.gather import gather
from tongket.rollup.question import Ranking
from tongket.viet.period import Period
from tongket.writer.document import Document, Paragraph, Table, Text

PERIOD = Period.parse("2026-Q3")


def by_unit(document: Document, name: str) -> Table:
    tables = [block for block in document.body if isinstance(block, Table)]
    return next(table for table in tables if table.caption.startswith(f"{name} theo đơn vị"))


def composed(world: World) -> Document:
    return compose(gather(programme=world.programme, period=PERIOD, kind="interim", as_of=NOW))


@pytest.mark.django_db
def test_villages_are_ranked_by_what_a_target_is_set_for_and_not_by_the_size_of_a_number(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        desks, "Ranking", partial(Ranking, least=1)
    )  # the commune of the tests has few villages
    document = composed(world)
    meetings = by_unit(document, "Cuộc họp thôn")
    assert meetings.columns[0].title == "Hạng"
    assert "xếp hạng" in meetings.caption
    households = by_unit(document, "Lượt hộ dự họp")
    assert households.columns[0].title == "Đơn vị"
    assert "xếp hạng" not in households.caption
    names = [row[0].text for row in households.rows]
    assert names == sorted(names)


def test_where_nobody_is_ranked_the_text_sends_to_the_annex_for_many_units() -> None:
    document = review(168, 1, ranked=False)
    assert not [block for block in document.body if isinstance(block, Table)]
    said = [part.text for block in document.body if isinstance(block, Paragraph) for part in block.content
            if isinstance(part, Text)]  # fmt: skip
    assert "Số liệu của 168 đơn vị ở Phụ lục." in said


@pytest.mark.django_db
def test_a_village_that_has_reported_only_in_part_is_marked(world: World) -> None:
    document = compose(
        gather(programme=world.programme, period=Period.parse("2025..2026"), kind="interim", as_of=NOW)
    )
    marks = [row[-1].text for row in by_unit(document, "Cuộc họp thôn").rows]
    assert any(mark.endswith(", chưa đủ") for mark in marks)
    for mark in marks:
        have, _of, due = mark.removesuffix(", chưa đủ").partition("/")
        assert mark.endswith("chưa đủ") == (0 < int(have) < int(due))
