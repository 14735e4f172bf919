"""Numbers as Vietnamese texts write them (1.234,5), exact, and as 64-bit units of fixed decimals."""

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext

from tongket.viet.fault import refusal

_MIN, _MAX = -(2**63), 2**63 - 1
_SPACES = re.compile(r"[\s\u00a0\u2009\u202f]+")
_GROUPED = re.compile(r"(?:[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+)(?:,[0-9]+)?")
_FORMULA_ERROR = re.compile(r"#(?:REF!|N/A|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|[A-Z/0]+[!?]?)", re.I)
_SIGNED = re.compile(
    r"(?:(?P<sign>[-+\u2212\u2013]) ?(?P<plain>[0-9].*)|\( ?(?P<open>[0-9].*?) ?\)|(?P<bare>[0-9].*))"
)


def parse_number(text: str) -> Decimal:
    """The exact number that a Vietnamese text writes.

    "1.234,5", "1234", "1 234", "-3", "(1,5)" for -1,5 and "12 %" for 12. A dot groups thousands, a comma
    begins decimals. Refused: nothing, a word, a formula error, and what could be read in two ways ("1.5",
    "1,234.5", "0.123"), with a hint how to write it.
    """
    if _GROUPED.fullmatch(text):  # nearly every one of a large table
        return Decimal(text.replace(".", "").replace(" ", "").replace(",", "."))
    shown = _SPACES.sub(" ", text).strip()
    if not shown:
        raise refusal("number.empty")
    if _FORMULA_ERROR.fullmatch(shown):
        raise refusal("number.formula_error", value=shown[:40])
    signed = _SIGNED.fullmatch(shown.removesuffix("%").rstrip())
    body = (signed["plain"] or signed["open"] or signed["bare"]) if signed else ""
    if signed is None or not re.fullmatch(r"[0-9][0-9., ]*", body):
        raise refusal("number.word", value=shown[:40])
    if not _GROUPED.fullmatch(body):
        raise refusal("number.ambiguous", value=shown[:40], hint=_hint(body))
    negative = signed["open"] is not None or signed["sign"] in ("-", "\u2212", "\u2013")
    digits = body.replace(".", "").replace(" ", "").replace(",", ".")
    return Decimal(f"-{digits}" if negative else digits)


def _hint(body: str) -> str:
    """How the writer probably has to write it: English marks swapped, or else the digits alone."""
    swapped = body.replace(" ", "").translate(str.maketrans(".,", ",."))
    return swapped if _GROUPED.fullmatch(swapped) else re.sub(r"[^0-9]", "", body)


def format_number(value: Decimal | int, decimals: int | None = None) -> str:
    """The number as "1.234,5"; rounded half up to `decimals` places when they are given."""
    exact = Decimal(value)
    if decimals is not None:
        with localcontext(prec=max(28, exact.adjusted() + decimals + 3)):
            exact = exact.quantize(Decimal(f"1E-{decimals}"), rounding=ROUND_HALF_UP)
    whole, _, fraction = f"{exact.copy_abs():f}".partition(".")
    sign = "-" if exact < 0 else ""
    return f"{sign}{int(whole):,}".replace(",", ".") + (f",{fraction}" if fraction else "")


def to_units(value: Decimal, decimals: int) -> int:
    """The value as a whole number of 10^-decimals, as it is stored in 64 bits.

    Refused when it has more decimals than the indicator, or does not fit.
    """
    if not value.is_finite() or (value and value.adjusted() > 30):
        raise refusal("number.too_big", value=str(value)[:40])
    numerator, denominator = value.as_integer_ratio()
    scale: int = 10**decimals
    units, rest = divmod(numerator * scale, denominator)
    if rest:
        raise refusal("number.too_fine", value=format_number(value)[:40], decimals=decimals)
    if not _MIN <= units <= _MAX:
        raise refusal("number.too_big", value=format_number(value)[:40])
    return units


def from_units(units: int, decimals: int) -> Decimal:
    """The stored units as the exact decimal that was typed: 12345 with 1 decimal is 1234.5."""
    return Decimal(f"{units}E-{decimals}")
