"""How a percentage or a ratio was worked out from its sums, in one sentence."""

from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tongket.base.shown import number
from tongket.rollup.question import Bounds
from tongket.viet.numbers import from_units

MORE_DECIMALS = 4  # shown of a quotient beyond those it is rounded to


def show_bounds(bounds: Bounds, decimals: int) -> str:
    """In the marks of the screen: a known number rounded half up, a range rounded outwards."""
    low, high = bounds.shown(decimals)
    known = number(low, decimals)
    return known if bounds.exact else f"{known} – {number(high, decimals)}"


def say_reduction(now: Bounds | None, base: Bounds | None, found: Bounds | None, decimals: int) -> str:
    """Per cent fewer than in the base: from the two sums to the number as printed."""
    if now is None or base is None:
        return _("It cannot be worked out, for one of the two sums is not known.")
    if found is None:
        return _("It cannot be worked out: a reduction needs a sum above zero to compare with.")
    if not found.exact:
        return _ranged(found, decimals)
    sums = {"base": plain(base.low), "now": plain(now.low)}
    return _("(%(base)s − %(now)s) ÷ %(base)s × 100 = %(quotient)s") % {
        **sums,
        "quotient": _rounding(found.low, decimals),
    }


def say_ratio(
    top: Bounds | None, bottom: Bounds | None, found: Bounds | None, factor: int, decimals: int
) -> str:
    """One sum divided by another."""
    if top is None or bottom is None:
        return _("It cannot be worked out, for one of the two sums is not known.")
    if found is None:
        return _("It cannot be worked out: the sum to divide by is zero, or one is known only as a range.")
    sums = {"top": plain(top.low), "bottom": plain(bottom.low), "quotient": _rounding(found.low, decimals)}
    if factor == 1:
        return _("%(top)s ÷ %(bottom)s = %(quotient)s") % sums
    return _("%(top)s ÷ %(bottom)s × 100 = %(quotient)s") % sums


def plain(value: Fraction) -> str:
    """A stored number, with the decimals that it has."""
    decimals = next((count for count in range(10) if (value * 10**count).denominator == 1), 9)
    return number(from_units(int(value * 10**decimals), decimals), decimals)


def _rounding(value: Fraction, decimals: int) -> str:
    """ "66,9058…; rounded half up to 1 decimal: 66,9": the number cut, then as it is printed."""
    finer = decimals + MORE_DECIMALS
    cut = int(value * 10**finer)  # towards zero
    exact = Fraction(cut, 10**finer) == value
    text = plain(value) if exact else f"{number(from_units(cut, finer), finer)}…"
    shown = show_bounds(Bounds.known(value), decimals)
    if text == shown:
        return text
    return f"{text}; {_rounded(shown, decimals)}"


def _rounded(shown: str, decimals: int) -> str:
    sentence = ngettext(
        "rounded half up to %(decimals)s decimal: %(shown)s",
        "rounded half up to %(decimals)s decimals: %(shown)s",
        decimals,
    )
    return sentence % {"decimals": decimals, "shown": shown}


def _ranged(found: Bounds, decimals: int) -> str:
    low, high = (number(end, decimals) for end in found.shown(decimals))
    return _(
        "A sum is known only as a range, for a unit was divided; so this is one too, its ends rounded outwards: "
        "from %(low)s to %(high)s"
    ) % {"low": low, "high": high}
