"""The few pieces of WordprocessingML that a document is made of, as text that is parsed once a block."""

from html import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement

from tongket.writer.marks import Sign

TWIPS_PER_MM = 1440 / 25.4


def twips(millimetres: float) -> int:
    """Millimetres in the unit of Word."""
    return round(millimetres * TWIPS_PER_MM)


def element(xml: str) -> BaseOxmlElement:
    """The element of some XML whose names begin with `w:`."""
    end = xml.index(">")
    end -= xml[end - 1] == "/"
    return parse_xml(f"{xml[:end]} {nsdecls('w')}{xml[end:]}")


def run(words: str, style: str = "", size: float = 0, raise_: bool = False) -> str:
    """A run; `style` holds the words bold, italic, underline; `size` in points."""
    marks = [tag for word, tag in (("bold", "<w:b/>"), ("italic", "<w:i/>")) if word in style]
    marks += [f'<w:sz w:val="{round(size * 2)}"/>'] if size else []
    marks += ['<w:u w:val="single"/>'] if "underline" in style else []
    marks += ['<w:vertAlign w:val="superscript"/>'] if raise_ else []
    form = f"<w:rPr>{''.join(marks)}</w:rPr>" if marks else ""
    return f'<w:r>{form}<w:t xml:space="preserve">{escape(words, quote=False)}</w:t></w:r>'


def paragraph(runs: str, style: str = "Normal", form: str = "") -> str:
    """A paragraph in a named style, with more properties of its own."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{form}</w:pPr>{runs}</w:p>'


def rule(width: float, room: float, style: str = "Plain") -> str:
    """An empty paragraph whose upper edge is a line, `width` mm in `room` mm."""
    side = twips((room - width) / 2)
    border = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
    lower = '<w:spacing w:before="60" w:line="120" w:lineRule="exact"/>'  # clear of the marks below letters
    return paragraph("", style, f'{border}{lower}<w:ind w:left="{side}" w:right="{side}"/>')


def columns_of(rows: tuple[tuple[str, ...], ...], widths: tuple[float, ...]) -> str:
    """A table without lines that places blocks side by side; widths in mm."""
    grid = "".join(f'<w:gridCol w:w="{twips(w)}"/>' for w in widths)
    body = "".join(
        "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        + "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{twips(w)}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
            for w, cell in zip(widths, row, strict=True)
        )
        + "</w:tr>"
        for row in rows
    )
    form = f'<w:tblW w:w="{twips(sum(widths))}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
    margin = '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
    return f"<w:tbl><w:tblPr>{form}{margin}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"


def legend_runs(signs: tuple[Sign, ...]) -> str:
    """ "Ký hiệu: …: chưa báo cáo; …", the signs raised as in the cells."""
    parts = [
        run(f"{s.sign}: {s.meaning}") if s.instead else run(s.sign, raise_=True) + run(f" {s.meaning}")
        for s in signs
    ]
    return run("Ký hiệu: ", "italic") + run("; ").join(parts) + run(".")
