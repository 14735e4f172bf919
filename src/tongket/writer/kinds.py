"""What the form of each kind of paper asks for beyond what all have in common.

State: Decree 30/2020/NĐ-CP, Annex III, forms 1.1 to 1.10. Party: Regulation 399-QĐ/TW; its decisions and resolutions
order in the same words.
"""

from dataclasses import dataclass

from tongket.law.kinds import PARTY_KINDS, STATE_KINDS
from tongket.viet.text import fold


@dataclass(frozen=True)
class Kind:
    """One kind: its line of orders; whether it is addressed, has a place and a date, takes a number, names who gets it;
    how many sign.
    """

    orders: str = ""
    addressed: bool = False
    wired: bool = False
    placed: bool = True
    numbered: bool = True
    sent: bool = True
    signers: int = 1


# Lists that an office writes for its own work: no kind of paper by the decree, without a number.
WORKING = ("Mục lục văn bản", "Kịch bản điều hành", "Bảng tổng hợp")
_PLAIN, _NO_KIND = Kind(), Kind(numbered=False, sent=False)
_KINDS = {
    "NQ": Kind(orders="QUYẾT NGHỊ:"),
    "QĐ": Kind(orders="QUYẾT ĐỊNH:"),
    "BC": Kind(addressed=True),
    "TTr": Kind(addressed=True),
    "CĐ": Kind(wired=True),
    "BB": Kind(placed=False, signers=2),
    "HĐ": Kind(signers=2),
    "BGN": Kind(signers=2),
    "BTT": Kind(signers=2),
}
LETTER = Kind(addressed=True)
_CODES = {fold(name): code for code, name in (*PARTY_KINDS.items(), *STATE_KINDS.items())}


def kind_form(name: str) -> Kind:
    """What the kind named at the head of a paper asks for ("QUYẾT ĐỊNH"); an empty name is a letter."""
    if not name:
        return LETTER
    code = _CODES.get(fold(name))
    return _KINDS.get(code, _PLAIN) if code else _NO_KIND
