"""A paper put into the wrong work file is taken out again, as long as the file is open."""

import pytest
from tests.directives.office import DAY, Office, drafted, received, sealed, signed_in
from tests.world import NOW

from tongket.base.standing import check_standing
from tongket.directives.outgoing.actions import file_paper
from tongket.directives.outgoing.issue import issue_paper
from tongket.directives.workfiles.actions import add_paper, open_work_file, take_out
from tongket.viet.fault import Refusal


def test_a_paper_put_into_the_wrong_file_is_taken_out_while_the_file_is_open(office: Office):
    clerk, one = signed_in(office.hats.clerk), received(office)
    file = open_work_file(
        unit=office.committee, code="02.2026.TH", title="Ghi nhầm", retention=10, ground="Danh mục hồ sơ",
        keeper="Văn thư", opened_on=DAY, actor=office.hats.clerk, now=NOW,
    )  # fmt: skip
    lying = add_paper(work_file=file, incoming=one, actor=office.hats.clerk, now=NOW)
    address, typed = file.get_absolute_url(), {"do": "out", "paper": str(lying.ref)}
    assert str(lying.ref) in clerk.get(address).content.decode()
    assert "Đã lấy khỏi hồ sơ: 125/SNV-CCHC" in clerk.post(address, typed, follow=True).content.decode()
    assert not file.papers.exists()
    assert "đã có người rút lại" in clerk.post(address, typed).content.decode()
    assert clerk.post(address, {"do": "out", "paper": "x"}).status_code == 404
    assert check_standing() == []


def test_a_paper_whose_way_ended_in_a_file_lies_in_another_before_it_is_taken_out(office: Office):
    who = {"actor": office.hats.clerk, "now": NOW}
    first, second = (
        open_work_file(
            unit=office.committee, code=code, title="Họp thôn", retention=10, ground="Danh mục hồ sơ",
            keeper="Văn thư", opened_on=DAY, **who,
        )
        for code in ("03", "04")
    )  # fmt: skip
    paper = issue_paper(paper=sealed(office, drafted(office)), **who)
    file_paper(paper=paper, work_file=first, **who)
    lying = first.papers.get()
    with pytest.raises(Refusal) as refused:
        take_out(work_file=first, paper=lying.ref, **who)
    assert refused.value.faults[0].code == "workfile.filed_here"
    add_paper(work_file=second, outgoing=paper, **who)
    assert take_out(work_file=first, paper=lying.ref, **who) == "01/KH-UBND"
