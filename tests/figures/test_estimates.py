"""Estimates are entered in a column of their own, counted there alone, and replaced by the final figures."""

import pytest
from django.urls import reverse
from tests.figures.conftest import YEAR, Stage, moment
from tests.figures.screen import browser, installed, text_of

from tongket.figures import checks
from tongket.figures.actions.estimates import estimate
from tongket.figures.columns import said
from tongket.figures.models import Figure
from tongket.figures.queries.columns import columns_under
from tongket.rollup.columns import Column
from tongket.viet.fault import Refusal

__all__ = ["installed"]
EARLY = moment("2025-12-20")


def test_a_unit_enters_what_it_expects_and_the_sum_marks_it(stage: Stage):
    client = browser(stage.hats.reporter)
    address = reverse("figures:estimates", args=[stage.due().ref])
    assert address in text_of(client.get(stage.due().get_absolute_url()))
    assert "Số ước" in text_of(client.get(address))
    assert client.post(address, {"c1": "1.250"})["Location"] == stage.due().get_absolute_url()
    figure = Figure.objects.get()
    assert (figure.kind, figure.source, figure.value, figure.report) == ("estimate", "reported", 1250, None)
    table = columns_under(stage.form, YEAR, day=EARLY.date(), as_of=moment("2030-01-01"))
    assert table is not None
    guess, final = said(table.lines[0], Column.EXPECTED), said(table.lines[0], Column.THIS)
    assert (guess.written(), guess.estimates, final.state) == ("1.250", 1, "not_reported")
    page = text_of(browser(stage.hats.clerk).get(reverse("figures:period", args=[stage.form.ref, "2025"])))
    assert "có 1 số ước" in page
    assert checks.check_figures_against_entries() == []


def test_an_estimate_that_changes_stands_beside_the_first_and_none_comes_after_the_final(stage: Stage):
    actor = stage.hats.reporter
    estimate(due=stage.due(), typed={1: "1.250", 2: "40"}, actor=actor, now=EARLY)
    assert estimate(due=stage.due(), typed={1: "1.240", 2: "40"}, actor=actor, now=moment("2025-12-22")) == 1
    newest = Figure.objects.get(value=1240)
    assert newest.supersedes == Figure.objects.get(value=1250)
    assert newest.reason == "Ước lại ngày 22/12/2025"
    stage.approved()
    with pytest.raises(Refusal) as why:
        estimate(due=stage.due(), typed={1: "1"}, actor=actor, now=moment("2026-01-06"))
    assert why.value.faults[0].code == "figures.estimate_too_late"
    assert columns_under(stage.form, YEAR, day=EARLY.date(), as_of=moment("2026-01-07")) is not None


@pytest.mark.parametrize(
    ("typed", "code"),
    [({1: "mười"}, "number.word"), ({1: "-5"}, "figures.below"), ({}, "figures.estimate_none")],
)
def test_what_is_wrong_is_refused_whole(stage: Stage, typed: dict[int, str], code: str):
    with pytest.raises(Refusal) as why:
        estimate(
            due=stage.due(), typed={2: "40"} | typed if typed else {}, actor=stage.hats.reporter, now=EARLY
        )
    assert why.value.faults[0].code == code
    assert not Figure.objects.exists()


def test_no_other_unit_estimates_for_it(stage: Stage):
    with pytest.raises(Refusal):
        estimate(due=stage.due(), typed={1: "1"}, actor=stage.hats.stranger, now=EARLY)
    answer = browser(stage.hats.stranger).get(reverse("figures:estimates", args=[stage.due().ref]))
    assert answer.status_code in (403, 404)
