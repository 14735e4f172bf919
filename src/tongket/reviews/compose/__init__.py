"""Lays the gathered material into one document. Legal documents are always in Vietnamese."""

from tongket.base.clock import HANOI, day_of
from tongket.reviews.compose.annex import annexes
from tongket.reviews.compose.figures import results
from tongket.reviews.compose.outline import mended, proposals, shortcomings, under
from tongket.reviews.compose.words import (
    awards,
    claims,
    contradictions,
    grounds,
    next_period,
    tasks,
    timeliness,
)
from tongket.reviews.material import Material
from tongket.viet.dates import format_date, format_date_long
from tongket.viet.text import lower_first, upper_first
from tongket.writer.document import Block, Document, Head, Heading, Paragraph, Signature, Text
from tongket.writer.layout import moment_text

_KINDS = {"interim": "sơ kết", "final": "tổng kết"}


def compose(material: Material) -> Document:
    """The whole review, in the order in which offices write it."""
    body: list[Block] = [_opening(material)]
    parts = (
        ("Khắc phục tồn tại, hạn chế kỳ trước", mended(material)),
        ("Căn cứ và công tác lãnh đạo, chỉ đạo", (*grounds(material), *under("grounds", material))),
        ("Kết quả thực hiện nhiệm vụ", (*tasks(material), *under("tasks", material))),
        ("Kết quả thực hiện chỉ tiêu", (*results(material), *under("results", material))),
        ("Tình hình gửi báo cáo", timeliness(material)),
        ("Số liệu còn mâu thuẫn", contradictions(material)),
        ("Nhận định", claims(material)),
        ("Khen thưởng", awards(material)),
        ("Tồn tại, hạn chế", shortcomings(material)),
        ("Nhiệm vụ kỳ tới", (*next_period(material), *under("next", material))),
        ("Kiến nghị, đề xuất", proposals(material)),
    )
    for title, blocks in parts:
        if said := list(blocks):
            body += [Heading(1, title), *said]
    return Document(
        kind="BÁO CÁO",
        abstract=upper_first(_subject(material)),
        head=Head(
            agency=material.agency.upper(),
            parent=material.parent_agency.upper(),
            place=material.place,
            date=format_date_long(day_of(material.as_of)),
            number=material.symbol,
        ),
        body=tuple(body),
        as_of=moment_text(material.as_of),
        form="party" if material.form == "party" else "state",
        signatures=(Signature(post=material.signer.upper()),),
        recipients=("Các đơn vị thực hiện;", "Lưu: VT."),
        annexes=annexes(material),
        notice=material.notice,
    )


def _subject(material: Material) -> str:
    """ "tổng kết thực hiện … năm 2025": the period is named once."""
    title = lower_first(material.programme)
    label = material.period.label("vi")
    when = "" if label in title else f", {label}"
    return f"{_KINDS[material.kind]} {title}{when}"


def _opening(material: Material) -> Paragraph:
    """Says what is reviewed, and as of which moment every figure stands."""
    moment = material.as_of.astimezone(HANOI)
    return Paragraph(
        (
            Text(
                f"Báo cáo {_subject(material)} "
                f"(từ {format_date(material.period.start)} đến {format_date(material.period.last_day)}). "
                f"Số liệu tính đến {moment:%H} giờ {moment:%M} ngày {format_date(moment)}. "
                "Số hệ thống tự đếm, số đơn vị báo cáo và số tiếp nhận từ văn bản được ghi riêng."
            ),
        )
    )
