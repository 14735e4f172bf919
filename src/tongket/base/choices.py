"""Lists to choose from, written as Django's own templates write them.

Through those each choice costs three templates, and many a page offers dozens: a select of all offices, the figures
that every judgement may name.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.formats import localize
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

type _Widget = Mapping[str, Any]


def _select(widget: _Widget) -> SafeString:
    groups = (
        (_grouped(name, [_option(one) for one in options]),) for name, options, _at in widget["optgroups"]
    )
    listed = format_html_join("\n", "{}", groups)
    return format_html('<select name="{}"{}>\n{}\n</select>', widget["name"], _attrs(widget), listed)


def _grouped(name: object, options: list[SafeString]) -> SafeString:
    listed = format_html_join("\n", "{}", ((one,) for one in options))
    return format_html('<optgroup label="{}">\n{}\n</optgroup>', name, listed) if name else listed


def _option(option: _Widget) -> SafeString:
    return format_html(
        '<option value="{}"{}>{}</option>', str(option["value"]), _attrs(option), localize(option["label"])
    )


def _boxes(widget: _Widget) -> SafeString:
    """Boxes to tick, or to choose one of; each stands in its label."""
    boxes = ((_box(one),) for _name, options, _at in widget["optgroups"] for one in options)
    own = {name: widget["attrs"][name] for name in ("id", "class") if widget["attrs"].get(name)}
    return format_html(
        "<div{}>{}\n</div>", _attrs({"attrs": own}), format_html_join("", "\n<div>{}</div>", boxes)
    )


def _box(option: _Widget) -> SafeString:
    own = option["attrs"].get("id")
    return format_html(
        '<label{}><input type="{}" name="{}" value="{}"{}> {}</label>',
        _attrs({"attrs": {"for": own} if own else {}}),
        option["type"],
        option["name"],
        str(option["value"]),
        _attrs(option),
        localize(option["label"]),
    )


def _attrs(widget: _Widget) -> SafeString:
    said = ((name, value) for name, value in widget["attrs"].items() if value is not False)
    return SafeString("".join(f" {name}" if value is True else _attr(name, value) for name, value in said))


def _attr(name: str, value: object) -> str:
    return f' {name}="{conditional_escape(str(value))}"'


WRITTEN: Mapping[str, Callable[[_Widget], SafeString]] = {
    "django/forms/widgets/select.html": _select,
    "django/forms/widgets/checkbox_select.html": _boxes,
    "django/forms/widgets/radio.html": _boxes,
}
