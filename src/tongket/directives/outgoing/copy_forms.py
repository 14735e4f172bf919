"""The form of a copy: for each form of copy it asks no more than that one needs."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongket.directives.models import Incoming, Outgoing
from tongket.directives.outgoing.copies import EXTRACT, lines_of, own_of, pages_of
from tongket.directives.outgoing.copy_actions import NewCopy
from tongket.directives.outgoing.forms import offer, other_recipients, recipients_here
from tongket.units.models import Unit


class CopyForm(forms.Form):
    """On paper or as a file, the pages or the chosen parts, who gets it."""

    electronic = forms.ChoiceField(
        label=_("The copy is"), widget=forms.RadioSelect, initial="paper",
        choices=[("paper", _("on paper, signed and sealed by hand")), ("file", _("a file that the agency signs"))],
    )  # fmt: skip
    scan = forms.FileField(
        label=_("Scan of the paper (PDF)"), required=False,
        help_text=_("In colour, 200 dpi or more. Without it a sheet is made to print behind the photocopied pages."),
    )  # fmt: skip
    lines = forms.MultipleChoiceField(
        label=_("Parts to copy"), widget=forms.CheckboxSelectMultiple,
        help_text=_("They stand in the copy word for word."),
    )  # fmt: skip
    text = forms.CharField(
        label=_("Parts to copy"), max_length=50_000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("The text of this paper is not kept here: type it word for word, a line for each paragraph."),
    )  # fmt: skip
    signed_by = forms.CharField(
        label=_("Who signed the paper"), required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("As it stands there, a line each: authority, post, name."),
    )  # fmt: skip
    units = recipients_here()
    others = other_recipients()

    def __init__(
        self, source: Incoming | Outgoing, kind: str, unit: Unit | None, day: date, *args: Any, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.kind = kind
        self.known = lines_of(source) if kind == EXTRACT else []
        lines: Any = self.fields["lines"]
        lines.choices = [(str(at), line) for at, line in enumerate(self.known)]
        offer(self.fields["units"], unit, day)
        for name in self._not_asked(source):
            del self.fields[name]

    def _not_asked(self, source: Incoming | Outgoing) -> list[str]:
        if self.kind != EXTRACT:
            return ["lines", "text", "signed_by", *(["scan"] if pages_of(source) else [])]
        return ["scan", "text" if self.known else "lines", *(["signed_by"] if own_of(source) else [])]

    def new(self) -> NewCopy:
        """The copy as it was asked for."""
        data = self.cleaned_data
        chosen = [self.known[int(at)] for at in data.get("lines", ())]
        return NewCopy(
            kind=self.kind,
            electronic=data["electronic"] == "file",
            lines=chosen or data.get("text", "").splitlines(),
            signed_by=data.get("signed_by", ""),
            others=data["others"],
        )
