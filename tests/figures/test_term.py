"""A new term starts from a copy of the last, and nothing of what was done comes along."""

from decimal import Decimal
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from tests.figures.conftest import Stage, moment
from tests.figures.screen import browser, installed, text_of

from tongket.base.models import Entry
from tongket.figures import actions
from tongket.figures.models import Due, Form
from tongket.programmes.actions import Bounds, set_target
from tongket.programmes.models import Party, Programme, Target
from tongket.viet.fault import Refusal
from tongket.viet.period import Period

__all__ = ["installed"]


def begin(stage: Stage, term: str = "2026..2030", who: str = "clerk") -> Programme:
    return actions.start_next_term(
        programme=stage.programme,
        title="Thực hiện dân chủ ở cơ sở 2026 - 2030",
        slug="dan-chu-2026",
        term=Period.parse(term),
        actor=getattr(stage.hats, who),
        now=moment("2026-01-02"),
    )


def test_programme_parties_and_form_are_copied_with_their_checks(stage: Stage):
    Party.objects.create(programme=stage.programme, unit=stage.xa_mau, part="co")
    stage.approved()
    made = begin(stage)
    assert (made.state, made.term, made.public, made.kind) == ("running", "2026..2030", True, "programme")
    assert [one.unit for one in made.parties.all()] == [stage.xa_mau]
    form = Form.objects.get(programme=made)
    shape = ("indicator", "breakdown", "order", "required", "low", "high", "part_of__order", "band")
    assert list(form.items.order_by("order").values_list(*shape)) == list(
        stage.form.items.order_by("order").values_list(*shape)
    )
    assert (form.start, form.period_kind, form.due_days, form.version) == (made.term_start, "year", 5, 1)
    assert not Due.objects.filter(form=form).exists()
    assert not made.targets.exists()


def test_a_term_that_begins_before_the_last_is_over_is_refused_whole(stage: Stage):
    with pytest.raises(Refusal, match=r"figures\.term_overlaps"):
        begin(stage, "2025..2030")
    assert Programme.objects.count() == 1


@pytest.mark.parametrize("who", ["reporter", "approver", "stranger"])
def test_nobody_else_begins_it(stage: Stage, who: str):
    with pytest.raises(Refusal, match=r"grant\.refused"):
        begin(stage, who=who)


def test_the_screen_proposes_years_title_and_address_and_leads_to_the_targets(stage: Stage):
    Programme.objects.update(title="Dân chủ ở cơ sở 2022 - 2025", slug="dan-chu-2022-2025", state="closed")
    stage.programme.refresh_from_db()
    clerk, url = browser(stage.hats.clerk), reverse("figures:next-term", args=["dan-chu-2022-2025"])
    assert url in text_of(clerk.get("/chuong-trinh/dan-chu-2022-2025/"))
    page = text_of(clerk.get(url))
    for proposed in ("Dân chủ ở cơ sở 2026 - 2029", "dan-chu-2026-2029", "2026", "2029"):
        assert f'value="{proposed}"' in page
    typed = {"title": "Dân chủ", "slug": "dan-chu-moi", "first_year": "2026", "last_year": "2029"}
    assert clerk.post(url, typed | {"last_year": "2020"}).status_code == 400
    answer = clerk.post(url, typed)
    assert answer.status_code == 302
    assert answer.url == reverse("figures:targets", args=["dan-chu-moi"])
    assert clerk.get(answer.url).status_code == 200
    assert browser(stage.hats.reporter).get(url).status_code == 403


def table(made: Programme, stage: Stage, **more: str) -> str:
    about = {
        "indicator": str(stage.poor.ref),
        "period": "2026",
        "kind": "assigned",
        "sense": "at_least",
    } | more
    return f"{reverse('figures:targets', args=[made.slug])}?{urlencode(about)}"


def asked_last_time(stage: Stage) -> None:
    for unit, low in ((stage.xa_mau, 1200), (stage.xa_khac, 5)):
        set_target(
            programme=stage.programme, indicator=stage.poor.ref, unit=unit, period=Period.parse("2025"),
            kind="assigned", bounds=Bounds("at_least", Decimal(low)), actor=stage.hats.clerk, now=moment("2025-01-03"),
        )  # fmt: skip


def test_the_old_numbers_stand_beside_the_new_cells_and_count_for_nothing(stage: Stage):
    asked_last_time(stage)
    Party.objects.create(programme=stage.programme, unit=stage.xa_mau, part="co")
    Party.objects.create(programme=stage.programme, unit=stage.xa_khac, part="co")
    made, clerk = begin(stage), browser(stage.hats.clerk)
    page = text_of(clerk.get(table(made, stage)))
    assert "ít nhất 1.200" in page
    assert 'value="1.200"' not in page
    assert not made.targets.exists()
    entries = Entry.objects.count()
    taken = text_of(clerk.post(table(made, stage), {"last": "1", f"u{stage.xa_khac.pk}-low": "8"}))
    assert 'value="1.200"' in taken
    assert 'value="8"' in taken  # what was typed stays
    assert "chưa được đặt" in taken
    assert not made.targets.exists()
    assert Entry.objects.count() == entries
    typed = {f"u{stage.xa_mau.pk}-low": "1.200", f"u{stage.xa_khac.pk}-low": "8"}
    assert clerk.post(table(made, stage), typed).status_code == 302
    set_now = Target.objects.filter(programme=made).order_by("low")
    assert [(one.unit, one.low, one.period) for one in set_now] == [
        (stage.xa_khac, 8, "2026"), (stage.xa_mau, 1200, "2026"),
    ]  # fmt: skip
    assert Entry.objects.filter(kind="programmes.run", at__gte=moment("2026-01-02")).count() >= 2


@pytest.mark.parametrize(
    "asked", [{"kind": "pledged"}, {"sense": "at_most"}, {"period": "2026..2030"}, {"period": "2025"}]
)
def test_another_kind_sense_or_length_takes_nothing_over(stage: Stage, asked: dict[str, str]):
    asked_last_time(stage)
    Party.objects.create(programme=stage.programme, unit=stage.xa_mau, part="co")
    page = text_of(browser(stage.hats.clerk).post(table(begin(stage), stage, **asked), {"last": "1"}))
    assert 'value="1.200"' not in page
