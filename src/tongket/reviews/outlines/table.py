"""The table of what was taken up of the comments on a draft and what not, with reasons, as an official paper.

Legal documents are always in Vietnamese.
"""

from collections.abc import Sequence
from datetime import datetime

from tongket.base.clock import day_of
from tongket.reviews.models import Review
from tongket.reviews.outlines.models import Comment, Sent
from tongket.reviews.queries import read_document
from tongket.units.queries import names_of
from tongket.viet.dates import format_date_long
from tongket.viet.numbers import format_number
from tongket.viet.text import lower_first, sort_key
from tongket.writer.document import Block, Bullets, Cell, Column, Document, Paragraph, Table, Text
from tongket.writer.layout import moment_text

ANSWERS = {
    "": "đang xem xét",
    Comment.Answer.TAKEN: "Tiếp thu",
    Comment.Answer.PARTLY: "Tiếp thu một phần",
    Comment.Answer.KEPT: "Không tiếp thu",
}
WHOLE = "Toàn văn"


def asked_for(review: Review, now: datetime) -> list[tuple[Sent, str]]:
    """Who was asked for comments, in the order of names."""
    sent = list(review.sent.filter(purpose=Sent.Purpose.COMMENTS))
    names = names_of((each.unit_id for each in sent), day_of(now))
    return sorted(((each, names.get(each.unit_id, "")) for each in sent), key=lambda pair: sort_key(pair[1]))


def comments_on(review: Review, now: datetime) -> list[tuple[Comment, str]]:
    """All comments part by part, then by unit."""
    names = {sent.pk: name for sent, name in asked_for(review, now)}
    comments = Comment.objects.filter(sent__review=review, sent__purpose=Sent.Purpose.COMMENTS)
    rows = [(each, names[each.sent_id]) for each in comments.select_related("sent")]
    return sorted(rows, key=lambda row: (row[0].place, sort_key(row[1]), row[0].pk))


def table_of(review: Review, now: datetime) -> Document:
    """The paper: how many were asked and answered, the table, who agrees, who has not answered."""
    frozen = read_document(review.document.sha256)
    asked, rows = asked_for(review, now), comments_on(review, now)
    return Document(
        kind="BẢNG TỔNG HỢP",
        abstract=f"Ý kiến góp ý và tiếp thu, giải trình đối với dự thảo báo cáo {lower_first(review.title)}",
        head=type(frozen.head)(
            agency=frozen.head.agency,
            parent=frozen.head.parent,
            place=frozen.head.place,
            date=format_date_long(day_of(now)),
            number="",
        ),
        body=tuple(_body(asked, rows)),
        as_of=moment_text(now),
        form=frozen.form,
        signatures=frozen.signatures,
        recipients=("Các đơn vị góp ý;", "Lưu: VT."),
        notice=frozen.notice,
    )


def _body(asked: Sequence[tuple[Sent, str]], rows: Sequence[tuple[Comment, str]]) -> list[Block]:
    answered = [name for sent, name in asked if sent.answered_at]
    silent = [name for sent, name in asked if not sent.answered_at]
    said = {name for _comment, name in rows}
    agreed = [name for name in answered if name not in said]
    counts = [
        f"{ANSWERS[each]}: {format_number(sum(row.answer == each for row, _name in rows))}"
        for each in (*Comment.Answer.values, "")
    ]
    body: list[Block] = [
        _say(
            f"Lấy ý kiến {format_number(len(asked))} đơn vị; {format_number(len(answered))} đơn vị đã trả lời "
            f"với {format_number(len(rows))} ý kiến. {'; '.join(counts)}."
        )
    ]
    if rows:
        body.append(_table(rows))
    lists = (("Nhất trí với dự thảo", agreed), ("Chưa trả lời", silent))
    items = tuple((Text(f"{title}: {'; '.join(names)}."),) for title, names in lists if names)
    return [*body, Bullets(items)] if items else body


def _say(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def _table(rows: Sequence[tuple[Comment, str]]) -> Table:
    return Table(
        columns=(
            Column("TT", "center", width=4),
            Column("Phần của dự thảo", width=14),
            Column("Đơn vị góp ý", width=14),
            Column("Nội dung góp ý", width=26),
            Column("Tiếp thu, giải trình", width=24),
        ),
        rows=tuple(
            (Cell(str(place)), Cell(row.part or WHOLE), Cell(name), Cell(row.text), Cell(_answer(row)))
            for place, (row, name) in enumerate(rows, start=1)
        ),
        caption="Ý kiến góp ý và tiếp thu, giải trình",
    )


def _answer(row: Comment) -> str:
    return f"{ANSWERS[row.answer]}. {row.reason}".strip() if row.reason else ANSWERS[row.answer]
