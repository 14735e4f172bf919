"""Styles and pages of a Word document: Times New Roman, A4, margins, page number, notice."""

from typing import Any

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import nsmap, qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle, StyleFactory

from tongket.writer.layout import Form
from tongket.writer.word import element, paragraph, run, twips

FONT = "Times New Roman"
NAMES = {"w": nsmap["w"]}
BODY_LINE = 380  # 19 points, exact
PAGE_NUMBER = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def set_styles(word: WordDocument, form: Form) -> None:
    """All styles a document uses; nothing of the template's own look is left in them."""
    indent = twips(form.indent_mm)
    flow = f'<w:spacing w:before="0" w:after="120" w:line="{BODY_LINE}" w:lineRule="exact"/>'
    tight = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
    cell = '<w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/>'
    keep = (
        '<w:keepNext/><w:keepLines/><w:spacing w:before="160" w:after="120" w:line="240" w:lineRule="auto"/>'
    )
    keep += f'<w:ind w:firstLine="{indent}"/>'
    _language(word)
    _style(word, "Normal", 14, tight)
    _style(word, "Plain", 14, tight)
    _style(word, "Body Text", 14, f'{flow}<w:ind w:firstLine="{indent}"/><w:jc w:val="both"/>')
    _style(word, "Centred", 14, f'{tight}<w:jc w:val="center"/>')
    _style(word, "RightAligned", 14, f'{tight}<w:ind w:right="80"/><w:jc w:val="right"/>')
    _style(word, "Title", 14, f'<w:keepNext/>{tight}<w:jc w:val="center"/>', bold=True)
    _style(word, "Heading 1", 14, keep, bold=True)
    _style(word, "Heading 2", 14, keep, bold=True)
    _style(word, "Heading 3", 14, keep, italic=True)
    _style(word, "Heading 4", 14, keep, italic=True)
    _style(
        word,
        "Caption",
        13,
        '<w:spacing w:before="120" w:after="120" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>',
        bold=True,
    )
    _style(word, "Note", 11, '<w:spacing w:before="60" w:after="160" w:line="240" w:lineRule="auto"/>')
    _style(word, "CellLeft", 12, cell)
    _style(word, "CellCentre", 12, f'{cell}<w:jc w:val="center"/>')
    _style(word, "CellRight", 12, f'{cell}<w:jc w:val="right"/>')
    _style(word, "Header", 13, f'{tight}<w:jc w:val="center"/>')
    _style(word, "Footer", 10.5, f'{tight}<w:jc w:val="center"/>', bold=True)


def _style(
    word: WordDocument, name: str, size: float, form: str, bold: bool = False, italic: bool = False
) -> None:
    known = word.styles.element.find(f"w:style[@w:styleId='{name.replace(' ', '')}']", NAMES)
    style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH) if known is None else StyleFactory(known)
    assert isinstance(style, ParagraphStyle)
    for part in (style.element.pPr, style.element.rPr):
        if part is not None:
            _keep_outline(part)
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), RGBColor(0, 0, 0)
    style.font.bold, style.font.italic = bold, italic
    for face in ("w:cs", "w:eastAsia"):
        style.element.rPr.rFonts.set(qn(face), FONT)
    properties = style.element.get_or_add_pPr()
    outline = list(properties)
    for part in reversed(element(f"<w:pPr>{form}</w:pPr>")):
        properties.insert(0, part)
    properties.extend(outline)


def _keep_outline(properties: Any) -> None:
    for part in list(properties):
        if part.tag != qn("w:outlineLvl"):
            properties.remove(part)


def _language(word: WordDocument) -> None:
    defaults = word.styles.element.find(qn("w:docDefaults")).find(f".//{qn('w:rPr')}")
    for old in list(defaults):
        defaults.remove(old)
    fonts = " ".join(f'w:{face}="{FONT}"' for face in ("ascii", "hAnsi", "eastAsia", "cs"))
    settings = word.settings.element
    settings.find("w:themeFontLang", NAMES).set(qn("w:val"), "vi-VN")
    settings.find(".//w:compatSetting[@w:name='compatibilityMode']", NAMES).set(qn("w:val"), "15")
    for xml in (f"<w:rFonts {fonts}/>", '<w:sz w:val="28"/>', '<w:lang w:val="vi-VN" w:eastAsia="vi-VN"/>'):
        defaults.append(element(xml))


def set_page(word: WordDocument, notice: str) -> None:
    """A4 with the margins of the law; the page number above all pages but the first, the notice below all."""
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    _replace(section.header, paragraph(PAGE_NUMBER, "Header"))
    _replace(section.first_page_header, paragraph("", "Header"))
    for footer in (section.footer, section.first_page_footer):
        _replace(footer, paragraph(run(notice) if notice else "", "Footer"))
    margins: Any = section._sectPr.pgMar
    margins.addnext(element('<w:pgNumType w:start="1"/>'))


def _replace(holder: Any, xml: str) -> None:
    holder.is_linked_to_previous = False
    for old in list(holder._element):
        holder._element.remove(old)
    holder._element.append(element(xml))
