"""Charts: drawn from their data alone, with a table and words for those who cannot see them."""

import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.writer.sample import bar_chart, communes, line_chart, point_map, strip

from tongket.writer import charts, svg
from tongket.writer.document import (
    Bar,
    BarChart,
    Chart,
    Level,
    LineChart,
    LinePoint,
    PlaceName,
    PointMap,
    Series,
)

ALL = [bar_chart(), point_map(), line_chart(), strip()]
SVG = "{http://www.w3.org/2000/svg}"


def drawn(chart: Chart, width: float = svg.WIDTH) -> ElementTree.Element:
    return ElementTree.fromstring(charts.draw(chart, width))


def words(chart: Chart) -> list[str]:
    return [text.text or "" for text in drawn(chart).iter(f"{SVG}text") if not text.get("aria-hidden")]


@pytest.mark.parametrize("width", [svg.WIDTH, charts.PHONE], ids=["paper", "phone"])
@pytest.mark.parametrize("chart", ALL, ids=lambda chart: type(chart).__name__)
def test_words_stay_text_in_one_font_and_inside_the_picture(chart: Chart, width: float) -> None:
    root = drawn(chart, width)
    assert root.get("font-family") == "Be Vietnam Pro"
    assert not [e for e in root.iter() if e is not root and e.get("font-family")]
    for text in root.iter(f"{SVG}text"):
        wide = svg.width_of(text.text or "", float(text.get("font-size", 9)))
        start = float(text.get("x", 0)) - wide * {"end": 1, "middle": 0.5}.get(text.get("text-anchor", ""), 0)
        assert start >= -3
        assert start + wide <= float(root.get("width", 0)) + 3, text.text


def test_the_last_number_of_an_axis_is_not_cut_at_the_edge() -> None:
    for value in (3_000, 29_000, 2_900_000, 290_000_000):
        chart = BarChart("Lượt hộ", "lượt hộ", (Bar("Xã Mẫu", value, str(value)),))
        root = drawn(chart)
        last = max(root.iter(f"{SVG}text"), key=lambda text: float(text.get("x", 0)))
        half = svg.width_of(last.text or "", 8) / 2
        assert float(last.get("x", 0)) + half <= float(root.get("width", 0)) - 3.9, last.text


@pytest.mark.parametrize("width", [svg.WIDTH, charts.PHONE], ids=["paper", "phone"])
def test_names_of_many_periods_do_not_touch_and_the_last_is_there(width: float) -> None:
    periods = tuple(f"quý {1 + i % 4}/{2023 + i // 4}" for i in range(12))
    points = tuple(LinePoint(i, 5, "5") for i in range(12))
    root = drawn(LineChart("Cuộc họp", "cuộc", periods, (Series("s", points),)), width)
    named = [one for one in root.iter(f"{SVG}text") if (one.text or "").startswith("quý")]
    ends = [(float(one.get("x", 0)), svg.width_of(one.text or "", 8) / 2) for one in named]
    assert periods[-1] in {one.text for one in named}
    for (x, half), (beyond, wide) in pairwise(sorted(ends)):
        assert x + half < beyond - wide


def test_a_point_that_not_all_have_told_is_hollow() -> None:
    points = (LinePoint(0, 24, "24"), LinePoint(1, 17, "17", marks=("partial",)))
    chart = LineChart("Cuộc họp", "cuộc", ("quý I", "quý II"), (Series("s", points),))
    assert charts.draw(chart).count('class="hollow"') == 1
    assert "17 (c)" in words(chart)


def test_every_bar_carries_its_name_and_value() -> None:
    said = words(bar_chart())
    for bar in bar_chart().bars:
        assert bar.label in said
        assert bar.text in said
    assert "Mức giao chung cả nước: giảm 60 – 70 %" in said


def test_bars_start_at_zero_and_are_as_long_as_their_value() -> None:
    bars = [rect for rect in drawn(bar_chart()).iter(f"{SVG}rect") if rect.get("class") == "accent"]
    assert len({rect.get("x") for rect in bars}) == 1
    lengths = [
        float(rect.get("width", 0)) / bar.value for rect, bar in zip(bars, bar_chart().bars, strict=True)
    ]
    assert max(lengths) - min(lengths) < 0.001 * max(lengths) + 0.001


def test_a_unit_that_did_not_report_has_a_sign_and_no_bar() -> None:
    bars = (Bar("Xã A", 5, "5"), Bar("Xã B", 0, "", marks=("not_reported",)))
    chart = BarChart("x", "hộ", bars)
    assert "…" in words(chart)
    assert charts.in_words(chart) == "2 đơn vị; cao nhất Xã A 5 hộ; thấp nhất Xã A 5 hộ; 1 chưa có số liệu."


def test_a_missing_period_breaks_the_line() -> None:
    d = [
        path.get("d", "")
        for path in drawn(line_chart()).iter(f"{SVG}path")
        if path.get("class") == "accent-line"
    ]
    assert d[0].count("M") == 2


def test_the_map_has_a_point_for_each_commune_and_the_islands_lie_in_the_sea() -> None:
    paths = "".join(path.get("d", "") for path in drawn(point_map()).iter(f"{SVG}path"))
    legend_points = 3 * len(point_map().shades)
    assert (
        paths.count("M") == sum(len(wards) for _, wards in communes()) + legend_points == 3321 + legend_points
    )
    places = {t.text: float(t.get("x", 0)) for t in drawn(point_map()).iter(f"{SVG}text")}
    assert places["Đặc khu Hoàng Sa"] > 250
    assert places["Đặc khu Trường Sa"] > places["Đặc khu Hoàng Sa"]


def test_a_strip_names_the_last_day_not_the_day_after() -> None:
    assert any("đến 30/6/2025" in line for line in words(strip()))
    assert "từ 01/7/2025" in charts.in_words(strip())


def test_words_name_count_highest_and_lowest() -> None:
    said = charts.in_words(bar_chart())
    top, bottom = bar_chart().bars[0], bar_chart().bars[-1]
    assert said.startswith(f"34 tỉnh, thành phố; cao nhất {top.label} {top.text} %; thấp nhất {bottom.label}")
    assert charts.in_words(point_map()).startswith(
        "3.321 xã, phường, đặc khu, 34 tỉnh, thành phố; nhiều nhất"
    )
    assert "Xã bên: 2021 90; 2025 300; cao nhất 300 (2025)" in charts.in_words(line_chart())


@pytest.mark.parametrize(("chart", "rows"), list(zip(ALL, (34, 34, 5, 3), strict=True)))
def test_the_table_of_a_chart_holds_all_its_data(chart: Chart, rows: int) -> None:
    table = charts.table_of(chart)
    assert len(table.rows) == rows
    assert table.source == chart.source


def test_the_table_keeps_the_trail_of_each_bar_and_says_what_is_missing() -> None:
    assert charts.table_of(bar_chart()).rows[0][1].ref == bar_chart().bars[0].ref
    assert charts.table_of(line_chart()).rows[2][1].marks == ("not_reported",)


@given(st.integers(-(2**63), 2**63 - 1), st.integers(-(2**63), 2**63 - 1))
def test_an_axis_is_short_round_and_holds_zero_and_all_values(a: int, b: int) -> None:
    low, high = min(a, b), max(a, b)
    axis = svg.ticks(low, high)
    assert axis[0] <= min(low, 0)
    assert axis[-1] >= max(high, 0)
    assert 0 in axis
    assert 2 <= len(axis) <= 7


@given(st.lists(st.integers(-(10**15), 10**15), max_size=6))
def test_any_values_can_be_drawn(values: list[int]) -> None:
    bars = tuple(Bar(f"Xã {i}", value, str(value)) for i, value in enumerate(values))
    points = tuple(LinePoint(i, value, str(value)) for i, value in enumerate(values))
    periods = tuple(str(2020 + i) for i in range(len(values)))
    level = (Level("mức", 5, 5),) if values else ()
    for chart in (BarChart("x", "", bars, levels=level), LineChart("x", "", periods, (Series("s", points),))):
        numbers = re.findall(r'(?:width|x|y)="(-?[0-9.]+|[^"]*nan[^"]*)"', charts.draw(chart))
        assert all(abs(float(number)) < 5000 for number in numbers)


def test_words_of_a_chart_cannot_break_its_picture() -> None:
    chart = replace(bar_chart(), bars=(Bar('<Xã> & "B"', 1, "1"),))
    assert '<Xã> & "B"' in words(chart)


def test_a_map_without_points_is_an_empty_picture() -> None:
    assert words(PointMap("x", "xã", ())) == []
    assert words(PointMap("x", "xã", (), names=(PlaceName("Xã Mẫu", 1050000, 210000),))) == ["Xã Mẫu"]


def test_pictures_for_word_are_png_and_the_same_each_time() -> None:
    first = charts.png(line_chart())
    charts.png.cache_clear()
    assert first[:8] == b"\x89PNG\r\n\x1a\n"
    assert charts.png(line_chart()) == first
