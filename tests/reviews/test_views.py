"""From the composer to the published review: two people write, the document stays, the files are the same."""

from html import unescape

import pytest
from tests.world import NOW, World

from tongket.base.models import Installation
from tongket.reviews.actions import approve_review, publish_review, show_sample
from tongket.reviews.models import Claim, Review
from tongket.reviews.queries import document_of
from tongket.reviews.render import render
from tongket.units.models import Appointment, Role
from tongket.viet.fault import Refusal

pytestmark = pytest.mark.django_db
COMPOSER = "/tong-ket/soan/dan-chu-o-co-so/?ky=2026-Q3"


def write(world: World, role: str, text: str, version: int = 0):
    typed = {"do": "words", "section": "tasks", "tasks-text": text, "tasks-version": version}
    return world.client(role).post(COMPOSER, typed)


def test_words_are_kept_for_the_section_and_period(world: World):
    assert write(world, "clerk", "Thôn Hai chưa họp do mưa lũ.").status_code == 302
    page = world.client("leader").get(COMPOSER).content.decode()
    assert "Thôn Hai chưa họp do mưa lũ." in page


def test_the_second_of_two_writers_sees_both_texts_and_loses_nothing(world: World):
    write(world, "clerk", "Bản của văn phòng.")
    response = write(world, "leader", "Bản của chủ tịch.")
    page = response.content.decode()
    assert response.status_code == 400
    assert "Bản của văn phòng." in page
    assert "Bản của chủ tịch." in page
    assert write(world, "leader", "Bản ghép.", version=1).status_code == 302
    assert "Bản ghép." in world.client("clerk").get(COMPOSER).content.decode()


def test_a_section_that_takes_no_words_is_refused(world: World):
    typed = {"do": "words", "section": "results", "results-text": "x", "results-version": 0}
    assert world.client("clerk").post(COMPOSER, typed).status_code == 400


def test_a_judgement_without_a_figure_is_kept_and_says_so(world: World):
    world.client("clerk").post(COMPOSER, {"do": "claim", "text": "Người dân tham gia tích cực."})
    assert Claim.objects.get().figures == []
    assert "chưa có số liệu kèm theo" in world.client("clerk").get(COMPOSER).content.decode()


def test_the_button_makes_a_review_and_leads_to_it(world: World):
    typed = {"do": "build", "kind": "interim", "period": "2026", "as_of": "08:00 20/11/2026"}
    response = world.client("clerk").post(COMPOSER, typed)
    made = Review.objects.get(period="2026")
    assert response.url == f"/tong-ket/{made.ref}/"
    assert made.as_of.isoformat() == "2026-11-20T01:00:00+00:00"
    assert made.state == Review.State.BUILT


@pytest.mark.parametrize(
    ("field", "value", "said"), [("period", "2026-13", "2026-13"), ("as_of", "08:00 20/11/2199", "2199")]
)
def test_a_period_that_does_not_exist_and_a_moment_ahead_are_named(world: World, field, value, said):
    typed = {"do": "build", "kind": "interim", "period": "2026", "as_of": ""} | {field: value}
    response = world.client("clerk").post(COMPOSER, typed)
    assert response.status_code == 400
    assert said in response.content.decode()


def test_approval_is_the_leaders_and_publishing_asks_first(world: World):
    review = world.build()
    assert world.client("clerk").post(f"/tong-ket/{review.ref}/phe-duyet/").status_code == 403
    assert world.client("leader").post(f"/tong-ket/{review.ref}/phe-duyet/").status_code == 302
    asked = world.client("clerk").get(f"/tong-ket/{review.ref}/cong-khai/").content.decode()
    assert "mọi người, không cần tài khoản" in asked
    assert world.client("public").get(f"/tong-ket/{review.ref}/").status_code == 404
    world.client("clerk").post(f"/tong-ket/{review.ref}/cong-khai/")
    assert world.client("public").get(f"/tong-ket/{review.ref}/").status_code == 200


@pytest.mark.parametrize("role", ["clerk", "leader"])
def test_what_no_leader_approved_is_published_by_nobody(world: World, role: str):
    review = world.build()
    page = world.client(role).get(f"/tong-ket/{review.ref}/").content.decode()
    assert "sau khi lãnh đạo đơn vị phê duyệt" in page
    assert "cong-khai" not in page
    assert world.client(role).post(f"/tong-ket/{review.ref}/cong-khai/").status_code == 403
    assert Review.objects.get(pk=review.pk).state == Review.State.BUILT


@pytest.mark.parametrize("demo", [True, False])
def test_where_there_is_a_leader_or_no_sample_nothing_is_shown_without_approval(world: World, demo: bool):
    Installation.objects.update(demo=demo)
    review = world.build()
    if not demo:
        Appointment.objects.filter(unit=world.units.xa_mau, role=Role.LEADER).delete()
    with pytest.raises(Refusal) as refused:
        show_sample(review=review, actor=world.hats.clerk, now=NOW)
    assert refused.value.faults[0].code == "review.no_sample"


def test_a_sample_without_a_leader_is_open_to_all_and_says_that_nobody_approved_it(world: World):
    Installation.objects.update(demo=True)
    Appointment.objects.filter(unit=world.units.xa_mau, role=Role.LEADER).delete()
    review = show_sample(review=world.build(), actor=world.hats.clerk, now=NOW)
    page = world.client("public").get(f"/tong-ket/{review.ref}/").content.decode()
    assert "chưa được phê duyệt" in page
    assert (review.symbol, review.issued_on) == ("", None)


def test_a_published_review_cannot_be_published_or_approved_again(world: World):
    for page in ("phe-duyet/", "cong-khai/"):
        assert world.client("leader").post(f"/tong-ket/{world.published.ref}/{page}").status_code == 403


def test_the_page_is_the_frozen_document_and_not_what_came_later(world: World):
    world.programme.title = "Tên khác"
    world.programme.save()
    page = world.client("public").get(f"/tong-ket/{world.published.ref}/").content.decode()
    assert document_of(world.published).abstract in page


def test_each_figure_on_the_page_opens_its_trail(world: World):
    page = world.client("public").get(f"/tong-ket/{world.published.ref}/").content.decode()
    trail = (
        f"/so-lieu/dau-vet/r/{world.indicators.households.ref}/{world.units.thon_mot.ref}/2026-Q3/reported/"
        "?luc=2026-11-22T02:00:00Z&amp;ban-do=2026-09-30"
    )
    assert f'href="{trail}"' in page
    assert world.client("public").get(unescape(trail)).status_code == 200


@pytest.mark.parametrize("ending", ["docx", "pdf", "html"])
def test_the_download_is_the_file_of_the_document(world: World, ending: str):
    response = world.client("public").get(f"/tong-ket/{world.published.ref}/tai/{ending}")
    assert response.content == render(world.published, ending)
    assert response["Content-Disposition"] == f'attachment; filename="dan-chu-o-co-so-2026-Q3.{ending}"'
    assert response["X-Content-Type-Options"] == "nosniff"


def test_an_ending_that_is_none_is_not_found(world: World):
    assert world.client("public").get(f"/tong-ket/{world.published.ref}/tai/exe").status_code == 404


def test_the_composer_shows_the_page_as_it_will_print(world: World):
    page = world.client("clerk").get(f"{COMPOSER}&xem=1").content.decode()
    assert '<article class="document"' in page


def test_a_meeting_shows_its_day_as_told_and_its_awards_as_numbers(world: World):
    page = world.client("public").get(f"/hoi-nghi/{world.meeting.ref}/").content.decode()
    assert "20/01 (không nêu năm)" in page
    assert "15/QĐ-UBND" in page


@pytest.mark.parametrize("figure", ["9" * 30, "1", "x"])
def test_a_judgement_rests_on_no_figure_that_was_not_offered(world: World, figure: str):
    typed = {"do": "claim", "text": "Đạt kết quả tốt.", "figures": figure}
    response = world.client("clerk").post(COMPOSER, typed)
    assert response.status_code == 400
    assert "Đạt kết quả tốt." in response.content.decode()
    assert not Claim.objects.exists()


def test_words_too_long_for_a_section_are_refused_and_stay_typed(world: World):
    response = write(world, "clerk", "dài " * 6000)
    assert response.status_code == 400
    assert "dài " * 6000 in response.content.decode()


def test_what_was_published_meanwhile_is_not_made_unpublished_by_a_late_approval(world: World):
    stale = world.build()
    approve_review(review=Review.objects.get(pk=stale.pk), actor=world.hats.leader, now=NOW)
    publish_review(review=Review.objects.get(pk=stale.pk), actor=world.hats.clerk, now=NOW)
    with pytest.raises(Refusal) as refused:
        approve_review(review=stale, actor=world.hats.leader, now=NOW)
    assert refused.value.faults[0].code == "grant.refused"
    assert Review.objects.get(pk=stale.pk).state == Review.State.PUBLISHED


def test_a_period_that_is_none_is_told_beside_the_programmes_term(world: World):
    page = world.client("clerk").get("/tong-ket/soan/dan-chu-o-co-so/?ky=abc")
    assert page.status_code == 200
    assert "abc" in page.content.decode()
    assert str(page.context["period"]) == world.programme.term
    assert '<option value="2026-9M">' in page.content.decode()
