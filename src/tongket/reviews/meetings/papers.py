"""The papers of a meeting in the official form: invitation, programme, running order, minutes, conclusions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from tongket.base.clock import at_hanoi
from tongket.directives.numbering import register_of
from tongket.reviews.gather import INVENTED
from tongket.reviews.meetings.models import AgendaItem, Invited, Sitting, later
from tongket.reviews.meetings.signers import head_of, line_of, signature_on
from tongket.reviews.models import Meeting
from tongket.units.hats import PUBLIC
from tongket.units.models import Line, Unit
from tongket.viet.dates import format_date
from tongket.viet.text import lower_first
from tongket.writer.document import Annex, Block, Cell, Column, Document, Paragraph, Signature, Table, Text
from tongket.writer.layout import moment_text

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
NOT_SENT = "Dự thảo, chưa gửi"
INVITATION = "giay-moi"
MOST_NAMED = 6  # of the invited, in one invitation for all; more are told in its annex
DOTS = "…" * 30  # as wide as a line of the body


@dataclass(frozen=True)
class Step:
    """A point of the programme with its hours."""

    starts: time
    ends: time
    item: AgendaItem


def steps_of(sitting: Sitting) -> list[Step]:
    """The programme with the hour of each point, from the first hour and how long each takes."""
    at, steps = sitting.starts or time(0), []
    for item in sitting.meeting.items.order_by("order"):
        ends = later(at, item.minutes)
        steps.append(Step(at, ends, item))
        at = ends
    return steps


def hour(at: time) -> str:
    """08 giờ 00, as papers write it."""
    return f"{at:%H} giờ {at:%M}"


def when(sitting: Sitting) -> str:
    """08 giờ 00, thứ Hai, ngày 23/11/2026."""
    day = sitting.meeting.held_on
    told = f"{WEEKDAYS[day.weekday()]}, ngày {format_date(day)}" if day else sitting.meeting.held
    return f"{hour(sitting.starts)}, {told}" if sitting.starts else told


def _say(*parts: str) -> Paragraph:
    """Words, every second of them bold."""
    return Paragraph(
        tuple(Text(part, "bold" if place % 2 else "") for place, part in enumerate(parts) if part)
    )


def _fact(label: str, value: str) -> list[Block]:
    return [_say("", f"{label}: ", value)] if value else []


def _paper(
    sitting: Sitting, day: date, kind: str, abstract: str, body: Sequence[Block], code: str
) -> Document:
    """A paper of the meeting's office, with room for number and day."""
    meeting = sitting.meeting
    head = head_of(meeting.unit, day, _blank(code, meeting.unit, day))
    return Document(
        kind=kind,
        abstract=abstract,
        head=replace(head, date=f"ngày      tháng      năm {day.year}"),
        body=tuple(body),
        as_of=moment_text(at_hanoi(day)),
        form="party" if line_of(meeting.unit, day) == Line.PARTY else "state",
        notice=INVENTED if meeting.unit.sample else "",
    )


def invitations(sitting: Sitting, today: date) -> list[Document]:
    """One invitation for each of the invited, in their order; before it is sent it says that it is a draft."""
    return [invitation(sitting, one, today) for one in sitting.meeting.invited.order_by("order")]


def invitation(sitting: Sitting, invited: Invited, today: date) -> Document:
    """The official invitation (giấy mời) for one of the invited."""
    meeting, day = sitting.meeting, sitting.sent_on or today
    body = [
        _say(f"{meeting.host} trân trọng kính mời: ", invited.named),
        *_to_what(sitting, _contributions(meeting, invited)),
    ]
    paper = _invites(sitting, day, body)
    if sitting.sent_on is None:
        notice = ". ".join(filter(None, (NOT_SENT, paper.notice)))
        return replace(paper, signatures=(signature_on(meeting.unit, PUBLIC, day),), notice=notice)
    head = head_of(meeting.unit, sitting.sent_on, sitting.symbol or paper.head.number)
    signature = Signature(sitting.signed_as, sitting.signed_by, sitting.signed_for)
    return replace(paper, head=head, signatures=(signature,))


def general_invitation(sitting: Sitting, today: date) -> Document:
    """The invitation as it goes through the outgoing book: one for all, who is invited in a list."""
    meeting = sitting.meeting
    named = list(meeting.invited.order_by("order").values_list("named", flat=True))
    few = len(named) <= MOST_NAMED
    who = "; ".join(named) if few else "đại diện các cơ quan, đơn vị theo danh sách kèm theo"
    body = [_say(f"{meeting.host} trân trọng kính mời: {who}."), *_to_what(sitting, [])]
    rows = tuple((Cell(str(place)), Cell(name)) for place, name in enumerate(named, start=1))
    columns = (Column("TT", "center", 4), Column("Cơ quan, đơn vị", width=40))
    annex = Annex("thanh-phan", "Thành phần được mời", (Table(columns, rows),))
    return replace(_invites(sitting, today, body), annexes=() if few else (annex,))


def _invites(sitting: Sitting, day: date, body: Sequence[Block]) -> Document:
    abstract = f"Dự {lower_first(sitting.meeting.title)}"
    paper = _paper(sitting, day, "GIẤY MỜI", abstract, body, "GM")
    return replace(paper, recipients=("Như trên;", "Lưu: VT."))


def _to_what(sitting: Sitting, contributions: Sequence[Block]) -> list[Block]:
    """To what, under whom, when and where."""
    return [
        _say("Tới dự: ", sitting.meeting.title),
        *([_say(sitting.about)] if sitting.about else []),
        *_fact("Chủ trì", sitting.chair),
        *_fact("Thời gian", when(sitting)),
        *_fact("Địa điểm", sitting.meeting.place),
        *contributions,
        _say(
            "Đề nghị đại biểu đến dự đúng thành phần, đúng thời gian; trường hợp không dự được, "
            "đề nghị cử người dự thay và báo lại cơ quan mời"
        ),
    ]


def _blank(code: str, unit: Unit, day: date) -> str:
    """A symbol whose number is still to be written in: "      /TB-UBND"."""
    register = register_of(unit, code, day) if code else None
    if not code:
        return ""
    if register is None:
        return f"      /{code}"
    return f"      -{code}/{register.organ}" if register.party else f"      /{code}-{register.organ}"


def _contributions(meeting: Meeting, invited: Invited) -> list[Block]:
    if invited.unit_id is None:
        return []
    titles = (
        meeting.contributions.filter(unit=invited.unit_id).order_by("order").values_list("title", flat=True)
    )
    return [_say("Đề nghị quý cơ quan chuẩn bị tham luận: ", f"“{title}”") for title in titles]


def programme(sitting: Sitting, today: date) -> Document:
    """The programme (chương trình) that is handed out."""
    rows = tuple(
        (Cell(f"{step.starts:%H:%M} – {step.ends:%H:%M}"), Cell(step.item.title), Cell(step.item.who))
        for step in steps_of(sitting)
    )
    columns = (
        Column("Thời gian", "center", 9),
        Column("Nội dung", width=26),
        Column("Người thực hiện", width=14),
    )
    body: list[Block] = [
        *_fact("Thời gian", when(sitting)),
        *_fact("Địa điểm", sitting.meeting.place),
        *_fact("Chủ trì", sitting.chair),
        Table(columns, rows),
        *_end_of(sitting),
    ]
    return _signed(_paper(sitting, today, "CHƯƠNG TRÌNH", sitting.meeting.title, body, "CTr"), sitting, today)


def running_order(sitting: Sitting, today: date) -> Document:
    """The running order (kịch bản điều hành), minute by minute, with the chair's words."""
    rows = tuple(
        (
            Cell(f"{step.starts:%H:%M} – {step.ends:%H:%M}"),
            Cell(str(step.item.minutes)),
            Cell(step.item.title),
            Cell(step.item.who),
            Cell(step.item.words),
        )
        for step in steps_of(sitting)
    )
    columns = (
        Column("Thời gian", "center", 12),
        Column("Phút", "right", 5),
        Column("Nội dung", width=16),
        Column("Người thực hiện", width=10),
        Column("Lời dẫn của chủ trì", width=22),
    )
    body = [
        *_fact("Thời gian", when(sitting)),
        *_fact("Địa điểm", sitting.meeting.place),
        Table(columns, rows),
        *_end_of(sitting),
    ]
    return _paper(sitting, today, "KỊCH BẢN ĐIỀU HÀNH", sitting.meeting.title, body, "")


def _end_of(sitting: Sitting) -> list[Block]:
    """How long it takes, and until when."""
    span = sitting.span()
    return (
        [_say(f"Dự kiến kết thúc lúc {hour(span[1])} (tổng cộng {sitting.minutes()} phút)")] if span else []
    )


def minutes(sitting: Sitting, today: date) -> Document:
    """The minutes (biên bản): hour, place, who took part by office and number, course, end. Nobody is named."""
    meeting = sitting.meeting
    invited = [one.named for one in meeting.invited.order_by("order")]
    body: list[Block] = [
        *_fact("Thời gian bắt đầu", when(sitting)),
        *_fact("Địa điểm", meeting.place),
        *_fact("Thành phần được mời", "; ".join(invited)),
        *_fact("Số người có mặt", str(sitting.present or "")),
        *_fact("Chủ trì (chủ tọa)", sitting.chair),
        *_fact("Thư ký (người ghi biên bản)", sitting.secretary),
        _say("", "Nội dung (theo diễn biến cuộc họp):"),
        *[_say(line.strip()) for line in sitting.discussed.splitlines() if line.strip()],
    ]
    if not sitting.discussed.strip():
        body += [_say(DOTS)] * 6
    conclusions = list(meeting.conclusions.order_by("order"))
    if conclusions:
        body.append(_say("", "Kết luận của chủ trì:"))
        body += [_say(f"{one.order}. {one.text}") for one in conclusions]
    if sitting.ended and meeting.held_on:
        body.append(_say(f"Cuộc họp kết thúc vào {hour(sitting.ended)}, ngày {format_date(meeting.held_on)}"))
    paper = _paper(sitting, meeting.held_on or today, "BIÊN BẢN", meeting.title, body, "BB")
    return replace(
        paper,
        head=replace(paper.head, date=""),
        signatures=(Signature("THƯ KÝ"), Signature("CHỦ TỌA")),
        recipients=("Các đơn vị dự họp;", "Lưu: VT."),
    )


def conclusion(sitting: Sitting, today: date) -> Document:
    """The notice of what was concluded (thông báo kết luận), point by point."""
    meeting = sitting.meeting
    points = list(meeting.conclusions.order_by("order"))
    place = f" tại {meeting.place}," if meeting.place else ""
    held = f"Ngày {format_date(meeting.held_on)},{place}" if meeting.held_on else "Tại cuộc họp,"
    body: list[Block] = [
        _say(
            f"{held} {sitting.chair or meeting.host} chủ trì {lower_first(meeting.title)}. Sau khi nghe báo cáo "
            "và ý kiến của các đơn vị dự họp, chủ trì kết luận như sau:"
        ),
        *[_say("", f"{one.order}. ", one.text) for one in points],
        _say("Trên đây là kết luận của cuộc họp, thông báo để các đơn vị biết và thực hiện"),
    ]
    about = f"Kết luận tại {lower_first(meeting.title)}"
    return _signed(_paper(sitting, today, "THÔNG BÁO", about, body, "TB"), sitting, today)


def _signed(paper: Document, sitting: Sitting, day: date) -> Document:
    signature = signature_on(sitting.meeting.unit, PUBLIC, day)
    return replace(paper, signatures=(signature,), recipients=("Các đơn vị dự họp;", "Lưu: VT."))


# By the name in the address.
PAPERS: dict[str, Callable[[Sitting, date], Document]] = {
    "chuong-trinh": programme,
    "kich-ban": running_order,
    "bien-ban": minutes,
    "ket-luan": conclusion,
}
