"""What would read otherwise now is told from the figures alone: they are composed as in the whole review."""

import pytest
from tests.reviews.later import PERIODS
from tests.world import NOW, World

from tongket.reviews.actions import claim
from tongket.reviews.changes import printed_in
from tongket.reviews.compose import compose
from tongket.reviews.forms import figures_for
from tongket.reviews.gather import gather, gather_figures
from tongket.reviews.models import Review
from tongket.viet.period import Period

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("period", PERIODS, ids=str)
def test_the_figures_alone_are_those_of_the_whole_review(world: World, period: Period):
    figures = figures_for(world.programme, period)[:2]
    claim(programme=world.programme, period=period, text="Họp thôn đều hơn.", figures=figures,
          actor=world.hats.clerk, now=NOW)  # fmt: skip
    asked = {"programme": world.programme, "period": period, "kind": Review.Kind.INTERIM, "as_of": NOW}
    whole, alone = (printed_in(compose(gathered(**asked))) for gathered in (gather, gather_figures))
    assert alone == whole
    assert any(ref.startswith("f/") for ref in whole)
    assert any(ref.startswith("r/") for ref in whole)
