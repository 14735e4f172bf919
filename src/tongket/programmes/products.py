"""What a task is to bring forth: kinds of papers by their codes, a draft, or something that is no paper.

The names are those of official papers, so they are Vietnamese in every language of the screen.
"""

from tongket.law.kinds import PARTY_KINDS, STATE_KINDS

_CODES = ("TTr", "KH", "BC", "QĐ", "NQ", "CT", "CTr", "ĐA", "PA", "HD", "TB", "KL", "QC", "CV")
_KNOWN = PARTY_KINDS | STATE_KINDS
# A numbered paper is done when its number and day are known.
NUMBERED = {code: _KNOWN[code] for code in _CODES}
DRAFT, MINUTES = "dự thảo", "BB"
KINDS = NUMBERED | {MINUTES: _KNOWN[MINUTES], DRAFT: DRAFT}


def is_numbered(kind: str) -> bool:
    """Whether the product gets a number and a day of its own."""
    return kind in NUMBERED


def said(kind: str, product: str) -> str:
    """“báo cáo: tình hình hạn hán”; either alone where the other is missing, or repeats it."""
    name = KINDS.get(kind, "")
    if not name or product.lower().startswith(name):
        return product or name
    return f"{name}: {product}" if product else name
