"""A text with a stamp of secrecy, typed or pasted into any form: one sentence, nothing lost, nothing kept."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils.html import escape
from tests.world import World

from tongket.figures.models import Figure

STAMP = "TỐI MẬT"
SECRET = f"{STAMP}\nVề việc chỉ người có trách nhiệm được biết"
ROW = "KN-01-2012-07-01"  # of the page of a rule

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Screen:
    """A form of the site: who fills it in, where, and what is typed beside the stamped text in `field`."""

    role: str
    where: Callable[[World], str]
    field: str
    typed: Callable[[World], dict[str, object]] = lambda _world: {}


def composer(_world: World) -> str:
    return "/tong-ket/soan/dan-chu-o-co-so/?ky=2026-Q3"


def report(world: World) -> str:
    return world.dues.before.get_absolute_url()


def late(world: World) -> str:
    return world.dues.thon_hai.get_absolute_url()


def directive(world: World) -> dict[str, object]:
    return {
        "cited": "15/KH-UBND", "issuer": "UBND xã Mẫu", "issued_on": "20/11/2026",
        "level": world.units.xa_mau.pk, "abstract": "Về việc họp thôn", "diem-TOTAL_FORMS": 1,
        "diem-INITIAL_FORMS": 0, "diem-0-text": "Họp thôn", "asked": "15/KH-UBND",
    }  # fmt: skip


def programme(_world: World) -> dict[str, object]:
    return {"title": "Kế hoạch mới", "slug": "moi", "kind": "plan", "first_year": 2026, "last_year": 2027}


def asked_for(world: World) -> dict[str, object]:
    return {
        "period_kind": "year", "start": "01/01/2027", "due_rule": "ngay", "due_days": "5", "do": "ban-hanh",
        "dong-TOTAL_FORMS": 1, "dong-INITIAL_FORMS": 0, "dong-0-indicator": str(world.indicators.works.ref),
    }  # fmt: skip


def award(_world: World) -> dict[str, object]:
    return {"kind": "Giấy khen", "awarded_by": "UBND xã", "reason": "Làm tốt", "collectives": 1}


def row(_world: World) -> dict[str, object]:
    return {"row": ROW, f"{ROW}-rule": "KN-01", f"{ROW}-rule_from": "2012-07-01"}


def paper(world: World, page: str) -> str:
    return f"/van-ban/{world.directives.ke_hoach.ref}/{page}/"


def meeting(_world: World) -> dict[str, object]:
    return {"kind": "other", "host": "UBND xã", "held_on": "10/9/2026"}


def figure(_world: World) -> str:
    return f"/so-lieu/dau-vet/{Figure.objects.order_by('pk')[0].ref}/"


SCREENS = {
    "words of a review": Screen(
        "clerk", composer, "tasks-text", lambda _: {"do": "words", "section": "tasks", "tasks-version": 0}
    ),
    "a judgement": Screen("clerk", composer, "text", lambda _: {"do": "claim"}),
    "a task": Screen(
        "clerk",
        lambda w: f"/chuong-trinh/{w.programme.slug}/giao-viec/",
        "content",
        lambda w: {"lead": w.units.van_phong.ref},
    ),
    "a task's progress": Screen(
        "clerk",
        lambda w: w.tasks.overdue.get_absolute_url(),
        "suspended-note",
        lambda _: {
            "kind": "suspended",
            "suspended-decision": "31/QĐ-UBND",
            "suspended-decision_on": "05/8/2025",
        },
    ),
    "a programme's title": Screen("clerk", lambda _: "/chuong-trinh/moi/", "title", programme),
    "a programme's aim": Screen("clerk", lambda _: "/chuong-trinh/moi/", "summary", programme),
    "a directive's abstract": Screen("clerk", lambda _: reverse("directives:add"), "abstract", directive),
    "a directive's point": Screen("clerk", lambda _: reverse("directives:add"), "diem-0-text", directive),
    "a point written down later": Screen(
        "clerk",
        lambda w: paper(w, "diem"),
        "diem-0-text",
        lambda _: {"diem-TOTAL_FORMS": 1, "diem-INITIAL_FORMS": 0},
    ),
    "to whom a paper was explained": Screen(
        "clerk",
        lambda w: paper(w, "quan-triet"),
        "group",
        lambda _: {"on": "10/9/2026", "reached": 3, "of": 4},
    ),
    "a meeting's name": Screen("clerk", lambda _: "/hoi-nghi/moi/", "title", meeting),
    "what a meeting decided": Screen("clerk", lambda w: f"/hoi-nghi/{w.meeting.ref}/ket-luan/", "text"),
    "what an award is for": Screen("clerk", lambda _: reverse("honours:add"), "reason", award),
    "a form's title": Screen(
        "clerk", lambda w: reverse("figures:define", args=[w.programme.slug]), "title", asked_for
    ),
    "a document taken over": Screen(
        "clerk",
        lambda w: reverse("figures:take-over", args=[w.indicators.meetings.ref]),
        "evidence_text",
        lambda _: {"unit": "Xã Mẫu", "period": "2026-Q3", "value": "9", "kind": "final"},
    ),
    "why several get more time": Screen(
        "approver",
        lambda w: reverse("figures:extend", args=[w.form.ref, "2026-Q3"]),
        "why",
        lambda w: {"dues_given": [str(w.dues.thon_ba.ref)], "until_day": "31/12/2026"},
    ),
    "a report's words": Screen("reporter", report, "words", lambda _: {"c1": "3"}),
    "a report's note": Screen("reporter", report, "n1", lambda _: {"c1": "3"}),
    "a report's cell": Screen("reporter", report, "c1"),
    "why a report is returned": Screen("approver", late, "reason", lambda _: {"do": "tra"}),
    "why a figure is corrected": Screen("approver", figure, "reason", lambda _: {"value": "3"}),
    "where a rule was read": Screen(
        "legal", lambda _: reverse("rules:rule", args=["KN-01"]), f"{ROW}-note", row
    ),
}


def rows() -> dict[str, list[str]]:
    """All that is in the database."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        found[model._meta.label] = sorted(map(repr, model.objects.values_list()))
    return found


@pytest.mark.parametrize("screen", SCREENS)
def test_a_stamped_text_is_refused_and_stays_typed(screen: str, world: World):
    asked, client = SCREENS[screen], world.client(SCREENS[screen].role)
    before = rows()
    answer = client.post(asked.where(world), {**asked.typed(world), asked.field: SECRET})
    page = answer.content.decode()
    assert answer.status_code == 400, page
    assert f"có dấu {STAMP}" in page
    assert escape(SECRET.splitlines()[1]) in page, "what was typed is still there"
    after = rows()
    assert "người có trách nhiệm được biết" not in repr(after)
    changed = {name for name in after if after[name] != before[name]}
    assert changed == set()


@pytest.mark.parametrize("screen", SCREENS)
def test_the_same_text_without_a_stamp_goes_through(screen: str, world: World):
    """So that what was refused before was the stamp."""
    asked = SCREENS[screen]
    text = "3" if screen == "a report's cell" else "Về việc họp thôn"
    answer = world.client(asked.role).post(asked.where(world), {**asked.typed(world), asked.field: text})
    assert answer.status_code == 302, answer.content.decode()
