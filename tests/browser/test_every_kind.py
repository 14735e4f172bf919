"""Every address that shows a page, taken from the table of the journeys: nothing that axe finds, nothing too wide.

The page comes from Django's own client as one of the cast who may see it; Chromium draws it with the site's files.
"""

import mimetypes
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page, Route
from tests.browser.conftest import SIZES, overflow, violations
from tests.journeys.test_every_page import OPEN, _papers, address, going_round
from tests.world import World, world

__all__ = ["_papers", "going_round", "world"]
pytestmark = pytest.mark.django_db
SITE = "http://tongket.test"
# Who is asked first: whoever has most to do on a page sees most of it.
FIRST = ("clerk", "leader", "reporter", "keeper", "stranger", "public")
NAMES = [name for name, roles in OPEN.items() if roles]
ALL_COLOURS = set(NAMES[::9])


@pytest.fixture(scope="module")
def drawn(chromium: Browser) -> Iterator[tuple[Page, dict[str, bytes]]]:
    """A page whose documents are the answers laid down here by path."""
    answers: dict[str, bytes] = {}

    def serve(route: Route) -> None:
        path = unquote(urlsplit(route.request.url).path)
        found = finders.find(path.removeprefix("/static/")) if path.startswith("/static/") else None
        if path in answers:
            route.fulfill(body=answers[path], content_type="text/html; charset=utf-8")
        elif found:
            route.fulfill(path=found, content_type=mimetypes.guess_type(path)[0] or "text/plain")
        else:
            route.fulfill(status=404, body="")

    context = chromium.new_context(locale="vi-VN")
    page = context.new_page()
    page.route("**/*", serve)
    yield page, answers
    context.close()


@pytest.mark.parametrize("name", NAMES)
def test_a_page_of_every_address_is_sound(world: World, drawn: tuple[Page, dict[str, bytes]], name: str):
    page, answers = drawn
    roles = OPEN[name] or set()
    answer = world.client(next((role for role in FIRST if role in roles), min(roles))).get(
        address(name, world)
    )
    assert answer.status_code == 200
    if not answer["Content-Type"].startswith("text/html") or "Content-Disposition" in answer:
        return  # a file, no page
    path = f"/{name.replace(':', '/')}"
    answers[path] = answer.content
    page.goto(SITE + path)
    page.evaluate("document.fonts.ready.then(() => 1)")
    faults = []
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        for theme in ("light", "dark", "contrast") if name in ALL_COLOURS else ("light",):
            page.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
            faults += [f"{size} {theme}: {fault}" for fault in violations(page)]
        if overflow(page):
            faults.append(f"{size}: the page is {overflow(page)} px too wide")
    assert faults == []
