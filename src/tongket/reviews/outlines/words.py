"""Words as they are typed and counted: paragraphs, the headings that an office begins with, numbers in a sentence."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from tongket.reviews.outlines.models import Section
from tongket.viet.fault import Refusal
from tongket.viet.numbers import parse_number
from tongket.viet.text import fold, nfc

MOST = 20_000  # characters under one heading
LONGEST_TITLE = 300  # characters of a name of a heading or part


@dataclass(frozen=True)
class NewHeading:
    """A heading as it is typed; `ref` is that of one that stands there already."""

    title: str
    asked: str = ""
    section: str = Section.RESULTS
    indicators: tuple[int, ...] = ()
    ref: str = ""


# What reviews of offices are usually divided into; the texts of an outline are Vietnamese, as a paper's are.
TEMPLATE = (
    NewHeading(
        "Công tác lãnh đạo, chỉ đạo, tổ chức thực hiện",
        "Văn bản đã ban hành, việc phân công, kiểm tra, đôn đốc.",
        Section.GROUNDS,
    ),
    NewHeading(
        "Kết quả thực hiện các nhiệm vụ, chỉ tiêu",
        "Việc đã làm, con số đạt được so với mức giao và cùng kỳ.",
        Section.RESULTS,
    ),
    NewHeading(
        "Cách làm hay, điển hình", "Việc làm cụ thể, ở đâu, kết quả thế nào; nơi khác làm theo được gì.",
        Section.RESULTS,
    ),
    NewHeading(
        "Tồn tại, hạn chế và nguyên nhân", "Việc chưa đạt, chậm; nguyên nhân khách quan, chủ quan.",
        Section.SHORTCOMINGS,
    ),
    NewHeading("Phương hướng, nhiệm vụ kỳ tới", "Việc chính, ai làm, xong ngày nào.", Section.NEXT),
    NewHeading("Kiến nghị, đề xuất", "Với cơ quan nào, về việc gì.", Section.PROPOSALS),
)  # fmt: skip

# The names of the parts of a review, and who gets it, as offices usually write them; an outline may say others.
PARTS = {
    "mended": "Khắc phục tồn tại, hạn chế kỳ trước",
    "grounds": "Căn cứ và công tác lãnh đạo, chỉ đạo",
    "tasks": "Kết quả thực hiện nhiệm vụ",
    "results": "Kết quả thực hiện chỉ tiêu",
    "timeliness": "Tình hình gửi báo cáo",
    "contradictions": "Số liệu còn mâu thuẫn",
    "claims": "Nhận định",
    "awards": "Khen thưởng",
    "shortcomings": "Tồn tại, hạn chế",
    "next": "Nhiệm vụ kỳ tới",
    "proposals": "Kiến nghị, đề xuất",
}
RECIPIENTS = "recipients"
USUAL = {**PARTS, RECIPIENTS: "Các đơn vị thực hiện;\nLưu: VT."}


def unusual(layout: Mapping[str, str]) -> dict[str, str]:
    """What a layout says otherwise than usual; an empty field is as usual."""
    said = {key: "\n".join(paragraphs(layout.get(key, ""))) for key in USUAL}
    return {key: text for key, text in said.items() if text and text != USUAL[key]}


def tidy(text: str) -> str:
    """The text as it is kept: NFC, one kind of line end, no character that is none."""
    return nfc(text).replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").strip()


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text: a line each, as a paste from Word has them; empty lines part nothing more."""
    return [line.strip() for line in tidy(text).split("\n") if line.strip()]


_NUMBER = r"(?<![\d.,/-])(\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)(?![\d/])"


def numbers_of(text: str, measure: str) -> list[Decimal]:
    """The numbers that a sentence gives in a measure: 12 of "họp 12 cuộc" for "cuộc"."""
    found = re.findall(rf"{_NUMBER}\s+{re.escape(fold(measure))}\b", fold(text))
    return [number for each in found if (number := _read(each)) is not None]


def _read(text: str) -> Decimal | None:
    try:
        return parse_number(text)
    except Refusal:
        return None


def differing(text: str, measure: str, value: Decimal) -> list[Decimal]:
    """The numbers of a text in a measure, where none of them is the approved value."""
    said = numbers_of(text, measure)
    return said if said and value not in said else []


def joined(texts: Iterable[str]) -> str:
    return "\n".join(texts)


def whole(moment: datetime) -> datetime:
    """The moment without parts of a second: a review as of this second has what was written in it."""
    return moment.replace(microsecond=0)
