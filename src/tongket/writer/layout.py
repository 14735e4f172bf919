"""What a document's form settles before it is drawn: fixed words, numbers of headings and captions, the end mark.

State: Decree 30/2020/NĐ-CP, Annex I. Party: Regulation 399-QĐ/TW and Guidance 05-HD/VPTW. The Front's and the Youth
Union's are as their papers are seen to be; no text of their rules has confirmed them.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from tongket.writer.document import (
    Annex,
    Article,
    Block,
    Bullets,
    CopyMark,
    Document,
    FigureRef,
    Heading,
    Inline,
    Paragraph,
    Section,
    Table,
    Text,
)
from tongket.writer.kinds import kind_form
from tongket.writer.widths import ems_at_most

PORTRAIT_MM, LANDSCAPE_MM = 165.0, 252.0  # between the margins
AGENCY_MM = 68.0  # of these, for the agencies at the head
HEAD_LINE = 24  # capital letters that surely stand in one line there
_OF = re.compile(r"\b(?:XÃ|PHƯỜNG|ĐẶC KHU|TỈNH|THÀNH PHỐ|THÔN|TỔ DÂN PHỐ) \S.*$")
UNDER = 0.42  # a line under words is a third to a half as long as they are
_LISTED = re.compile(r"^[-–]\s+|\s*[;.,]+$")  # the marks of a list, as typed
ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True)
class Form:
    """The words and signs in which the papers of the State, the Party, the Front and the Youth Union differ.

    `under` stands below the agency's name instead of a line; `listed` ends each line of recipients but the last.
    """

    right: tuple[str, ...]
    number_label: str
    part: str
    under: str
    bases_dash: str
    bases_style: str
    end: str
    indent_mm: float
    listed: str = ";"
    confirmed: bool = True


COUNTRY = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
FORMS = {
    "state": Form(COUNTRY, "Số: ", "{}.", "", "", "italic", "./.", 12.7),
    "party": Form(("ĐẢNG CỘNG SẢN VIỆT NAM",), "Số ", "{}-", "*", "- ", "", ".", 10, ","),
    "front": Form(COUNTRY, "Số: ", "{}.", "", "", "italic", "./.", 12.7, confirmed=False),
    "youth": Form(("ĐOÀN TNCS HỒ CHÍ MINH",), "Số: ", "{}.", "***", "- ", "", "./.", 12.7, confirmed=False),
}


def roman(number: int) -> str:
    """A number from 1 to 399 in Roman numerals."""
    text = ""
    for value, letters in ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


def laid_out(document: Document) -> Document:
    """The document with its headings, tables, charts and annexes numbered, and its end mark set."""
    form = FORMS[document.form]
    captions = _Captions()
    ended = () if document.bare else _ended(_articles(document.body), form.end)
    body = captions.numbered(_headings(ended, form.part))
    many = len(document.annexes) > 1
    annexes = tuple(
        replace(
            annex,
            number=roman(place) if many else "",
            blocks=captions.numbered(_headings(annex.blocks, form.part)),
        )
        for place, annex in enumerate(document.annexes, 1)
    )
    return replace(
        document,
        head=replace(
            document.head,
            parent=_kept_together(document.head.parent),
            agency=_kept_together(document.head.agency),
        ),
        body=body,
        annexes=annexes,
        bases=document.bases if document.form == "party" else _listed(document.bases, form),
        recipients=_listed(document.recipients, form),
        copied=document.copied and _copy_laid_out(document.copied),
    )


def _copy_laid_out(mark: CopyMark) -> CopyMark:
    """What stands under a copy, always in the form of the State: the Party's own is not confirmed."""
    head = replace(mark.head, agency=_kept_together(mark.head.agency))
    return replace(mark, head=head, recipients=_listed(mark.recipients, FORMS["state"]))


def _listed(names: tuple[str, ...], form: Form) -> tuple[str, ...]:
    """Lines one under the other: each ends with the form's sign, the last with a full stop."""
    plain = [name.rstrip(" ;,.") for name in names]
    return (*(name + form.listed for name in plain[:-1]), plain[-1] + ".") if plain else ()


def _kept_together(name: str) -> str:
    """An agency's name too long for one line: what it is of stays on the line of its own name, XÃ MẪU."""
    return (
        _OF.sub(lambda found: found[0].replace(" ", "\N{NO-BREAK SPACE}"), name)
        if len(name) > HEAD_LINE
        else name
    )


def _articles(body: tuple[Block, ...]) -> tuple[Block, ...]:
    """Articles counted through the whole document, whatever stands between them."""
    count = itertools.count(1)
    return tuple(
        replace(block, number=f"Điều {next(count)}.") if isinstance(block, Article) else block
        for block in body
    )


def _headings(blocks: Iterable[Block], part: str) -> Iterator[Block]:
    """Numbers headings by the level asked for; none lies more than one level under the one before it."""
    counts = [0, 0, 0]
    above: list[int] = []
    for block in blocks:
        if isinstance(block, Heading):
            level = block.level - 1
            counts[level:] = [counts[level] + 1, *[0] * (2 - level)]
            patterns = (part.format(roman(counts[0])), f"{counts[1]}.", f"{letter(counts[2])})")
            above = [other for other in above if other < block.level] + [block.level]
            yield replace(block, level=len(above), number=patterns[level])
        elif isinstance(block, Section):
            yield replace(block, blocks=tuple(_headings(block.blocks, part)))
        else:
            yield block


def letter(number: int) -> str:
    """a, b, c, d, đ, e: of a point."""
    alphabet = "abcdđeghiklmnopqrstuvxy"
    return alphabet[(number - 1) % len(alphabet)]


class _Captions:
    """Counts tables and charts through the whole document."""

    def __init__(self) -> None:
        self.tables = self.charts = 0

    def numbered(self, blocks: Iterable[Block]) -> tuple[Block, ...]:
        return tuple(map(self._one, blocks))

    def _one(self, block: Block) -> Block:
        if isinstance(block, Section):
            return replace(block, blocks=self.numbered(block.blocks))
        if isinstance(block, Heading | Paragraph | Bullets | Article):
            return block
        if isinstance(block, Table):
            self.tables += bool(block.caption)
            return replace(block, number=f"Bảng {self.tables}") if block.caption else block
        self.charts += 1
        return replace(block, number=f"Hình {self.charts}")


def _ended(body: tuple[Block, ...], mark: str) -> tuple[Block, ...]:
    last = body[-1] if body else None
    if isinstance(last, Paragraph | Article):
        return (*body[:-1], replace(last, content=_closed(last.content, mark)))
    if isinstance(last, Bullets) and last.items:
        items = (*last.items[:-1], _closed(last.items[-1], mark))
        return (*body[:-1], Bullets(items))
    return (*body, Paragraph((Text(mark),)))


def _closed(content: tuple[Inline, ...], mark: str) -> tuple[Inline, ...]:
    last = content[-1] if content else Text("")
    if isinstance(last, FigureRef):
        return (*content, Text(mark))
    return (*content[:-1], replace(last, text=last.text.rstrip(" .;,/") + mark))


def leads_on(content: tuple[Inline, ...]) -> bool:
    """Whether words end with a colon: what they announce stands on the same page."""
    return bool(content) and content[-1].text.rstrip().endswith(":")


def number_line(document: Document) -> str:
    """ "Số: 12/BC-UBND", or a gap for a number not yet taken; a list, which is no paper of a kind, has none."""
    number = document.head.number or (" " * 8 if kind_form(document.kind).numbered else "")
    return FORMS[document.form].number_label + number if number else ""


def copy_number_line(mark: CopyMark) -> str:
    """ "Số: 01/SY-UBND", of the copy."""
    return FORMS["state"].number_label + mark.head.number


def place_line(document: Document | CopyMark) -> str:
    """ "Mẫu, ngày 05 tháng 7 năm 2026"; minutes have none."""
    head = document.head
    return f"{head.place}, {head.date}" if head.date else ""


def addressed_by(document: Document) -> str:
    """ "Kính gửi:", or of a telegram "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ MẪU điện:"."""
    return f"{document.issuer} điện:" if kind_form(document.kind).wired else "Kính gửi:"


def addressed_lines(names: Sequence[str]) -> tuple[str, ...]:
    """Who stands behind "Kính gửi:": one beside it; of several each on a line below, "- …;", the last "- … ."

    Source: Decree 30/2020/NĐ-CP, Annex I, II.9a.
    """
    bare = [_LISTED.sub("", name) for name in names]
    if len(bare) < 2:
        return tuple(bare)
    return (*(f"- {name};" for name in bare[:-1]), f"- {bare[-1]}.")


def issuer_line(document: Document) -> str:
    """Who issues it, where that stands above the bases."""
    return "" if kind_form(document.kind).wired else document.issuer


def orders_line(document: Document) -> str:
    """ "QUYẾT ĐỊNH:" under the bases of a paper that says who issues it."""
    return kind_form(document.kind).orders if document.issuer else ""


def title_lines(document: Document) -> tuple[str, ...]:
    """The kind and what it is about; some kinds have no more than their name."""
    return tuple(filter(None, (document.kind, document.abstract))) if document.kind else ()


def copy_rule_mm(mark: CopyMark) -> float:
    """How long the line is under the name of the office that copies."""
    return _under(mark.head.agency, 12.5, AGENCY_MM)


def rules_mm(document: Document) -> tuple[float, float]:
    """How long the lines are under the agency's name and under the title: a third to a half of the words above."""
    title = document.abstract or document.kind
    return _under(document.head.agency, 12.5, AGENCY_MM), _under(title, 14, PORTRAIT_MM)


def _under(words: str, points: float, room: float) -> float:
    return min(ems_at_most(words) * points * 25.4 / 72, room) * UNDER


def annex_heading(annex: Annex) -> str:
    """ "Phụ lục" or "Phụ lục II"."""
    return f"Phụ lục {annex.number}".rstrip()


def annex_note(document: Document) -> str:
    """The line under an annex's title; number and date stay open in electronic papers (Annex I, III.1)."""
    kind = document.kind.capitalize() or "Công văn"
    return f"(Kèm theo {kind} số ……… ngày …… tháng …… năm …… của ………)"


def caption_line(block: Block) -> str:
    """ "Bảng 1. …" or "Hình 2. … (%)", with the unit of the figures."""
    caption, unit = getattr(block, "caption", ""), getattr(block, "unit", "")
    number = getattr(block, "number", "")
    return ". ".join(filter(None, (number, caption))) + (f" ({unit})" if unit else "")


def moment_text(at: datetime) -> str:
    """A moment as a document keeps it, "2026-11-22T03:04:05Z"; `moment` reads it back."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment(document: Document) -> datetime:
    """The as-of moment, in UTC; every date inside a file is this one."""
    return datetime.fromisoformat(document.as_of)
