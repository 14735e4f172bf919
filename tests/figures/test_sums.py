"""What a total is made of: which figures, as of which moment, on which map, and what they come to."""

import datetime
from fractions import Fraction

import pytest
from tests.figures.conftest import START, YEAR, Stage, make_unit, moment
from tests.figures.test_queries import second_report

from tongket.figures import actions
from tongket.figures.models import Figure, Indicator
from tongket.figures.queries import Wanted, answer_of, changed_since, figures_visible_to
from tongket.figures.queries.sums import Answer
from tongket.programmes.models import Programme
from tongket.units.hats import PUBLIC, Hat
from tongket.units.models import Closure, Line, Succession, Transfer, TreeVersion, Unit
from tongket.viet.period import Period

AS_OF = moment("2026-06-01")
DAY = AS_OF.date()


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.STORE = tmp_path / "store"


def asked(
    stage: Stage,
    unit: Unit | None = None,
    *,
    of: Indicator | None = None,
    source: str = "reported",
    period: Period = YEAR,
    as_of: datetime.datetime | None = AS_OF,
    day: datetime.date = DAY,
    base: Period | None = None,
    hat: Hat = PUBLIC,
) -> Answer:
    wanted = Wanted(of or stage.households, unit or stage.province, period, source, as_of, day)
    return answer_of(wanted, figures_visible_to(hat, DAY), base)


def values(answer: Answer) -> list[int | None]:
    return sorted(part.value for part in answer.sums[0].seen if part.value is not None)


def total(answer: Answer) -> tuple[Fraction, Fraction] | None:
    cell = answer.cell(answer.wanted.period)
    return tuple(cell.bounds) if cell and cell.bounds else None  # type: ignore[return-value]


def count(
    stage: Stage, of: Indicator, unit: Unit, value: int | None, period: Period = YEAR, day: str = "2026-01-06"
):
    rows = [actions.Counted(unit.pk, value, period)]
    actions.count_figures(indicator=of, rows=rows, how="đếm", now=moment(day), reason="Đếm lại")


def test_the_parts_of_a_total_are_the_figures_below(stage: Stage):
    stage.approved()
    second_report(stage, "2026-01-06")
    found = asked(stage)
    assert values(found) == [100, 1234]
    assert total(found) == (1334, 1334)
    assert values(asked(stage, stage.xa_mau)) == [1234]


def test_as_of_an_earlier_moment_a_total_is_what_it_was(stage: Stage):
    second_report(stage, "2026-01-06")
    stage.corrected(day="2026-03-01")
    then = asked(stage, as_of=moment("2026-02-02"))
    assert total(then) == (1334, 1334)
    assert total(asked(stage, as_of=moment("2026-01-31"))) == (1234, 1234)
    assert total(asked(stage)) == total(asked(stage, as_of=None)) == (1100, 1100)
    assert changed_since(then, DAY)
    assert not changed_since(asked(stage), DAY)


def test_a_total_is_worked_out_once_until_a_figure_comes(stage: Stage):
    stage.approved()
    first = asked(stage)
    assert asked(stage, as_of=None).sums[0].made is first.sums[0].made
    assert asked(stage, as_of=moment("2026-05-01")).sums[0].made is first.sums[0].made
    second_report(stage, "2026-01-06")
    assert total(asked(stage)) == (1334, 1334)


def test_of_a_stock_the_last_figure_inside_the_period_counts(stage: Stage):
    for quarter, value in (("2025-Q1", 7), ("2025-Q3", 9), ("2025-Q2", 8)):
        count(stage, stage.households, stage.xa_mau, value, Period.parse(quarter))
    assert values(asked(stage, source="counted")) == [9]


def test_of_a_flow_parts_of_one_kind_are_added_and_never_mixed_with_another_or_the_whole(stage: Stage):
    flow = actions.define_indicator(
        unit=stage.province, code="luot", name="Lượt họp", measure="lượt", start=START, nature="flow",
        over_time="sum", over_tree="sum", actor=stage.hats.clerk, now=moment("2025-01-03"),
    )  # fmt: skip
    for part, value in (("2025-Q1", 7), ("2025-Q2", 8), ("nd09:2025-Q3", 100)):
        count(stage, flow, stage.xa_mau, value, Period.parse(part))
    officer = stage.hats.approver
    answer = asked(stage, of=flow, source="counted", hat=officer)
    assert (values(answer), total(answer)) == ([7, 8], (15, 15))
    count(stage, flow, stage.xa_mau, 20)
    assert values(asked(stage, of=flow, source="counted", hat=officer)) == [20]


def test_a_mean_is_a_mean_and_not_a_sum(stage: Stage):
    count(stage, stage.rate, stage.xa_mau, 500)
    count(stage, stage.rate, stage.xa_khac, 1000)
    assert total(asked(stage, of=stage.rate, source="counted")) == (75, 75)


def test_what_is_not_applicable_stands_in_the_list_and_adds_nothing(stage: Stage):
    count(stage, stage.households, stage.xa_mau, None)
    found = asked(stage, source="counted")
    assert [part.value for part in found.sums[0].seen] == [None]
    assert total(found) is None


def divide(stage: Stage, share: tuple[int, int] | None) -> None:
    """Xã Cũ, which had a figure in 2024, went in parts to the two communes in 2025."""
    old, day = make_unit("Xã Cũ", "commune", "commune", stage.province), datetime.date(2025, 7, 1)
    count(stage, stage.households, old, 90, Period.parse("2024"))
    Closure.objects.filter(descendant=old).update(end=day)
    event = Succession.objects.create(line=Line.STATE, day=day, number=1, what="split", decision="01/NQ")
    rest = share and (share[1] - share[0], share[1])
    for unit, part in ((stage.xa_mau, share), (stage.xa_khac, rest)):
        num, den = part or (None, None)
        Transfer.objects.create(
            succession=event,
            source=old,
            target=unit,
            whole=False,
            share_num=num,
            share_den=den,
            ground="diện tích",
        )
    TreeVersion.objects.update_or_create(line="state", defaults={"number": 20_001})


@pytest.mark.parametrize(
    ("share", "expected"), [(None, (Fraction(0), Fraction(90))), ((1, 3), (Fraction(30), Fraction(30)))]
)
def test_a_divided_unit_counts_by_its_share_or_as_a_range(stage: Stage, share, expected):
    divide(stage, share)
    before = Period.parse("2024")
    found = asked(stage, stage.xa_mau, source="counted", period=before)
    low, high = total(found) or (None, None)
    assert (round(low, 6), round(high, 6)) == expected
    assert found.sums[0].seen[0].divided
    whole = asked(stage, source="counted", period=before)
    assert total(whole) == (90, 90)


def test_on_the_map_of_its_day_a_former_unit_has_its_own_figure(stage: Stage):
    divide(stage, None)
    day, before = datetime.date(2024, 12, 31), Period.parse("2024")
    assert values(asked(stage, stage.xa_mau, source="counted", period=before, day=day)) == []
    old = Figure.objects.get(period="2024").unit
    assert total(asked(stage, old, source="counted", period=before, day=day)) == (90, 90)
    then = asked(stage, stage.xa_mau, source="counted", period=before, as_of=None, day=day)
    assert changed_since(then, DAY)


def test_a_reduction_has_both_sums(stage: Stage):
    before = Period.parse("2024")
    for unit, then, now in ((stage.xa_mau, 60, 30), (stage.xa_khac, 30, 20)):
        count(stage, stage.households, unit, then, before)
        count(stage, stage.households, unit, now)
    found = asked(stage, source="counted", base=before)
    assert [len(one.parts) for one in found.sums] == [2, 2]
    cell = found.cell(YEAR)
    assert cell is not None
    assert cell.reduction is not None
    assert cell.reduction.low == Fraction(100 * 40, 90)


def test_a_ratio_has_the_sums_of_its_parts(stage: Stage):
    share = actions.define_indicator(
        unit=stage.province, code="ty-le-ngheo", name="Tỷ lệ hộ nghèo", measure="%", start=START, nature="stock",
        over_time="last", over_tree="ratio", decimals=1, numerator=stage.poor, denominator=stage.households,
        actor=stage.hats.clerk, now=moment("2025-01-03"),
    )  # fmt: skip
    count(stage, stage.poor, stage.xa_mau, 1)
    count(stage, stage.households, stage.xa_mau, 30)
    found = asked(stage, of=share, source="counted", hat=stage.hats.approver)
    assert [one.wanted.indicator for one in found.sums] == [stage.poor, stage.households]
    assert total(found) == (Fraction(100, 30),) * 2


def test_nothing_is_told_of_a_total_with_a_part_that_is_not_to_be_seen(stage: Stage):
    stage.approved()
    for unit in (stage.xa_mau, stage.xa_khac):
        count(stage, stage.households, unit, 30)
    Programme.objects.update(public=False)
    near = asked(stage, source="counted", hat=stage.hats.reporter)
    assert (values(near), len(near.sums[0].parts), total(near)) == ([30], 2, None)
    assert total(asked(stage, source="counted", hat=stage.hats.approver)) == (60, 60)
