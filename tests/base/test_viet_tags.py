"""Numbers, days and states on a page read as people here write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils import formats, translation

from tongket.base.templatetags import viet
from tongket.viet.fault import Fault


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        (1234567, "1.234.567", "1,234,567"),
        (Decimal("1234.5"), "1.234,5", "1,234.5"),
        (0, "0", "0"),
        (None, "", ""),
        ("", "", ""),
    ],
)
def test_a_number_has_its_marks_in_either_language(value: object, vietnamese: str, english: str):
    assert viet.number(value) == vietnamese
    with translation.override("en"):
        assert viet.number(value) == english


def test_a_percent_is_rounded_half_up_once():
    assert viet.percent(Decimal("0.66905")) == "66,9%"
    assert viet.percent(Decimal("0.6695")) == "67,0%"
    assert viet.percent(None) == ""


def test_days_are_short_and_long_and_moments_are_on_the_clock_of_viet_nam():
    late = datetime(2026, 2, 1, 18, 30, tzinfo=UTC)
    assert viet.day(date(2026, 11, 22)) == "22/11/2026"
    assert viet.day(late) == "02/02/2026"
    assert viet.long_day(late) == "ngày 02 tháng 02 năm 2026"
    assert viet.long_day(date(2026, 7, 22)) == "ngày 22 tháng 7 năm 2026"
    assert viet.moment(late) == "01:30 02/02/2026"
    assert viet.day(None) == viet.long_day(None) == viet.moment(None) == ""
    with translation.override("en"):
        assert viet.long_day(late) == "2 February 2026"
        assert viet.day(late) == "2 Feb 2026"
        assert viet.moment(late) == "01:30, 2 Feb 2026"


def test_a_day_to_be_typed_over_is_written_as_it_is_typed_in_either_language():
    assert viet.typed_day(date(2026, 7, 1)) == "01/7/2026"
    with translation.override("en"):
        assert viet.typed_day(date(2026, 7, 1)) == "01/7/2026"
    assert viet.typed_day(None) == ""


def test_django_itself_groups_thousands_in_vietnamese():
    assert formats.number_format(1234567, use_l10n=True, force_grouping=True) == "1.234.567"
    assert formats.date_format(date(2026, 11, 2), "SHORT_DATE_FORMAT") == "02/11/2026"


def rendered(text: str, query: str = "", **context: object) -> str:
    request = RequestFactory().get(f"/?{query}")
    return engines["django"].from_string(text).render({"request": request, **context})


def test_a_badge_escapes_its_word():
    assert rendered("{% badge 'late' word %}", word="<b>") == '<span class="badge late">&lt;b&gt;</span>'


def test_a_pager_keeps_the_rest_of_the_query():
    assert rendered("{% here_with page=3 %}", "q=a+b&page=2") == "?q=a+b&amp;page=3"
    assert rendered("{% here_with page='' %}", "q=a&page=2") == "?q=a"


def test_a_static_file_is_named_with_the_hash_of_its_content():
    assert rendered("{% asset 'base/site.css' %}").startswith("/static/base/site.css?v=")
    assert rendered("{% asset 'base/site.css' %}") != rendered("{% asset 'base/site.js' %}").replace(
        ".js", ".css"
    )


def test_a_fault_leads_to_its_field_where_the_page_says_which_that_is():
    fault = Fault("figures.blank", "Dòng 3 <ho>")
    told = rendered("{% linked fault %}", fault=fault, fault_places={"Dòng 3 <ho>": "c3"})
    assert told.startswith('<a href="#c3">Dòng 3 &lt;ho&gt;')
    for places in ({}, {"fault_places": {}}):
        assert rendered("{% linked fault %}", fault=fault, **places).startswith("Dòng 3 &lt;ho&gt;")
