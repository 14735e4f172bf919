"""The sections in words: grounds, tasks, reporting, contradictions, claims, awards, what comes next."""

from collections.abc import Iterable
from datetime import date

from tongket.programmes.rates import Rate, told
from tongket.programmes.state import TaskState
from tongket.reviews.material import Material, PaperLine, TaskRow, Timeliness, Value
from tongket.viet.dates import format_date
from tongket.viet.numbers import format_number
from tongket.viet.text import lower_first, sort_key
from tongket.writer.document import (
    Block,
    Bullets,
    Cell,
    Column,
    FigureRef,
    Heading,
    Inline,
    Paragraph,
    Table,
    Text,
)

STATES = {
    TaskState.IN_TIME: "Xong trong hạn",
    TaskState.LATE: "Xong quá hạn",
    TaskState.UNDER_WAY: "Đang thực hiện",
    TaskState.OVERDUE: "Quá hạn, chưa xong",
    TaskState.SUSPENDED: "Tạm dừng",
    TaskState.STOPPED: "Dừng",
}
_OPEN = {TaskState.UNDER_WAY, TaskState.OVERDUE, TaskState.SUSPENDED}


def say(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def typed(text: str) -> Iterable[Block]:
    """What an officer has typed: a line is a paragraph."""
    return (say(line) for line in text.split("\n") if line.strip())


def figure(value: Value) -> Inline:
    """A figure in running text: a link to its trail where it has one. What is no value is said in words."""
    marks = value.marks if value.number is not None else ()
    return FigureRef(value.text, value.ref, marks) if value.ref else Text(value.text)


def cell(value: Value | None, rank: str = "") -> Cell:
    """A cell of a table: what is no value is a sign, which the legend under the table explains."""
    if value is None:
        return Cell("–")
    is_sign = value.number is None and not {"range", "estimated"} & set(value.marks)
    return Cell("" if is_sign and value.marks else value.text, value.ref, value.marks, rank)


def percent(part: int, whole: int) -> str:
    """A rate with its base: "9 trên 12 (75,00 %)"; without a base there is no rate."""
    if whole == 0:
        return "không có"
    return f"{format_number(part)} trên {format_number(whole)} ({Rate(part, whole).written})"


def grounds(material: Material) -> Iterable[Block]:
    yield Heading(2, "Căn cứ")
    if material.papers:
        yield Bullets(tuple((Text(_cite(paper)),) for paper in material.papers))
    else:
        yield say("Chưa ghi nhận văn bản căn cứ.")
    if material.parties:
        yield say(f"Các bên thực hiện: {'; '.join(material.parties)}.")
    if material.cascade:
        yield Heading(2, "Quá trình triển khai")
        yield Table(
            columns=(
                Column("Văn bản", width=14),
                Column("Cơ quan ban hành", width=20),
                Column("Ngày", "center", width=9),
                Column("Cụ thể hóa", width=14),
            ),
            rows=tuple(
                (Cell(p.cited), Cell(p.issuer), Cell(_day(p.issued_on)), Cell(p.carries_out or "–"))
                for p in material.cascade
            ),
            caption="Chuỗi văn bản triển khai",
        )
    for duty in material.duties:
        left = f" Chưa có: {'; '.join(duty.missing)}." if duty.missing else ""
        yield say(f"Triển khai {duty.cited}: {percent(duty.done, duty.due)} đơn vị đã thực hiện.{left}")
    if text := material.words.get("grounds"):
        yield from typed(text)


def _cite(paper: PaperLine) -> str:
    """Kind, number, date, issuer, subject; a law by name and date alone (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""
    day = f" ngày {format_date(paper.issued_on)}" if paper.issued_on else ""
    if paper.abstract.startswith("Luật "):
        return f"{paper.abstract}{day}"
    about = lower_first(paper.abstract)
    return f"{paper.kind} {paper.cited}{day} của {paper.issuer}: {about}".strip()


def _day(day: date | None) -> str:
    return format_date(day) if day else "chưa rõ"


def tasks(material: Material) -> Iterable[Block]:
    if not material.tasks:
        yield say("Chương trình không giao nhiệm vụ cụ thể.")
        return
    yield say(told(material.task_counts))
    if before := material.tasks_before:
        when = f"{before.period}, tính đến ngày {format_date(before.day)}"
        yield say(f"Cùng kỳ năm trước ({when}): {lower_first(told(before.counts))}")
    yield task_table("Nhiệm vụ của chương trình", material.tasks)
    if text := material.words.get("tasks"):
        yield from typed(text)


def task_table(caption: str, rows: Iterable[TaskRow], due: str = "Hạn") -> Table:
    return Table(
        columns=(
            Column("TT", "center", width=4),
            Column("Nhiệm vụ", width=26),
            Column("Chủ trì; phối hợp", width=18),
            Column(due, "center", width=12),  # a day takes one line in Word too
            Column("Kết quả", width=16),
        ),
        rows=tuple(
            (
                Cell(str(place)),
                Cell(f"{row.content} ({row.point})" if row.point else row.content),
                Cell("; ".join((row.lead, *row.co_workers))),
                Cell(format_date(row.due) if row.due else "thường xuyên"),
                Cell(_outcome(row)),
            )
            for place, row in enumerate(rows, start=1)
        ),
        caption=caption,
    )


def _outcome(row: TaskRow) -> str:
    done = f" ngày {format_date(row.done_on)}" if row.done_on else ""
    product = f"; {row.product}" if row.product and row.done_on else ""
    return f"{STATES[row.state]}{done}{product}"


def timeliness(material: Material) -> Iterable[Block]:
    if not material.timeliness:
        yield say("Chương trình không có chế độ báo cáo định kỳ; số liệu do hệ thống tự đếm.")
        return
    yield Table(
        columns=(
            Column("Kỳ báo cáo", width=16),
            *(
                Column(title, "right", width=9)
                for title in ("Phải gửi", "Đúng hạn", "Muộn", "Quá hạn", "Chưa đến hạn")
            ),
            Column("Tỷ lệ đã gửi", "right", width=15),
            Column("Tỷ lệ đúng hạn", "right", width=15),
        ),
        rows=tuple(_timely_row(line) for line in material.timeliness),
        caption="Tình hình gửi báo cáo theo danh sách chốt khi mở kỳ",
        unit="báo cáo",
    )
    for line in material.timeliness:
        if line.late_units:
            yield say(f"Gửi muộn, {line.period}: {'; '.join(line.late_units)}.")
        if line.missing_units:
            yield say(f"Chưa gửi, {line.period}: {'; '.join(line.missing_units)}.")
        if line.extended:
            yield say(_more_time(line))
        if line.waiting_units:
            units = "; ".join(line.waiting_units)
            yield say(f"Đã gửi, đang chờ phê duyệt, số liệu chưa được tính, {line.period}: {units}.")
    returned = sum(line.returned for line in material.timeliness)
    corrected = sum(line.corrected for line in material.timeliness)
    yield say(f"Số lần báo cáo bị trả lại: {returned}; số liệu được đính chính sau khi duyệt: {corrected}.")


def _more_time(line: Timeliness) -> str:
    """The same counts and rates by the days first set: more time given hides nothing."""
    on_time, late, overdue, waiting = line.by_first
    came_due = on_time + late + overdue
    counts = f"{on_time} đúng hạn, {late} muộn, {overdue} quá hạn, {waiting} chưa đến hạn"
    rates = f"tỷ lệ đã gửi {percent(on_time + late, came_due)}, tỷ lệ đúng hạn {percent(on_time, came_due)}"
    return f"Được gia hạn, {line.period}: {line.extended} báo cáo. Tính theo hạn đầu: {counts}; {rates}."


def _timely_row(line: Timeliness) -> tuple[Cell, ...]:
    came_due = line.on_time + line.late + line.overdue
    numbers = (line.due, line.on_time, line.late, line.overdue, line.not_yet_due)
    return (
        Cell(line.period),
        *(Cell(format_number(number)) for number in numbers),
        Cell(percent(line.on_time + line.late, came_due)),
        Cell(percent(line.on_time, came_due)),
    )


def contradictions(material: Material) -> Iterable[Block]:
    if material.doubts:
        yield say("Lời văn của đơn vị ghi số khác số liệu đã được phê duyệt:")
        yield Bullets(tuple((Text(f"{each}."),) for each in material.doubts))
    if not material.contradictions:
        if not material.doubts:
            yield say("Không phát hiện số liệu mâu thuẫn.")
        return
    yield say(
        "Các nguồn sau đây ghi khác nhau về cùng một số liệu; báo cáo giữ nguyên từng số và nguồn của nó:"
    )
    for each in material.contradictions:
        content: list[Inline] = [Text(f"{each.what}: ")]
        for place, (value, source) in enumerate(each.values):
            content += [Text("; " if place else ""), figure(value), Text(f" ({source})")]
        yield Bullets(((*content, Text(".")),))


def claims(material: Material) -> Iterable[Block]:
    """A judgement names its figures, or says that there are none."""
    if not material.claims:
        yield say("Chưa có nhận định nào được ghi.")
        return
    for claim in material.claims:
        content: list[Inline] = [Text(claim.text.rstrip(". "))]
        if claim.figures:
            content.append(Text(" (số liệu kèm theo: "))
            for place, value in enumerate(claim.figures):
                content += [Text("; " if place else ""), figure(value)]
            content.append(Text(")."))
        else:
            content.append(Text(" (chưa có số liệu kèm theo)."))
        yield Paragraph(tuple(content))


def awards(material: Material) -> Iterable[Block]:
    for meeting in material.meetings:
        yield say(f"{meeting.kind}: {meeting.title}; {meeting.host} chủ trì; thời gian: {meeting.held}.")
    if not material.awards:
        yield say("Chưa ghi nhận khen thưởng trong kỳ.")
        return
    yield Table(
        columns=(
            Column("Hình thức", width=12),
            Column("Cấp khen thưởng", width=20),
            Column("Thành tích", width=30),
            Column("Tập thể", "right", width=8),
            Column("Cá nhân", "right", width=8),
        ),
        rows=tuple(
            (
                Cell(each.kind),
                Cell(each.awarded_by),
                Cell(each.reason),
                Cell(_told(each.collectives)),
                Cell(_told(each.individuals)),
            )
            for each in material.awards
        ),
        caption="Khen thưởng",
    )


def _told(number: int | None) -> str:
    return "không nêu" if number is None else format_number(number)


def next_period(material: Material) -> Iterable[Block]:
    unfinished = [task for task in material.tasks if task.state in _OPEN]
    if unfinished:
        yield say("Tiếp tục các nhiệm vụ chưa hoàn thành:")
        yield task_table("Nhiệm vụ chuyển kỳ sau", unfinished, due="Hạn đã giao")
    missing = sorted({unit for line in material.timeliness for unit in line.missing_units}, key=sort_key)
    if missing:
        yield say(f"Bổ sung báo cáo còn thiếu của: {'; '.join(missing)}.")
    if material.contradictions:
        yield say("Đối chiếu, làm rõ các số liệu còn mâu thuẫn nêu tại phần trên.")
    for meeting, points in material.conclusions:
        yield say(f"Thực hiện kết luận của {meeting}:")
        yield Bullets(tuple((Text(point),) for point in points))
    if text := material.words.get("next"):
        yield from typed(text)
    elif not (unfinished or missing or material.contradictions or material.conclusions):
        yield say("Không còn nhiệm vụ dở dang.")
