"""How soon an approval counts: approved through HTTP here, the national total read through HTTP from another process.

`python -m bench.freshness read PORT` is that other process: a path a line comes in, what the site answers goes out.
Both know which of the site's own processes answers them, so that the total is never read where it was approved.
"""

import csv
import html
import io
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench.approvals import APPROVER, PASSWORD

ROOT = Path(__file__).parents[1]
AT_ONCE = 8
_TOKENS = re.compile(r'name="(csrfmiddlewaretoken|once)" value="([^"]+)"')


class Client:
    """Somebody with one connection to the site, held open: so one of the site's processes answers all of it."""

    def __init__(self, port: int, cookies: dict[str, str] | None = None) -> None:
        self.port, self.cookies = port, cookies if cookies is not None else {}
        self.line = HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(self, method: str, path: str, typed: dict[str, str] | None = None) -> tuple[int, str]:
        """The status, and the page or where it leads."""
        head = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if typed is not None:
            head["Content-Type"] = "application/x-www-form-urlencoded"
        self.line.request(method, path, urlencode(typed) if typed is not None else None, head)
        answer = self.line.getresponse()
        page = answer.read().decode("utf-8-sig")
        self._keep(answer)
        return answer.status, answer.headers.get("Location") or page

    def _keep(self, answer: HTTPResponse) -> None:
        for set_ in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = set_.partition(";")[0].partition("=")
            self.cookies[name] = value

    def sign_in(self, username: str, password: str) -> "Client":
        status, said = self.send("/dang-nhap", "/dang-nhap", username=username, password=password)
        assert status == 302, said
        return self

    def send(self, page: str, to: str, **typed: str) -> tuple[int, str]:
        """Fill in the form of a page and send it, with the marks that the page's form bears."""
        status, text = self.ask("GET", page)
        assert status == 200, (status, page)
        marks = {name: html.unescape(value) for name, value in _TOKENS.findall(text)}
        return self.ask("POST", to, marks | typed)

    def approve(self, path: str) -> tuple[int, str]:
        """Open a report that waits and approve it; 302 where that is done."""
        return self.send(path, path, do="duyet")

    @property
    def answered_by(self) -> int:
        """The process of the site at the other end of the connection."""
        if self.line.sock is None:
            self.ask("HEAD", "/suc-khoe")
        ours = self.line.sock.getsockname()[1]
        ends = f":{self.port:04X}", f":{ours:04X}"
        for row in Path("/proc/net/tcp").read_text().splitlines()[1:]:
            words = row.split()
            if (words[1][-5:], words[2][-5:]) == ends:
                return _holder(f"socket:[{words[9]}]")
        raise RuntimeError("the connection is not known to the system")


def _holder(socket: str) -> int:
    for link in Path("/proc").glob("[0-9]*/fd/*"):
        try:
            if str(link.readlink()) == socket:
                return int(link.parts[2])
        except OSError:
            continue
    raise RuntimeError("nobody holds the connection")


def elsewhere(port: int, process: int, cookies: dict[str, str] | None = None) -> Client:
    """A connection that another process of the site answers than this one."""
    held = []  # a connection that is closed would be given to the same process again
    for _turn in range(200):
        client = Client(port, cookies)
        if client.answered_by != process:
            return client
        held.append(client)
    raise RuntimeError("one process answers everything")


@dataclass(frozen=True)
class Read:
    """What the other process read: when it was there (of the machine's one clock), by which process, and the page."""

    at: float
    by: int
    status: int
    page: str


class Reader:
    """Another process that reads pages of the site, never from the process of the site that is named."""

    def __init__(self, port: int, never: int) -> None:
        self.never = never
        words = [sys.executable, "-m", "bench.freshness", "read", str(port), str(never)]
        self.process = subprocess.Popen(
            words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def read(self, path: str) -> Read:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{path}\n")
        self.process.stdin.flush()
        return Read(*json.loads(self.process.stdout.readline()))

    def close(self) -> None:
        self.process.communicate(timeout=30)


@contextmanager
def reader(port: int, never: int) -> Iterator[Reader]:
    one = Reader(port, never)
    try:
        yield one
    finally:
        one.close()


def _answer_lines(port: int, never: int) -> None:
    client = elsewhere(port, never)
    for path in sys.stdin:
        status, page = client.ask("GET", path.strip())
        print(json.dumps([time.monotonic(), client.answered_by, status, page]), flush=True)


def totals_in(table: str) -> tuple[list[int], int]:
    """The national totals of a table as it is taken along, in its order, and how many have told."""
    *_rows, total, coverage = csv.reader(io.StringIO(table))
    return [int(one) for one in total[1:]], int(coverage[1].partition("/")[0].replace(".", ""))


def prepared(waiting: int, env: dict[str, str]) -> dict[str, Any]:
    """A new folder with reports that wait; what `bench.approvals` says of it."""
    words = [sys.executable, "-m", "bench.approvals", str(waiting)]
    ran = subprocess.run(words, env=env, cwd=ROOT, check=True, capture_output=True, text=True)
    said: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return said


@dataclass(frozen=True)
class Took:
    """Seconds from the answer to an approval until the total with it was there; and of the approval itself."""

    counted: tuple[float, ...]
    approved: tuple[float, ...]

    def __str__(self) -> str:
        return f"{max(self.counted) * 1000:.0f} ms at worst, {_median(self.counted) * 1000:.0f} ms median"


def _median(numbers: tuple[float, ...]) -> float:
    return sorted(numbers)[len(numbers) // 2]


def measure(port: int, said: dict[str, Any]) -> Took:
    """Approve one after another and read the total after each; then so many at once, and the total of all."""
    clerk = Client(port).sign_in(APPROVER, PASSWORD)
    here = clerk.answered_by
    totals, told = list(said["totals"]), said["told"]
    counted, approved = [], []
    turns = list(zip(said["waiting"], said["values"], strict=True))
    one_by_one, at_once = turns[:-AT_ONCE], turns[-AT_ONCE:]
    with reader(port, here) as other:
        other.read(said["table"])  # the first reading of a process loads what it needs
        for path, values in one_by_one:
            start = time.monotonic()
            _done(clerk.approve(path))
            sent = time.monotonic()
            _same(clerk.answered_by, here)
            totals, told = [a + b for a, b in zip(totals, values, strict=True)], told + 1
            counted.append(_read(other, said, totals, told) - sent)
            approved.append(sent - start)
        start = time.monotonic()
        together(port, clerk, [path for path, _values in at_once])
        sent = time.monotonic()
        for _path, values in at_once:
            totals, told = [a + b for a, b in zip(totals, values, strict=True)], told + 1
        counted.append(_read(other, said, totals, told) - sent)
        approved.append(sent - start)
    return Took(tuple(counted), tuple(approved))


def together(port: int, clerk: Client, paths: list[str]) -> None:
    """Approve all of them at the same time, each over a connection of its own."""
    with ThreadPoolExecutor(len(paths)) as pool:
        answers = list(pool.map(lambda path: Client(port, dict(clerk.cookies)).approve(path), paths))
    for answer in answers:
        _done(answer)


def _done(answer: tuple[int, str]) -> None:
    if answer[0] != 302:
        raise RuntimeError(f"not approved: {answer[0]} {answer[1][:2000]}")


def _same(process: int, before: int) -> None:
    if process != before:
        raise RuntimeError("another process answers than before: who reads where it was approved is not told")


def _read(other: Reader, said: dict[str, Any], totals: list[int], told: int) -> float:
    read = other.read(said["table"])
    if read.by == other.never:
        raise RuntimeError("read from the process that approved")
    found = totals_in(read.page)
    if found != (totals, told):
        raise RuntimeError(f"the total is not there at the next reading: {found}, not {(totals, told)}")
    return read.at


if __name__ == "__main__":
    _answer_lines(int(sys.argv[2]), int(sys.argv[3]))
