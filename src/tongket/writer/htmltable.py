"""Tables in HTML, with the links of their figures, the source line and the legend of signs."""

from collections.abc import Callable
from html import escape

from tongket.writer.document import Cell, Chart, Table
from tongket.writer.layout import caption_line
from tongket.writer.marks import legend, raised, source_line, with_rank

Link = Callable[[str], str]


def linked(words: str, ref: str, link: Link | None) -> str:
    """Words (already escaped) as a link to the trail of `ref`, when there are both."""
    if not ref or not link or not words:
        return words
    return f'<a class="figure" href="{escape(link(ref))}">{words}</a>'


def table_html(table: Table, link: Link | None, name: str = "") -> str:
    """A table that scrolls inside its own frame; the first column of words names the row."""
    caption = caption_line(table)
    naming = next((i for i, column in enumerate(table.columns) if column.align == "left"), -1)
    classes = [{"left": "", "center": ' class="c"', "right": ' class="n"'}[c.align] for c in table.columns]
    heads = "".join(f'<th scope="col">{escape(c.title)}{_signs(raised(c.marks))}</th>' for c in table.columns)
    first_total = len(table.rows) - table.totals
    stacks = _stacks(table)
    told = [
        f' data-th="{escape(c.title)}"' if stacks and i != naming else "" for i, c in enumerate(table.columns)
    ]
    rows = []
    for place, row in enumerate(table.rows):
        cells = "".join(
            [
                f'<th scope="row">{_cell(cell, link)}</th>'
                if i == naming
                else f"<td{classes[i]}{told[i]}>{_cell(cell, link)}</td>"
                for i, cell in enumerate(row)
            ]
        )
        rows.append(f'<tr class="total">{cells}</tr>\n' if place >= first_total else f"<tr>{cells}</tr>\n")
    label = escape(name or table.number or "Bảng số liệu")
    words = f"<caption><span>{escape(caption)}</span></caption>" if caption else ""
    kind = "scroll stacks" if stacks else "scroll"
    return (
        f'<div class="{kind}" tabindex="0" role="group" aria-label="{label}"><table>{words}\n'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{''.join(rows)}</tbody></table></div>\n{notes(table)}"
    )


def _stacks(table: Table) -> bool:
    """Whether its lines are read one by one, so that a phone may stand them one under the other."""
    return len(table.columns) > 3 and sum(column.align == "left" for column in table.columns) > 1


def notes(block: Table | Chart) -> str:
    """The lines under a table or chart: source, coverage, legend of signs."""
    source = source_line(block.source)
    signs = [
        f"{escape(s.sign)}: {s.meaning}" if s.instead else f"<sup>{s.sign}</sup> {s.meaning}"
        for s in legend(block)
    ]
    first = f'<p class="note"><em>{escape(source)}</em></p>\n' if source else ""
    return first + (f'<p class="note"><em>Ký hiệu:</em> {"; ".join(signs)}.</p>\n' if signs else "")


def _cell(cell: Cell, link: Link | None) -> str:
    words = linked(escape(with_rank(cell)), cell.ref, link)
    return words + _signs(raised(cell.marks)) if cell.marks else words


def _signs(signs: str) -> str:
    return f"<sup>{signs}</sup>" if signs else ""
