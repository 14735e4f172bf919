"""`tongket review build`: how far it has come is told as it goes, on a terminal and nowhere else."""

import pytest
from tests.world import NOW, World

from tongket.reviews.actions import STEPS, build_review
from tongket.reviews.cli import progress
from tongket.reviews.render import render_each
from tongket.viet.period import Period

pytestmark = pytest.mark.django_db


def test_each_part_of_a_build_is_told_when_it_is_done(world: World):
    told: list[str] = []
    build = {
        "programme": world.programme, "period": Period.parse("2026-Q3"), "kind": "interim", "as_of": NOW,
        "actor": world.hats.clerk, "now": NOW, "told": told.append,
    }  # fmt: skip
    review = build_review(**build)
    assert told == [*STEPS]
    assert build_review(**build) == review
    assert told == [*STEPS, *STEPS]
    told.clear()
    made = render_each(review, ["docx", "html", "pdf"], told.append)
    assert sorted(told) == sorted(made) == ["docx", "html", "pdf"]


def test_a_file_of_messages_gets_no_bar(capsys: pytest.CaptureFixture[str]):
    with progress(2) as told:
        told("gathered")
    assert capsys.readouterr().err == ""
