"""How forms are laid out everywhere: label, hint, error, field; a summary of errors on top."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from tongket.base import choices
from tongket.base.faults import explain
from tongket.viet.dates import format_date, parse_date
from tongket.viet.fault import Refusal
from tongket.viet.numbers import parse_number


class Renderer(TemplatesSetting):
    form_template_name = "base/form.html"
    field_template_name = "base/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        write = choices.WRITTEN.get(template_name)
        return write(context["widget"]) if write else super().render(template_name, context, request)


class DayField(forms.CharField):
    """A day as people here write it: 22/11/2026. What it cannot be is said in the words of the catalogue."""

    def clean(self, value: object) -> date | None:
        text = super().clean(value)
        try:
            return parse_date(text) if text else None
        except Refusal as why:
            raise ValidationError([explain(fault) for fault in why.faults]) from None

    def prepare_value(self, value: object) -> object:
        return format_date(value) if isinstance(value, date) else value


class CountField(forms.IntegerField):
    """A count as people here write it: 1.234. Django's own field takes “1.000” for 1."""

    widget = forms.TextInput(attrs={"inputmode": "numeric"})

    def to_python(self, value: object) -> int | None:
        text = "" if value is None else str(value).strip()
        if not text:
            return None
        try:
            found = parse_number(text)
        except Refusal as why:
            raise ValidationError([explain(fault) for fault in why.faults]) from None
        if found != found.to_integral_value():
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return int(found)


class SignInForm(forms.Form):
    username = forms.CharField(
        label=_("Account name"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class PasswordForm(forms.Form):
    """The old password once, the new one twice."""

    old = forms.CharField(
        label=_("Present password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("New password"),
        help_text=_(
            "At least 10 characters, spaces count too. Several words that do not belong together are easy to "
            "remember and hard to guess. No name, no day of birth, nothing like 1234567890."
        ),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("New password once more"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


# Django's own sentences that our catalogue says better: what to do, not what a field is. Named here, they stay there.
SENTENCES = (
    _("This field is required."),
    _("Enter a valid date."),
    _("Enter a valid time."),
    _("Enter a valid date/time."),
    _("Enter a whole number."),
    _("Enter a number."),
    _("Enter a valid email address."),
    _("Enter a valid UUID."),
    _("Enter a valid “slug” consisting of letters, numbers, underscores or hyphens."),
    _("Ensure this value is less than or equal to %(limit_value)s."),
    _("Ensure this value is greater than or equal to %(limit_value)s."),
    ngettext_lazy(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
    _("Null characters are not allowed."),
    _("Select a valid choice. That choice is not one of the available choices."),
    _("Select a valid choice. %(value)s is not one of the available choices."),
    _("Enter a list of values."),
    _("“%(pk)s” is not a valid value."),
    _("No file was submitted."),
    _("No file was submitted. Check the encoding type on the form."),
    _("The submitted file is empty."),
    ngettext_lazy(
        "Ensure this filename has at most %(max)d character (it has %(length)d).",
        "Ensure this filename has at most %(max)d characters (it has %(length)d).",
        "max",
    ),
    ngettext_lazy("Please submit at most %(num)d form.", "Please submit at most %(num)d forms.", "num"),
    ngettext_lazy("Please submit at least %(num)d form.", "Please submit at least %(num)d forms.", "num"),
    _(
        "ManagementForm data is missing or has been tampered with. Missing fields: %(field_names)s. "
        "You may need to file a bug report if the issue persists."
    ),
)
