"""Every part of a page on one page, with invented words: for developers, and for the browser tests."""

from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from tongket.base import clock
from tongket.viet.fault import Fault, Refusal


class SampleForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the task"), help_text=_("As it stands in the paper, without its number.")
    )
    due = forms.DateField(label=_("Due day"), help_text=_("For example 30/11/2026."), widget=forms.TextInput)
    lead = forms.ChoiceField(label=_("Lead office"), choices=[("", "—"), ("1", "Văn phòng HĐND và UBND")])
    scope = forms.ChoiceField(
        label=_("Who may read it"),
        choices=[("public", _("everybody")), ("office", _("officers"))],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    told = forms.BooleanField(label=_("The lead office has been told"), required=False)


# tone, word, row name, this period, last period, share
ROWS = [
    ("done", _("done"), "Thôn Mẫu Ẫm", 1234, 1180, Decimal("0.981")),
    ("open", _("under way"), "Thôn Mẫu Ệt", 987, 1002, Decimal("0.502")),
    ("risk", _("at risk"), "Thôn Mẫu Ổi", 0, 12, Decimal("0.333")),
    ("late", _("overdue"), "Thôn Mẫu Ữ", None, 45, None),
    ("waiting", _("waiting"), "Thôn Mẫu Ỷ", None, None, None),
    ("draft", _("draft"), "Thôn Mẫu Ẵng", None, None, None),
    ("none", _("not due"), "Thôn Mẫu Ợt", None, None, None),
]


def show(request: HttpRequest) -> HttpResponse:
    if not (settings.DEMO or settings.DEBUG):
        raise Http404
    now = clock.now()
    form = (
        SampleForm({"name": "", "due": "31/02/2026", "scope": "public"})
        if "errors" in request.GET
        else SampleForm()
    )
    refusal = Refusal(
        Fault("account.wait", values={"name": "mau", "minutes": 5}),
        Fault("grant.refused", "C7", {"action": "figures.approve", "post": "Văn thư"}),
    )
    context: dict[str, Any] = {
        "form": form,
        "rows": ROWS,
        "now": now,
        "page_of_rows": Paginator(range(95), 10).get_page(request.GET.get("page")),
        "trail": [(_("Home page"), "/"), (_("Programmes"), "/")],
        "tabs": [(_("Figures"), "?", True), (_("Tasks"), "?tab=2", False), (_("Papers"), "?tab=3", False)],
        "shown_refusal": refusal,
        "ratio": Decimal("0.6690"),
        "amount": Decimal("1234567.5"),
    }
    return render(request, "base/gallery.html", context)
