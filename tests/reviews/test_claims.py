"""A judgement names the figures it rests on, or the review says that there are none: screen and three formats."""

import html
import io
from datetime import timedelta

import docx
import pypdf
import pytest
from tests.world import NOW, World

from tongket.figures.actions import correct_figure
from tongket.figures.models import Figure
from tongket.reviews.actions import build_review, claim
from tongket.reviews.forms import choices_for, figures_for
from tongket.reviews.gather.records import figures_named, is_sum
from tongket.reviews.models import Claim
from tongket.reviews.queries import document_of
from tongket.viet.period import Period
from tongket.writer.files import render_files

pytestmark = pytest.mark.django_db
PERIOD = Period.parse("2026-Q3")
COMPOSER = "/tong-ket/soan/dan-chu-o-co-so/?ky=2026-Q3"


def figure(world: World) -> Figure:
    return figures_for(world.programme, PERIOD)[0]


def made(world: World, text: str, *figures: Figure | str) -> Claim:
    return claim(
        programme=world.programme, period=PERIOD, text=text, figures=figures, actor=world.hats.clerk, now=NOW
    )


def printed(world: World) -> dict[str, str]:
    """The words of the review in each of its formats, white space made one."""
    later = NOW + timedelta(minutes=1)
    review = build_review(
        programme=world.programme,
        period=PERIOD,
        kind="interim",
        as_of=later,
        actor=world.hats.clerk,
        now=later,
    )
    files = render_files(document_of(review), ["docx", "pdf", "html"], lambda _ref: "")
    word = docx.Document(io.BytesIO(files["docx"]))
    texts = {
        "docx": " ".join(line.text for line in word.paragraphs),
        "pdf": " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(files["pdf"])).pages),
        "html": files["html"].decode(),
    }
    return {ending: " ".join(text.split()) for ending, text in texts.items()}


def test_in_all_formats_it_prints_its_figures_or_that_it_has_none(world: World):
    made(world, "Phong trào chuyển biến tích cực.")
    named = figure(world)
    made(world, "Họp thôn đều hơn.", named)
    for ending, text in printed(world).items():
        assert "Phong trào chuyển biến tích cực (chưa có số liệu kèm theo)." in text, ending
        assert "Họp thôn đều hơn (số liệu kèm theo: " in text, ending
        assert named.indicator.measure in text.split("Họp thôn đều hơn", 1)[1][:200], ending


def test_it_is_changed_and_left_out_on_the_screen(world: World):
    one = made(world, "Tích cực.")
    key, named = f"c{one.pk}", figure(world)
    typed = {"do": "claim", "claim": one.ref, f"{key}-text": "Tích cực hơn.", f"{key}-figures": named.ref,
             f"{key}-version": 1}  # fmt: skip
    assert world.client("clerk").post(COMPOSER, typed).status_code == 302
    one.refresh_from_db()
    assert (one.text, one.figures) == ("Tích cực hơn.", [str(named.ref)])
    page = world.client("clerk").get(COMPOSER).content.decode()
    assert named.indicator.name in page.split('id="claims"')[1]
    world.client("clerk").post(COMPOSER, {"do": "drop", "claim": one.ref})
    assert not Claim.objects.exists()


def test_what_two_change_at_once_is_not_lost_and_can_be_kept_the_second_time(world: World):
    one = made(world, "Bản một.")
    key = f"c{one.pk}"
    for text in ("Bản hai.", "Bản ba."):
        typed = {"do": "claim", "claim": one.ref, f"{key}-text": text, f"{key}-version": 1}
        page = world.client("clerk").post(COMPOSER, typed)
    assert page.status_code == 400
    assert "Bản hai." in page.content.decode()
    assert "Bản ba." in page.content.decode()
    assert f'name="{key}-version" value="2"' in page.content.decode()


def test_a_judgement_of_another_programme_is_not_touched(world: World):
    one = made(world, "Tích cực.")
    Claim.objects.filter(pk=one.pk).update(period="2025")
    world.client("clerk").post(COMPOSER, {"do": "drop", "claim": one.ref})
    assert Claim.objects.count() == 1


def test_a_figure_that_was_corrected_since_is_named_as_it_stands_now(world: World):
    named = figure(world)
    made(world, "Họp thôn đều hơn.", named)
    later = NOW + timedelta(minutes=1)
    corrected = correct_figure(
        figure=named, value=(named.value or 0) + 1, reason="Đếm sót", actor=world.hats.leader, now=later
    )
    (found,) = figures_named(named_refs := [str(named.ref)], later).items()
    assert found == (named_refs[0], corrected)
    assert figures_named(named_refs, NOW) == {named_refs[0]: named}


def test_figures_to_choose_from_name_their_unit_and_the_whole_stands_first(world: World):
    told = [label for _ref, label in choices_for(world.programme, PERIOD, NOW)]
    refs = [ref for ref, _label in choices_for(world.programme, PERIOD, NOW)]
    sums = [ref for ref in refs if is_sum(ref)]
    assert sums
    assert refs[: len(sums)] == sums
    assert len(set(told)) == len(told), "no two are written alike"
    for label in told:
        assert "Xã Mẫu" in label or "Thôn " in label, label


def test_a_judgement_on_a_sum_prints_it_with_the_unit_and_keeps_its_trail(world: World):
    ref, label = choices_for(world.programme, PERIOD, NOW)[0]
    typed = {"do": "claim", "text": "Cả xã họp đều.", "figures": ref}
    assert world.client("clerk").post(COMPOSER, typed).status_code == 302
    assert Claim.objects.get().figures == [ref]
    page = world.client("clerk").get(COMPOSER).content.decode().split('id="claims"')[1]
    assert label in html.unescape(page)
    value = label.partition(":")[0].partition(",")[2] + ": "
    Claim.objects.all().delete()
    made(world, "Cả xã họp đều.", ref)
    for ending, text in printed(world).items():
        assert value in text.split("Cả xã họp đều (số liệu kèm theo: ", 1)[1][:200], ending
