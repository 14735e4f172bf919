"""Gathers all of one review from the records, as known at a moment."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from functools import cached_property
from typing import Any

from tongket.base.clock import HANOI, day_of
from tongket.base.entries import Fact
from tongket.base.models import Installation
from tongket.directives.models import Directive
from tongket.figures.models import Indicator
from tongket.programmes.known import grounds_known
from tongket.programmes.models import Programme
from tongket.programmes.queries import TaskLine, task_counts, task_lines
from tongket.reviews.gather.annex import annex, map_points
from tongket.reviews.gather.columns import columns
from tongket.reviews.gather.desk import Desk
from tongket.reviews.gather.indicators import contradictions, results, set_targets
from tongket.reviews.gather.outline import doubts, headings, outline_of
from tongket.reviews.gather.records import (
    awards,
    cascade_lines,
    cascade_steps,
    claims,
    closing_meetings,
    conclusions,
    duty_lines,
    meetings,
    meetings_known,
    of_another_time,
    paper_line,
    parties,
    task_rows,
    timeliness,
    words,
    written_of,
)
from tongket.reviews.gather.shortcomings import (
    found_by_rule,
    left_lying,
    mended,
    review_before,
    shortcomings,
)
from tongket.reviews.gather.tasks_before import tasks_before
from tongket.reviews.gather.year_before import YearBefore
from tongket.reviews.material import ClaimLine, Material, Mended, ShortcomingLine, TaskRow, Timeliness
from tongket.reviews.models import Review
from tongket.reviews.numbers import organ_code, register_of
from tongket.reviews.outlines.models import Outline
from tongket.reviews.outlines.queries import offices_above
from tongket.reviews.queries import map_day
from tongket.units.models import Line, Tier, Unit
from tongket.units.queries import names_of
from tongket.viet.period import Period


def gather(*, programme: Programme, period: Period, kind: str, as_of: datetime) -> Material:
    """All of one review."""
    return Records(programme, period, as_of).material(kind)


def gather_figures(*, programme: Programme, period: Period, kind: str, as_of: datetime) -> Material:
    """Of one review what has figures, and nothing else: they are composed as in the whole."""
    records = Records(programme, period, as_of)
    return Material(
        programme=programme.title,
        kind=kind,
        agency="",
        parent_agency="",
        form="",
        symbol="",
        place="",
        signer="",
        notice="",
        period=period,
        as_of=as_of,
        day=records.day,
        **records.figures(),
    )


class Records:
    """What the records say of a programme over a period; each part is read when it is asked for, and once.

    All is as it was known at `as_of`: figures by their own rows, what else changes by the entries of the ledger (see
    `base.past`). Units stand on the map of the day as it is known now.
    """

    def __init__(self, programme: Programme, period: Period, as_of: datetime) -> None:
        self.programme, self.period, self.as_of = programme, period, as_of
        self.day = map_day(period, as_of)
        self.desk = Desk(programme, period, as_of, self.day)

    @cached_property
    def grounds(self) -> tuple[Directive, ...]:
        return tuple(grounds_known(self.programme, self.as_of))

    @cached_property
    def task_lines(self) -> list[TaskLine]:
        """As they stood when the period had ended, or at the moment if that is before."""
        now = self.as_of.astimezone(HANOI)
        at = now.time() if now.date() == self.day else time.max
        return task_lines(self.programme.tasks.all(), self.day, at, known=self.as_of)

    @cached_property
    def tasks(self) -> tuple[TaskRow, ...]:
        return task_rows(self.task_lines)

    @cached_property
    def reports(self) -> tuple[Timeliness, ...]:
        return timeliness(self.programme, self.period, self.as_of)

    @cached_property
    def shortcomings(self) -> tuple[ShortcomingLine, ...]:
        """What fell short, found by rule, with what was typed of it."""
        found = found_by_rule(
            targets=set_targets(self.desk) if self.day >= self.period.last_day else (),
            reports=self.reports,
            tasks=self.tasks,
            clauses=left_lying(self.grounds, self.day, self.as_of),
        )
        return shortcomings(self.programme, self.period, found, self.as_of)

    @cached_property
    def outline(self) -> Outline | None:
        return outline_of(self.programme, self.period)

    @cached_property
    def doubts(self) -> tuple[str, ...]:
        return doubts(self.outline, self.as_of) if self.outline else ()

    @cached_property
    def written(self) -> Sequence[Mapping[str, Fact]]:
        return written_of(self.programme, self.as_of)

    @cached_property
    def claims(self) -> tuple[ClaimLine, ...]:
        return claims(self.written, self.desk)

    @cached_property
    def before(self) -> Review | None:
        return review_before(self.programme, self.period, self.as_of, self.grounds)

    @cached_property
    def mended(self) -> Mended | None:
        return mended(self.before, self.day, self.as_of) if self.before else None

    def figures(self) -> dict[str, Any]:
        """The fields of the material that have figures."""
        desk = self.desk
        before = YearBefore(desk)
        found = results(desk, before)
        return {
            "results": found,
            "columns": columns(desk, before, found),
            "contradictions": contradictions(desk),
            "claims": self.claims,
            "annex_columns": desk.columns,
            "annex": annex(desk),
        }

    def material(self, kind: str) -> Material:
        """Everything, for composing."""
        programme, period, as_of, day, desk = self.programme, self.period, self.as_of, self.day, self.desk
        outline, closed = self.outline, closing_meetings(programme, period)
        held, concluded = meetings_known(programme, as_of, closed)
        steps = cascade_steps(self.grounds, as_of, of_another_time(period, as_of))
        figures = self.figures()
        points, shades = map_points(desk)
        return Material(
            programme=programme.title,
            kind=kind,
            **_head(desk),
            symbol=_free_symbol(programme.unit, day_of(as_of)),
            office_above=_office_above(programme, day_of(as_of)),
            signer="Người lập báo cáo",
            notice=_notice(programme),
            period=period,
            as_of=as_of,
            day=day,
            papers=tuple(map(paper_line, self.grounds)),
            cascade=cascade_lines(steps, day),
            duties=duty_lines(steps, day),
            parties=parties(programme, day),
            tasks=self.tasks,
            task_counts=task_counts(self.task_lines),
            tasks_before=tasks_before(programme, period, as_of) if self.task_lines else None,
            **figures,
            awaited=() if figures["results"] else _awaited(desk),
            timeliness=self.reports,
            awards=awards(programme, period, as_of, closed),
            meetings=meetings(period, held, closed),
            words=words(self.written, period),
            points=points,
            shades=shades,
            headings=headings(outline, as_of) if outline else (),
            doubts=self.doubts,
            layout=outline.layout if outline else {},
            shortcomings=self.shortcomings,
            mended=self.mended,
            conclusions=conclusions(concluded),
        )


INVENTED = "Dữ liệu mẫu, do tongket tự đặt ra; không phải số liệu, văn bản của cơ quan nào"


def _awaited(desk: Desk) -> tuple[str, ...]:
    """What the programme's forms ask for, and what else targets are set for."""
    asked = [indicator.name for indicator in desk.indicators]
    aimed_at = Indicator.objects.filter(ref__in=list(desk.targets))
    names = aimed_at.order_by("code", "version").values_list("name", flat=True)
    return tuple(dict.fromkeys([*asked, *names]))


FROM_PUBLIC_DATA = (
    "Bản mẫu do tongket lập từ dữ liệu công khai, chưa được phê duyệt; không phải văn bản của cơ quan nào"
)


def _notice(programme: Programme) -> str:
    """What every page must say of a sample."""
    if programme.unit.sample:
        return INVENTED
    return FROM_PUBLIC_DATA if Installation.objects.filter(demo=True).exists() else ""


def _free_symbol(unit: Unit, day: date) -> str:
    """With a gap for the number that it takes when it is approved: /BC-UBND, -BC/ĐU."""
    register = register_of(unit, day)
    return register.symbol(0).replace("00", "      ", 1) if register else "      /BC"


def _office_above(programme: Programme, day: date) -> str:
    """Who gets it first: who gave the programme, else the nearest body of the same kind above."""
    above = offices_above(programme.unit, programme, day)
    if programme.parent and programme.parent.unit_id in above:
        return above[programme.parent.unit_id]
    own = organ_code(names_of([programme.unit_id], day).get(programme.unit_id, ""))
    return next((name for name in above.values() if own and organ_code(name) == own), "")


def _head(desk: Desk) -> dict[str, Any]:
    """Whose report it is. A place has no letterhead of its own: the installation's name stands there."""
    unit, version = desk.programme.unit, desk.version
    above = [each for each in desk.above if each.unit.tier != Tier.NATION]
    office = unit.tier == Tier.OFFICE
    installation = Installation.objects.first()
    return {
        "agency": version.name if office and version else (installation.name if installation else "tongket"),
        "parent_agency": "",
        "form": "party" if desk.line == Line.PARTY else "state",
        "place": above[-1].short_name
        if above
        else (version.short_name if version and unit.tier != Tier.NATION else "Hà Nội"),
    }
