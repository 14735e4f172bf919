"""A meeting as offices hold it: planned, invited to, answered, held, written down, its conclusions given as tasks."""

import datetime
import io

import docx
import pytest
from tests.world import NOW, TODAY, World, moment

from tongket.base import clock
from tongket.programmes.models import Task
from tongket.reviews.models import Meeting

pytestmark = pytest.mark.django_db
DAY = TODAY + datetime.timedelta(days=2)


def test_a_meeting_from_its_plan_to_its_tasks(world: World, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    clerk, village = world.client("clerk"), world.client("reporter")
    planned = clerk.post(
        "/hoi-nghi/chuan-bi/",
        {
            "title": "Hội nghị sơ kết năm 2026", "kind": "interim", "held_on": "24/11/2026", "starts": "14h",
            "lasts": "90", "place": "Hội trường", "chair": "Chủ tịch UBND xã", "programmes": [world.programme.ref],
            "shown": "on",
        },
    )  # fmt: skip
    where = planned.url
    meeting = Meeting.objects.get(title="Hội nghị sơ kết năm 2026")
    rows = {
        "version": "1", "muc-TOTAL_FORMS": "1", "muc-INITIAL_FORMS": "0",
        "muc-0-minutes": "60", "muc-0-title": "Báo cáo",
    }  # fmt: skip
    clerk.post(f"{where}chuong-trinh/", rows)
    clerk.post(f"{where}thanh-phan/", {"units": [world.units.thon_mot.ref], "others": ""})
    assert "Thôn Một" in clerk.get(f"{where}gui-giay-moi/").content.decode(), "first what goes to whom"
    clerk.post(f"{where}gui-giay-moi/")

    desk = village.get("/ban-viec/").content.decode()
    assert "Hội nghị sơ kết năm 2026, 14:00 ngày 24/11/2026" in desk
    answer = f"/hoi-nghi/tra-loi/{meeting.invited.get().ref}/"
    village.post(answer, {"reply": "comes", "substitute": ""})
    assert "1 trên 1 đã trả lời" in clerk.get(where).content.decode()
    assert "Hội nghị sơ kết năm 2026" in village.get("/lich-tuan/?tuan=2026-W48").content.decode()
    host = world.client("public", headers={"host": "xa-mau.localhost"})
    assert "Hội nghị sơ kết năm 2026" in host.get("/lich-tuan/?tuan=2026-W48").content.decode()

    monkeypatch.setattr(clock, "now", lambda: moment(DAY, 16))
    monkeypatch.setattr(clock, "today", lambda: DAY)
    meeting.sitting.refresh_from_db()
    clerk.post(
        f"{where}bien-ban/",
        {"discussed": "Báo cáo đã trình bày.", "ended": "15h", "present": "31", "present_list": "",
         "version": meeting.sitting.version},
    )  # fmt: skip
    clerk.post(f"{where}ket-luan/", {"text": "1. Giao Thôn Một họp dân, xong trước ngày 30/11/2026."})
    clerk.post(
        f"{where}giao-viec/",
        {"programme": world.programme.slug, "diem-1-tick": "on", "diem-1-lead": world.units.thon_mot.ref,
         "diem-1-due": "30/11/2026"},
    )  # fmt: skip
    made = Task.objects.get(content__startswith="Giao Thôn Một họp dân")
    assert made.unit == world.units.thon_mot
    assert made.content in village.get("/ban-viec/").content.decode()
    assert made.content in village.get("/lich-tuan/?tuan=2026-W49").content.decode(), (
        "its due day stands in the week"
    )
    public = world.client("public").get(where).content.decode()
    assert "Giao Thôn Một họp dân" in public
    word = docx.Document(io.BytesIO(clerk.get(f"{where}in/ket-luan.docx").content))
    assert any("Giao Thôn Một họp dân" in line.text for line in word.paragraphs)
