"""What the reader proposes for a paper that arrived; the clerk corrects it."""

from datetime import date
from typing import Any

from tongket.directives.models import Urgency
from tongket.reader.files import text_of
from tongket.reader.head import ReadHead, read_head
from tongket.viet.fault import Refusal
from tongket.viet.text import upper_first


def propose(text: str) -> dict[str, Any]:
    """The fields of the form that the head of a text tells; empty ones are left out."""
    return _fields(read_head(text))


def propose_from_file(data: bytes, name: str) -> dict[str, Any]:
    """The same from a file; one that has no text to read proposes nothing, and the clerk types."""
    try:
        text = text_of(data, name) if not data.startswith(b"%PDF-") else _pdf_text(data)
    except Refusal as why:
        if why.faults[0].code in ("file.kind", "file.unreadable"):
            return {}
        raise
    return propose(text)


def _pdf_text(data: bytes) -> str:
    import io

    from pypdf import PdfReader

    try:
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages[:2])
    except Exception:  # noqa: BLE001 (a broken file is refused when it is kept; here it only proposes nothing)
        return ""


def _fields(head: ReadHead) -> dict[str, Any]:
    found: dict[str, str | date | None] = {
        "sender": head.sender_name[:200],
        "symbol": str(head.symbol or "")[:60],
        "issued_on": head.issued_on,
        "kind": head.kind,
        "abstract": upper_first(head.abstract.text[:3000]) if head.abstract else "",
        "urgency": head.urgency if head.urgency in Urgency.values else "",
        "due": head.due,
    }
    return {name: value for name, value in found.items() if value}
