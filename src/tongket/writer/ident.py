"""The mark that a file of ours bears unseen, in two places of a Word file that outlive a save by another program.

In the keywords it stands as it is; LibreOffice takes the colon out, and it is read so too. In the text a hidden
bookmark bears it, which stays when somebody wipes what is said about the file. Word lets a bookmark's name have
40 letters. Where both are gone, a paper still says its number and day.
"""

import base64
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tongket.viet.dates import find_dates

IDENT = re.compile(r"tongket:(?P<what>review|outgoing)/(?P<ref>[0-9a-f-]{36})(?:/(?P<mark>\w{1,20}))?\b")
_SAVED = re.compile(r"\btongket\s+(?=(?:review|outgoing)/)")
_BOOKMARK = re.compile(r'"_tk(?P<what>[ro])(?P<ref>[A-Z2-7]{26})(?:_(?P<mark>\w{1,9}))?"')
_NUMBER = re.compile(r"\bSố\s*:?\s+(?P<symbol>\d+[/-]\S+)")
HEAD_LINES = 8
_WHAT = {"r": "review", "o": "outgoing"}


def ident_in(keywords: str) -> str:
    """The mark among the keywords of a file; empty where there is none."""
    found = IDENT.search(_SAVED.sub("tongket:", keywords))
    return found[0] if found else ""


def bookmark_of(ident: str) -> str:
    """The name of the hidden bookmark that says the same; empty for a mark of another kind, or none."""
    said = IDENT.fullmatch(ident)
    if said is None:
        return ""
    ref = base64.b32encode(uuid.UUID(said["ref"]).bytes).decode().rstrip("=")
    return f"_tk{said['what'][0]}{ref}" + (f"_{said['mark']}" if said["mark"] else "")


def ident_by_bookmark(xml: str) -> str:
    """The mark that a bookmark in the text of a Word file bears; empty where there is none."""
    said = _BOOKMARK.search(xml)
    if said is None:
        return ""
    ref = uuid.UUID(bytes=base64.b32decode(said["ref"] + "======"))
    return f"tongket:{_WHAT[said['what']]}/{ref}" + (f"/{said['mark']}" if said["mark"] else "")


@dataclass(frozen=True)
class Claim:
    """What the head of a paper says it is: its symbol, its day, and all that is written there."""

    symbol: str
    day: date
    head: str


def claim_of(lines: Sequence[str]) -> Claim | None:
    """The number and day that the first lines of a paper bear; none where either is not there."""
    head = " ".join(lines[:HEAD_LINES])
    symbol = _NUMBER.search(head)
    day = next((one for one in find_dates(head) if one.year), None)
    if symbol is None or day is None:
        return None
    return Claim(symbol["symbol"], date(day.year or 0, day.month, day.day), head)
