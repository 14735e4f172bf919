"""Every address of the site as every one of the cast: nothing breaks, nothing shows what the grants refuse."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.journeys import figures_round, meetings_round
from tests.world import CAST, NOW, World, ref

from tongket.directives.incoming.actions import NewPaper, receive_paper
from tongket.directives.models import Incoming, Outgoing, OutgoingStep, WorkFile
from tongket.directives.workfiles.actions import open_work_file
from tongket.reviews.actions import approve_review
from tongket.reviews.outlines.actions import send_outline, start_outline
from tongket.reviews.outlines.sending import ask_comments
from tongket.viet.period import Period

pytestmark = pytest.mark.django_db
EVERYBODY = {*CAST, "public"}
OFFICERS = set(CAST)
RUNNERS = {"leader", "clerk"}
# Officers whose unit is the commune's, stands in it or above it; the keeper reads no case.
NEAR = OFFICERS - {"stranger", "keeper"}

# Who reads the papers of the commune's own office, and who drafts papers of the own one.
HERE = {"leader", "clerk", "approver", "legal"}
DRAFTERS = {"leader", "clerk", "reporter", "legal", "stranger"}

# Who is shown what at a plain GET; None: the address only takes a POST. By name of the address.
OPEN: dict[str, set[str] | None] = {
    "sign-in": {"public"},
    "sign-out": None,
    "password": OFFICERS,
    "language": None,
    "theme": None,
    "hat": None,
    "boundary": EVERYBODY,
    "keys": EVERYBODY,
    "health": EVERYBODY,
    "gallery": set(),  # only where the demo runs
    "search": EVERYBODY,
    "units:list": EVERYBODY,
    "units:look-up": EVERYBODY,
    "units:unit": EVERYBODY,
    "keeper:list": {"keeper"},
    "keeper:add": {"keeper"},
    "keeper:appoint": {"keeper"},
    "keeper:host": {"keeper"},
    "keeper:hooks": {"keeper"},
    "keeper:end": {"keeper"},
    "keeper:reset": {"keeper"},
    "keeper:follow": set(),  # nothing of that event is left to follow
    "tokens:list": OFFICERS,
    "tokens:revoke": None,
    "api:doors": EVERYBODY,
    "api:openapi": EVERYBODY,
    "api:figures": set(),  # to a token alone, as all of these
    "api:dhis2": set(),
    "api:forms": set(),
    "api:reports": set(),
    "unit": EVERYBODY,
    "directives:list": EVERYBODY,
    "directives:add": {*RUNNERS, "stranger"},
    "directives:points": RUNNERS,
    "directives:duties": RUNNERS,
    "directives:briefing": {*RUNNERS, "stranger"},
    "directives:link": RUNNERS,
    "directives:take-back": None,
    "incoming:list": OFFICERS - {"keeper"},
    "incoming:add": {"clerk", "stranger"},
    "incoming:door": {"clerk", "stranger"},
    "incoming:export": OFFICERS - {"keeper"},
    "incoming:paper": HERE,
    "incoming:correct": {"clerk"},
    "incoming:copy": {"leader", "clerk"},
    "incoming:file": set(),  # the paper of the small commune has none
    "outgoing:list": OFFICERS - {"keeper"},
    "outgoing:add": DRAFTERS,
    "outgoing:paper": HERE,
    "outgoing:change": {"leader", "clerk", "legal"},
    "outgoing:copy": {"leader", "clerk"},
    "outgoing:slip": HERE,
    "outgoing:download": HERE,
    "exchange:codes": OFFICERS,
    "workfiles:list": OFFICERS - {"keeper"},
    "workfiles:add": DRAFTERS,
    "workfiles:file": HERE,
    "workfiles:kept": set(),
    "workfiles:download": HERE,
    "programmes:instruct": {"leader"},
    "programmes:carry": {*RUNNERS, "stranger"},
    "programmes:list": EVERYBODY,
    "programmes:start": {*RUNNERS, "stranger"},
    "programmes:give": RUNNERS,
    "programmes:ground": RUNNERS,
    "programmes:take-back": None,
    "programmes:tasks": EVERYBODY,
    "programmes:task": EVERYBODY,
    "programmes:give-from-paper": {*RUNNERS, "stranger"},
    "rules:list": EVERYBODY,
    "rules:rule": EVERYBODY,
    "honours:list": EVERYBODY,
    "honours:add": {*RUNNERS, "stranger"},
    "honours:take-back": RUNNERS,
    "reviews:list": EVERYBODY,
    "reviews:compose": RUNNERS,
    "reviews:review": EVERYBODY,
    "reviews:annex": EVERYBODY,
    "reviews:download": EVERYBODY,
    "reviews:report-paper": None,
    "reviews:report-file": NEAR - {"supervisor"},
    "reviews:period-paper": None,
    "reviews:period-file": RUNNERS,
    "reviews:approve": set(),  # it is approved already
    "reviews:publish": set(),  # it is published already
    "reviews:outline-start": RUNNERS,
    "reviews:outline": NEAR,
    "reviews:outline-send": set(),  # it is sent down already
    "reviews:outline-layout": RUNNERS,
    "reviews:outline-time": RUNNERS,
    "reviews:outline-file": RUNNERS,
    "reviews:outline-upload": None,
    "reviews:merge": RUNNERS,
    "reviews:words": NEAR - {"supervisor"},
    "reviews:words-file": {"reporter"},
    "reviews:words-upload": None,
    "reviews:shortcomings": RUNNERS,
    "reviews:sources": RUNNERS,
    "reviews:sign": set(),  # it is approved already
    "reviews:to-sign": set(),
    "reviews:since": RUNNERS,
    "reviews:next-tasks": RUNNERS,
    "reviews:ask-comments": set(),  # the review is no draft any more
    "reviews:comment": NEAR - {"reporter"},
    "reviews:answers": RUNNERS,
    "reviews:answers-file": RUNNERS,
    "reviews:send-up": RUNNERS,
    "reviews:receive": None,
    "reviews:register": OFFICERS - {"keeper"},
    "reviews:meetings": EVERYBODY,
    "reviews:record": {*RUNNERS, "stranger"},
    "reviews:conclusions": RUNNERS,
    "reviews:tasks": RUNNERS,
    "reviews:meeting": EVERYBODY,
    "desk:home": OFFICERS,
    "desk:leader": OFFICERS,
    "desk:chase": {*RUNNERS, "stranger"},
    "desk:chase-draft": None,
    "desk:chase-letter": RUNNERS,  # to the stranger's office nobody owes anything
    "desk:briefing": OFFICERS,
    "desk:explain": None,
    "desk:briefing-paper": {*RUNNERS, "stranger"},
    "desk:notices": OFFICERS,
    "desk:read": None,
    "desk:read-all": None,
    "portal:home": EVERYBODY,
    "portal:about": EVERYBODY,
    "portal:check": EVERYBODY,
    "portal:directive": EVERYBODY,
    "portal:cascade": EVERYBODY,
    "portal:programme": EVERYBODY,
    **meetings_round.OPEN,
    **figures_round.open_to(EVERYBODY, OFFICERS, NEAR, RUNNERS),
}


def names(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    for one in patterns:
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from names(one.url_patterns, inner)
        else:
            yield f"{space}{one.name}"


@pytest.fixture(scope="module", autouse=True)
def going_round(world: World, django_db_blocker) -> None:
    """An outline that is sent down, what one unit writes for it, and a draft that is out for comments."""
    with django_db_blocker.unblock():
        who = {"actor": world.hats.clerk, "now": NOW}
        world.outline = start_outline(programme=world.programme, period=Period.parse("2026-Q3"), **who)
        units, due_at = [world.units.thon_mot, world.units.mat_tran], NOW + timedelta(days=9)
        world.words, _other = send_outline(outline=world.outline, units=units, due_at=due_at, **who)
        draft = world.build("2026-Q2")
        (world.sent,) = ask_comments(review=draft, units=[world.units.mat_tran], due_at=due_at, **who)
        world.round = meetings_round.make_round(world)


def papers() -> dict[str, list[object]]:
    """The papers of the small commune's office."""
    came, went, file = Incoming.objects.get().ref, Outgoing.objects.get().ref, WorkFile.objects.get().ref
    nothing = "00000000-0000-4000-8000-000000000000"
    return {
        "incoming:paper": [came],
        "incoming:correct": [came],
        "incoming:copy": [came],
        "incoming:file": [came, nothing],
        "outgoing:paper": [went],
        "outgoing:change": [went],
        "outgoing:copy": [went],
        "outgoing:slip": [went],
        "outgoing:download": [went, "docx"],
        "workfiles:file": [file],
        "workfiles:kept": [file, nothing],
        "workfiles:download": [file, "muc-luc", "docx"],
        "programmes:instruct": [came],
    }


@pytest.fixture(autouse=True)
def _papers(world: World) -> None:
    """One paper that came in, one that is drafted, one work file, of the commune itself."""
    unit, clerk = world.units.xa_mau, world.hats.clerk
    receive_paper(unit=unit, new=NewPaper("Sở Nội vụ", "Báo cáo", NOW.date()), actor=clerk, now=NOW)
    # The commune is no organ with papers of its own; the row is enough for its pages.
    paper = Outgoing.objects.create(
        unit=unit, drafter=unit, kind="KH", abstract="Kế hoạch", folded="ke hoach", text="Nội dung"
    )
    OutgoingStep.objects.create(outgoing=paper, kind="drafted", at=NOW, content="0" * 64)
    open_work_file(
        unit=unit, code="01", title="Hồ sơ", retention=None, ground="Danh mục", keeper="Văn thư",
        opened_on=NOW.date(), actor=clerk, now=NOW,
    )  # fmt: skip


def going_round_of(world: World) -> dict[str, list[object]]:
    """Arguments of the pages on which a review is made, goes round and goes up."""
    review = world.published.ref
    return {
        "reviews:compose": [world.programme.slug],
        "reviews:review": [review],
        "reviews:annex": [review, "don-vi"],
        "reviews:download": [review, "html"],
        "reviews:approve": [review],
        "reviews:publish": [review],
        "reviews:outline-start": [world.programme.slug],
        "reviews:outline": [world.outline.ref],
        "reviews:outline-send": [world.outline.ref],
        **dict.fromkeys(
            (f"reviews:outline-{each}" for each in ("layout", "time", "file", "upload")), (world.outline.ref,)
        ),
        "reviews:merge": [world.outline.ref, 1],
        **dict.fromkeys(("reviews:words", "reviews:words-file", "reviews:words-upload"), (world.words.ref,)),
        "reviews:shortcomings": [world.programme.slug],
        "reviews:sources": [review],
        "reviews:sign": [review],
        "reviews:to-sign": [review],
        "reviews:since": [review],
        "reviews:next-tasks": [review],
        "reviews:ask-comments": [review],
        "reviews:comment": [world.sent.ref],
        "reviews:answers": [review],
        "reviews:answers-file": [review, "html"],
        "reviews:send-up": [review],
        "reviews:receive": [world.sent.ref],
    }


def address(name: str, world: World) -> str:
    """An address of this name, of a record of the small commune."""
    due = world.dues.thon_mot.ref
    arguments = {
        "units:unit": [world.units.xa_mau.ref],
        "unit": [world.units.xa_cu.ref],
        **dict.fromkeys(
            ("keeper:add", "keeper:appoint", "keeper:host", "keeper:hooks"), (world.units.xa_mau.ref,)
        ),
        **dict.fromkeys(("keeper:end", "keeper:reset"), (world.hats.clerk.appointment,)),
        "keeper:follow": [ref("succession"), "party"],
        "tokens:revoke": [ref("token")],
        "directives:points": [world.directives.ke_hoach.ref],
        "directives:duties": [world.directives.ke_hoach.ref],
        "directives:briefing": [world.directives.ke_hoach.ref],
        **dict.fromkeys(("directives:link", "directives:take-back"), (world.directives.ke_hoach.ref,)),
        **papers(),
        "programmes:carry": [world.directives.bo_chinh_tri.ref],
        **dict.fromkeys(
            ("programmes:give", "programmes:ground", "programmes:take-back"), (world.programme.slug,)
        ),
        "programmes:task": [world.tasks.overdue.ref],
        "programmes:give-from-paper": [world.directives.bo_chinh_tri.ref],
        "reviews:report-paper": [due],
        "reviews:report-file": [due, "docx"],
        "reviews:period-paper": [world.form.ref, "2026-Q3"],
        "reviews:period-file": [world.form.ref, "2026-Q3", "docx"],
        **figures_round.arguments_of(world),
        "rules:rule": ["KN-01"],
        "honours:take-back": [world.award.ref],
        **going_round_of(world),
        "reviews:conclusions": [world.meeting.ref],
        "reviews:tasks": [world.meeting.ref],
        "reviews:meeting": [world.meeting.ref],
        "desk:read": [1],
        "desk:chase-letter": ["docx"],
        "desk:briefing-paper": ["docx"],
        "portal:directive": [world.directives.bo_chinh_tri.ref],
        "portal:cascade": [world.directives.bo_chinh_tri.ref],
        "portal:programme": [world.programme.slug],
        **meetings_round.arguments_of(world, world.round),
    }
    return reverse(name, args=arguments.get(name, []))


@contextmanager
def no_write_lock() -> Iterator[None]:
    """On SQLite any atomic block takes the write lock; within a test it shows as a savepoint."""
    taken: list[str] = []

    def watch(execute, sql, params, many, context):
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE", "REPLACE", "SAVEPOINT", "BEGIN")):
            taken.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield
    assert taken == []


def shown(response: HttpResponse) -> bool:
    return response.status_code == 200


def test_every_address_stands_in_the_table():
    assert set(names(get_resolver().url_patterns)) == set(OPEN)


SOON = ("clerk", "stranger", "public")  # the others go their round in `make test-all`


@pytest.mark.parametrize(
    "role", [pytest.param(one, marks=[] if one in SOON else pytest.mark.long) for one in (*CAST, "public")]
)
def test_each_of_the_cast_is_shown_what_the_grants_give_and_nothing_else(world: World, role: str):
    client = world.client(role)
    found = {}
    for name, open_to in OPEN.items():
        with no_write_lock():
            response = client.get(address(name, world))
        assert response.status_code < 500, (name, response.status_code)
        if open_to is None:
            assert response.status_code in (302, 405), name
        else:
            found[name] = (shown(response), response.status_code)
    wrong = {name: code for name, (seen, code) in found.items() if seen != (role in (OPEN[name] or set()))}
    assert wrong == {}


def test_a_review_that_is_not_published_is_open_only_to_those_near(world: World):
    review = world.build()
    pages = [f"/tong-ket/{review.ref}/{page}" for page in ("", "phu-luc/don-vi/", "tai/html")]
    for step in (None, approve_review):
        if step:
            review = step(review=review, actor=world.hats.leader, now=NOW)
        for role in (*CAST, "public"):
            client = world.client(role)
            assert [client.get(page).status_code == 200 for page in pages] == [role in NEAR] * 3, role
            asked = client.get(f"/tong-ket/{review.ref}/cong-khai/").status_code
            approved = review.state == "approved"
            assert (asked == 200) == (approved and role in RUNNERS), role


@pytest.mark.parametrize("name", [name for name, roles in OPEN.items() if roles and "public" in roles])
def test_the_host_of_the_commune_shows_public_pages_and_sets_no_session(world: World, name: str):
    client = Client(headers={"host": "xa-mau.localhost"})
    response = client.get(address(name, world))
    assert response.status_code in (200, 404), name
    assert "sessionid" not in response.cookies


def test_officers_pages_do_not_exist_on_the_host_of_the_commune(world: World):
    client = world.client("clerk", headers={"host": "xa-mau.localhost"})
    assert client.get("/ban-viec/").status_code == 404
    assert client.get("/dang-nhap").status_code == 404


def test_an_address_that_nobody_has_is_not_found_for_anybody(world: World):
    for role in ("clerk", "public"):
        for path in (
            "/tong-ket/00000000-0000-4000-8000-000000000000/",
            "/chuong-trinh/khong-co/",
            "/van-ban/x/",
        ):
            assert world.client(role).get(path).status_code == 404
