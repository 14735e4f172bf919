"""The two papers of a work file in official form: the list of what lies in it, the minutes of its handover.

Decree 30/2020/NĐ-CP, Article 29 and 30, Annex V: list of papers, list of files, minutes of handover.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time

from tongket.directives.models import WorkFile
from tongket.directives.numbering import is_party
from tongket.directives.outgoing.document import area_of, place_in
from tongket.directives.workfiles.queries import Filed, papers_of
from tongket.units.queries import names_of
from tongket.viet.dates import format_date, format_date_long
from tongket.viet.text import lower_first
from tongket.writer.document import Block, Cell, Column, Document, Head, Paragraph, Signature, Table, Text
from tongket.writer.layout import moment_text

LIST, MINUTES = "muc-luc", "bien-ban"
COLUMNS = (
    Column("Số TT", "right", 7),  # no head, symbol or day breaks within a word in Word
    Column("Số, ký hiệu", width=18),
    Column("Ngày văn bản", width=17),
    Column("Tác giả", width=14),
    Column("Tên loại và trích yếu nội dung", width=25),
    Column("Số trang", "right", 10),
    Column("Ghi chú", width=9),
)


def paper_list(work_file: WorkFile) -> Document:
    """Mục lục văn bản: every paper with its place, symbol, day, author, abstract and pages."""
    day = work_file.closed_on or work_file.opened_on
    rows = papers_of(work_file, day)
    lines = (
        f"Hồ sơ số, ký hiệu: {work_file.code}.",
        f"Tiêu đề hồ sơ: {work_file.title}.",
        f"Thời hạn bảo quản: {retention_words(work_file)} ({work_file.ground}).",
        f"Thời gian: từ {format_date(work_file.opened_on)}"
        + (f" đến {format_date(work_file.closed_on)}." if work_file.closed_on else "; chưa kết thúc."),
    )
    table = Table(COLUMNS, tuple(_row(place, row) for place, row in enumerate(rows, start=1)))
    pages, left = _pages(rows)
    last = (
        f"Hồ sơ gồm {len(rows)} văn bản"
        + (f", {pages} trang" if pages else "")
        + (f"; {left} văn bản chưa ghi số trang." if left else ".")
    )
    body: tuple[Block, ...] = (*map(_words, lines), table, _words(last))
    return _document(
        work_file, day, "MỤC LỤC VĂN BẢN", f"Trong hồ sơ “{work_file.title}”", body, work_file.keeper
    )


def handover_minutes(work_file: WorkFile) -> Document:
    """Biên bản giao nhận hồ sơ: who hands which file to whom, with how many papers."""
    day = work_file.handed_over_on or work_file.closed_on or work_file.opened_on
    rows = papers_of(work_file, day)
    giver = names_of([work_file.unit_id], day).get(work_file.unit_id, "")
    pages, left = _pages(rows)
    table = Table(
        (
            Column("Số TT", "right", 7),
            Column("Số, ký hiệu hồ sơ", width=18),
            Column("Tiêu đề hồ sơ", width=37),
            Column("Thời hạn bảo quản", width=16),
            Column("Số văn bản", "right", 11),
            Column("Số trang", "right", 11),
        ),
        (
            tuple(
                map(
                    Cell,
                    (
                        "1",
                        work_file.code,
                        work_file.title,
                        retention_words(work_file),
                        str(len(rows)),
                        str(pages or "–"),
                    ),
                )
            ),
        ),
    )
    left_out = f"Số trang trên chưa tính {left} văn bản chưa ghi số trang." if left else ""
    body: tuple[Block, ...] = (
        _words(f"Hôm nay, {format_date_long(day)}, tại {lower_first(area_of(giver))}, chúng tôi gồm:"),
        _words(f"Bên giao: {giver}. Đại diện: {work_file.handed_by_post or work_file.keeper}."),
        _words(f"Bên nhận: {work_file.handed_to}. Đại diện: {work_file.taken_by_post}."),
        _words("Đã thống nhất giao, nhận hồ sơ với nội dung như sau:"),
        table,
        *map(_words, filter(None, (left_out,))),
        _words("Hồ sơ giao kèm mục lục văn bản; tình trạng tài liệu đã được hai bên kiểm tra."),
        _words("Biên bản được lập thành hai bản, mỗi bên giữ một bản."),
    )  # fmt: skip
    document = _document(work_file, day, "BIÊN BẢN", "Giao nhận hồ sơ, tài liệu", body, "")
    both = (Signature("BÊN GIAO"), Signature("BÊN NHẬN"))
    return replace(document, signatures=both, recipients=("Bên giao, bên nhận;", "Lưu: VT."))


def retention_words(work_file: WorkFile) -> str:
    """How long it is kept, as the list says it."""
    return "vĩnh viễn" if work_file.retention is None else f"{work_file.retention} năm"


def _pages(rows: list[Filed]) -> tuple[int, int]:
    """The pages that are written down, and how many papers' are not; of these nothing is said where none is."""
    known = [row.paper.pages for row in rows if row.paper.pages]
    return sum(known), len(rows) - len(known) if known else 0


def _row(place: int, row: Filed) -> tuple[Cell, ...]:
    note = "; ".join(filter(None, ("bản sao" if row.paper.copy else "", row.paper.note)))
    day = format_date(row.day) if row.day else ""
    pages = str(row.paper.pages or "")
    return tuple(map(Cell, (str(place), row.symbol, day, row.author, row.abstract, pages, note)))


def _words(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def _document(
    work_file: WorkFile, day: date, kind: str, abstract: str, body: tuple[Block, ...], signer: str
) -> Document:
    name = names_of([work_file.unit_id], day).get(work_file.unit_id, "")
    as_of = datetime.combine(day, time(), UTC)
    return Document(
        kind=kind,
        abstract=abstract,
        head=Head(name.upper(), place_in(name), format_date_long(day)),
        body=body,
        as_of=moment_text(as_of),
        form="party" if is_party(work_file.unit, day) else "state",
        signatures=(Signature(signer.upper()),) if signer else (),
    )
