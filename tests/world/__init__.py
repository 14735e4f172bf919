"""A small invented commune for tests of any room: offices, the cast, one programme with a year of work.

    from tests.world import world  # in the conftest.py of a folder; once a module, rolled back after it

    @pytest.mark.django_db
    def test_something(world): ...

Everything is made by the actions with a dated `now`; TODAY is the day on which the tests look at it.
"""

from dataclasses import dataclass
from types import SimpleNamespace

import pytest
from django.test import Client
from tests.kept import kept
from tests.world.papers import carry, make_papers, make_programme, make_tasks
from tests.world.people import MERGED as MERGED
from tests.world.people import NOW, PASSWORD, TODAY, make_cast, make_units, moment, ref
from tests.world.reports import QUARTER as QUARTER
from tests.world.reports import YEAR as YEAR
from tests.world.reports import make_award, make_form, make_meeting, make_published, make_reports, make_review

from tongket.base.models import Account, Installation
from tongket.figures.models import Form
from tongket.honours.models import Award
from tongket.programmes.actions import start_programme
from tongket.programmes.models import Programme
from tongket.reviews.models import Meeting, Review
from tongket.units.actions import make_host
from tongket.units.hats import SYSTEM, Hat
from tongket.viet.period import Period

# What each of the cast is called in tests, in the order of the decision tables.
CAST = ("leader", "clerk", "reporter", "approver", "supervisor", "legal", "keeper", "stranger")
__all__ = ["CAST", "NOW", "PASSWORD", "TODAY", "World", "build_world", "moment", "ref", "world"]


@dataclass
class World:
    """Units, hats (`hats.clerk` … and `hats.public`), directives, the programme with its tasks and reports."""

    units: SimpleNamespace
    hats: SimpleNamespace
    directives: SimpleNamespace
    programme: Programme
    former: Programme
    tasks: SimpleNamespace
    indicators: SimpleNamespace
    form: Form
    dues: SimpleNamespace
    reports: SimpleNamespace
    award: Award
    meeting: Meeting
    published: Review

    def build(self, period: str = "2025..2026") -> Review:
        """One more review, not published."""
        return make_review(self.programme, period, self.hats)

    def client(self, role: str, **more: object) -> Client:
        """A browser in which one of the cast is signed in under that post; `public` is signed in nowhere."""
        client = Client(**more)  # type: ignore[arg-type]
        hat: Hat = getattr(self.hats, role)
        if hat.account_id:
            client.force_login(Account.objects.get(pk=hat.account_id))
            session = client.session
            session["hat"] = str(hat.appointment)
            session.save()
            client.cookies["sessionid"] = session.session_key
        return client


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Built once for the tests of a module; what a test changes is undone after it, the world after them all."""
    with django_db_blocker.unblock(), kept("world", build_world) as made:
        yield made


def build_world() -> World:
    units = make_units()
    hats = make_cast(units)
    Installation.objects.get_or_create(
        pk=1,
        defaults={
            "name": "tongket – thử",
            "main_host": "testserver",
            "unit_id": units.province.pk,
            "made_at": NOW,
        },
    )
    make_host(name="xa-mau.localhost", unit=units.xa_mau, actor=SYSTEM, now=moment("2025-07-02"))
    papers = make_papers(units, hats)
    programme = make_programme(units, papers, hats)
    tasks = make_tasks(units, programme, papers, hats)
    indicators, form = make_form(units, programme, hats)
    dues, reports = make_reports(units, form, hats)
    carry(units, papers, programme, tasks, hats)
    former = start_programme(
        unit=units.xa_cu,
        slug="xa-cu-2022-2025",
        kind=Programme.Kind.PLAN,
        title="Kế hoạch thực hiện dân chủ ở xã Cũ",
        term=Period.parse("2022..2025"),
        grounds=[papers.bo_chinh_tri],
        public=True,
        ref=ref("programme", "cu"),
        actor=SYSTEM,
        now=moment("2022-02-01"),
    )
    award = make_award(units, programme, hats)
    meeting = make_meeting(units, programme, hats)
    published = make_published(programme, hats)
    return World(
        units,
        hats,
        papers,
        programme,
        former,
        tasks,
        indicators,
        form,
        dues,
        reports,
        award,
        meeting,
        published,
    )
