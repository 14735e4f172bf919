"""Pages in Debian's Chromium: a running site, both widths, all colours, axe-core.

Marked `browser`: part of `make test-all`. Screenshots lie under tests/out.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Lock
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright
from tests.browser.served import Site, serve
from tests.demo.conftest import demo
from tests.demo.loaded import Demo

__all__ = ["demo"]

ROOT = Path(__file__).parents[2]
OUT = ROOT / "tests" / "out"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
SIZES = {"phone": (360, 780), "desk": (1440, 900)}
THEMES = ("light", "dark", "contrast")

type Open = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser."""
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def contexts(chromium: Browser) -> Iterator[list[BrowserContext]]:
    made: list[BrowserContext] = []
    yield made
    for context in made:
        context.close()


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What the browser complained of, such as a script that the policy stopped; a test ends with none."""
    found: list[str] = []
    yield found
    assert found == []


@pytest.fixture
def in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests to the tests' own server one by one: its threads share the connection to a database in memory."""
    turn, answer = Lock(), WSGIHandler.__call__

    def in_its_turn(self: WSGIHandler, *request: Any) -> Any:
        with turn:
            return answer(self, *request)

    monkeypatch.setattr(WSGIHandler, "__call__", in_its_turn)


@pytest.fixture
def open_page(
    chromium: Browser, contexts: list[BrowserContext], complaints: list[str], in_turn: None, live_server
) -> Open:
    """`open_page("/tim", size="phone", theme="dark")`: a page of an empty site, loaded."""
    return opener(chromium, contexts, complaints, live_server.url)


@pytest.fixture(scope="module")
def site(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo, served; tests may write to it, and no other file of tests sees what they wrote."""
    with serve(demo.copy(tmp_path_factory.mktemp("site") / "site")) as running:
        yield running


@pytest.fixture
def visit(chromium: Browser, contexts: list[BrowserContext], complaints: list[str], site: Site) -> Open:
    """`visit("/tim", size="phone")`: a page of the demo, loaded."""
    return opener(chromium, contexts, complaints, site.url)


def opener(chromium: Browser, contexts: list[BrowserContext], complaints: list[str], base: str) -> Open:
    """Opens each page in a browser of its own; cookies as if they had been chosen."""

    def go(
        path: str,
        *,
        size: str = "desk",
        theme: str = "light",
        language: str = "vi",
        script: bool = True,
        **more,
    ) -> Page:
        width, height = SIZES[size]
        more = {"locale": "vi-VN", **more}
        context = chromium.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=script, **more
        )
        contexts.append(context)
        cookies = {"theme": theme, "django_language": language}
        context.add_cookies([{"name": n, "value": v, "url": base} for n, v in cookies.items()])
        page = context.new_page()
        page.on("console", lambda message: _hear(message, complaints))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(base + path)
        if script:
            page.evaluate("document.fonts.ready.then(() => 1)")
        return page

    return go


def _hear(message: ConsoleMessage, complaints: list[str]) -> None:
    if message.type == "error" and "status of 4" not in message.text:
        complaints.append(message.text)


def shoot(page: Page, name: str) -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=OUT / f"{name}.png", full_page=True)


def violations(page: Page) -> list[str]:
    """What axe-core finds; evaluated, since the page's own policy stops script tags."""
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run()")["violations"]
    return [f"{fault['id']}: {node['target']} {node['html']}" for fault in found for node in fault["nodes"]]


def overflow(page: Page) -> int:
    """How many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
