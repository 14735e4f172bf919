"""What is wrong, as data: crafts never speak to users, one catalogue turns a code into a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong.

    `code` is "<thing>.<what>" and a key of the catalogue; `where` names the place as the user sees it
    (a cell, a field, a line); `values` fill the sentence.
    """

    code: str
    where: str = ""
    values: Mapping[str, str | int] = field(default_factory=dict, hash=False)


class Refusal(Exception):  # noqa: N818 (the word of the house)
    """Raised instead of a result; carries every fault that was found, the first one first."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(*faults)
        self.faults: tuple[Fault, ...] = faults

    def __str__(self) -> str:
        return "; ".join(f"{f.where}: {f.code}" if f.where else f.code for f in self.faults)


def refusal(code: str, where: str = "", **values: str | int) -> Refusal:
    """A refusal with one fault, the usual case: `raise refusal("number.word", value=text)`."""
    return Refusal(Fault(code, where, values))
