"""Lays the gathered material into one document. Legal documents are always in Vietnamese."""

from datetime import datetime

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
from tongket.reviews.outlines.words import RECIPIENTS, USUAL
from tongket.viet.dates import format_date, format_date_long
from tongket.viet.text import lower_first, upper_first
from tongket.writer.document import Block, Document, Head, Heading, Paragraph, Signature, Text
from tongket.writer.layout import moment_text

_KINDS = {"interim": "sơ kết", "final": "tổng kết"}


def compose(material: Material) -> Document:
    """The whole review, in the order in which offices write it."""
    body: list[Block] = [_opening(material)]
    named = USUAL | material.layout
    parts = {
        "mended": mended(material),
        "grounds": (*grounds(material), *under("grounds", material)),
        "tasks": (*tasks(material), *under("tasks", material)),
        "results": (*results(material), *under("results", material)),
        "timeliness": timeliness(material),
        "contradictions": contradictions(material),
        "claims": claims(material),
        "awards": awards(material),
        "shortcomings": shortcomings(material),
        "next": (*next_period(material), *under("next", material)),
        "proposals": proposals(material),
    }
    for key, blocks in parts.items():
        if said := list(blocks):
            body += [Heading(1, named[key]), *said]
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
        recipients=tuple(_recipients(material, named[RECIPIENTS])),
        annexes=annexes(material),
        notice=material.notice,
    )


def _recipients(material: Material, listed: str) -> list[str]:
    """As the outline says; else the office above and the usual ones."""
    above = material.office_above if RECIPIENTS not in material.layout else ""
    return [*([f"{above};"] if above else []), *listed.split("\n")]


def _subject(material: Material) -> str:
    """ "tổng kết thực hiện … năm 2025": the period is named once, and its year, too."""
    title, label = lower_first(material.programme), material.period.label("vi")
    kind, year = _KINDS[material.kind], f" năm {material.period.last_day.year}"
    if label in title:
        return f"{kind} {title}"
    if title.endswith(year) and label.endswith(year):
        return f"{kind} {title.removesuffix(year)} {label}"
    return f"{kind} {title}, {label}"


def _hour(moment: datetime) -> str:
    """08 giờ 00; to the second where it has one, for only the very moment gives the same review again."""
    seconds = f" phút {moment:%S} giây" if moment.second else ""
    return f"{moment:%H} giờ {moment:%M}{seconds}"


def _opening(material: Material) -> Paragraph:
    """Says what is reviewed, and as of which moment every figure stands."""
    moment = material.as_of.astimezone(HANOI)
    return Paragraph(
        (
            Text(
                f"Báo cáo {_subject(material)} "
                f"(từ {format_date(material.period.start)} đến {format_date(material.period.last_day)}). "
                f"Số liệu tính đến {_hour(moment)} ngày {format_date(moment)}. "
                "Số hệ thống tự đếm, số đơn vị báo cáo và số tiếp nhận từ văn bản được ghi riêng."
            ),
        )
    )
