"""Xã Mẫu steers, trains and asks: a steering body, trainings by group, a plan that waits for opinions."""

from datetime import date
from typing import Any

from tongket.base.clock import at_hanoi
from tongket.demo.cast import ref
from tongket.demo.mau import MAT_TRAN, UBND, Commune
from tongket.directives.bodies.actions import NewMember, found_body, record_training, set_members
from tongket.directives.bodies.models import Member, SteeringBody
from tongket.directives.models import Directive
from tongket.programmes.actions import start_programme
from tongket.programmes.models import Programme
from tongket.programmes.opinions.actions import ask_opinion, keep_as_draft, record_opinion
from tongket.viet.period import Period

Part = Member.Part
MEMBERS = (
    NewMember(Part.HEAD, "Chủ tịch UBND xã"),
    NewMember(Part.STANDING, "Phó Chủ tịch UBND xã"),
    NewMember(Part.DEPUTY, "Chủ tịch Ủy ban MTTQ xã"),
    NewMember(Part.MEMBER, "Phụ trách Phòng Văn hóa - Xã hội"),
    NewMember(Part.MEMBER, "Phụ trách Phòng Kinh tế"),
    NewMember(Part.MEMBER, "Trưởng các thôn"),
    NewMember(Part.SECRETARY, "Chánh Văn phòng HĐND và UBND"),
)
HELPERS = (
    NewMember(Part.HEAD, "Chánh Văn phòng HĐND và UBND"),
    NewMember(Part.MEMBER, "Công chức tư pháp"),
    NewMember(Part.MEMBER, "Văn thư UBND xã"),
)
# group, day, classes, people; of the last only a few, which the page does not count out
TRAINED = (
    ("Trưởng thôn, Phó Trưởng thôn", date(2026, 3, 12), 2, 24),
    ("Thành viên Ban Thanh tra nhân dân", date(2026, 4, 9), 1, 36),
    ("Công chức đầu mối của các phòng", date(2026, 4, 9), 1, 6),
)
# body, paper and day of its answer, whether it agrees, what it asks for; the last has not answered
HEARD = (
    ("Sở Nội vụ tỉnh Mẫu", "131/SNV-XDCQ", date(2026, 11, 12), True, ""),
    (
        MAT_TRAN, "22/MTTQ-BTT", date(2026, 11, 16), False,
        "Đề nghị đối thoại riêng với từng thôn; đã tiếp thu, chia thành bốn cụm thôn.",
    ),
    ("Hội Nông dân xã Mẫu", "", None, False, ""),
)  # fmt: skip


def load_steering(programme: Programme, commune: Commune) -> None:
    """All of it by the real actions, as the clerk of the committee enters it."""
    plan = programme.issued_by
    if plan is not None:
        _bodies(plan, commune)
        _trainings(plan, commune)
    _opinions(commune)


def _bodies(plan: Directive, commune: Commune) -> None:
    who: dict[str, Any] = {"actor": commune.hats["vanthu"], "now": at_hanoi(date(2026, 1, 23), 9)}
    start, end = date(2026, 1, 22), date(2030, 12, 31)
    steering = found_body(
        unit=commune.committee, kind=SteeringBody.Kind.STEERING, decision="18/QĐ-UBND", decided_by=UBND,
        name="Ban Chỉ đạo thực hiện dân chủ ở cơ sở xã Mẫu", start=start, end=end, directive=plan,
        ref=ref("body", "mau"), **who,
    )  # fmt: skip
    set_members(body=steering, members=MEMBERS, **who)
    helping = found_body(
        unit=commune.committee, kind=SteeringBody.Kind.HELP, decision="19/QĐ-UBND", decided_by=UBND,
        name="Tổ giúp việc Ban Chỉ đạo thực hiện dân chủ ở cơ sở xã Mẫu", start=start, end=end, directive=plan,
        above=steering, ref=ref("body", "mau", "help"), **who,
    )  # fmt: skip
    set_members(body=helping, members=HELPERS, **who)


def _trainings(plan: Directive, commune: Commune) -> None:
    for group, day, classes, people in TRAINED:
        record_training(
            directive=plan, unit=commune.committee, group=group, on=day, classes=classes, people=people,
            actor=commune.hats["vanthu"], now=at_hanoi(day, 16),
        )  # fmt: skip


def _opinions(commune: Commune) -> None:
    clerk, asked = commune.hats["vanthu"], date(2026, 11, 5)
    draft = start_programme(
        unit=commune.committee,
        slug="doi-thoai-nong-dan-2027",
        kind=Programme.Kind.PLAN,
        title="Đối thoại với nông dân xã Mẫu năm 2027",
        term=Period.parse("2027"),
        ref=ref("programme", "mau", "2027"),
        actor=clerk,
        now=at_hanoi(asked, 9),
    )
    draft = keep_as_draft(programme=draft, actor=clerk, now=at_hanoi(asked, 10))
    for body, symbol, given, agreed, note in HEARD:
        one = ask_opinion(programme=draft, body=body, asked_on=asked, actor=clerk, now=at_hanoi(asked, 11))
        if given is not None:
            record_opinion(
                opinion=one, symbol=symbol, given_on=given, agreed=agreed, note=note, actor=clerk,
                now=at_hanoi(given, 15),
            )  # fmt: skip
