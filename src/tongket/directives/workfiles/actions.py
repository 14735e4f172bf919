"""Every write on work files."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from tongket.base.clock import day_of
from tongket.base.files import record_file
from tongket.base.models import File
from tongket.directives.models import Incoming, Outgoing, WorkFile, WorkPaper
from tongket.units.acts import act
from tongket.units.hats import Hat
from tongket.units.models import Unit
from tongket.viet.dates import format_date
from tongket.viet.fault import Fault, Refusal, refusal
from tongket.viet.text import fold, nfc

LONGEST_RETENTION = 100  # years


@dataclass(frozen=True)
class Other:
    """A paper that is in no book here: what it is called, and its file where there is one."""

    abstract: str
    symbol: str = ""
    day: date | None = None
    author: str = ""
    file: File | None = None


def open_work_file(
    *,
    unit: Unit,
    code: str,
    title: str,
    retention: int | None,
    ground: str,
    keeper: str,
    opened_on: date,
    ref: uuid.UUID | None = None,
    actor: Hat,
    now: datetime,
) -> WorkFile:
    """Open the file of one piece of work; `retention` in years, None for ever, by what `ground` names."""
    made = WorkFile(
        ref=ref or uuid.uuid4(), unit=unit, code=nfc(code.strip()), title=nfc(title.strip()), retention=retention,
        ground=nfc(ground.strip()), keeper=nfc(keeper.strip()), opened_on=opened_on,
    )  # fmt: skip
    faults = []
    if not made.code or not made.title:
        faults.append(Fault("workfile.no_title"))
    if not made.ground:
        faults.append(Fault("workfile.no_ground"))
    if retention is not None and not 1 <= retention <= LONGEST_RETENTION:
        faults.append(Fault("workfile.bad_retention", values={"years": retention}))
    if opened_on > day_of(now):
        faults.append(Fault("paper.day_ahead", values={"day": format_date(opened_on)}))
    if WorkFile.objects.filter(unit=unit, code=made.code).exists():
        faults.append(Fault("workfile.known", values={"file": made.code}))
    if faults:
        raise Refusal(*faults)
    made.folded = fold(f"{made.code} {made.title}")
    with act("directives.keep_work_file", on=made, actor=actor, now=now) as done:
        made.save(force_insert=True)
        done.note(code=made.code, title=made.title, retention=retention or "", ground=made.ground)
    return made


def add_paper(
    *,
    work_file: WorkFile,
    incoming: Incoming | None = None,
    outgoing: Outgoing | None = None,
    other: Other | None = None,
    pages: int | None = None,
    copy: bool = False,
    note: str = "",
    actor: Hat,
    now: datetime,
) -> WorkPaper:
    """Put one paper into a file that is open, after those that lie there."""
    if [incoming, outgoing, other].count(None) != 2:
        raise ValueError("a paper of a work file is one thing")
    with act("directives.keep_work_file", on=work_file, actor=actor, now=now) as done:
        kept = _open(work_file)
        if incoming and kept.papers.filter(incoming=incoming).exists():
            raise refusal("workfile.paper_known", paper=str(incoming), file=kept.code)
        if outgoing and kept.papers.filter(outgoing=outgoing).exists():
            raise refusal("workfile.paper_known", paper=str(outgoing), file=kept.code)
        made = WorkPaper(
            work_file=kept, incoming=incoming, outgoing=outgoing, pages=pages, copy=copy, note=nfc(note.strip()),
            order=(kept.papers.aggregate(last=Max("order"))["last"] or 0) + 1,
        )  # fmt: skip
        if other:
            _describe(made, other, actor, now)
        made.save(force_insert=True)
        done.note(paper=str(made.ref), what=str(incoming or outgoing or made.abstract), order=made.order)
    return made


def take_out(*, work_file: WorkFile, paper: uuid.UUID, actor: Hat, now: datetime) -> str:
    """Take a paper that was put in by mistake out of a file that is open; its own file, where it has one, stays kept.

    An outgoing paper whose way ended here lies in another file first.
    """
    with act("directives.keep_work_file", on=work_file, actor=actor, now=now) as done:
        kept = _open(work_file)
        lying = kept.papers.select_related("incoming", "outgoing").filter(ref=paper).first()
        if lying is None:
            raise refusal("record.gone")
        said, out = str(lying.incoming or lying.outgoing or lying.abstract), lying.outgoing
        if out and out.state == Outgoing.State.FILED and not out.filed_in.exclude(pk=lying.pk).exists():
            raise refusal("workfile.filed_here", paper=said, file=kept.code)
        lying.delete()
        done.note(taken_out=str(paper), what=said, order=lying.order)
    return said


def _describe(made: WorkPaper, other: Other, actor: Hat, now: datetime) -> None:
    if not other.abstract.strip():
        raise refusal("directive.no_abstract")
    if other.file is not None and other.file.pk is None:
        record_file(other.file, now=now, actor=actor.appointment)
    made.abstract, made.symbol = nfc(other.abstract.strip()), nfc(other.symbol.strip())
    made.day, made.author, made.file = other.day, nfc(other.author.strip()), other.file


def close_work_file(*, work_file: WorkFile, actor: Hat, now: datetime) -> WorkFile:
    """The work is done: nothing more goes into the file."""
    with act("directives.keep_work_file", on=work_file, actor=actor, now=now) as done:
        kept = _open(work_file)
        if not kept.papers.exists():
            raise refusal("workfile.empty", file=kept.code)
        kept.closed_on = day_of(now)
        kept.save(update_fields=["closed_on"])
        done.note(closed_on=str(kept.closed_on), papers=kept.papers.count())
    return kept


def hand_over(
    *, work_file: WorkFile, to: str, handed_by: str, taken_by: str, actor: Hat, now: datetime
) -> WorkFile:
    """A closed file goes to the archive or another office; who hands over and who takes are posts, for the minutes."""
    to, handed_by, taken_by = (nfc(words.strip()) for words in (to, handed_by, taken_by))
    if not (to and handed_by and taken_by):
        raise refusal("workfile.no_taker")
    with act("directives.keep_work_file", on=work_file, actor=actor, now=now) as done:
        kept = WorkFile.objects.select_for_update().get(pk=work_file.pk)
        if kept.closed_on is None:
            raise refusal("workfile.not_closed", file=kept.code)
        if kept.handed_over_on is not None:
            raise refusal("workfile.handed_over", file=kept.code, to=kept.handed_to)
        kept.handed_over_on, kept.handed_to = day_of(now), to
        kept.handed_by_post, kept.taken_by_post = handed_by, taken_by
        kept.save(update_fields=["handed_over_on", "handed_to", "handed_by_post", "taken_by_post"])
        done.note(to=to, handed_by=handed_by, taken_by=taken_by)
    return kept


def _open(work_file: WorkFile) -> WorkFile:
    kept = WorkFile.objects.select_for_update().get(pk=work_file.pk)
    if kept.closed_on is not None:
        raise refusal("workfile.closed", file=kept.code)
    return kept
