"""Walks the served demo: every kind of page, as the public and as officers, and how long each takes to answer."""

import http.cookiejar
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urldefrag, urlencode, urljoin, urlsplit

TONGKET = Path(sys.executable).with_name("tongket")
READERS = ("", "vanthu", "duyet", "thon03")
PASSWORD = "tongket-mau"
# Not pages: files to take along, and what ends a session.
SKIPPED = re.compile(r"/(tai|tep|minh-chung|static|dang-xuat)(/|$)|/tep$|/minh-chung$")
# In an address, what only says which of many alike it is.
WHICH = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}(-[\w]+|\.\.\d+)?|\d+|=[^&]*")
STARTS = ("/", "/tim?q=xa+mau", "/tim?q=ngoc+lac", "/tim?q=a", "/tim?q=60-NQ%2FTW")
EACH = 4  # pages of one kind, beyond all that stand in the same list
ANNEX = re.compile(r"/phu-luc/")
TURNS = 2


@contextmanager
def served(env: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """A data folder as `tongket serve` serves it, on a free port: the address, and the parent of its processes."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(TONGKET), "serve", "--port", str(port)]
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL)
    base = f"http://127.0.0.1:{port}"
    try:
        _wait(base, process)
        yield base, process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _wait(base: str, process: "subprocess.Popen[bytes]") -> None:
    for _turn in range(300):
        try:
            urllib.request.urlopen(f"{base}/suc-khoe", timeout=5).close()
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.2)
        else:
            return
    raise SystemExit("the site did not come up")


@dataclass(frozen=True)
class Page:
    """One page: who read it, how long it took at first and then at best."""

    reader: str
    path: str
    first: float
    best: float
    bytes: int


class Reader:
    """Somebody with a browser, signed in or not."""

    def __init__(self, base: str, name: str) -> None:
        self.base, self.name = base, name
        self.jar = http.cookiejar.CookieJar()
        self.open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar)).open
        if name:
            self._sign_in()

    def _sign_in(self) -> None:
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get("/dang-nhap")[1])
        token = found.group(1) if found else ""
        typed = {"csrfmiddlewaretoken": token, "username": self.name, "password": PASSWORD}
        with self.open(f"{self.base}/dang-nhap", urlencode(typed).encode()) as answer:
            if "dang-nhap" in answer.url:
                raise SystemExit(f"{self.name} could not sign in")

    def get(self, path: str) -> tuple[float, str]:
        """Seconds until the whole page is here, and the page; "" for a file to download."""
        start = time.perf_counter()
        with self.open(self.base + path) as answer:
            data, is_page = answer.read(), answer.headers.get_content_type() == "text/html"
        return time.perf_counter() - start, data.decode() if is_page else ""

    def walk(self) -> Iterator[Page]:
        waiting, seen, kinds = deque(STARTS), set(STARTS), dict.fromkeys([""], 0)
        while waiting:
            path = waiting.popleft()
            try:
                first, text = self.get(path)
            except urllib.error.HTTPError as error:
                if error.code >= 500:
                    raise SystemExit(f"{error.code} for {path} as {self.name or 'the public'}") from error
                continue
            if not text:
                continue
            best = min(self.get(path)[0] for _turn in range(TURNS))
            yield Page(self.name or "public", path, first, best, len(text))
            for link in _links(path, text):
                kind = WHICH.sub("*", link)
                if link not in seen and (ANNEX.search(link) or kinds.get(kind, 0) < EACH):
                    seen.add(link)
                    kinds[kind] = kinds.get(kind, 0) + 1
                    waiting.append(link)


def _links(path: str, text: str) -> list[str]:
    found = (
        urldefrag(urljoin(path, link.replace("&amp;", "&")))[0]
        for link in re.findall(r'href="([^"]+)"', text)
    )
    inside = (link for link in found if not urlsplit(link).netloc and link.startswith("/"))
    return [link for link in dict.fromkeys(inside) if not SKIPPED.search(urlsplit(link).path)]


def walk(base: str) -> list[Page]:
    return [page for name in READERS for page in Reader(base, name).walk()]
