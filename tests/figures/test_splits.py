"""A line of a form is split by one press: its parts stand under it and have to add up to it."""

from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.figures.conftest import START, Stage, moment
from tests.figures.screen import browser, text_of
from tests.figures.test_define import line, plan, typed, url

from tongket.base.models import Installation
from tongket.figures import actions
from tongket.figures.cells import check
from tongket.figures.models import Form, Indicator
from tongket.figures.queries.seen import items_of
from tongket.figures.splits import split
from tongket.programmes.models import Programme
from tongket.viet.fault import Refusal

__all__ = ["plan"]
pytestmark = pytest.mark.django_db
SEX = {"tach-line": "1", "tach-by": "gioi", "tach-cross": ""}


@pytest.fixture(autouse=True)
def _installed(stage: Stage) -> None:
    Installation.objects.create(
        pk=1, name="Thử", main_host="testserver", unit_id=stage.province.pk, made_at=moment("2025-01-01")
    )


def _row(order: int, **more: Any) -> dict[str, Any]:
    counted = Indicator(pk=1, over_tree="sum", decimals=0)
    return {
        "order": order, "indicator": counted, "part": ("", ""), "section": "", "required": True, "low": 0,
        "high": None, "part_of": None, "needs": None, "band": None,
    } | more  # fmt: skip


def _press(stage: Stage, plan: Programme, rows: list[dict[str, object]], **asked: object) -> Any:
    return browser(stage.hats.clerk).post(url(plan), typed(*rows, do="tach", **SEX | asked))


class _Rows(HTMLParser):
    """The rows of a page as a browser would send them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.sent: dict[str, object] = {}
        self.select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = dict(attrs)
        name, value = own.get("name") or "", own.get("value") or ""
        if tag == "select":
            self.select = name
        elif tag == "option" and "selected" in own:
            self.sent[self.select] = value
        elif tag == "input" and name.startswith("dong-") and own.get("type") != "checkbox":
            self.sent[name] = value
        elif tag == "input" and name.startswith("dong-") and "checked" in own:
            self.sent[name] = "on"


def _shown(page: str) -> dict[str, object]:
    return _Rows(page).sent


def test_one_press_makes_the_parts_and_tells_what_they_cost(stage: Stage, plan: Programme):
    rows = [line(stage.households, low="0", high="500"), line(stage.poor, needs="1")]
    page = text_of(_press(stage, plan, rows))
    assert "Dòng 1 đã có các phần ngay bên dưới" in page
    assert "4 dòng" in page
    sent = typed(do="ban-hanh") | _shown(page)
    assert browser(stage.hats.clerk).post(url(plan), sent).status_code == 302
    made = items_of(Form.objects.get(programme=plan))
    told = [(one.indicator, one.breakdown.first, one.part_of and one.part_of.order, one.high) for one in made]
    assert told == [
        (stage.households, "", None, 500),
        (stage.households, "nam", 1, 500),
        (stage.households, "nữ", 1, 500),
        (stage.poor, "", None, None),
    ]
    assert made[3].needs == made[0]
    faults = check(made, {1: "10", 2: "3", 3: "6", 4: "1"})
    assert [fault.code for fault in faults] == ["figures.parts_differ"]


def test_two_lists_crossed_make_parts_of_each_part(stage: Stage, plan: Programme):
    asked = {"tach-cross": "rieng", "tach-own_cross": "hộ nghèo; hộ khác"}
    sent = _shown(text_of(_press(stage, plan, [line(stage.households)], **asked)))
    parts = [sent[f"dong-{place}-part"] for place in range(7)]
    assert parts == ["", "nam", "nam; hộ nghèo", "nam; hộ khác", "nữ", "nữ; hộ nghèo", "nữ; hộ khác"]
    assert [sent[f"dong-{place}-part_of"] for place in range(7)] == ["", "1", "2", "2", "1", "5", "5"]


@pytest.mark.parametrize(
    ("rows", "asked", "sentence"),
    [
        ([{"part": "nữ"}], {"tach-cross": "loai"}, "ba phân tổ"),
        ([{"part": "nữ; hộ nghèo"}], {}, "ba phân tổ"),
        ([{}, {"part": "nam", "part_of": "1"}], {}, "Dòng 1 đã được tách"),
        ([{}], {"tach-line": "7"}, "Không có dòng nào mang số 7"),
        ([{}], {"tach-by": "rieng", "tach-own": "một"}, "ít nhất hai phần"),
        ([{}], {"tach-by": "rieng", "tach-own": "nữ; NỮ"}, "mỗi phần một lần"),
        ([{}], {"tach-by": "rieng", "tach-own": "; ".join(map(str, range(101)))}, "nhiều nhất 100 dòng"),
        ([{"low": "mười"}], {}, "“mười” không phải là số"),
    ],
)
def test_what_cannot_be_split_is_said_and_nothing_typed_is_lost(
    stage: Stage, plan: Programme, rows: list[dict[str, object]], asked: dict[str, object], sentence: str
):
    answer = _press(stage, plan, [line(stage.households) | row for row in rows], **asked)
    page = text_of(answer)
    assert answer.status_code >= 400
    assert sentence in page
    assert 'value="Báo cáo quý"' in page
    for value in [*asked.values(), *(value for row in rows for value in row.values())]:
        assert f'value="{value}"' in page


@pytest.mark.parametrize("rule", ["mean", "min", "max"])
def test_a_rate_or_a_mean_is_not_split(stage: Stage, plan: Programme, rule: str):
    rate = actions.define_indicator(
        unit=stage.province, code="ty-le", name="Tỷ lệ", measure="%", start=START, nature="stock", over_time="last",
        over_tree=rule, actor=stage.hats.clerk, now=moment("2025-01-02"),
    )  # fmt: skip
    assert "các phần cộng lại không bằng nó" in text_of(_press(stage, plan, [line(rate)]))
    rows = [line(rate), line(rate, part="nữ", part_of="1")]
    answer = browser(stage.hats.clerk).post(url(plan), typed(*rows, do="ban-hanh"))
    assert "các phần cộng lại không bằng nó" in text_of(answer)
    assert not Form.objects.filter(programme=plan).exists()


@given(
    count=st.integers(2, 6), at=st.integers(1, 6), lists=st.lists(st.integers(2, 4), min_size=1, max_size=2)
)
def test_every_row_keeps_what_it_named_when_parts_come_in(count: int, at: int, lists: list[int]):
    at = min(at, count)
    rows = [_row(1), *(_row(order, needs=order - 1, section=f"s{order}") for order in range(2, count + 1))]
    categories = [[f"{place}-{number}" for number in range(size)] for place, size in enumerate(lists)]
    made = split(rows, at, categories, most=100)
    assert [row["order"] for row in made] == list(range(1, len(made) + 1))
    wholes = [row for row in made if row["part_of"] is None]
    for row, before in zip(wholes[1:], wholes, strict=False):
        assert row["needs"] == before["order"]
    assert all(row["part_of"] < row["order"] for row in made if row["part_of"])
    assert len(made) == count + lists[0] * (1 + (lists[1] if len(lists) > 1 else 0))
    with pytest.raises(Refusal) as why:
        split(made, at, categories, most=100)
    assert why.value.faults[0].code == "figures.split_twice"
