"""A meeting from its plan to its news: programme, invitations, answers, minutes, the list that is destroyed."""

import datetime
import io

import docx
import pikepdf
import pytest
from django.conf import settings
from django.test import Client
from tests.world import NOW, TODAY, World, moment

from tongket.base import clock
from tongket.base.models import Entry, File, Notice, SearchRow
from tongket.base.schedule import jobs
from tongket.reviews.meetings.fields import parse_hour
from tongket.reviews.meetings.held import forget_present, write_minutes
from tongket.reviews.meetings.models import Invited, Sitting
from tongket.reviews.meetings.planning import Item, invite, reply_invitation, set_agenda
from tongket.reviews.models import Meeting
from tongket.units.hats import SYSTEM
from tongket.viet.fault import Refusal
from tongket.writer.form.paper import read_paper
from tongket.writer.form.rules import departures

pytestmark = pytest.mark.django_db
DAY = TODAY + datetime.timedelta(days=4)
TITLE = "Hội nghị tổng kết thực hiện dân chủ ở cơ sở năm 2026"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def clerk(world: World) -> Client:
    return world.client("clerk")


def typed(world: World, **more: object) -> dict[str, object]:
    return {
        "title": TITLE, "kind": "final", "held_on": "26/11/2026", "starts": "8h00", "lasts": "120",
        "place": "Hội trường UBND xã", "chair": "Chủ tịch UBND xã", "secretary": "Công chức Văn phòng",
        "programmes": [world.programme.ref], "reviews": [world.published.ref], **more,
    }  # fmt: skip


@pytest.fixture
def meeting(world: World, clerk: Client) -> Meeting:
    answer = clerk.post("/hoi-nghi/chuan-bi/", typed(world))
    assert answer.status_code == 302, answer.content.decode()
    return Meeting.objects.get(title=TITLE)


ROWS = {
    "version": "1", "muc-TOTAL_FORMS": "3", "muc-INITIAL_FORMS": "0",
    "muc-0-minutes": "10", "muc-0-title": "Khai mạc",
    "muc-0-who": "Chủ tịch UBND xã", "muc-0-words": "Kính thưa các đồng chí",
    "muc-1-minutes": "45", "muc-1-title": "Báo cáo tổng kết", "muc-1-who": "Văn phòng",
    "muc-2-minutes": "", "muc-2-title": "",
}  # fmt: skip


@pytest.fixture
def prepared(world: World, clerk: Client, meeting: Meeting) -> Meeting:
    clerk.post(f"/hoi-nghi/{meeting.ref}/chuong-trinh/", ROWS)
    clerk.post(
        f"/hoi-nghi/{meeting.ref}/thanh-phan/",
        {"units": [world.units.thon_mot.ref, world.units.mat_tran.ref], "others": "Thường trực HĐND tỉnh\n"},
    )
    return meeting


@pytest.fixture
def sent(clerk: Client, prepared: Meeting) -> Meeting:
    assert clerk.post(f"/hoi-nghi/{prepared.ref}/gui-giay-moi/").status_code == 302
    return Meeting.objects.get(pk=prepared.pk)


def page(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_a_planned_meeting_is_seen_by_its_office_and_not_by_the_public(
    world: World, clerk: Client, meeting: Meeting
):
    where = f"/hoi-nghi/{meeting.ref}/"
    assert "26/11/2026, 08:00" in page(clerk, where)
    assert world.client("public").get(where).status_code == 404
    assert world.client("stranger").get(where).status_code == 404
    assert TITLE not in page(world.client("public"), "/hoi-nghi/")
    assert SearchRow.objects.get(ref=meeting.ref).access == "unit"


def test_a_day_that_has_passed_is_no_plan_and_what_was_typed_stays(world: World, clerk: Client):
    answer = clerk.post("/hoi-nghi/chuan-bi/", typed(world, held_on="20/11/2026"))
    assert answer.status_code == 400
    assert "20/11/2026 đã qua" in answer.content.decode()
    assert f'value="{TITLE}"' in answer.content.decode()


def test_an_hour_that_is_none_is_asked_for_again(world: World, clerk: Client):
    answer = clerk.post("/hoi-nghi/chuan-bi/", typed(world, starts="25:00"))
    assert answer.status_code == 400
    assert "không phải là giờ" in answer.content.decode()


def test_hours_are_read_as_people_write_them():
    assert parse_hour("8h30") == parse_hour("08:30") == parse_hour("8 giờ 30") == datetime.time(8, 30)
    assert parse_hour("14 giờ") == datetime.time(14)
    assert parse_hour("sáng") is None


def test_the_hours_of_the_programme_follow_from_the_minutes(clerk: Client, prepared: Meeting):
    told = page(clerk, f"/hoi-nghi/{prepared.ref}/")
    assert "08:00 – 08:10" in told
    assert "08:10 – 08:55" in told
    assert "Kính thưa" not in told, "the chair's words stand in the running order alone"


def test_a_point_without_its_minutes_is_asked_about(clerk: Client, meeting: Meeting):
    answer = clerk.post(f"/hoi-nghi/{meeting.ref}/chuong-trinh/", ROWS | {"muc-2-title": "Bế mạc"})
    assert answer.status_code == 400
    assert "Mục này mất bao nhiêu phút?" in answer.content.decode()
    assert not meeting.items.exists()


def test_more_rows_keep_what_was_typed(clerk: Client, meeting: Meeting):
    answer = clerk.post(f"/hoi-nghi/{meeting.ref}/chuong-trinh/", ROWS | {"more": "1"})
    assert "Khai mạc" in answer.content.decode()
    assert not meeting.items.exists()


def test_invitations_go_out_once_with_a_number_and_stand_on_the_desks(
    world: World, clerk: Client, sent: Meeting
):
    assert sent.sitting.sent_on == TODAY
    notices = Notice.objects.filter(code="notice.invited")
    assert {one.unit_id for one in notices} == {world.units.thon_mot.pk, world.units.mat_tran.pk}
    again = clerk.post(f"/hoi-nghi/{sent.ref}/gui-giay-moi/")
    assert again.status_code == 400
    assert "Giấy mời đã gửi" in again.content.decode()
    assert notices.count() == 2


def test_nobody_invited_is_told_before_anything_is_sent(clerk: Client, meeting: Meeting):
    answer = clerk.post(f"/hoi-nghi/{meeting.ref}/gui-giay-moi/")
    assert answer.status_code == 400
    meeting.sitting.refresh_from_db()
    assert meeting.sitting.sent_on is None


def test_an_office_is_invited_once(world: World, prepared: Meeting):
    with pytest.raises(Refusal):
        invite(meeting=prepared, units=[world.units.thon_mot], actor=world.hats.clerk, now=NOW)
    assert prepared.invited.filter(unit=world.units.thon_mot).count() == 1


def test_whoever_is_taken_off_before_the_sending_gets_none(clerk: Client, prepared: Meeting):
    one = prepared.invited.get(unit=None)
    clerk.post(f"/hoi-nghi/khach-moi/{one.ref}/bo")
    assert not prepared.invited.filter(pk=one.pk).exists()


def test_the_invitations_are_printed_for_all_in_one_file(clerk: Client, sent: Meeting):
    where = f"/hoi-nghi/{sent.ref}/in/giay-moi"
    word = docx.Document(io.BytesIO(clerk.get(f"{where}.docx").content))
    words = "\n".join(line.text for line in word.paragraphs)
    for named in ("Thôn Một", "Ủy ban MTTQ Việt Nam xã Mẫu", "Thường trực HĐND tỉnh"):
        assert f"trân trọng kính mời: {named}" in words
    assert "08 giờ 00, thứ Năm, ngày 26/11/2026" in words
    with pikepdf.open(io.BytesIO(clerk.get(f"{where}.pdf").content)) as pdf:
        assert len(pdf.pages) == 3


@pytest.mark.parametrize("name", ["chuong-trinh", "kich-ban", "bien-ban", "ket-luan"])
@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_each_paper_can_be_printed(clerk: Client, prepared: Meeting, name: str, ending: str):
    answer = clerk.get(f"/hoi-nghi/{prepared.ref}/in/{name}.{ending}")
    assert answer.status_code == 200
    assert answer.content[:2] == (b"PK" if ending == "docx" else b"%P")


@pytest.mark.parametrize("name", ["giay-moi", "chuong-trinh", "bien-ban", "ket-luan"])
def test_each_paper_keeps_the_official_form(clerk: Client, sent: Meeting, name: str):
    if name == "giay-moi":
        sent.invited.filter(order__gt=1).delete()  # several in one file are no single paper
    data = clerk.get(f"/hoi-nghi/{sent.ref}/in/{name}.docx").content
    assert departures(read_paper(data, f"{name}.docx")) == []


def test_the_invited_answer_from_their_desk(world: World, clerk: Client, sent: Meeting):
    village = world.client("reporter")
    one = sent.invited.get(unit=world.units.thon_mot)
    where = f"/hoi-nghi/tra-loi/{one.ref}/"
    assert TITLE in page(village, where)
    nobody = village.post(where, {"reply": "sends", "substitute": ""})
    assert nobody.status_code == 400
    assert "chức vụ người dự thay" in nobody.content.decode()
    village.post(where, {"reply": "sends", "substitute": "Phó Trưởng thôn"})
    assert "Phó Trưởng thôn" in page(clerk, f"/hoi-nghi/{sent.ref}/")
    village.post(where, {"reply": "comes", "substitute": "Phó Trưởng thôn"})
    one.refresh_from_db()
    assert (one.reply, one.substitute) == ("comes", ""), "who comes needs no substitute"
    assert village.get(f"{where}giay-moi.pdf").content[:2] == b"%P"


def test_before_it_is_sent_the_invited_see_nothing_and_others_never_do(world: World, prepared: Meeting):
    one = prepared.invited.get(unit=world.units.thon_mot)
    village = world.client("reporter")
    assert village.get(f"/hoi-nghi/tra-loi/{one.ref}/").status_code == 404
    assert world.client("second_reporter").get(f"/hoi-nghi/tra-loi/{one.ref}/").status_code == 403


def test_a_meeting_that_moves_tells_the_invited(world: World, clerk: Client, sent: Meeting):
    version = sent.sitting.version
    moved = typed(world, starts="14:00", version=version)
    assert clerk.post(f"/hoi-nghi/{sent.ref}/sua/", moved).status_code == 302
    told = Notice.objects.filter(code="notice.meeting_moved", unit_id=world.units.thon_mot.pk)
    assert told.get().values["hour"] == "14:00"
    late = clerk.post(f"/hoi-nghi/{sent.ref}/sua/", moved | {"starts": "15:00"})
    assert late.status_code == 400
    assert "người khác" in late.content.decode()


def test_a_meeting_that_is_called_off_tells_the_invited_and_takes_no_change(
    world: World, clerk: Client, sent: Meeting
):
    clerk.post(f"/hoi-nghi/{sent.ref}/huy/")
    assert Notice.objects.filter(code="notice.meeting_off").count() == 2
    assert clerk.post(f"/hoi-nghi/{sent.ref}/sua/", typed(world)).status_code == 400
    assert clerk.get(f"/hoi-nghi/{sent.ref}/").status_code == 200


def test_a_contribution_is_asked_for_and_its_text_comes_from_the_office(
    world: World, clerk: Client, sent: Meeting
):
    clerk.post(
        f"/hoi-nghi/{sent.ref}/tham-luan/",
        {"unit": world.units.thon_mot.ref, "title": "Thôn Một hiến đất làm đường"},
    )
    one = sent.contributions.get()
    assert Notice.objects.filter(code="notice.contribution", unit_id=world.units.thon_mot.pk).exists()
    village = world.client("reporter")
    text = io.BytesIO("Tham luận của thôn Một".encode())
    text.name = "tham-luan.txt"
    assert village.post(f"/hoi-nghi/tham-luan/{one.ref}/gui/", {"file": text}).status_code == 302
    assert "Tham luận" in b"".join(clerk.get(f"/hoi-nghi/tham-luan/{one.ref}/").streaming_content).decode()
    assert world.client("stranger").get(f"/hoi-nghi/tham-luan/{one.ref}/").status_code == 403
    assert world.client("second_reporter").post(f"/hoi-nghi/tham-luan/{one.ref}/gui/", {}).status_code in (
        403,
        404,
    )


def test_a_stamped_contribution_is_stopped_and_nothing_is_kept(world: World, clerk: Client, sent: Meeting):
    clerk.post(f"/hoi-nghi/{sent.ref}/tham-luan/", {"named": "Văn phòng", "title": "Bài viết"})
    one, files = sent.contributions.get(), File.objects.count()
    text = io.BytesIO("TỐI MẬT\nNội dung".encode())
    text.name = "bai.txt"
    assert clerk.post(f"/hoi-nghi/tham-luan/{one.ref}/gui/", {"file": text}).status_code == 400
    assert File.objects.count() == files


def minutes(meeting: Meeting, **more: object) -> dict[str, object]:
    meeting.sitting.refresh_from_db()
    return {
        "discussed": "Chủ tịch UBND xã khai mạc.\nVăn phòng trình bày báo cáo.", "ended": "10h30",
        "present": "", "present_list": "Bí thư chi bộ thôn Một\nChủ tịch MTTQ\n",
        "version": meeting.sitting.version, **more,
    }  # fmt: skip


@pytest.fixture
def held(clerk: Client, sent: Meeting, monkeypatch: pytest.MonkeyPatch) -> Meeting:
    monkeypatch.setattr(clock, "now", lambda: moment(DAY, 11))
    monkeypatch.setattr(clock, "today", lambda: DAY)
    answer = clerk.post(f"/hoi-nghi/{sent.ref}/bien-ban/", minutes(sent))
    assert answer.status_code == 302, answer.content.decode()
    return Meeting.objects.get(pk=sent.pk)


def test_minutes_before_the_meeting_are_refused(clerk: Client, sent: Meeting):
    answer = clerk.post(f"/hoi-nghi/{sent.ref}/bien-ban/", minutes(sent))
    assert answer.status_code == 400
    assert "chưa đến" in answer.content.decode()


def test_with_its_minutes_the_meeting_is_public_but_not_who_was_there(
    world: World, clerk: Client, held: Meeting
):
    told = page(world.client("public"), f"/hoi-nghi/{held.ref}/")
    assert TITLE in told
    assert "Bí thư chi bộ" not in told
    assert "Bí thư chi bộ" in page(clerk, f"/hoi-nghi/{held.ref}/bien-ban/")
    assert held.sitting.present == 2
    assert SearchRow.objects.get(ref=held.ref).access == "public"


def test_the_minutes_name_nobody_who_was_there(clerk: Client, held: Meeting):
    word = docx.Document(io.BytesIO(clerk.get(f"/hoi-nghi/{held.ref}/in/bien-ban.docx").content))
    words = "\n".join(line.text for line in word.paragraphs)
    assert "Số người có mặt: 2" in words
    assert "Bí thư chi bộ" not in words
    assert "Cuộc họp kết thúc vào 10 giờ 30, ngày 26/11/2026" in words


def test_the_list_of_those_present_is_destroyed_after_the_set_days_and_the_count_stays(
    world: World, held: Meeting
):
    reply_to = held.invited.get(unit=world.units.thon_mot)
    Invited.objects.filter(pk=reply_to.pk).update(reply="sends", substitute="Phó Trưởng thôn")
    last = DAY + datetime.timedelta(days=settings.PRESENT_LIST_DAYS)
    assert forget_present(now=moment(last)) == 0, "on the last day it still stands"
    assert forget_present(now=moment(last + datetime.timedelta(days=1))) == 1
    sitting = Sitting.objects.get(meeting=held)
    assert (sitting.present_list, sitting.present) == ("", 2)
    reply_to.refresh_from_db()
    assert (reply_to.reply, reply_to.substitute) == ("sends", "")
    assert forget_present(now=moment(last + datetime.timedelta(days=2))) == 0
    entry = Entry.objects.get(kind="meetings.forget_present", subject=held.ref)
    assert b"thon" not in bytes(entry.body)
    assert not any("Bí thư chi bộ".encode() in bytes(one.body) for one in Entry.objects.all())


def test_no_new_list_is_taken_once_the_first_was_destroyed(world: World, held: Meeting):
    after = moment(DAY + datetime.timedelta(days=60))
    forget_present(now=after)
    held.sitting.refresh_from_db()
    with pytest.raises(Refusal):
        write_minutes(
            meeting=held, discussed="Sửa", ended=None, present=3, present_list="Bí thư chi bộ",
            version=held.sitting.version, actor=world.hats.clerk, now=after,
        )  # fmt: skip


def test_destroying_is_a_job_of_the_worker():
    assert "tongket.reviews.meetings.held.forget_present" in {job.path for job in jobs()}


def test_the_draft_article_tells_what_the_records_tell_and_names_no_person(
    world: World, clerk: Client, held: Meeting
):
    clerk.post(
        f"/hoi-nghi/{held.ref}/ket-luan/", {"text": "1. Giao Thôn Một họp dân.\n2. Công khai kết quả."}
    )
    told = page(clerk, f"/hoi-nghi/{held.ref}/tin-bai/")
    assert "Sáng ngày 26/11/2026, tại Hội trường UBND xã" in told
    assert "Giao Thôn Một họp dân." in told
    assert world.published.title[1:] in told
    assert "Vũ Thị Chủ Tịch" not in told
    assert world.client("public").get(f"/hoi-nghi/{held.ref}/tin-bai/").status_code in (302, 403)


@pytest.mark.parametrize(
    "address", ["sua", "chuong-trinh", "tham-luan", "thanh-phan", "gui-giay-moi", "huy", "bien-ban"]
)
def test_others_do_not_prepare_it(world: World, sent: Meeting, address: str):
    assert world.client("reporter").get(f"/hoi-nghi/{sent.ref}/{address}/").status_code == 403
    assert world.client("stranger").get(f"/hoi-nghi/{sent.ref}/{address}/").status_code == 404


def test_an_agenda_without_points_is_refused(world: World, meeting: Meeting):
    with pytest.raises(Refusal):
        set_agenda(meeting=meeting, items=[], version=1, actor=world.hats.clerk, now=NOW)
    set_agenda(meeting=meeting, items=[Item(15, "Khai mạc")], version=1, actor=world.hats.clerk, now=NOW)
    assert meeting.sitting.minutes() == 15


def test_only_the_invited_office_answers(world: World, sent: Meeting):
    one = sent.invited.get(unit=world.units.thon_mot)
    with pytest.raises(Refusal):
        reply_invitation(invited=one, reply="comes", actor=world.hats.second_reporter, now=NOW)
    reply_invitation(invited=one, reply="comes", actor=SYSTEM, now=NOW)
