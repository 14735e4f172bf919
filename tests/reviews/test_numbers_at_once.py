"""Leaders who approve at the same moment: every review its own number, none left out."""

import uuid
from pathlib import Path

import pytest
from tests.base.conftest import data
from tests.base.together import run_together
from tests.world import NOW, moment
from tests.world.people import START

from tongket.base.models import Account, File
from tongket.programmes.actions import start_programme
from tongket.programmes.models import Programme
from tongket.reviews.models import Review
from tongket.units.actions import NewUnit, appoint, establish_unit
from tongket.units.hats import SYSTEM
from tongket.units.models import Kind, Line, Role, Tier
from tongket.viet.period import Period

__all__ = ["data"]


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_leaders_who_approve_at_once_share_the_numbers_without_gap_or_double(data: Path):
    _many_reviews()
    code = """
from tongket.base.clock import now
from tongket.reviews.actions import approve_review
from tongket.reviews.models import Review
from tongket.units.hats import hat_of
from tongket.units.models import Appointment
from tongket.viet.fault import Refusal
leader = hat_of(Appointment.objects.select_related("account").get(role="leader"))
for review in Review.objects.order_by("pk" if me % 2 else "-pk"):
    if review.state == "built":
        try:
            print(approve_review(review=review, actor=leader, now=now()).number)
        except Refusal:
            pass
"""
    taken = [int(line) for printed in run_together(code, times=4, data=data) for line in printed.split()]
    assert sorted(taken) == list(range(1, 25))


def _many_reviews() -> None:
    """24 reviews of one office, built and waiting."""
    new = NewUnit(Tier.OFFICE, "Ủy ban nhân dân xã Mẫu", None, kind=Kind.OFFICE, sample=True)
    office = establish_unit(new=new, day=START, decision="", line=Line.STATE, actor=SYSTEM, now=moment(START))
    chair = Account.objects.create(username="chutich", name="Lê Thị Bình", name_key="binh le thi")
    appoint(account=chair, unit=office, post="Chủ tịch", role=Role.LEADER, start=START, actor=SYSTEM, now=NOW)
    programme = start_programme(
        unit=office, slug="nhieu-bao-cao", kind=Programme.Kind.PLAN, title="Kế hoạch", term=Period.parse("2026"),
        public=True, actor=SYSTEM, now=moment("2026-02-01"),
    )  # fmt: skip
    period = Period.parse("2026")
    for minute in range(24):
        file = File.objects.create(
            sha256=uuid.uuid4().hex * 2, size=1, type="application/json", name="a.json", salt=b"", kept_at=NOW
        )
        Review.objects.create(
            unit=office, programme=programme, kind="interim", period="2026", period_start=period.start,
            period_end=period.end, as_of=NOW.replace(minute=minute), title="Sơ kết", document=file, built_at=NOW,
        )  # fmt: skip
