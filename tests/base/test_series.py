"""Numbers of documents: in order, none twice, none missing without a reason."""

import uuid
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import transaction
from tests.base.together import run_together

from tongket.base.models import Series, SeriesNumber
from tongket.base.series import check_series, skip_number, take_number
from tongket.viet.fault import Refusal

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
KH = {"unit_id": 1, "kind": "KH", "term": "2026", "now": NOW}


@pytest.mark.django_db
def test_numbers_follow_each_other_in_each_series_by_itself():
    assert [take_number(**KH, subject=uuid.uuid4()) for _ in range(3)] == [1, 2, 3]
    assert take_number(**KH | {"term": "2027"}, subject=uuid.uuid4()) == 1
    assert take_number(**KH | {"kind": "BC"}, subject=uuid.uuid4()) == 1
    assert take_number(**KH | {"unit_id": 2}, subject=uuid.uuid4()) == 1
    assert take_number(**KH, subject=uuid.uuid4()) == 4
    assert check_series() == []


@pytest.mark.django_db
def test_a_number_is_left_out_with_a_reason_only():
    take_number(**KH, subject=uuid.uuid4())
    with pytest.raises(Refusal, match=r"series\.no_reason"):
        skip_number(**KH, reason="  ")
    assert skip_number(**KH, reason="Ghi nhầm sổ") == 2
    assert take_number(**KH, subject=uuid.uuid4()) == 3
    assert SeriesNumber.objects.get(number=2).gap_reason == "Ghi nhầm sổ"
    assert check_series() == []


@pytest.mark.django_db
def test_a_number_whose_document_is_undone_is_free_again():
    take_number(**KH, subject=uuid.uuid4())
    with transaction.atomic():
        take_number(**KH, subject=uuid.uuid4())
        transaction.set_rollback(True)
    assert take_number(**KH, subject=uuid.uuid4()) == 2


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_number_that_is_gone_is_found(number: int):
    for _ in range(3):
        take_number(**KH, subject=uuid.uuid4())
    SeriesNumber.objects.filter(number=number).delete()
    assert [fault.code for fault in check_series()] == ["series.broken"]


@pytest.mark.django_db
def test_a_counter_set_back_is_found():
    take_number(**KH, subject=uuid.uuid4())
    Series.objects.update(next_number=1)
    assert [fault.code for fault in check_series()] == ["series.broken"]


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_processes_that_take_numbers_at_once_share_them_without_gap_or_double(data: Path):
    code = """
import uuid
from django.db import transaction
from tongket.base.clock import now
from tongket.base.series import take_number
for i in range(30):
    try:
        with transaction.atomic():
            number = take_number(unit_id=1, kind="KH", term="2026", subject=uuid.uuid4(), now=now())
            if i % 5 == 4:
                raise LookupError
        print(number)
    except LookupError:
        pass
"""
    taken = [int(line) for printed in run_together(code, times=4, data=data) for line in printed.split()]
    assert sorted(taken) == list(range(1, 4 * 24 + 1))
