"""“Kiểm tra văn bản”: anybody hands in a file and is told whether it is what was issued. Nothing of it is kept."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from tongket.base import clock
from tongket.base.views import refused
from tongket.reviews.recognise import Found, recognise, said
from tongket.units.middleware import asking
from tongket.viet.fault import Refusal, refusal

LIMIT: int = settings.FILE_LIMIT


class CheckForm(forms.Form):
    file = forms.FileField(
        label=_("Word or PDF file"),
        help_text=_("It is read, compared and dropped: nothing of it is kept, nor who asked."),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.pdf"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def check_file(request: HttpRequest) -> HttpResponse:
    """The answer to a file; what is told depends on what the asker may read."""
    hat, _day = asking(request)
    form = CheckForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    context: dict[str, Any] = {"form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "portal/check.html", context, status=400 if form.errors else 200)
    file = form.cleaned_data["file"]
    try:
        if file.size > LIMIT:
            raise refusal("file.too_big", file.name, megabytes=LIMIT // 2**20)
        answer = recognise(data=file.read(), name=file.name, actor=hat, now=clock.now())
    except Refusal as why:
        return refused(request, why, "portal/check.html", context)
    tone = "done" if answer.found is Found.ISSUED else "risk"
    context |= {"answer": answer, "said": said(answer), "tone": tone, "name": file.name}
    return render(request, "portal/check.html", context)
