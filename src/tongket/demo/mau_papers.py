"""The papers of Xã Mẫu at each step: what arrived, what goes out, one work file. All of it is invented."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from tongket.base.clock import at_hanoi
from tongket.demo.cast import ref
from tongket.demo.mau import KINH_TE, MAT_TRAN, VAN_HOA, VAN_PHONG, Commune
from tongket.directives.incoming.actions import NewPaper, note_paper, receive_paper
from tongket.directives.models import Incoming, Outgoing, Urgency, WorkFile
from tongket.directives.outgoing.actions import (
    Draft,
    draft_paper,
    file_paper,
    give_opinion,
    initial_content,
    initial_form,
    number_paper,
    seal_paper,
    send_back,
    sign_paper,
    skip_number,
    submit_paper,
)
from tongket.directives.outgoing.issue import issue_paper
from tongket.directives.workfiles.actions import Other, add_paper, close_work_file, hand_over, open_work_file
from tongket.programmes.instruct import instruct
from tongket.programmes.models import TaskEvent
from tongket.programmes.task_actions import record_event
from tongket.units.hats import Hat

# sender, symbol, kind, abstract, day of the paper, day of arrival, answer by, urgency
ARRIVED = (
    (
        "Sở Nội vụ tỉnh Mẫu", "125/SNV-CCHC", "", "Đề nghị báo cáo kết quả cải cách hành chính năm 2026",
        date(2026, 11, 2), date(2026, 11, 4), date(2026, 11, 30), Urgency.NORMAL,
    ),
    (
        "Ủy ban nhân dân tỉnh Mẫu", "88/KH-UBND", "KH", "Kế hoạch tổ chức đối thoại với nông dân năm 2026",
        date(2026, 10, 5), date(2026, 10, 7), date(2026, 11, 6), Urgency.NORMAL,
    ),
    (
        "Sở Nông nghiệp và Môi trường tỉnh Mẫu", "310/SNNMT-TT", "", "Phòng, chống rét cho cây trồng, vật nuôi",
        date(2026, 11, 17), date(2026, 11, 18), date(2026, 11, 25), Urgency.URGENT,
    ),
    (
        "Ban Dân tộc tỉnh Mẫu", "12/TB-BDT", "TB", "Thông báo lịch tập huấn công tác dân tộc quý I năm 2027",
        date(2026, 11, 16), date(2026, 11, 19), None, Urgency.NORMAL,
    ),
    (
        "Sở Văn hóa, Thể thao và Du lịch tỉnh Mẫu", "205/SVHTTDL-QLVH", "", "Rà soát quy ước thôn sau sắp xếp",
        date(2026, 11, 18), date(2026, 11, 20), date(2026, 12, 15), Urgency.NORMAL,
    ),
    (
        "Trường Trung học cơ sở xã Mẫu", "14/TTr-THCS", "TTr", "Đề nghị hỗ trợ sửa mái nhà đa năng",
        date(2026, 11, 19), date(2026, 11, 20), None, Urgency.NORMAL,
    ),
)  # fmt: skip
TEXT = (
    "Ủy ban nhân dân xã đề nghị các thôn thực hiện những việc sau:\n"
    "1. Tổ chức họp thôn cuối năm trước ngày 20/12/2026.\n"
    "2. Niêm yết công khai các khoản đóng góp tại nhà văn hóa thôn.\n"
    "3. Gửi biên bản họp về Văn phòng trước ngày 25/12/2026."
)


def at(day: date, hour: int = 9) -> datetime:
    return at_hanoi(day, hour)


def load_papers(commune: Commune) -> None:
    """Papers at every step, by the real actions with a dated `now`."""
    arrived = _arrived(commune)
    _instructed(commune, arrived)
    papers = _outgoing(commune, arrived)
    _work_files(commune, arrived, papers)


def _arrived(commune: Commune) -> list[Incoming]:
    clerk = commune.hats["vanthu"]
    return [
        receive_paper(
            unit=commune.committee,
            new=NewPaper(
                sender=sender, symbol=symbol, kind=kind, abstract=abstract, issued_on=issued, arrived_on=day, due=due,
                urgency=urgency,
            ),
            quiet=True,
            ref=ref("incoming", symbol),
            actor=clerk,
            now=at(day, 8),
        )
        for sender, symbol, kind, abstract, issued, day, due, urgency in sorted(ARRIVED, key=lambda row: row[5])
    ]  # fmt: skip


def _instructed(commune: Commune, arrived: list[Incoming]) -> None:
    """One done in time, one overdue, one under way, one for information; two wait for the chair."""
    chair = commune.hats["chutich"]
    farmers, reform, cold, training, *_waiting = arrived
    office = commune.offices
    done = instruct(
        paper=farmers, content="Văn phòng tham mưu kế hoạch đối thoại của xã", lead=office[VAN_PHONG],
        co_workers=[office[KINH_TE]], due=date(2026, 11, 6), actor=chair, now=at(date(2026, 10, 8)),
    )  # fmt: skip
    record_event(
        task=done, kind=TaskEvent.Kind.HANDED_IN, product="Kế hoạch đối thoại đã trình", product_on=None,
        actor=commune.hats["vanphong"], now=at(date(2026, 10, 30)),
    )  # fmt: skip
    instruct(
        paper=reform, content="Phòng Văn hóa - Xã hội tổng hợp, dự thảo báo cáo", lead=office[VAN_HOA],
        co_workers=[office[VAN_PHONG]], due=date(2026, 11, 27), actor=chair, now=at(date(2026, 11, 5)),
    )  # fmt: skip
    instruct(
        paper=cold, content="Phòng Kinh tế hướng dẫn các thôn che chắn chuồng trại", lead=office[KINH_TE],
        due=date(2026, 11, 20), actor=chair, now=at(date(2026, 11, 18), 14),
    )  # fmt: skip
    note_paper(paper=training, actor=chair, now=at(date(2026, 11, 19), 15))


def _draft(commune: Commune, name: str, kind: str, abstract: str, day: date, **more: Any) -> Outgoing:
    told = {"text": TEXT} | {
        key: more.pop(key)
        for key in ("text", "addressees", "orders", "others", "office", "due")
        if key in more
    }
    return draft_paper(
        unit=commune.committee, drafter=commune.offices[VAN_HOA], draft=Draft(kind=kind, abstract=abstract, **told),
        ref=ref("outgoing", name), actor=commune.hats["vanhoa"], now=at(day), **more,
    )  # fmt: skip


def _led(paper: Outgoing, commune: Commune, day: date, steps: int) -> Outgoing:
    """So many steps further, an hour each."""
    head, clerk, drafter = commune.hats["duyet/1"], commune.hats["vanthu"], commune.hats["vanhoa"]
    takes: tuple[Callable[[dict[str, Any]], Outgoing], ...] = (
        lambda who: initial_content(actor=head, **who),
        lambda who: initial_form(actor=clerk, **who),
        lambda who: submit_paper(actor=drafter, note="Kính trình Chủ tịch xem xét, ký ban hành.", **who),
        lambda who: sign_paper(actor=commune.hats["chutich"], **who),
        lambda who: number_paper(actor=clerk, **who),
        lambda who: seal_paper(actor=clerk, **who),
        lambda who: issue_paper(actor=clerk, **who),
    )
    for hour, take in enumerate(takes[:steps], start=10):
        paper = take({"paper": paper, "now": at(day, hour)})
    return paper


def _outgoing(commune: Commune, arrived: list[Incoming]) -> dict[str, Outgoing]:
    clerk, day = commune.hats["vanthu"], date(2026, 11, 10)
    villages = list(commune.villages)
    plan = _draft(
        commune, "hop-thon", "KH", "Tổ chức họp thôn cuối năm 2026", day,
        recipients=[*villages, commune.offices[MAT_TRAN]], orders=True, others="Trang thông tin điện tử xã",
    )  # fmt: skip
    papers = {"plan": _led(plan, commune, day, 7)}
    skip_number(
        unit=commune.committee,
        kind="CV",
        reason="Ghi nhầm vào sổ, đã hủy bản thảo",
        actor=clerk,
        now=at(day, 17),
    )
    answer = _draft(
        commune, "tra-loi", "CV", "Trả lời về kế hoạch đối thoại với nông dân", date(2026, 11, 12), answers=arrived[0],
        addressees="Ủy ban nhân dân tỉnh Mẫu", others="Như trên",
        text="Ủy ban nhân dân xã Mẫu đã xây dựng kế hoạch đối thoại và sẽ tổ chức trong quý I năm 2027.",
    )  # fmt: skip
    papers["answer"] = _led(answer, commune, date(2026, 11, 12), 7)
    numbered = _draft(commune, "ra-soat", "KH", "Rà soát quy ước các thôn", date(2026, 11, 17))
    papers["numbered"] = _led(numbered, commune, date(2026, 11, 17), 5)
    slip = _draft(commune, "bao-cao", "BC", "Kết quả cải cách hành chính năm 2026", date(2026, 11, 19))
    papers["slip"] = _led(slip, commune, date(2026, 11, 19), 3)
    give_opinion(
        paper=papers["slip"], agreed=True, note="Đề nghị thêm số liệu tháng 11.", actor=commune.hats["duyet"],
        now=at(date(2026, 11, 20)),
    )  # fmt: skip
    back = _draft(commune, "to-trinh", "TTr", "Đề nghị hỗ trợ sửa mái nhà đa năng", date(2026, 11, 18))
    back = _led(back, commune, date(2026, 11, 18), 2)
    papers["back"] = send_back(
        paper=back, reason="Chưa nêu nguồn kinh phí.", actor=clerk, now=at(date(2026, 11, 19), 15)
    )
    papers["draft"] = _draft(commune, "cong-van", "CV", "Phòng, chống rét cho vật nuôi", date(2026, 11, 20))
    return papers


def _work_files(commune: Commune, arrived: list[Incoming], papers: dict[str, Outgoing]) -> None:
    clerk, start = commune.hats["vanthu"], date(2026, 10, 7)
    talks = _open(commune, "01.2026.TH", "Đối thoại với nông dân năm 2026", start, clerk)
    who: dict[str, Any] = {"actor": clerk, "now": at(date(2026, 11, 12), 17)}
    add_paper(work_file=talks, incoming=arrived[0], pages=3, **who)
    file_paper(paper=papers["answer"], work_file=talks, **who)
    add_paper(
        work_file=talks, pages=2, copy=True,
        other=Other("Biên bản làm việc với Hội Nông dân xã", day=date(2026, 10, 20), author="Văn phòng HĐND và UBND"),
        **who,
    )  # fmt: skip
    later: dict[str, Any] = {"actor": clerk, "now": at(date(2026, 11, 12) + timedelta(days=7))}
    close_work_file(work_file=talks, **later)
    hand_over(
        work_file=talks, to="Lưu trữ cơ quan Ủy ban nhân dân xã Mẫu", handed_by="Văn thư", taken_by="Người làm lưu trữ",
        **later,
    )  # fmt: skip
    meetings = _open(commune, "02.2026.TH", "Họp thôn cuối năm 2026", date(2026, 11, 10), clerk)
    file_paper(paper=papers["plan"], work_file=meetings, actor=clerk, now=at(date(2026, 11, 11)))


def _open(commune: Commune, code: str, title: str, day: date, clerk: Hat) -> WorkFile:
    return open_work_file(
        unit=commune.committee, code=code, title=title, retention=10,
        ground="Danh mục hồ sơ năm 2026 của UBND xã (mẫu)", keeper="Văn thư",
        opened_on=day, ref=ref("work-file", code), actor=clerk, now=at(day, 8),
    )  # fmt: skip
