"""Several documents in one file, each beginning on a page of its own: what is printed for all at once."""

import io
import json
import re
from collections.abc import Sequence

import docx

from tongket.writer.document import Document
from tongket.writer.docx import _describe, _same_bytes, _Writer
from tongket.writer.layout import FORMS, laid_out, moment
from tongket.writer.pdf import _paper
from tongket.writer.typesetter import TEMPLATES, typeset_source
from tongket.writer.wordstyles import set_page, set_styles

_SET_UP = re.compile(r"^#let d = .*\n|^#set document\(.*\)\n", re.MULTILINE)


def merged_docx(documents: Sequence[Document]) -> bytes:
    """One .docx with all of them, of one form; the pages of each count from 1."""
    first = documents[0]
    word = docx.Document()
    set_styles(word, FORMS[first.form])
    set_page(word, first.notice)
    for place, document in enumerate(documents):
        writer = _Writer(word, laid_out(document))
        if place:
            writer.close_section("portrait")
        writer.write()
    _describe(word, first)
    out = io.BytesIO()
    word.save(out)
    return _same_bytes(out.getvalue(), first)


def merged_pdf(documents: Sequence[Document]) -> bytes:
    """One tagged PDF with all of them; the same documents give the same bytes."""
    papers = json.dumps([_paper(laid_out(one)) for one in documents], ensure_ascii=False)
    return typeset_source(_source(), papers, moment(documents[0]))


def _source() -> bytes:
    """The template of one document as a function, called for each."""
    template = (TEMPLATES / "document.typ").read_text(encoding="utf-8")
    one = _SET_UP.sub("", template)
    return (
        "#let papers = json(bytes(sys.inputs.data))\n"
        "#set document(title: papers.first().title, author: papers.first().author, date: auto)\n"
        f"#let paper(d) = [\n{one}\n]\n"
        "#for (place, d) in papers.enumerate() {\n"
        "  if place > 0 { counter(page).update(1) }\n"
        "  paper(d)\n"
        "}\n"
    ).encode()
