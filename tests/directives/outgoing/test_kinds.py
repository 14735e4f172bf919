"""What a body may issue, and in whose form: marks where the rule is not confirmed."""

import datetime

import pytest
from tests.directives.office import DAY, Office, received, signed_in
from tests.world.people import NOW, START

from tongket.base.models import Account
from tongket.cli.main import run
from tongket.directives.models import Outgoing
from tongket.directives.numbering import spelled_out
from tongket.directives.outgoing.actions import (
    Draft,
    draft_paper,
    initial_content,
    initial_form,
    number_paper,
    sign_paper,
    submit_paper,
)
from tongket.directives.outgoing.document import document_of
from tongket.directives.outgoing.queries import kinds_of
from tongket.units.actions import NewUnit, appoint, establish_unit
from tongket.units.hats import SYSTEM, Hat, hat_of
from tongket.units.models import Kind, Line, Role, Tier, Unit
from tongket.writer.docx import render_docx
from tongket.writer.form import departures, read_paper

pytestmark = pytest.mark.django_db


def body(name: str, line: str) -> Unit:
    new = NewUnit(Tier.OFFICE, name, None, kind=Kind.OFFICE)
    return establish_unit(new=new, day=START, decision="", line=line, actor=SYSTEM, now=NOW)


def kinds(unit: Unit) -> dict[str, str]:
    return dict(kinds_of(unit, DAY))


def test_a_committee_at_the_base_reads_which_kinds_it_may_not_issue(office: Office):
    there = kinds(office.party)
    assert there["CT"] == "Chỉ thị (cấp ủy cơ sở không ban hành; chưa xác nhận)"
    assert there["TT"] == "Thông tri (cấp ủy cơ sở không ban hành; chưa xác nhận)"
    assert there["NQ"] == "Nghị quyết"


def test_a_committee_above_the_base_and_the_state_issue_them_unmarked(office: Office):
    assert kinds(body("Tỉnh ủy Mẫu", Line.PARTY))["CT"] == "Chỉ thị"
    assert kinds(office.committee)["CT"] == "Chỉ thị"


def front_chair() -> tuple[Unit, Hat]:
    front = body("Ủy ban Mặt trận Tổ quốc Việt Nam xã Mẫu", Line.FRONT)
    who = Account.objects.create(username="mt", name="Vũ Đức Giang")
    start = datetime.date(2025, 7, 1)
    held = appoint(
        account=who, unit=front, post="Chủ tịch Ủy ban MTTQ", role=Role.LEADER, start=start, actor=SYSTEM, now=NOW
    )  # fmt: skip
    return front, hat_of(held)


def test_a_paper_of_the_front_has_the_fronts_form_and_its_page_says_that_nobody_confirmed_it(office: Office):
    front, chair = front_chair()
    draft = Draft(kind="BC", abstract="Giám sát năm 2026", text="Nội dung.")
    paper: Outgoing = draft_paper(unit=front, drafter=front, draft=draft, actor=chair, now=NOW)
    assert document_of(paper, NOW).form == "front"
    shown = signed_in(chair).get(paper.get_absolute_url()).content.decode()
    assert "Thể thức văn bản của Mặt trận và của Đoàn chưa được xác nhận" in shown
    for form, start in (("docx", b"PK"), ("pdf", b"%PDF")):
        assert signed_in(chair).get(f"{paper.get_absolute_url()}tai/{form}/").content.startswith(start)


def test_a_paper_of_the_youth_union_goes_its_whole_way_in_the_unions_form(office: Office):
    union = body("Đoàn TNCS Hồ Chí Minh xã Mẫu", Line.FRONT)
    start = datetime.date(2025, 7, 1)

    def held(name: str, post: str, role: str) -> Hat:
        who = Account.objects.create(username=name, name=name)
        return hat_of(
            appoint(account=who, unit=union, post=post, role=role, start=start, actor=SYSTEM, now=NOW)
        )

    secretary = held("Hồ Thị Trẻ", "Bí thư Đoàn xã", Role.LEADER)
    clerk = held("Lý Văn Ghi", "Văn thư Đoàn xã", Role.CLERK)
    draft = Draft(kind="KH", abstract="Tháng thanh niên năm 2027", text="Nội dung.", others="Các chi đoàn")
    paper: Outgoing = draft_paper(unit=union, drafter=union, draft=draft, actor=clerk, now=NOW)
    paper = initial_form(paper=initial_content(paper=paper, actor=secretary, now=NOW), actor=clerk, now=NOW)
    paper = sign_paper(paper=submit_paper(paper=paper, actor=clerk, now=NOW), actor=secretary, now=NOW)
    paper = number_paper(paper=paper, actor=clerk, now=NOW)
    shown = document_of(paper, NOW)
    assert (shown.form, shown.head.number, shown.head.place) == ("youth", "01-KH/ĐTN", "Mẫu")
    assert shown.signatures[0].authority == "TM. BAN CHẤP HÀNH"
    assert shown.signatures[0].post == "BÍ THƯ"
    assert shown.recipients[-1] == "Lưu Văn phòng."
    assert departures(read_paper(render_docx(shown), "")) == []


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("UBND xã Mẫu", "Ủy ban nhân dân xã Mẫu"),
        ("ubnd xã Mẫu", "Ủy ban nhân dân xã Mẫu"),
        ("HĐND xã Mẫu", "Hội đồng nhân dân xã Mẫu"),
        ("Ủy ban MTTQ xã Mẫu", "Ủy ban Mặt trận Tổ quốc Việt Nam xã Mẫu"),
        ("Văn phòng HĐND và UBND xã Mẫu", "Văn phòng HĐND và UBND xã Mẫu"),
        ("Phòng Kinh tế xã Mẫu", "Phòng Kinh tế xã Mẫu"),
    ],
)
def test_the_short_names_of_bodies_are_spelled_out(typed: str, whole: str):
    assert spelled_out(typed) == whole


def test_the_shell_takes_the_short_name_of_an_office(office: Office, capsys: pytest.CaptureFixture[str]):
    paper = received(office)
    assert run(["papers", "list", "--office", "UBND xã Mẫu"]) == 0
    assert paper.symbol in capsys.readouterr().out
    assert run(["papers", "list", "--office", "UBND xã Khác"]) == 2
