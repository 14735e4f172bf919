"""What the composer made of the units' words; what fell short, and what became of what had fallen short before."""

from collections.abc import Iterable

from tongket.reviews.compose.words import say, typed
from tongket.reviews.material import Material
from tongket.viet.dates import format_date
from tongket.viet.numbers import format_number
from tongket.writer.document import Block, Cell, Column, Heading, Inline, Paragraph, Table, Text

_TYPED = "chưa nêu"


def under(section: str, material: Material) -> Iterable[Block]:
    """The texts under the headings that belong to a part; where each came from follows it, for the draft."""
    for heading in material.headings:
        if heading.section != section or not heading.pieces:
            continue
        yield Heading(2, heading.title)
        for piece in heading.pieces:
            *before, last = [line for line in piece.text.split("\n") if line.strip()] or [""]
            yield from (say(line) for line in before)
            content: list[Inline] = [Text(last)]
            if piece.sources:
                content.append(Text(f" [{'; '.join(piece.sources)}]", "source"))
            yield Paragraph(tuple(content))


def mended(material: Material) -> Iterable[Block]:
    """The review opens with what had fallen short before: n of N."""
    if material.mended is None:
        return
    lines = material.mended.lines
    done = sum(line.done for line in lines)
    yield say(
        f"Tồn tại, hạn chế nêu tại {material.mended.review}: đã khắc phục "
        f"{format_number(done)}/{format_number(len(lines))}."
    )
    yield Table(
        columns=(
            Column("TT", "center", width=4),
            Column("Tồn tại, hạn chế kỳ trước", width=44),
            Column("Kết quả khắc phục", width=22),
        ),
        rows=tuple(
            (Cell(str(place)), Cell(line.text), Cell(line.how if line.done else "chưa khắc phục"))
            for place, line in enumerate(lines, start=1)
        ),
        caption="Khắc phục tồn tại, hạn chế kỳ trước",
    )


def shortcomings(material: Material) -> Iterable[Block]:
    """What the rules found, each with cause, remedy, office and day; what nobody has typed says so."""
    if not material.shortcomings:
        yield say(
            "Không phát hiện chỉ tiêu không đạt, báo cáo muộn, nhiệm vụ quá hạn hay điểm chưa triển khai."
        )
    else:
        yield Table(
            columns=(
                Column("TT", "center", width=4),
                Column("Tồn tại, hạn chế", width=26),
                Column("Nguyên nhân", width=18),
                Column("Biện pháp khắc phục", width=18),
                Column("Đơn vị; thời hạn", width=14),
            ),
            rows=tuple(
                (
                    Cell(str(place)),
                    Cell(line.text),
                    Cell(line.cause or _TYPED),
                    Cell(line.remedy or _TYPED),
                    Cell("; ".join(filter(None, (line.office, format_date(line.due) if line.due else "")))
                         or _TYPED),
                )
                for place, line in enumerate(material.shortcomings, start=1)
            ),
            caption="Tồn tại, hạn chế do hệ thống rà soát",
        )  # fmt: skip
    yield from under("shortcomings", material)


def proposals(material: Material) -> Iterable[Block]:
    if text := material.words.get("proposals"):
        yield from typed(text)
    yield from under("proposals", material)
