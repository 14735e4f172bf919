"""While a reporter is away another of the unit fills in its reports, for some days, under a hat that says so."""

from datetime import date

import pytest
from django.urls import reverse
from tests.figures.conftest import Stage, make_hat, moment
from tests.figures.screen import browser, installed, text_of

from tongket.base.models import Account
from tongket.figures import actions
from tongket.units.actions import name_deputy
from tongket.units.hats import hats_on
from tongket.units.models import Appointment, Role
from tongket.viet.fault import Refusal

__all__ = ["installed"]
FIRST, OVER = date(2026, 11, 23), date(2026, 11, 28)


@pytest.fixture
def other(stage: Stage) -> Account:
    """A legal officer of the same commune."""
    hat = make_hat("Đỗ Thị Tư", stage.xa_mau, Role.LEGAL, "Công chức Tư pháp")
    return Account.objects.get(pk=hat.account_id)


def named(
    stage: Stage, account: Account, start: date = FIRST, end: date = OVER, who: str = "leader"
) -> Appointment:
    held = Appointment.objects.get(ref=stage.hats.reporter.appointment)
    actor = getattr(stage.hats, who)
    return name_deputy(
        held=held, account=account, start=start, end=end, actor=actor, now=moment("2026-11-22")
    )


def test_the_deputy_fills_in_the_reports_on_these_days_only_and_the_hat_says_so(stage: Stage, other: Account):
    named(stage, other)
    hats = {day: [hat.post for hat in hats_on(other.pk, day)] for day in (date(2026, 11, 22), FIRST, OVER)}
    post = "Công chức Văn phòng - Thống kê (làm thay)"
    assert [post in held for held in hats.values()] == [False, True, False]
    hat = next(hat for hat in hats_on(other.pk, FIRST) if hat.post == post)
    report = actions.start_report(due=stage.due(), actor=hat, now=moment("2026-11-24"))
    actions.save_cells(report=report, typed={1: "5"}, actor=hat, now=moment("2026-11-24"))
    with pytest.raises(Refusal, match=r"grant\.refused|figures"):
        actions.save_cells(
            report=report, typed={1: "6"}, actor=hats_on(other.pk, OVER)[0], now=moment("2026-11-28")
        )


@pytest.mark.parametrize(
    ("start", "end"),
    [(OVER, FIRST), (FIRST, FIRST), (date(2026, 11, 21), OVER), (FIRST, date(2026, 12, 25))],
)
def test_days_that_are_past_turned_round_or_too_many_are_refused(
    stage: Stage, other: Account, start: date, end: date
):
    with pytest.raises(Refusal, match=r"units\.deputy_days"):
        named(stage, other, start, end)


def test_a_deputy_is_of_the_same_unit_one_at_a_time_and_not_the_holder(stage: Stage, other: Account):
    for hat in (stage.hats.stranger, stage.hats.reporter):
        with pytest.raises(Refusal, match=r"units\.deputy_stranger"):
            named(stage, Account.objects.get(pk=hat.account_id))
    named(stage, other)
    with pytest.raises(Refusal, match=r"units\.deputy_taken"):
        named(stage, other, date(2026, 11, 27), date(2026, 11, 30))
    named(stage, other, OVER, date(2026, 11, 30))


@pytest.mark.parametrize("who", ["reporter", "clerk", "approver", "stranger"])
def test_only_the_units_leader_names_a_deputy(stage: Stage, other: Account, who: str):
    with pytest.raises(Refusal, match=r"grant\.refused"):
        named(stage, other, who=who)


def test_a_leader_is_not_deputised_here(stage: Stage, other: Account):
    held = Appointment.objects.get(ref=stage.hats.leader.appointment)
    with pytest.raises(Refusal, match=r"units\.deputy_post"):
        name_deputy(
            held=held, account=other, start=FIRST, end=OVER, actor=stage.hats.leader, now=moment("2026-11-22")
        )


def test_the_leader_names_the_deputy_on_the_screen(stage: Stage, other: Account):
    leader = browser(stage.hats.leader)
    url = reverse("figures:deputies")
    assert url in text_of(leader.get(reverse("figures:list")))
    assert url not in text_of(browser(stage.hats.reporter).get(reverse("figures:list")))
    typed = {
        "held": str(stage.hats.reporter.appointment),
        "by": str(other.ref),
        "first": "23/11/2026",
        "last": "27/11/2026",
    }
    assert leader.post(url, typed | {"last": "20/11/2026"}).status_code == 400
    page = text_of(leader.post(url, typed, follow=True))
    assert "Đỗ Thị Tư" in page
    assert "thay Nguyễn Văn Báo, 23/11/2026 đến 27/11/2026" in page
    assert browser(stage.hats.reporter).get(url).status_code == 403
