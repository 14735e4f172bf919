"""A paper's way out, step by step, as an office goes it: what comes when, what is refused, what stays."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from docx import Document as Word
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.directives.office import DAY, TEXT, Office, drafted, received, sealed, signed
from tests.world.people import NOW, moment

from tongket.base.entries import facts_of
from tongket.base.files import open_file
from tongket.base.models import Entry, Notice, SeriesNumber
from tongket.directives.models import Directive, Incoming, Outgoing, OutgoingStep, WorkFile
from tongket.directives.outgoing import actions
from tongket.directives.outgoing.actions import Draft
from tongket.directives.outgoing.issue import issue_paper, points_in
from tongket.directives.outgoing.queries import number_lines, numbers_of, slip_of, visible_to, way_of
from tongket.directives.outgoing.way import NEXT
from tongket.directives.workfiles.actions import open_work_file
from tongket.reviews.actions import open_term
from tongket.units.hats import SYSTEM
from tongket.viet.fault import Refusal
from tongket.writer.form import departures, read_paper

pytestmark = pytest.mark.django_db
Kind, State = OutgoingStep.Kind, Outgoing.State


def code(why: pytest.ExceptionInfo[Refusal]) -> list[str]:
    return [fault.code for fault in why.value.faults]


def issued(office: Office, **more: object) -> Outgoing:
    return issue_paper(paper=sealed(office, drafted(office, **more)), actor=office.hats.clerk, now=NOW)


def work_file(office: Office) -> WorkFile:
    return open_work_file(
        unit=office.committee, code="01.2026.TH", title="Họp thôn", retention=10, ground="Danh mục hồ sơ 2026",
        keeper="Văn thư", opened_on=DAY, actor=office.hats.clerk, now=NOW,
    )  # fmt: skip


def test_the_whole_way_leaves_each_step_with_its_post_and_moment(office: Office):
    paper = issued(office)
    paper = actions.file_paper(paper=paper, work_file=work_file(office), actor=office.hats.clerk, now=NOW)
    assert [(line.step.kind, line.post.split(",")[0]) for line in way_of(paper)] == [
        ("drafted", "Chuyên viên"),
        ("headed", "Trưởng phòng"),
        ("formed", "Văn thư"),
        ("submitted", "Chuyên viên"),
        ("signed", "Chủ tịch UBND"),
        ("numbered", "Văn thư"),
        ("sealed", "Văn thư"),
        ("issued", "Văn thư"),
        ("filed", "Văn thư"),
    ]
    entries = [facts_of(one) for one in Entry.objects.filter(subject=paper.ref).order_by("pk")]
    assert [facts["what"] for facts in entries] == [line.step.kind for line in way_of(paper)]
    assert len({line.step.content for line in way_of(paper)}) == 1, "what it says was the same all the way"
    assert paper.state == State.FILED


def test_the_number_comes_after_the_signature(office: Office):
    paper = drafted(office)
    with pytest.raises(Refusal) as why:
        actions.number_paper(paper=paper, actor=office.hats.clerk, now=NOW)
    assert code(why) == ["outgoing.wrong_step"]
    assert not SeriesNumber.objects.exists()
    paper = signed(office, paper)
    assert (paper.authority, paper.signer_post, paper.signer) == (
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Lê Văn Chủ",
    )
    assert paper.symbol == ""
    paper = actions.number_paper(paper=paper, actor=office.hats.clerk, now=NOW)
    assert (paper.symbol, paper.issued_on, paper.term) == ("01/KH-UBND", datetime.date(2026, 11, 22), "2026")


_STEPS = [step for step, _state, _grant in NEXT.values()]


@settings(max_examples=20)
@given(st.lists(st.sampled_from(_STEPS), max_size=12))
def test_no_order_of_steps_but_the_right_one_leads_on(stood: Office, steps: list[str]):
    """Whatever buttons are pressed, the state moves only along the way, and a refused step changes nothing."""
    with transaction.atomic():
        paper, file, expected = drafted(stood), work_file(stood), 0
        takes = {
            Kind.HEADED: actions.initial_content,
            Kind.FORMED: actions.initial_form,
            Kind.SUBMITTED: actions.submit_paper,
            Kind.SIGNED: actions.sign_paper,
            Kind.NUMBERED: actions.number_paper,
            Kind.SEALED: actions.seal_paper,
            Kind.ISSUED: issue_paper,
            Kind.FILED: lambda **who: actions.file_paper(work_file=file, **who),
        }
        for step in steps:
            before = OutgoingStep.objects.count()
            right = expected < len(_STEPS) and step == _STEPS[expected]
            try:
                takes[step](paper=paper, actor=SYSTEM, now=NOW)
                assert right
                expected += 1
            except Refusal as why:
                assert not right
                said = why.faults[0].code
                assert said in ("outgoing.wrong_step", "outgoing.ended")  # noqa: PT017
                assert OutgoingStep.objects.count() == before
            paper.refresh_from_db()
            assert paper.state == [State.DRAFT, *(state for _s, state, _g in NEXT.values())][expected]
        transaction.set_rollback(True)


def test_each_step_is_taken_by_who_may_and_by_nobody_else(office: Office):
    hats, paper = office.hats, drafted(office)
    wrong = {
        "initial_content": (hats.drafter, hats.chair, hats.clerk),
        "initial_form": (hats.head, hats.drafter, hats.chair),
        "submit_paper": (hats.clerk, hats.chair),
        "sign_paper": (hats.deputy, hats.clerk, hats.head, hats.secretary),
        "number_paper": (hats.chair, hats.drafter),
        "seal_paper": (hats.chair, hats.head),
    }
    right = {
        "initial_content": hats.head,
        "initial_form": hats.deputy,
        "submit_paper": hats.drafter,
        "sign_paper": hats.chair,
        "number_paper": hats.clerk,
        "seal_paper": hats.clerk,
    }
    for name, others in wrong.items():
        for hat in others:
            with pytest.raises(Refusal) as why:
                getattr(actions, name)(paper=paper, actor=hat, now=NOW)
            assert code(why) == ["grant.refused"], (name, hat.post)
        paper = getattr(actions, name)(paper=paper, actor=right[name], now=NOW)
    with pytest.raises(Refusal) as why:
        issue_paper(paper=paper, actor=hats.chair, now=NOW)
    assert code(why) == ["grant.refused"]


def test_a_paper_sent_back_keeps_texts_initials_and_opinions(office: Office):
    hats, paper = office.hats, drafted(office)
    actions.initial_content(paper=paper, actor=hats.head, now=NOW)
    actions.initial_form(paper=paper, actor=hats.clerk, now=NOW)
    actions.submit_paper(paper=paper, note="Xin ý kiến", actor=hats.drafter, now=NOW)
    actions.give_opinion(paper=paper, agreed=True, actor=hats.deputy, now=NOW)
    actions.give_opinion(paper=paper, agreed=False, note="Thiếu kinh phí", actor=hats.head, now=NOW)
    with pytest.raises(Refusal) as why:
        actions.send_back(paper=paper, reason=" ", actor=hats.chair, now=NOW)
    assert code(why) == ["outgoing.no_reason"]
    assert [line.step.agreed for line in slip_of(paper)] == [None, True, False]
    paper = actions.send_back(paper=paper, reason="Bổ sung kinh phí", actor=hats.chair, now=NOW)
    assert (paper.state, paper.text) == (State.DRAFT, TEXT)
    assert paper.steps.count() == 7
    assert slip_of(paper) == [], "a new slip begins"
    assert Notice.objects.filter(unit_id=office.section.pk, code="notice.paper_sent_back").exists()
    paper = actions.change_draft(
        paper=paper, version=1, draft=Draft("KH", "Họp thôn", text="Bản khác"), actor=hats.drafter, now=NOW
    )
    assert [step.text for step in paper.steps.exclude(text="").order_by("pk")] == [TEXT, "Bản khác"]
    with pytest.raises(Refusal) as why:
        actions.submit_paper(paper=paper, actor=hats.drafter, now=NOW)
    assert code(why) == ["outgoing.wrong_step"], "it is initialled anew"


def test_the_drafter_takes_the_own_paper_back_before_the_signature_and_not_after(office: Office):
    paper = drafted(office)
    paper = actions.initial_content(paper=paper, actor=office.hats.head, now=NOW)
    paper = actions.send_back(paper=paper, reason="Sửa lỗi", actor=office.hats.drafter, now=NOW)
    paper = signed(office, paper)
    for hat in (office.hats.drafter, office.hats.chair):
        with pytest.raises(Refusal) as why:
            actions.send_back(paper=paper, reason="Sửa lỗi", actor=hat, now=NOW)
        assert code(why) == ["outgoing.wrong_step"]


def test_an_opinion_that_does_not_agree_says_why_and_comes_only_on_the_slip(office: Office):
    paper = drafted(office)
    with pytest.raises(Refusal) as why:
        actions.give_opinion(paper=paper, agreed=True, actor=office.hats.deputy, now=NOW)
    assert code(why) == ["outgoing.wrong_step"]
    with pytest.raises(Refusal) as why:
        actions.give_opinion(paper=paper, agreed=False, note=" ", actor=office.hats.deputy, now=NOW)
    assert code(why) == ["outgoing.no_reason"]


def test_nobody_writes_over_what_somebody_else_has_changed(office: Office):
    paper = drafted(office)
    change = {"paper": paper, "version": 1, "actor": office.hats.drafter, "now": NOW}
    actions.change_draft(draft=Draft("KH", "Một", text="một"), **change)
    with pytest.raises(Refusal) as why:
        actions.change_draft(draft=Draft("KH", "Hai", text="hai"), **change)
    assert code(why) == ["outgoing.changed"]
    paper.refresh_from_db()
    assert paper.abstract == "Một"


def test_a_draft_says_what_it_is_about_and_has_a_text_or_a_file(office: Office):
    with pytest.raises(Refusal) as why:
        actions.draft_paper(
            unit=office.committee,
            drafter=office.section,
            draft=Draft("KH", " "),
            actor=office.hats.drafter,
            now=NOW,
        )
    assert code(why) == ["directive.no_abstract", "outgoing.no_text"]
    with pytest.raises(Refusal) as why:
        actions.draft_paper(
            unit=office.section, drafter=office.section, draft=Draft("KH", "x", text="x"), actor=office.hats.drafter,
            now=NOW,
        )  # fmt: skip
    assert code(why) == ["series.no_organ"]


def test_each_kind_has_its_own_series_and_a_letter_bears_the_drafting_office(office: Office):
    def symbol(kind: str, **more: object) -> str:
        paper = drafted(office, kind=kind)
        Outgoing.objects.filter(pk=paper.pk).update(**more)
        return actions.number_paper(paper=signed(office, paper), actor=office.hats.clerk, now=NOW).symbol

    assert [symbol("KH"), symbol("BC"), symbol("KH")] == ["01/KH-UBND", "01/BC-UBND", "02/KH-UBND"]
    assert symbol("CV", office="KT") == "01/UBND-KT"
    assert symbol("CV") == "02/UBND"


def test_the_year_begins_with_01_again_and_no_paper_bears_an_earlier_day(office: Office):
    first = actions.number_paper(paper=signed(office, drafted(office)), actor=office.hats.clerk, now=NOW)
    later = actions.number_paper(
        paper=signed(office, drafted(office)), actor=office.hats.clerk, now=moment("2027-01-04")
    )
    assert (first.symbol, later.symbol, later.term) == ("01/KH-UBND", "01/KH-UBND", "2027")
    with pytest.raises(Refusal) as why:
        actions.number_paper(
            paper=signed(office, drafted(office)), actor=office.hats.clerk, now=moment("2026-11-20")
        )
    assert code(why) == ["outgoing.day_before"]
    assert SeriesNumber.objects.count() == 2


def test_the_partys_papers_are_numbered_by_term(office: Office):
    def party_paper() -> Outgoing:
        paper = actions.draft_paper(
            unit=office.party, drafter=office.party, draft=Draft("NQ", "Về công tác dân vận", text="x"), actor=SYSTEM,
            now=NOW,
        )  # fmt: skip
        for take in (actions.initial_content, actions.initial_form, actions.submit_paper):
            paper = take(paper=paper, actor=SYSTEM, now=NOW)
        return actions.sign_paper(paper=paper, actor=office.hats.secretary, now=NOW)

    with pytest.raises(Refusal) as why:
        actions.number_paper(paper=party_paper(), actor=office.hats.party_clerk, now=NOW)
    assert code(why) == ["series.no_term"]
    open_term(unit=office.party, first=2025, last=2030, actor=office.hats.party_clerk, now=NOW)
    one = actions.number_paper(paper=party_paper(), actor=office.hats.party_clerk, now=NOW)
    two = actions.number_paper(paper=party_paper(), actor=office.hats.party_clerk, now=moment("2027-02-01"))
    assert (one.symbol, two.symbol, two.term) == ("01-NQ/ĐU", "02-NQ/ĐU", "2025..2030")
    assert one.authority == "T/M BAN THƯỜNG VỤ"


def test_a_number_left_out_says_why_in_the_register(office: Office):
    skipped = actions.skip_number(
        unit=office.committee, kind="KH", reason="Ghi nhầm sổ", actor=office.hats.clerk, now=NOW
    )
    paper = actions.number_paper(paper=signed(office, drafted(office)), actor=office.hats.clerk, now=NOW)
    assert (skipped, paper.symbol) == ("01/KH-UBND", "02/KH-UBND")
    received(office)
    lines = number_lines(numbers_of(office.committee), office.committee, DAY)
    assert [(line.symbol, line.paper, line.taken.gap_reason) for line in lines] == [
        ("02/KH-UBND", paper, ""),
        ("01/KH-UBND", None, "Ghi nhầm sổ"),
    ]
    with pytest.raises(Refusal) as why:
        actions.skip_number(unit=office.committee, kind="KH", reason=" ", actor=office.hats.clerk, now=NOW)
    assert code(why) == ["series.no_reason"]


def test_the_database_itself_refuses_a_double_number(office: Office):
    paper = sealed(office, drafted(office))
    with pytest.raises(IntegrityError), transaction.atomic():
        Outgoing.objects.create(
            unit=office.committee, drafter=office.section, kind="KH", abstract="x", folded="x", term="2026",
            number=paper.number, symbol="01/KH-UBND", issued_on=DAY,
        )  # fmt: skip


def test_whom_it_reaches_here_finds_it_in_the_arrival_book_at_once(office: Office):
    paper = issued(office, recipients=[office.village, office.party, office.committee])
    arrived = {one.unit_id: one for one in Incoming.objects.filter(outgoing=paper)}
    assert set(arrived) == {office.village.pk, office.party.pk}, "nobody writes to oneself"
    one = arrived[office.party.pk]
    assert (one.number, one.sender, one.symbol, one.kind, one.source) == (
        1, "Ủy ban nhân dân xã Mẫu", "01/KH-UBND", "KH", "here",
    )  # fmt: skip
    assert one.papers.get().file == paper.issued_file


def test_what_goes_out_is_a_word_file_in_the_official_form_with_number_day_and_signature(office: Office):
    paper = issued(office, recipients=[office.village])
    with open_file(paper.issued_file) as data:
        content = data.read()
    word = "\n".join(
        cell.text for table in Word(data_of(content)).tables for row in table.rows for cell in row.cells
    )
    for words in ("Số: 01/KH-UBND", "Mẫu, ngày 22 tháng 11 năm 2026", "TM. ỦY BAN NHÂN DÂN", "Lê Văn Chủ"):
        assert words in word
    assert "Thôn Một;" in word
    assert "Lưu: VT, PKT." in word
    assert [fault.code for fault in departures(read_paper(content, ""))] == []


def data_of(content: bytes):
    import io

    return io.BytesIO(content)


def test_a_paper_that_orders_becomes_a_directive_with_its_points(office: Office):
    paper = issued(office, orders=True)
    found = Directive.objects.get(symbol="01/KH-UBND")
    assert paper.directive == found
    assert found.file == paper.issued_file
    assert [(one.number, one.text) for one in found.clauses.order_by("order")] == [
        ("1", "Họp thôn trước ngày 30/11/2026."),
        ("2", "Báo cáo kết quả."),
    ]
    assert not Directive.objects.filter(symbol="02/KH-UBND").exists()


def test_points_of_a_paper_in_parts_bear_the_number_of_their_part():
    lines = (
        "I. CÔNG KHAI",
        "1. Niêm yết.",
        "2. Phát thanh.",
        "II. HỌP THÔN",
        "1. Họp quý.",
        "1. Ghi trùng số.",
    )
    articles = ("Điều 3. Thi hành:", "1. Các thôn.")
    assert [number for number, _text in points_in("\n".join((*lines, *articles)))] == [
        "I.1", "I.2", "II.1", "II.1 (2)", "Điều 3", "Điều 3 khoản 1",
    ]  # fmt: skip


def test_a_stamped_file_is_stopped_before_it_goes_out(office: Office):
    from tongket.base.files import put_file

    with pytest.raises(Refusal) as why:
        put_file(
            data="MẬT\nKế hoạch".encode(), name="kh.txt", unit_id=office.committee.pk, access="unit", now=NOW
        )
    assert code(why) == ["file.secret"]


def test_papers_are_seen_by_the_body_the_drafter_and_who_is_asked_for_an_opinion(office: Office):
    paper = drafted(office)
    hats = office.hats
    for hat in (hats.clerk, hats.chair, hats.drafter, hats.head):
        assert visible_to(hat, DAY).filter(pk=paper.pk).exists()
    for hat in (hats.party_clerk, hats.villager, office.world.hats.keeper, office.world.hats.stranger):
        assert not visible_to(hat, DAY).exists()
