"""What a review is composed from: plain values, gathered once, so that composing needs no database."""

from dataclasses import dataclass, field
from datetime import date, datetime

from tongket.programmes.state import Counts, TaskState
from tongket.viet.period import Period
from tongket.writer.document import Mark, Table


@dataclass(frozen=True)
class PaperLine:
    """A directive as it is cited, and what it carries out."""

    cited: str
    kind: str
    issuer: str
    issued_on: date | None
    abstract: str
    carries_out: str = ""


@dataclass(frozen=True)
class DutyLine:
    """How many of the units that had to have carried a directive down, and who has not."""

    cited: str
    done: int
    due: int
    missing: tuple[str, ...]


@dataclass(frozen=True)
class TaskRow:
    order: int
    content: str
    lead: str
    co_workers: tuple[str, ...]
    product: str
    due: date | None
    done_on: date | None
    state: TaskState
    ref: str
    point: str = ""  # of which paper it carries out


@dataclass(frozen=True)
class TasksBefore:
    """How the tasks stood in the same period of the year before: its name, the day counted on, the count."""

    period: str
    day: date
    counts: Counts


@dataclass(frozen=True)
class Value:
    """A figure written out: text, marks of the writer, and the ref that opens its trail."""

    text: str
    ref: str = ""
    marks: tuple[Mark, ...] = ()
    number: int | None = None


@dataclass(frozen=True)
class UnitRow:
    """One unit's line under an indicator; the unit is told by its ref, for namesakes are many."""

    unit: str
    name: str
    value: Value
    base: Value | None = None
    reduction: Value | None = None
    before: Value | None = None
    rank: str = ""
    covered: int = 0
    expected: int = 0


@dataclass(frozen=True)
class TargetLine:
    """What was set, in words, and whether it was met: yes, no, or open; `period` where it is another one."""

    kind: str
    text: str
    low: int | None
    high: int | None
    decimals: int
    met: bool | None
    reached: Value
    period: str = ""


@dataclass(frozen=True)
class Official:
    """A figure taken over from a document, beside what the system counted."""

    value: Value
    day: str
    document: str
    agrees: bool | None
    taken_by: str


@dataclass(frozen=True)
class Result:
    """One indicator: the total, its parts, its target, what documents say."""

    name: str
    measure: str
    source: str
    day: str
    total: Value
    base_day: str = ""
    base: Value | None = None
    reduction: Value | None = None
    targets: tuple[TargetLine, ...] = ()
    rows: tuple[UnitRow, ...] = ()
    officials: tuple[Official, ...] = ()
    covered: int = 0
    expected: int = 0
    several: bool = False
    decimals: int = 0
    map_day: str = ""
    period: str = ""
    base_period: str = ""
    before: Value | None = None  # in the same period of the year before
    before_day: str = ""
    before_whole: bool = False  # whether both are told by all who were due
    set_beyond: tuple[TargetLine, ...] = ()  # targets of a longer period, still to come


@dataclass(frozen=True)
class Timeliness:
    """Reports of one period: due, on time, late, overdue, not yet due; who was late, is missing, was due at all.

    `waiting_units` have sent one that was not approved at the moment: its figures are in no sum.
    """

    period: str
    due: int
    on_time: int
    late: int
    overdue: int
    not_yet_due: int
    late_units: tuple[str, ...]
    missing_units: tuple[str, ...]
    owing: tuple[str, ...]
    waiting_units: tuple[str, ...]
    returned: int
    corrected: int
    extended: int = 0  # were given more time; all above is by the day with it
    by_first: tuple[int, ...] = ()  # in time, late, overdue, not yet due, by the days first set


@dataclass(frozen=True)
class Contradiction:
    """Figures for the same thing that differ, each with where it comes from."""

    what: str
    values: tuple[tuple[Value, str], ...]


@dataclass(frozen=True)
class AwardLine:
    kind: str
    awarded_by: str
    reason: str
    collectives: int | None
    individuals: int | None


@dataclass(frozen=True)
class MeetingLine:
    title: str
    kind: str
    host: str
    held: str


@dataclass(frozen=True)
class AnnexColumn:
    title: str
    measure: str
    source: str


@dataclass(frozen=True)
class AnnexGroup:
    """The lines of one unit of the annex: a province with its communes, or the programme's own units."""

    key: str
    title: str
    rows: tuple[tuple[str, tuple[Value, ...]], ...]


@dataclass(frozen=True)
class MapPoint:
    """One place of the map, in 1/10,000 of a degree."""

    group: str
    longitude: int
    latitude: int
    shade: int


@dataclass(frozen=True)
class ClaimLine:
    text: str
    figures: tuple[Value, ...]


@dataclass(frozen=True)
class PieceLine:
    """A text of the draft, a line a paragraph, and the units, paragraphs and versions it was made from."""

    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class HeadingLine:
    """A heading of the outline, and the part of the review that its texts belong to."""

    section: str
    title: str
    pieces: tuple[PieceLine, ...]


@dataclass(frozen=True)
class ShortcomingLine:
    rule: str
    subject: str
    text: str
    cause: str
    remedy: str
    office: str
    due: date | None


@dataclass(frozen=True)
class MendedLine:
    text: str
    done: bool
    how: str
    ref: str


@dataclass(frozen=True)
class Mended:
    """What the review before named as shortcomings, and which of them are mended."""

    review: str
    lines: tuple[MendedLine, ...]


@dataclass(frozen=True)
class Material:
    """All of one review."""

    programme: str
    kind: str
    agency: str
    parent_agency: str
    form: str
    symbol: str
    place: str
    signer: str
    notice: str
    period: Period
    as_of: datetime
    day: date
    papers: tuple[PaperLine, ...] = ()
    cascade: tuple[PaperLine, ...] = ()
    duties: tuple[DutyLine, ...] = ()
    parties: tuple[str, ...] = ()
    tasks: tuple[TaskRow, ...] = ()
    task_counts: Counts = field(default_factory=Counts)
    tasks_before: TasksBefore | None = None
    results: tuple[Result, ...] = ()
    columns: Table | None = None  # the whole beside plan and year before
    awaited: tuple[str, ...] = ()  # the indicators that are asked for, where no figure of any is approved yet
    timeliness: tuple[Timeliness, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    awards: tuple[AwardLine, ...] = ()
    meetings: tuple[MeetingLine, ...] = ()
    words: dict[str, str] = field(default_factory=dict)
    claims: tuple[ClaimLine, ...] = ()
    annex_columns: tuple[AnnexColumn, ...] = ()
    annex: tuple[AnnexGroup, ...] = ()
    points: tuple[MapPoint, ...] = ()
    shades: tuple[str, ...] = ()
    headings: tuple[HeadingLine, ...] = ()
    doubts: tuple[str, ...] = ()  # texts of the draft that give other numbers than approved figures
    layout: dict[str, str] = field(
        default_factory=dict
    )  # names of parts and recipients that are not the usual
    shortcomings: tuple[ShortcomingLine, ...] = ()
    mended: Mended | None = None
    office_above: str = ""  # to which it reports
    conclusions: tuple[
        tuple[str, tuple[str, ...]], ...
    ] = ()  # meetings that closed the review, with their points
