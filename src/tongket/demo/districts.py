"""Five meetings of former districts with their directives, agreement and awards, under the units of their day.

Facts only: numbers, days, posts. No person is named.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tongket.base.clock import at_hanoi
from tongket.demo.cast import ref
from tongket.directives.actions import brief
from tongket.directives.models import Directive
from tongket.honours.actions import record_award
from tongket.programmes.actions import NewParty, close_programme, start_programme
from tongket.programmes.models import Party, Programme
from tongket.reviews.meetings.actions import record_meeting
from tongket.reviews.models import Meeting
from tongket.units.actions import NewUnit, establish_unit
from tongket.units.hats import SYSTEM, Hat
from tongket.units.models import BEFORE, Kind, Tier, Unit, UnitCode
from tongket.viet.period import Period

RECORDED = at_hanoi(date(2025, 6, 3), 8)
LAST_DAY = date(2025, 6, 30)
SOURCE = "tin của báo và cổng thông tin địa phương"


@dataclass(frozen=True)
class Held:
    """A meeting as the report tells it; `text` is its day where the year is not told."""

    key: str
    code: str
    kind: str
    title: str
    host: str
    basis: str
    day: date | None = None
    text: str = ""
    also: str = ""
    years: int | None = None
    period: str = ""
    awards: tuple[int, int] | None = None
    awarded_by: str = ""
    reason: str = ""


MEETINGS = (
    Held(
        "nam-tu-liem",
        "019",
        Meeting.Kind.FINAL,
        "Tổng kết 10 năm thực hiện Nghị quyết Trung ương 8 khóa XI",
        "Quận ủy Nam Từ Liêm",
        Meeting.Basis.PARTIAL,
        text="--10-27",
        years=10,
        awards=(11, 22),
        awarded_by="Quận Nam Từ Liêm",
        reason="Thành tích thực hiện Nghị quyết Trung ương 8 khóa XI",
    ),
    Held(
        "bac-tu-liem",
        "021",
        Meeting.Kind.INTERIM,
        "Sơ kết 5 năm thực hiện Nghị định 21/2019/NĐ-CP",
        "Quận Bắc Từ Liêm",
        Meeting.Basis.PARTIAL,
        text="--05-27",
        years=5,
    ),
    Held(
        "quan-11-73-kh",
        "772",
        Meeting.Kind.INTERIM,
        "Sơ kết thực hiện Kế hoạch 73-KH/QU",
        "Quận 11",
        Meeting.Basis.PARTIAL,
        text="--08-23",
        awards=(20, 44),
        awarded_by="Quận 11",
        reason="Thành tích trong phong trào toàn dân bảo vệ an ninh Tổ quốc",
    ),
    Held(
        "quan-11-phoi-hop",
        "772",
        Meeting.Kind.SIGNING,
        "Ký kết chương trình phối hợp giai đoạn 2022 – 2025",
        "Ban Chỉ huy Quân sự Quận 11",
        Meeting.Basis.INFERRED,
        day=date(2022, 10, 20),
        period="2022..2025",
    ),
    Held(
        "ngoc-lac",
        "389",
        Meeting.Kind.FINAL,
        "Tổng kết xây dựng cơ sở, thực hiện Quy chế dân chủ và công tác quốc phòng, an ninh năm 2023",
        "Ủy ban nhân dân huyện Ngọc Lặc",
        Meeting.Basis.UNKNOWN,
        period="2023",
        awards=(14, 26),
        awarded_by="Huyện ủy, Ủy ban nhân dân huyện Ngọc Lặc",
        reason="Thành tích quốc phòng, an ninh, xây dựng cơ sở và thực hiện quy chế dân chủ năm 2023",
    ),
)
PARTIES = ("Ban Chỉ huy Quân sự Quận 11", "Ban Tuyên giáo Quận ủy Quận 11", "Ban Dân vận Quận ủy Quận 11")


def district(code: str) -> Unit:
    """The unit that bore the code when districts still were."""
    held = UnitCode.objects.select_related("unit").get(
        scheme="gso", code=code, start__lte=LAST_DAY, end__gt=LAST_DAY, unit__tier=Tier.DISTRICT
    )
    return held.unit


def record_districts(papers: Mapping[str, Directive], keeper: Hat) -> None:
    """The five meetings, the agreement, the briefing and the awards."""
    agreement = _agreement(papers, keeper)
    for held in MEETINGS:
        _meeting(held, [agreement] if held.kind == Meeting.Kind.SIGNING else [], keeper)
    brief(
        directive=papers["nd21"],
        unit=district("021"),
        group="cán bộ chủ chốt các cơ quan, ban, ngành của quận và các phường",
        percent="100",
        actor=keeper,
        now=RECORDED,
    )


def _meeting(held: Held, programmes: list[Programme], keeper: Hat) -> None:
    unit = district(held.code)
    meeting = record_meeting(
        unit=unit,
        kind=held.kind,
        title=held.title,
        host=held.host,
        held_on=held.day,
        held_text=held.text,
        held_basis=held.basis,
        period=held.period,
        years=held.years,
        programmes=programmes,
        source=SOURCE,
        ref=ref("meeting", held.key),
        actor=keeper,
        now=RECORDED,
    )
    if held.awards:
        collectives, individuals = held.awards
        record_award(
            unit=unit,
            kind="Giấy khen",
            awarded_by=held.awarded_by,
            reason=held.reason,
            collectives=collectives,
            individuals=individuals,
            meeting=meeting.ref,
            source=SOURCE,
            ref=ref("award", held.key),
            actor=keeper,
            now=RECORDED,
        )


def _agreement(papers: Mapping[str, Directive], keeper: Hat) -> Programme:
    """The coordination programme of three offices of a district that no longer exists."""
    above = district("772")
    offices = [
        establish_unit(
            new=NewUnit(Tier.OFFICE, name, above, kind=Kind.OFFICE, ref=ref("office", name)),
            day=BEFORE,
            decision="",
            actor=SYSTEM,
            now=RECORDED,
        )
        for name in PARTIES
    ]
    programme = start_programme(
        unit=above,
        slug="quan-11-phoi-hop-2022-2025",
        kind=Programme.Kind.AGREEMENT,
        title="Chương trình phối hợp giữa ba đơn vị của Quận 11, giai đoạn 2022 – 2025",
        term=Period.parse("2022..2025"),
        grounds=[papers["kl01"], papers["ct05"]],
        parties=[NewParty(office, Party.Part.SIGNATORY) for office in offices],
        signed_on=date(2022, 10, 20),
        public=True,
        ref=ref("programme", "quan-11-phoi-hop-2022-2025"),
        actor=keeper,
        now=RECORDED,
    )
    return close_programme(programme=programme, actor=keeper, now=RECORDED)
