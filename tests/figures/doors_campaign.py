"""A long campaign for the soak: CSV and JSON as Hypothesis spoils them, through the doors by which figures come in.

Whatever comes, either every figure is taken or none, with a list of faults that are sentences.
"""

import json
from collections.abc import Callable

from django.db import transaction
from django.test.utils import setup_databases, teardown_databases
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from tests.figures.conftest import START, Stage, build_stage, moment

from tongket.base.faults import MESSAGES, explain
from tongket.base.models import Entry
from tongket.figures.intake import hand_in, read_file, resolve, take_over
from tongket.figures.models import Cell, Figure, Report
from tongket.units.models import OPEN, UnitCode
from tongket.viet.fault import Refusal

CODE = "14758"
WORDS = st.sampled_from(
    ("", CODE, "2025", "2025-07", "202507", "so-ho", "ty-le", "hộ nghèo", "hộ khác", "1234", "34", "1200", "98.5",
     "1.234,5", "-", "n/a", "không áp dụng", "NaN", "1e400", "1e-99", "9" * 60, "=1+1", "#REF!", "MẬT", "\0", "\ud800",
     "ước", "final", "31/02/2025", "0001-01-01", "dan-chu-co-so", '"', ";", "\t", "\r", "\u202e")
)  # fmt: skip
NAMES = st.sampled_from(
    ("unit", "day", "period", "form", "indicator", "breakdown", "value", "note", "kind", "figures", "dataValues",
     "orgUnit", "dataElement", "categoryOptionCombo", "dataSet", "comment", "đơn vị", "số liệu", "x")
)  # fmt: skip
TEXTS = WORDS | st.text(max_size=12)
GOOD = [
    {"indicator": "so-ho", "value": 1234},
    {"indicator": "so-ho", "breakdown": "hộ nghèo", "value": 34},
    {"indicator": "so-ho", "breakdown": "hộ khác", "value": 1200},
    {"indicator": "ty-le", "value": 98.5},
]
VALUES = st.recursive(
    TEXTS | st.none() | st.booleans() | st.integers() | st.floats(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(NAMES | st.text(max_size=4), inner, max_size=4)
    ),
    max_leaves=8,
)


@st.composite
def messages(draw: Callable) -> bytes:
    """A good message with some of it changed, or one of any shape."""
    said = {"unit": CODE, "period": "2025", "figures": [dict(one) for one in GOOD]}
    for _turn in range(draw(st.integers(0, 3))):
        target = draw(
            st.sampled_from([said, *said["figures"]]) if isinstance(said["figures"], list) else st.just(said)
        )
        if isinstance(target, dict):
            target[draw(NAMES)] = draw(VALUES)
        if not (isinstance(said["figures"], list) and said["figures"]):
            break
    text = json.dumps(draw(st.just(said) | VALUES), ensure_ascii=draw(st.booleans()))
    return _cut(draw, text.encode("utf-8", "surrogatepass"))


@st.composite
def tables(draw: Callable) -> bytes:
    """A good table with cells changed, columns moved or lines cut."""
    mark = draw(st.sampled_from(",;\t"))
    point = "." if mark == "," else ","
    rows = [["unit", "period", "indicator", "breakdown", "value"]]
    rows += [[CODE, "2025", one["indicator"], one.get("breakdown", ""), str(one["value"]).replace(".", point)]
             for one in GOOD]  # fmt: skip
    for _turn in range(draw(st.integers(0, 3))):
        row = draw(st.sampled_from(rows))
        if draw(st.booleans()) and row:
            row[draw(st.integers(0, len(row) - 1))] = draw(TEXTS | NAMES)
        else:
            row.append(draw(TEXTS))
    text = draw(st.sampled_from(["\n", "\r\n"])).join(mark.join(row) for row in rows)
    return _cut(draw, text.encode("utf-8", "surrogatepass"))


def _cut(draw: Callable, data: bytes) -> bytes:
    """At times cut off, or with a byte that does not belong."""
    how = draw(st.integers(0, 9))
    at = draw(st.integers(0, len(data)))
    if how == 0:
        return data[:at]
    return data[:at] + draw(st.binary(min_size=1, max_size=2)) + data[at:] if how == 1 else data


def campaign(n: int, number: int) -> int:
    """For the soak: the same on a database of its own, which is gone afterwards."""
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        return doors(n, number, build_stage())
    finally:
        teardown_databases(databases, verbosity=0)


def doors(n: int, number: int, stage: Stage) -> int:
    """n inputs, half of them tables; how many were refused."""
    UnitCode.objects.create(unit=stage.xa_mau, scheme="gso", code=CODE, start=START, end=OPEN)
    refused = 0

    @seed(number)
    @settings(
        max_examples=n,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(data=messages() | tables(), past=st.booleans())
    def run(data: bytes, past: bool) -> None:
        nonlocal refused
        refused += _try(stage, data, past)

    run()
    return refused


def _try(stage: Stage, data: bytes, past: bool) -> bool:
    before = _rows()
    try:
        with transaction.atomic():
            rows = read_file(data)
            if past:
                who = {"actor": stage.hats.clerk, "now": moment("2026-01-03")}
                taken = take_over(rows, document="Báo cáo 12/BC-UBND", **who)
                assert (taken.count, Figure.objects.count()) == (len(rows), len(rows)), data
            else:
                who = {"actor": stage.hats.reporter, "now": moment("2026-01-03")}
                reports = hand_in(resolve(rows, **who), **who)
                assert [one.state for one in reports] == ["submitted"], data
                assert Cell.objects.count() == len(rows), data
            transaction.set_rollback(True)
    except Refusal as refused:
        _require_sentences(refused)
        if _rows() != before:
            raise AssertionError(f"{data!r} left something behind") from refused
        return True
    return False


def _require_sentences(refused: Refusal) -> None:
    assert refused.faults
    for fault in refused.faults:
        assert fault.code in MESSAGES, fault
        typed = "".join(map(str, fault.values.values()))  # which may itself look like a gap
        assert "%(" not in explain(fault) or "%(" in typed, fault


def _rows() -> list[int]:
    return [model.objects.count() for model in (Report, Cell, Figure, Entry)]
