"""An edXML package of a paper that went out, and the code that an organ bears in the exchange."""

from datetime import datetime

from tongket.base.files import open_file
from tongket.directives.edxml import Attachment, Organ, Package, write_package
from tongket.directives.edxml.package import SCHEME
from tongket.directives.exchange.queries import partner_code
from tongket.directives.models import Outgoing
from tongket.directives.numbering import LETTER, is_party
from tongket.directives.outgoing.document import place_in
from tongket.law.kinds import kind_name
from tongket.units.queries import code_on, names_of
from tongket.viet.fault import refusal


def package_of(paper: Outgoing, *, sender_id: str = "") -> bytes:
    """The package of an issued paper; `sender_id` where the tree does not know the organ's code."""
    if paper.state not in Outgoing.WENT_OUT or paper.issued_file is None or paper.issued_on is None:
        raise refusal("outgoing.not_issued")
    day = paper.issued_on
    units = [one.unit_id for one in paper.recipients.order_by("unit_id")]
    names = names_of([paper.unit_id, *units], day)
    body = names[paper.unit_id]
    outside = [line.strip(" ;.") for line in paper.others.splitlines() if line.strip(" ;.")]
    sender = sender_id.strip() or code_on(paper.unit_id, day, SCHEME)
    if not sender:
        raise refusal("outgoing.no_organ_code", office=body)
    with open_file(paper.issued_file) as data:
        attached = Attachment(paper.issued_file.name, data.read(), paper.issued_file.type)
    return write_package(
        Package(
            sender=Organ(sender, body),
            receivers=(
                *(Organ(code_on(unit, day, SCHEME), names[unit]) for unit in units),
                *(Organ(partner_code(paper.unit_id, name, day), name) for name in outside),
            ),
            number=_number(paper),
            notation=_notation(paper),
            issued_on=day,
            subject=paper.abstract,
            place=place_in(body),
            type_name=_type_name(paper),
            signer=paper.signer,
            position=paper.signer_post,
            due=paper.due,
            priority=paper.urgency,
            attachments=(attached,),
        ),
        sent=issued_at(paper),
    )


def issued_at(paper: Outgoing) -> datetime:
    """The moment at which it went out."""
    return paper.steps.filter(kind="issued").latest("pk").at


def _number(paper: Outgoing) -> str:
    return f"{paper.number:02d}"


def _notation(paper: Outgoing) -> str:
    """What stands behind the number: KH-UBND; of the Party, whose dash comes first, the symbol whole."""
    return paper.symbol.partition("/")[2] if "/" in paper.symbol[:6] else paper.symbol


def _type_name(paper: Outgoing) -> str:
    if paper.kind == LETTER:
        return "Công văn"
    return kind_name(paper.kind, party=is_party(paper.unit, paper.issued_on)).capitalize()  # type: ignore[arg-type]
