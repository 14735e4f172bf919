"""Work files: opened with a retention and its ground, filled, closed once, handed over once."""

import pytest
from tests.directives.office import DAY, Office, drafted, received, sealed
from tests.world.people import NOW

from tongket.directives.models import WorkFile
from tongket.directives.outgoing.actions import file_paper
from tongket.directives.outgoing.issue import issue_paper
from tongket.directives.titles import titled
from tongket.directives.workfiles.actions import Other, add_paper, close_work_file, hand_over, open_work_file
from tongket.directives.workfiles.queries import papers_of, search_files, visible_to
from tongket.viet.fault import Refusal

pytestmark = pytest.mark.django_db


def opened(office: Office, **changes: object) -> WorkFile:
    told = {
        "unit": office.committee, "code": "01.2026", "title": "Họp thôn", "retention": 10, "ground": "Danh mục hồ sơ",
        "keeper": "Văn thư", "opened_on": DAY, "actor": office.hats.clerk, "now": NOW,
    }  # fmt: skip
    return open_work_file(**(told | changes))


def codes(why: pytest.ExceptionInfo[Refusal]) -> list[str]:
    return [fault.code for fault in why.value.faults]


def test_what_a_file_must_say_is_asked_at_once(office: Office):
    opened(office)
    with pytest.raises(Refusal) as why:
        opened(office, title=" ", ground="", retention=0)
    assert codes(why) == [
        "workfile.no_title", "workfile.no_ground", "workfile.bad_retention", "workfile.known",
    ]  # fmt: skip


def test_papers_lie_in_the_order_in_which_they_are_put_in_and_each_once(office: Office):
    file, one = opened(office), received(office)
    who = {"work_file": file, "actor": office.hats.clerk, "now": NOW}
    add_paper(incoming=one, pages=3, **who)
    add_paper(other=Other("Biên bản họp", author="Thôn Một"), **who)
    paper = issue_paper(paper=sealed(office, drafted(office)), actor=office.hats.clerk, now=NOW)
    file_paper(paper=paper, work_file=file, actor=office.hats.clerk, now=NOW)
    assert [(row.symbol, row.author, row.abstract) for row in papers_of(file, DAY)] == [
        ("125/SNV-CCHC", "Sở Nội vụ tỉnh Mẫu", "Công văn: Báo cáo kết quả cải cách hành chính năm 2026"),
        ("", "Thôn Một", "Biên bản họp"),
        ("01/KH-UBND", "Ủy ban nhân dân xã Mẫu", "Kế hoạch: Tổ chức họp thôn cuối năm"),
    ]
    for again in ({"incoming": one}, {"outgoing": paper}):
        with pytest.raises(Refusal) as why:
            add_paper(**again, **who)
        assert codes(why) == ["workfile.paper_known"]


def test_a_closed_file_takes_nothing_more_and_is_handed_over_once(office: Office):
    file = opened(office)
    who = {"work_file": file, "actor": office.hats.clerk, "now": NOW}
    hand = {"to": "Lưu trữ cơ quan", "handed_by": "Văn thư", "taken_by": "Lưu trữ viên"} | who
    for take, said in (
        (close_work_file, "workfile.empty"),
        (lambda **_who: hand_over(**hand), "workfile.not_closed"),
    ):
        with pytest.raises(Refusal) as why:
            take(**who)
        assert codes(why) == [said]
    add_paper(other=Other("Biên bản họp"), **who)
    close_work_file(**who)
    with pytest.raises(Refusal) as why:
        add_paper(other=Other("Thêm"), **who)
    assert codes(why) == ["workfile.closed"]
    with pytest.raises(Refusal) as why:
        hand_over(**(hand | {"to": " "}))
    assert codes(why) == ["workfile.no_taker"]
    assert hand_over(**hand).handed_to == "Lưu trữ cơ quan"
    with pytest.raises(Refusal) as why:
        hand_over(**hand)
    assert codes(why) == ["workfile.handed_over"]


def test_only_the_office_sees_and_keeps_its_files(office: Office):
    file = opened(office)
    assert list(search_files(office.hats.chair, DAY, "hop thon")) == [file]
    for hat in (office.hats.drafter, office.hats.party_clerk, office.world.hats.keeper):
        assert not visible_to(hat, DAY).exists()
        with pytest.raises(Refusal) as why:
            add_paper(work_file=file, other=Other("x"), actor=hat, now=NOW)
        assert codes(why) == ["grant.refused"]


def test_an_abstract_that_names_its_kind_says_it_once():
    assert titled("KH", "Kế hoạch họp thôn") == "Kế hoạch họp thôn"
    assert titled("KH", "Họp thôn") == "Kế hoạch: Họp thôn"
    assert titled("", "Báo cáo") == "Công văn: Báo cáo"
