"""Where a paper is sent to (Nơi nhận): who is addressed above stands there as “Như trên”."""

import pytest
from tests.directives.office import Office
from tests.world.people import NOW

from tongket.directives.models import Outgoing
from tongket.directives.outgoing.actions import Draft, draft_paper
from tongket.directives.outgoing.document import document_of
from tongket.writer.layout import laid_out

pytestmark = pytest.mark.django_db


def recipients(office: Office, **more: str) -> tuple[str, ...]:
    draft = Draft(kind="BC", abstract="Kết quả năm 2026", text="Nội dung.", **more)
    paper: Outgoing = draft_paper(
        unit=office.committee, drafter=office.section, draft=draft, actor=office.hats.drafter, now=NOW
    )
    return laid_out(document_of(paper, NOW)).recipients


def test_a_report_upward_names_its_addressee_below_as_above(office: Office):
    assert recipients(office, addressees="UBND tỉnh Mẫu") == ("Như trên;", "Lưu: VT, PKT.")


def test_as_above_stands_once_and_not_where_nobody_is_addressed(office: Office):
    typed = recipients(office, addressees="UBND tỉnh Mẫu", others="Như trên;\nSở Nội vụ")
    assert typed == ("Như trên;", "Sở Nội vụ;", "Lưu: VT, PKT.")
    assert recipients(office, others="Sở Nội vụ") == ("Sở Nội vụ;", "Lưu: VT, PKT.")


def test_grounds_and_addressees_typed_without_signs_come_out_as_the_form_has_them(office: Office):
    draft = Draft(
        kind="TTr",
        abstract="Ban hành kế hoạch",
        text="Nội dung.",
        addressees="UBND tỉnh\nSở Nội vụ",
        bases="Căn cứ Luật A\nCăn cứ Nghị định B",
    )
    paper = draft_paper(
        unit=office.committee, drafter=office.section, draft=draft, actor=office.hats.drafter, now=NOW
    )
    made = laid_out(document_of(paper, NOW))
    assert made.bases == ("Căn cứ Luật A;", "Căn cứ Nghị định B.")
