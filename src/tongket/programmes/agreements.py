"""What becomes of an agreement (chương trình phối hợp) once its parties have put their names under it."""

from datetime import date, datetime

from tongket.programmes.models import Programme
from tongket.units.acts import act
from tongket.units.hats import Hat
from tongket.viet.fault import refusal


def sign_agreement(*, agreement: Programme, on: date, actor: Hat, now: datetime) -> Programme:
    """The day on which an agreement was signed; once it stands there it stays."""
    with act("programmes.run", on=agreement, state=agreement.state, actor=actor, now=now) as done:
        kept = Programme.objects.select_for_update().get(pk=agreement.pk)
        if kept.kind != Programme.Kind.AGREEMENT:
            raise refusal("meeting.no_agreement")
        if kept.signed_on is None:
            kept.signed_on = on
            kept.save(update_fields=["signed_on"])
        done.note(signed_on=str(kept.signed_on))
    return kept
