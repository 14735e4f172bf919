"""The right of reply: one short explanation of the unit stands beside its red mark wherever the mark is shown."""

import pytest
from django.urls import reverse
from tests.figures.conftest import Stage, moment
from tests.figures.screen import browser, text_of
from tests.figures.test_seeing import set_for

from tongket.base import clock
from tongket.base.models import Installation, Notice
from tongket.desk.late import late_under
from tongket.figures import actions
from tongket.figures.models import Due, Objection
from tongket.figures.queries.kept import forget
from tongket.units.hats import Hat
from tongket.viet.fault import Refusal

pytestmark = pytest.mark.django_db
SEEN = "/so-lieu/chuong-trinh/dan-chu-co-so"
WHY = "Mất điện ba ngày vì bão, sẽ gửi ngày 20/01."
NOW = moment("2026-01-16")


@pytest.fixture(autouse=True)
def _installed(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    forget()
    monkeypatch.setattr(clock, "now", lambda: NOW)
    Installation.objects.create(
        pk=1, name="Thử", main_host="testserver", unit_id=stage.province.pk, made_at=moment("2025-01-01")
    )


def _explain(due: Due, hat: Hat, text: str = WHY, now: object = NOW) -> Objection:
    return actions.explain_mark(due=due, text=text, actor=hat, now=now)  # type: ignore[arg-type]


def _say(stage: Stage, text: str) -> object:
    where = reverse("figures:explanation", args=[stage.due().ref])
    return browser(stage.hats.reporter).post(where, {"said": text}, follow=True)


def _period(stage: Stage) -> str:
    return reverse("figures:period", args=[stage.form.ref, "2025"])


def test_a_late_unit_explains_and_it_stands_beside_each_mark(stage: Stage):
    page = text_of(_say(stage, WHY))
    assert WHY in page
    assert "Sửa lời giải trình" in page
    clerk = browser(stage.hats.clerk)
    for where in (_period(stage), f"{SEEN}/day-du/?ky=2025"):
        assert f"Đơn vị giải trình: {WHY}" in text_of(clerk.get(where))
    (office,) = [one for one in late_under(stage.hats.approver, NOW).offices if one.name == "Xã Mẫu"]
    assert office.reports[0].said is not None
    assert office.reports[0].said.text == WHY
    assert Notice.objects.filter(unit_id=stage.province.pk, code="figures.explained").count() == 1
    stage.submitted(day="2026-01-16")
    assert WHY in text_of(clerk.get(_period(stage)))
    assert "Đơn vị giải trình" in text_of(clerk.get(stage.due().get_absolute_url()))


def test_a_missed_target_is_explained_too_and_what_is_met_needs_no_word(stage: Stage):
    report = stage.approved()
    _explain(report.due, stage.hats.reporter, "Dân số giảm.")
    public = browser()
    assert "Dân số giảm." not in text_of(public.get(f"{SEEN}/bang/?ky=2025"))
    set_for(stage, stage.xa_mau, 5000)
    forget()
    page = text_of(public.get(f"{SEEN}/bang/?ky=2025"))
    assert "Đơn vị giải trình: Dân số giảm." in page
    ranking = browser(stage.hats.clerk).get(f"{SEEN}/xep-hang/?ky=2025&chi-tieu={stage.households.ref}")
    assert "Đơn vị giải trình: Dân số giảm." in text_of(ranking)


def test_the_newest_stands_there_and_the_history_keeps_all(stage: Stage):
    _say(stage, WHY)
    _say(stage, "Đã gửi bù.")
    page = text_of(browser(stage.hats.clerk).get(_period(stage)))
    assert "Đã gửi bù." in page
    assert WHY not in page
    history = text_of(browser(stage.hats.clerk).get(stage.due().get_absolute_url()))
    assert WHY in history
    assert list(Objection.objects.order_by("pk").values_list("reason", flat=True)) == [WHY, "Đã gửi bù."]


@pytest.mark.parametrize("who", ["clerk", "approver", "stranger"])
def test_nobody_else_speaks_for_the_unit(stage: Stage, who: str):
    with pytest.raises(Refusal, match=r"grant\.refused"):
        _explain(stage.due(), getattr(stage.hats, who))
    where = reverse("figures:explanation", args=[stage.due().ref])
    assert browser(getattr(stage.hats, who)).get(where).status_code in (403, 404)


def test_before_there_is_a_mark_and_without_words_it_is_refused(stage: Stage):
    with pytest.raises(Refusal, match=r"figures\.no_mark_yet"):
        _explain(stage.due(), stage.hats.reporter, now=moment("2026-01-03"))
    with pytest.raises(Refusal, match=r"figures\.reason_missing"):
        _explain(stage.due(), stage.hats.reporter, "  ")
    assert _say(stage, "x" * 301).status_code == 400  # type: ignore[attr-defined]
    assert not Objection.objects.exists()
