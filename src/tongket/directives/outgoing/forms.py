"""The forms of a paper on its way out: its draft, an opinion, a reason, the file that goes out."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongket.base.forms import DayField
from tongket.directives.models import Urgency, WorkFile
from tongket.directives.outgoing.actions import Draft
from tongket.directives.outgoing.queries import kinds_of, receivers_near
from tongket.units.models import Unit
from tongket.viet.fault import refusal


def recipients_here() -> "forms.ModelMultipleChoiceField[Unit]":
    """The field of those who get a paper on this installation; `offer` says who they may be."""
    return forms.ModelMultipleChoiceField(
        label=_("Recipients who work here"), queryset=Unit.objects.none(), to_field_name="ref", required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("They find it in their arrival books when it is issued."),
    )  # fmt: skip


def other_recipients() -> forms.CharField:
    """The field of those who get a paper elsewhere."""
    return forms.CharField(
        label=_("Other recipients"), help_text=_("One a line."), required=False, max_length=3000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


def offer(recipients: Any, body: Unit | None, day: date) -> None:
    """Let those near the body be chosen, in their order, by their names of the day."""
    near = receivers_near(body.pk, day) if body else {}
    recipients.queryset = Unit.objects.filter(pk__in=near)
    recipients.label_from_instance = lambda unit: near[unit.pk]
    order = {unit: place for place, unit in enumerate(near)}
    recipients.choices = sorted(recipients.choices, key=lambda choice: order[choice[0].instance.pk])


class DraftForm(forms.Form):
    """What the paper says. The body is chosen first: its kinds and recipients follow from it."""

    body = forms.ModelChoiceField(
        label=_("Issued by"), queryset=Unit.objects.none(), to_field_name="ref", empty_label=None
    )
    kind = forms.ChoiceField(label=_("Kind"))
    abstract = forms.CharField(
        label=_("Abstract"), help_text=_("What the paper is about, as it will stand under its kind."),
        max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    addressees = forms.CharField(
        label=_("To (Kính gửi)"), help_text=_("One a line; for letters, proposals and reports upward."),
        required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    bases = forms.CharField(
        label=_("Grounds"), help_text=_("One a line: Căn cứ …"), required=False, max_length=5000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    text = forms.CharField(
        label=_("Text of the paper"), required=False, max_length=100_000, widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("A line is a paragraph; a line that begins with a dash is a point; “Điều 1.” begins an article."),
    )  # fmt: skip
    paper = forms.FileField(
        label=_("Or the paper as a Word file"), required=False,
        help_text=_("Where it departs from the official form, the page of the paper says so."),
    )  # fmt: skip
    units = recipients_here()
    others = other_recipients()
    office = forms.CharField(
        label=_("Drafting office in the symbol"), help_text=_("For letters alone: VX in 12/UBND-VX."),
        required=False, max_length=20,
    )  # fmt: skip
    urgency = forms.ChoiceField(label=_("Urgency"), choices=Urgency.choices, required=False)
    due = DayField(label=_("Answer asked for by"), required=False)
    orders = forms.BooleanField(
        label=_("It orders something: put it into the register of directives when it is issued"),
        required=False,
    )

    def __init__(self, bodies: dict[int, str], day: date, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        units = list(Unit.objects.filter(pk__in=bodies))
        chosen = str(self.data.get("body", "")) if self.is_bound else str(self.initial.get("body", ""))
        body = next((one for one in units if str(one.ref) == chosen), None) or next(
            (one for key in bodies for one in units if one.pk == key), None
        )
        field: Any = self.fields["body"]
        field.queryset = Unit.objects.filter(pk__in=bodies)
        field.label_from_instance = lambda unit: bodies[unit.pk]
        kind: Any = self.fields["kind"]
        kind.choices = kinds_of(body, day) if body else []
        offer(self.fields["units"], body, day)

    def draft(self) -> Draft:
        data = self.cleaned_data
        names = ("kind", "abstract", "text", "office", "addressees", "bases", "others", "due", "orders")
        return Draft(urgency=data["urgency"] or Urgency.NORMAL, **{name: data[name] for name in names})


class WordsForm(forms.Form):
    """A few words that go with a step."""

    note = forms.CharField(label=_("Note"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, label: Any, *args: Any, needed: bool = True, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["note"].label = label
        self.fields["note"].required = needed


class OpinionForm(forms.Form):
    agreed = forms.ChoiceField(
        label=_("Your opinion"),
        choices=[("yes", _("agreed")), ("no", _("not agreed"))],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Words"), help_text=_("Needed where you do not agree."), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class SignForm(forms.Form):
    """How a leader signs digitally; left empty, it is signed on paper."""

    signed = forms.FileField(
        label=_("The signed PDF"), required=False,
        help_text=_("Take the PDF to sign from here, sign it with your token, hand it in. Empty: you sign on paper."),
    )  # fmt: skip
    key = forms.FileField(
        label=_("Or your key file (.p12, .pfx)"), required=False,
        help_text=_("The paper is signed with it at once. Key and password are not kept."),
    )  # fmt: skip
    password = forms.CharField(
        label=_("Password of the key file"), required=False, max_length=200, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    picture = forms.FileField(
        label=_("Picture of your signature (PNG, transparent)"), required=False,
        help_text=_("Shown between post and name. Without one the place says who signed and when."),
    )  # fmt: skip

    def signed_pdf(self, to_sign: Callable[[], bytes], now: datetime) -> bytes | None:
        """The file that was handed in, or the paper signed with the key; None: it is signed on paper.

        Refuses a password or a picture without a key, and a key that does not open.
        """
        from tongket.writer.pdfsign import open_key, read_picture, sign_as_person

        data = self.cleaned_data
        if data["signed"]:
            return bytes(data["signed"].read())
        if not data["key"]:
            if data["password"] or data["picture"]:
                raise refusal("signing.no_key")
            return None
        key = open_key(data["key"].read(), data["password"])
        picture = read_picture(data["picture"].read()) if data["picture"] else None
        return sign_as_person(to_sign(), key, now=now, picture=picture)


class SealForm(forms.Form):
    """The digitally signed paper, sealed by a tool outside."""

    sealed = forms.FileField(
        label=_("The PDF that the office's tool has sealed"),
        help_text=_("Take the numbered PDF from here, sign it with the agency's certificate, hand it in."),
    )  # fmt: skip


class IssueForm(forms.Form):
    final = forms.FileField(
        label=_("The paper as it goes out"), required=False,
        help_text=_("The scan with seal, or the digitally signed file. Without one the Word file here goes out."),
    )  # fmt: skip


class FileForm(forms.Form):
    work_file = forms.ModelChoiceField(
        label=_("Work file"), queryset=WorkFile.objects.none(), to_field_name="ref", empty_label=_("Choose…")
    )

    def __init__(self, files: Any, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["work_file"]
        field.queryset = files


class SkipForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"))
    reason = forms.CharField(
        label=_("Reason"), help_text=_("For example: written twice by mistake."), max_length=300
    )

    def __init__(self, kinds: list[tuple[str, str]], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["kind"]
        field.choices = kinds
