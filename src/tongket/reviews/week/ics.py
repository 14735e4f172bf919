"""A calendar as iCalendar (RFC 5545): what telephones and mail programs subscribe to."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from tongket.base.clock import at_hanoi
from tongket.reviews.week.lines import Line

OCTETS = 75  # of a line, without its end
_SIGNS = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def calendar(name: str, lines: Iterable[Line], now: datetime) -> bytes:
    """The lines as one calendar of that name; the same lines at the same moment give the same bytes.

    An entry is known by its record alone: under whatever name the installation is reached, it stays the same entry.
    """
    rows = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//tongket//lich tuan//VI", "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH", f"X-WR-CALNAME:{_said(name)}", "X-WR-TIMEZONE:Asia/Ho_Chi_Minh",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    ]  # fmt: skip
    for line in lines:
        rows += _event(line, now)
    rows.append("END:VCALENDAR")
    return "".join(f"{_folded(row)}\r\n" for row in rows).encode()


def _event(line: Line, now: datetime) -> Iterator[str]:
    kind, _, ref = line.key.partition("/")
    yield "BEGIN:VEVENT"
    yield f"UID:{kind}-{ref}@tongket"
    yield f"DTSTAMP:{_utc(now)}"
    if line.starts and line.until:
        yield f"DTSTART:{_utc(at_hanoi(line.day, line.starts.hour, line.starts.minute))}"
        yield f"DTEND:{_utc(at_hanoi(line.day, line.until.hour, line.until.minute))}"
    else:
        yield f"DTSTART;VALUE=DATE:{line.day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{line.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_said(line.what)}"
    if line.place:
        yield f"LOCATION:{_said(line.place)}"
    facts = (("Của", line.of), ("Chủ trì", line.chair), ("Thành phần", line.who))
    told = [f"{label}: {value}" for label, value in facts if value]
    if told:
        yield f"DESCRIPTION:{_said(chr(10).join(told))}"
    yield "END:VEVENT"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _said(text: str) -> str:
    return text.translate(_SIGNS)


def _folded(row: str) -> str:
    """Long rows go on in the next, which begins with a space; no letter is cut through."""
    parts: list[str] = []
    part = ""
    for letter in row:
        room = OCTETS if not parts else OCTETS - 1
        if len((part + letter).encode()) > room:
            parts.append(part)
            part = ""
        part += letter
    return "\r\n ".join([*parts, part])
