"""One line of the table of what was measured."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """What was measured against its bar, the most or the least it may be; `bar` 0: none. `how` it was found."""

    name: str
    bar: float
    measured: float
    processor: float
    unit: str
    how: str = ""
    least: bool = False

    @property
    def held(self) -> str:
        if not self.bar:
            return ""
        kept = self.measured >= self.bar if self.least else self.measured <= self.bar
        return "held" if kept else "**missed**"

    def __str__(self) -> str:
        bar = f"{'at least' if self.least else 'at most'} {self.bar:,g} {self.unit}" if self.bar else ""
        processor = _number(self.processor, self.unit) if self.processor else ""
        measured = _number(self.measured, self.unit)
        return f"| {self.name} | {bar} | {measured} | {processor} | {self.held} | {self.how} |"


def _number(number: float, unit: str) -> str:
    return f"{number:,.0f} {unit}" if number >= 1000 else f"{number:.3g} {unit}"
