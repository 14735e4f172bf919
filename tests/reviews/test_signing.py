"""Who signs a review: nobody while it is a draft; then the authority of the post that approved it."""

import pytest
from tests.world import NOW, World, moment, ref
from tests.world.people import START

from tongket.programmes.actions import start_programme
from tongket.programmes.models import Programme
from tongket.reviews.actions import approve_review, build_review, open_term, publish_review
from tongket.reviews.checks import check_reviews
from tongket.reviews.models import Review
from tongket.reviews.pages import body_of
from tongket.reviews.queries import document_of
from tongket.reviews.render import render
from tongket.reviews.signing import signature_of
from tongket.units.actions import NewUnit, appoint, establish_unit
from tongket.units.hats import SYSTEM, Hat, hat_of
from tongket.units.models import Appointment, Kind, Line, Role, Tier, Unit
from tongket.viet.period import Period
from tongket.writer.document import Signature

UBND, DANG_UY = "Ủy ban nhân dân xã Mẫu", "Đảng ủy xã Mẫu"
TM_UBND, TM_BTV = "TM. ỦY BAN NHÂN DÂN", "T/M BAN THƯỜNG VỤ"


@pytest.mark.parametrize(
    ("office", "post", "authority", "printed"),
    [
        (UBND, "Chủ tịch UBND", TM_UBND, "CHỦ TỊCH"),
        (UBND, "Chủ tịch UBND xã Mẫu", TM_UBND, "CHỦ TỊCH"),
        (UBND, "Chủ tịch Ủy ban nhân dân", TM_UBND, "CHỦ TỊCH"),
        (UBND, "Phó Chủ tịch UBND", f"{TM_UBND}\nKT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        (UBND, "Phó Chủ tịch Thường trực UBND xã", f"{TM_UBND}\nKT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        (UBND, "Quyền Chủ tịch UBND", TM_UBND, "Q. CHỦ TỊCH"),
        (UBND, "Chánh Văn phòng HĐND và UBND", "TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"),
        ("Hội đồng nhân dân xã Mẫu", "Chủ tịch HĐND", "TM. HỘI ĐỒNG NHÂN DÂN", "CHỦ TỊCH"),
        ("Xã Mẫu", "Chủ tịch UBND xã Mẫu", TM_UBND, "CHỦ TỊCH"),
        (DANG_UY, "Bí thư Đảng ủy", TM_BTV, "BÍ THƯ"),
        (DANG_UY, "Phó Bí thư Đảng ủy", TM_BTV, "PHÓ BÍ THƯ"),
        (DANG_UY, "Phó Bí thư Thường trực Đảng ủy xã Mẫu", TM_BTV, "PHÓ BÍ THƯ"),
        (DANG_UY, "Chánh Văn phòng Đảng ủy", "T/L BAN THƯỜNG VỤ", "CHÁNH VĂN PHÒNG"),
        ("Ủy ban MTTQ Việt Nam xã Mẫu", "Chủ tịch Ủy ban MTTQ", "TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH"),
        ("Ủy ban MTTQ Việt Nam xã Mẫu", "Phó Chủ tịch MTTQ xã", "TM. BAN THƯỜNG TRỰC", "PHÓ CHỦ TỊCH"),
        ("Phòng Kinh tế xã Mẫu", "Trưởng phòng", "", "TRƯỞNG PHÒNG"),
        ("Phòng Kinh tế xã Mẫu", "Phó trưởng phòng", "KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"),
        ("Phòng Kinh tế xã Mẫu", "Quyền Trưởng phòng", "", "Q. TRƯỞNG PHÒNG"),
    ],
)
def test_a_paper_is_signed_with_the_authority_of_the_post(
    office: str, post: str, authority: str, printed: str
):
    party = office == DANG_UY
    found = signature_of(office=office, post=post, name="Lê Thị Mẫu", party=party)
    assert found == Signature(printed, "Lê Thị Mẫu", authority)


def test_a_deputy_of_a_party_office_signs_with_the_partys_dash():
    found = signature_of(office="Văn phòng Đảng ủy xã Mẫu", post="Phó Chánh Văn phòng", name="", party=True)
    assert (found.authority, found.post) == ("K/T CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG")


def _committee(world: World) -> Unit:
    new = NewUnit(Tier.OFFICE, UBND, world.units.xa_mau, kind=Kind.OFFICE, sample=True, ref=ref("ubnd"))
    return establish_unit(new=new, day=START, decision="", line=Line.STATE, actor=SYSTEM, now=moment(START))


def _leader(world: World, unit: Unit, post: str) -> Hat:
    account = Appointment.objects.get(ref=world.hats.leader.appointment).account
    held = appoint(
        account=account, unit=unit, post=post, role=Role.LEADER, start=START, actor=SYSTEM, now=NOW
    )
    return hat_of(held)


def _built(unit: Unit) -> Review:
    programme = start_programme(
        unit=unit, slug="ke-hoach-ky", kind=Programme.Kind.PLAN, title="Kế hoạch ký",
        term=Period.parse("2025..2026"), public=True, actor=SYSTEM, now=moment("2025-02-01"),
    )  # fmt: skip
    return build_review(
        programme=programme,
        period=Period.parse("2026"),
        kind=Review.Kind.INTERIM,
        as_of=NOW,
        actor=SYSTEM,
        now=NOW,
    )


@pytest.mark.django_db
def test_a_review_is_a_draft_until_it_is_approved_and_says_so_on_every_page(world: World):
    office = _committee(world)
    draft = _built(office)
    document = document_of(draft)
    assert document.notice.startswith("Dự thảo, chưa được phê duyệt")
    assert document.signatures == (Signature("NGƯỜI LẬP BÁO CÁO"),)
    assert "Dự thảo" in body_of(draft)
    signed = approve_review(review=draft, actor=_leader(world, office, "Chủ tịch UBND"), now=NOW)
    assert "Dự thảo" not in document_of(signed).notice
    assert "Dự thảo" not in body_of(signed)
    assert "NGƯỜI LẬP BÁO CÁO" not in body_of(signed)


@pytest.mark.django_db
def test_the_deputy_who_approves_signs_for_the_chair_in_all_files(world: World):
    office = _committee(world)
    signed = approve_review(review=_built(office), actor=_leader(world, office, "Phó Chủ tịch UBND"), now=NOW)
    page = render(signed, "html").decode()
    lines = [f"<p>{line}</p>" for line in (TM_UBND, "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Vũ Thị Chủ Tịch")]
    assert "".join(lines) in page
    assert render(signed, "pdf").startswith(b"%PDF")
    assert check_reviews() == []


@pytest.mark.django_db
def test_the_secretary_signs_for_the_standing_committee_and_publishing_keeps_it(world: World):
    office = world.units.dang_uy
    clerk = appoint(
        account=Appointment.objects.get(ref=world.hats.clerk.appointment).account, unit=office, post="Văn thư",
        role=Role.CLERK, start=START, actor=SYSTEM, now=NOW,
    )  # fmt: skip
    open_term(unit=office, first=2025, last=2030, actor=hat_of(clerk), now=NOW)
    signed = approve_review(review=_built(office), actor=_leader(world, office, "Bí thư Đảng ủy"), now=NOW)
    public = publish_review(review=signed, actor=hat_of(clerk), now=NOW)
    assert document_of(public).signatures == (Signature("BÍ THƯ", "Vũ Thị Chủ Tịch", TM_BTV),)
    assert check_reviews() == []


@pytest.mark.django_db
def test_the_check_finds_an_authority_that_was_changed_behind_the_systems_back(world: World):
    office = _committee(world)
    signed = approve_review(review=_built(office), actor=_leader(world, office, "Chủ tịch UBND"), now=NOW)
    Review.objects.filter(pk=signed.pk).update(signed_as="PHÓ CHỦ TỊCH")
    assert [fault.code for fault in check_reviews()] == ["review.differs"]
