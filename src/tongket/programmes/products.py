"""What a task is to bring forth: kinds of papers by their codes, a draft, or something that is no paper.

The names are those of official papers, so they are Vietnamese in every language of the screen.
"""

from datetime import date

from tongket.law.kinds import PARTY_KINDS, STATE_KINDS
from tongket.law.symbol import Symbol, parse_symbol
from tongket.viet.dates import format_date
from tongket.viet.fault import Fault, Refusal

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


def symbol_of(product: str) -> Symbol | None:
    """The number and symbol that was handed in; None where it is none."""
    try:
        return parse_symbol(product).symbol
    except Refusal:
        return None


def questions(kind: str, product: str) -> tuple[Fault, ...]:
    """What is asked once about a product: words where a symbol may be meant, a plan where a report is asked for."""
    symbol = symbol_of(product)
    if symbol is None:
        return () if kind else (Fault("task.product_in_words", values={"product": product[:60]}),)
    if not is_numbered(kind) or symbol.form == "old":
        return ()
    code = symbol.kind or "CV"
    names = [table[code] for table in (STATE_KINDS, PARTY_KINDS) if code in table]
    if KINDS[kind] in names:
        return ()
    told = {"symbol": str(symbol), "found": names[0], "wanted": KINDS[kind]}
    return (Fault("task.other_product", values=told),)


def day_questions(product: str, day: date, given: date, due: date | None, today: date) -> tuple[Fault, ...]:
    """What is asked once about a paper's day: older than the task, or in time though handed in late."""
    told: dict[str, str | int] = {"product": product[:60], "day": format_date(day)}
    if day < given:
        return (Fault("task.product_before_given", values=told | {"given": format_date(given)}),)
    if due is not None and day <= due < today:
        late = told | {"due": format_date(due), "late": (today - due).days}
        return (Fault("task.product_counts_in_time", values=late),)
    return ()
