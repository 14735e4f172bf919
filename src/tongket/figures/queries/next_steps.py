"""What comes next in setting figures up, for whoever may do it: on a programme's page and the desk."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from tongket.figures.models import Due, Form
from tongket.programmes.models import Programme
from tongket.units.grants import allowed
from tongket.units.hats import Hat
from tongket.viet.period import Period

_NEAR = 183  # days before a term's end


@dataclass(frozen=True)
class NextStep:
    """A verb with the page where it is done; `due` where the office waits for it, with the reason."""

    verb: str
    link: str
    programme: Programme
    due: bool = False
    why: str = ""

    @property
    def said(self) -> str:
        """The reason as a sentence."""
        return f"{self.why[:1].upper()}{self.why[1:]}."


def setup_steps(programme: Programme, hat: Hat, day: date) -> list[NextStep]:
    """What a hat may set up of one programme, the next thing to do first; of a closed one the next term."""
    unit = programme.unit_id
    if hat.unit_id is None:
        return []
    steps = _next_term(programme, hat, day)
    if programme.state == Programme.State.CLOSED:
        return steps
    form = Form.objects.filter(programme=programme).order_by("-version").first()
    if form is not None and allowed(hat, "figures.open", unit_id=form.unit_id, day=day):
        steps.append(_to_open(programme, form, day))
    if allowed(hat, "figures.define", unit_id=unit, day=day):
        define = reverse("figures:define", args=[programme.slug])
        why = _("it has no form yet, so nobody is asked for figures")
        new = NextStep(_("New form"), define, programme, due=True, why=why)
        steps.append(NextStep(_("Next version of the form"), define, programme) if form else new)
    if allowed(hat, "programmes.run", unit_id=unit, day=day, state=programme.state):
        steps.append(NextStep(_("Set targets"), reverse("figures:targets", args=[programme.slug]), programme))
        steps.append(
            NextStep(_("Close the programme"), reverse("figures:close", args=[programme.slug]), programme)
        )
    return steps


def _next_term(programme: Programme, hat: Hat, day: date) -> list[NextStep]:
    """When a term has ended, or does within half a year, the next begins from a copy of it."""
    near = day + timedelta(days=_NEAR) >= programme.term_end
    if not (near and allowed(hat, "figures.define", unit_id=programme.unit_id, day=day)):
        return []
    return [
        NextStep(_("Begin the next term"), reverse("figures:next-term", args=[programme.slug]), programme)
    ]


def _to_open(programme: Programme, form: Form, day: date) -> NextStep:
    """Opening is waited for when no period is open yet, or the last one has ended."""
    last = Due.objects.filter(form__programme=programme).order_by("-period_end").first()
    link = reverse("figures:open", args=[form.ref])
    if last is None:
        why = _("its form has no open period yet")
    elif last.period_end <= day:
        why = _("the last period, %(period)s, has ended") % {"period": Period.parse(last.period).label()}
    else:
        return NextStep(_("Open a period"), link, programme)
    over = programme.term_end <= day
    return NextStep(_("Open a period"), link, programme, due=not over, why="" if over else why)


def next_steps(hat: Hat, day: date) -> list[NextStep]:
    """What the own unit's running programmes wait for."""
    own = Programme.objects.filter(unit=hat.unit_id or 0, state=Programme.State.RUNNING, term_end__gt=day)
    return [step for one in own.order_by("folded", "pk") for step in setup_steps(one, hat, day) if step.due]
