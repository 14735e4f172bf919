"""The search page: grouped, marked, and only what the reader may see."""

import uuid
from datetime import date

import pytest
from django.test import Client
from tests.world import World

from tongket.base.models import Access
from tongket.base.search import Findable, find, index, put
from tongket.site.views import visible
from tongket.units.hats import PUBLIC, Hat
from tongket.units.models import OPEN, Closure, Line, Unit

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 22)


@pytest.fixture
def province_and_commune() -> tuple[Unit, Unit]:
    above, below = Unit.objects.create(tier="province"), Unit.objects.create(tier="commune")
    for ancestor, descendant, depth in ((above, above, 0), (below, below, 0), (above, below, 1)):
        Closure.objects.create(
            line=Line.STATE,
            ancestor=ancestor,
            descendant=descendant,
            depth=depth,
            start=date(2025, 7, 1),
            end=OPEN,
        )
    return above, below


@pytest.fixture
def rows(province_and_commune: tuple[Unit, Unit]) -> None:
    commune = province_and_commune[1]
    put(
        Findable(
            "indicator",
            uuid.uuid4(),
            commune.pk,
            access,
            f"Kế hoạch {access}",
            f"Kế hoạch {access}",
            f"/{access}/",
        )
        for access in Access.values
    )


def seen(hat: Hat) -> set[str]:
    return set(visible(hat, DAY)("indicator").values_list("access", flat=True))


def test_the_public_finds_only_what_is_public(rows: None):
    assert seen(PUBLIC) == {"public"}


def test_officers_find_their_own_and_from_above_but_not_their_neighbours(rows: None, province_and_commune):
    above, below = province_and_commune
    stranger = Unit.objects.create(tier="commune")
    assert seen(Hat("clerk", below.pk)) == {"public", "office", "unit"}
    assert seen(Hat("clerk", above.pk)) == {"public", "office", "unit"}
    assert seen(Hat("clerk", stranger.pk)) == {"public", "office"}


def test_results_are_grouped_and_the_matched_words_marked(client: Client, rows: None):
    page = client.get("/tim", {"q": "ke hoach"})
    assert "<mark>Kế</mark> <mark>hoạch</mark> public" in page.text
    assert "Chỉ tiêu" in page.text
    assert "1 kết quả" in page.text


def test_nothing_found_says_how_to_go_on(client: Client, rows: None):
    assert "Không tìm thấy" in client.get("/tim", {"q": "xyzxyz"}).text
    assert "nguyen trai" in client.get("/tim").text


def test_a_record_that_is_closed_to_somebody_is_not_found_by_its_title(world: World):
    def finds(hat: Hat) -> list[str]:
        groups = find(world.programme.title, rows=visible(hat, DAY))
        return [hit.shown for group in groups if group.kind == "programme" for hit in group.hits]

    for public, state in ((False, "running"), (True, "draft")):
        world.programme.public, world.programme.state = public, state
        world.programme.save()
        index(world.programme)
        assert finds(world.hats.clerk) == [world.programme.title]
        assert finds(world.hats.stranger) == finds(PUBLIC) == []
