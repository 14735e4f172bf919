"""A paper that went out is known when a Word file of it comes back, also without its marks."""

import pytest
from tests.directives.office import Office, drafted, sealed
from tests.reviews.test_issued import altered_docx, without_marks
from tests.world.people import NOW

from tongket.directives.outgoing.document import document_of, made_at
from tongket.directives.outgoing.issue import issue_paper
from tongket.reviews.recognise import Found, recognise
from tongket.units.hats import PUBLIC, Hat
from tongket.viet.fault import Refusal
from tongket.writer.docx import render_docx

pytestmark = pytest.mark.django_db


def test_a_paper_without_its_marks_is_known_to_who_may_read_it_and_to_nobody_else(office: Office):
    paper = issue_paper(paper=sealed(office, drafted(office)), actor=office.hats.clerk, now=NOW)
    wiped = without_marks(render_docx(document_of(paper, made_at(paper))))

    def told(data: bytes, actor: Hat):
        return recognise(data=data, name="van-ban.docx", actor=actor, now=NOW)

    answer = told(wiped, office.hats.clerk)
    assert (answer.found, answer.symbol, answer.altered) == (Found.SAME_TEXT, paper.symbol, ())
    altered = told(altered_docx(wiped, paper.text.split()[0], "Khác"), office.hats.clerk)
    assert (altered.found, altered.altered[0].there) == (Found.ALTERED, "Khác")
    with pytest.raises(Refusal) as why:
        told(wiped, PUBLIC)
    assert why.value.faults[0].code == "check.foreign", (
        "a number alone shows nobody that there is such a paper"
    )
