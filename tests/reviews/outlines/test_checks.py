"""`tongket check` tells of words that were changed past the system."""

import pytest
from tests.reviews.outlines.conftest import of, write
from tests.world import NOW, World

from tongket.reviews.outlines.actions import return_words
from tongket.reviews.outlines.checks import check_words
from tongket.reviews.outlines.models import Outline, Passage

pytestmark = pytest.mark.django_db


def test_words_changed_past_the_system_are_told(world: World, outline: Outline):
    one = write(of(outline, world.units.thon_mot), ("Một", "Hai"), world.hats.reporter)
    assert check_words() == []
    Passage.objects.filter(submission=one, text="Hai").update(text="Ba")
    (fault,) = check_words()
    assert (fault.code, fault.values["unit"]) == ("outline.words_differ", "Thôn Một")


def test_what_came_again_is_judged_by_its_last_version(world: World, outline: Outline):
    one = write(of(outline, world.units.thon_mot), ("Một", "Hai"), world.hats.reporter)
    return_words(submission=one, reason="Thiếu", actor=world.hats.clerk, now=NOW)
    one.refresh_from_db()
    write(one, ("Một", "Hai, rõ hơn"), world.hats.reporter)
    assert check_words() == []
