"""Gathers all of one review from the records, as known at a moment."""

from datetime import datetime

from tongket.base.models import Installation
from tongket.figures.models import Indicator
from tongket.programmes.models import Programme, TaskEvent
from tongket.programmes.queries import task_counts, task_lines
from tongket.reviews.gather.annex import annex, map_points
from tongket.reviews.gather.desk import Desk
from tongket.reviews.gather.indicators import contradictions, results
from tongket.reviews.gather.outline import headings
from tongket.reviews.gather.records import (
    awards,
    cascade_lines,
    cascade_steps,
    claims,
    conclusions,
    duty_lines,
    meetings,
    papers,
    parties,
    task_rows,
    timeliness,
    words,
)
from tongket.reviews.gather.shortcomings import found_by_rule, mended, shortcomings
from tongket.reviews.material import Material
from tongket.reviews.queries import map_day
from tongket.units.models import Line, Tier, Unit
from tongket.units.queries import ancestors, nearest_version
from tongket.viet.period import Period


def gather(*, programme: Programme, period: Period, kind: str, as_of: datetime) -> Material:
    """What the records say of a programme over a period.

    Papers, tasks, words, meetings, awards and figures are those recorded by `as_of`; targets, parties and the state of
    a report are as they stand.
    """
    day = map_day(period, as_of)
    steps = cascade_steps(programme, as_of)
    given = TaskEvent.objects.filter(kind=TaskEvent.Kind.GIVEN, at__lte=as_of).values("task")
    lines = task_lines(programme.tasks.filter(pk__in=given), day)
    desk = Desk(programme, period, as_of, day)
    points, shades = map_points(desk)
    found = results(desk)
    rows, reports = task_rows(lines, day), timeliness(programme, period, as_of)
    short = found_by_rule(
        programme=programme, period=period, day=day, results=found, tasks=rows, reports=reports
    )
    return Material(
        programme=programme.title,
        kind=kind,
        **_head(programme.unit, day),
        symbol="      /BC",
        signer="Người lập báo cáo",
        notice=_notice(programme),
        period=period,
        as_of=as_of,
        day=day,
        papers=papers(programme, as_of),
        cascade=cascade_lines(steps, day),
        duties=duty_lines(steps, day),
        parties=parties(programme, day),
        tasks=rows,
        task_counts=task_counts(lines),
        results=found,
        awaited=() if found else _awaited(desk),
        timeliness=reports,
        contradictions=contradictions(desk),
        awards=awards(programme, as_of),
        meetings=meetings(programme, as_of),
        words=words(programme, period, as_of),
        claims=claims(programme, period, desk),
        annex_columns=desk.columns,
        annex=annex(desk),
        points=points,
        shades=shades,
        headings=headings(programme, period, as_of),
        shortcomings=shortcomings(programme, period, short, as_of),
        mended=mended(programme, period, day, as_of),
        conclusions=conclusions(programme, period, as_of),
    )


INVENTED = "Dữ liệu mẫu, do tongket tự đặt ra; không phải số liệu, văn bản của cơ quan nào"


def _awaited(desk: Desk) -> tuple[str, ...]:
    """What the programme's forms ask for, and what else targets are set for."""
    asked = [indicator.name for indicator in desk.indicators]
    aimed_at = Indicator.objects.filter(ref__in=desk.programme.targets.values("indicator"))
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


def _head(unit: Unit, day: object) -> dict[str, str]:
    """Whose report it is. A place has no letterhead of its own: the installation's name stands there."""
    version = nearest_version(unit, day)  # type: ignore[arg-type]
    line = next((each for each in Line.values if nearest_version(unit, day, each)), Line.STATE)  # type: ignore[arg-type]
    version = version or nearest_version(unit, day, line)  # type: ignore[arg-type]
    above = [each for each in ancestors(unit, day, line) if each.unit.tier != Tier.NATION]  # type: ignore[arg-type]
    office = unit.tier == Tier.OFFICE
    installation = Installation.objects.first()
    return {
        "agency": version.name if office and version else (installation.name if installation else "tongket"),
        "parent_agency": "",
        "form": "party" if line == Line.PARTY else "state",
        "place": above[-1].short_name
        if above
        else (version.short_name if version and unit.tier != Tier.NATION else "Hà Nội"),
    }
