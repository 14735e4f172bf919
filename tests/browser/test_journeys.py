"""Whole paths through the running demo in a real browser, each at both widths or as its person would go it."""

import hashlib
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import SIZES, Open
from tests.browser.served import Site, act_as, sign_in, sign_out
from tests.demo.loaded import MAU, NATIONAL

FORM = "Báo cáo thực hiện dân chủ ở thôn năm 2026"
DUE = f"{FORM}, quý IV năm 2026"
# What a village's head types, line by line, and what the committee says of it.
TYPED = {1: "2", 2: "141", 3: "5", 4: "0", 5: "4,5", 6: "107"}
REASON = "Lượt hộ dự họp chưa khớp biên bản ngày 12/11/2026."


def cell(page: Page, order: int):
    return page.locator(f"#c{order}")


def open_due(page: Page) -> None:
    """From the desk to the report of the quarter."""
    page.get_by_role("link", name=DUE).first.click()
    page.get_by_role("heading", level=1, name=FORM).wait_for()


def approve_or_return_from_desk(page: Page, village: str) -> None:
    row = page.get_by_role("listitem").filter(has_text=village).filter(has_text=DUE)
    row.get_by_role("link").click()
    page.get_by_role("heading", name="Ý kiến của ông/bà").wait_for()


@pytest.mark.parametrize("size", SIZES)
def test_a_newcomer_goes_from_the_home_page_to_where_a_figure_comes_from(visit: Open, size: str):
    page = visit("/", size=size)
    page.get_by_role("main").get_by_role("link", name="Sắp xếp đơn vị hành chính cấp xã", exact=True).click()
    page.get_by_role("heading", level=1, name="Sắp xếp đơn vị hành chính cấp xã").wait_for()
    page.get_by_role("main").get_by_role("link", name=re.compile("^Sơ kết")).first.click()
    page.get_by_role("main").get_by_role("link", name="3.321", exact=True).first.click()
    page.get_by_role("heading", level=1, name="Con số này ở đâu ra?").wait_for()
    main = page.get_by_role("main")
    expect(main).to_contain_text("3.321")
    expect(main).to_contain_text("Đơn vị hành chính cấp xã")
    expect(main).to_contain_text("tự đếm")


def test_a_report_is_filled_in_returned_sent_again_and_approved(visit: Open):
    page = visit("/")
    sign_in(page, "thon02")
    open_due(page)
    fill_in_with_a_wrong_word(page)
    mend_and_hand_in(page)
    sign_out(page)

    sign_in(page, "duyet")
    approve_or_return_from_desk(page, "Thôn Bắc")
    page.locator("summary", has_text="Trả lại").click()
    page.get_by_label("Lý do").fill(REASON)
    page.get_by_role("checkbox", name="2. Lượt hộ dự họp").check()
    page.get_by_role("button", name="Trả lại", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Đã trả lại báo cáo")
    sign_out(page)

    sign_in(page, "thon02")
    expect(page.get_by_role("main")).to_contain_text(REASON)
    open_due(page)
    expect(page.locator(".notice.risk")).to_contain_text(REASON)
    assert {order: cell(page, order).input_value() for order in TYPED} == TYPED
    cell(page, 2).fill("139")
    page.get_by_role("button", name="Gửi báo cáo").click()
    expect(page.get_by_role("main")).to_contain_text("chờ phê duyệt")
    sign_out(page)

    sign_in(page, "duyet")
    approve_or_return_from_desk(page, "Thôn Bắc")
    page.get_by_role("button", name="Phê duyệt báo cáo").click()
    page.get_by_role("link", name="139", exact=True).first.click()
    trail = page.get_by_role("main")
    expect(trail.locator(".cards").first).to_contain_text("139")
    for step in ("Thôn Bắc", "Trả lại", "Phê duyệt", "Phó Chủ tịch UBND"):
        expect(trail).to_contain_text(re.compile(step, re.IGNORECASE))


def fill_in_with_a_wrong_word(page: Page) -> None:
    """A word in a cell is told beside the cell, and stays typed over saving and closing."""
    for order, text in (TYPED | {2: "mười hai"}).items():
        cell(page, order).fill(text)
    cell(page, 2).press("Enter")
    expect(page.locator("#f2")).to_contain_text("mười hai")
    expect(page.locator("#left")).to_have_text("Đã nhập đủ các ô.")
    page.get_by_role("button", name="Gửi báo cáo").click()
    expect(page.get_by_role("alert")).to_contain_text("mười hai")
    assert cell(page, 2).input_value() == "mười hai"


def mend_and_hand_in(page: Page) -> None:
    cell(page, 2).fill(TYPED[2])
    page.get_by_role("button", name="Lưu nháp").click()
    expect(page.get_by_role("main")).to_contain_text("Đã lưu nháp.")
    page.get_by_role("button", name="Gửi báo cáo").click()
    expect(page.get_by_role("main")).to_contain_text("chờ phê duyệt")


def test_the_button_makes_the_same_files_as_the_shell(visit: Open, site: Site, tmp_path: Path):
    page = visit("/")
    sign_in(page, "vanthu")
    page.goto(f"{site.url}/tong-ket/soan/{MAU}/")
    page.get_by_label("Số liệu tính đến").fill("09:30 01/02/2026")
    page.get_by_role("button", name="Lập báo cáo").click()
    page.get_by_role("link", name="Tải PDF").wait_for()
    for ending in ("docx", "pdf", "html"):
        with page.expect_download() as waiting:
            page.get_by_role("link", name=f"Tải {'Word' if ending == 'docx' else ending.upper()}").click()
        path = tmp_path / f"shell.{ending}"
        said = site.demo.shell(
            "review", "build", MAU, "2025", "--as-of", "2026-02-01T09:30", "--final", "-o", path
        )
        assert said.code == 0, said.err
        assert digest(Path(waiting.value.path())) == digest(path), ending


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_who_holds_two_posts_chooses_the_hat_and_sees_another_desk(visit: Open):
    page = visit("/")
    sign_in(page, "chutich")
    expect(page.locator(".lead")).to_contain_text("Chủ tịch UBND, Ủy ban nhân dân xã Mẫu")
    act_as(page, "Phó Bí thư Đảng ủy")
    expect(page.locator(".lead")).to_contain_text("Phó Bí thư Đảng ủy, Đảng ủy xã Mẫu")
    expect(page.locator(".who .post")).to_have_text("Phó Bí thư Đảng ủy")


@pytest.mark.parametrize(
    ("size", "username", "village"), [("phone", "thon03", "Thôn Cầu"), ("desk", "thon04", "Thôn Chợ")]
)
def test_without_javascript_a_report_can_be_filled_in_and_handed_in(
    visit: Open, size: str, username: str, village: str
):
    page = visit("/", size=size, script=False)
    sign_in(page, username)
    open_due(page)
    for order, text in TYPED.items():
        cell(page, order).fill(text)
    page.get_by_role("button", name="Gửi báo cáo").click()
    expect(page.get_by_role("main")).to_contain_text("chờ phê duyệt")
    expect(page.get_by_role("main")).to_contain_text(village)


@pytest.mark.parametrize("size", SIZES)
def test_a_unit_tells_what_it_was_and_the_search_finds_it_without_marks(visit: Open, size: str):
    page = visit("/", size=size)
    page.get_by_role("searchbox").first.fill("huyen ngoc lac")
    page.keyboard.press("Enter")
    page.get_by_role("main").get_by_role("link", name=re.compile("Huyện Ngọc Lặc")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ngọc Lặc")
    expect(page.get_by_role("main")).to_contain_text("01/7/2025")


def test_the_ranking_of_the_34_provinces_stands_in_the_review(visit: Open, site: Site):
    page = visit("/tong-ket/")
    page.get_by_role("main").get_by_role("link", name=re.compile("^Sơ kết sắp xếp")).click()
    expect(
        page.get_by_role("main").get_by_role("table").filter(has_text="Giảm (%)").locator("tbody tr")
    ).to_have_count(34)
    assert NATIONAL in page.get_by_role("link", name="Xem chương trình tính đến hôm nay").get_attribute(
        "href"
    )
