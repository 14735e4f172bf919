"""`tongket check` finds a paper that was changed past the system."""

import pytest
from tests.directives.office import Office, drafted, received, sealed
from tests.world.people import NOW

from tongket.directives.incoming.actions import correct_paper
from tongket.directives.models import Incoming, Outgoing, OutgoingStep
from tongket.directives.outgoing.issue import issue_paper
from tongket.directives.paper_checks import check_incoming, check_outgoing

pytestmark = pytest.mark.django_db


def test_papers_entered_corrected_and_issued_are_what_the_ledger_says(office: Office):
    from tests.directives.office import new_paper

    one = received(office)
    correct_paper(paper=one, new=new_paper(abstract="Khác"), actor=office.hats.clerk, now=NOW)
    paper = sealed(office, drafted(office, recipients=[office.village]))
    issue_paper(paper=paper, actor=office.hats.clerk, now=NOW)
    assert check_incoming() == []
    assert check_outgoing() == []


@pytest.mark.parametrize("change", [{"abstract": "Sửa lén"}, {"number": 9}, {"sender": "Nơi khác"}])
def test_an_arrival_that_was_changed_is_found(office: Office, change: dict):
    received(office)
    Incoming.objects.update(**change)
    assert [fault.code for fault in check_incoming()] == ["paper.differs"]


@pytest.mark.parametrize("change", [{"text": "Sửa lén"}, {"symbol": "09/KH-UBND"}, {"authority": "Q."}])
def test_a_paper_that_was_changed_is_found(office: Office, change: dict):
    sealed(office, drafted(office))
    Outgoing.objects.update(**change)
    assert [fault.code for fault in check_outgoing()] == ["outgoing.differs"]


def test_a_step_that_is_gone_is_found(office: Office):
    sealed(office, drafted(office))
    OutgoingStep.objects.filter(kind="formed").delete()
    assert [fault.code for fault in check_outgoing()] == ["outgoing.differs"]
