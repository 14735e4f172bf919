"""The grid of a report and the trail of a figure in a real browser: keys, checks, both widths, no violation."""

from urllib.parse import urljoin

import pytest
from django.test import Client
from playwright.sync_api import Page
from tests.browser.conftest import Open, overflow, shoot, violations
from tests.figures.conftest import Stage, build_stage, moment

from tongket.base.models import Account, Installation
from tongket.figures.models import Figure, Report
from tongket.units.hats import Hat


@pytest.fixture
def stage(live_server) -> Stage:
    stage = build_stage()
    Installation.objects.create(
        pk=1, name="Thử", main_host="localhost", unit_id=stage.province.pk, made_at=moment("2025-01-01")
    )
    return stage


def signed_in(open_page: Open, hat: Hat, **more: object) -> Page:
    """A browser in which somebody of the cast has signed in, on a page that reads no records."""
    client = Client()
    client.force_login(Account.objects.get(pk=hat.account_id))
    page = open_page("/ranh-gioi", **more)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": page.url}
    page.context.add_cookies([cookie])
    return page


def go(page: Page, path: str) -> None:
    page.goto(urljoin(page.url, path))


@pytest.mark.parametrize("size", ["phone", "desk"])
@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_the_grid_is_filled_in_with_keys_alone(stage: Stage, open_page: Open, size: str, theme: str):
    page = signed_in(open_page, stage.hats.reporter, size=size, theme=theme)
    go(page, stage.due().get_absolute_url())
    page.focus("#c1")
    page.keyboard.type("mười")
    page.keyboard.press("Enter")
    page.wait_for_selector("#f1:not(:empty)")
    assert page.evaluate("document.activeElement.id") == "c2"
    shoot(page, f"entry-{size}-{theme}")
    assert violations(page) == []
    assert overflow(page) <= 0
    page.fill("#c1", "10")
    for cell, value in (("#c2", "4"), ("#c3", "6"), ("#c4", "-")):
        page.fill(cell, value)
    page.click("button[value=gui]")
    page.wait_for_selector(".notice.success")
    assert Report.objects.get().state == "submitted"


def test_cells_that_the_browser_brings_back_are_counted_and_checked_untouched(stage: Stage, open_page: Open):
    page = signed_in(open_page, stage.hats.reporter, size="desk", theme="light")
    url = stage.due().get_absolute_url()
    go(page, url)
    for cell, value in (("#c1", "10"), ("#c2", "mười"), ("#c3", "6")):
        page.fill(cell, value)
    page.wait_for_timeout(600)  # a draft is kept 0.4 seconds after the last key
    go(page, url)
    page.wait_for_selector("#f2:not(:empty)")
    assert page.input_value("#c1") == "10"
    assert "Còn 1 ô" in page.inner_text("#left")


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_report_period_form_and_trail_have_no_violation(stage: Stage, open_page: Open, size: str):
    report = stage.approved()
    figure = Figure.objects.filter(report=report).first()
    total = f"/so-lieu/dau-vet/r/{stage.households.ref}/{stage.province.ref}/2025/reported/"
    pages = {
        "report": stage.due().get_absolute_url(),
        "form": stage.form.get_absolute_url(),
        "period": f"{stage.form.get_absolute_url()}2025/",
        "home": "/so-lieu/",
        "upload": "/so-lieu/tai-len/",
        "indicator": stage.households.get_absolute_url(),
        "trail": figure.get_absolute_url(),
        "sum": f"{total}?luc=2026-02-01T00:00:00Z",
        "reduction": f"{total}so-voi/2024/",
    }
    page = signed_in(open_page, stage.hats.approver, size=size)
    for name, url in pages.items():
        go(page, url)
        shoot(page, f"figures-{name}-{size}")
        assert (name, violations(page)) == (name, [])
        assert (name, overflow(page) <= 0) == (name, True)


def test_the_grid_works_without_scripts(stage: Stage, open_page: Open):
    page = signed_in(open_page, stage.hats.reporter, script=False)
    go(page, stage.due().get_absolute_url())
    page.fill("#c1", "mười")
    page.click("button[value=gui]")
    assert page.input_value("#c1") == "mười"
    assert "mười" in page.inner_text("#f1")


def test_what_was_typed_comes_back_to_who_typed_it_alone_until_it_is_dropped(stage: Stage, open_page: Open):
    page = signed_in(open_page, stage.hats.reporter, size="phone", theme="light")
    url = stage.due().get_absolute_url()
    go(page, url)
    page.fill("#words", "Chưa gửi")
    page.wait_for_timeout(600)
    go(page, url)
    assert page.input_value("#words") == "Chưa gửi"
    assert page.is_visible(".brought")
    assert violations(page) == []
    shoot(page, "brought-back-phone")
    mine = page.context.cookies()
    client = Client()
    client.force_login(Account.objects.get(pk=stage.hats.clerk.account_id))
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": urljoin(page.url, "/")}
    page.context.clear_cookies()
    page.context.add_cookies([cookie])
    go(page, "/so-lieu/")
    keys = page.evaluate("Object.keys(localStorage)")
    assert keys
    assert page.evaluate("document.body.dataset.account") not in keys[0]
    page.context.clear_cookies()
    page.context.add_cookies(mine)
    go(page, url)
    page.click(".brought button")
    page.wait_for_load_state()
    assert page.input_value("#words") == ""
    assert not page.is_visible(".brought")
