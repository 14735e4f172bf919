"""Meetings and a week of Xã Mẫu: one that is planned and invited to, one that was held, lines of the calendar."""

from collections.abc import Callable
from datetime import date, time

from tongket.base.clock import at_hanoi
from tongket.demo.cast import ref
from tongket.demo.mau import DANG_UY, HDND, MAT_TRAN, VAN_HOA, VAN_PHONG, Commune
from tongket.directives.models import Directive, Outgoing
from tongket.directives.outgoing.actions import (
    initial_content,
    initial_form,
    number_paper,
    seal_paper,
    sign_paper,
    submit_paper,
)
from tongket.directives.outgoing.issue import issue_paper
from tongket.programmes.models import Programme
from tongket.reviews.meetings.actions import conclude
from tongket.reviews.meetings.book import enter_paper
from tongket.reviews.meetings.held import write_minutes
from tongket.reviews.meetings.models import Invited, PlannedReview
from tongket.reviews.meetings.papers import INVITATION
from tongket.reviews.meetings.planning import (
    Item,
    Plan,
    ask_contribution,
    invite,
    plan_meeting,
    reply_invitation,
    send_invitations,
    set_agenda,
)
from tongket.reviews.models import Meeting
from tongket.reviews.plans.actions import plan_review
from tongket.reviews.week.actions import Typed, write_entry
from tongket.units.hats import Hat

HALL = "Hội trường UBND xã Mẫu"
ROOM = "Phòng họp số 1, UBND xã Mẫu"
CHAIR = "Chủ tịch UBND xã"
PREPARED = at_hanoi(date(2026, 11, 16), 9)
ITEMS = (
    Item(
        10,
        "Tuyên bố lý do, giới thiệu đại biểu",
        "Chánh Văn phòng HĐND và UBND",
        "Kính thưa các vị đại biểu.",
    ),
    Item(
        30,
        "Báo cáo sơ kết thực hiện dân chủ ở cơ sở năm 2026",
        "Phó Chủ tịch UBND xã",
        "Mời đồng chí Phó Chủ tịch.",
    ),
    Item(15, "Tham luận của thôn Bắc", "Trưởng thôn Bắc", "Mời đại diện thôn Bắc trình bày tham luận."),
    Item(15, "Tham luận của Ủy ban MTTQ xã", "Chủ tịch Ủy ban MTTQ xã", "Mời Ủy ban MTTQ xã."),
    Item(45, "Thảo luận", "Các đại biểu", "Đề nghị các thôn phát biểu, mỗi ý kiến không quá 5 phút."),
    Item(20, "Kết luận hội nghị", CHAIR, ""),
)
WEEK = (
    Typed("other", date(2026, 11, 23), "Giao ban đầu tuần",
          time(7, 30), time(9), CHAIR, ROOM, "Lãnh đạo UBND, các phòng"),
    Typed("trip", date(2026, 11, 23), "Kiểm tra công trình đường thôn Hạ",
          time(14), time(16, 30), "Phó Chủ tịch UBND xã", "Thôn Hạ", "Phòng Kinh tế, thôn Hạ", shown=True),
    Typed("reception", date(2026, 11, 24), "Tiếp công dân định kỳ của Chủ tịch UBND xã",
          time(8), time(11, 30), CHAIR, "Trụ sở tiếp công dân xã", "Công chức tư pháp, Văn phòng", shown=True),
    Typed("other", date(2026, 11, 25), "Thẩm định danh mục nội dung công khai năm 2027",
          time(14), time(16), "Chánh Văn phòng HĐND và UBND", ROOM, "Các phòng, tư pháp"),
    Typed("other", date(2026, 11, 26), "Làm việc với đoàn kiểm tra của tỉnh",
          time(8), time(10), CHAIR, HALL, "Lãnh đạo UBND, Văn phòng"),
    Typed("reception", date(2026, 11, 28), "Lấy ý kiến nhân dân về tên đường thôn",
          None, None, "Phụ trách Phòng Văn hóa - Xã hội", "Nhà văn hóa các thôn", "Các thôn", shown=True),
)  # fmt: skip


def make_meetings(programme: Programme, commune: Commune, papers: dict[str, Directive]) -> None:
    """All of it, as the clerk of the committee would type it in the middle of November 2026."""
    clerk = commune.hats["vanthu"]
    _held(programme, commune)
    _planned(programme, commune)
    for order, typed in enumerate(WEEK):
        write_entry(
            unit=commune.committee, typed=typed, ref=ref("week", "mau", order), actor=clerk, now=PREPARED
        )
    party = Typed(
        "other",
        date(2026, 11, 26),
        "Hội nghị Ban Chấp hành Đảng bộ xã",
        time(9),
        time(11),
        "Bí thư Đảng ủy",
        HALL,
    )
    write_entry(
        unit=commune.offices[DANG_UY],
        typed=party,
        ref=ref("week", "dang-uy"),
        actor=commune.hats["bithu"],
        now=PREPARED,
    )
    for kind, first, due in (
        (PlannedReview.Kind.YEARLY, 2026, date(2026, 12, 15)),
        (PlannedReview.Kind.INTERIM, 2022, date(2027, 11, 10)),
    ):
        plan_review(
            unit=commune.committee, directive=papers["luat10"], kind=kind, first_year=first, last_year=due.year,
            due=due, actor=clerk, now=PREPARED,
        )  # fmt: skip


def _planned(programme: Programme, commune: Commune) -> Meeting:
    clerk = commune.hats["vanthu"]
    plan = Plan(
        kind=Meeting.Kind.INTERIM,
        title="Hội nghị sơ kết thực hiện dân chủ ở cơ sở năm 2026",
        held_on=date(2026, 11, 27),
        starts=time(8),
        place=HALL,
        chair=CHAIR,
        secretary="Văn thư UBND xã",
        about="Đánh giá kết quả ba quý, bàn nhiệm vụ quý IV và việc đặt tên đường thôn.",
        shown=True,
    )
    made = plan_meeting(
        unit=commune.committee, plan=plan, programmes=[programme], ref=ref("meeting", "mau", "so-ket"),
        actor=clerk, now=PREPARED,
    )  # fmt: skip
    set_agenda(meeting=made, items=ITEMS, version=1, actor=clerk, now=PREPARED)
    offices = [commune.offices[name] for name in (HDND, MAT_TRAN, VAN_PHONG, VAN_HOA)]
    invite(
        meeting=made,
        units=[*offices, *commune.villages],
        others=["Trưởng các đoàn thể xã"],
        actor=clerk,
        now=PREPARED,
    )
    north, front = commune.villages[1], commune.offices[MAT_TRAN]
    for unit, named, title in (
        (north, "Thôn Bắc", "Kinh nghiệm họp thôn bàn việc đóng góp làm đường"),
        (front, MAT_TRAN, "Giám sát việc công khai các khoản đóng góp"),
    ):
        ask_contribution(meeting=made, unit=unit, named=named, title=title, actor=clerk, now=PREPARED)
    _through_the_book(made, INVITATION, commune, date(2026, 11, 17))
    send_invitations(meeting=made, actor=clerk, now=at_hanoi(date(2026, 11, 17), 16))
    _replies(made, commune)
    return made


def _through_the_book(meeting: Meeting, name: str, commune: Commune, day: date) -> None:
    """A paper of the meeting from its draft to its issue, a step an hour."""
    clerk, chair = commune.hats["vanthu"], commune.hats["chutich"]
    paper = enter_paper(meeting=meeting, name=name, actor=clerk, now=at_hanoi(day, 8))
    steps: tuple[tuple[Callable[..., Outgoing], Hat], ...] = (
        (initial_content, chair), (initial_form, clerk), (submit_paper, clerk), (sign_paper, chair),
        (number_paper, clerk), (seal_paper, clerk), (issue_paper, clerk),
    )  # fmt: skip
    for hour, (step, who) in enumerate(steps, start=9):
        paper = step(paper=paper, actor=who, now=at_hanoi(day, hour))


def _replies(meeting: Meeting, commune: Commune) -> None:
    answered = at_hanoi(date(2026, 11, 18), 15)
    for order, village in enumerate(commune.villages[:8], start=1):
        sends = order == 4
        reply_invitation(
            invited=meeting.invited.get(unit=village),
            reply=Invited.Reply.SENDS if sends else Invited.Reply.COMES,
            substitute="Phó Trưởng thôn" if sends else "",
            actor=commune.hats[f"thon{order:02d}"],
            now=answered,
        )


def _held(programme: Programme, commune: Commune) -> None:
    clerk, day = commune.hats["vanthu"], date(2026, 11, 10)
    plan = Plan(
        kind=Meeting.Kind.OTHER,
        title="Họp đôn đốc thực hiện dân chủ ở cơ sở quý IV năm 2026",
        held_on=day,
        starts=time(14),
        place=ROOM,
        chair=CHAIR,
        secretary="Văn thư UBND xã",
    )
    made = plan_meeting(
        unit=commune.committee, plan=plan, programmes=[programme], ref=ref("meeting", "mau", "don-doc"),
        actor=clerk, now=at_hanoi(date(2026, 11, 5), 9),
    )  # fmt: skip
    invite(
        meeting=made,
        units=[commune.offices[VAN_HOA], *commune.villages[:3]],
        actor=clerk,
        now=at_hanoi(day, 8),
    )
    write_minutes(
        meeting=made,
        discussed="Chủ tịch UBND xã nêu yêu cầu của cuộc họp.\n"
        "Phòng Văn hóa - Xã hội báo cáo tiến độ lấy ý kiến về phương án đặt tên đường thôn.\n"
        "Các thôn nêu khó khăn khi họp vào vụ thu hoạch.",
        ended=time(16),
        present=17,
        version=1,
        actor=clerk,
        now=at_hanoi(day, 16, 30),
    )
    points = (
        "Phòng Văn hóa - Xã hội hoàn thành báo cáo tổng hợp ý kiến về tên đường thôn trước ngày 05/12/2026.",
        "Các thôn họp bàn và gửi báo cáo quý IV đúng hạn.",
    )
    conclude(meeting=made, points=points, actor=clerk, now=at_hanoi(day, 17))
    _through_the_book(made, "ket-luan", commune, date(2026, 11, 11))
