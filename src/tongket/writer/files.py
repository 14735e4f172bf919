"""A document's files in several formats, made side by side."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from tongket.writer.document import Document

Link = Callable[[str], str]
Told = Callable[[str], object]  # hears of each part that is done


def _docx(document: Document, _link: Link) -> bytes:
    from tongket.writer.docx import render_docx

    return render_docx(document)


def _pdf(document: Document) -> bytes:
    from tongket.writer.pdf import render_pdf

    return render_pdf(document)


def _html(document: Document, link: Link) -> bytes:
    from tongket.writer.html import render_html

    return render_html(document, link=link).encode()


def _json(document: Document, _link: Link) -> bytes:
    from tongket.writer.document import to_json

    return to_json(document)


_WRITERS: Mapping[str, Callable[[Document, Link], bytes]] = {"docx": _docx, "html": _html, "json": _json}


def render_files(
    document: Document, formats: Sequence[str], link: Link, told: Told = bool
) -> dict[str, bytes]:
    """The bytes of each of the formats asked for; `link` tells where a figure's trail opens.

    The typesetter of the PDF lets Python go on: the others are written meanwhile.
    """
    made = {}
    with ThreadPoolExecutor(1) as aside:
        pdf = aside.submit(_pdf, document) if "pdf" in formats else None
        for one in formats:
            if one != "pdf":
                made[one] = _WRITERS[one](document, link)
                told(one)
        if pdf:
            made["pdf"] = pdf.result()
            told("pdf")
    return made
