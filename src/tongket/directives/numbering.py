"""Numbers of an organ's own papers: one series a kind, by calendar year, in the Party by term of the committee."""

import re
from dataclasses import dataclass
from datetime import date

from tongket.base.models import Series
from tongket.law.kinds import COPIES
from tongket.law.symbol import Symbol
from tongket.units.models import Line, Unit
from tongket.units.queries import names_of
from tongket.viet.fault import refusal
from tongket.viet.text import fold, nfc

COUNCIL, FRONT, YOUTH = "HĐND", "MTTQ", "ĐTN"
LETTER = "CV"
COPY = "SY"  # sao y, trích sao and sao lục count in one series (Decree 30/2020, Annex I, part II)
ARRIVALS = "VĐ"  # the series of an arrival book; no kind of paper has this code
# How the organs that issue papers of their own begin, and the codes by which their symbols name them.
ORGANS = (
    ("Ủy ban nhân dân", "UBND"),
    ("Hội đồng nhân dân", "HĐND"),
    ("Ủy ban Mặt trận Tổ quốc", "MTTQ"),
    ("Ủy ban MTTQ", "MTTQ"),
    ("Ban Chấp hành Đoàn TNCS Hồ Chí Minh", YOUTH),
    ("Ban Chấp hành Đoàn", YOUTH),
    ("Đoàn TNCS Hồ Chí Minh", YOUTH),
    ("Đoàn Thanh niên Cộng sản Hồ Chí Minh", YOUTH),
    ("Đoàn Thanh niên", YOUTH),
    ("Đảng ủy", "ĐU"),
    ("Tỉnh ủy", "TU"),
    ("Thành ủy", "TU"),
    ("Huyện ủy", "HU"),
    ("Quận ủy", "QU"),
)


def organ_code(name: str) -> str:
    """UBND of Ủy ban nhân dân xã Mẫu; nothing for a unit that is no organ with papers of its own."""
    folded = fold(name)
    return next((code for words, code in ORGANS if folded.startswith(fold(words) + " ")), "")


_SHORT = {"UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân", "MTTQ": "Ủy ban Mặt trận Tổ quốc Việt Nam"}
_SHORT_FIRST = re.compile(r"(?:Ủy ban |Uỷ ban |UB)?(UBND|HĐND|MTTQ)(?= )", re.IGNORECASE)


def spelled_out(name: str) -> str:
    """Ủy ban nhân dân xã Mẫu, of UBND xã Mẫu: the name by which an office stands in the register of units."""
    found = _SHORT_FIRST.match(nfc(name))
    return _SHORT[found[1].upper()] + nfc(name)[found.end() :] if found else name


@dataclass(frozen=True)
class Register:
    """Where an organ's papers of one kind are numbered on a day."""

    unit: Unit
    organ: str
    party: bool
    term: str
    kind: str

    def symbol(self, number: int, office: str = "") -> str:
        """01/BC-UBND of the State, 05-BC/ĐU of the Party; a State letter has no kind: 12/UBND-VX.

        The Youth Union writes as the Party does, 12-KH/ĐTN: as its papers are seen to be, unconfirmed.
        """
        if self.party or self.organ == YOUTH:
            return str(Symbol(f"{number:02d}", "", None, self.kind, (self.organ,), "party"))
        letter = self.kind == LETTER
        organs = (self.organ, office) if letter and office else (self.organ,)
        form = "state_letter" if letter else "state_admin"
        return str(Symbol(f"{number:02d}", "", None, None if letter else self.kind, organs, form))


def register_of(unit: Unit, kind: str, day: date) -> Register | None:
    """The register of an organ for a kind of paper; without a term as long as a committee has opened none."""
    organ = organ_code(names_of([unit.pk], day).get(unit.pk, ""))
    if not organ:
        return None
    party = is_party(unit, day)
    return Register(unit, organ, party, newest_term(unit) if party else str(day.year), kind)


def series_kind(kind: str) -> str:
    """The kind under which papers of a kind are counted: copies of all three forms together."""
    return COPY if kind in COPIES else kind


def is_party(unit: Unit, day: date) -> bool:
    """Whether a unit stands in the Party's line on a day."""
    return unit.versions.filter(line=Line.PARTY, start__lte=day, end__gt=day).exists()


def newest_term(unit: Unit) -> str:
    """The term that a committee's office opened last: "2025..2030"; nothing before the first."""
    opened = Series.objects.filter(unit_id=unit.pk, term__contains="..").order_by("-term")
    return opened.values_list("term", flat=True).first() or ""


def open_register(unit: Unit, kind: str, day: date) -> Register:
    """The register to take a number from; refused where the unit has none, or no term is open."""
    found = register_of(unit, kind, day)
    name = names_of([unit.pk], day).get(unit.pk, "")
    if found is None:
        raise refusal("series.no_organ", unit=name)
    if not found.term:
        raise refusal("series.no_term", unit=name)
    return found
