"""The steps of a paper's way on its page: which are offered to whom, and what a button does."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from tongket.base.files import put_file
from tongket.base.models import Access
from tongket.directives.digital import seals_here
from tongket.directives.models import Outgoing, OutgoingStep, WorkFile
from tongket.directives.outgoing import actions
from tongket.directives.outgoing.copies import is_electronic
from tongket.directives.outgoing.forms import FileForm, IssueForm, OpinionForm, SealForm, SignForm, WordsForm
from tongket.directives.outgoing.issue import issue_paper
from tongket.directives.outgoing.signed import laid_out, pdf_to_sign, signed_file
from tongket.directives.outgoing.way import OF_DRAFTER, ON_THE_WAY, VERBS, next_step
from tongket.law.kinds import COPIES
from tongket.units.grants import allowed
from tongket.units.hats import Hat

Kind, State = OutgoingStep.Kind, Outgoing.State


@dataclass(frozen=True)
class Offer:
    """One thing that may be done to the paper now; `form` asks what it needs, or is None."""

    kind: str
    verb: Any
    form: forms.Form | None = None
    quiet: bool = False
    open: bool = False


def _work_files(paper: Outgoing) -> Any:
    return WorkFile.objects.filter(unit__in=[paper.unit_id, paper.drafter_id], closed_on=None).order_by(
        "code"
    )


def _form(kind: str, paper: Outgoing, *data: Any) -> forms.Form | None:
    if kind == Kind.SUBMITTED:
        return WordsForm(_("Words to the signer"), *data, needed=False)
    if kind == Kind.OPINION:
        return OpinionForm(*data)
    if kind == Kind.SENT_BACK:
        return WordsForm(_("Reason"), *data)
    if kind == Kind.SIGNED:
        return SignForm(*data) if laid_out(paper) else None
    if kind == Kind.SEALED:
        outside = (signed_file(paper) is not None or is_electronic(paper)) and not seals_here(paper.unit)
        return SealForm(*data) if outside else None
    if kind == Kind.ISSUED:
        return IssueForm(*data) if signed_file(paper) is None else None
    return FileForm(_work_files(paper), *data) if kind == Kind.FILED else None


def may_take(hat: Hat, paper: Outgoing, kind: str, day: date) -> bool:
    """Whether the hat may take a step on the paper as it stands."""
    if hat.unit_id is None:
        return False

    def granted(action: str, unit: int) -> bool:
        return allowed(hat, action, unit_id=unit, day=day)

    if kind == Kind.OPINION:
        return paper.state == State.SUBMITTED and granted("directives.give_opinion", paper.unit_id)
    if kind == Kind.SENT_BACK:
        back = granted("directives.send_back", paper.unit_id) or granted("directives.draft", paper.drafter_id)
        return paper.state in ON_THE_WAY and back
    if kind == Kind.CHANGED:
        change = "directives.copy" if paper.kind in COPIES else "directives.draft"
        return paper.state == State.DRAFT and granted(change, paper.drafter_id)
    step = next_step(paper)
    if step is None or step[0] != kind:
        return False
    return granted(step[2], paper.drafter_id if kind in OF_DRAFTER else paper.unit_id)


def offers(
    hat: Hat, paper: Outgoing, day: date, typed: tuple[str, forms.Form | None] | None = None
) -> list[Offer]:
    """What is offered, the step that leads on first; a form that was sent wrong is shown again as it was typed."""
    step = next_step(paper)
    kinds = [*([step[0]] if step else []), Kind.OPINION, Kind.SENT_BACK]
    found = []
    for kind in kinds:
        if may_take(hat, paper, kind, day):
            again = typed is not None and typed[0] == kind
            form = typed[1] if again and typed else _form(kind, paper)
            found.append(Offer(kind, VERBS[Kind(kind)], form, quiet=kind != kinds[0], open=again))
    return found


def bound(kind: str, paper: Outgoing, data: QueryDict, files: Any) -> forms.Form | None:
    return _form(kind, paper, data, files)


def take(kind: str, paper: Outgoing, form: forms.Form | None, hat: Hat, now: datetime) -> None:
    """Take the step that a button stands for."""
    data = form.cleaned_data if form else {}
    who: dict[str, Any] = {"paper": paper, "actor": hat, "now": now}
    simple: dict[str, Callable[..., Any]] = {
        Kind.HEADED: actions.initial_content,
        Kind.FORMED: actions.initial_form,
        Kind.NUMBERED: actions.number_paper,
    }
    if kind in simple:
        simple[kind](**who)
    elif kind == Kind.SIGNED:
        signed = form.signed_pdf(lambda: pdf_to_sign(paper, hat, now), now) if form else None  # type: ignore[attr-defined]
        actions.sign_paper(signed=signed, **who)
    elif kind == Kind.SEALED:
        sealed = data.get("sealed")
        actions.seal_paper(sealed=sealed.read() if sealed else None, **who)
    elif kind == Kind.SUBMITTED:
        actions.submit_paper(note=data["note"], **who)
    elif kind == Kind.OPINION:
        actions.give_opinion(agreed=data["agreed"] == "yes", note=data["note"], **who)
    elif kind == Kind.SENT_BACK:
        actions.send_back(reason=data["note"], **who)
    elif kind == Kind.ISSUED:
        sent = data.get("final")
        final = sent and put_file(
            data=sent.read(), name=sent.name, unit_id=paper.unit_id, access=Access.UNIT, now=now, sent=True
        )
        issue_paper(final=final or None, **who)
    elif kind == Kind.FILED:
        actions.file_paper(work_file=data["work_file"], **who)


def asked_for(request: HttpRequest) -> str:
    """The step of the button that was pressed; nothing for a name that is none."""
    kind = request.POST.get("do", "")
    return kind if kind in Kind.values and kind not in (Kind.DRAFTED, Kind.CHANGED) else ""
