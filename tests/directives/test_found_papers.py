"""The one search box finds an office's papers, for whoever may read the very paper and for nobody else."""

from tests.directives.office import DAY, Office, drafted, new_paper, office, received, signed, stood, world
from tests.world import NOW

from tongket.base.models import SearchRow
from tongket.base.search import complete, find
from tongket.directives.incoming.actions import correct_paper, record_instruction
from tongket.directives.outgoing.actions import Draft, change_draft, number_paper
from tongket.site.views import visible
from tongket.units.hats import PUBLIC, Hat

__all__ = ["office", "stood", "world"]


def found(hat: Hat, words: str) -> list[str]:
    groups = find(words, rows=visible(hat, DAY))
    return [hit.shown for group in groups if group.kind in ("incoming", "outgoing") for hit in group.hits]


def test_a_paper_that_arrived_is_found_by_its_office_by_whom_it_was_given_to_and_by_nobody_else(
    office: Office,
):
    paper = received(office)
    shown = ["125/SNV-CCHC Báo cáo kết quả cải cách hành chính năm 2026"]
    hats = office.hats
    for words in ("cai cach hanh chinh", "125/SNV-CCHC", "So Noi vu"):
        assert found(hats.clerk, words) == found(hats.chair, words) == shown
    strangers = (PUBLIC, hats.drafter, hats.villager, hats.party_clerk, *vars(office.world.hats).values())
    assert [hat for hat in strangers if found(hat, "cai cach hanh chinh")] == []
    record_instruction(
        paper=paper, content="Tham mưu", lead=office.section, task=paper.ref, actor=hats.chair, now=NOW
    )
    assert found(hats.drafter, "cai cach hanh chinh") == shown


def test_a_corrected_paper_is_found_by_what_it_says_now(office: Office):
    paper = received(office)
    correct_paper(paper=paper, new=new_paper(abstract="Về đê điều"), actor=office.hats.clerk, now=NOW)
    assert found(office.hats.clerk, "de dieu") == ["125/SNV-CCHC Về đê điều"]
    assert found(office.hats.clerk, "cai cach hanh chinh") == []


def test_a_paper_that_goes_out_is_found_by_drafter_and_body_from_its_draft_to_its_number(office: Office):
    paper, hats = drafted(office), office.hats
    change = Draft("KH", "Họp thôn cuối năm", text="Kính mong")
    change_draft(paper=paper, version=1, draft=change, actor=hats.drafter, now=NOW)
    assert found(hats.drafter, "hop thon cuoi nam") == found(hats.chair, "hop thon") == ["Họp thôn cuối năm"]
    assert found(hats.party_clerk, "hop thon") == found(PUBLIC, "hop thon") == []
    number_paper(paper=signed(office, paper), actor=hats.clerk, now=NOW)
    assert found(hats.clerk, "01/KH-UBND") == ["01/KH-UBND Họp thôn cuối năm"]


def test_papers_that_the_search_does_not_know_yet_enter_it_from_the_books(office: Office):
    received(office)
    drafted(office)
    papers = SearchRow.objects.filter(kind__in=["incoming", "outgoing"])
    before = set(papers.values_list("kind", "folded", "url"))
    papers.delete()
    complete()
    assert len(before) == 2
    assert set(papers.values_list("kind", "folded", "url")) == before
