"""Tokens for programs: made under one post, shown once, kept as a digest, revoked."""

import re

import pytest
from tests.world import World, world

from tongket.base import clock
from tongket.base.entries import facts_of
from tongket.base.models import Entry, Notice
from tongket.units.actions import hat_of_token
from tongket.units.models import Appointment, Token

__all__ = ["world"]
pytestmark = pytest.mark.django_db
PAGE = "/ma-truy-cap/"


def made(world: World, role: str = "reporter", **typed: str):
    post = typed.pop("post", str(getattr(world.hats, role).appointment))
    fields = {"post": post, "use": "Phần mềm thống kê", "days": "30", **typed}
    return world.client(role).post(PAGE, fields)


def text_on(page) -> str:
    return re.search(r'id="token">([^<]+)<', page.text)[1]


def test_a_token_is_shown_once_and_kept_as_a_digest(world: World):
    page = made(world)
    text, token = text_on(page), Token.objects.get()
    assert text.startswith("tk_")
    assert text not in str(Token.objects.values())
    assert text not in world.client("reporter").get(PAGE).text
    assert hat_of_token(text, clock.now())[0] == world.hats.reporter
    entry = Entry.objects.get(kind="units.make_token")
    assert facts_of(entry) == {
        "appointment": str(token.appointment.ref),
        "expires": token.expires.isoformat(),
    }
    assert page.headers["Cache-Control"].startswith("max-age=0")


def test_a_second_click_shows_the_same_token(world: World):
    client = world.client("reporter")
    sent = {"post": str(world.hats.reporter.appointment), "use": "Phần mềm", "days": "30", "once": "a"}
    first, second = (text_on(client.post(PAGE, sent)) for _ in range(2))
    assert first == second
    assert Token.objects.count() == 1


def test_an_officer_makes_it_for_the_own_post_alone(world: World):
    assert made(world, "reporter", post=str(world.hats.clerk.appointment)).status_code == 400
    assert not Token.objects.exists()


def test_the_keeper_makes_it_for_a_post_that_is_kept_here_and_the_office_is_told(world: World):
    assert made(world, "keeper", post=str(world.hats.reporter.appointment)).status_code == 200
    unit = Appointment.objects.get(ref=world.hats.reporter.appointment).unit_id
    assert Notice.objects.filter(unit_id=unit, code="units.token_made").exists()


def test_a_revoked_token_stays_on_the_list_and_cannot_be_revoked_twice(world: World):
    made(world)
    path = f"{PAGE}{Token.objects.get().ref}/thu-hoi"
    client = world.client("reporter")
    assert client.post(path).status_code == 302
    assert "đã thu hồi" in client.get(PAGE).text
    assert client.post(path).status_code == 400


def test_nobody_sees_or_revokes_the_token_of_another(world: World):
    made(world)
    assert "Phần mềm thống kê" not in world.client("clerk").get(PAGE).text
    path = f"{PAGE}{Token.objects.get().ref}/thu-hoi"
    assert world.client("clerk").post(path).status_code == 404
    assert world.client("public").get(PAGE).status_code == 302


@pytest.mark.parametrize("typed", [{"use": "  "}, {"days": "4000"}, {"days": "x"}, {"post": "x"}])
def test_what_is_missing_or_out_of_bounds_is_said(world: World, typed: dict[str, str]):
    assert made(world, **typed).status_code == 400
    assert not Token.objects.exists()
