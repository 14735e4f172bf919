"""The frame and every part of a page, as Chromium shows them."""

from itertools import product

import pytest
from tests.browser.conftest import SIZES, THEMES, Open, overflow, shoot, violations

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = (
    "/kieu-dang",
    "/kieu-dang?errors",
    "/dang-nhap",
    "/tim",
    "/tim?q=khong+co+gi",
    "/ranh-gioi",
    "/khong-co-trang",
)


@pytest.fixture(autouse=True)
def _page_of_parts(settings) -> None:
    """The page of all parts stands only where the demo runs."""
    settings.DEMO = True


@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_its_window_and_has_no_fault_that_axe_finds(open_page: Open, path: str):
    faults = []
    for size, theme in product(SIZES, THEMES):
        page = open_page(path, size=size, theme=theme)
        shoot(page, f"frame{path.replace('/', '-').replace('?', '-')}-{size}-{theme}")
        faults += [f"{size} {theme}: {fault}" for fault in violations(page)]
        if overflow(page):
            faults.append(f"{size} {theme}: {overflow(page)} px too wide")
    assert faults == []


def test_the_page_is_the_same_in_english(open_page: Open):
    page = open_page("/kieu-dang", language="en")
    assert page.get_by_role("heading", name="Parts of a page").is_visible()
    assert violations(page) == []


def test_the_typeface_is_ours_in_all_its_weights(open_page: Open):
    page = open_page("/kieu-dang")
    loaded = page.evaluate(
        "document.fonts.ready.then(f => [...f].filter(x => x.status === 'loaded').map(x => x.weight))"
    )
    assert {"400", "600", "700"} <= set(loaded)


def test_marks_above_capitals_are_not_clipped(open_page: Open):
    """The ink of ẪỆỔỮ lies within the line that holds it."""
    page = open_page("/kieu-dang")
    clipped = page.evaluate(
        """() => ["h1", "h2", "p", "th", ".badge", ".button", ".figure .value"].filter((selector) => {
          const element = document.querySelector("main " + selector);
          const style = getComputedStyle(element);
          const pen = document.createElement("canvas").getContext("2d");
          pen.font = `${style.fontWeight} ${style.fontSize} "Be Vietnam Pro"`;
          const ink = pen.measureText("ẪỆỔỮ");
          const height = ink.actualBoundingBoxAscent + ink.actualBoundingBoxDescent;
          return height > parseFloat(style.lineHeight) + 1 ||  // ink is measured in whole pixels
            style.overflow === "hidden";
        })"""
    )
    assert clipped == []


def test_slash_goes_to_search_and_question_mark_shows_the_keys(open_page: Open):
    page = open_page("/ranh-gioi")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.type("a/b?")
    assert page.locator("#search").input_value() == "a/b?"
    page.locator("#main").focus()
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#keys").is_hidden()


def test_the_first_tab_offers_the_way_past_the_header(open_page: Open):
    page = open_page("/ranh-gioi")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_in_cells_enter_goes_down_and_escape_leaves_a_cell_as_it_was(open_page: Open):
    page = open_page("/kieu-dang")
    page.locator("[name=a1]").fill("12")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name") == "a2"
    page.keyboard.type("99")
    page.keyboard.press("Escape")
    assert page.locator("[name=a2]").input_value() == ""
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "b2"


def test_a_block_from_a_spreadsheet_is_pasted_into_the_cells(open_page: Open):
    page = open_page("/kieu-dang")
    page.locator("[name=a1]").focus()
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.setData("text/plain", "1.234\\t5\\r\\n6\\t7\\r\\n");
          const how = {clipboardData: data, bubbles: true, cancelable: true};
          document.activeElement.dispatchEvent(new ClipboardEvent("paste", how));
        }"""
    )
    assert [page.locator(f"[name={name}]").input_value() for name in ("a1", "b1", "a2", "b2", "a3")] == [
        "1.234",
        "5",
        "6",
        "7",
        "mười hai",
    ]


def test_what_was_typed_is_there_again_after_the_browser_closed_the_page(open_page: Open):
    page = open_page("/kieu-dang")
    page.locator("[name=a1]").fill("12")
    page.locator(".saved").wait_for(state="visible")
    page.reload()
    assert page.locator("[name=a1]").input_value() == "12"


def test_the_error_summary_takes_the_focus_and_leads_to_the_field(open_page: Open):
    page = open_page("/kieu-dang?errors")
    assert page.evaluate("document.activeElement.className") == "errors"
    page.get_by_role("alert").get_by_role("link").first.click()
    assert page.evaluate("document.activeElement.id") == "id_name"


def test_language_and_colours_can_be_chosen_without_a_script(open_page: Open):
    page = open_page("/ranh-gioi", script=False)
    page.locator("details.menu summary").last.click()
    page.get_by_role("button", name="Tương phản cao").click()
    page.locator("html[data-theme=contrast]").wait_for()
    page.locator("details.menu summary").last.click()
    page.get_by_role("button", name="English").click()
    page.locator("html[lang=en]").wait_for()


@pytest.mark.parametrize("size", SIZES)
def test_what_can_be_pressed_is_large_enough(open_page: Open, size: str):
    page = open_page("/kieu-dang", size=size)
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, .button, summary, .rooms a, .tabs a, input, select, textarea")]
          .filter((e) => e.checkVisibility() && !["hidden", "radio", "checkbox"].includes(e.type))
          .filter((e) => e.getBoundingClientRect().height < 44).map((e) => e.outerHTML.slice(0, 80))"""
    )
    assert small == []


def test_in_print_only_the_content_stays(open_page: Open):
    page = open_page("/kieu-dang")
    page.emulate_media(media="print")
    shoot(page, "frame-print")
    assert page.locator("header.top").is_hidden()
    assert page.locator("h1").is_visible()
