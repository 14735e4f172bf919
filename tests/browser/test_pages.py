"""Every kind of page of the demo: nothing that axe finds, nothing wider than the window, in all colours."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.conftest import SIZES, THEMES, Open, overflow, violations
from tests.browser.served import Site, sign_in
from tests.demo.loaded import MAU, NATIONAL

RUNNING = "dan-chu-co-so-2026"

# What a page is called here: who opens it, where it is, and which links lead on to it.
PAGES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "home": ("", "/", ()),
    "about": ("", "/gioi-thieu/", ()),
    "search": ("", "/tim?q=ngoc+lac", ()),
    "search without result": ("", "/tim?q=khong+co+gi+het", ()),
    "programmes": ("", "/chuong-trinh/", ()),
    "programme of the nation": ("", f"/chuong-trinh/{NATIONAL}/", ()),
    "programme of the commune": ("", f"/chuong-trinh/{MAU}/", ()),
    "reviews": ("", "/tong-ket/", ()),
    "review of the nation": ("", "/tong-ket/", ("^Sơ kết sắp xếp",)),
    "review of the commune": ("", "/tong-ket/", ("^Tổng kết thực hiện",)),
    "annex of a province": ("", "/tong-ket/", ("^Sơ kết sắp xếp", "^(Tỉnh|Thành phố) ")),
    "trail of a counted figure": ("", "/tong-ket/", ("^Sơ kết sắp xếp", r"^3\.321$")),
    "trail of a reported figure": ("", f"/chuong-trinh/{MAU}/", (r"^\d+$",)),
    "directives": ("", "/van-ban/", ()),
    "directive": ("", "/van-ban/", ("05.KH-UBND",)),
    "cascade": ("", "/van-ban/", ("05.KH-UBND", "^Đến đâu rồi")),
    "tasks": ("", "/nhiem-vu/", ()),
    "task": ("vanthu", "/nhiem-vu/", ("^(Niêm yết|Công khai|Rà soát|Tổ chức|Lấy ý kiến)",)),
    "awards": ("", "/khen-thuong/", ()),
    "country": ("", "/don-vi/", ()),
    "unit of today": ("", "/tim?q=xa+ngoc+lac", ("^Xã Ngọc Lặc",)),
    "unit that is no more": ("", "/tim?q=huyen+ngoc+lac", ("^Huyện Ngọc Lặc",)),
    "rules of law": ("", "/quy-dinh/", ()),
    "sign in": ("", "/dang-nhap", ()),
    "boundary": ("", "/ranh-gioi", ()),
    "no such page": ("", "/khong-co-trang", ()),
    "desk of a village head": ("thon06", "/ban-viec/", ()),
    "desk of an approver": ("duyet", "/ban-viec/", ()),
    "desk of a leader": ("chutich", "/ban-viec/lanh-dao/", ()),
    "figures": ("thon06", "/so-lieu/", ()),
    "report to be filled in": ("thon06", "/ban-viec/", ("quý IV năm 2026",)),
    "report to be approved": ("duyet", "/ban-viec/", ("quý III năm 2026",)),
    "workbook": ("thon06", "/so-lieu/tai-len/", ()),
    "form": ("vanthu", "/so-lieu/", ("^Báo cáo thực hiện",)),
    "new directive": ("vanthu", "/van-ban/moi/", ()),
    "new programme": ("vanthu", "/chuong-trinh/moi/", ()),
    "points of a directive": ("vanthu", "/van-ban/", ("05.KH-UBND", "^Ghi các điểm")),
    "who carries a directive down": ("vanthu", "/van-ban/", ("05.KH-UBND", "^Giao đơn vị triển khai")),
    "what carries a directive out": ("vanthu", "/van-ban/", ("05.KH-UBND", "^Triển khai văn bản này")),
    "briefing on a directive": ("vanthu", "/van-ban/", ("05.KH-UBND", "^Ghi việc quán triệt")),
    "link of a directive": ("vanthu", "/van-ban/", ("05.KH-UBND", "^Liên kết với văn bản khác")),
    "meetings": ("", "/hoi-nghi/", ()),
    "new meeting": ("vanthu", "/hoi-nghi/moi/", ()),
    "conclusions of a meeting": ("vanthu", "/hoi-nghi/", ("dân chủ ở cơ sở năm 2025", "^Ghi kết luận")),
    "meeting to come": ("vanthu", "/hoi-nghi/", ("^Hội nghị sơ kết thực hiện dân chủ",)),
    "invitation": ("thon09", "/hoi-nghi/", ("^Hội nghị sơ kết thực hiện dân chủ", "^Trả lời giấy mời")),
    "programme of a meeting": ("vanthu", "/hoi-nghi/", ("^Hội nghị sơ kết thực", "^Sửa chương trình")),
    "who is invited": ("vanthu", "/hoi-nghi/", ("^Hội nghị sơ kết thực", "^Thành phần được mời")),
    "plan of a meeting": ("vanthu", "/hoi-nghi/chuan-bi/", ()),
    "minutes": ("vanthu", "/hoi-nghi/", ("^Họp đôn đốc", "^Sửa biên bản")),
    "draft article": ("vanthu", "/hoi-nghi/", ("^Họp đôn đốc", "^Dự thảo tin")),
    "week of an office": ("vanthu", "/lich-tuan/?tuan=2026-W48", ()),
    "week for everybody": ("", "/lich-tuan/?tuan=2026-W48", ()),
    "line of a week": ("vanthu", "/lich-tuan/them/", ()),
    "plan of reviews": ("vanthu", "/van-ban/", ("05.KH-UBND", "^Lập kế hoạch sơ kết")),
    "steering body": ("vanthu", "/van-ban/", ("05.KH-UBND", "^Ghi ban chỉ đạo")),
    "training": ("vanthu", "/van-ban/", ("05.KH-UBND", "^Ghi việc bồi dưỡng")),
    "new award": ("vanthu", "/khen-thuong/moi/", ()),
    "keeping: offices and posts": ("quantri", "/quan-tri/", ()),
    "keeping: new office": ("quantri", "/quan-tri/", ("^Thêm đơn vị bên dưới",)),
    "keeping: appointment": ("quantri", "/quan-tri/", ("^Bổ nhiệm",)),
    "keeping: end of a post": ("quantri", "/quan-tri/", ("^Cho thôi",)),
    "keeping: first password": ("quantri", "/quan-tri/", ("^Cấp lại mật khẩu",)),
    "keeping: public address": ("quantri", "/quan-tri/", ("^Tên miền công khai",)),
    "own password": ("vanthu", "/mat-khau", ()),
    "composer": ("vanthu", f"/tong-ket/soan/{MAU}/", ()),
    "new outline": ("vanthu", f"/tong-ket/soan/{RUNNING}/de-cuong/", ()),
    "outline sent down": ("vanthu", f"/tong-ket/soan/{RUNNING}/de-cuong/?ky=2026-9M", ()),
    "words of the units side by side": (
        "vanthu",
        f"/tong-ket/soan/{RUNNING}/de-cuong/?ky=2026-9M",
        ("^Tổng hợp bài viết",),
    ),
    "words of a unit to be written": ("thon08", "/ban-viec/", ("^Viết bài cho báo cáo",)),
    "words of a unit to be read": (
        "vanthu",
        f"/tong-ket/soan/{RUNNING}/de-cuong/?ky=2026-9M",
        ("^Thôn Bãi",),
    ),
    "what fell short": ("vanthu", f"/tong-ket/soan/{RUNNING}/ton-tai/?ky=2026-9M", ()),
    "sources and changes of a review": (
        "vanthu",
        "/tong-ket/",
        ("^Tổng kết thực hiện", "^Nguồn và thay đổi"),
    ),
    "comments on a draft and answers": (
        "vanthu",
        "/tong-ket/",
        ("^Tổng kết thực hiện", "^Góp ý và tiếp thu"),
    ),
    "review to be sent up": ("vanthu", "/tong-ket/", ("^Tổng kết thực hiện", "^Gửi lên cấp trên")),
    "composer as it will print": ("vanthu", f"/tong-ket/soan/{MAU}/?xem=1", ()),
}
# A table or chart may be wider than a phone and then scrolls in its own region; nothing else does.
SIDEWAYS = """() => [...document.querySelectorAll("main *")]
  .filter((e) => e.scrollWidth > e.clientWidth + 1 && ["auto", "scroll"].includes(getComputedStyle(e).overflowX))
  .filter((e) => !e.matches(".table, .scroll"))
  .map((e) => e.outerHTML.slice(0, 90))"""


@pytest.fixture(scope="module")
def signed_in(chromium: Browser, site: Site) -> Callable[[str], dict]:
    """Cookies of an account; each signs in once."""
    kept: dict[str, dict] = {}

    def state(username: str) -> dict:
        if username and username not in kept:
            context = chromium.new_context(locale="vi-VN")
            page = context.new_page()
            page.goto(site.url + "/ranh-gioi")
            sign_in(page, username)
            kept[username] = context.storage_state()
            context.close()
        return kept.get(username, {})

    return state


def reach(page: Page, links: tuple[str, ...]) -> None:
    for words in links:
        page.get_by_role("main").get_by_role("link", name=re.compile(words)).first.click()
        page.wait_for_load_state()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_demo_has_no_fault_that_axe_finds_and_fits(visit: Open, signed_in, name: str):
    username, path, links = PAGES[name]
    faults = []
    for size in SIZES:
        page = visit(path, size=size, storage_state=signed_in(username))
        reach(page, links)
        for theme in THEMES:
            page.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
            faults += [f"{size} {theme}: {fault}" for fault in violations(page)]
        if overflow(page):
            faults.append(f"{size}: the page is {overflow(page)} px too wide")
        faults += [f"{size}: scrolls sideways: {one}" for one in page.evaluate(SIDEWAYS)]
    assert faults == []


def test_the_kinds_of_pages_are_where_they_should_be(visit: Open, signed_in):
    """No link above has led back to where it began."""
    for name, (username, path, links) in PAGES.items():
        if links:
            page = visit(path, storage_state=signed_in(username))
            before = page.url
            reach(page, links)
            assert page.url != before, name
