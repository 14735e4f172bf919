"""What is far too large is refused by a running site before it has come, in a form and at the door for programs."""

import select
import socket
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tests.browser.served import serve
from tests.demo.loaded import Demo

MEGABYTE = 1024 * 1024
LARGE = 500 * MEGABYTE
DOORS = [("/dang-nhap", "multipart/form-data; boundary=x"), ("/api/so-lieu/", "application/json")]
PATIENCE = 180.0  # seconds for an answer; how soon it comes is not asked here


def _status(pid: int) -> dict[str, str]:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return dict(line.split(":", 1) for line in lines if ":" in line)


def _peaks(root: int) -> dict[int, int]:
    """The most memory that each process of the site ever held, in bytes."""
    said = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            said[int(folder.name)] = _status(int(folder.name))
        except OSError:
            continue  # it has ended meanwhile
    family, size = {root}, 0
    while len(family) > size:
        size = len(family)
        family |= {pid for pid, status in said.items() if int(status["PPid"]) in family}
    return {pid: int(said[pid].get("VmHWM", "0 kB").split()[0]) * 1024 for pid in family & said.keys()}


def _sent(url: str, address: str, kind: str) -> tuple[str, int]:
    """Send 500 MB until the answer comes: its first line, and how much of the body had been taken."""
    at = urlsplit(url)
    lines = [f"POST {address} HTTP/1.1", f"Host: {at.netloc}", f"Content-Type: {kind}"]
    head = "\r\n".join([*lines, f"Content-Length: {LARGE}", "", ""])
    piece, sent = b"0" * 65536, 0
    with socket.create_connection((at.hostname or "", at.port or 0)) as line:
        line.sendall(head.encode())
        line.setblocking(False)
        while True:
            sending = [line] if sent < LARGE else []
            answered, free, _broken = select.select([line], sending, [], PATIENCE)
            if answered:
                return line.recv(200).decode(errors="replace").partition("\r\n")[0], sent
            assert free, f"no answer within {PATIENCE} s, {sent} bytes sent"
            with suppress(ConnectionError):  # closed: then the answer lies there already
                sent += line.send(piece)


@pytest.mark.slow
def test_five_hundred_megabytes_are_refused_unread(spare: Demo):
    with serve(spare) as site:
        before = _peaks(site.pid)
        assert len(before) > 1
        for address, kind in DOORS:
            answer, sent = _sent(site.url, address, kind)
            assert " 413 " in answer, address
            assert sent < 50 * MEGABYTE, address
        grown = {pid: peak - before.get(pid, 0) for pid, peak in _peaks(site.pid).items()}
        assert max(grown.values()) < 200 * MEGABYTE
