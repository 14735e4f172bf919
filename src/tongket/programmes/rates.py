"""The honest count of tasks: given; done, in time and late; not done, in time and overdue; what came due; both rates.

One way for all pages (`programmes/parts.html#rates`) and papers (`told`): no rate stands without its base.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

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


def done_rate(counts: Counts) -> Rate:
    """Of what came due, how much was done at all."""
    return Rate(counts.done, counts.came_due)


def in_time_rate(counts: Counts) -> Rate:
    """Of what came due, how much was done in time."""
    return Rate(counts.done_in_time, counts.came_due)


def told(counts: Counts) -> str:
    """The count in the words of an official paper, which are Vietnamese always."""
    number = format_number
    held = (
        f"; ngoài ra tạm dừng {number(counts.suspended)}, dừng {number(counts.stopped)}"
        if counts.held
        else ""
    )
    return (
        f"Đã giao {number(counts.given)} nhiệm vụ; hoàn thành {number(counts.done)} "
        f"(trong hạn {number(counts.done_in_time)}, quá hạn {number(counts.done_late)}); "
        f"chưa hoàn thành {number(counts.not_done)} "
        f"(trong hạn {number(counts.under_way)}, quá hạn {number(counts.overdue)}){held}. "
        f"Trong {number(counts.came_due)} nhiệm vụ đã xong hoặc đã đến hạn: "
        f"hoàn thành {_share(done_rate(counts))}, trong hạn {_share(in_time_rate(counts))}."
    )


def _share(rate: Rate) -> str:
    """“98,63% (16.051 trên 16.274)”."""
    if rate.percent is None:
        return "không có tỷ lệ (chưa có nhiệm vụ đến hạn)"
    return f"{format_number(rate.percent, 2)}% ({format_number(rate.part)} trên {format_number(rate.base)})"
