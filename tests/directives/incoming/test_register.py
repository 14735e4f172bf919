"""The document system's register: found by its headings, taken whole or not at all, and nothing twice."""

import datetime
import io
import random
import zipfile

import pytest
import xlsxwriter
from django.db import transaction
from tests.directives.office import DAY, Office, received
from tests.world.people import NOW

from tongket.base.faults import explain
from tongket.base.models import Entry, SeriesNumber
from tongket.directives.edxml import write_package
from tongket.directives.incoming.columns import COLUMNS
from tongket.directives.incoming.door import take_in
from tongket.directives.incoming.queries import paper_lines
from tongket.directives.incoming.register import import_register, write_register
from tongket.directives.models import Incoming
from tongket.viet.fault import Refusal

pytestmark = pytest.mark.django_db
HEAD = ["STT", "Số đến", "Ngày đến", "Số/Ký hiệu", "Ngày ban hành", "Cơ quan ban hành", "Loại văn bản",
        "Trích yếu nội dung", "Hạn xử lý", "Độ khẩn", "Độ mật", "Mã văn bản"]  # fmt: skip
ROW = [1, 152, datetime.date(2026, 11, 19), "125/SNV-CCHC", "18/11/2026", "Sở Nội vụ tỉnh Mẫu", "Công văn",
       "Báo cáo cải cách hành chính", "30/11/2026", "Khẩn", "Thường", "VB-1001"]  # fmt: skip
OTHER = [2, 153, "20/11/2026", "05-CV/TU", "19/11/2026", "Tỉnh ủy Mẫu", "", "Mời họp", "", "", "", "VB-1002"]


def book(*rows: list, head: list | None = None, title: bool = True) -> bytes:
    file = io.BytesIO()
    made = xlsxwriter.Workbook(file, {"in_memory": True})
    day = made.add_format({"num_format": "dd/mm/yyyy"})
    sheet = made.add_worksheet("Sổ đến")
    if title:
        sheet.write(0, 0, "SỔ VĂN BẢN ĐẾN NĂM 2026")
    for index, row in enumerate([head or HEAD, *rows], start=2 if title else 0):
        for column, value in enumerate(row):
            if isinstance(value, datetime.date):
                sheet.write_datetime(index, column, datetime.datetime.combine(value, datetime.time()), day)
            else:
                sheet.write(index, column, value)
    made.close()
    return file.getvalue()


def take(office: Office, data: bytes):
    return import_register(data, unit=office.committee, actor=office.hats.clerk, now=NOW)


def refused(office: Office, data: bytes) -> list[tuple[str, str]]:
    """The faults of a refused register, after looking that nothing of it was kept."""
    entries = Entry.objects.count()
    with pytest.raises(Refusal) as why:
        take(office, data)
    assert (Incoming.objects.count(), Entry.objects.count()) == (0, entries)
    assert all(explain(fault) for fault in why.value.faults)
    return [(fault.code, fault.where) for fault in why.value.faults]


def changed(row: list, **cells: object) -> list:
    names = {
        "number": 1,
        "arrived": 2,
        "symbol": 3,
        "issued": 4,
        "sender": 5,
        "abstract": 7,
        "secret": 10,
        "id": 11,
    }
    made = list(row)
    for name, value in cells.items():
        made[names[name]] = value
    return made


def test_each_row_keeps_its_number_and_its_id_there(office: Office):
    taken = take(office, book(ROW, OTHER))
    assert (len(taken.new), taken.known) == (2, 0)
    one = Incoming.objects.get(foreign_id="VB-1001")
    assert (one.arrival, one.number, one.arrived_on, one.symbol, one.issued_on) == (
        "152", None, datetime.date(2026, 11, 19), "125/SNV-CCHC", datetime.date(2026, 11, 18),
    )  # fmt: skip
    assert (one.due, one.urgency, one.source) == (datetime.date(2026, 11, 30), "urgent", "register")
    assert not SeriesNumber.objects.exists(), "the book is kept there"


def test_a_second_time_adds_nothing_and_new_rows_are_added(office: Office):
    take(office, book(ROW))
    again = take(office, book(ROW, OTHER))
    assert ([one.foreign_id for one in again.new], again.known) == (["VB-1002"], 1)
    assert Incoming.objects.count() == 2


def test_without_an_id_the_number_of_the_year_is_one(office: Office):
    rows = [changed(ROW, id=""), changed(OTHER, id="")]
    assert [one.foreign_id for one in take(office, book(*rows)).new] == ["2026/152", "2026/153"]
    assert take(office, book(*rows)).known == 2


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Số, ký hiệu", "symbol"),
        ("SỐ KÝ HIỆU", "symbol"),
        ("số / ký  hiệu", "symbol"),
        ("Nơi gửi", "sender"),
        ("Tác giả", "sender"),
        ("TRÍCH YẾU", "abstract"),
        ("Tên loại và trích yếu nội dung văn bản", "abstract"),
        ("Ngày vào sổ", "arrived_on"),
        ("Thời hạn giải quyết", "due"),
        ("Ghi chú", ""),
        ("", ""),
    ],
)
def test_headings_are_known_as_systems_spell_them(heading: str, key: str):
    assert COLUMNS.key_of(heading) == key


def test_every_missing_column_is_named(office: Office):
    head = ["STT", "Số", "Ngày", "Số/Ký hiệu", "Ngày ban hành", "Nơi gửi"]
    assert refused(office, book(ROW, head=head)) == [("register.column_missing", "trang Sổ đến")] * 3


def test_every_wrong_row_is_told_by_sheet_row_and_column(office: Office):
    rows = [
        changed(ROW, arrived="hôm qua"),
        changed(ROW, number="", id="2"),
        changed(ROW, sender=" ", abstract="", id="3"),
        changed(ROW, arrived="", id="4"),
        changed(ROW, issued="25/11/2026", id="5"),
        changed(ROW, id="6"),
        changed(ROW, id="6"),
    ]
    assert refused(office, book(*rows)) == [
        ("date.unreadable", "trang Sổ đến, ô C4 (Ngày đến)"),
        ("register.no_number", "trang Sổ đến, ô B5 (Số đến)"),
        ("paper.no_sender", "trang Sổ đến, dòng 6"),
        ("directive.no_abstract", "trang Sổ đến, dòng 6"),
        ("register.no_day", "trang Sổ đến, ô C7 (Ngày đến)"),
        ("paper.arrived_before", "trang Sổ đến, dòng 8"),
        ("register.row_twice", "trang Sổ đến, dòng 10"),
    ]


@pytest.mark.parametrize("mark", ["Mật", "TỐI MẬT", "tuyệt mật", "A"])
def test_a_row_that_is_secret_stops_the_whole_file(office: Office, mark: str):
    assert refused(office, book(ROW, changed(OTHER, secret=mark))) == [
        ("file.secret", "trang Sổ đến, ô K5 (Độ mật)")
    ]


def test_many_wrong_rows_are_told_up_to_a_bound(office: Office):
    found = refused(office, book(*[changed(ROW, sender="", id=str(at)) for at in range(300)]))
    assert (len(found), found[-1][0]) == (201, "register.more")


@pytest.mark.parametrize("data", [b"", b"hello", b"PK\x03\x04" + bytes(100)])
def test_what_is_no_workbook_is_refused(office: Office, data: bytes):
    assert refused(office, data) == [("workbook.unreadable", "")]
    with pytest.raises(Refusal):
        take_in(data, unit=office.committee, actor=office.hats.clerk, now=NOW)


def test_what_we_write_another_installation_takes_in(office: Office):
    received(office)
    received(office, abstract="Phòng chống lụt bão", symbol="", issued_on=None)
    data = write_register(paper_lines(Incoming.objects.order_by("number"), DAY), title="Sổ")
    taken = import_register(data, unit=office.party, actor=office.hats.party_clerk, now=NOW)
    assert [(one.arrival, one.sender, one.abstract, one.symbol) for one in taken.new] == [
        ("1", "Sở Nội vụ tỉnh Mẫu", "Báo cáo kết quả cải cách hành chính năm 2026", "125/SNV-CCHC"),
        ("2", "Sở Nội vụ tỉnh Mẫu", "Phòng chống lụt bão", ""),
    ]
    assert data == write_register(
        paper_lines(Incoming.objects.filter(unit=office.committee).order_by("number"), DAY), title="Sổ"
    )


def test_one_door_tells_a_register_from_a_package_and_a_package_comes_once(office: Office):
    from tests.directives.edxml.test_packages import PACKAGE, SENT

    package = write_package(PACKAGE, sent=SENT)
    for data, new in ((book(ROW), 1), (package, 1), (package, 0)):
        entered = take_in(data, unit=office.committee, actor=office.hats.clerk, now=NOW)
        assert (len(entered.papers), entered.known) == (new, 1 - new)
    one = Incoming.objects.get(source="edxml")
    assert (one.number, one.symbol, one.sender, one.foreign_id) == (
        1, "12/UBND-VX", "Ủy ban nhân dân xã Mẫu", "000.00.01.H41,2026/11/20,12/UBND-VX",
    )  # fmt: skip
    assert one.papers.get().file.name == "van-ban.txt"


def test_a_package_with_a_stamped_file_is_stopped_and_nothing_is_kept(office: Office):
    from tests.directives.edxml.test_packages import SENT, changed

    from tongket.directives.edxml import Attachment

    stamped = write_package(changed(attachments=(Attachment("a.txt", "MẬT\nKế hoạch".encode()),)), sent=SENT)
    with pytest.raises(Refusal) as why:
        take_in(stamped, unit=office.committee, actor=office.hats.clerk, now=NOW)
    assert why.value.faults[0].code == "file.secret"
    assert not Incoming.objects.exists()


WORDS = ("mười hai", "#REF!", "31/02/2026", "-", "", "9" * 400, "=1+1", "MẬT", "_x0000_", 1e300, "ẫ" * 50)


def fuzzed(office: Office, n: int, seed: int) -> int:
    """Take in n registers with something wrong in each; how many were refused. Any other exception is a fault."""
    rng, good, refusals = random.Random(seed), book(ROW, OTHER), 0
    for turn in range(n):
        data = rng.choice([_bytes, _part, _cells])(rng, good)
        try:
            with transaction.atomic():
                take(office, data)
                transaction.set_rollback(True)
        except Refusal as why:
            refusals += 1
            assert why.faults  # noqa: PT017
        except BaseException as error:
            raise AssertionError(f"register {turn} of seed {seed}: {error!r}") from error
        assert not Incoming.objects.exists()
    return refusals


def _bytes(rng: random.Random, data: bytes) -> bytes:
    made = bytearray(data)
    for _ in range(rng.randint(1, 20)):
        made[rng.randrange(len(made))] = rng.randrange(256)
    return bytes(made[: rng.choice([len(made), rng.randrange(len(made))])])


def _part(rng: random.Random, data: bytes) -> bytes:
    """A part of the archive is dropped, emptied or takes the place of another."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        names = old.namelist()
        victim, other, how = rng.choice(names), rng.choice(names), rng.randrange(3)
        for name in names:
            if name != victim:
                new.writestr(name, old.read(name))
            elif how:
                new.writestr(name, old.read(other) if how == 1 else b"")
    return out.getvalue()


def _cells(rng: random.Random, _data: bytes) -> bytes:
    row = list(ROW)
    for _ in range(rng.randint(1, 5)):
        row[rng.randrange(len(row))] = rng.choice(WORDS)
    return book(row, OTHER)


def test_damaged_registers_are_refused_or_taken_and_never_break(office: Office):
    assert fuzzed(office, 120, 5) > 60


def test_our_own_book_handed_in_again_adds_nothing(office: Office):
    received(office)
    take(office, book(ROW))
    ours = Incoming.objects.filter(unit=office.committee).order_by("pk")
    data = write_register(paper_lines(ours, DAY), title="Sổ")
    again = take(office, data)
    assert (again.new, again.known, ours.count()) == ([], 2, 2)


def test_a_number_of_our_own_series_is_borne_by_one_paper(office: Office):
    received(office)
    with pytest.raises(Refusal) as why:
        take(office, book(changed(ROW, number=1)))
    assert [(fault.code, fault.where) for fault in why.value.faults] == [
        ("register.number_taken", "trang Sổ đến, ô B4 (Số đến)")
    ]
    assert Incoming.objects.count() == 1


def test_a_word_that_is_no_kind_and_no_urgency_is_named_by_its_cell_with_all_else_that_is_wrong(
    office: Office,
):
    row = changed(ROW, issued="31/02/2026", sender="", abstract="")
    row[6], row[9] = "Lạ", "siêu khẩn"
    assert refused(office, book(row)) == [
        ("date.unreadable", "trang Sổ đến, ô E4 (Ngày văn bản)"),
        ("register.unknown_kind", "trang Sổ đến, ô G4 (Loại văn bản)"),
        ("register.unknown_urgency", "trang Sổ đến, ô J4 (Độ khẩn)"),
        ("paper.no_sender", "trang Sổ đến, dòng 4"),
        ("directive.no_abstract", "trang Sổ đến, dòng 4"),
    ]
