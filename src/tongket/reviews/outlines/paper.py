"""An outline, and what a unit writes under it, as Word files whose fields are content controls: out and back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from tongket.base.clock import day_of
from tongket.figures.models import Indicator
from tongket.reviews.outlines.models import Outline, Section, Submission
from tongket.reviews.outlines.queries import Box, boxes_of
from tongket.reviews.outlines.words import PARTS, RECIPIENTS, USUAL, NewHeading, paragraphs, tidy
from tongket.units.whose import whose
from tongket.viet.fault import Fault, Refusal, refusal
from tongket.viet.period import Period
from tongket.viet.text import fold, nfc
from tongket.writer import controls
from tongket.writer.controls import Field, Lines, Pairs, Rows, Sheet, render_controls
from tongket.writer.controls_read import Filled, read_controls

# The files are Vietnamese, as papers are.
SECTIONS = {
    Section.GROUNDS: "Căn cứ, chỉ đạo",
    Section.TASKS: "Kết quả nhiệm vụ",
    Section.RESULTS: "Kết quả chỉ tiêu",
    Section.SHORTCOMINGS: "Tồn tại, hạn chế",
    Section.NEXT: "Nhiệm vụ kỳ tới",
    Section.PROPOSALS: "Kiến nghị",
}
_SHORT = 8  # letters of a heading's ref: enough to tell the headings of one outline apart
_ROW = (
    Field("muc.ten", "Tên mục"),
    Field("muc.hoi", "Nội dung cần viết", kind="text"),
    Field("muc.phan", "Phần của báo cáo", kind="choice", choices=tuple((k.value, w) for k, w in SECTIONS.items())),
    Field("muc.chi-tieu", "Chỉ tiêu kèm theo", kind="text"),
    Field("muc.ma", "Mã (không sửa)", kind="fixed", required=False),
)  # fmt: skip
_WIDTHS = (26, 36, 18, 22, 15)


@dataclass(frozen=True)
class Brought:
    """What an outline reads after it was changed in Word; `version` is the one that was taken out."""

    headings: tuple[NewHeading, ...]
    layout: dict[str, str]
    version: int


def lines_of(outline: Outline) -> dict[str, int]:
    """The lines that the programme's forms ask for, by how they are written in the file."""
    asked = Indicator.objects.filter(items__form__programme=outline.programme_id).distinct()
    rows = asked.order_by("code", "version").values_list("code", "name", "pk")
    return {f"{code} {name}": pk for code, name, pk in rows}


def outline_file(outline: Outline) -> bytes:
    return render_controls(outline_sheet(outline))


def outline_sheet(outline: Outline) -> Sheet:
    """Headings in rows that may be added, moved and taken out; the names of the review's parts and its recipients."""
    named = {pk: text for text, pk in lines_of(outline).items()}
    rows = tuple(
        (
            each.title,
            each.asked,
            each.section,
            "\n".join(named[one.pk] for one in each.indicators.all() if one.pk in named),
            each.ref.hex[:_SHORT],
        )
        for each in outline.headings.prefetch_related("indicators").order_by("order")
    )
    said = USUAL | outline.layout
    parts = tuple(Field(f"phan.{key}", f"Phần: {usual}", said[key]) for key, usual in PARTS.items())
    forms = "; ".join(named.values()) or "chưa có"
    return Sheet(
        f"ĐỀ CƯƠNG BÁO CÁO: {_about(outline)}",
        (
            Lines(texts=("Sửa trong các ô, lưu lại ở dạng .docx rồi tải tệp lên trang đề cương.",
                         "Phần mềm cho xem các thay đổi trước khi lưu.")),
            Pairs((Field("ma", "Mã đề cương (không sửa)", f"{outline.ref} {outline.version}", "fixed"),)),
            Lines("Các mục", ("Thêm mục: thêm một hàng (nút + ở cuối hàng). Bỏ mục: xóa hàng. Đổi thứ tự: dời hàng.",
                              f"Chỉ tiêu hệ thống điền số, mỗi chỉ tiêu một dòng: {forms}.")),
            Rows("muc", _ROW, _WIDTHS, rows),
            Lines("Bố cục báo cáo", ("Tên các phần của báo cáo; để trống thì dùng tên thường dùng.",)),
            Pairs((*parts, Field(f"phan.{RECIPIENTS}", "Nơi nhận", said[RECIPIENTS], "text"))),
        ),
    )  # fmt: skip


def _about(outline: Outline) -> str:
    return f"{outline.programme.title}, {Period.parse(outline.period).label('vi')}"


def _filled(data: bytes, name: str, sheet: Sheet) -> Filled:
    """The fields of a file of this page. One that lacks some and has others besides was made for another page."""
    try:
        return read_controls(data, name, sheet)
    except Refusal as why:
        if {"controls.missing", "controls.unknown"} <= {fault.code for fault in why.faults}:
            raise refusal("outline.file_of_another", name) from why
        raise


def outline_brought(data: bytes, name: str, outline: Outline) -> Brought:
    """The outline as a file has it; nothing is kept yet."""
    filled = _filled(data, name, outline_sheet(outline))
    ref, _gap, version = filled.fields["ma"].partition(" ")
    if ref != str(outline.ref) or not version.isdecimal():
        raise refusal("outline.file_of_another", name)
    known = {each.ref.hex[:_SHORT]: str(each.ref) for each in outline.headings.all()}
    lines = {fold(text): pk for text, pk in lines_of(outline).items()}
    headings, faults = [], []
    for row in filled.rows["muc"]:
        if not any(row.get(one) for one in ("muc.ten", "muc.hoi", "muc.chi-tieu")):
            continue  # a row that was added and left empty
        title = " ".join(row["muc.ten"].split())
        section = row["muc.phan"] or Section.RESULTS
        if section not in Section.values:
            faults.append(Fault("outline.section_unknown", name, {"heading": title, "section": section}))
            continue
        asked = [line.strip(" ;") for line in row["muc.chi-tieu"].split("\n") if line.strip(" ;")]
        unknown = [line for line in asked if fold(line) not in lines]
        faults += [
            Fault("outline.line_unknown", name, {"heading": title, "line": one[:80]}) for one in unknown
        ]
        chosen = tuple(lines[fold(line)] for line in asked if fold(line) in lines)
        ref = known.pop(row.get("muc.ma", "").strip(), "")
        headings.append(NewHeading(title, tidy(row["muc.hoi"]), section, chosen, ref))
    if faults:
        raise Refusal(*faults)
    layout = {key: filled.fields[f"phan.{key}"] for key in USUAL}
    return Brought(tuple(headings), layout, int(version))


def changes(outline: Outline, brought: Brought) -> list[str]:
    """What would be changed, a sentence each, in the order of the file; what is dropped last."""
    old = {str(each.ref): each for each in outline.headings.prefetch_related("indicators").order_by("order")}
    stay = [ref for ref in old if ref in {each.ref for each in brought.headings}]
    found: list[str] = []
    for place, new in enumerate((one for one in brought.headings if one.ref), start=1):
        before = old[new.ref]
        if before.title != nfc(new.title):
            values = {"old": before.title, "new": new.title}
            found.append(_("Renamed: “%(old)s” is now “%(new)s”.") % values)
        if stay[place - 1] != new.ref:
            order = [each.ref for each in brought.headings].index(new.ref) + 1
            found.append(
                _("Moved: “%(title)s” is now heading %(place)s.") % {"title": new.title, "place": order}
            )
        if paragraphs(before.asked) != paragraphs(new.asked):
            found.append(_("What is asked under “%(title)s” was changed.") % {"title": new.title})
        if before.section != new.section:
            values = {"title": new.title, "part": str(Section(new.section).label)}
            found.append(_("“%(title)s” now belongs to the part: %(part)s.") % values)
        if {one.pk for one in before.indicators.all()} != set(new.indicators):
            found.append(_("Other lines of the annex forms belong to “%(title)s”.") % {"title": new.title})
    found += [
        _("New heading: “%(title)s”.") % {"title": one.title} for one in brought.headings if not one.ref
    ]
    gone = [each.title for ref, each in old.items() if ref not in stay]
    found += [_("Dropped heading: “%(title)s”.") % {"title": title} for title in gone]
    return [*found, *_layout_changes(outline, brought)]


def _layout_changes(outline: Outline, brought: Brought) -> Iterator[str]:
    before = USUAL | outline.layout
    for key, usual in USUAL.items():
        now = "\n".join(paragraphs(brought.layout[key])) or usual
        if now != before[key] and key == RECIPIENTS:
            yield _("The recipients were changed.")
        elif now != before[key]:
            yield _("The part “%(old)s” is now called “%(new)s”.") % {"old": before[key], "new": now}


def words_file(one: Submission, now: datetime) -> bytes:
    return render_controls(words_sheet(one, boxes_of(one, now), now))


def words_sheet(one: Submission, boxes: Sequence[Box], now: datetime) -> Sheet:
    """A box under each heading, with what is asked and the approved figures, which the records fill."""
    name = whose(one.unit, day_of(now)).name
    parts: list[controls.Part] = [
        Lines(texts=(f"Đơn vị viết: {name}",
                     "Viết vào ô dưới mỗi mục, lưu lại ở dạng .docx rồi tải tệp lên trang viết bài của đơn vị.",
                     "Không có nội dung thì ghi rõ là không có.")),
        Pairs((Field("ma", "Mã bài viết (không sửa)", str(one.ref), "fixed"),)),
    ]  # fmt: skip
    for box in boxes:
        each = box.heading
        asked = tuple(paragraphs(each.asked))
        parts.append(Lines(f"{each.order}. {each.title}", asked))
        if box.figures:
            shown = tuple(
                Field(_figure(each.order, indicator), indicator.name,
                      f"{text} {indicator.measure}" if text else "chưa có số liệu được duyệt", "fixed",
                      required=False)
                for indicator, text in box.figures
            )  # fmt: skip
            parts.append(Pairs(shown))
        title = f"{each.order}. {each.title}"
        parts.append(controls.Box(Field(f"muc.{each.ref}", title, tidy(box.text), "text")))
    return Sheet(f"NỘI DUNG BÁO CÁO: {_about(one.outline)}", tuple(parts))


def _figure(order: int, indicator: Indicator) -> str:
    return f"so.{order}.{indicator.pk}"


def words_brought(data: bytes, name: str, one: Submission, now: datetime) -> dict[int, str]:
    """By the order of the headings, what the file says there; nothing is kept yet."""
    boxes = boxes_of(one, now)
    filled = _filled(data, name, words_sheet(one, boxes, now))
    if filled.fields["ma"] != str(one.ref):
        raise refusal("outline.file_of_another", name)
    return {box.heading.order: filled.fields[f"muc.{box.heading.ref}"] for box in boxes}
