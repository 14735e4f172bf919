"""Every figure of a review opens its trail as the review knew it, whatever was corrected since."""

import re
from datetime import timedelta
from decimal import Decimal
from html import unescape

import pytest
from tests.world import NOW, World

from tongket.figures import actions as figures
from tongket.figures.models import Figure
from tongket.programmes.actions import Bounds, set_target
from tongket.programmes.models import Target
from tongket.reviews.actions import build_review
from tongket.reviews.render import render
from tongket.units.hats import SYSTEM
from tongket.viet.period import Period

pytestmark = pytest.mark.django_db
LINK = re.compile(r'<a class="figure" href="([^"]+)">([^<]+)</a>')
AS_OF = "?luc=2026-11-22T02:00:00Z&ban-do=2026-09-30"


def links(html: str) -> dict[str, str]:
    """What each link to a trail is printed as."""
    return {unescape(link): text for link, text in LINK.findall(html)}


def correct(world: World) -> Figure:
    wrong = Figure.objects.get(unit=world.units.thon_mot, indicator=world.indicators.households)
    return figures.correct_figure(
        figure=wrong, value=200, reason="Cộng sót", actor=world.hats.approver, now=NOW + timedelta(minutes=1)
    )


def own_page(world: World) -> str:
    return world.client("public").get(f"/tong-ket/{world.published.ref}/").content.decode()


def test_a_correction_after_the_review_does_not_change_what_its_links_show(world: World):
    correct(world)
    client, ours = world.client("public"), links(own_page(world))
    total = f"/so-lieu/dau-vet/r/{world.indicators.households.ref}/{world.units.xa_mau.ref}/2026-Q3/reported/"
    assert ours[f"{total}{AS_OF}"] == "148"
    then = client.get(f"{total}{AS_OF}").content.decode()
    assert "<strong>148</strong>" in then
    assert f'<a href="{total}">' in then
    assert "<strong>200</strong>" in client.get(total).content.decode()


def test_every_link_of_the_page_the_annex_and_the_file_shows_the_number_printed(world: World):
    correct(world)
    client = world.client("public")
    annex = client.get(f"/tong-ket/{world.published.ref}/phu-luc/don-vi/").content.decode()
    taken = render(world.published, "html").decode()
    found = [*links(own_page(world)).items(), *links(annex).items()]
    found += [(link.removeprefix("http://testserver"), text) for link, text in links(taken).items()]
    assert len(found) > 10
    for link, text in found:
        assert link.endswith(AS_OF)
        page = client.get(link)
        assert (link, page.status_code) == (link, 200)
        number = text.split()[0]
        assert f">{number}</" in page.content.decode() or not number[0].isdigit(), (link, text)


def test_the_frozen_document_names_no_moment_for_its_figures(world: World):
    assert b"?luc=" not in render(world.published, "json")


def test_a_reduction_and_its_target_open_both_sums(world: World):
    meetings, before = world.indicators.meetings, Period.parse("2026-Q2")
    set_target(
        programme=world.programme,
        indicator=meetings.ref,
        unit=world.units.xa_mau,
        period=Period.parse("2026-Q3"),
        kind=Target.Kind.PLEDGED,
        bounds=Bounds(Target.Sense.AT_LEAST, low=Decimal(10)),
        basis=Target.Basis.REDUCTION,
        base_period=before,
        actor=world.hats.clerk,
        now=NOW,
    )
    rows = [
        figures.Counted(world.units.thon_mot.pk, value, Period.parse(period))
        for period, value in (("2026-Q2", 3), ("2026-Q3", 2))
    ]
    figures.count_figures(indicator=meetings, rows=rows, how="đếm", now=NOW)
    review = build_review(
        programme=world.programme,
        period=Period.parse("2026-Q3"),
        kind="interim",
        as_of=NOW + timedelta(microseconds=7),
        actor=SYSTEM,
        now=NOW + timedelta(seconds=1),
    )
    page = world.client("leader").get(f"/tong-ket/{review.ref}/").content.decode()
    compared = {link: text for link, text in links(page).items() if "/so-voi/2026-Q2/" in link}
    assert {"33,3", "33,3 %"} >= {text for text in compared.values() if text[0].isdigit()} != set()
    for link, text in compared.items():
        trail = world.client("leader").get(link).content.decode()
        said = "(3 − 2) : 3 × 100 = 33,33333…" if text[0].isdigit() else "Không tính được"
        assert said in trail
