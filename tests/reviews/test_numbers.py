"""Numbers of reviews: taken when a leader approves, printed above the frozen document, never twice, no gap unsaid."""

from datetime import date

import pytest
from tests.world import NOW, World, moment, ref
from tests.world.people import START

from tongket.base.models import SeriesNumber
from tongket.base.series import check_series
from tongket.directives.outgoing.actions import (
    Draft,
    draft_paper,
    initial_content,
    initial_form,
    number_paper,
    sign_paper,
    skip_number,
    submit_paper,
)
from tongket.programmes.actions import start_programme
from tongket.programmes.models import Programme
from tongket.reviews.actions import approve_review, build_review, open_term, publish_review
from tongket.reviews.models import Review
from tongket.reviews.numbers import organ_code
from tongket.reviews.pages import body_of
from tongket.reviews.queries import document_of
from tongket.reviews.render import render
from tongket.units.actions import NewUnit, appoint, establish_unit
from tongket.units.hats import SYSTEM, Hat, hat_of
from tongket.units.models import Appointment, Kind, Line, Role, Tier, Unit
from tongket.viet.fault import Refusal
from tongket.viet.period import Period

REGISTER = "/van-ban-di/so/"
SYMBOLS = ("01/BC-UBND", "02/BC-UBND", "03/BC-UBND")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Ủy ban nhân dân xã Mẫu", "UBND"),
        ("Uỷ ban nhân dân tỉnh Mẫu", "UBND"),
        ("Hội đồng nhân dân xã Mẫu", "HĐND"),
        ("Đảng ủy xã Mẫu", "ĐU"),
        ("Ủy ban Mặt trận Tổ quốc Việt Nam xã Mẫu", "MTTQ"),
        ("Văn phòng Đảng ủy xã Mẫu", ""),
        ("Văn phòng HĐND và UBND xã Mẫu", ""),
        ("Xã Mẫu", ""),
    ],
)
def test_an_organ_is_abbreviated_and_what_is_none_is_not(name: str, code: str):
    assert organ_code(name) == code


def _office(world: World) -> Unit:
    new = NewUnit(
        Tier.OFFICE,
        "Ủy ban nhân dân xã Mẫu",
        world.units.xa_mau,
        kind=Kind.OFFICE,
        sample=True,
        ref=ref("ubnd"),
    )
    return establish_unit(new=new, day=START, decision="", line=Line.STATE, actor=SYSTEM, now=moment(START))


def _hat(world: World, unit: Unit, role: str) -> Hat:
    account = Appointment.objects.get(ref=world.hats.leader.appointment).account
    held = appoint(
        account=account, unit=unit, post=f"Chức vụ {role}", role=role, start=START, actor=SYSTEM, now=NOW
    )
    return hat_of(held)


def _programme(unit: Unit, slug: str) -> Programme:
    return start_programme(
        unit=unit, slug=slug, kind=Programme.Kind.PLAN, title=f"Kế hoạch {slug}", term=Period.parse("2025..2026"),
        public=True, actor=SYSTEM, now=moment("2025-02-01"),
    )  # fmt: skip


def _built(programme: Programme, minute: int = 0) -> Review:
    return build_review(
        programme=programme, period=Period.parse("2026"), kind=Review.Kind.INTERIM,
        as_of=NOW.replace(minute=minute), actor=SYSTEM, now=NOW.replace(minute=minute),
    )  # fmt: skip


@pytest.mark.django_db
def test_a_review_is_numbered_when_it_is_approved_and_never_before(world: World):
    office = _office(world)
    leader, programme = _hat(world, office, Role.LEADER), _programme(office, "ke-hoach")
    first, second = _built(programme), _built(programme, 1)
    assert (first.number, first.symbol) == (None, "")
    frozen, before = first.document.sha256, render(first, "json")
    first = approve_review(review=first, actor=leader, now=NOW)
    second = approve_review(review=second, actor=leader, now=NOW)
    assert (first.symbol, second.symbol) == ("01/BC-UBND", "02/BC-UBND")
    assert first.issued_on == date(2026, 11, 22)
    assert first.document.sha256 == frozen, "the frozen file stays as it was"
    head = document_of(first).head
    assert (head.number, head.date) == ("01/BC-UBND", "ngày 22 tháng 11 năm 2026")
    assert "01/BC-UBND" in body_of(first)
    assert render(first, "json") != before


@pytest.mark.django_db
def test_a_draft_has_its_symbol_with_a_gap_for_the_number_and_goes_to_who_gave_the_programme(world: World):
    office = _office(world)
    programme = _programme(office, "ke-hoach")
    assert document_of(_built(programme)).head.number == "      /BC-UBND"
    above = _programme(world.units.province, "ke-hoach-tinh")
    programme.parent = above
    programme.save()
    document = document_of(_built(programme, 1))
    assert document.recipients == ("Tỉnh Mẫu;", "Các đơn vị thực hiện;", "Lưu: VT.")


@pytest.mark.django_db
def test_numbers_begin_anew_with_the_year(world: World):
    office = _office(world)
    leader, programme = _hat(world, office, Role.LEADER), _programme(office, "ke-hoach")
    approve_review(review=_built(programme), actor=leader, now=NOW)
    later = approve_review(review=_built(programme, 1), actor=leader, now=moment("2027-01-04"))
    assert (later.symbol, later.issued_on) == ("01/BC-UBND", date(2027, 1, 4))


@pytest.mark.django_db
def test_a_paper_of_the_party_is_numbered_by_term_in_the_partys_way(world: World):
    office = world.units.dang_uy
    leader, clerk = world.hats.party_leader, _hat(world, office, Role.CLERK)
    programme = _programme(office, "nghi-quyet")
    review = _built(programme)
    with pytest.raises(Refusal, match=r"series\.no_term"):
        approve_review(review=review, actor=leader, now=NOW)
    review.refresh_from_db()
    assert review.state == Review.State.BUILT
    open_term(unit=office, first=2025, last=2030, actor=clerk, now=NOW)
    assert approve_review(review=review, actor=leader, now=NOW).symbol == "01-BC/ĐU"
    next_year = approve_review(review=_built(programme, 1), actor=leader, now=moment("2027-02-01"))
    assert next_year.symbol == "02-BC/ĐU"
    open_term(unit=office, first=2030, last=2035, actor=clerk, now=moment("2030-07-01"))
    new_term = approve_review(review=_built(programme, 2), actor=leader, now=moment("2030-07-02"))
    assert new_term.symbol == "01-BC/ĐU"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("first", "last", "code"),
    [(2020, 2025, "series.term_passed"), (2030, 2030, "series.bad_term"), (2030, 2040, "series.bad_term")],
)
def test_a_term_that_cannot_be_is_refused(world: World, first: int, last: int, code: str):
    office = world.units.dang_uy
    clerk = _hat(world, office, Role.CLERK)
    open_term(unit=office, first=2025, last=2030, actor=clerk, now=NOW)
    with pytest.raises(Refusal) as why:
        open_term(unit=office, first=first, last=last, actor=clerk, now=NOW)
    assert why.value.faults[0].code == code


@pytest.mark.django_db
def test_an_office_of_the_state_opens_no_term(world: World):
    office = _office(world)
    with pytest.raises(Refusal, match=r"series\.no_terms"):
        open_term(unit=office, first=2025, last=2030, actor=_hat(world, office, Role.CLERK), now=NOW)


@pytest.mark.django_db
def test_a_review_of_a_unit_without_papers_is_approved_without_a_number(world: World):
    programme = _programme(world.units.xa_mau, "khong-so")
    approved = approve_review(review=_built(programme), actor=world.hats.leader, now=NOW)
    assert (approved.state, approved.number, approved.symbol) == ("approved", None, "")
    assert not SeriesNumber.objects.exists()


@pytest.mark.django_db
def test_a_review_that_is_approved_takes_no_second_number(world: World):
    office = _office(world)
    leader, review = _hat(world, office, Role.LEADER), _built(_programme(office, "ke-hoach"))
    stale = Review.objects.get(pk=review.pk)
    approve_review(review=review, actor=leader, now=NOW)
    with pytest.raises(Refusal, match=r"grant\.refused"):
        approve_review(review=stale, actor=leader, now=NOW)
    assert SeriesNumber.objects.count() == 1


@pytest.mark.django_db
def test_publishing_keeps_number_and_day_and_the_review_is_found_by_its_symbol(world: World):
    from tongket.base.models import SearchRow

    office = _office(world)
    review = approve_review(
        review=_built(_programme(office, "ke-hoach")), actor=_hat(world, office, Role.LEADER), now=NOW
    )
    published = publish_review(review=review, actor=_hat(world, office, Role.CLERK), now=moment("2026-11-25"))
    assert (published.symbol, published.issued_on) == ("01/BC-UBND", date(2026, 11, 22))
    assert "01 bc ubnd" in SearchRow.objects.get(ref=published.ref).folded


@pytest.mark.django_db
def test_a_number_is_left_out_with_a_reason_and_the_register_shows_it(world: World):
    office = _office(world)
    leader, clerk = _hat(world, office, Role.LEADER), _hat(world, office, Role.CLERK)
    programme = _programme(office, "ke-hoach")
    approve_review(review=_built(programme), actor=leader, now=NOW)
    with pytest.raises(Refusal, match=r"series\.no_reason"):
        skip_number(unit=office, kind="BC", reason=" ", actor=clerk, now=NOW)
    assert (
        skip_number(unit=office, kind="BC", reason="Ghi trùng trong sổ giấy", actor=clerk, now=NOW)
        == "02/BC-UBND"
    )
    assert approve_review(review=_built(programme, 1), actor=leader, now=NOW).symbol == "03/BC-UBND"
    assert check_series() == []


@pytest.mark.django_db
def test_only_the_clerk_of_the_office_leaves_out_a_number(world: World):
    office = _office(world)
    for hat in (world.hats.clerk, world.hats.stranger, world.hats.public, _hat(world, office, Role.LEADER)):
        with pytest.raises(Refusal, match=r"grant\.refused"):
            skip_number(unit=office, kind="BC", reason="Ghi nhầm", actor=hat, now=NOW)


@pytest.mark.django_db
def test_a_unit_without_papers_has_no_register(world: World):
    with pytest.raises(Refusal, match=r"series\.no_organ"):
        skip_number(unit=world.units.xa_mau, kind="BC", reason="Ghi nhầm", actor=world.hats.clerk, now=NOW)
    assert "không ban hành văn bản riêng" in world.client("clerk").get(REGISTER).content.decode()


@pytest.mark.django_db
def test_the_clerk_works_in_the_register_and_strangers_are_kept_out(world: World):
    office = _office(world)
    hat = _hat(world, office, Role.CLERK)
    world.hats.office_clerk = hat
    client = world.client("office_clerk")
    assert "Chưa lấy số nào" in client.get(REGISTER).content.decode()
    refused = client.post(REGISTER, {"do": "skip", "kind": "BC", "reason": ""})
    assert refused.status_code == 400
    assert (
        client.post(REGISTER, {"do": "skip", "kind": "BC", "reason": "Ghi trùng trong sổ giấy"}).status_code
        == 302
    )
    page = client.get(REGISTER).content.decode()
    assert "Ghi trùng trong sổ giấy" in page
    assert "01/BC-UBND" in page
    assert client.post(REGISTER, {"do": "term", "first": "2025", "last": "2030"}).status_code >= 400
    assert world.client("public").get(REGISTER).url == f"/dang-nhap?next={REGISTER}"
    assert world.client("keeper").get(REGISTER).status_code == 403


@pytest.mark.django_db
def test_one_register_names_the_paper_or_the_review_of_each_number(world: World):
    office = _office(world)
    world.hats.office_clerk = clerk = _hat(world, office, Role.CLERK)
    leader = _hat(world, office, Role.LEADER)
    review = approve_review(review=_built(_programme(office, "ke-hoach")), actor=leader, now=NOW)
    draft = Draft(kind="BC", abstract="Kết quả họp thôn", text="Đã họp.")
    paper = draft_paper(unit=office, drafter=office, draft=draft, actor=clerk, now=NOW)
    initial_content(paper=paper, actor=leader, now=NOW)
    initial_form(paper=paper, actor=clerk, now=NOW)
    submit_paper(paper=paper, actor=clerk, now=NOW)
    sign_paper(paper=paper, actor=leader, now=NOW)
    number_paper(paper=paper, actor=clerk, now=NOW)
    skip_number(unit=office, kind="BC", reason="Ghi trùng trong sổ giấy", actor=clerk, now=NOW)
    page = world.client("office_clerk").get(REGISTER).content.decode()
    rows = {symbol: row for row in page.split("<tr>") for symbol in SYMBOLS if f">{symbol}<" in row}
    assert f'<a href="/tong-ket/{review.ref}/">{review.title}</a>' in rows["01/BC-UBND"]
    assert f'<a href="/van-ban-di/{paper.ref}/">Báo cáo: Kết quả họp thôn</a>' in rows["02/BC-UBND"]
    assert "Ghi trùng trong sổ giấy" in rows["03/BC-UBND"]
