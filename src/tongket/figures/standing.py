"""As of which moment, and on the map of which day, a trail stands: how its address says it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import urlencode

from django.http import QueryDict

from tongket.base.clock import HANOI, day_of
from tongket.viet.dates import parse_date
from tongket.viet.fault import refusal

MOMENT, MAP = "luc", "ban-do"


@dataclass(frozen=True)
class Standing:
    """The moment and the map's day; `query` names them, and is empty for a trail as it stands now."""

    as_of: datetime
    day: date
    query: str = ""


def query_of(as_of: datetime, day: date) -> str:
    """What an address says of them: ?luc=2026-11-22T03:00:00Z&ban-do=2025-12-31. The moment's own day goes unsaid."""
    said = {MOMENT: as_of.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"}
    if day != day_of(as_of):
        said[MAP] = day.isoformat()
    return f"?{urlencode(said, safe=':')}"


def standing_of(query: QueryDict, now: datetime, today: date) -> Standing:
    """What an address asks for; refuses what is no moment, one still to come, and what is no day."""
    if MOMENT not in query and MAP not in query:
        return Standing(now, today)
    as_of = _moment(str(query[MOMENT]), now) if MOMENT in query else now
    day = parse_date(str(query[MAP])) if MAP in query else day_of(as_of)
    return Standing(as_of, day, query_of(as_of, day))


def _moment(text: str, now: datetime) -> datetime:
    try:
        read = datetime.fromisoformat(text)
        moment = (read if read.tzinfo else read.replace(tzinfo=HANOI)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise refusal("figures.moment", value=text[:40]) from None
    if moment > now:
        raise refusal("figures.moment_ahead", value=text[:40])
    return moment
