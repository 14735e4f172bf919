"""The keeper's forms: an office, an appointment and its end, a public address."""

import datetime
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from tongket.base.doorwords import EVENTS
from tongket.base.faults import explain
from tongket.base.forms import DayField
from tongket.units.models import OPEN, Kind, Line, Role, Theme
from tongket.units.offices import may_do
from tongket.viet.fault import Fault
from tongket.viet.text import upper_first

ONE = datetime.timedelta(days=1)
DAY_HINT = _("For example 22/11/2026.")
DECISION_HINT = _("Number, symbol and day, for example Quyết định 15/QĐ-UBND ngày 01/7/2026.")


class OfficeForm(forms.Form):
    """A new office or village. `lines` are those in which the unit above stands, or may stand."""

    name = forms.CharField(
        label=_("Full name"), help_text=_("As on its seal: Phòng Kinh tế xã Mẫu, Thôn Đoài."), max_length=200
    )
    kind = forms.ChoiceField(
        label=_("What it is"),
        choices=[(kind.value, kind.label) for kind in (Kind.OFFICE, Kind.VILLAGE)],
        initial=Kind.OFFICE,
        widget=forms.RadioSelect,
    )
    line = forms.ChoiceField(label=_("System it belongs to"), widget=forms.RadioSelect)
    decision = forms.CharField(label=_("By decision"), help_text=DECISION_HINT, max_length=200)
    day = DayField(label=_("From the day"), help_text=DAY_HINT)

    def __init__(self, lines: Iterable[str], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [(line, Line(line).label) for line in lines]
        self.fields["line"].choices = choices  # type: ignore[attr-defined]
        self.fields["line"].initial = choices[0][0]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("kind") == Kind.VILLAGE and data.get("line") not in (None, Line.STATE):
            self.add_error("line", explain(Fault("units.village_line")))
        return data


class AppointForm(forms.Form):
    """Who takes up which post: somebody who has an account, or somebody new."""

    HAS, NEW = "has", "new"

    who = forms.ChoiceField(
        label=_("This person"),
        choices=[(NEW, _("has no account yet: one is opened")), (HAS, _("has an account already"))],
        initial=NEW,
        widget=forms.RadioSelect,
    )
    username = forms.CharField(
        label=_("Account name"),
        help_text=_("With it one signs in: small letters without marks, for example le.thi.hoa."),
        max_length=60,
        widget=forms.TextInput(
            attrs={"list": "accounts", "autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    name = forms.CharField(
        label=_("Full name of the person"),
        help_text=_("Of somebody new only."),
        max_length=120,
        required=False,
    )
    post = forms.CharField(
        label=_("Post"), help_text=_("As on paper: Chánh Văn phòng HĐND và UBND."), max_length=200
    )
    role = forms.ChoiceField(label=_("Role in this system"), widget=forms.RadioSelect)
    decision = forms.CharField(label=_("By decision"), help_text=DECISION_HINT, max_length=200)
    start = DayField(label=_("From the day"), help_text=DAY_HINT)
    until = DayField(
        label=_("To the end of the day"), help_text=_("Only if the decision names a term."), required=False
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            (
                role,
                format_html(
                    '<strong>{}</strong> <span class="hint">{}</span>', upper_first(str(label)), may_do(role)
                ),
            )
            for role, label in Role.choices
        ]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("who") == self.NEW and not data.get("name", "").strip():
            self.add_error("name", ValidationError(explain(Fault("account.no_full_name"))))
        return data

    def terms(self) -> dict[str, Any]:
        """What the action asks for of post and days; `until` is the last day, `end` the one after it."""
        data, last = self.cleaned_data, self.cleaned_data["until"]
        said = {key: data[key] for key in ("post", "role", "decision", "start")}
        return said | {"end": last + ONE if last else OPEN}


class EndForm(forms.Form):
    """The end of an appointment."""

    decision = forms.CharField(label=_("By decision"), help_text=DECISION_HINT, max_length=200)
    day = DayField(
        label=_("No longer held from the day"),
        help_text=_("The first day on which the post is not held any more."),
    )


class HostForm(forms.Form):
    """A public host name and its colour."""

    name = forms.CharField(
        label=_("Host name"),
        help_text=_("Without http:// and without a path, for example xamau.tinh.gov.vn."),
        max_length=200,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    theme = forms.ChoiceField(
        label=_("Colour of its pages"),
        help_text=_(
            "Of links, buttons and the band at the top. All of them can be read in dark and high contrast too."
        ),
        choices=Theme.choices,
        required=False,
        widget=forms.RadioSelect,
    )


class HookForm(forms.Form):
    """An address outside, and of what it is told."""

    url = forms.CharField(
        label=_("Address of the program"),
        help_text=_(
            "For example https://app.tinh.gov.vn/tongket. It has to begin with https:// and lie outside."
        ),
        max_length=500,
        widget=forms.TextInput(
            attrs={"inputmode": "url", "autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    events = forms.MultipleChoiceField(
        label=_("Tell it when"), choices=list(EVENTS.items()), widget=forms.CheckboxSelectMultiple
    )


class TokenForm(forms.Form):
    """A token: for which post, which program, how long."""

    post = forms.ChoiceField(label=_("It acts under the post"))
    use = forms.CharField(
        label=_("Which program sends with it"),
        help_text=_("For example: statistics software of the office. Nobody's name."),
        max_length=120,
    )
    days = forms.ChoiceField(
        label=_("Good for"),
        choices=[("30", _("30 days")), ("90", _("90 days")), ("180", _("180 days")), ("365", _("one year"))],
        initial="180",
        widget=forms.RadioSelect,
    )

    def __init__(self, posts: Iterable[tuple[str, str]], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["post"].choices = list(posts)  # type: ignore[attr-defined]
