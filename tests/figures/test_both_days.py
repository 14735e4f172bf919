"""Where more time was given the rates are told by both days, on the screens and in the review; elsewhere by one."""

from datetime import timedelta

import pytest
from django.urls import reverse
from tests.figures.conftest import Stage, moment
from tests.figures.screen import browser, text_of

from tongket.base import clock
from tongket.base.models import Installation
from tongket.figures import actions
from tongket.reviews.compose.words import _more_time
from tongket.reviews.gather.records import timeliness
from tongket.viet.period import Period

pytestmark = pytest.mark.django_db
SAID = "gia hạn: 1; tính theo hạn đầu: 0 trong hạn, 1 muộn, 1 quá hạn"
SEEN = "/so-lieu/chuong-trinh/dan-chu-co-so/day-du/"


@pytest.fixture(autouse=True)
def _installed(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment("2026-01-16"))
    Installation.objects.create(
        pk=1, name="Thử", main_host="testserver", unit_id=stage.province.pk, made_at=moment("2025-01-01")
    )


def _given_more_time(stage: Stage) -> None:
    now = moment("2026-01-06")
    actions.extend_due(
        due=stage.due(), to=now + timedelta(days=9), reason="Lũ lụt", actor=stage.hats.approver, now=now
    )
    stage.submitted(day="2026-01-14")


def _pages(stage: Stage) -> dict[str, str]:
    addresses = {
        "form": stage.form.get_absolute_url(),
        "period": reverse("figures:period", args=[stage.form.ref, "2025"]),
        "seen": f"{SEEN}?ky=2025",
        "file": f"{SEEN}tai-ve.csv?ky=2025",
    }
    client = browser(stage.hats.approver)
    return {name: text_of(client.get(where)) for name, where in addresses.items()}


def test_each_page_tells_both_days_where_somebody_was_given_more_time(stage: Stage):
    _given_more_time(stage)
    pages = _pages(stage)
    for name in ("period", "seen"):
        assert "hạn đã gia hạn" in pages[name]
        assert "1 báo cáo được gia hạn" in pages[name]
    assert SAID in pages["form"]
    assert "gia hạn: 1; tính theo hạn đầu: 0 trong hạn, 1 muộn, 0 quá hạn" in pages["seen"]
    whole, by_first = pages["file"].splitlines()[-2:]
    assert whole == 'Tổng cộng,2,1,0,1,0,1,"50,0%","50,0%"'
    assert by_first == '"Tổng cộng, tính theo hạn đầu",2,0,1,1,0,0,"0,0%","50,0%"'


def test_nothing_is_said_of_the_first_day_where_nobody_was_given_more_time(stage: Stage):
    stage.submitted(day="2026-01-14")
    assert not any("hạn đầu" in page for page in _pages(stage).values())


def test_the_review_says_the_same_of_the_period(stage: Stage):
    asked = (stage.programme, Period.parse("2025"), moment("2026-01-16"))
    assert timeliness(*asked)[0].extended == 0
    _given_more_time(stage)
    (line,) = timeliness(*asked)
    assert _more_time(line) == (
        "Được gia hạn, năm 2025: 1 báo cáo. Tính theo hạn đầu: 0 đúng hạn, 1 muộn, 1 quá hạn, 0 chưa đến hạn; "
        "tỷ lệ đã gửi 1 trên 2 (50,00 %), tỷ lệ đúng hạn 0 trên 2 (0,00 %)."
    )
