"""Copies on the screen: asked for on the page of the paper, shown with their own way and their paper."""

import pytest
from tests.directives.office import Office, signed_in
from tests.directives.outgoing.test_copies import finished, issued

from tongket.directives.models import Outgoing

pytestmark = pytest.mark.django_db


def test_a_clerk_makes_an_extract_on_the_page_of_the_paper(office: Office):
    paper, clerk = issued(office), signed_in(office.hats.clerk)
    assert "Sao văn bản" in clerk.get(paper.get_absolute_url()).content.decode()
    form = f"{paper.get_absolute_url()}sao/?hinh-thuc=TrS"
    assert clerk.post(form, {"electronic": "paper"}).status_code == 400  # no part was chosen
    sent = clerk.post(form, {"electronic": "paper", "lines": ["1"], "others": "Các thôn"})
    copy = Outgoing.objects.get(kind="TrS")
    assert sent.headers["Location"] == copy.get_absolute_url()
    page = clerk.get(copy.get_absolute_url()).content.decode()
    assert "Sao từ" in page
    assert "ký nháy" not in page  # nobody initials a copy
    copy = finished(office, copy)
    page = clerk.get(copy.get_absolute_url()).content.decode()
    assert "01/TrS-UBND" in page
    assert "Sao văn bản" not in page
    assert "01/TrS-UBND" in clerk.get(paper.get_absolute_url()).content.decode()
    assert clerk.get(f"{copy.get_absolute_url()}tai/docx/").content.startswith(b"PK")


def test_who_may_not_copy_is_not_offered_it(office: Office):
    paper, drafter = issued(office), signed_in(office.hats.drafter)
    assert "Sao văn bản" not in drafter.get(paper.get_absolute_url()).content.decode()
    assert drafter.get(f"{paper.get_absolute_url()}sao/").status_code == 403
