"""The grid of a report keeps what is typed: each cell as it is left, a paste, a lost line, a tab that is gone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from tests.browser.conftest import Open, overflow, shoot, violations
from tests.browser.test_figures import go, signed_in, stage
from tests.figures.conftest import Stage

from tongket.figures.models import Cell, Report

__all__ = ["stage"]

_PASTE = """([id, text]) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const cell = document.getElementById(id);
  cell.focus();
  cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def grid(stage: Stage, open_page: Open) -> Page:
    page = signed_in(open_page, stage.hats.reporter, size="desk", theme="light")
    go(page, stage.due().get_absolute_url())
    return page


def kept(page: Page) -> None:
    page.wait_for_selector("#kept:has-text('Đã lưu lúc')")


def typed() -> dict[int, str]:
    return dict(Cell.objects.exclude(typed="").values_list("item__order", "typed"))


def drafts(page: Page) -> int:
    return int(page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft:')).length"))


def test_a_cell_is_kept_by_the_site_as_it_is_left_and_the_tab_may_go(grid: Page):
    url, context = grid.url, grid.context
    grid.focus("#c1")
    grid.keyboard.type("10")
    grid.keyboard.press("Enter")
    kept(grid)
    grid.wait_for_timeout(1200)
    assert drafts(grid) == 0, "what the site has needs no copy here"
    grid.close()
    again = context.new_page()
    again.goto(url)
    assert again.input_value("#c1") == "10"
    assert not again.is_visible(".brought")


def test_a_paste_from_a_spreadsheet_fills_figures_and_notes_and_is_kept(grid: Page):
    grid.evaluate(_PASTE, ["c1", "10\tTheo sổ\r\n4\t\r\n6\tBa thôn\r\n95,5\t\r\n"])
    kept(grid)
    assert [grid.input_value(f"#c{order}") for order in range(1, 5)] == ["10", "4", "6", "95,5"]
    assert typed() == {1: "10", 2: "4", 3: "6", 4: "95,5"}
    assert set(Cell.objects.values_list("note", flat=True)) == {"Theo sổ", "Ba thôn", ""}


def test_a_report_is_handed_in_right_after_its_last_cell(grid: Page):
    for cell, value in (("#c1", "10"), ("#c2", "4"), ("#c3", "6")):
        grid.fill(cell, value)
    grid.focus("#c4")
    grid.keyboard.type("-")
    grid.click("button[value=gui]")
    grid.wait_for_selector(".notice.success")
    assert Report.objects.get().state == "submitted"
    assert typed() == {1: "10", 2: "4", 3: "6", 4: "-"}


def lose(page: Page, complaints: list[str], typing: Callable[[], None]) -> None:
    """Type without a connection; the browser's own complaint of it is no fault of the page."""
    page.context.set_offline(True)
    typing()
    page.wait_for_selector("#kept:has-text('Mất kết nối')")
    page.wait_for_timeout(600)
    told = ("ERR_INTERNET_DISCONNECTED", "htmx:afterRequest", "htmx:sendError")
    complaints[:] = [one for one in complaints if not any(word in one for word in told)]


def test_what_is_typed_without_a_connection_is_sent_when_it_is_back(grid: Page, complaints: list[str]):
    lose(grid, complaints, lambda: (grid.fill("#c1", "10"), grid.focus("#c2")))
    assert not Report.objects.exists()
    assert drafts(grid) == 1
    grid.context.set_offline(False)
    kept(grid)
    assert typed() == {1: "10"}


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_what_was_typed_without_a_connection_is_offered_after_the_tab_was_killed(
    stage: Stage, open_page: Open, complaints: list[str], size: str
):
    grid = signed_in(open_page, stage.hats.reporter, size=size)
    go(grid, stage.due().get_absolute_url())
    url, context = grid.url, grid.context
    lose(grid, complaints, lambda: (grid.fill("#c1", "10"), grid.fill("#n1", "Theo sổ"), grid.focus("#c2")))
    grid.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(url)
    again.wait_for_selector(".brought")
    assert (again.input_value("#c1"), again.input_value("#n1")) == ("10", "Theo sổ")
    again.wait_for_timeout(400)
    assert not Report.objects.exists(), "it is offered, not sent"
    shoot(again, f"grid-offered-{size}")
    assert violations(again) == []
    assert overflow(again) <= 0
    again.focus("#c2")
    again.keyboard.type("4")
    again.keyboard.press("Enter")
    kept(again)
    assert typed() == {1: "10", 2: "4"}


def test_what_is_offered_may_be_dropped(grid: Page, complaints: list[str]):
    url, context = grid.url, grid.context
    lose(grid, complaints, lambda: (grid.fill("#c1", "10"), grid.focus("#c2")))
    grid.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(url)
    again.click(".brought button")
    again.wait_for_load_state()
    assert again.input_value("#c1") == ""
    assert not Report.objects.exists()
