"""A file of figures, whichever it is: the workbook that was handed out, CSV, JSON, DHIS2's words."""

from datetime import datetime

from tongket.base.models import File
from tongket.figures.intake.hand_in import hand_in
from tongket.figures.intake.history import Taken, take_over
from tongket.figures.intake.reading import read_file
from tongket.figures.intake.resolve import resolve
from tongket.figures.models import Form, Report
from tongket.figures.workbook import import_workbook
from tongket.units.hats import Hat


def hand_in_file(data: bytes, *, actor: Hat, now: datetime, expected: Form | None = None) -> list[Report]:
    """Hand in the reports of a file; `expected` is the form that was asked for, if one was."""
    if data.startswith(b"PK"):
        return import_workbook(data, actor=actor, now=now, expected=expected)
    return hand_in(resolve(read_file(data), actor=actor, now=now), actor=actor, now=now)


def take_over_file(
    data: bytes, *, document: str, actor: Hat, now: datetime, evidence: File | None = None
) -> Taken:
    """Take over the figures of a file from the document that states them; of a workbook its first sheet."""
    return take_over(read_file(data), document=document, actor=actor, now=now, evidence=evidence)
