"""Which programs outside are told of what: set by the keeper, told with the action, stopped when deaf."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.world import NOW, World, world

from tongket.base.models import Notice, Outbox
from tongket.base.standing import check_standing
from tongket.reviews.actions import approve_review, publish_review
from tongket.units.actions import end_deaf_hooks, end_hook, keep_hook
from tongket.units.hooks import MOST_MISSES, messages_of
from tongket.units.models import Hook
from tongket.viet.fault import Refusal

pytestmark = pytest.mark.django_db
__all__ = ["world"]
URL = "https://93.184.215.14/nhan"
LATER = timedelta(minutes=1)


def kept(world: World, unit: str = "xa_mau", **more: object) -> Hook:
    terms = {"url": URL, "events": ["reviews.publish"], "actor": world.hats.keeper, "now": NOW, **more}
    return keep_hook(unit=getattr(world.units, unit), **terms)


def publish(world: World) -> None:
    review = approve_review(review=world.build(), actor=world.hats.leader, now=NOW)
    publish_review(review=review, actor=world.hats.leader, now=NOW)


def test_a_published_review_is_told_to_whom_it_was_promised_and_says_no_word_of_it(world: World):
    near, above = kept(world), kept(world, "province")
    kept(world, url=URL + "2", events=["directives.issue"])
    kept(world, "xa_khac")
    end_hook(hook=kept(world, url=URL + "3"), actor=world.hats.keeper, now=NOW)
    publish(world)
    messages = Outbox.objects.filter(kind="webhook").order_by("pk")
    assert {one.payload["hook"] for one in messages} == {str(near.ref), str(above.ref)}
    body = messages[0].payload["body"]
    assert set(body) == {"event", "subject", "unit", "at", "entry"}
    assert (body["event"], body["unit"]) == ("reviews.publish", str(world.units.xa_mau.ref))
    assert check_standing() == []


def test_only_the_keeper_says_who_is_told(world: World):
    for name in ("clerk", "leader", "stranger", "public"):
        with pytest.raises(Refusal, match=r"grant\.refused"):
            kept(world, actor=getattr(world.hats, name))


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"url": "https://192.168.1.1/"}, "hook.private"),
        ({"url": "http://93.184.215.14/"}, "hook.url"),
        ({"events": []}, "hook.no_event"),
        ({"events": ["units.appoint"]}, "hook.no_event"),
    ],
)
def test_what_cannot_be_told_is_refused(world: World, more: dict[str, object], code: str):
    with pytest.raises(Refusal) as why:
        kept(world, **more)
    assert [fault.code for fault in why.value.faults] == [code]


def test_an_address_is_told_once_and_ends_once(world: World):
    hook = kept(world)
    with pytest.raises(Refusal, match=r"hook\.known"):
        kept(world)
    publish(world)
    end_hook(hook=hook, actor=world.hats.keeper, now=NOW)
    assert not messages_of(hook).exists()
    with pytest.raises(Refusal, match=r"hook\.ended"):
        end_hook(hook=hook, actor=world.hats.keeper, now=NOW)
    kept(world)


def test_who_does_not_answer_for_days_is_told_no_more_and_its_office_hears_of_it(world: World):
    hook, other = kept(world), kept(world, "province")
    publish(world)
    messages_of(hook).update(tries=MOST_MISSES)
    messages_of(other).update(tries=MOST_MISSES - 1)
    assert [one.pk for one in end_deaf_hooks(now=NOW + LATER)] == [hook.pk]
    assert [Hook.objects.get(pk=one.pk).ended_at for one in (hook, other)] == [NOW + LATER, None]
    assert Notice.objects.get(code="units.hook_off").unit_id == world.units.xa_mau.pk
    assert end_deaf_hooks(now=NOW + LATER) == []


def test_the_page_sets_shows_the_last_answers_and_takes_away(world: World):
    keeper, path = world.client("keeper"), f"/quan-tri/co-quan/{world.units.xa_mau.ref}/noi-nhan-tin"
    wrong = keeper.post(path, {"url": "https://10.0.0.1/", "events": ["reviews.publish"]})
    assert wrong.status_code == 400
    assert "mạng nội bộ" in wrong.text
    keeper.post(path, {"url": URL, "events": ["reviews.publish", "figures.approve"]})
    hook = Hook.objects.get()
    publish(world)
    messages_of(hook).update(tries=3, fault="ValueError: HTTP 500")
    page = keeper.get(path).text
    assert all(word in page for word in (URL, "HTTP 500", "báo cáo được phê duyệt", "3 lần"))
    keeper.post(path, {"end": str(hook.ref)})
    assert Hook.objects.get().ended_at
    assert keeper.post(path, {"end": "không"}).status_code == 404
    assert Client().get(path).status_code in (302, 403)
