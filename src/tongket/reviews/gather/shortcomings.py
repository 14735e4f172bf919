"""What fell short, found by rule, with the words an officer has typed; and what became of that of the period before."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db.models import Q

from tongket.base.clock import day_of
from tongket.base.models import Entry
from tongket.base.past import recorded_after, said_until
from tongket.directives.models import Clause, Directive, Implements
from tongket.directives.queries import points_known
from tongket.figures.models import Due
from tongket.programmes.known import targets_known
from tongket.programmes.models import Programme, Task, TaskEvent
from tongket.programmes.queries import task_lines
from tongket.programmes.state import TaskState
from tongket.reviews.material import Mended, MendedLine, ShortcomingLine, TargetLine, TaskRow, Timeliness
from tongket.reviews.models import Review, Shortcoming
from tongket.units.models import Unit
from tongket.units.queries import names_of
from tongket.viet.dates import format_date
from tongket.viet.period import Period
from tongket.viet.text import upper_first

Rule = Shortcoming.Rule
type Found = tuple[str, str, str]  # rule, subject, text


def found_by_rule(
    *,
    targets: Iterable[tuple[str, TargetLine]],
    reports: Iterable[Timeliness],
    tasks: Iterable[TaskRow],
    clauses: Iterable[Clause],
) -> list[Found]:
    """Targets missed, reports late or missing, tasks overdue, points that nobody carries; each once."""
    return [*_targets(targets), *_reports(reports), *_tasks(tasks), *_clauses(clauses)]


def _targets(targets: Iterable[tuple[str, TargetLine]]) -> Iterable[Found]:
    """Where an indicator is both counted and reported, what the system counts itself is said first, and alone."""
    told = set()
    for name, target in targets:
        subject = f"{target.reached.ref.split('/')[1]}/{target.kind}"
        if target.met is False and subject not in told:
            told.add(subject)
            text = f"Chỉ tiêu {target.kind} “{name}” không đạt: {target.text}; kết quả {target.reached.text}"
            yield Rule.TARGET, subject, text


def _reports(lines: Iterable[Timeliness]) -> Iterable[Found]:
    for line in lines:
        said = []
        if line.late_units:
            said.append(f"{len(line.late_units)} báo cáo gửi muộn ({'; '.join(line.late_units)})")
        if line.missing_units:
            said.append(f"{len(line.missing_units)} báo cáo chưa gửi ({'; '.join(line.missing_units)})")
        if said:
            yield Rule.REPORT, line.period[:80], f"{upper_first(line.period)}: {', '.join(said)}"


def _tasks(rows: Iterable[TaskRow]) -> Iterable[Found]:
    for row in rows:
        if row.state == TaskState.OVERDUE and row.due:
            yield Rule.TASK, row.ref, f"“{row.content}” ({row.lead}): hạn {format_date(row.due)}, chưa xong"


def _clauses(clauses: Iterable[Clause]) -> Iterable[Found]:
    for clause in clauses:
        text = f"Điểm {clause.number} của {clause.directive} (“{clause.text}”): hồ sơ chưa ghi nơi nào triển khai"
        yield Rule.CLAUSE, str(clause.ref), text


def left_lying(papers: Iterable[Directive], day: date, as_of: datetime) -> list[Clause]:
    """The points of papers issued by a day, of which at the moment nothing was known to carry them out by then."""
    issued = [paper for paper in papers if not (paper.issued_on and paper.issued_on > day)]
    points = points_known(sorted(issued, key=lambda paper: paper.pk), as_of)
    there = [point.pk for point in points if point.pk]
    links = list(Implements.objects.filter(clause__in=there).exclude(on__gt=day))
    later = recorded_after((link.ref for link in links), as_of)
    carried = {link.clause_id for link in links if link.ref not in later}
    given = TaskEvent.objects.filter(kind=TaskEvent.Kind.GIVEN, at__lte=as_of, task__clause__in=there)
    carried |= set(given.values_list("task__clause", flat=True))
    aiming = Programme.objects.filter(Q(grounds__directive__in=issued) | Q(targets__clause__in=there))
    carried |= {target.clause_id for target in targets_known(aiming.distinct(), as_of)}
    return [point for point in points if point.pk is None or point.pk not in carried]


def shortcomings(
    programme: Programme, period: Period, found: Sequence[Found], as_of: datetime
) -> tuple[ShortcomingLine, ...]:
    """Each with its cause, remedy, office and day, as far as they were typed by the moment."""
    typed = _typed(programme, period, as_of)
    units = {
        str(ref): unit
        for ref, unit in Unit.objects.filter(
            ref__in=[said["unit"] for said in typed.values() if said["unit"]]
        ).values_list("ref", "pk")
    }
    names = names_of(units.values(), day_of(as_of))
    lines = []
    for rule, subject, text in found:
        said = typed.get((rule, subject), _NOTHING)
        office = names[units[said["unit"]]] if said["unit"] else ""
        due = date.fromisoformat(said["due"]) if said["due"] else None
        lines.append(ShortcomingLine(rule, subject, text, said["cause"], said["remedy"], office, due))
    return tuple(lines)


_NOTHING = {"cause": "", "remedy": "", "unit": "", "due": ""}


def _typed(programme: Programme, period: Period, as_of: datetime) -> dict[tuple[str, str], dict[str, str]]:
    """What had been typed last of each shortcoming; a moment to the second has all that was typed in it."""
    typed = {}
    until = as_of if as_of.microsecond else as_of.replace(microsecond=999_999)
    for _ref, facts in said_until([programme.ref], until, "reviews.write"):
        if "rule" in facts and facts.get("period", str(period)) == str(period):  # older ones name none
            typed[str(facts["rule"]), str(facts["subject"])] = {name: str(facts[name]) for name in _NOTHING}
    return typed


def mended(before: Review, day: date, as_of: datetime) -> Mended | None:
    """How many shortcomings of the review before this one are mended: n of N, each with its outcome."""
    rows = _kept(before)
    if not rows:
        return None
    done = _done(rows, day, as_of)
    lines = tuple(MendedLine(row.text, row.pk in done, done.get(row.pk, ""), str(row.ref)) for row in rows)
    return Mended(before.symbol or before.title, lines)


def _kept(before: Review) -> list[Shortcoming]:
    """What that review listed, in its order; a later draft of it changes nothing."""
    kept = Shortcoming.objects.filter(programme=before.programme_id, period=before.period)
    return list(kept.filter(review__as_of__gte=before.as_of).select_related("review").order_by("order", "pk"))


def review_before(
    programme: Programme, period: Period, as_of: datetime, grounds: Sequence[Directive]
) -> Review | None:
    """The last review approved by the moment, of the programme or of the one it follows, of a period before this."""
    followed = Programme.objects.filter(
        unit=programme.unit_id,
        term_end__lte=programme.term_start,
        grounds__directive__in=grounds,
    )
    approved = Entry.objects.filter(kind="reviews.approve", at__lte=as_of)
    reviews = Review.objects.filter(period_end__lte=period.start, ref__in=approved.values("subject"))
    for mine in (reviews.filter(programme=programme), reviews.filter(programme__in=followed.values("pk"))):
        if found := mine.order_by("-period_end", "-as_of", "-pk").first():
            return found
    return None


def _done(rows: Sequence[Shortcoming], day: date, as_of: datetime) -> dict[int, str]:
    """Those that are mended by the day, and how that is known."""
    said = {
        ref: date.fromisoformat(str(facts["mended_on"]))
        for ref, facts in said_until((row.ref for row in rows), as_of, "reviews.write")
    }
    done = {
        row.pk: f"khắc phục ngày {format_date(said[row.ref])}"
        for row in rows
        if row.ref in said and said[row.ref] <= day
    }
    subjects = {rule: [row.subject for row in rows if row.rule == rule] for rule in Rule.values}
    tasks = task_lines(Task.objects.filter(ref__in=subjects[Rule.TASK]), day, known=as_of)
    finished = {str(line.task.ref): line.standing.done_on for line in tasks if line.standing.done_on}
    links = Implements.objects.filter(clause__ref__in=subjects[Rule.CLAUSE]).exclude(on__gt=day)
    by_link = dict(links.values_list("ref", "clause__ref"))
    later = recorded_after(by_link, as_of)
    carried = {str(clause) for link, clause in by_link.items() if link not in later}
    owed = (
        Due.objects.filter(form__programme=rows[0].programme_id)
        if subjects[Rule.REPORT]
        else Due.objects.none()
    )
    dues = list(owed.select_related("report"))
    for row in rows:
        if row.rule == Rule.TASK and (on := finished.get(row.subject)):
            done[row.pk] = f"xong ngày {format_date(on)}"
        elif row.rule == Rule.CLAUSE and row.subject in carried:
            done[row.pk] = "đã triển khai"
        elif row.rule == Rule.REPORT and _all_sent(row, dues, as_of):
            done[row.pk] = "các báo cáo đã gửi đủ"
    return done


def _all_sent(row: Shortcoming, dues: Sequence[Due], as_of: datetime) -> bool:
    """Whether the reports that were missing then have come in by now; one that was late is not mended by itself."""
    there = [due for due in dues if Period.parse(due.period).label("vi")[:80] == row.subject]
    then = row.review.as_of if row.review else row.at
    missing = [due for due in there if not _sent(due, then)]
    return bool(missing) and all(_sent(due, as_of) for due in missing)


def _sent(due: Due, moment: datetime) -> bool:
    report = getattr(due, "report", None)
    return bool(report and report.submitted_at and report.submitted_at <= moment)
