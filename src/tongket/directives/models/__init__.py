"""The tables of this room: directives and what carries them out; papers that come in and go out; work files."""

from tongket.directives.models.copies import Copied
from tongket.directives.models.directives import Briefing, Clause, Directive, Duty, Implements, Link
from tongket.directives.models.incoming import Incoming, Instruction, PaperFile, Urgency
from tongket.directives.models.outgoing import Outgoing, OutgoingStep, Recipient
from tongket.directives.models.partners import Partner
from tongket.directives.models.workfiles import WorkFile, WorkPaper

__all__ = [
    "Briefing",
    "Clause",
    "Copied",
    "Directive",
    "Duty",
    "Implements",
    "Incoming",
    "Instruction",
    "Link",
    "Outgoing",
    "OutgoingStep",
    "PaperFile",
    "Partner",
    "Recipient",
    "Urgency",
    "WorkFile",
    "WorkPaper",
]
