"""The register of outgoing papers of the office's document system, as an .xlsx: taken in whole or not at all."""

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from tongket.base.clock import day_of
from tongket.base.search import index
from tongket.directives.incoming.actions import LONGEST_NAME, LONGEST_SYMBOL
from tongket.directives.incoming.queries import offices_near
from tongket.directives.models import Outgoing, OutgoingStep
from tongket.directives.numbering import LETTER
from tongket.directives.outgoing.actions import LONGEST_ABSTRACT, write_step
from tongket.directives.sheet_rows import Columns, Row, read_register
from tongket.law.symbol import parse_symbol
from tongket.units.acts import act
from tongket.units.hats import Hat
from tongket.units.models import Unit
from tongket.viet.dates import format_date
from tongket.viet.fault import Fault, Refusal
from tongket.viet.text import fold, nfc

# Our heading first: it is the one that Decree 30/2020/NĐ-CP, Annex IV, gives the paper book.
COLUMNS = Columns(
    {
        "symbol": ("Số, ký hiệu văn bản", "Số, ký hiệu", "Số ký hiệu", "Số/ký hiệu", "Số hiệu", "Số đi ký hiệu"),
        "issued_on": ("Ngày tháng văn bản", "Ngày văn bản", "Ngày ban hành", "Ngày ký", "Ngày VB", "Ngày phát hành"),
        "abstract": (
            "Tên loại và trích yếu nội dung văn bản",
            "Tên loại và trích yếu nội dung",
            "Trích yếu",
            "Trích yếu nội dung",
            "Trích yếu văn bản",
        ),
        "kind": ("Loại văn bản", "Hình thức", "Hình thức văn bản", "Tên loại", "Tên loại văn bản"),
        "signer": ("Người ký", "Người ký văn bản", "Họ tên người ký"),
        "recipients": ("Nơi nhận văn bản", "Nơi nhận", "Đơn vị nhận", "Cơ quan nhận"),
        "drafter": ("Đơn vị soạn thảo", "Đơn vị, người nhận bản lưu", "Phòng soạn thảo", "Đơn vị trình"),
        "urgency": ("Độ khẩn", "Mức độ khẩn", "Độ khẩn văn bản"),
        "secrecy": ("Độ mật", "Mức độ mật", "Độ mật văn bản"),
        "foreign_id": ("Mã văn bản", "Mã định danh văn bản", "Mã định danh", "ID văn bản", "ID", "DocumentId"),
    },
    needed=("symbol", "issued_on", "abstract", "recipients"),
)  # fmt: skip


@dataclass(frozen=True)
class IssuedThere:
    """A paper that the document system numbered and issued, as a row of its register tells it."""

    symbol: str
    issued_on: date
    abstract: str
    kind: str
    foreign_id: str
    signer: str = ""
    others: str = ""
    drafter: str = ""
    urgency: str = ""


@dataclass
class TakenOut:
    """What a register held: what is new now, and how many rows stood here already."""

    new: list[Outgoing] = field(default_factory=list)
    known: int = 0


def import_outgoing(data: bytes, *, unit: Unit, actor: Hat, now: datetime) -> TakenOut:
    """Enter every paper that is not here yet; a second time nothing is added, for each keeps its foreign id.

    Its number was given there: it takes none of our series.
    """
    today = day_of(now)
    papers = read_register(data, COLUMNS, lambda row: _paper(row, today))
    ids = [one.foreign_id for one in papers]
    known = set(Outgoing.objects.filter(unit=unit, foreign_id__in=ids).values_list("foreign_id", flat=True))
    drafters = {fold(name): key for key, name in offices_near(unit.pk, today).items()}
    taken = TakenOut(known=len(known))
    with transaction.atomic():
        for one in papers:
            if one.foreign_id not in known:
                drafter = drafters.get(fold(one.drafter), unit.pk)
                taken.new.append(_enter(one, unit, drafter, actor, now))
    return taken


def _enter(one: IssuedThere, unit: Unit, drafter: int, actor: Hat, now: datetime) -> Outgoing:
    paper = Outgoing(
        ref=uuid.uuid5(unit.ref, one.foreign_id),
        unit=unit,
        drafter_id=drafter,
        kind=one.kind,
        abstract=one.abstract,
        folded=fold(one.abstract),
        others=one.others,
        urgency=one.urgency,
        signer=one.signer,
        state=Outgoing.State.ISSUED,
        term=str(one.issued_on.year),
        symbol=one.symbol,
        issued_on=one.issued_on,
        foreign_id=one.foreign_id,
    )
    with act("directives.issue", on=paper, actor=actor, now=now) as done:
        paper.save(force_insert=True)
        index(paper)
        write_step(paper, OutgoingStep.Kind.ISSUED, actor, now, done)
        done.note(symbol=paper.symbol, issued_on=str(paper.issued_on), foreign_id=paper.foreign_id)
    return paper


def _paper(row: Row, today: date) -> tuple[IssuedThere, str]:
    row.refuse_secret()
    faults: list[Fault] = []
    day = row.day("issued_on", faults)
    texts = {key: nfc(row.text(key)) for key in ("symbol", "abstract", "signer", "recipients", "foreign_id")}
    if day is None and not faults:
        faults.append(Fault("register.no_issue_day", row.where("issued_on")))
    if day and day > today:
        faults.append(Fault("paper.day_ahead", row.where("issued_on"), {"day": format_date(day)}))
    if not texts["symbol"]:
        faults.append(Fault("register.no_symbol", row.where("symbol")))
    if not texts["abstract"]:
        faults.append(Fault("directive.no_abstract", row.where("abstract")))
    longest = {"symbol": LONGEST_SYMBOL, "abstract": LONGEST_ABSTRACT, "signer": 100, "foreign_id": 120}
    faults += [
        Fault("paper.too_long", row.where(key), {"value": f"{texts[key][:30]}…", "most": most})
        for key, most in longest.items()
        if len(texts[key]) > most
    ]
    told, urgency = row.kind(faults), row.urgency(faults)
    if faults or day is None:
        raise Refusal(*faults)
    symbol, kind = _symbol(texts["symbol"])
    made = IssuedThere(
        symbol=symbol,
        issued_on=day,
        abstract=texts["abstract"],
        kind=told or kind or LETTER,
        foreign_id=texts["foreign_id"] or f"{day.year}/{symbol}",
        signer=texts["signer"],
        others="\n".join(part.strip() for part in texts["recipients"].split(";") if part.strip()),
        drafter=row.text("drafter")[:LONGEST_NAME],
        urgency=urgency,
    )
    return made, made.foreign_id


def _symbol(typed: str) -> tuple[str, str]:
    """A symbol as law.symbol prints it, with the kind that it names; one that cannot be read stays as it is."""
    try:
        symbol = parse_symbol(typed).symbol
    except Refusal:
        return typed, ""
    return str(symbol)[:LONGEST_SYMBOL], symbol.kind or ""
