"""A paper that came in becomes a task by the leader's instruction, and its state follows the task."""

import datetime

import pytest
from tests.directives.office import DAY, Office, office, received, signed_in, stood, world
from tests.world.people import NOW, START, moment

from tongket.directives.incoming.queries import paper_lines
from tongket.directives.incoming.state import State
from tongket.directives.models import Instruction
from tongket.programmes.instruct import instruct
from tongket.programmes.models import Task, TaskEvent
from tongket.programmes.queries import offices_near, tasks_visible_to
from tongket.programmes.task_actions import record_event
from tongket.units.actions import NewUnit, establish_unit
from tongket.units.hats import SYSTEM
from tongket.units.models import Kind, Tier
from tongket.viet.fault import Refusal

pytestmark = pytest.mark.django_db
__all__ = ["office", "stood", "world"]


def test_the_instruction_gives_a_task_and_the_paper_is_done_with_it(office: Office):
    paper = received(office)
    task = instruct(
        paper=paper, content="Tham mưu báo cáo", lead=office.section, co_workers=[office.village],
        due=datetime.date(2026, 11, 30), actor=office.hats.chair, now=NOW,
    )  # fmt: skip
    assert (task.source, task.incoming, task.giver, task.follower) == (
        Task.Source.DOCUMENT, paper, office.committee, office.committee,
    )  # fmt: skip
    assert task.cited == "125/SNV-CCHC ngày 18/11/2026, Sở Nội vụ tỉnh Mẫu"

    def state(day: str) -> str:
        return paper_lines([paper], datetime.date.fromisoformat(day))[0].state

    assert (state("2026-11-22"), state("2026-12-01")) == (State.UNDER_WAY, State.OVERDUE)
    record_event(
        task=task, kind=TaskEvent.Kind.HANDED_IN, product="12/BC-UBND", product_on=datetime.date(2026, 11, 25),
        actor=office.hats.drafter, now=moment("2026-11-25"),
    )  # fmt: skip
    (line,) = paper_lines([paper], datetime.date(2026, 12, 1))
    assert (line.state, line.outcome.product, line.outcome.url) == (
        State.IN_TIME, "12/BC-UBND ngày 25/11/2026", task.get_absolute_url(),
    )  # fmt: skip


def test_only_the_leader_instructs_and_nothing_is_kept_by_half(office: Office):
    paper = received(office)
    for hat, wrong in (
        (office.hats.clerk, {}),
        (office.hats.chair, {"content": " "}),
        (office.hats.chair, {"co_workers": [office.section]}),
    ):
        told = {"paper": paper, "content": "x", "lead": office.section, "actor": hat, "now": NOW} | wrong
        with pytest.raises(Refusal):
            instruct(**told)
    assert not Instruction.objects.exists()
    assert not Task.objects.filter(incoming=paper).exists()


def test_the_task_of_a_paper_is_not_for_the_public(office: Office):
    task = instruct(
        paper=received(office), content="x", lead=office.section, actor=office.hats.chair, now=NOW
    )
    assert tasks_visible_to(office.hats.drafter, DAY).filter(pk=task.pk).exists()
    for hat in (office.world.hats.public, office.world.hats.stranger):
        assert not tasks_visible_to(hat, DAY).filter(pk=task.pk).exists()


def test_on_the_screen_the_leader_chooses_one_lead(office: Office):
    paper = received(office)
    client = signed_in(office.hats.chair)
    page = client.get(f"/van-ban-den/{paper.ref}/chi-dao/").content.decode()
    assert "Phòng Kinh tế xã Mẫu" in page
    typed = {
        "content": "Tham mưu", "lead": str(office.section.ref), "due": "30/11/2026", "due_hour": "16h30",
        "product_kind": "BC", "product": "về hộ tịch",
    }  # fmt: skip
    answer = client.post(f"/van-ban-den/{paper.ref}/chi-dao/", typed)
    assert answer.status_code == 302
    shown = client.get(answer.url).content.decode()
    assert "30/11/2026" in shown
    task = client.get(Task.objects.get(incoming=paper).get_absolute_url()).content.decode()
    for words in ("Tham mưu", "16:30 30/11/2026", "báo cáo: về hộ tịch"):
        assert words in task


def test_the_council_that_watches_over_a_committee_is_not_among_those_it_may_charge(office: Office):
    new = NewUnit(Tier.OFFICE, "Hội đồng nhân dân xã Mẫu", office.world.units.xa_mau, kind=Kind.OFFICE)
    council = establish_unit(new=new, day=START, decision="", actor=SYSTEM, now=NOW)
    page = signed_in(office.hats.chair).get(f"/van-ban-den/{received(office).ref}/chi-dao/").content.decode()
    assert "Thôn Một" in page
    assert "Hội đồng nhân dân" not in page
    assert council.pk in offices_near(council.pk, DAY), "its own work it gives itself"
    assert council.pk in offices_near(office.committee.pk, DAY, [council.pk]), "a party to a programme stays"


def test_a_due_hour_stands_on_the_page_of_the_paper(office: Office):
    paper = received(office)
    instruct(
        paper=paper, content="Tham mưu", lead=office.section, due=datetime.date(2026, 11, 30),
        due_hour=datetime.time(16, 30), actor=office.hats.chair, now=NOW,
    )  # fmt: skip
    assert "16:30 30/11/2026" in signed_in(office.hats.chair).get(paper.get_absolute_url()).content.decode()


def test_a_due_day_on_a_sunday_is_asked_about_once_and_then_stands(office: Office):
    paper, client = received(office), signed_in(office.hats.chair)
    typed = {"content": "Tham mưu", "lead": str(office.section.ref), "due": "20/12/2026"}
    address = f"/van-ban-den/{paper.ref}/chi-dao/"
    asked = client.post(address, typed).content.decode()
    assert "ngày làm việc tiếp theo, 21/12/2026" in asked
    assert not Instruction.objects.exists()
    assert 'name="asked" value="2026-12-20"' in asked
    other = client.post(address, typed | {"asked": "2026-12-20", "due": "19/12/2026"})
    assert "19/12/2026 là thứ Bảy" in other.content.decode(), "another day is asked about anew"
    assert client.post(address, typed | {"asked": "2026-12-20"}).status_code == 302
    assert Instruction.objects.get().due == datetime.date(2026, 12, 20)
