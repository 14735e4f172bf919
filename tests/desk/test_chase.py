"""Chasing: who is late with what an office gave out, and the official letter to all of them."""

import io
import re

import docx
import pytest
from tests.directives.office import build_office, signed_in
from tests.world import NOW, World, moment

from tongket.desk.chase import late_offices, letter, watched_by
from tongket.desk.papers import head_of, signature_of
from tongket.directives.models import Outgoing
from tongket.programmes.models import Task
from tongket.programmes.tally import tally
from tongket.programmes.task_actions import give_task
from tongket.writer.docx import render_docx
from tongket.writer.form import departures, read_paper

pytestmark = pytest.mark.django_db


def test_the_letter_goes_to_every_late_office_with_its_list_as_annex(world: World):
    offices = late_offices(world.units.xa_mau.pk, NOW)
    assert [(office.name, len(office.lines)) for office in offices] == [("Thôn Hai", 1)]
    counts = tally(watched_by(world.units.xa_mau.pk), NOW.date())
    data = render_docx(letter(world.units.xa_mau, offices, counts, NOW))
    word = docx.Document(io.BytesIO(data))
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    for words in ("Kính gửi: Thôn Hai", "đôn đốc", "quá hạn", "DANH SÁCH", "TM. ỦY BAN NHÂN DÂN"):
        assert words.lower() in (text + "\n".join(cells)).lower()
    for words in ("Họp thôn Hai bàn mức đóng góp làm đường", "91-CT/TW, điểm 2", "30/6/2026", "145"):
        assert words in "\n".join(cells)


def test_the_letter_leaves_number_and_day_to_whoever_issues_it(world: World):
    unit = world.units.xa_mau
    made = letter(unit, late_offices(unit.pk, NOW), tally(watched_by(unit.pk), NOW.date()), NOW)
    assert made.head.number.startswith(" ")
    assert re.fullmatch(r"ngày +tháng +năm 2026", made.head.date)


def test_whoever_runs_the_tasks_takes_the_letter_along_and_nobody_else(world: World):
    for ending in ("docx", "pdf"):
        answer = world.client("clerk").get(f"/ban-viec/don-doc/cong-van.{ending}")
        assert answer.status_code == 200
        assert f'.{ending}"' in answer.headers["Content-Disposition"]
    assert world.client("clerk").get("/ban-viec/don-doc/cong-van.exe").status_code == 404
    assert world.client("reporter").get("/ban-viec/don-doc/cong-van.docx").status_code == 403
    page = world.client("clerk").get("/ban-viec/don-doc/").content.decode()
    assert "Thôn Hai" in page
    assert "/ban-viec/don-doc/cong-van.docx" in page


def test_what_was_sent_back_and_what_the_office_leads_itself_is_not_chased(world: World):
    Task.objects.filter(pk=world.tasks.overdue.pk).update(stage=Task.Stage.SENT_BACK)
    give_task(
        directive=world.directives.ke_hoach, giver=world.units.xa_mau, content="việc nhà", lead=world.units.xa_mau,
        due=NOW.date().replace(month=1), actor=world.hats.clerk, now=moment("2026-01-02"),
    )  # fmt: skip
    assert late_offices(world.units.xa_mau.pk, NOW) == []
    answer = world.client("clerk").get("/ban-viec/don-doc/cong-van.docx")
    assert answer.status_code == 400
    assert "không phải đôn đốc" in answer.content.decode()
    assert "Không ai quá hạn" in world.client("clerk").get("/ban-viec/don-doc/").content.decode()


def test_many_late_offices_are_addressed_by_their_list(world: World):
    (office,) = late_offices(world.units.xa_mau.pk, NOW)
    counts = tally(watched_by(world.units.xa_mau.pk), NOW.date())
    made = letter(world.units.xa_mau, [office] * 30, counts, NOW)
    assert made.addressees == ("Các cơ quan, đơn vị có tên trong danh sách kèm theo",)


def test_the_letter_keeps_the_official_form(world: World):
    counts = tally(watched_by(world.units.xa_mau.pk), NOW.date())
    made = letter(world.units.xa_mau, late_offices(world.units.xa_mau.pk, NOW), counts, NOW)
    found = {fault.code for fault in departures(read_paper(render_docx(made), "cong-van.docx"))}
    assert found <= {"form.number_missing"}  # the number is given when it is issued


def test_the_head_of_the_letter_names_who_writes_and_who_stands_over_it(world: World):
    head = head_of(world.units.van_phong, NOW, "      /VP")
    assert (head.parent, head.agency) == ("ỦY BAN NHÂN DÂN XÃ MẪU", "VĂN PHÒNG HĐND VÀ UBND XÃ MẪU")
    head = head_of(world.units.xa_mau, NOW, "      /UBND")
    assert (head.parent, head.agency, head.place) == ("", "ỦY BAN NHÂN DÂN XÃ MẪU", "Mẫu")
    assert signature_of(world.units.xa_mau, NOW.date()).authority == "TM. ỦY BAN NHÂN DÂN"


def test_one_press_puts_the_letter_into_the_outgoing_book_once_a_day(world: World):
    office = build_office(world)
    late = Task.objects.filter(pk=world.tasks.overdue.pk)
    late.update(giver=office.committee, follower=office.committee)
    client = signed_in(office.hats.clerk)
    assert "/ban-viec/don-doc/du-thao" in client.get("/ban-viec/don-doc/").content.decode()
    answers = [client.post("/ban-viec/don-doc/du-thao") for _press in range(2)]
    paper = Outgoing.objects.get()
    assert {answer.headers["Location"] for answer in answers} == {paper.get_absolute_url()}
    assert (paper.kind, paper.unit, paper.state) == ("CV", office.committee, "draft")
    assert [one.unit_id for one in paper.recipients.all()] == [late.get().unit_id]
    page = client.get(paper.get_absolute_url()).content.decode()
    assert "Họp thôn Hai bàn mức đóng góp làm đường" in page
    late.update(stage=Task.Stage.SENT_BACK)
    assert client.post("/ban-viec/don-doc/du-thao").status_code == 400


def test_a_place_without_papers_of_its_own_only_takes_the_letter_along(world: World):
    client = world.client("clerk")
    assert "/ban-viec/don-doc/du-thao" not in client.get("/ban-viec/don-doc/").content.decode()
    assert client.post("/ban-viec/don-doc/du-thao").status_code == 400
    assert world.client("reporter").post("/ban-viec/don-doc/du-thao").status_code == 403
