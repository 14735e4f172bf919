"""Where the words of a review came from: frozen with it, printed in the draft, opened on demand afterwards."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tongket.writer.document import Block, Document, Paragraph, Text

STYLE = "source"


@dataclass(frozen=True)
class Origin:
    """A text of the review and the units, paragraphs and versions it was made from."""

    text: str
    sources: str


def for_reading(document: Document, *, draft: bool) -> Document:
    """The document as it is shown: its sources in italics while it is a draft, left out once it is approved."""
    if not any(_has(block) for block in document.body):
        return document
    return replace(document, body=tuple(_shown(block, draft=draft) for block in document.body))


def _has(block: Block) -> bool:
    return isinstance(block, Paragraph) and any(
        isinstance(part, Text) and part.style == STYLE for part in block.content
    )


def _shown(block: Block, *, draft: bool) -> Block:
    if not isinstance(block, Paragraph) or not _has(block):
        return block
    content = []
    for part in block.content:
        if not isinstance(part, Text) or part.style != STYLE:
            content.append(part)
        elif draft:
            content.append(replace(part, style="italic"))
    return Paragraph(tuple(content))


def origins(document: Document) -> Iterable[Origin]:
    """The texts of a frozen document that were made from units' words."""
    for block in document.body:
        if isinstance(block, Paragraph) and _has(block):
            texts = [part for part in block.content if isinstance(part, Text)]
            said = "".join(part.text for part in texts if part.style != STYLE)
            told = "".join(part.text for part in texts if part.style == STYLE)
            yield Origin(said, told.strip(" []"))
