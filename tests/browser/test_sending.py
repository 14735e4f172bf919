"""Forms in a browser: what is typed is kept for who typed it and nobody else, and what is sent twice is taken once."""

from playwright.sync_api import Page
from tests.browser.conftest import Open
from tests.browser.served import sign_in, sign_out

LINE = "/lich-tuan/them/"
BROUGHT = "Đã đưa lại những gì ông/bà gõ ở đây mà chưa gửi."


def type_line(page: Page, words: str) -> None:
    page.get_by_label("Nội dung").fill(words)
    page.wait_for_timeout(600)  # longer than the pause after which a draft is kept
    assert drafts(page) == 1


def drafts(page: Page) -> int:
    return int(page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft:')).length"))


def fill(page: Page, words: str) -> None:
    page.get_by_label("Loại").select_option(label="việc khác")
    page.get_by_label("Nội dung").fill(words)
    page.get_by_label("Ngày", exact=True).fill("26/11/2026")


def opened(page: Page, path: str = LINE) -> Page:
    page.goto("/".join(page.url.split("/")[:3]) + path)
    return page


def test_who_signs_in_next_sees_nothing_of_what_another_typed(visit: Open):
    page = visit("/ranh-gioi")
    sign_in(page, "vanthu")
    type_line(opened(page), "Họp riêng của văn thư")
    sign_out(page)
    assert drafts(page) == 0
    sign_in(page, "chutich")
    assert opened(page).get_by_label("Nội dung").input_value() == ""


def test_another_account_is_brought_nothing_even_if_nobody_signed_out(visit: Open):
    page = visit("/ranh-gioi")
    sign_in(page, "vanthu")
    type_line(opened(page), "Họp riêng của văn thư")
    page.context.clear_cookies()
    sign_in(page, "chutich")
    assert opened(page).get_by_label("Nội dung").input_value() == ""


def test_what_is_brought_back_says_so_and_can_be_emptied(visit: Open):
    page = visit("/ranh-gioi")
    sign_in(page, "vanthu")
    type_line(opened(page), "Họp giao ban")
    opened(page)
    assert page.get_by_label("Nội dung").input_value() == "Họp giao ban"
    assert page.get_by_text(BROUGHT).is_visible()
    page.get_by_role("button", name="Làm lại từ đầu").click()
    page.get_by_text(BROUGHT).wait_for(state="hidden")
    assert page.get_by_label("Nội dung").input_value() == ""


def test_cancelling_forgets_what_was_typed(visit: Open):
    page = visit("/ranh-gioi")
    sign_in(page, "vanthu")
    type_line(opened(page), "Họp giao ban")
    page.get_by_role("link", name="Thôi", exact=True).click()
    page.wait_for_url("**/lich-tuan/**")
    assert opened(page).get_by_label("Nội dung").input_value() == ""
    assert page.get_by_text(BROUGHT).count() == 0


def test_going_back_and_saving_again_makes_no_second_line(visit: Open):
    page = visit("/ranh-gioi")
    sign_in(page, "vanthu")
    words = "Họp bàn một lần duy nhất"
    fill(opened(page), words)
    page.get_by_role("main").get_by_role("button", name="Lưu").click()
    page.get_by_text(words).first.wait_for()
    lines = page.get_by_text(words).count()
    page.go_back()
    fill(page, words)
    page.get_by_role("main").get_by_role("button", name="Lưu").click()
    page.get_by_text("chỉ ghi nhận một lần").wait_for()
    assert page.get_by_text(words).count() == lines
