"""The document as PDF: A4, tagged (PDF/UA-1), for keeping (PDF/A-2b), with bookmarks, our fonts embedded."""

import json
from typing import Any

from tongket.writer import charts
from tongket.writer.document import (
    Annex,
    Article,
    Block,
    Bullets,
    Cell,
    Chart,
    CopyMark,
    Document,
    FigureRef,
    Heading,
    Inline,
    Paragraph,
    Section,
    Signature,
    Table,
)
from tongket.writer.layout import (
    FORMS,
    LANDSCAPE_MM,
    PORTRAIT_MM,
    addressed_by,
    addressed_lines,
    annex_heading,
    annex_note,
    caption_line,
    copy_number_line,
    copy_rule_mm,
    issuer_line,
    laid_out,
    leads_on,
    moment,
    number_line,
    orders_line,
    place_line,
    rules_mm,
    title_lines,
)
from tongket.writer.marks import in_words, legend, raised, source_line, with_rank
from tongket.writer.svg import width_in
from tongket.writer.typesetter import typeset
from tongket.writer.widths import SIDE, ems_at_most, rooms, widths_of

POINTS_PER_MM = 72 / 25.4
WIDE = 7  # columns from which a table's letters are smaller


def render_pdf(document: Document, *, to_sign: bool = False) -> bytes:
    """The document as a PDF; the same document gives the same bytes.

    One that is `to_sign` keeps places for its number, its day and two signatures (`writer.places`).
    """
    paper = _paper(laid_out(document)) | {"to-sign": to_sign}
    pdf = typeset("document.typ", json.dumps(paper, ensure_ascii=False), moment(document))
    if not to_sign:
        return pdf
    from tongket.writer.places import keep_places

    return keep_places(pdf, moment(document), FORMS[document.form].number_label.strip())


def _paper(document: Document) -> dict[str, Any]:
    form, head = FORMS[document.form], document.head
    under_agency, under_title = rules_mm(document)
    return {
        "title": " ".join(filter(None, (document.kind, document.abstract))),
        "bare": document.bare,
        "author": head.agency,
        "ident": document.ident,
        "to-sign": False,
        "indent": form.indent_mm,
        "notice": document.notice,
        "parent": head.parent,
        "agency": head.agency,
        "under": form.under,
        "under-agency": under_agency,
        "under-title": under_title,
        "underlined": document.form == "party",
        "right": form.right,
        "number": number_line(document),
        "number-label": form.number_label,
        "number-rest": head.number.lstrip(),
        "place": f"{head.place}, ",
        "letter": "" if document.kind else f"V/v {document.abstract}",
        "place-date": place_line(document),
        "heading": title_lines(document),
        "addressed-by": addressed_by(document),
        "addressees": addressed_lines(document.addressees),
        "issuer": issuer_line(document),
        "orders": orders_line(document),
        "bases": [(form.bases_dash + base, form.bases_style) for base in document.bases],
        "side": SIDE,
        "body": _body(document.body),
        "signatures": list(map(_signer, document.signatures)),
        "recipients": document.recipients,
        "copied": document.copied and _copied(document.copied),
        "annex-note": annex_note(document),
        "annexes": [_annex(annex) for annex in document.annexes],
    }


def _signer(signature: Signature) -> dict[str, str]:
    return {"authority": signature.authority, "post": signature.post, "name": signature.name}


def _copied(mark: CopyMark) -> dict[str, Any]:
    """What stands under a copy."""
    return {
        "form": mark.form,
        "agency": mark.head.agency,
        "under-agency": copy_rule_mm(mark),
        "number": copy_number_line(mark),
        "place-date": place_line(mark),
        "signature": _signer(mark.signature),
        "recipients": mark.recipients,
    }


def _body(blocks: tuple[Block, ...]) -> list[dict[str, Any]]:
    """The blocks; who signs never stands alone on a page, the last words go with it."""
    body = [_block(block, PORTRAIT_MM) for block in blocks]
    if body and "kept" in body[-1]:
        body[-1]["kept"] = True
    return body


def _annex(annex: Annex) -> dict[str, Any]:
    return {
        "heading": annex_heading(annex),
        "title": annex.title,
        "landscape": annex.page == "landscape",
        "blocks": [
            _block(block, LANDSCAPE_MM if annex.page == "landscape" else PORTRAIT_MM)
            for block in annex.blocks
        ],
    }


def _block(block: Block, room: float) -> dict[str, Any]:
    """As the template takes it; `room` is the millimetres between the margins."""
    match block:
        case Heading():
            return {"is": "heading", "level": block.level, "number": block.number, "text": block.text}
        case Paragraph():
            return {"is": "paragraph", "runs": _runs(block.content), "kept": leads_on(block.content)}
        case Article():
            runs = [(f"{block.number} ", "bold"), *_runs(block.content)]
            return {"is": "paragraph", "runs": runs, "kept": leads_on(block.content)}
        case Bullets():
            return {"is": "bullets", "items": [_runs(item) for item in block.items], "kept": False}
        case Table():
            return _table(block, room)
        case Section():
            return {
                "is": "section",
                "title": block.title,
                "blocks": [_block(inner, room) for inner in block.blocks],
            }
        case _:
            return _chart(block)


def _runs(content: tuple[Inline, ...]) -> list[tuple[str, str]]:
    return [(in_words(r), "") if isinstance(r, FigureRef) else (r.text, r.style) for r in content]


def _table(table: Table, room: float) -> dict[str, Any]:
    rows = [[_cell(cell) for cell in row] for row in table.rows]
    plain = len(rows) - table.totals
    size = 12 if len(table.columns) < WIDE else 11
    widths = widths_of(table, room * POINTS_PER_MM, size)
    ems = [points / size for points in rooms(widths)]
    return {
        "is": "table",
        "caption": caption_line(table),
        "size": size,
        "low": [at < plain and _takes_one_line(row, ems) for at, row in enumerate(rows)],
        "columns": [
            {"title": c.title, "width": width, "align": c.align, "signs": raised(c.marks)}
            for c, width in zip(table.columns, widths, strict=True)
        ],
        "cells": [cell for row in rows[:plain] for cell in row],
        "totals": [cell for row in rows[plain:] for cell in row],
        **_notes(table),
    }


def _cell(cell: Cell) -> str | tuple[str, str]:
    """A cell of words alone stays a bare string: there are thousands of them."""
    words = with_rank(cell)
    signs = raised(cell.marks) if cell.marks else ""
    return (words, signs) if signs else words


def _takes_one_line(row: list[str | tuple[str, str]], ems: list[float]) -> bool:
    """Whether all words of a row surely stand in one line, without signs raised behind them."""
    return all(
        isinstance(cell, str) and ems_at_most(cell) <= room for cell, room in zip(row, ems, strict=True)
    )


def _chart(chart: Chart) -> dict[str, Any]:
    svg = charts.draw(chart)
    return {
        "is": "chart",
        "caption": caption_line(chart),
        "svg": svg,
        "alt": f"{chart.caption}. {charts.in_words(chart)}",
        "width": width_in(svg),
        **_notes(chart),
    }


def _notes(block: Table | Chart) -> dict[str, Any]:
    signs = [{"sign": s.sign, "meaning": s.meaning, "instead": s.instead} for s in legend(block)]
    return {"source": source_line(block.source), "legend": signs}
