"""What a package says: plain values, with the field names of QCVN 102:2016/BTTTT and Decree 30/2020, Annex VI."""

import re
from dataclasses import dataclass
from datetime import date

NAMESPACE = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
# The scheme of organs' codes in the exchange of papers: 000.00.01.H41 (Decision 20/2020/QĐ-TTg).
SCHEME = "edoc"
# Longest values of the fields, in characters: Decree 30/2020/NĐ-CP, Annex VI.
LONGEST = {
    "OrganId": 13,
    "OrganName": 200,
    "CodeNumber": 11,
    "CodeNotation": 30,
    "Subject": 500,
    "TypeName": 100,
    "FullName": 50,
    "Position": 100,
    "Place": 50,
    "DocumentId": 120,
    "AttachmentName": 255,
}
# Priority of OtherInfo, and how our records name it.
PRIORITIES = {"0": "normal", "1": "urgent", "2": "very_urgent", "3": "flash"}


@dataclass(frozen=True, slots=True)
class Organ:
    """A sender or receiver: its code in the exchange (000.00.01.H41) and its name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels in the package."""

    name: str
    data: bytes
    type: str = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Package:
    """One paper on its way. `number` and `notation` are the two halves of the symbol: 125 and SNV-CCHC."""

    sender: Organ
    receivers: tuple[Organ, ...]
    number: str
    notation: str
    issued_on: date | None
    subject: str
    document_id: str = ""
    place: str = ""
    type_name: str = ""
    type: str = ""
    signer: str = ""
    position: str = ""
    due: date | None = None
    priority: str = "normal"
    attachments: tuple[Attachment, ...] = ()

    @property
    def symbol(self) -> str:
        """The symbol whole: systems differ in whether the notation repeats the number."""
        number, notation = self.number.strip(), self.notation.strip()
        if not number or re.match(rf"0*{re.escape(number.lstrip('0') or '0')}\s*[-/]", notation):
            return notation or number
        if not notation or re.match(r"\d+\w?\s*[-/]\s*\w", number):
            return number
        party = re.match(r"\w+/", notation)  # BC/ĐU of the Party, BC-UBND of the State
        joint = "" if notation.startswith(("/", "-")) else "-" if party else "/"
        return f"{number}{joint}{notation}"

    @property
    def id(self) -> str:
        """Its own id, else made as the standard makes it: organ, day, symbol."""
        day = self.issued_on.strftime("%Y/%m/%d") if self.issued_on else ""
        return self.document_id or f"{self.sender.id},{day},{self.symbol}"
