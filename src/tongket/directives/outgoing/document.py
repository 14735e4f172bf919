"""A paper that goes out as an official document, and what of it the initials and the signature stand for."""

import hashlib
import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Literal

from tongket.base.clock import at_hanoi, day_of
from tongket.directives.models import Copied, Outgoing
from tongket.directives.numbering import (
    FRONT,
    LETTER,
    ORGANS,
    YOUTH,
    Register,
    is_party,
    organ_code,
    register_of,
)
from tongket.law.kinds import COPIES, kind_name
from tongket.ledger.canonical import canonical
from tongket.units.queries import names_of
from tongket.viet.dates import format_date_long
from tongket.viet.text import fold, sort_key
from tongket.writer.document import (
    Article,
    Block,
    Bullets,
    Document,
    Head,
    Heading,
    Paragraph,
    Signature,
    Text,
    from_json,
)
from tongket.writer.layout import letter, moment_text, roman

_AREA = re.compile(r"^(?:Xã|Phường|Thị trấn|Đặc khu|Huyện|Quận|Thị xã|Thành phố|Tỉnh)\s+")
ISSUED_BY_THE_BODY = ("QĐ", "NQ")
_ARTICLE = re.compile(r"Điều\s+\d+\.\s*")
_HEADINGS = (
    re.compile(r"([IVXL]+)\s*[.\-–]\s+"),
    re.compile(r"(\d+)\.\s+"),
    re.compile(r"([a-zđ])\)\s+"),
)
LONGEST_HEADING = (
    120  # letters; what is longer or ends like a sentence is text that only begins with a number
)
_DASH = re.compile(r"[-–]\s+")
AS_ABOVE = "Như trên"  # in place of recipients whom the addressees name already
IN_THE_ANNEX = "danh sách kèm theo"
_COPYING = re.compile(r"\s*[;.]\s*$")


def content_digest(paper: Outgoing) -> str:
    """SHA-256 of what the paper says: the text and the file, not its number, day or signature."""
    said = {
        name: str(getattr(paper, name) or "")
        for name in ("kind", "office", "abstract", "addressees", "bases", "text", "others", "due", "urgency")
    }
    if paper.composed:
        said["composed"] = paper.composed
    if paper.kind in COPIES:
        said["copied"] = _of_copy(paper.copied)
    said["file"] = paper.file.sha256 if paper.file else ""
    said["units"] = ",".join(sorted(str(one.unit.ref) for one in paper.recipients.select_related("unit")))
    return hashlib.sha256(canonical(said)).hexdigest()


def _of_copy(copied: Copied) -> str:
    file = copied.file.sha256 if copied.file else ""
    return f"{copied.source.ref} {file} {copied.electronic} {copied.signed_by}"


def made_at(paper: Outgoing) -> datetime:
    """The moment that the files of a paper bear: of its number, before that of its last wording."""
    moments = dict(paper.steps.order_by("pk").values_list("kind", "at"))
    known = (moments[kind] for kind in ("numbered", "changed", "drafted") if kind in moments)
    return next(known, None) or at_hanoi(paper.issued_on or date.min)


def ident_of(paper: Outgoing) -> str:
    """What its files bear unseen, by which they are known when they come back: the paper and its wording."""
    return f"tongket:outgoing/{paper.ref}/{paper.version}"


def document_of(paper: Outgoing, as_of: datetime) -> Document:
    """The paper in official form; before it is numbered the places of number and day are left free."""
    day = paper.issued_on or day_of(as_of)
    names = names_of([paper.unit_id, paper.drafter_id], day)
    body = names.get(paper.unit_id, "")
    party = is_party(paper.unit, day)
    name = "" if paper.kind == LETTER and not party else kind_name(paper.kind, party=party)
    name = "" if paper.kind == LETTER else name
    form: Literal["party", "state", "front", "youth"] = "party" if party else form_by_name(body)
    composed = from_json(paper.composed.encode()) if paper.composed else None
    return Document(
        kind=name.upper(),
        abstract=paper.abstract,
        head=Head(
            agency=body.upper(),
            place=paper.place or place_in(body),
            date=format_date_long(day) if paper.issued_on else f"ngày      tháng      năm {day.year}",
            number=paper.symbol or free_symbol(paper, day),
        ),
        body=(*_blocks(paper.text), *(composed.body if composed else ())),
        as_of=moment_text(as_of),
        form=form,
        issuer=body.upper() if paper.kind in ISSUED_BY_THE_BODY and _lines(paper.bases) else "",
        addressees=tuple(_lines(paper.addressees)),
        bases=tuple(_lines(paper.bases)),
        signatures=(Signature(paper.signer_post, paper.signer, paper.authority),),
        recipients=tuple(
            _recipients(paper, day, names.get(paper.drafter_id, ""), party=party or form == "youth")
        ),
        ident=ident_of(paper),
        annexes=composed.annexes if composed else (),
        notice=composed.notice if composed else "",
    )


def form_by_name(body: str) -> Literal["state", "front", "youth"]:
    """In whose form a body outside the Party writes: the Front and the Youth Union in their own, else the State's."""
    code = organ_code(body)
    if code == YOUTH:
        return "youth"
    return "front" if code == FRONT else "state"


def place_in(body: str) -> str:
    """The place of the line of place and date: Mẫu, of Ủy ban nhân dân xã Mẫu.

    Its name alone; the whole of it where that is a number or a person's (Decree 30/2020, Annex I).
    """
    area = area_of(body)
    name = _AREA.sub("", area)
    return area if name[:1].isdigit() or name == "Hồ Chí Minh" else name


def area_of(body: str) -> str:
    """The place that a body is of: Xã Mẫu, of Ủy ban nhân dân xã Mẫu."""
    folded = fold(body)
    for words, _code in ORGANS:
        if folded.startswith(fold(words) + " "):
            rest = body[len(words) :].strip()
            rest = re.sub(r"^Việt Nam\s+", "", rest)
            return rest[:1].upper() + rest[1:]
    return body


def free_symbol(paper: Outgoing, day: date) -> str:
    """The symbol with a gap where the number will stand."""
    register = register_of(paper.unit, paper.kind, day)
    return symbol_of(register, 0, paper).replace("00", "     ", 1) if register else ""


def symbol_of(register: Register, number: int, paper: Outgoing) -> str:
    return register.symbol(number, paper.office)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _blocks(text: str) -> Iterator[Block]:
    """Parts by “I.”, “1.”, “a)”, articles by “Điều 1.”, points by a dash at a line's start, else paragraphs."""
    points: list[tuple[Text, ...]] = []
    counts, in_articles = [0, 0, 0], False
    for line in _lines(text):
        if dash := _DASH.match(line):
            points.append((Text(line[dash.end() :]),))
            continue
        if points:
            yield Bullets(tuple(points))
            points = []
        article = _ARTICLE.match(line)
        in_articles = in_articles or article is not None
        if not in_articles and (heading := _heading(line, counts)):
            yield heading
            continue
        yield Article((Text(line[article.end() :]),)) if article else Paragraph((Text(line),))
    if points:
        yield Bullets(tuple(points))


def _heading(line: str, counts: list[int]) -> Heading | None:
    """A heading, if its number is the one that the writer gives it: nothing typed is numbered anew."""
    if len(line) > LONGEST_HEADING or line[-1] in ".;:,":
        return None
    for level, pattern in enumerate(_HEADINGS):
        if not (found := pattern.match(line)):
            continue
        number = counts[level] + 1
        if found[1] == (roman(number), str(number), letter(number))[level]:
            counts[level:] = [number, *[0] * (2 - level)]
            return Heading(level + 1, line[found.end() :])
    return None


def _recipients(paper: Outgoing, day: date, drafter: str, *, party: bool) -> Iterator[str]:
    inside = names_of((one.unit_id for one in paper.recipients.all()), day)
    addressed = _lines(paper.addressees)
    listed = any(line.endswith(IN_THE_ANNEX) for line in addressed)
    copies = [name for name in inside.values() if not listed and name not in addressed]
    others = [_COPYING.sub("", line) for line in _lines(paper.others)]
    if (addressed or len(copies) < len(inside)) and AS_ABOVE not in others:
        yield f"{AS_ABOVE};"
    for name in [*sorted(copies, key=sort_key), *others]:
        yield f"{name};"
    office = "" if paper.drafter_id == paper.unit_id else f", {short_office(drafter)}"
    yield "Lưu Văn phòng." if party else f"Lưu: VT{office}."


def short_office(name: str) -> str:
    """The drafting office in the archive's line: VP, or the first letters of its words before the place."""
    words = re.split(r"\s+(?:xã|phường|đặc khu|tỉnh|thành phố)\s+", name, flags=re.IGNORECASE)[0].split()
    return "".join(word[0] for word in words if word[0].isupper() or word[0].isalpha()).upper()[:8] or "VP"
