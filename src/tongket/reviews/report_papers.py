"""A report as a paper: Báo cáo số …/BC-UBND from the words and figures of one unit, and of all who owe it.

The figures are those of the report; each opens its trail. In the outgoing book the paper is initialled, signed,
numbered and issued like any other, and the signed file comes back there.
"""

import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db.models import Q

from tongket.base.clock import day_of
from tongket.directives.drafting import body_for, enter_draft
from tongket.directives.models import Outgoing
from tongket.directives.numbering import organ_code, register_of
from tongket.directives.outgoing.document import place_in
from tongket.figures.columns import paper_table, said
from tongket.figures.models import Due, Figure, Form, Indicator, Report
from tongket.figures.queries.columns import (
    ColumnLine,
    ColumnTable,
    columns_of_unit,
    columns_of_units,
    columns_under,
)
from tongket.reviews.gather import INVENTED
from tongket.reviews.outlines.models import Outline, Passage, Piece, Submission
from tongket.reviews.outlines.words import paragraphs
from tongket.reviews.render import trail_link
from tongket.rollup.columns import Column
from tongket.units.hats import Hat
from tongket.units.models import Appointment, Closure, Role, Tier, Unit
from tongket.units.queries import in_office, names_of
from tongket.viet.dates import format_date_long
from tongket.viet.fault import Refusal, refusal
from tongket.viet.numbers import format_number
from tongket.viet.period import Period
from tongket.viet.text import fold, sort_key
from tongket.writer.document import (
    Annex,
    Block,
    Bullets,
    Cell,
    Document,
    FigureRef,
    Head,
    Heading,
    Inline,
    Paragraph,
    Signature,
    Table,
    Text,
)
from tongket.writer.document import Column as PaperColumn
from tongket.writer.layout import moment_text, roman
from tongket.writer.marks import SIGNS

KIND = "BC"
SENT = (Report.State.SUBMITTED, Report.State.APPROVED)
_Words = Sequence[tuple[str, Sequence[str]]]  # headings with the paragraphs under each


def ref_of(due: Due) -> uuid.UUID:
    """Under which ref the paper of a unit's report stands in the outgoing book."""
    return uuid.uuid5(due.ref, "van-ban")


def ref_of_all(form: Form, period: Period) -> uuid.UUID:
    """The same of the paper that the office above makes of all reports of a period."""
    return uuid.uuid5(form.ref, f"van-ban {period}")


def unit_paper(due: Due, now: datetime) -> Document:
    """What one unit reports: its words under the headings of the outline, its figures, the columns beside them."""
    report = _sent(due)
    period, day = Period.parse(due.period), day_of(now)
    table = columns_of_unit(due.form, period, due.unit, day=day, as_of=now, sent=report)
    name = names_of([due.unit_id], day).get(due.unit_id, "")
    asker = names_of([due.form.unit_id], day).get(due.form.unit_id, "")
    opening = f"Thực hiện chế độ báo cáo của {asker}, {name} {_reports(due.form, period)} như sau:"
    annexes = (_annex("so-lieu", "Số liệu so với kế hoạch và cùng kỳ", (_linked(table),)),)
    words = _unit_words(due, report)
    return _document(
        due.form, period, name, opening, words, table, annexes, addressee=asker, unit=due.unit, now=now
    )


def office_paper(form: Form, period: Period, now: datetime) -> Document:
    """What the unit that asks reports: the units' words with their names, their figures added up, who is missing."""
    day = day_of(now)
    table = columns_under(form, period, day=day, as_of=now)
    dues = list(
        Due.objects.filter(form__programme=form.programme_id, period=str(period)).select_related(
            "unit", "form"
        )
    )
    reports = {one.due_id: one for one in Report.objects.filter(due__in=dues, state=Report.State.APPROVED)}
    if table is None or not reports:
        raise refusal("report_paper.none_approved", period=period.label())
    names = names_of([form.unit_id, *(due.unit_id for due in dues)], day)
    dues.sort(key=lambda due: sort_key(names.get(due.unit_id, "")))
    name = names.get(form.unit_id, "")
    opening = (
        f"{name} {_reports(form, period)}, tổng hợp từ báo cáo đã duyệt của {len(reports)} trên {len(dues)} "
        "đơn vị phải báo cáo, như sau:"
    )
    missing = [names.get(due.unit_id, "") for due in dues if due.pk not in reports]
    words = [*_office_words(form, period, dues, reports, names)]
    if missing:
        words.append(("Đơn vị chưa có báo cáo được duyệt", [f"- {one}" for one in missing]))
    told = _told([due for due in dues if due.pk in reports], period, names, now)
    annexes = (
        _annex("so-lieu", "Số liệu so với kế hoạch và cùng kỳ", (_linked(table),)),
        _annex("don-vi", "Số liệu kỳ này theo đơn vị", tuple(_by_unit(told))),
    )
    return _document(
        form, period, name, opening, words, table, annexes, addressee="", unit=form.unit, now=now
    )


def _told(
    dues: Sequence[Due], period: Period, names: dict[int, str], now: datetime
) -> list[tuple[str, ColumnTable]]:
    """The units by name with what each told, asked for at once for each version of the form."""
    tables: dict[int, ColumnTable] = {}
    for form in {due.form_id: due.form for due in dues}.values():
        units = [due.unit for due in dues if due.form_id == form.pk]
        tables |= columns_of_units(form, period, units, day=day_of(now), as_of=now)
    return [(names.get(due.unit_id, ""), tables[due.unit_id]) for due in dues]


def draft_unit_paper(*, due: Due, actor: Hat, now: datetime) -> Outgoing:
    """The paper of a unit's report in the outgoing book, as a draft; again: the draft brought up to date."""
    document = unit_paper(due, now)
    body = _body(actor, due.unit, day_of(now))
    asker = [due.form.unit] if due.form.unit_id not in (due.unit_id, body.pk) else []
    return _entered(document, body, ref_of(due), asker, actor, now)


def draft_office_paper(*, form: Form, period: Period, actor: Hat, now: datetime) -> Outgoing:
    """The paper of all reports of a period in the outgoing book of the unit that asks."""
    document = office_paper(form, period, now)
    return _entered(document, _body(actor, form.unit, day_of(now)), ref_of_all(form, period), [], actor, now)


def _entered(
    document: Document, body: Unit, ref: uuid.UUID, recipients: list[Unit], actor: Hat, now: datetime
) -> Outgoing:
    drafter = Unit.objects.get(pk=actor.unit_id or 0)
    return enter_draft(
        document=document, kind=KIND, body=body, drafter=drafter, ref=ref, recipients=recipients, actor=actor, now=now
    )  # fmt: skip


def _body(actor: Hat, unit: Unit, day: date) -> Unit:
    """The organ that issues it: that of the hat's office; of a place its people's committee."""
    try:
        return body_for(actor, day)
    except Refusal:
        offices = Closure.objects.filter(
            ancestor=unit, depth=1, descendant__tier=Tier.OFFICE, start__lte=day, end__gt=day
        ).values_list("descendant", flat=True)
        names = names_of(offices, day)
        found = next((one for one in sorted(names) if organ_code(names[one]) == "UBND"), None)
        if found is None:
            raise
        return Unit.objects.get(pk=found)


def _sent(due: Due) -> Report:
    report = Report.objects.filter(due=due, state__in=SENT).first()
    if report is None:
        raise refusal("report_paper.not_sent")
    return report


def _reports(form: Form, period: Period) -> str:
    subject = _subject(form)
    return f"báo cáo {subject[:1].lower()}{subject[1:]}, {period.label('vi')}"


def _subject(form: Form) -> str:
    """The title without the word that the kind of the paper says already."""
    title = form.title.strip()
    rest = title[len("Báo cáo") :].strip() if fold(title).startswith("bao cao ") else title
    return f"{rest[:1].upper()}{rest[1:]}"


def _unit_words(due: Due, report: Report) -> _Words:
    """Under the headings of the outline what the unit has handed in there; the report's own words else."""
    handed_in = Submission.objects.filter(
        outline__programme=due.form.programme_id, outline__period=due.period, unit=due.unit_id,
        state=Submission.State.SUBMITTED,
    ).first()  # fmt: skip
    found: list[tuple[str, Sequence[str]]] = []
    if handed_in:
        passages = (
            Passage.objects.filter(submission=handed_in).select_related("heading").order_by("heading__order")
        )
        found = [(one.heading.title, paragraphs(one.text)) for one in passages]
    if own := paragraphs(report.words):
        found.insert(0, ("Tình hình thực hiện", own))
    return found


def _office_words(
    form: Form, period: Period, dues: Sequence[Due], reports: dict[int, Report], names: dict[int, str]
) -> Iterator[tuple[str, Sequence[str]]]:
    """What was made of the units' words under each heading; where nothing was made yet, the words with their units."""
    told = [
        f"- {names.get(due.unit_id, '')}: {line}"
        for due in dues
        if due.pk in reports
        for line in paragraphs(reports[due.pk].words)
    ]
    if told:
        yield "Tình hình thực hiện ở các đơn vị", told
    outline = Outline.objects.filter(programme=form.programme_id, period=str(period)).first()
    if outline is None:
        return
    for heading in outline.headings.order_by("order"):
        pieces = Piece.objects.filter(heading=heading).order_by("order")
        lines = [line for piece in pieces for line in paragraphs(piece.text)]
        if not lines:
            handed_in = Q(heading=heading, submission__state=Submission.State.SUBMITTED)
            passages = (
                Passage.objects.filter(handed_in).select_related("submission").order_by("submission__unit")
            )
            called = names_of((one.submission.unit_id for one in passages), period.last_day)
            lines = [
                f"- {called.get(p.submission.unit_id, '')}: {x}" for p in passages for x in paragraphs(p.text)
            ]
        yield heading.title, lines


def _document(
    form: Form, period: Period, name: str, opening: str, words: _Words, table: ColumnTable, annexes: tuple[Annex, ...],
    *, addressee: str, unit: Unit, now: datetime,
) -> Document:  # fmt: skip
    day = day_of(now)
    addressees = (addressee,) if addressee and addressee != name else ()
    return Document(
        kind="BÁO CÁO",
        abstract=f"{_subject(form)}, {period.label('vi')}",
        head=Head(name.upper(), place_in(name), format_date_long(day), _symbol(unit, day)),
        body=tuple(_blocks(opening, words, table)),
        as_of=moment_text(now),
        addressees=addressees,
        signatures=(_signature(unit, name, day),),
        recipients=(*("Như trên;" for _one in addressees), "Lưu: VT."),
        annexes=annexes,
        notice=INVENTED if unit.sample else "",
    )


def _symbol(unit: Unit, day: date) -> str:
    """With a free place for the number; nothing for a unit that has no series of its own."""
    register = register_of(unit, KIND, day)
    return register.symbol(0).replace("00", "     ", 1) if register else ""


def _signature(unit: Unit, name: str, day: date) -> Signature:
    """The committee's chair, else the head by its post; whoever reports where no head is known."""
    if organ_code(name) == "UBND":
        return Signature("CHỦ TỊCH", authority="TM. ỦY BAN NHÂN DÂN")
    heads = Appointment.objects.filter(in_office(unit, day), role__in=(Role.LEADER, Role.REPORTER))
    posts = list(heads.order_by("start", "pk").values_list("role", "post"))
    post = next((post for role, post in posts if role == Role.LEADER), posts[0][1] if posts else "")
    return Signature((post or "Người báo cáo").upper())


def to_take_along(document: Document) -> Document:
    """The paper as a file outside the outgoing book, which makes headings of the typed ones itself."""
    return replace(document, body=tuple(_headed(block) for block in document.body))


def _headed(block: Block) -> Block:
    if isinstance(block, Paragraph) and len(block.content) == 1 and isinstance(block.content[0], Text):
        number, _dot, title = block.content[0].text.partition(". ")
        if title and number and set(number) <= set("IVXL"):
            return Heading(1, title)
    return block


def _blocks(opening: str, words: _Words, table: ColumnTable) -> Iterator[Block]:
    """Plain paragraphs first, which the drafter can change; then the figures, which stay as the report has them."""
    yield Paragraph((Text(opening),))
    told = [(title, lines) for title, lines in words if lines]
    for place, (title, lines) in enumerate(told, start=1):
        yield Paragraph((Text(f"{roman(place)}. {title}"),))
        yield from (Paragraph((Text(line),)) for line in lines)
    yield Paragraph((Text(f"{roman(len(told) + 1)}. Số liệu"),))
    yield Bullets(tuple(tuple(_sentence(line, table)) for line in table.lines))
    yield Paragraph((Text("Số liệu so với kế hoạch và cùng kỳ tại Phụ lục kèm theo./."),))


_BESIDE = {
    Column.TO_DATE: ("lũy kế từ đầu năm ", ""),
    Column.OF_ASSIGNED: ("đạt ", "% kế hoạch năm (mức giao)"),
    Column.OF_PLEDGED: ("đạt ", "% mức đăng ký"),
    Column.OF_LAST_YEAR: ("bằng ", "% cùng kỳ năm trước"),
}


def _sentence(line: ColumnLine, table: ColumnTable) -> Iterator[Inline]:
    """Cuộc họp thôn: 17 cuộc (9/12 báo cáo); lũy kế từ đầu năm 65; đạt 135,4% kế hoạch năm (mức giao)."""
    yield Text(f"{line.label}: ")
    now = said(line, Column.THIS)
    text = now.written()
    told = f"{text} {line.item.indicator.measure}" if text else SIGNS[now.state or "undetermined"].meaning
    yield FigureRef(told, _trail(line, table), now.marks if text else ())
    if text and table.whole and now.partial:
        yield Text(f" ({format_number(now.reported)}/{format_number(now.expected)} báo cáo)")
    for column, (before, after) in _BESIDE.items():
        beside = said(line, column).written() if column in table.shown else ""
        stock = column == Column.TO_DATE and line.item.indicator.over_time == Indicator.OverTime.LAST
        if text and beside and not stock:
            yield Text(f"; {before}{beside}{after}")
    yield Text(".")


def _trail(line: ColumnLine, table: ColumnTable) -> str:
    """Where a number opens: the unit's own figure, the parts of a sum, or the report that waits for approval."""
    link = trail_link(whole=True)
    if line.figure:
        return link(str(line.figure.ref))
    if table.whole and not line.item.breakdown_id:
        return link(f"r/{line.item.indicator.ref}/{table.unit.ref}/{table.period}/{Figure.Source.REPORTED}")
    return ""


def _annex(key: str, title: str, blocks: tuple[Block, ...]) -> Annex:
    return Annex(key, title, blocks, "landscape")


def _linked(table: ColumnTable) -> Table:
    """The table with the addresses of the trails, as the outgoing book prints refs as they are."""
    plain, link = paper_table(table, ""), trail_link(whole=True)
    linked = (tuple(replace(cell, ref=cell.ref and link(cell.ref)) for cell in row) for row in plain.rows)
    return replace(plain, rows=tuple(linked))


MOST_COLUMNS = 8


def _by_unit(told: Sequence[tuple[str, ColumnTable]]) -> Iterator[Table]:
    """This period by unit, eight lines of the form to a table."""
    lines = told[0][1].lines if told else ()
    link = trail_link(whole=True)
    for first in range(0, len(lines), MOST_COLUMNS):
        part = range(first, min(first + MOST_COLUMNS, len(lines)))
        heads = (PaperColumn("TT", "center", 5), PaperColumn("Đơn vị", width=24))
        columns = [
            PaperColumn(f"{lines[n].label} ({lines[n].item.indicator.measure})", "right", 14) for n in part
        ]
        rows = [(Cell(str(place)), Cell(name), *(_this(table.lines[n], link) for n in part))
                for place, (name, table) in enumerate(told, start=1) if len(table.lines) == len(lines)]  # fmt: skip
        yield Table((*heads, *columns), tuple(rows))


def _this(line: ColumnLine, link: Callable[[str], str]) -> Cell:
    one = said(line, Column.THIS)
    ref = link(str(line.figure.ref)) if line.figure else ""
    return Cell(one.written(), ref, one.marks)
