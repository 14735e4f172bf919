"""The tabs of the frame: they lead into rooms above the base, so the site that joins the rooms names them."""

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

register = template.Library()

# Pages whose address begins otherwise than that of the tab they stand under.
_TAB_OF = {
    "van-ban-di": "van-ban-den",
    "ho-so": "van-ban-den",
    "ma-dinh-danh": "quan-tri",
    "nhiem-vu": "chuong-trinh",
    "hoi-nghi": "tong-ket",
    "de-cuong": "tong-ket",
    "lich-tuan": "ban-viec",
}
# The tabs: the address and its word.
_ROOMS = (
    ("desk:home", gettext_noop("Desk")),
    ("programmes:list", gettext_noop("Programmes")),
    ("directives:list", gettext_noop("Directives")),
    ("incoming:list", gettext_noop("Paperwork")),
    ("figures:list", gettext_noop("Figures")),
    ("reviews:list", gettext_noop("Reviews")),
    ("honours:list", gettext_noop("Honours")),
    ("units:list", gettext_noop("Units")),
    ("keeper:list", gettext_noop("Keeping")),
)
_HERE = SafeString(' aria-current="true"')
_OFFICERS_ALONE = frozenset({"desk:home", "incoming:list", "figures:list", "keeper:list"})


@register.simple_tag(takes_context=True)
def rooms(context: template.Context) -> SafeString:
    """The tabs of the frame, each as an item of a list; the first part of the path marks where one is."""
    request: HttpRequest = context["request"]
    officer = getattr(context.get("user"), "is_authenticated", False)
    keeper = officer and getattr(getattr(request, "hat", None), "role", "") == "keeper"
    hidden = {"incoming:list" if keeper else "keeper:list"} | (frozenset() if officer else _OFFICERS_ALONE)
    shown = ((reverse(name), _(word)) for name, word in _ROOMS if name not in hidden)
    return format_html_join(
        "\n",
        '<li><a href="{}"{}>{}</a></li>',
        ((link, _HERE if holds(link, request.path) else "", word) for link, word in shown),
    )


def holds(link: str, path: str) -> bool:
    """Whether a page stands under the tab that leads to `link`: by the first part of its address alone."""
    first = path.strip("/").partition("/")[0]
    return link.strip("/").partition("/")[0] == _TAB_OF.get(first, first) != ""
