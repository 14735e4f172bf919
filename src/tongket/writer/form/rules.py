"""The rules of form: each looks at a paper and names every place that departs from it.

State: Decree 30/2020/NĐ-CP, Annexes I and III. Party: Regulation 399-QĐ/TW and Guidance 05-HD/VPTW. The Front and the
Youth Union: as their papers are seen to be, unconfirmed.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import takewhile

from tongket.law.kinds import COPIES, PARTY_KINDS, STATE_KINDS
from tongket.law.symbol import parse_symbol
from tongket.viet.fault import Fault, Refusal
from tongket.viet.text import fold
from tongket.writer.form.paper import Line, Paper
from tongket.writer.kinds import WORKING, kind_form
from tongket.writer.layout import COUNTRY, FORMS

FONT = "Times New Roman"
AGENCIES = 6  # lines at the head among which an agency has its name; below, it may be somebody invited
LONG = 90  # letters from which a line is running text, not a heading or a caption
MILLIMETRE = 72 / 25.4
_NUMBER = re.compile(r"^Số\s*(:|(?=[\d.…/-]|$))\s*(.*)$")  # "Số TT" and "Số lượng" head a column
_OPEN = re.compile(r"^[.…\s]*(?:[/-]|$)")  # a number that has not been taken yet
_PLACE = re.compile(r"^[^,]{2,60}, ngày\s*(\d*)[\s.…]*tháng\s*(\d*)[\s.…]*năm\s*(\d*)[\s.…]*$")
_NOTE = re.compile(r"^(?:Nguồn|Ghi chú|Ký hiệu)\b")  # under a table or a picture
_ANNEX = re.compile(r"^PHỤ LỤC\b", re.IGNORECASE)
_LEARNED = re.compile(r"^(?:GS|PGS|TS|ThS|TSKH|CN|KS|BS)\.")
_LISTED = re.compile(r"^[-–]\s*\w")
_AUTHORITY = re.compile(r"^(?:TM|KT|TL|TUQ|Q)\.|^[TK]/[ML]")


@dataclass(frozen=True)
class Form:
    """What differs between the papers of the four; margins in millimetres, letters in points."""

    name: str
    margins: tuple[tuple[float, float], ...]  # top, bottom, left, right: least and most
    sizes: tuple[float, float]
    indents: tuple[float, ...]
    kinds: frozenset[str]
    colon: str
    end: str
    archive: str
    authority: str
    basis: str


STATE = Form(
    "state",
    ((20, 25), (20, 25), (30, 35), (15, 20)),
    (13, 14),
    (10, 12.7),
    frozenset(fold(kind) for kind in (*STATE_KINDS.values(), *WORKING)),
    ":",
    FORMS["state"].end,
    "Lưu: VT",
    ".",
    "Phụ lục I Nghị định 30/2020/NĐ-CP",
)
PARTY = Form(
    "party",
    ((20, 20), (20, 20), (30, 30), (15, 15)),
    (14, 14),
    (10,),
    frozenset(fold(kind) for kind in (*PARTY_KINDS.values(), *WORKING)),
    "",
    FORMS["party"].end,
    "Lưu",
    "/",
    "Hướng dẫn 05-HD/VPTW",
)
FRONT = replace(STATE, name="front", basis="chưa xác nhận")
YOUTH = replace(
    STATE,
    name="youth",
    kinds=STATE.kinds | PARTY.kinds,
    archive=PARTY.archive,
    basis=FRONT.basis,
)


@dataclass(frozen=True)
class _Judged:
    """A paper with what its form looks at: its lines before the annexes, by their part."""

    paper: Paper
    form: Form

    @cached_property
    def lines(self) -> list[Line]:
        """All lines with words before the first annex, and before what stands under a copy."""
        lines = [line for line in self.paper.lines if line.text]
        copied = next((line.row for line in lines if line.in_table and line.text in COPIES.values()), None)
        if copied is not None:
            lines = [line for line in lines if not line.in_table or line.row < copied]
        first = next(
            (n for n, line in enumerate(lines) if not line.in_table and _ANNEX.match(line.text)), None
        )
        return lines[:first]

    @cached_property
    def sent(self) -> list[Line]:
        """From "Nơi nhận" on."""
        first = next((n for n, line in enumerate(self.lines) if fold(line.text).startswith("noi nhan")), None)
        return [] if first is None else self.lines[first:]

    @cached_property
    def body(self) -> list[Line]:
        """Running text of the paper itself."""
        above = self.lines[: len(self.lines) - len(self.sent)] if self.sent else self.lines
        return [line for line in above if not line.in_table]

    @cached_property
    def kind(self) -> Line | None:
        """The line that names the kind; its abstract may follow in it."""
        return next((one for one in self.body[:12] if fold(one.text) in self.form.kinds), None)

    @cached_property
    def addressed(self) -> Line | None:
        """ "Kính gửi:", where the paper has it."""
        return next((one for one in self.lines[:30] if fold(one.text).startswith("kinh gui")), None)

    def find(self, pattern: re.Pattern[str], first: int = 30) -> Line | None:
        return next((line for line in self.lines[:first] if pattern.match(line.text)), None)


def form_of(paper: Paper) -> Form | None:
    """The form that a paper's heading shows it to have."""
    words = {line.text.upper() for line in paper.lines[:20]}
    if FORMS["party"].right[0] in words:
        return PARTY
    if FORMS["youth"].right[0] in words:
        return YOUTH
    if COUNTRY[0] in words or any("CỘNG HÒA XÃ HỘI" in one for one in words):
        head = [line.text.upper() for line in paper.lines if line.text][:AGENCIES]
        return FRONT if any("MẶT TRẬN TỔ QUỐC" in one or "MTTQ" in one for one in head) else STATE
    return None


def departures(paper: Paper) -> list[Fault]:
    """Everything that departs from the form, in the order of the paper's parts; `where` is the paragraph's number."""
    form = form_of(paper)
    if form is None:
        return [Fault("form.no_heading")]
    judged = _Judged(paper, form)
    return [fault for rule in _RULES for fault in rule(judged)]


def _fault(judged: _Judged, code: str, line: Line | None = None, **values: str | int) -> Fault:
    where = str(line.number) if line else ""
    return Fault(f"form.{code}", where, {"basis": judged.form.basis, **values})


def _pages(judged: _Judged) -> Iterator[Fault]:
    """A4, upright but for tables, with margins as set; landscape pages have theirs turned."""
    for number, page in enumerate(judged.paper.pages, 1):
        sides = sorted((page.width, page.height))
        if abs(sides[0] - 210) > 1 or abs(sides[1] - 297) > 1:
            yield _fault(judged, "not_a4", width=_short(page.width), height=_short(page.height))
        if page.width > page.height:
            if number == 1:
                yield _fault(judged, "landscape")
            continue
        found = (page.top, page.bottom, page.left, page.right)
        for side, value, (least, most) in zip(
            ("top", "bottom", "left", "right"), found, judged.form.margins, strict=True
        ):
            if not least - 0.5 <= value <= most + 0.5:
                yield _fault(
                    judged, f"margin_{side}", value=_short(value), least=_short(least), most=_short(most)
                )
    first = judged.paper.pages[0]
    if first.numbered != "top":
        yield _fault(judged, "page_number")
    elif first.first_numbered:
        yield _fault(judged, "page_number_first")


def _short(number: float) -> str:
    return f"{number:g}".replace(".", ",")


def _letters(judged: _Judged) -> Iterator[Fault]:
    """Each other font is named once, where it stands first; so is the first letter that is not black."""
    seen: set[str] = set()
    coloured = False
    for line in judged.lines:
        for part in line.words:
            if part.font and part.font != FONT and part.font not in seen:
                seen.add(part.font)
                yield _fault(judged, "font", line, font=part.font)
            if not part.black and not coloured:
                coloured = True
                yield _fault(judged, "colour", line)


def _heading(judged: _Judged) -> Iterator[Fault]:
    """The country's name and motto, or the Party's name, letter by letter."""
    for words in FORMS[judged.form.name].right:
        line = next((one for one in judged.lines[:20] if fold(one.text) == fold(words)), None)
        if line is None:
            yield _fault(judged, "heading_missing", words=words)
        elif line.text != words:
            yield _fault(judged, "heading_spelt", line, words=words, found=line.text)
        elif not line.bold:
            yield _fault(judged, "not_bold", line, words=words)


def _number(judged: _Judged) -> Iterator[Fault]:
    """ "Số: 05/BC-UBND" of the State, "Số 05-BC/ĐU" of the Party; a working list has none."""
    if judged.kind and not kind_form(judged.kind.text).numbered:
        return
    line = judged.find(_NUMBER)
    found = _NUMBER.match(line.text) if line else None
    if line is None or found is None:
        yield _fault(judged, "number_missing")
        return
    if found[1] != judged.form.colon:
        yield _fault(judged, "number_colon" if judged.form.colon else "number_no_colon", line)
    symbol = found[2].split("V/v")[0].strip()
    if _OPEN.match(symbol):
        return
    try:
        lint = parse_symbol(symbol).lint
    except Refusal as why:
        lint = why.faults
    for fault in lint:
        yield Fault(fault.code, str(line.number), fault.values)


def _place(judged: _Judged) -> Iterator[Fault]:
    """ "Mẫu, ngày 05 tháng 01 năm 2026": a nought before days under 10 and months under 3, in italics."""
    if judged.kind and not kind_form(judged.kind.text).placed:
        return
    line = next((one for one in judged.lines[:30] if re.search(r", ngày\b", one.text)), None)
    found = _PLACE.match(line.text) if line else None
    if line is None:
        yield _fault(judged, "place_missing")
    elif found is None:
        yield _fault(judged, "place_form", line, found=line.text)
    else:
        day, month = found[1], found[2]
        if (day and day != f"{int(day):02d}") or (month and month != _month(int(month))):
            yield _fault(judged, "place_noughts", line, found=line.text)
        if not line.italic:
            yield _fault(judged, "place_italic", line)


def _month(number: int) -> str:
    return f"{number:02d}" if number < 3 else str(number)


def _kind(judged: _Judged) -> Iterator[Fault]:
    """The kind in bold capitals in the middle; a letter has "V/v" under its number instead."""
    if any("V/v" in line.text for line in judged.lines[:12]):
        return
    line = judged.kind
    if line is None:
        yield _fault(judged, "kind_missing")
    elif line.text != line.text.upper() or not line.bold or line.align != "centre":
        yield _fault(judged, "kind_form", line, found=line.text)


def _orders(judged: _Judged) -> Iterator[Fault]:
    """A decision of the State says who decides, then "QUYẾT ĐỊNH:", then its articles."""
    orders = kind_form(judged.kind.text).orders if judged.kind and judged.form is STATE else ""
    if orders and not any(line.text == orders and line.bold for line in judged.body):
        yield _fault(judged, "orders_missing", judged.kind, words=orders)


def _addressed(judged: _Judged) -> Iterator[Fault]:
    """Only letters, reports to those above and proposals say to whom they go above their text."""
    line = judged.addressed
    if line is None or judged.form is not STATE:
        return
    if judged.kind and not kind_form(judged.kind.text).addressed:
        yield _fault(judged, "addressed", line, kind=judged.kind.text)
    if not _well_addressed(line, judged):
        yield _fault(judged, "addressees", line)


def _addressees(judged: _Judged) -> list[Line]:
    """The lines under "Kính gửi" that begin with a dash."""
    line = judged.addressed
    below = judged.lines[judged.lines.index(line) + 1 :] if line else []
    return list(takewhile(lambda one: _LISTED.match(one.text), below))


def _well_addressed(line: Line, judged: _Judged) -> bool:
    """One beside the colon; several below it, each on a line that begins with a dash and ends ";", the last "."."""
    names = _addressees(judged)
    beside = line.text.partition(":")[2].strip()
    if beside:
        return not names and ";" not in beside and not _LISTED.match(beside)
    if len(names) < 2:  # beside it in a cell of its own
        below = judged.lines[judged.lines.index(line) + 1 :][:1]
        return not names and line.row > 0 and any(one.row == line.row for one in below)
    marks = [one.text[-1] for one in names]
    return marks == [*[";"] * (len(names) - 1), "."] and (line.row == 0 or names[0].row != line.row)


def _running(judged: _Judged) -> Iterator[Fault]:
    """Size, indent, both edges straight, room between paragraphs, lines not too wide: each named where it is first."""
    least, most = judged.form.sizes
    tests: dict[str, Callable[[Line], bool]] = {
        "body_size": lambda line: all(least <= size <= most for size in line.sizes),
        "body_justified": lambda line: line.align == "justified",
        "body_indent": lambda line: any(
            abs(line.indent - indent * MILLIMETRE) < 1.5 for indent in judged.form.indents
        ),
        "body_around": lambda line: line.around >= 6,
        "body_spacing": lambda line: line.spacing is None or 1 <= line.spacing <= 1.5,
    }
    addressed = _addressees(judged)
    running = [
        line
        for line in judged.body
        if len(line.text) > LONG
        and line.align != "centre"
        and not _NOTE.match(line.text)
        and line not in addressed
    ]
    for code, holds in tests.items():
        wrong = [line for line in running if not holds(line)]
        if wrong:
            yield _fault(judged, code, wrong[0], count=len(wrong), least=_short(least), most=_short(most))


def _end(judged: _Judged) -> Iterator[Fault]:
    """The body ends with "./." of the State, "." of the Party."""
    last = judged.body[-1] if judged.body else None
    mark = judged.form.end
    if last and not (last.text.endswith(mark) and (mark == "./." or not last.text.endswith("./."))):
        yield _fault(judged, "end_mark", last, mark=mark)


def _sent(judged: _Judged) -> Iterator[Fault]:
    """Nơi nhận, its last line the archive's; a working list may go to nobody."""
    if not judged.sent:
        if not judged.kind or kind_form(judged.kind.text).sent:
            yield _fault(judged, "sent_missing")
        return
    label, *others = judged.sent
    listed = [line for line in others if line.text.startswith("-")]
    if judged.form is STATE and not (label.bold and label.italic):
        yield _fault(judged, "sent_label", label)
    if not listed or not listed[-1].text.lstrip("- ").startswith(judged.form.archive):
        yield _fault(judged, "archive_missing", listed[-1] if listed else label, words=judged.form.archive)


def _signed(judged: _Judged) -> Iterator[Fault]:
    """Authority as the form writes it; the name without a learned title."""
    near = [line for line in judged.lines[-40:] if line.in_table or line in judged.sent]
    for line in near:
        if _AUTHORITY.match(line.text) and (judged.form.authority not in line.text[:4]):
            yield _fault(judged, "authority", line, found=line.text)
        elif _AUTHORITY.match(line.text) and not line.bold:
            yield _fault(judged, "not_bold", line, words=line.text)
        elif line.bold and _LEARNED.match(line.text):
            yield _fault(judged, "learned_title", line, found=line.text)


def _annexes(judged: _Judged) -> Iterator[Fault]:
    """Two or more annexes are numbered in Roman numerals."""
    heads = [line for line in judged.paper.lines if not line.in_table and _ANNEX.match(line.text)]
    heads = [line for line in heads if line.bold]
    if len(heads) > 1:
        for line in heads:
            if not re.match(r"PHỤ LỤC\s+[IVXLC]+\b", line.text.upper()):
                yield _fault(judged, "annex_number", line, found=line.text[:60])


_RULES: tuple[Callable[[_Judged], Iterator[Fault]], ...] = (
    _pages, _letters, _heading, _number, _place, _kind, _orders, _addressed, _running, _end, _sent, _signed, _annexes,
)  # fmt: skip
