"""The arrival book in a clerk's words: numbers, corrections, the leader's instruction."""

import datetime
import uuid

import pytest
from tests.directives.office import DAY, Office, new_paper, received
from tests.world.people import NOW

from tongket.base.entries import facts_of
from tongket.base.models import Entry, Notice, SeriesNumber
from tongket.directives.incoming.actions import correct_paper, note_paper, receive_paper, record_instruction
from tongket.directives.incoming.given import Outcome, outcomes, publish_outcomes
from tongket.directives.incoming.queries import Asked, handed_to, paper_lines, search_book, visible_to
from tongket.directives.incoming.state import State
from tongket.directives.models import Incoming, Instruction
from tongket.viet.fault import Refusal

pytestmark = pytest.mark.django_db


def code(why: pytest.ExceptionInfo[Refusal]) -> list[str]:
    return [fault.code for fault in why.value.faults]


def state_of(paper: Incoming) -> str:
    return paper_lines([paper], DAY)[0].state


def test_papers_take_the_arrival_numbers_of_the_year_one_after_the_other(office: Office):
    assert [received(office).number for _ in range(3)] == [1, 2, 3]
    earlier = received(office, arrived_on=datetime.date(2025, 12, 31), issued_on=None)
    assert (earlier.year, earlier.number) == (2025, 1)
    assert Notice.objects.filter(unit_id=office.committee.pk, code="notice.paper_arrived").count() == 4


def test_a_refused_paper_takes_no_number(office: Office):
    with pytest.raises(Refusal) as why:
        received(office, sender=" ", abstract="", arrived_on=datetime.date(2026, 12, 1))
    assert code(why) == ["paper.no_sender", "directive.no_abstract", "paper.day_ahead"]
    assert received(office).number == 1


def test_a_paper_cannot_arrive_before_it_was_written(office: Office):
    with pytest.raises(Refusal) as why:
        received(office, issued_on=DAY + datetime.timedelta(days=1))
    assert code(why) == ["paper.arrived_before"]


def test_the_symbol_is_written_as_papers_write_it_and_an_odd_one_stays(office: Office):
    assert received(office, symbol="số: 3/KH-UBND").symbol == "03/KH-UBND"
    assert received(office, symbol="không số").symbol == "không số"


def test_a_paper_of_the_document_system_keeps_its_number_and_its_id_and_comes_once(office: Office):
    new = new_paper(number_there="152", foreign_id="VB-9")
    paper = receive_paper(unit=office.committee, new=new, actor=office.hats.clerk, now=NOW)
    assert (paper.number, paper.arrival, paper.foreign_id) == (None, "152", "VB-9")
    assert not SeriesNumber.objects.exists()
    with pytest.raises(Refusal) as why:
        receive_paper(unit=office.committee, new=new, actor=office.hats.clerk, now=NOW)
    assert code(why) == ["paper.known"]


def test_only_the_clerk_enters_papers(office: Office):
    for hat in (office.hats.chair, office.hats.drafter, office.hats.party_clerk, office.world.hats.keeper):
        with pytest.raises(Refusal) as why:
            receive_paper(unit=office.committee, new=new_paper(), actor=hat, now=NOW)
        assert code(why) == ["grant.refused"]


def test_a_correction_keeps_number_and_id_and_both_texts_in_the_ledger(office: Office):
    paper = received(office, foreign_id="VB-1")
    kept = correct_paper(
        paper=paper,
        new=new_paper(abstract="Báo cáo cải cách", foreign_id="khác"),
        actor=office.hats.clerk,
        now=NOW,
    )
    assert (kept.number, kept.foreign_id, kept.abstract) == (1, "VB-1", "Báo cáo cải cách")
    entry = Entry.objects.filter(subject=paper.ref).latest("pk")
    assert facts_of(entry)["corrected"] == {
        "abstract": ["Báo cáo kết quả cải cách hành chính năm 2026", "Báo cáo cải cách"]
    }
    with pytest.raises(Refusal) as why:
        correct_paper(
            paper=paper,
            new=new_paper(arrived_on=datetime.date(2025, 11, 20), issued_on=None),
            actor=office.hats.clerk,
            now=NOW,
        )
    assert code(why) == ["paper.other_year"]


def test_for_information_closes_at_once(office: Office):
    paper = received(office)
    assert state_of(paper) == State.WAITING
    note_paper(paper=paper, actor=office.hats.chair, now=NOW)
    assert state_of(paper) == State.NOTED
    assert Instruction.objects.get().content == "Để biết"


def test_an_instruction_names_one_lead_and_its_offices_see_the_paper(office: Office):
    paper, task = received(office), uuid.uuid4()
    assert not visible_to(office.hats.drafter, DAY).exists()
    record_instruction(
        paper=paper, content="Giao Phòng Kinh tế tham mưu", lead=office.section, co_workers=[office.village],
        due=DAY, task=task, actor=office.hats.chair, now=NOW,
    )  # fmt: skip
    (line,) = paper_lines([paper], DAY)
    assert (line.state, line.lead, line.co_workers, line.due) == (
        State.UNDER_WAY, "Phòng Kinh tế xã Mẫu", ("Thôn Một",), DAY,
    )  # fmt: skip
    for hat in (office.hats.drafter, office.hats.villager):
        assert list(handed_to(hat, DAY)) == [paper]
    assert not visible_to(office.world.hats.second_reporter, DAY).exists()
    assert not visible_to(office.world.hats.keeper, DAY).exists()
    assert not visible_to(office.hats.party_clerk, DAY).exists()


def test_what_an_instruction_must_not_say_is_refused_together(office: Office):
    paper = received(office)
    for wrong, said in (
        ({"content": "", "lead": office.section, "task": uuid.uuid4()}, ["paper.no_instruction"]),
        (
            {"content": "x", "lead": office.section, "co_workers": [office.section], "task": uuid.uuid4()},
            ["paper.lead_twice"],
        ),
        ({"content": "x", "co_workers": [office.section]}, ["paper.no_lead"]),
        (
            {"content": "x", "lead": office.section, "due": datetime.date(2026, 11, 1), "task": uuid.uuid4()},
            ["paper.due_before_arrival"],
        ),
    ):
        with pytest.raises(Refusal) as why:
            record_instruction(paper=paper, actor=office.hats.chair, now=NOW, **wrong)
        assert code(why) == said
    with pytest.raises(Refusal) as why:
        note_paper(paper=paper, actor=office.hats.clerk, now=NOW)
    assert code(why) == ["grant.refused"]


def test_a_noted_paper_may_still_be_given_out_but_not_twice(office: Office):
    paper = received(office)
    note_paper(paper=paper, actor=office.hats.chair, now=NOW)
    given = {"paper": paper, "content": "x", "lead": office.section, "actor": office.hats.chair, "now": NOW}
    record_instruction(task=uuid.uuid4(), **given)
    assert state_of(paper) == State.UNDER_WAY
    with pytest.raises(Refusal) as why:
        record_instruction(task=uuid.uuid4(), **given)
    assert code(why) == ["paper.instructed"]


def test_the_state_follows_the_task_as_the_room_above_tells_it(
    office: Office, monkeypatch: pytest.MonkeyPatch
):
    from tongket.directives.incoming import given

    monkeypatch.setattr(given, "_tellers", [])
    paper, task = received(office), uuid.uuid4()
    record_instruction(
        paper=paper, content="x", lead=office.section, task=task, actor=office.hats.chair, now=NOW
    )
    publish_outcomes(lambda tasks, day: {one: Outcome("overdue", DAY) for one in tasks})
    assert set(outcomes([task], DAY)) == {task}
    assert state_of(paper) == State.OVERDUE
    found = search_book(visible_to(office.hats.clerk, DAY), Asked(state="overdue"), DAY)
    assert list(found) == [paper]
    assert not search_book(visible_to(office.hats.clerk, DAY), Asked(state="done_late"), DAY).exists()


def test_the_book_is_searched_without_marks_by_day_and_by_state(office: Office):
    first, second = (
        received(office),
        received(office, abstract="Phòng chống lụt bão", symbol="", issued_on=None),
    )
    note_paper(paper=second, actor=office.hats.chair, now=NOW)
    book = visible_to(office.hats.clerk, DAY)

    def found(**asked: object) -> list[Incoming]:
        return list(search_book(book, Asked(**asked), DAY))

    assert found() == [second, first]
    assert found(words="lut bao") == [second]
    assert found(words="125/snv") == [first]
    assert found(state="waiting") == [first]
    assert found(state="noted") == [second]
    assert found(first=DAY + datetime.timedelta(days=1)) == []
    assert found(year=2025) == []


@pytest.mark.parametrize("mark", ["MẬT", "TỐI MẬT"])
def test_a_stamped_text_is_entered_by_no_way(office: Office, mark: str):
    with pytest.raises(Refusal) as why:
        received(office, abstract=f"{mark}\nBáo cáo")
    assert code(why) == ["file.secret"]
    assert not Incoming.objects.exists()
