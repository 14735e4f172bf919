"""The document as HTML: a fragment for the site, or a page that stands alone."""

from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path

from tongket.viet.fault import Fault, Refusal
from tongket.writer import charts
from tongket.writer.bars import value_label
from tongket.writer.document import (
    Annex,
    Article,
    BarChart,
    Block,
    Bullets,
    Chart,
    Document,
    FigureRef,
    Heading,
    Inline,
    Paragraph,
    Section,
    Signature,
    Table,
)
from tongket.writer.htmltable import Link, linked, notes, table_html
from tongket.writer.layout import (
    FORMS,
    addressed_by,
    addressed_lines,
    annex_heading,
    annex_note,
    caption_line,
    copy_number_line,
    issuer_line,
    laid_out,
    number_line,
    orders_line,
    place_line,
    title_lines,
)
from tongket.writer.marks import in_words

TEMPLATES = Path(__file__).parent / "templates"


@cache
def stylesheet() -> str:
    """The rules for everything inside `.document`; colours are the tokens of the page around it."""
    return (TEMPLATES / "document.css").read_text("utf-8")


@cache
def _page_tokens() -> str:
    return (TEMPLATES / "page.css").read_text("utf-8")


def render_html(document: Document, link: Link | None = None) -> str:
    """A page that stands alone, with all annexes; `link` turns a figure's ref into an address."""
    whole = laid_out(document)
    writer = _Writer(whole, link)
    parts = [writer.body(), *(writer.annex(annex, 2) for annex in whole.annexes)]
    title = escape(" ".join(filter(None, (document.kind, document.abstract))))
    style = _page_tokens() + stylesheet() + _margins(document.notice)
    return (
        '<!DOCTYPE html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{style}</style>\n</head>\n"
        f"<body>\n<main>\n{_article(document, ''.join(parts))}</main>\n</body>\n</html>\n"
    )


def _margins(notice: str) -> str:
    """The page number and the notice in the margins of each printed page."""
    words = "".join(f"\\{ord(c):06x}" if c in '"\\<>\n' else c for c in notice)
    return (
        "@page { @top-center { content: counter(page); } }\n@page :first { @top-center { content: none; } }\n"
        f'@page {{ @bottom-center {{ content: "{words}"; font-weight: bold; font-size: 10pt; }} }}\n'
    )


def body_html(document: Document, link: Link | None = None) -> str:
    """The document without its annexes, as a fragment whose heading is an h1."""
    return _article(document, _Writer(laid_out(document), link).body())


def annex_html(document: Document, key: str, link: Link | None = None) -> str:
    """One annex, or one section of an annex, as a fragment whose heading is an h1; refuses an unknown key."""
    whole = laid_out(document)
    writer = _Writer(whole, link)
    for annex in whole.annexes:
        if annex.key == key:
            return _article(document, writer.annex(annex, 1))
        for block in annex.blocks:
            if isinstance(block, Section) and block.key == key:
                return _article(document, writer.section(block, 1))
    raise Refusal(Fault("writer.no_annex", key))


def annex_keys(document: Document) -> tuple[tuple[str, str], ...]:
    """The key and title of each annex, followed by those of its sections."""
    keys: list[tuple[str, str]] = []
    for annex in document.annexes:
        keys.append((annex.key, annex.title))
        keys += [(block.key, block.title) for block in annex.blocks if isinstance(block, Section)]
    return tuple(keys)


def _article(document: Document, inner: str) -> str:
    notice = f'<p class="notice" role="note">{escape(document.notice)}</p>\n' if document.notice else ""
    return f'<article class="document" lang="vi">\n{notice}{inner}</article>\n'


class _Writer:
    """Writes parts of one document that is laid out already."""

    def __init__(self, document: Document, link: Link | None) -> None:
        self.document, self.form, self.link = document, FORMS[document.form], link

    def body(self) -> str:
        return "".join((*self._opening(), *self._blocks(self.document.body, 1), *self._closing()))

    def annex(self, annex: Annex, level: int) -> str:
        heading = f"<span>{annex_heading(annex)}</span> {escape(annex.title.upper())}"
        return (
            f'<section class="annex" id="{escape(annex.key)}">\n<h{level} class="centred">{heading}</h{level}>\n'
            f'<p class="centred"><em>{escape(annex_note(self.document))}</em></p>\n'
            f"{''.join(self._blocks(annex.blocks, level))}</section>\n"
        )

    def section(self, section: Section, level: int) -> str:
        return (
            f'<section id="{escape(section.key)}">\n<h{level}>{escape(section.title)}</h{level}>\n'
            f"{''.join(self._blocks(section.blocks, level))}</section>\n"
        )

    def _opening(self) -> Iterator[str]:
        document, head = self.document, self.document.head
        if document.bare:
            return
        parent = f"<p>{escape(head.parent)}</p>" if head.parent else ""
        star, lined = (f"<p>{self.form.under}</p>", "") if self.form.under else ("", ' class="lined"')
        motto = "".join(f"<p><strong>{escape(line)}</strong></p>" for line in self.form.right)
        letter = "" if document.kind else f"<p>V/v {escape(document.abstract)}</p>"
        yield (
            f"<header>\n<div{lined}>{parent}<p><strong>{escape(head.agency)}</strong></p>{star}</div>\n"
            f'<div class="country">{motto}</div>\n<div>{escape(number_line(document))}{letter}</div>\n'
            f"<div><em>{escape(place_line(document))}</em></div>\n</header>\n"
        )
        if lines := title_lines(document):
            title = " ".join((f"<span>{escape(lines[0])}</span>", *map(escape, lines[1:])))
            yield f'<h1 class="centred title">{title}</h1>\n'
        if document.addressees:
            lines = addressed_lines(document.addressees)
            names = "".join(f"<li>{escape(line)}</li>" for line in lines)
            several = " several" if len(lines) > 1 else ""
            yield f'<div class="to{several}"><p>{escape(addressed_by(document))}</p><ul>{names}</ul></div>\n'
        tag = "em" if self.form.bases_style else "span"
        if issuer := issuer_line(document):
            yield f'<p class="centred"><strong>{escape(issuer)}</strong></p>\n'
        for base in document.bases:
            yield f'<p class="flow"><{tag}>{escape(self.form.bases_dash + base)}</{tag}></p>\n'
        if orders := orders_line(document):
            yield f'<p class="centred"><strong>{escape(orders)}</strong></p>\n'

    def _closing(self) -> Iterator[str]:
        document = self.document
        if document.recipients or document.signatures:
            yield _footer(document.recipients, document.signatures)
        if mark := document.copied:
            yield (
                '<section class="copied">\n<header>\n'
                f'<div class="lined"><p><strong>{escape(mark.head.agency)}</strong></p></div>\n'
                f"<div><p><strong>{escape(mark.form)}</strong></p></div>\n<div>{escape(copy_number_line(mark))}</div>\n"
                f"<div><em>{escape(place_line(mark))}</em></div>\n</header>\n"
                f"{_footer(mark.recipients, (mark.signature,))}</section>\n"
            )

    def _blocks(self, blocks: tuple[Block, ...], above: int) -> Iterator[str]:
        """The blocks under a heading of level `above`."""
        for block in blocks:
            match block:
                case Heading():
                    level = min(block.level + above, 6)
                    yield f"<h{level}>{escape(f'{block.number} {block.text}')}</h{level}>\n"
                case Paragraph():
                    yield f'<p class="flow">{self._runs(block.content)}</p>\n'
                case Article():
                    number = f"<strong>{escape(block.number)}</strong>"
                    yield f'<p class="flow">{number} {self._runs(block.content)}</p>\n'
                case Bullets():
                    yield f"<ul>{''.join(f'<li>{self._runs(item)}</li>' for item in block.items)}</ul>\n"
                case Table():
                    yield table_html(block, self.link)
                case Section():
                    yield self.section(block, above + 1)
                case _:
                    yield self._chart(block)

    def _runs(self, content: tuple[Inline, ...]) -> str:
        return "".join(map(self._inline, content))

    def _inline(self, inline: Inline) -> str:
        if isinstance(inline, FigureRef):
            return linked(escape(in_words(inline)), inline.ref, self.link)
        words = escape(inline.text)
        return {"": words, "bold": f"<strong>{words}</strong>", "italic": f"<em>{words}</em>"}[inline.style]

    def _chart(self, chart: Chart) -> str:
        name = chart.number.lower().replace("ì", "i").replace(" ", "-")
        title, words = escape(chart.caption), escape(charts.in_words(chart))
        opened, rest = charts.draw(chart).split(">", 1)
        picture = (
            f'{opened} role="img" aria-labelledby="{name}-t {name}-d"><title id="{name}-t">{title}</title>'
            f'<desc id="{name}-d">{words}</desc>{rest}'
        )
        region = f'<div class="scroll" tabindex="0" role="group" aria-label="{escape(chart.number)}">{picture}</div>'
        if isinstance(chart, BarChart) and not chart.levels and all(bar.value >= 0 for bar in chart.bars):
            region = _narrow_bars(chart) + region
        table = table_html(charts.table_of(chart), self.link, chart.number)
        return (
            f'<figure id="{name}">{region}\n<figcaption>{escape(caption_line(chart))}</figcaption>\n{notes(chart)}'
            f"<details><summary>Xem bảng số liệu của {escape(chart.number)}</summary>\n{table}</details></figure>\n"
        )


def _narrow_bars(chart: BarChart) -> str:
    """The same bars under their names, for a window too narrow for the picture: the style sheet shows either."""
    most = max((bar.value for bar in chart.bars), default=0) or 1
    rows = [
        f"<li>{escape(bar.label)} <strong>{escape(value_label(bar))}</strong>"
        f'<span style="width:{bar.value * 100 // most}%"></span></li>'
        for bar in chart.bars
    ]
    return f'<ul class="bars">{"".join(rows)}</ul>'


def _footer(recipients: tuple[str, ...], signatures: tuple[Signature, ...]) -> str:
    names = "".join(f"<li>{escape(name)}</li>" for name in recipients)
    sent = f'<div class="sent"><p>Nơi nhận:</p><ul>{names}</ul></div>' if names else ""
    return f'<footer>{sent}<div class="signed">{"".join(map(_signer, signatures))}</div></footer>\n'


def _signer(signature: Signature) -> str:
    lines = (*signature.authority.splitlines(), signature.post, signature.name)
    return f"<div>{''.join(f'<p>{escape(line)}</p>' for line in lines if line)}</div>"
