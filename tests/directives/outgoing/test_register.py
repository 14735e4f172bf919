"""The document system's register of outgoing papers: taken whole or not at all, and nothing twice."""

import datetime
import io

import pytest
import xlsxwriter
from tests.directives.office import Office, drafted, signed, signed_in
from tests.world.people import NOW

from tongket.base.faults import explain
from tongket.base.models import Entry, SeriesNumber
from tongket.directives.incoming.door import take_in
from tongket.directives.models import Incoming, Outgoing
from tongket.directives.outgoing.actions import number_paper, skip_number
from tongket.directives.outgoing.register import COLUMNS
from tongket.directives.paper_checks import check_outgoing
from tongket.viet.fault import Refusal

pytestmark = pytest.mark.django_db
HEAD = ["STT", "Số ký hiệu", "Ngày ban hành", "Loại văn bản", "Trích yếu", "Người ký", "Nơi nhận",
        "Đơn vị soạn thảo", "Độ khẩn", "Độ mật", "Mã văn bản"]  # fmt: skip
PLAN = [1, "1/KH-UBND", "18/11/2026", "Kế hoạch", "Họp thôn cuối năm", "Lê Văn Chủ", "Sở Nội vụ; Các thôn",
        "phòng kinh tế xã Mẫu", "Khẩn", "Thường", "DI-1"]  # fmt: skip
LETTER = [2, "12/UBND-VX", "19/11/2026", "Công văn", "Trả lời", "", "Sở Y tế", "", "", "", "DI-2"]


def book(*rows: list, head: list | None = None) -> bytes:
    file = io.BytesIO()
    made = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = made.add_worksheet("Sổ đi")
    for index, row in enumerate([head or HEAD, *rows]):
        for column, value in enumerate(row):
            sheet.write(index, column, value)
    made.close()
    return file.getvalue()


def take(office: Office, data: bytes):
    return take_in(data, unit=office.committee, actor=office.hats.clerk, now=NOW)


def refused(office: Office, data: bytes) -> list[tuple[str, str]]:
    """The faults of a refused register, after looking that nothing of it was kept."""
    entries = Entry.objects.count()
    with pytest.raises(Refusal) as why:
        take(office, data)
    assert (Outgoing.objects.count(), Entry.objects.count()) == (0, entries)
    assert all(explain(fault) for fault in why.value.faults)
    return [(fault.code, fault.where) for fault in why.value.faults]


def test_each_row_keeps_its_number_and_its_id_there_and_takes_none_of_ours(office: Office):
    assert len(take(office, book(PLAN, LETTER)).papers) == 2
    one = Outgoing.objects.get(foreign_id="DI-1")
    assert (one.symbol, one.kind, one.number, one.state) == ("01/KH-UBND", "KH", None, "issued")
    assert (one.issued_on, one.signer, one.urgency) == (datetime.date(2026, 11, 18), "Lê Văn Chủ", "urgent")
    assert (one.others, one.drafter) == ("Sở Nội vụ\nCác thôn", office.section)
    letter = Outgoing.objects.get(foreign_id="DI-2")
    assert (letter.kind, letter.drafter) == ("CV", office.committee)
    assert not SeriesNumber.objects.exists()
    assert not Incoming.objects.exists()
    assert check_outgoing() == []


def test_a_second_time_adds_nothing_and_new_rows_are_added(office: Office):
    take(office, book(PLAN))
    again = take(office, book(PLAN, LETTER))
    assert ([one.foreign_id for one in again.papers], again.known) == (["DI-2"], 1)
    bare = [[*row[:-1], ""] for row in (PLAN, LETTER)]
    Outgoing.objects.all().delete()
    assert [one.foreign_id for one in take(office, book(*bare)).papers] == [
        "2026/01/KH-UBND",
        "2026/12/UBND-VX",
    ]
    assert take(office, book(*bare)).known == 2


def test_every_wrong_row_is_named_by_sheet_row_and_column_and_nothing_is_kept(office: Office):
    rows = [
        PLAN,
        [*PLAN[:2], "31/02/2026", *PLAN[3:10], "DI-3"],
        [*PLAN[:1], "", "", *PLAN[3:10], "DI-4"],
        [*PLAN[:2], "30/12/2026", *PLAN[3:10], "DI-5"],
        [*PLAN[:4], "", *PLAN[5:10], "DI-6"],
        PLAN,
    ]
    assert refused(office, book(*rows)) == [
        ("date.unreadable", "trang Sổ đi, ô C3 (Ngày tháng văn bản)"),
        ("register.no_issue_day", "trang Sổ đi, ô C4 (Ngày tháng văn bản)"),
        ("register.no_symbol", "trang Sổ đi, ô B4 (Số, ký hiệu văn bản)"),
        ("paper.day_ahead", "trang Sổ đi, ô C5 (Ngày tháng văn bản)"),
        ("directive.no_abstract", "trang Sổ đi, ô E6 (Tên loại và trích yếu nội dung văn bản)"),
        ("register.row_twice", "trang Sổ đi, dòng 7"),
    ]


def test_a_missing_column_and_a_secret_row_stop_the_whole_file(office: Office):
    head = [heading if heading != "Ngày ban hành" else "Ghi chú" for heading in HEAD]
    assert refused(office, book(PLAN, head=head)) == [("register.column_missing", "trang Sổ đi")]
    secret = [*LETTER[:9], "Mật", "DI-2"]
    assert refused(office, book(PLAN, secret)) == [("file.secret", "trang Sổ đi, ô J3 (Độ mật)")]


@pytest.mark.parametrize("heading", ["SỐ, KÝ HIỆU", "Số/Ký hiệu", "số ký hiệu"])
def test_headings_are_known_as_systems_spell_them(heading: str):
    assert COLUMNS.key_of(heading) == "symbol"


def test_only_the_clerk_of_the_office_takes_it_in(office: Office):
    for hat in (office.hats.chair, office.hats.party_clerk):
        with pytest.raises(Refusal) as why:
            take_in(book(PLAN), unit=office.committee, actor=hat, now=NOW)
        assert why.value.faults[0].code == "grant.refused"
    assert not Outgoing.objects.exists()


def test_our_series_does_not_give_a_number_that_was_given_there(office: Office):
    take(office, book(PLAN))
    paper = signed(office, drafted(office))
    with pytest.raises(Refusal) as why:
        number_paper(paper=paper, actor=office.hats.clerk, now=NOW)
    assert why.value.faults[0].code == "outgoing.number_there"
    skip_number(
        unit=office.committee, kind="KH", reason="đã cấp ở hệ thống khác", actor=office.hats.clerk, now=NOW
    )
    assert number_paper(paper=paper, actor=office.hats.clerk, now=NOW).symbol == "02/KH-UBND"


def test_the_door_tells_the_book_by_its_headings_and_the_page_says_where_it_came_from(office: Office):
    client = signed_in(office.hats.clerk)
    data = io.BytesIO(book(PLAN))
    data.name = "so-di.xlsx"
    answer = client.post("/van-ban-den/nhap/", {"file": data}, follow=True)
    page = answer.content.decode()
    assert answer.request["PATH_INFO"] == Outgoing.objects.get().get_absolute_url()
    assert "DI-1" in page
    assert "Lê Văn Chủ" in page
    assert "edxml" not in page
    assert client.get("/van-ban-di/?nhom=da-cap-so").content.decode().count("01/KH-UBND") == 1
