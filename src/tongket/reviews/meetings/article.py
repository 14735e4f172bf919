"""A draft news article (tin, bài) about a meeting, put together from its records for the portal's editor.

Always Vietnamese. Offices and posts are named, awards are counted, nobody who was there is named.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time

from tongket.honours.models import Award
from tongket.reviews.meetings.models import Sitting
from tongket.reviews.models import Meeting, Review
from tongket.units.queries import names_of
from tongket.viet.dates import format_date
from tongket.viet.numbers import format_number
from tongket.viet.period import Period
from tongket.viet.text import fold, lower_first, upper_first

NOON, EVENING = time(12), time(18)


@dataclass(frozen=True)
class Article:
    """Headline, the paragraph that says what and when, and what follows."""

    title: str
    lead: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n\n".join((self.title, self.lead, *self.paragraphs)) + "\n"


def draft_article(meeting: Meeting, reviews: Iterable[Review], awards: Iterable[Award]) -> Article:
    """What the records give; the editor adds what was seen and heard."""
    sitting: Sitting | None = getattr(meeting, "sitting", None)
    parts = (
        *_reviews(meeting, reviews),
        *_contributions(meeting),
        *_agreements(meeting, sitting),
        *_awards(awards),
    )
    return Article(meeting.title, _lead(meeting, sitting), (*parts, *_conclusions(meeting, sitting)))


def _lead(meeting: Meeting, sitting: Sitting | None) -> str:
    day = f"ngày {format_date(meeting.held_on)}" if meeting.held_on else meeting.held
    when = (
        f"{_part_of_day(sitting.starts)} {day}"
        if sitting and sitting.starts
        else f"Ngày {day.removeprefix('ngày ')}"
    )
    place = f", tại {meeting.place}" if meeting.place else ""
    words = [f"{when}{place}, {meeting.host} tổ chức {lower_first(meeting.title)}."]
    if sitting and sitting.chair:
        words.append(f"{sitting.chair} chủ trì.")
    count = meeting.invited.count()
    if sitting and sitting.present:
        words.append(f"Dự {_called(meeting)} có {format_number(sitting.present)} đại biểu.")
    elif count:
        words.append(f"Thành phần được mời gồm đại diện {format_number(count)} cơ quan, đơn vị.")
    return " ".join(words)


def _called(meeting: Meeting) -> str:
    """What the text calls it: hội nghị where its name does, else cuộc họp."""
    return "hội nghị" if fold(meeting.title).startswith("hoi nghi") else "cuộc họp"


def _part_of_day(at: time) -> str:
    return "Sáng" if at < NOON else "Chiều" if at < EVENING else "Tối"


def _reviews(meeting: Meeting, reviews: Iterable[Review]) -> list[str]:
    told = [f"{lower_first(one.title)} ({Period.parse(one.period).label('vi')})" for one in reviews]
    return [f"{upper_first(_called(meeting))} nghe báo cáo {'; '.join(told)}."] if told else []


def _contributions(meeting: Meeting) -> list[str]:
    rows = list(meeting.contributions.order_by("order"))
    told = "; ".join(f"{one.named}: “{one.title}”" for one in rows)
    return [f"{upper_first(_called(meeting))} nghe {len(rows)} tham luận: {told}."] if rows else []


def _agreements(meeting: Meeting, sitting: Sitting | None) -> list[str]:
    signed = list(sitting.agreements.order_by("slug")) if sitting else []
    lines = []
    for one in signed:
        parties = list(one.parties.order_by("order", "pk").values_list("unit", flat=True))
        names = names_of(parties, one.signed_on or one.term_start)
        told = ", ".join(names[unit] for unit in parties if unit in names)
        lines.append(f"Tại {_called(meeting)}, {told} ký {lower_first(one.title)}.")
    return lines


def _awards(awards: Iterable[Award]) -> list[str]:
    lines = []
    for one in awards:
        counts = ((one.collectives, "tập thể"), (one.individuals, "cá nhân"))
        told = " và ".join(f"{count} {word}" for count, word in counts if count)
        lines.append(f"Dịp này, {one.awarded_by} tặng {lower_first(one.kind)} cho {told}.")
    return lines


def _conclusions(meeting: Meeting, sitting: Sitting | None) -> list[str]:
    points = [one.text.strip() for one in meeting.conclusions.order_by("order")]
    if not points:
        return []
    who = sitting.chair if sitting and sitting.chair else "chủ trì"
    return [f"Kết luận {_called(meeting)}, {who} yêu cầu:", *(f"- {point}" for point in points)]
