"""Loads the whole sample once: units, the national programme, the former districts."""

from datetime import date, datetime

from django.db import transaction

from tongket.base.clock import at_hanoi
from tongket.base.models import Installation
from tongket.base.sequencer import sequence
from tongket.demo import (
    cast,
    districts,
    mau,
    mau_front,
    mau_meetings,
    mau_papers,
    mau_plan,
    mau_review,
    mau_steering,
    mau_year,
    national,
)
from tongket.directives.models import Directive
from tongket.figures.store import compact
from tongket.programmes.models import Programme
from tongket.reviews.actions import approve_review, build_review, publish_review, show_sample
from tongket.reviews.models import Review
from tongket.units.actions import seed_calendar
from tongket.units.hats import SYSTEM, Hat
from tongket.units.load import load_units
from tongket.units.load.package import present
from tongket.units.models import Role, UnitCode
from tongket.units.queries import national_root
from tongket.viet.period import Period

AS_OF = at_hanoi(date(2026, 11, 22), 8)
COUNTED = at_hanoi(date(2026, 10, 7), 8)
CLOSED = at_hanoi(date(2026, 1, 25), 8)
SIGNED = at_hanoi(date(2026, 1, 26), 10)
YEARS = range(2025, 2029)  # whose working days deadlines of the sample are counted by
NAME = "tongket – bản mẫu"


def load_demo(*, now: datetime) -> list[Review]:
    """Make the sample if it is not there, and return its reviews; a second run changes nothing."""
    load_units(now=now)
    if not Installation.objects.exists():
        with transaction.atomic():
            Installation.objects.create(
                pk=1,
                name=NAME,
                main_host="127.0.0.1:8000",
                unit_id=national_root().pk,
                demo=True,
                made_at=now,
            )
            seed_calendar(years=YEARS, actor=SYSTEM, now=now)
            papers = _national()
            _sample_commune(papers)
    sequence(now=now)
    compact(now)
    return reviews(now)


def _national() -> dict[str, Directive]:
    nation = national_root()
    who = cast.account("mau", "Người giữ dữ liệu mẫu", keeper=True)
    keeper = cast.post(who, nation, "Người giữ dữ liệu mẫu", Role.CLERK, national.REGISTERED)
    papers = national.register_papers(nation, keeper)
    programme = national.make_programme(nation, papers, keeper)
    indicators = national.define_indicators(nation, programme, papers, keeper)
    national.count_units(indicators, _areas(), COUNTED)
    national.take_over_official(nation, indicators, keeper, COUNTED)
    national.give_tasks(nation, programme, papers, keeper)
    districts.record_districts(papers, keeper)
    return papers


def _sample_commune(papers: dict[str, Directive]) -> None:
    commune = mau.make_commune()
    indicators = mau_plan.define_indicators(commune)
    done = mau_year.run_year(2025, commune, papers, indicators)
    mau_year.close_2025(done, commune)
    running = mau_year.run_year(2026, commune, papers, indicators)
    mau_steering.load_steering(running, commune)
    mau_front.load_front(running, commune)
    mau_meetings.make_meetings(running, commune, papers)
    mau_review.begin_review(running, commune)
    mau_papers.load_papers(commune)


def _areas() -> dict[int, str]:
    """Areas by unit, of the present communes that have one in the package."""
    codes = dict(
        UnitCode.objects.filter(
            scheme="gso", start__lte=national.AFTER_DAY, end__gt=national.AFTER_DAY, unit__tier="commune"
        ).values_list("code", "unit_id")
    )
    return {codes[row.commune.code]: row.area for row in present() if row.area}


def reviews(now: datetime) -> list[Review]:
    """The national review, and that of Xã Mẫu's year as its chair signed it; each as of its moment, open to all.

    The national one is the sample keeper's: no office issued it and no leader approved it, so it bears no
    number and is shown as a sample.
    """
    national_one = _built(national.SLUG, "2025..2026", Review.Kind.INTERIM, AS_OF, cast.hat("mau"), now)
    mau_one = _built("dan-chu-co-so-2025", "2025", Review.Kind.FINAL, CLOSED, cast.hat("vanthu"), CLOSED)
    if mau_one.state == Review.State.BUILT:
        mau_one = approve_review(review=mau_one, actor=cast.hat("chutich"), now=SIGNED)
    if national_one.state == Review.State.BUILT:
        national_one = show_sample(review=national_one, actor=cast.hat("mau"), now=now)
    if mau_one.state == Review.State.APPROVED:
        mau_one = publish_review(review=mau_one, actor=cast.hat("vanthu"), now=SIGNED)
    return [national_one, mau_one]


def _built(slug: str, period: str, kind: str, as_of: datetime, hat: Hat, now: datetime) -> Review:
    programme = Programme.objects.get(slug=slug)
    return build_review(
        programme=programme, period=Period.parse(period), kind=kind, as_of=as_of, actor=hat, now=now
    )
