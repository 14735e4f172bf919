"""An agreement is signed at a meeting."""

import datetime

import pytest
from tests.world import NOW, TODAY, World, moment

from tongket.programmes.actions import NewParty, start_programme
from tongket.programmes.models import Party, Programme
from tongket.reviews.meetings.held import write_minutes
from tongket.reviews.meetings.planning import Plan, plan_meeting
from tongket.viet.fault import Refusal
from tongket.viet.period import Period

pytestmark = pytest.mark.django_db
DAY = TODAY + datetime.timedelta(days=4)


def test_an_agreement_is_signed_at_the_meeting(world: World):
    hat = world.hats.clerk
    parties = [
        NewParty(world.units.xa_mau, Party.Part.SIGNATORY),
        NewParty(world.units.mat_tran, Party.Part.SIGNATORY),
    ]
    agreement = start_programme(
        unit=world.units.xa_mau, slug="phoi-hop", kind=Programme.Kind.AGREEMENT, title="Chương trình phối hợp",
        term=Period.parse("2026..2030"), parties=parties, public=True, actor=hat, now=NOW,
    )  # fmt: skip
    plan = Plan(
        "signing", "Lễ ký chương trình phối hợp", DAY, datetime.time(14), "Hội trường", "Chủ tịch UBND xã"
    )
    made = plan_meeting(unit=world.units.xa_mau, plan=plan, agreements=[agreement], actor=hat, now=NOW)
    write_minutes(
        meeting=made,
        discussed="Hai bên ký.",
        ended=None,
        present=20,
        version=1,
        actor=hat,
        now=moment(DAY, 17),
    )
    agreement.refresh_from_db()
    assert agreement.signed_on == DAY
    with pytest.raises(Refusal):
        plan_meeting(unit=world.units.xa_mau, plan=plan, agreements=[world.programme], actor=hat, now=NOW)
