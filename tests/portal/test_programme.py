"""Units and indicators side by side on the page of a programme."""

from datetime import date

import pytest
from tests.world import NOW, World

from tongket.portal.programme import matrix
from tongket.reviews.gather.desk import Desk
from tongket.reviews.gather.indicators import results
from tongket.reviews.gather.year_before import YearBefore
from tongket.reviews.material import Result, UnitRow, Value
from tongket.units.models import UnitVersion
from tongket.viet.period import Period


def result(name: str, *values: tuple[str, str]) -> Result:
    rows = tuple(UnitRow(unit, "Xã Tân Lập", Value(value)) for unit, value in values)
    return Result(name, "hộ", "reported", "năm 2026", Value("3"), rows=rows)


def test_two_communes_of_one_name_keep_a_row_and_figures_of_their_own():
    found = matrix((result("Hộ", ("a", "1"), ("b", "2")), result("Hộ nghèo", ("b", "20"), ("a", "10"))))
    assert found is not None
    shown = [(name, [value.text for value in values if value]) for name, values in found.rows]
    assert shown == [("Xã Tân Lập", ["1", "10"]), ("Xã Tân Lập", ["2", "20"])]


@pytest.mark.django_db
def test_namesakes_among_the_records_are_two_rows(world: World):
    UnitVersion.objects.filter(unit=world.units.thon_hai).update(name="Thôn Một")
    desk = Desk(world.programme, Period.parse("2026-Q3"), NOW, date(2026, 9, 30))
    found = matrix(results(desk, YearBefore(desk)))
    assert found is not None
    rows = [values for name, values in found.rows if name == "Thôn Một"]
    assert len(rows) == 2
    assert rows[0] != rows[1]
