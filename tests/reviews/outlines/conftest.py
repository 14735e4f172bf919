"""An outline of the small commune, sent down to two villages and the Front."""

from datetime import datetime, timedelta

import pytest
from tests.world import NOW, World, moment, world

from tongket.reviews.outlines.actions import (
    change_outline,
    hand_in,
    send_outline,
    start_outline,
    write_passage,
)
from tongket.reviews.outlines.models import Outline, Submission
from tongket.reviews.outlines.words import NewHeading
from tongket.units.hats import Hat
from tongket.viet.period import Period

__all__ = ["world"]
SENT = moment("2026-11-01")
DUE = moment("2026-11-10", 17)
HEADINGS = ("Chỉ đạo, điều hành", "Kết quả")


@pytest.fixture
def draft(world: World) -> Outline:
    """Two headings; the figures of village meetings belong to the second."""
    who = {"actor": world.hats.clerk, "now": SENT}
    outline = start_outline(programme=world.programme, period=Period.parse("2026-Q3"), **who)
    lines = ((), (world.indicators.meetings.pk,))
    rows = [NewHeading(title, indicators=each) for title, each in zip(HEADINGS, lines, strict=True)]
    return change_outline(outline=outline, headings=rows, version=1, **who)


@pytest.fixture
def outline(world: World, draft: Outline) -> Outline:
    units = [world.units.thon_mot, world.units.thon_hai, world.units.mat_tran]
    send_outline(outline=draft, units=units, due_at=DUE, actor=world.hats.clerk, now=SENT)
    draft.refresh_from_db()
    return draft


def of(outline: Outline, unit: object) -> Submission:
    return outline.submissions.get(unit=unit)


def write(one: Submission, texts: tuple[str, ...], actor: Hat, now: datetime = NOW) -> Submission:
    """Words under each heading, handed in."""
    for heading, text in zip(one.outline.headings.order_by("order"), texts, strict=True):
        kept = one.passages.filter(heading=heading).first()
        version = kept.version if kept else 0
        write_passage(submission=one, heading=heading, text=text, version=version, actor=actor, now=now)
    return hand_in(submission=one, actor=actor, now=now)


LATER = NOW + timedelta(days=9)
