"""Takes the pictures of README and the guide from the running demo: `make pictures`."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page
from tests.browser.conftest import ROOT, Open
from tests.browser.served import sign_in
from tests.demo.loaded import MAU, NATIONAL, Demo

PICTURES = ROOT / "docs" / "pictures"
COLOURS = 64
GAP, BETWEEN = 12, "#d0d4d6"
DUE = "Báo cáo thực hiện dân chủ ở thôn năm 2026, quý IV năm 2026"


def keep(picture: Path, name: str) -> None:
    """With few colours, so that the repository stays light."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with Image.open(picture) as whole:
        few = whole.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(PICTURES / f"{name}.png", optimize=True)
    assert (PICTURES / f"{name}.png").stat().st_size < 250_000


def follow(page: Page, words: str) -> None:
    page.get_by_role("main").get_by_role("link", name=re.compile(words)).first.click()
    page.wait_for_load_state()


def desk(page: Page) -> None:
    sign_in(page, "thon07")


def entry(page: Page) -> None:
    """A report half filled in, one cell with a word."""
    sign_in(page, "thon07")
    page.get_by_role("link", name=DUE).first.click()
    for order, text in {1: "2", 2: "mười hai", 3: "5", 4: "0"}.items():
        page.locator(f"#c{order}").fill(text)
    page.locator("#c4").press("Enter")
    page.locator("#f2:not(:empty)").wait_for()


def trail(page: Page) -> None:
    """The figure of a village that had been returned once."""
    sign_in(page, "vanthu")
    page.goto(page.url.replace("/ban-viec/", "/so-lieu/"))
    follow(page, "năm 2025")
    follow(page, "quý II ")
    follow(page, "Thôn Cầu")
    page.get_by_role("main").locator("td.n a").nth(1).click()
    page.wait_for_load_state()
    page.set_viewport_size({"width": 1440, "height": 1200})


def cascade(page: Page) -> None:
    page.goto(page.url.rsplit("/", 1)[0] + "/van-ban/?tim=05/KH-UBND")
    follow(page, "05.KH-UBND")
    follow(page, "^Đến đâu rồi")


def composer(page: Page) -> None:
    sign_in(page, "vanthu")
    page.goto(page.url.replace("/ban-viec/", f"/tong-ket/soan/{MAU}/?xem=1"))


def merging(page: Page) -> None:
    """The second heading of the review under way: figures stand beside the words, one number differs."""
    sign_in(page, "vanthu")
    page.goto(page.url.replace("/ban-viec/", "/tong-ket/soan/dan-chu-co-so-2026/de-cuong/?ky=2026-9M"))
    follow(page, "^Kết quả thực hiện")


def programme(page: Page) -> None:
    page.goto(page.url.rsplit("/", 1)[0] + f"/chuong-trinh/{NATIONAL}/")


def unit(page: Page) -> None:
    page.goto(page.url.rsplit("/", 1)[0] + "/tim?q=xa+ngoc+lac")
    follow(page, "^Xã Ngọc Lặc")


def week(page: Page) -> None:
    """The week of the committee in which a hall is asked for twice."""
    sign_in(page, "vanthu")
    page.goto(page.url.replace("/ban-viec/", "/lich-tuan/?tuan=2026-W48"))
    page.set_viewport_size({"width": 1440, "height": 1100})


def incoming(page: Page) -> None:
    """A paper that came in, with the leader's instruction and the task it became."""
    sign_in(page, "vanthu")
    page.goto(page.url.replace("/ban-viec/", "/van-ban-den/"))
    follow(page, "kết quả cải cách hành chính")


def task(page: Page) -> None:
    """The task of that instruction, as its lead sees it."""
    sign_in(page, "vanhoa")
    page.goto(page.url.replace("/ban-viec/", "/nhiem-vu/?tim=tong+hop"))
    follow(page, "^Phòng Văn hóa - Xã hội tổng hợp")


def meeting(page: Page) -> None:
    """A meeting that was held, its notice of conclusions numbered, its points waiting to become tasks."""
    sign_in(page, "vanthu")
    page.goto(page.url.replace("/ban-viec/", "/hoi-nghi/"))
    follow(page, "^Họp đôn đốc")
    page.set_viewport_size({"width": 1440, "height": 1050})


def conclusions(page: Page) -> None:
    """The points of that meeting, lead and day proposed from their words."""
    meeting(page)
    follow(page, "^Giao việc từ kết luận")
    page.set_viewport_size({"width": 1440, "height": 1000})


def outline(page: Page) -> None:
    """Who has handed in words for the review under way."""
    sign_in(page, "vanthu")
    page.goto(page.url.replace("/ban-viec/", "/tong-ket/soan/dan-chu-co-so-2026/de-cuong/?ky=2026-9M"))


def home(page: Page) -> None:
    """Where the site opens."""


SHOTS: dict[str, tuple[str, Callable[[Page], None]]] = {
    "home-phone": ("phone", home),
    "programme": ("desk", programme),
    "desk": ("desk", desk),
    "entry": ("desk", entry),
    "trail": ("desk", trail),
    "cascade": ("desk", cascade),
    "composer": ("desk", composer),
    "merging": ("desk", merging),
    "unit": ("desk", unit),
    "week": ("desk", week),
    "incoming": ("desk", incoming),
    "task": ("desk", task),
    "meeting": ("desk", meeting),
    "conclusions": ("desk", conclusions),
    "outline": ("desk", outline),
}


@pytest.mark.parametrize("name", SHOTS)
def test_a_picture_of_the_site(visit: Open, tmp_path: Path, name: str):
    size, prepare = SHOTS[name]
    page = visit("/", size=size)
    prepare(page)
    page.evaluate("document.fonts.ready.then(() => 1)")
    picture = tmp_path / "shot.png"
    page.screenshot(path=picture, animations="disabled")
    keep(picture, name)


def test_a_picture_of_the_review(demo: Demo, tmp_path: Path):
    """Its first page, and beside it the one on which the provinces are ranked against the band."""
    pdf = demo.out / f"{NATIONAL}.pdf"
    text = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True).stdout
    ranked = next(n for n, page in enumerate(text.split("\f"), start=1) if "Hình 1" in page)
    pages = [printed(pdf, number, tmp_path / f"{number}") for number in (1, ranked)]
    width, height = pages[0].size
    both = Image.new("RGB", (2 * width + GAP, height), BETWEEN)
    for place, page in enumerate(pages):
        both.paste(page, (place * (width + GAP), 0))
    both.save(tmp_path / "both.png")
    keep(tmp_path / "both.png", "review")


def printed(pdf: Path, number: int, to: Path) -> Image.Image:
    page = ["-f", str(number), "-l", str(number)]
    subprocess.run(["pdftoppm", "-png", "-r", "80", "-singlefile", *page, pdf, to], check=True)
    return Image.open(to.with_suffix(".png"))
