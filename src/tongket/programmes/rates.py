"""The honest count of tasks: given; done, in time and late; not done, in time and overdue; what came due; both rates.

One way for all pages (`programmes/parts.html#rates`) and papers (`told`): no rate stands without its base.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from tongket.programmes.state import Counts
from tongket.viet.numbers import format_number

_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Rate:
    """So many of so many; without a base there is no rate."""

    part: int
    base: int

    @property
    def percent(self) -> Decimal | None:
        """In hundredths of a per cent, rounded half up once."""
        if not self.base:
            return None
        return (Decimal(self.part) * 100 / self.base).quantize(_CENT, ROUND_HALF_UP)

    @property
    def written(self) -> str:
        """As every paper writes a share of a count: "98,63 %"; indicators have decimals of their own."""
        percent = self.percent
        return "–" if percent is None else f"{format_number(percent, 2)} %"


def done_rate(counts: Counts) -> Rate:
    """Of what came due, how much was done at all."""
    return Rate(counts.done, counts.came_due)


def in_time_rate(counts: Counts) -> Rate:
    """Of what came due, how much was done in time."""
    return Rate(counts.done_in_time, counts.came_due)


_PAPER = (
    "Đã giao %(given)s nhiệm vụ; hoàn thành %(done)s (trong hạn %(in_time)s, quá hạn %(late)s); "
    "chưa hoàn thành %(not_done)s (trong hạn %(under_way)s, quá hạn %(overdue)s). "
)
_PAPER_HELD = "Ngoài ra tạm dừng %(suspended)s, dừng %(stopped)s. "
_PAPER_RATES = (
    "Trong %(came_due)s nhiệm vụ đã xong hoặc đã đến hạn: hoàn thành %(done_percent)s (%(done)s trên %(came_due)s), "
    "trong hạn %(in_time_percent)s (%(in_time)s trên %(came_due)s)."
)
_PAPER_NO_RATES = "Chưa có nhiệm vụ nào xong hoặc đến hạn, nên chưa có tỷ lệ."


def told(counts: Counts) -> str:
    """The count in the words of an official paper, which are Vietnamese always."""
    parts = (_PAPER, _PAPER_HELD if counts.held else "", _PAPER_RATES if counts.came_due else _PAPER_NO_RATES)
    return "".join(parts) % _numbers(counts)


def said(counts: Counts) -> str:
    """The same in the language of the shell."""
    parts = [
        _("%(given)s given; %(done)s done (%(in_time)s in time, %(late)s late);"),
        _("%(not_done)s not done (%(under_way)s in time, %(overdue)s overdue)."),
    ]
    if counts.held:
        parts.append(_("Besides, %(suspended)s suspended and %(stopped)s stopped."))
    if counts.came_due:
        parts.append(
            _(
                "Of %(came_due)s done or due: %(done_percent)s done (%(done)s of %(came_due)s), "
                "%(in_time_percent)s in time (%(in_time)s of %(came_due)s)."
            )
        )
    return " ".join(parts) % _numbers(counts)


def _numbers(counts: Counts) -> dict[str, str]:
    """All numbers of a count, written as people here write them."""
    plain = {
        "given": counts.given,
        "done": counts.done,
        "in_time": counts.done_in_time,
        "late": counts.done_late,
        "not_done": counts.not_done,
        "under_way": counts.under_way,
        "overdue": counts.overdue,
        "suspended": counts.suspended,
        "stopped": counts.stopped,
        "came_due": counts.came_due,
    }
    rates = {"done_percent": done_rate(counts).written, "in_time_percent": in_time_rate(counts).written}
    return {name: format_number(number) for name, number in plain.items()} | rates
