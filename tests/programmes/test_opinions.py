"""A draft plan is approved once everybody who has to be heard has answered; a missing one is named."""

import datetime
import re

import pytest
from django.test import Client
from tests.world import NOW, TODAY, World

from tongket.base import clock
from tongket.programmes.models import Programme
from tongket.programmes.opinions.actions import keep_as_draft, record_opinion
from tongket.programmes.opinions.models import Opinion
from tongket.programmes.task_actions import give_task
from tongket.viet.fault import Refusal

pytestmark = pytest.mark.django_db
WHERE = "/chuong-trinh/ke-hoach-2027/"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def clerk(world: World) -> Client:
    return world.client("clerk")


@pytest.fixture
def draft(clerk: Client) -> Programme:
    clerk.post(
        "/chuong-trinh/moi/",
        {"title": "Kế hoạch năm 2027", "slug": "ke-hoach-2027", "kind": "plan", "first_year": "2027",
         "last_year": "2027", "public": "on", "draft": "on"},
    )  # fmt: skip
    return Programme.objects.get(slug="ke-hoach-2027")


@pytest.fixture
def asked(clerk: Client, draft: Programme) -> Opinion:
    clerk.post(f"{WHERE}y-kien/", {"body": "Ban Chỉ huy quân sự xã", "asked_on": "16/11/2026"})
    return draft.opinions.get()


ANSWER = {"symbol": "12/CV-BCH", "given_on": "20/11/2026", "agreed": "yes", "note": ""}


def test_a_draft_is_nobody_elses_to_read_and_gives_out_no_task(world: World, draft: Programme):
    assert draft.state == Programme.State.DRAFT
    assert world.client("public").get(WHERE).status_code == 404
    with pytest.raises(Refusal) as caught:
        give_task(
            programme=draft,
            content="Họp",
            lead=world.units.thon_mot,
            due=None,
            actor=world.hats.clerk,
            now=NOW,
        )
    assert caught.value.faults[0].code == "programme.draft"


def test_the_plan_is_not_approved_while_an_opinion_is_missing_and_the_sentence_names_it(
    world: World, clerk: Client, draft: Programme, asked: Opinion
):
    leader = world.client("leader")
    refused = leader.post(f"{WHERE}phe-duyet")
    assert refused.status_code == 400
    assert "Ban Chỉ huy quân sự xã chưa trả lời" in refused.content.decode()
    draft.refresh_from_db()
    assert draft.state == Programme.State.DRAFT
    assert clerk.post(f"{WHERE}y-kien/{asked.ref}/", ANSWER).status_code == 302
    assert leader.post(f"{WHERE}phe-duyet").status_code == 302
    draft.refresh_from_db()
    assert draft.state == Programme.State.RUNNING
    assert world.client("public").get(WHERE).status_code == 200


def test_a_clerk_does_not_approve(clerk: Client, draft: Programme):
    assert clerk.post(f"{WHERE}phe-duyet").status_code == 403


def test_who_does_not_agree_says_to_what_and_that_stands_on_the_page(clerk: Client, asked: Opinion):
    where = f"{WHERE}y-kien/{asked.ref}/"
    answer = clerk.post(where, ANSWER | {"agreed": "no"})
    assert answer.status_code == 400
    assert "không thống nhất" in answer.content.decode()
    clerk.post(where, ANSWER | {"agreed": "no", "note": "Mục 3 chưa rõ kinh phí; đã bổ sung."})
    page = clerk.get(f"{WHERE}y-kien/").content.decode()
    assert "12/CV-BCH, 20/11/2026" in page
    assert "Mục 3 chưa rõ kinh phí" in page


@pytest.mark.parametrize("day", [datetime.date(2026, 11, 1), TODAY + datetime.timedelta(days=1)])
def test_a_paper_before_the_question_or_ahead_is_refused(world: World, asked: Opinion, day: datetime.date):
    with pytest.raises(Refusal):
        record_opinion(
            opinion=asked, symbol="12/CV", given_on=day, agreed=True, actor=world.hats.clerk, now=NOW
        )
    asked.refresh_from_db()
    assert asked.missing


def test_once_it_runs_no_opinion_is_added(world: World, clerk: Client, draft: Programme):
    world.client("leader").post(f"{WHERE}phe-duyet")
    answer = clerk.post(f"{WHERE}y-kien/", {"body": "Sở Tư pháp", "asked_on": "16/11/2026"})
    assert answer.status_code == 400
    assert not draft.opinions.exists()


def test_a_plan_with_tasks_does_not_become_a_draft_again(world: World):
    with pytest.raises(Refusal):
        keep_as_draft(programme=world.programme, actor=world.hats.clerk, now=NOW)


@pytest.mark.parametrize("role", ["reporter", "stranger", "supervisor"])
def test_others_do_not_touch_it(world: World, asked: Opinion, role: str):
    assert world.client(role).get(f"{WHERE}y-kien/").status_code in (403, 404)
    assert world.client(role).post(f"{WHERE}y-kien/{asked.ref}/", ANSWER).status_code in (403, 404)


def test_a_body_is_not_asked_on_a_day_to_come_nor_twice(clerk: Client, draft: Programme, asked: Opinion):
    for typed, said in (
        ({"body": "Sở Tư pháp", "asked_on": "01/01/2030"}, "01/01/2030 chưa đến"),
        ({"body": "ban chỉ huy quân sự xã", "asked_on": "16/11/2026"}, "đã có trong danh sách"),
    ):
        answer = clerk.post(f"{WHERE}y-kien/", typed)
        assert answer.status_code == 400
        assert said in answer.content.decode()
    assert draft.opinions.get() == asked


def test_who_was_asked_by_mistake_is_taken_back_until_it_has_answered(
    clerk: Client, draft: Programme, asked: Opinion
):
    clerk.post(f"{WHERE}y-kien/", {"body": "Sở Tư pháp", "asked_on": "16/11/2026"})
    other = draft.opinions.get(body="Sở Tư pháp")
    assert f"{WHERE}y-kien/{asked.ref}/rut-lai" in clerk.get(f"{WHERE}y-kien/").content.decode()
    page = clerk.post(f"{WHERE}y-kien/{asked.ref}/rut-lai", follow=True).content.decode()
    assert "Đã rút Ban Chỉ huy quân sự xã" in page
    assert draft.opinions.get() == other
    clerk.post(f"{WHERE}y-kien/", {"body": "Sở Tài chính", "asked_on": "16/11/2026"})
    assert draft.opinions.count() == 2
    clerk.post(f"{WHERE}y-kien/{other.ref}/", ANSWER)
    refused = clerk.post(f"{WHERE}y-kien/{other.ref}/rut-lai")
    assert refused.status_code == 400
    assert "Sở Tư pháp đã trả lời" in refused.content.decode()
    assert draft.opinions.count() == 2


def test_others_take_nobody_back(world: World, asked: Opinion):
    for role in ("reporter", "stranger", "public"):
        answer = world.client(role).post(f"{WHERE}y-kien/{asked.ref}/rut-lai")
        assert answer.status_code in (302, 403, 404)
    assert Opinion.objects.filter(pk=asked.pk).exists()


def test_every_address_on_the_page_of_a_draft_answers(clerk: Client, draft: Programme):
    page = clerk.get(WHERE).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    links = set(re.findall(r'(?:href|action)="(/[^"#?]*)', main))
    assert f"{WHERE}y-kien/" in links
    assert {link: clerk.get(link).status_code for link in links} == dict.fromkeys(links, 200)
