"""Search finds a unit by every name and code it has borne."""

from datetime import date

import pytest
from django.db.models import QuerySet

from tongket.base.models import SearchRow
from tongket.base.search import find
from tongket.units.found import findable
from tongket.units.models import Unit
from tongket.units.queries import at_day

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]


def test_names_without_marks_old_names_and_codes_are_found():
    rows = SearchRow.objects.all()

    def all_of(kind: str) -> QuerySet[SearchRow]:
        return rows.filter(kind=kind)

    shown = [hit.shown for group in find("ngoc lac", rows=all_of) for hit in group.hits]
    assert {"Huyện Ngọc Lặc", "Xã Ngọc Lặc"} <= set(shown)
    (first,) = [hit.shown for group in find("xa dau giay", rows=all_of) for hit in group.hits]
    assert first == "Phường Dầu Giây"
    assert len([hit for group in find("00004", rows=all_of) for hit in group.hits]) == 2


def test_a_result_says_where_and_when():
    unit = at_day("Huyện Ngọc Lặc", date(2025, 6, 30)).unit
    assert SearchRow.objects.get(ref=unit.ref).note == "Tỉnh Thanh Hóa · đến 30/6/2025"


def test_bulk_rows_are_what_one_unit_says_of_itself():
    for unit in Unit.objects.order_by("ref")[:40]:
        row, said = SearchRow.objects.get(ref=unit.ref), findable(unit)
        assert (row.shown, row.note, row.url) == (said.shown, said.note, said.url)
