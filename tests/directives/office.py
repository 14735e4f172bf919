"""An office with its papers: a committee with clerk, chair and deputy, a section that drafts, the Party beside it."""

import datetime
import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace

import pytest
from django.test import Client
from tests.kept import kept
from tests.world import World, build_world
from tests.world.people import NOW, START, moment, ref

from tongket.base.models import Account
from tongket.directives.incoming.actions import NewPaper, receive_paper
from tongket.directives.models import Incoming, Outgoing
from tongket.directives.outgoing.actions import (
    Draft,
    draft_paper,
    initial_content,
    initial_form,
    number_paper,
    seal_paper,
    sign_paper,
    submit_paper,
)
from tongket.units.actions import NewUnit, appoint, establish_unit
from tongket.units.hats import SYSTEM, Hat, hat_of
from tongket.units.models import Kind, Line, Role, Tier, Unit
from tongket.viet.text import name_key

DAY = datetime.date(2026, 11, 20)
TEXT = (
    "Kính mong các thôn thực hiện:\n1. Họp thôn trước ngày 30/11/2026.\n- Có biên bản.\n2. Báo cáo kết quả."
)


@dataclass
class Office:
    """Units and hats: `hats.clerk`, `chair`, `deputy`, `drafter`, `head`, `party_clerk`, `secretary`, `villager`."""

    world: World
    committee: Unit
    section: Unit
    party: Unit
    village: Unit
    hats: SimpleNamespace


@pytest.fixture(scope="module")
def stood(django_db_setup, django_db_blocker) -> Iterator[Office]:
    with django_db_blocker.unblock(), kept("office", lambda: build_office(build_world())) as made:
        yield made


@pytest.fixture(scope="module")
def world(stood: Office) -> World:
    return stood.world


@pytest.fixture
def office(stood: Office, db: None) -> Office:
    """Each test has its own."""
    return pickle.loads(pickle.dumps(stood))  # noqa: S301


def build_office(world: World) -> Office:
    committee = _unit("ubnd", "Ủy ban nhân dân xã Mẫu", world.units.xa_mau)
    section = _unit("kinh-te", "Phòng Kinh tế xã Mẫu", committee)
    party, village = world.units.dang_uy, world.units.thon_mot
    hats = SimpleNamespace(
        clerk=_hat("Phạm Thị Thư", committee, Role.CLERK, "Văn thư"),
        chair=_hat("Lê Văn Chủ", committee, Role.LEADER, "Chủ tịch UBND"),
        deputy=_hat("Hoàng Thị Phó", committee, Role.APPROVER, "Phó Chủ tịch UBND"),
        drafter=_hat("Bùi Văn Soạn", section, Role.REPORTER, "Chuyên viên"),
        head=_hat("Cao Thị Trưởng", section, Role.LEADER, "Trưởng phòng"),
        party_clerk=_hat("Đinh Văn Bộ", party, Role.CLERK, "Văn thư Đảng ủy"),
        secretary=_hat("Tạ Văn Thư", party, Role.LEADER, "Bí thư Đảng ủy"),
        villager=world.hats.reporter,
    )
    return Office(world, committee, section, party, village, hats)


def _unit(key: str, name: str, above: Unit) -> Unit:
    new = NewUnit(Tier.OFFICE, name, above, kind=Kind.OFFICE, sample=True, ref=ref("unit", key))
    return establish_unit(new=new, day=START, decision="", line=Line.STATE, actor=SYSTEM, now=moment(START))


def _hat(name: str, unit: Unit, role: str, post: str) -> Hat:
    account = Account.objects.create_user(
        f"{ref('account', name)}"[:20], "mat-khau-mau-2026", name=name, name_key=name_key(name)
    )
    held = appoint(
        account=account, unit=unit, post=post, role=role, start=START, actor=SYSTEM, now=moment(START)
    )
    return hat_of(held)


def new_paper(**changes: object) -> NewPaper:
    """A letter that arrived two days ago."""
    told: dict = {
        "sender": "Sở Nội vụ tỉnh Mẫu",
        "abstract": "Báo cáo kết quả cải cách hành chính năm 2026",
        "arrived_on": DAY,
        "symbol": "125/SNV-CCHC",
        "issued_on": datetime.date(2026, 11, 18),
    }
    return NewPaper(**(told | changes))


def received(office: Office, **changes: object) -> Incoming:
    return receive_paper(unit=office.committee, new=new_paper(**changes), actor=office.hats.clerk, now=NOW)


def drafted(office: Office, *, kind: str = "KH", **more: object) -> Outgoing:
    draft = Draft(
        kind=kind, abstract="Tổ chức họp thôn cuối năm", text=TEXT, orders=bool(more.pop("orders", False))
    )
    return draft_paper(
        unit=office.committee, drafter=office.section, draft=draft, actor=office.hats.drafter, now=NOW, **more
    )


def signed(office: Office, paper: Outgoing) -> Outgoing:
    hats = office.hats
    paper = initial_content(paper=paper, actor=hats.head, now=NOW)
    paper = initial_form(paper=paper, actor=hats.clerk, now=NOW)
    paper = submit_paper(paper=paper, actor=hats.drafter, now=NOW)
    return sign_paper(paper=paper, actor=hats.chair, now=NOW)


def sealed(office: Office, paper: Outgoing) -> Outgoing:
    paper = number_paper(paper=signed(office, paper), actor=office.hats.clerk, now=NOW)
    return seal_paper(paper=paper, actor=office.hats.clerk, now=NOW)


def signed_in(hat: Hat) -> Client:
    """A browser in which the holder of a post is signed in under it."""
    client = Client()
    client.force_login(Account.objects.get(pk=hat.account_id))
    session = client.session
    session["hat"] = str(hat.appointment)
    session.save()
    client.cookies["sessionid"] = session.session_key
    return client
