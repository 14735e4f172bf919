"""The addresses of meetings, weeks, plans of reviews, steering bodies and opinions, and a record of each."""

import datetime
from types import SimpleNamespace

from tests.world import NOW, TODAY, World

from tongket.directives.bodies.actions import found_body
from tongket.programmes.actions import start_programme
from tongket.programmes.models import Programme
from tongket.programmes.opinions.actions import ask_opinion, keep_as_draft
from tongket.reviews.meetings.planning import (
    Item,
    Plan,
    ask_contribution,
    hand_in_contribution,
    invite,
    plan_meeting,
    send_invitations,
    set_agenda,
)
from tongket.reviews.plans.actions import plan_review
from tongket.reviews.week.actions import Typed, renew_feed, write_entry
from tongket.viet.period import Period

RUNNERS = {"leader", "clerk"}
NEAR = {*RUNNERS, "reporter", "approver", "supervisor", "legal"}
EVERYBODY = {*NEAR, "keeper", "stranger", "public"}
OPEN: dict[str, set[str] | None] = {
    "reviews:plan": {*RUNNERS, "stranger"},
    "reviews:reply": {"reporter"},
    "reviews:own-invitation": {"reporter"},
    "reviews:contribution": NEAR,
    "reviews:contribution-text": {*RUNNERS, "reporter"},
    "reviews:drop-contribution": None,
    "reviews:drop-guest": None,
    "reviews:change-plan": RUNNERS,
    "reviews:agenda": RUNNERS,
    "reviews:contributions": RUNNERS,
    "reviews:guests": RUNNERS,
    "reviews:send": RUNNERS,
    "reviews:off": RUNNERS,
    "reviews:enter-paper": None,
    "reviews:minutes": RUNNERS,
    "reviews:paper": RUNNERS,
    "reviews:article": RUNNERS,
    "reviews:week": EVERYBODY,
    "reviews:week-add": {*RUNNERS, "stranger"},
    "reviews:week-renew": None,
    "reviews:week-change": RUNNERS,
    "reviews:week-drop": None,
    "reviews:week-feed": EVERYBODY,
    "reviews:plans": {*RUNNERS, "stranger"},
    "reviews:plan-drop": None,
    "directives:body-new": {*RUNNERS, "stranger"},
    "directives:body": EVERYBODY,
    "directives:body-members": RUNNERS,
    "directives:training": {*RUNNERS, "stranger"},
    "programmes:opinions": RUNNERS,
    "programmes:opinion": RUNNERS,
    "programmes:approve": None,
    "programmes:take-back-opinion": None,
}


def make_round(world: World) -> SimpleNamespace:
    """A meeting that is invited to, a line of the week, a planned review, a steering body, a draft plan."""
    who = {"actor": world.hats.clerk, "now": NOW}
    unit, paper = world.units.xa_mau, world.directives.bo_chinh_tri
    day = TODAY + datetime.timedelta(days=3)
    plan = Plan("interim", "Hội nghị sơ kết", day, datetime.time(8), "Hội trường", "Chủ tịch UBND xã")
    meeting = plan_meeting(unit=unit, plan=plan, **who)
    set_agenda(meeting=meeting, items=[Item(10, "Khai mạc")], version=1, **who)
    invite(meeting=meeting, units=[world.units.thon_mot], **who)
    spoken = ask_contribution(
        meeting=meeting, unit=world.units.thon_mot, named="Thôn Một", title="Kinh nghiệm", **who
    )
    hand_in_contribution(contribution=spoken, data=b"Bai tham luan", name="bai.txt", **who)
    send_invitations(meeting=meeting, **who)
    entry = write_entry(unit=unit, typed=Typed("reception", day, "Tiếp công dân"), **who)
    planned = plan_review(
        unit=unit, directive=paper, kind="yearly", first_year=2026, last_year=2026, due=day, **who
    )
    body = found_body(
        unit=unit, kind="steering", name="Ban Chỉ đạo", decision="15/QĐ-UBND", decided_by="UBND xã", start=TODAY,
        directive=paper, **who,
    )  # fmt: skip
    draft = start_programme(
        unit=unit, slug="du-thao", kind=Programme.Kind.PLAN, title="Dự thảo kế hoạch", term=Period.parse("2027"), **who
    )  # fmt: skip
    draft = keep_as_draft(programme=draft, **who)
    return SimpleNamespace(
        meeting=meeting, invited=meeting.invited.get(), spoken=spoken, entry=entry, planned=planned, body=body,
        draft=draft, opinion=ask_opinion(programme=draft, body="Sở Tư pháp", asked_on=TODAY, **who),
        feed=renew_feed(unit=unit, **who),
    )  # fmt: skip


def arguments_of(world: World, made: SimpleNamespace) -> dict[str, list[object]]:
    """What each address names."""
    paper, of_meeting = world.directives.bo_chinh_tri.ref, made.meeting.ref
    pages = ("change-plan", "agenda", "contributions", "guests", "send", "off", "minutes")
    return {
        **{f"reviews:{page}": [of_meeting] for page in pages},
        "reviews:reply": [made.invited.ref],
        "reviews:own-invitation": [made.invited.ref, "docx"],
        "reviews:contribution": [made.spoken.ref],
        "reviews:contribution-text": [made.spoken.ref],
        "reviews:drop-contribution": [made.spoken.ref],
        "reviews:drop-guest": [made.invited.ref],
        "reviews:enter-paper": [of_meeting, "chuong-trinh"],
        "reviews:paper": [of_meeting, "chuong-trinh", "docx"],
        "reviews:article": [world.meeting.ref],
        "reviews:week-change": [made.entry.ref],
        "reviews:week-drop": [made.entry.ref],
        "reviews:week-feed": [made.feed.token],
        "reviews:plans": [paper],
        "reviews:plan-drop": [made.planned.ref],
        "directives:body-new": [paper],
        "directives:body": [made.body.ref],
        "directives:body-members": [made.body.ref],
        "directives:training": [paper],
        "programmes:opinions": [made.draft.slug],
        "programmes:opinion": [made.draft.slug, made.opinion.ref],
        "programmes:approve": [made.draft.slug],
        "programmes:take-back-opinion": [made.draft.slug, made.opinion.ref],
    }
