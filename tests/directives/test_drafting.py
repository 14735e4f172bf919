"""A paper that another room composed enters the outgoing book as a draft and goes the way of any other."""

import datetime
import io
import uuid

import docx
from tests.directives.office import Office, office, sealed, stood, world
from tests.world import NOW

from tongket.base.files import open_file
from tongket.directives.drafting import body_for, enter_draft
from tongket.directives.models import Incoming, Outgoing
from tongket.directives.outgoing.actions import initial_content
from tongket.directives.outgoing.document import document_of
from tongket.directives.outgoing.issue import issue_paper
from tongket.directives.paper_checks import check_outgoing
from tongket.writer.document import (
    Annex,
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Head,
    Paragraph,
    Table,
    Text,
)

__all__ = ["office", "stood", "world"]

TABLE = Table((Column("Việc"), Column("Hạn")), ((Cell("Họp thôn"), Cell("30/11/2026")),))
REF = uuid.UUID(int=7)


def say(text: str, style: str = "") -> Paragraph:
    return Paragraph((Text(text, style),))  # type: ignore[arg-type]


def composed(*body: Block, **more: object) -> Document:
    told = {
        "kind": "", "abstract": "đôn đốc nhiệm vụ quá hạn", "head": Head("X", "Mẫu", "ngày"), "as_of": "x",
        "addressees": ("Thôn Một",), "recipients": ("Như trên;", "Sở Nội vụ;", "Lưu: VT."),
    }  # fmt: skip
    return Document(body=body, **(told | more))  # type: ignore[arg-type]


def entered(office: Office, document: Document, kind: str = "CV") -> Outgoing:
    return enter_draft(
        document=document, kind=kind, body=office.committee, drafter=office.section, ref=REF,
        recipients=[office.village], actor=office.hats.drafter, now=NOW,
    )  # fmt: skip


def test_plain_words_become_the_text_and_what_follows_a_table_stays_as_composed(office: Office):
    body = (say("Một."), Bullets(((Text("hai"),),)), TABLE, say("Ba."))
    paper = entered(office, composed(*body))
    assert (paper.state, paper.text, paper.number) == ("draft", "Một.\n- hai", None)
    assert paper.others == "Sở Nội vụ"
    assert document_of(paper, NOW).body == body
    assert paper.steps.get().text.splitlines() == [
        "Một.",
        "- hai",
        "Việc",
        "Hạn",
        "Họp thôn",
        "30/11/2026",
        "Ba.",
    ]


def test_a_bold_word_keeps_the_paragraph_as_composed(office: Office):
    paper = entered(office, composed(say("Thời gian", "bold"), say("Hai")))
    assert paper.text == ""
    assert document_of(paper, NOW).body == (say("Thời gian", "bold"), say("Hai"))


def test_it_is_numbered_and_issued_with_its_annex_and_reaches_the_recipients(office: Office):
    annex = Annex("danh-sach", "Danh sách", (TABLE,), "landscape")
    paper = issue_paper(
        paper=sealed(office, entered(office, composed(say("Một."), annexes=(annex,)))),
        actor=office.hats.clerk,
        now=NOW,
    )
    assert Incoming.objects.get(unit=office.village).symbol == paper.symbol == "01/UBND"
    with open_file(paper.issued_file) as data:
        word = docx.Document(io.BytesIO(data.read()))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert "Họp thôn" in cells
    recipients = next(text for text in cells if "Nơi nhận" in text)
    assert "- Như trên;\n- Sở Nội vụ;\n- Lưu: VT" in recipients
    assert "Thôn Một" not in recipients
    assert check_outgoing() == []


def test_a_second_time_the_draft_is_brought_up_to_date_and_keeps_the_text_before(office: Office):
    first = entered(office, composed(say("Một."), TABLE))
    again = entered(office, composed(say("Hai.")))
    assert (again.pk, again.text, again.composed, Outgoing.objects.count()) == (first.pk, "Hai.", "", 1)
    assert [step.text.splitlines()[0] for step in again.steps.order_by("pk")] == ["Một.", "Hai."]


def test_once_it_is_initialled_it_is_given_back_as_it_stands(office: Office):
    paper = entered(office, composed(say("Một.")))
    initial_content(paper=paper, actor=office.hats.head, now=NOW)
    assert entered(office, composed(say("Hai."))).text == "Một."


def test_the_initials_stand_for_the_composed_part_too(office: Office):
    paper = entered(office, composed(say("Một."), TABLE))
    Outgoing.objects.update(composed=paper.composed.replace("Họp thôn", "Họp xã"))
    assert [fault.code for fault in check_outgoing()] == ["outgoing.differs"]


def test_an_office_without_papers_of_its_own_drafts_for_the_organ_above(office: Office):
    assert body_for(office.hats.drafter, datetime.date(2026, 11, 22)) == office.committee
