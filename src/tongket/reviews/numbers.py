"""Numbers of reviews as papers: the register of the office that issues them, and how number and symbol are written."""

from dataclasses import dataclass
from datetime import date, datetime

from tongket.base.clock import day_of
from tongket.base.models import Series
from tongket.base.series import take_number
from tongket.law.symbol import Symbol
from tongket.reviews.models import Review
from tongket.units.models import Line, Unit
from tongket.units.queries import names_of
from tongket.viet.fault import refusal
from tongket.viet.text import fold

KIND = "BC"
# How the organs that issue papers of their own begin, and the codes by which their symbols name them.
ORGANS = (
    ("Ủy ban nhân dân", "UBND"),
    ("Hội đồng nhân dân", "HĐND"),
    ("Ủy ban Mặt trận Tổ quốc", "MTTQ"),
    ("Ủy ban MTTQ", "MTTQ"),
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


@dataclass(frozen=True)
class Register:
    """Where an office's reviews are numbered on a day: by calendar year, in the Party by term of the committee."""

    unit: Unit
    organ: str
    party: bool
    term: str

    def symbol(self, number: int) -> str:
        """01/BC-UBND of the State, 05-BC/ĐU of the Party."""
        form = "party" if self.party else "state_admin"
        return str(Symbol(f"{number:02d}", "", None, KIND, (self.organ,), form))


def register_of(unit: Unit, day: date) -> Register | None:
    """The register of a unit that issues papers; without a term as long as its committee has opened none."""
    organ = organ_code(names_of([unit.pk], day).get(unit.pk, ""))
    if not organ:
        return None
    party = unit.versions.filter(line=Line.PARTY, start__lte=day, end__gt=day).exists()
    return Register(unit, organ, party, newest_term(unit) if party else str(day.year))


def newest_term(unit: Unit) -> str:
    """The term that a committee's office opened last: "2025..2030"; nothing before the first."""
    opened = Series.objects.filter(unit_id=unit.pk, kind=KIND, term__contains="..").order_by("-term")
    return opened.values_list("term", flat=True).first() or ""


def open_register(unit: Unit, day: date) -> Register:
    """The register to take a number from; refused where the unit has none, or no term is open."""
    found = register_of(unit, day)
    name = names_of([unit.pk], day).get(unit.pk, "")
    if found is None:
        raise refusal("series.no_organ", unit=name)
    if not found.term:
        raise refusal("series.no_term", unit=name)
    return found


def number_review(review: Review, now: datetime) -> None:
    """Take the next number for a review that is being approved; one of a unit without papers stays without."""
    day = day_of(now)
    if register_of(review.unit, day) is None:
        return
    register = open_register(review.unit, day)
    review.number = take_number(
        unit_id=review.unit_id, kind=KIND, term=register.term, subject=review.ref, now=now
    )
    review.symbol = register.symbol(review.number)
    review.issued_on = day
