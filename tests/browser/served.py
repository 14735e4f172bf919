"""The demo behind `tongket serve`, as anybody's browser meets it: web, worker and all."""

import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.error import URLError

from playwright.sync_api import Page
from tests.demo.loaded import TONGKET, Demo

PASSWORD = "tongket-mau"
PATIENCE = 180.0  # seconds until the site answers, on a machine that does other things as well


@dataclass(frozen=True)
class Site:
    """A running site, the folder that it serves, and its process."""

    url: str
    demo: Demo
    pid: int


@contextmanager
def serve(demo: Demo) -> Iterator[Site]:
    port = _free_port()
    process = subprocess.Popen(
        [str(TONGKET), "serve", "--port", str(port), "--processes", "1"],
        env=demo.environment(),
        stdout=subprocess.DEVNULL,
    )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_for(url, process)
        yield Site(url, demo, process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert process.poll() is None, "tongket serve ended by itself"
        try:
            urllib.request.urlopen(f"{url}/suc-khoe", timeout=10).close()
        except (URLError, TimeoutError, ConnectionError):
            time.sleep(0.2)
        else:
            return
    raise AssertionError(f"no answer from {url} within {PATIENCE} s; load {os.getloadavg()}")


def sign_in(page: Page, username: str) -> None:
    """From any page to the desk of this account."""
    base = "/".join(page.url.split("/")[:3])
    page.goto(f"{base}/dang-nhap")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    page.get_by_role("heading", level=1, name="Hôm nay tôi phải làm gì?").wait_for()


def sign_out(page: Page) -> None:
    page.locator("details.menu:has(.who) > summary").click()
    page.get_by_role("button", name="Đăng xuất").click()
    page.get_by_role("link", name="Đăng nhập").first.wait_for()


def act_as(page: Page, post: str) -> None:
    """Choose the hat with this title."""
    page.locator("details.menu:has(.who) > summary").click()
    page.get_by_role("button", name=post, exact=True).click()
