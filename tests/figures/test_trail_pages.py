"""Trails as pages: as of a moment or now, of one figure, of a sum, of a percentage."""

import re
from urllib.parse import quote

import pytest
from django.urls import reverse
from tests.figures.conftest import START, YEAR, Stage, moment
from tests.figures.screen import browser, installed, text_of
from tests.figures.test_sums import count, divide

from tongket.figures import actions
from tongket.programmes.models import Programme
from tongket.viet.period import Period

__all__ = ["installed"]
BEFORE = "?luc=2026-01-31T02:00:00Z"
AFTER = "?luc=2026-03-01T02:00:00Z"


def sum_of(stage: Stage, period: str = "2025", source: str = "reported", unit=None, of=None) -> str:
    of, unit = of or stage.households, unit or stage.province
    return reverse("figures:sum", args=[of.ref, unit.ref, period, source])


def compared(stage: Stage) -> str:
    """The address of a reduction from 60 to 20."""
    count(stage, stage.households, stage.xa_mau, 60, Period.parse("2024"))
    count(stage, stage.households, stage.xa_mau, 20)
    return f"{sum_of(stage, source='counted')}so-voi/2024/"


def test_a_sum_stands_as_of_its_moment_and_leads_to_how_it_stands_now(stage: Stage):
    wrong, right = stage.corrected()
    page = text_of(browser().get(sum_of(stage) + BEFORE))
    assert "<strong>1.234</strong>" in page
    assert f'href="{wrong.get_absolute_url()}{BEFORE}"' in page
    assert "Số liệu tính đến 09:00 31/01/2026" in page
    assert f'Từ đó đến nay đã có thay đổi: <a href="{sum_of(stage)}">' in page
    now = text_of(browser().get(sum_of(stage)))
    assert "<strong>1.000</strong>" in now
    assert right.get_absolute_url() in now
    assert "Số liệu tính đến" not in now


def test_where_nothing_came_since_the_page_says_so(stage: Stage):
    stage.corrected()
    page = text_of(browser().get(sum_of(stage) + AFTER))
    assert "<strong>1.000</strong>" in page
    assert "Từ đó đến nay không có gì thay đổi." in page


def test_a_figure_stands_as_of_its_moment_and_is_not_corrected_there(stage: Stage):
    wrong, right = stage.corrected()
    judge, url = browser(stage.hats.approver), wrong.get_absolute_url()
    page = text_of(judge.get(url + BEFORE))
    assert right.get_absolute_url() not in page
    assert f'đã có thay đổi: <a href="{url}">' in page
    assert "Đính chính số liệu này" not in page
    assert judge.post(url + AFTER, {"value": "1", "reason": "x"}).status_code == 403
    later = text_of(judge.get(url + AFTER))
    assert f'href="{right.get_absolute_url()}{AFTER}"' in later
    assert "không có gì thay đổi" in later


def test_a_figure_is_not_shown_at_a_moment_before_it_was_entered(stage: Stage):
    _wrong, right = stage.corrected()
    answer = browser().get(right.get_absolute_url() + BEFORE)
    assert answer.status_code == 400
    assert "Số liệu này được ghi lúc 09:00 01/02/2026 nên lúc 09:00 31/01/2026 chưa có." in text_of(answer)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("luc=h%C3%B4m+qua", "“hôm qua” không phải là thời điểm."),
        ("luc=2199-01-01T00:00:00Z", "chưa đến nên chưa có số liệu nào"),
        ("luc=2026-02-01T00:00:00Z&ban-do=2025-13-01", "không có trong lịch"),
    ],
)
def test_a_bad_moment_is_refused_in_one_sentence_on_every_trail(stage: Stage, query: str, said: str):
    figure, _right = stage.corrected()
    for url in (sum_of(stage), f"{sum_of(stage)}so-voi/2024/", figure.get_absolute_url()):
        answer = browser().get(f"{url}?{query}")
        assert (url, answer.status_code) == (url, 400)
        assert said in text_of(answer)


def test_a_percentage_shows_both_sums_and_how_it_was_rounded(stage: Stage):
    url = compared(stage)
    page = text_of(browser().get(url + AFTER))
    assert "(60 − 20) : 60 × 100 = 66,66666…; làm tròn đến 1 chữ số thập phân" in page
    assert "66,7" in page
    for period in ("2024", "2025"):
        link = sum_of(stage, period, "counted") + AFTER
        assert f'href="{link}"' in page
        assert browser().get(link).status_code == 200


def test_a_percentage_is_told_in_english_too(stage: Stage):
    client = browser()
    client.cookies["django_language"] = "en"
    page = text_of(client.get(compared(stage)))
    assert "(60 − 20) ÷ 60 × 100 = 66.66666…; rounded half up to 1 decimal: 66.7" in page


def test_a_percentage_stands_as_of_its_moment(stage: Stage):
    url = compared(stage)
    count(stage, stage.households, stage.xa_mau, 30, day="2026-04-01")
    assert "(60 − 20)" in text_of(browser().get(url + AFTER))
    assert "(60 − 30) : 60 × 100 = 50; làm tròn" in text_of(browser().get(url))
    assert f'đã có thay đổi: <a href="{url}">' in text_of(browser().get(url + AFTER))


@pytest.mark.parametrize(("base", "status"), [("2025", 400), ("2025-13", 404), ("xyz", 404)])
def test_a_base_that_is_the_period_itself_or_none_is_refused(stage: Stage, base: str, status: int):
    answer = browser().get(f"{sum_of(stage)}so-voi/{quote(base)}/")
    assert answer.status_code == status
    assert ("chính nó" if status == 400 else f"“{base}”") in text_of(answer)


def test_what_cannot_be_compared_says_why(stage: Stage):
    count(stage, stage.households, stage.xa_mau, 20)
    page = text_of(browser().get(f"{sum_of(stage, source='counted')}so-voi/2024/"))
    assert "Không tính được vì chưa biết một trong hai tổng." in page


def test_a_percentage_is_not_told_to_who_may_not_see_all_its_parts(stage: Stage):
    url = compared(stage)
    count(stage, stage.households, stage.xa_khac, 7)
    Programme.objects.update(public=False)
    page = text_of(browser(stage.hats.reporter).get(url))
    assert "Không nêu ở đây" in page
    sums = page.split("Hai tổng dùng để tính")[1].split("</table>")[0]
    assert "27" not in re.sub(r"<[^>]*>", " ", sums)  # the addresses in it may bear any digits


def test_a_ratio_opens_the_sums_of_its_two_indicators(stage: Stage):
    share = actions.define_indicator(
        unit=stage.province, code="ty-le-ngheo", name="Tỷ lệ hộ nghèo", measure="%", start=START, nature="stock",
        over_time="last", over_tree="ratio", decimals=1, numerator=stage.poor, denominator=stage.households,
        actor=stage.hats.clerk, now=moment("2025-01-03"),
    )  # fmt: skip
    count(stage, stage.poor, stage.xa_mau, 1)
    count(stage, stage.households, stage.xa_mau, 30)
    page = text_of(browser(stage.hats.approver).get(sum_of(stage, source="counted", of=share)))
    assert "1 : 30 × 100 = 3,33333…" in page
    for one in (stage.poor, stage.households):
        assert sum_of(stage, source="counted", of=one) in page


def test_a_divided_unit_is_marked_and_the_total_is_a_range(stage: Stage):
    divide(stage, None)
    page = text_of(browser().get(sum_of(stage, "2024", "counted", unit=stage.xa_mau)))
    assert "<strong>0 – 90</strong>" in page
    assert "chưa rõ phần của đơn vị bị chia tách" in page
    assert "(tính vào đây 0 – 100 %)" in page


def test_an_estimated_share_is_said(stage: Stage):
    divide(stage, (1, 3))
    page = text_of(browser().get(sum_of(stage, "2024", "counted", unit=stage.xa_mau)))
    assert "<strong>30</strong>" in page
    assert "ước tính" in page
    assert "(tính vào đây 33,33 %)" in page


def test_each_page_of_a_long_sum_keeps_its_moment(stage: Stage, monkeypatch):
    from tongket.figures.views import sums

    monkeypatch.setattr(sums, "PAGE", 1)
    for unit in (stage.xa_mau, stage.xa_khac):
        count(stage, stage.households, unit, 5)
    page = text_of(browser().get(sum_of(stage, source="counted") + AFTER))
    assert "?luc=2026-03-01T02%3A00%3A00Z&amp;page=2" in page


def test_of_a_period_that_is_none_there_is_no_trail(stage: Stage):
    answer = browser().get(sum_of(stage, str(YEAR)).replace("/2025/", "/2025-13/"))
    assert answer.status_code == 404
