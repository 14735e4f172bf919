"""Tables and pictures of figures in a real browser: both widths, no violation, nothing wider than the window."""

import pytest
from playwright.sync_api import Page
from tests.browser.conftest import Open, overflow, shoot, violations
from tests.browser.test_figures import go, signed_in
from tests.figures.conftest import Stage, build_stage, moment

from tongket.base.models import Installation
from tongket.units.models import UnitVersion

WHERE = "/so-lieu/chuong-trinh/dan-chu-co-so"
PAGES = {
    "matrix": f"{WHERE}/bang/?ky=2025",
    "reports": f"{WHERE}/day-du/?ky=2025",
    "trend": f"{WHERE}/dien-bien/",
    "ranks": f"{WHERE}/xep-hang/?ky=2025",
    "peers": "/so-lieu/nhom-so-sanh/",
}


@pytest.fixture
def stage(live_server) -> Stage:
    stage = build_stage()
    Installation.objects.create(
        pk=1, name="Thử", main_host="localhost", unit_id=stage.province.pk, made_at=moment("2025-01-01")
    )
    UnitVersion.objects.filter(unit=stage.xa_mau).update(lat="21.03", lon="105.85")
    stage.approved()
    return stage


def opened(open_page: Open, stage: Stage, **more: object) -> Page:
    return signed_in(open_page, stage.hats.clerk, **more)


@pytest.mark.parametrize(("size", "theme"), [("phone", "light"), ("desk", "dark"), ("desk", "contrast")])
def test_tables_and_pictures_have_no_violation_and_only_the_matrix_scrolls(
    stage: Stage, open_page: Open, size: str, theme: str
):
    page = opened(open_page, stage, size=size, theme=theme)
    for name, path in PAGES.items():
        go(page, path)
        shoot(page, f"see-{name}-{size}-{theme}")
        assert violations(page) == [], name
        assert overflow(page) <= 0, name
        wide = "[...document.querySelectorAll('.table:not(.matrix)')].filter(e => e.scrollWidth > e.clientWidth + 1)"
        assert page.evaluate(f"{wide}.length") == 0, name


def test_the_first_column_and_the_head_of_a_matrix_stay_in_place(stage: Stage, open_page: Open):
    page = opened(open_page, stage, size="phone", theme="light")
    go(page, PAGES["matrix"])
    place = "(s => document.querySelector(s).getBoundingClientRect().left)('.matrix tbody th')"
    before = page.evaluate(place)
    page.evaluate("document.querySelector('.matrix').scrollLeft = 120")
    assert page.evaluate(place) == before
