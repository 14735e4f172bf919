"""A long sum is told step by step: first the level below, each unit with a trail of its own."""

import pytest
from django.urls import reverse
from tests.figures.conftest import START, Stage, make_unit
from tests.figures.screen import browser, installed, text_of
from tests.figures.test_sums import asked, count, divide

from tongket.figures.queries.steps import Step, steps_of
from tongket.figures.views import sums
from tongket.programmes.models import Programme
from tongket.units.models import OPEN, Closure, Line, TreeVersion, Unit, UnitVersion
from tongket.units.queries import names_of
from tongket.viet.period import Period

__all__ = ["installed"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def nation(stage: Stage, settings, tmp_path) -> Unit:
    """Above the province, with a second one of a single commune; four communes have told a figure."""
    settings.STORE = tmp_path / "store"
    top = make_unit("Việt Nam", "nation", "nation")
    other = make_unit("Tỉnh Khác", "province", "province", top)
    far = make_unit("Xã Xa", "commune", "commune", other, top)
    near = make_unit("Xã Gần", "commune", "commune", stage.province)
    UnitVersion.objects.filter(unit=stage.province).update(parent=top)
    for unit, depth in ((stage.province, 1), (stage.xa_mau, 2), (stage.xa_khac, 2), (near, 2)):
        Closure.objects.create(
            line=Line.STATE, ancestor=top, descendant=unit, depth=depth, start=START, end=OPEN
        )
    TreeVersion.objects.update_or_create(line="state", defaults={"number": 30_001})
    for unit, value in ((stage.xa_mau, 7), (stage.xa_khac, 8), (near, 5), (far, 100)):
        count(stage, stage.households, unit, value)
    return top


def told(stage: Stage, steps: list[Step]) -> dict[str, tuple[int, object]]:
    names = names_of([step.unit.pk for step in steps], asked(stage).wanted.day)
    return {
        names[step.unit.pk]: (step.count, step.cell and step.cell.bounds and tuple(step.cell.bounds))
        for step in steps
    }


def test_the_country_is_told_by_province_and_the_provinces_make_the_whole(stage: Stage, nation: Unit):
    whole = asked(stage, nation, source="counted")
    steps = steps_of(whole.sums[0])
    assert told(stage, steps) == {"Tỉnh Mẫu": (3, (20, 20)), "Tỉnh Khác": (1, (100, 100))}
    assert sum(step.count for step in steps) == len(whole.sums[0].parts)


def test_where_the_units_right_below_have_told_the_figures_there_is_no_step_between(
    stage: Stage, nation: Unit
):
    assert steps_of(asked(stage, source="counted").sums[0]) == []


def test_what_not_everybody_may_see_is_not_told_by_parts(stage: Stage, nation: Unit):
    Programme.objects.update(public=False)
    one = asked(stage, nation, source="counted").sums[0]
    assert not one.open
    assert steps_of(one) == []


def test_the_page_opens_each_province_and_all_figures_at_a_word(
    stage: Stage, nation: Unit, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sums, "PAGE", 2)
    here = reverse("figures:sum", args=[stage.households.ref, nation.ref, "2025", "counted"])
    moment = "?luc=2026-06-01T02:00:00Z"
    page = text_of(browser().get(here + moment))
    below = reverse("figures:sum", args=[stage.households.ref, stage.province.ref, "2025", "counted"])
    assert f'href="{below}{moment}">Tỉnh Mẫu</a>' in page
    assert page.index("Tỉnh Khác") < page.index("Tỉnh Mẫu")
    assert "Xã Mẫu" not in page
    assert f'href="{moment}&amp;tung-so=1"' in page
    listed = text_of(browser().get(f"{here}{moment}&tung-so=1"))
    assert "Xã Khác" in listed
    assert "page=2" in listed
    assert "Xã Mẫu" in text_of(browser().get(below + moment))


def test_a_divided_unit_whose_parts_stay_in_a_province_counts_whole_there(stage: Stage, nation: Unit):
    divide(stage, (1, 3))
    whole = asked(stage, nation, source="counted", period=Period.parse("2024"))
    assert told(stage, steps_of(whole.sums[0])) == {"Tỉnh Mẫu": (1, (90, 90))}
