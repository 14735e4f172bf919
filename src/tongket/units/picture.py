"""The strip on a unit's page: whom it came from, itself, whom it went to; drawn here as SVG, with its text."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tongket.units.history import Kin

BOX, GAP, HIGH, STEP = 140, 28, 36, 44  # two columns fit a telephone of 360 px
LETTERS, NARROW = 25, 18  # that fit into a box, those beyond the second number only when set closer


def strip(name: str, before: Sequence[Kin], after: Sequence[Kin]) -> SafeString | None:
    """The picture, or None where there is nothing to show: a unit without kin."""
    if not before and not after:
        return None
    rows = max(len(before), len(after), 1)
    height = rows * STEP + 10
    middle = height / 2
    here = BOX + GAP if before else 0
    right = here + BOX + GAP
    width = right + BOX if after else here + BOX
    parts = [
        *(_line(BOX, _at(i, len(before), middle), here, middle, kin.whole) for i, kin in enumerate(before)),
        *(
            _line(here + BOX, middle, right, _at(i, len(after), middle), kin.whole)
            for i, kin in enumerate(after)
        ),
        *(_box(0, _at(i, len(before), middle), kin.name, kin) for i, kin in enumerate(before)),
        _box(here, middle, name, None),
        *(_box(right, _at(i, len(after), middle), kin.name, kin) for i, kin in enumerate(after)),
    ]
    body = mark_safe("".join(parts))  # noqa: S308 (each part comes from format_html)
    return format_html(
        '<svg viewBox="0 0 {} {}" width="{}" height="{}" role="group" aria-label="{}" '
        'font-size="14" font-family="inherit" style="max-width:none;display:block;margin:8px auto">{}</svg>',
        width,
        height,
        width,
        height,
        described(name, before, after),
        body,
    )


def described(name: str, before: Sequence[Kin], after: Sequence[Kin]) -> str:
    """What the picture shows, for those who do not see it."""
    said = [_("Picture of the history of %(name)s.") % {"name": name}]
    if before:
        said.append(_("From: %(units)s.") % {"units": _told(before)})
    if after:
        said.append(_("To: %(units)s.") % {"units": _told(after)})
    return " ".join(said)


def _told(kin: Sequence[Kin]) -> str:
    part = _("in part")
    return ", ".join(one.name if one.whole else f"{one.name} ({part})" for one in kin)


def _at(index: int, count: int, middle: float) -> float:
    """The height at which the index-th of so many boxes stands."""
    return middle + (index - (count - 1) / 2) * STEP


def _line(x1: float, y1: float, x2: float, y2: float, whole: bool) -> SafeString:
    """Full for a whole, dashed for a part."""
    bend = (x1 + x2) / 2
    return format_html(
        '<path d="M{} {}C{} {} {} {} {} {}" fill="none" stroke="var(--edge)" stroke-width="1.5"{}/>',
        *(f"{number:g}" for number in (x1, y1, bend, y1, bend, y2, x2, y2)),
        "" if whole else mark_safe(' stroke-dasharray="5 4"'),
    )


def _box(x: float, y: float, name: str, kin: Kin | None) -> SafeString:
    short = name if len(name) <= LETTERS else f"{name[: LETTERS - 1].rstrip()}…"
    box = format_html(
        '<title>{}</title><rect x="{}" y="{}" width="{}" height="{}" rx="6" fill="{}" stroke="{}"/>'
        '<text x="{}" y="{}" text-anchor="middle" fill="{}"{}{}>{}</text>',
        name,
        f"{x + 1:g}",
        f"{y - HIGH / 2:g}",
        BOX - 2,
        HIGH,
        "var(--sheet)" if kin else "var(--accent)",
        "var(--edge)" if kin else "var(--accent)",
        f"{x + BOX / 2:g}",
        f"{y + 5:g}",
        "var(--accent)" if kin else "var(--on-accent)",
        "" if kin else mark_safe(' font-weight="600"'),
        format_html(' textLength="{}" lengthAdjust="spacingAndGlyphs"', BOX - 12)
        if len(short) > NARROW
        else "",
        short,
    )
    if kin is None:
        return format_html("<g>{}</g>", box)
    return format_html('<a href="{}">{}</a>', reverse("units:unit", args=[kin.unit.ref]), box)
