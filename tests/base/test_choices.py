"""Lists to choose from read as Django's own templates write them."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe

from tongket.base.forms import Renderer

PLAIN = [("", "---------"), ("a", "Ủy ban <nhân dân>"), (7, "Bảy"), ("b&c", mark_safe("đã <b>đậm</b>"))]
GROUPED = [("x", "Xã"), ("Phường & thị trấn", [("p", "Phường"), ("t", 12)])]


class Many(forms.Form):
    """One field of each kind of list."""

    one = forms.ChoiceField(choices=PLAIN, widget=forms.Select(attrs={"class": "wide", "hidden": False}))
    grouped = forms.ChoiceField(choices=GROUPED)
    several = forms.MultipleChoiceField(choices=PLAIN)
    ticked = forms.MultipleChoiceField(choices=PLAIN, widget=forms.CheckboxSelectMultiple)
    classed = forms.ChoiceField(choices=PLAIN, widget=forms.RadioSelect(attrs={"class": "row"}))


def _tidy(text: str) -> str:
    """White space made one, and none beside a tag."""
    words = " ".join(text.split())
    return words.replace("> <", "><").replace("> ", ">").replace(" <", "<")


@pytest.mark.parametrize("name", Many.base_fields)
@pytest.mark.parametrize("bound", [False, True], ids=["untouched", "typed"])
def test_a_list_reads_as_django_writes_it(name: str, bound: bool):
    typed = {"one": "b&c", "grouped": "t", "several": ["a", "7"], "ticked": ["a", "b&c"], "classed": "a"}
    ours, theirs = (
        str(Many(typed if bound else None, renderer=renderer)[name])
        for renderer in (Renderer(), DjangoTemplates())
    )
    assert _tidy(ours) == _tidy(theirs)
    assert not bound or "selected" in ours or "checked" in ours
