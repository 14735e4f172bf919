"""A line of a form is split by a dimension, or by two crossed: the parts become lines that must add up to it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongket.figures.models import Indicator
from tongket.viet.fault import Fault, Refusal
from tongket.viet.text import fold, nfc

PREFIX = "tach"
MOST_CATEGORIES = 2
_LONGEST = 60  # characters of one category
_OWN = "rieng"
_READY = {"gioi": ("nam", "nữ"), "loai": ("xã", "phường", "đặc khu")}
_LISTS = (
    ("gioi", _("sex: nam; nữ")),
    ("loai", _("kind of unit: xã; phường; đặc khu")),
    (_OWN, _("a list of my own")),
)
# Rules over the tree by which a whole is the sum of its parts.
_ADDED = (Indicator.OverTree.SUM, Indicator.OverTree.OWN)


class SplitForm(forms.Form):
    """Which line is split, and into what."""

    line = forms.IntegerField(label=_("Number of the line"), min_value=1, max_value=999)
    by = forms.ChoiceField(label=_("Split by"), choices=_LISTS)
    own = forms.CharField(
        label=_("Own list"), max_length=600, required=False,
        help_text=_("The parts with semicolons between: hộ nghèo; hộ cận nghèo; hộ khác."),
    )  # fmt: skip
    cross = forms.ChoiceField(
        label=_("And each part again by"), choices=(("", _("nothing more")), *_LISTS), required=False
    )
    own_cross = forms.CharField(label=_("Own list of the second"), max_length=600, required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more | {"prefix": PREFIX, "use_required_attribute": False})

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        data["lists"] = [
            self._list(data[chosen], own)
            for chosen, own in (("by", "own"), ("cross", "own_cross"))
            if data.get(chosen)
        ]
        return data

    def _list(self, chosen: str, own: str) -> tuple[str, ...]:
        if chosen != _OWN:
            return _READY[chosen]
        parts = tuple(filter(None, (part.strip() for part in nfc(self.cleaned_data.get(own, "")).split(";"))))
        if len(parts) < 2 or len({fold(part) for part in parts}) < len(parts):
            self.add_error(own, _("Give at least two parts, each once, with semicolons between."))
        if any(len(part) > _LONGEST for part in parts):
            self.add_error(own, _("At most two categories, each of at most 60 characters."))
        return parts


def is_added(indicator: Indicator) -> bool:
    """Whether a whole of it is the sum of its parts: a rate or a mean is not."""
    return indicator.over_tree in _ADDED


def split(
    rows: Sequence[dict[str, Any]], line: int, lists: Sequence[Sequence[str]], *, most: int
) -> list[dict[str, Any]]:
    """The rows with the parts right under their whole, numbered anew; two lists crossed make parts of each part.

    A row is as `define_forms.said` gives it. Refuses what has parts already, what does not add up, a third
    dimension, and more than `most` rows.
    """
    whole = next((row for row in rows if row["order"] == line), None)
    if whole is None:
        raise _refusal("figures.split_unknown", line)
    if whole["indicator"].counted_by:
        raise _refusal("figures.counted_whole", line)
    if not is_added(whole["indicator"]):
        raise _refusal("figures.split_not_added", line)
    if any(row["part_of"] == line for row in rows):
        raise _refusal("figures.split_twice", line)
    if sum(map(bool, whole["part"])) + len(lists) > MOST_CATEGORIES:
        raise _refusal("figures.split_deep", line)
    parts = list(_parts(whole, line, lists))
    if len(rows) + len(parts) > most:
        raise Refusal(Fault("figures.split_long", values={"most": most}))
    moved = [{**row, **_moved(row, line, len(parts))} for row in rows]
    return sorted([*moved, *parts], key=lambda row: row["order"])


def _parts(whole: dict[str, Any], line: int, lists: Sequence[Sequence[str]]) -> Iterable[dict[str, Any]]:
    first, *rest = lists
    known = tuple(filter(None, whole["part"]))
    order = line
    for category in first:
        order += 1
        above = _part(whole, order, line, (*known, category))
        yield above
        for inner in rest[0] if rest else ():
            order += 1
            yield _part(whole, order, above["order"], (*known, category, inner))


def _part(whole: dict[str, Any], order: int, part_of: int, categories: tuple[str, ...]) -> dict[str, Any]:
    """A part lies between 0 and the greatest of its whole where that has a least of 0 or more."""
    bounded = whole["low"] is not None and whole["low"] >= 0
    bounds = {"low": 0 if bounded else None, "high": whole["high"] if bounded else None}
    part = (*categories, "")[:MOST_CATEGORIES]
    return {**whole, **bounds, "order": order, "part": part, "part_of": part_of, "needs": None, "band": None}


def _moved(row: dict[str, Any], line: int, by: int) -> dict[str, int | None]:
    """The numbers of a row, and those it names, after so many rows came in below a line."""
    numbers = {name: row[name] for name in ("order", "part_of", "needs")}
    return {name: number + by if number and number > line else number for name, number in numbers.items()}


def _refusal(code: str, line: int) -> Refusal:
    return Refusal(Fault(code, values={"order": line}))
