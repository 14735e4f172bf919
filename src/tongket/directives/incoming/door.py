"""The one door for files of the office's document system: a register or a package, told by its bytes."""

import io
import zipfile
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from tongket.base.clock import day_of
from tongket.base.files import put_file
from tongket.base.models import Access
from tongket.directives.edxml import Package, read_package
from tongket.directives.edxml.package import SCHEME
from tongket.directives.exchange.actions import is_code, set_partner
from tongket.directives.exchange.queries import partner_code
from tongket.directives.incoming.actions import NewPaper, receive_paper
from tongket.directives.incoming.columns import COLUMNS as INCOMING
from tongket.directives.incoming.register import import_register
from tongket.directives.models import Incoming, Outgoing
from tongket.directives.outgoing.register import COLUMNS as OUTGOING
from tongket.directives.outgoing.register import import_outgoing
from tongket.directives.sheet_rows import missing_in
from tongket.law.kinds import kind_code
from tongket.reader.stamp import refuse_stamped
from tongket.units.hats import Hat
from tongket.units.models import Unit, UnitCode
from tongket.viet.fault import refusal


@dataclass(frozen=True)
class Entered:
    """What came through the door: papers that are new now, and how many were known already."""

    papers: tuple[Incoming | Outgoing, ...]
    known: int = 0


def take_in(data: bytes, *, unit: Unit, actor: Hat, now: datetime) -> Entered:
    """Enter what a file of the document system holds, whole or not at all.

    Which of the two books a workbook is, is told by its headings.
    """
    if not data:
        raise refusal("file.empty")
    if _is_workbook(data):
        if missing_in(data, OUTGOING) < missing_in(data, INCOMING):
            sent = import_outgoing(data, unit=unit, actor=actor, now=now)
            return Entered(tuple(sent.new), sent.known)
        taken = import_register(data, unit=unit, actor=actor, now=now)
        return Entered(tuple(taken.new), taken.known)
    paper, new = import_package(data, unit=unit, actor=actor, now=now)
    return Entered((paper,) if new else (), 0 if new else 1)


def _is_workbook(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except Exception:  # noqa: BLE001 (what is no archive is looked at as a package)
        return False


def import_package(data: bytes, *, unit: Unit, actor: Hat, now: datetime) -> tuple[Incoming, bool]:
    """Enter the paper of an edXML package, and whether it is new: the second time the first one stands."""
    package = read_package(data)
    for text in (package.subject, package.type_name):
        refuse_stamped(text)
    known = Incoming.objects.filter(unit=unit, foreign_id=package.id[:120]).first()
    if known:
        return known, False
    new = _new(package, now)
    files = [
        put_file(data=one.data, name=one.name, unit_id=unit.pk, access=Access.UNIT, now=now)
        for one in package.attachments
    ]
    with transaction.atomic():
        paper = receive_paper(unit=unit, new=new, files=files, actor=actor, now=now)
        if _is_new_partner(package, unit, day_of(now)):
            set_partner(unit=unit, name=package.sender.name, code=package.sender.id, actor=actor, now=now)
    return paper, True


def _is_new_partner(package: Package, unit: Unit, day: date) -> bool:
    """A sender whose code nobody has written down yet; one that is known keeps the code that a clerk gave it."""
    if not is_code(package.sender.id) or partner_code(unit.pk, package.sender.name, day):
        return False
    here = UnitCode.objects.filter(scheme=SCHEME, code=package.sender.id, start__lte=day, end__gt=day)
    return not here.exists()


def _new(package: Package, now: datetime) -> NewPaper:
    return NewPaper(
        sender=package.sender.name[:200],
        abstract=package.subject,
        arrived_on=day_of(now),
        symbol=package.symbol[:60],
        issued_on=package.issued_on,
        kind=kind_code(package.type_name),
        due=package.due,
        urgency=package.priority,
        source=Incoming.Source.EDXML,
        foreign_id=package.id[:120],
    )
