"""The tabs of the frame: one is lit at most, and nobody is shown one that is not theirs."""

import pytest
from django.test import Client

from tongket.site import frame


@pytest.mark.parametrize(
    ("path", "tab"),
    [
        ("/hoi-nghi/1/chuong-trinh/", "/tong-ket/"),
        ("/lich-tuan/", "/ban-viec/"),
        ("/nhiem-vu/1/", "/chuong-trinh/"),
        ("/van-ban/1/giao-viec/", "/van-ban/"),
        ("/van-ban-di/so/", "/van-ban-den/"),
        ("/ho-so/", "/van-ban-den/"),
        ("/tim", None),
        ("/", None),
    ],
)
def test_one_tab_at_most_is_lit_and_it_is_the_page_s_own(path: str, tab: str | None):
    tabs = ("/ban-viec/", "/chuong-trinh/", "/van-ban/", "/van-ban-den/", "/tong-ket/", "/don-vi/", "/")
    assert [link for link in tabs if frame.holds(link, path)] == ([tab] if tab else [])


@pytest.mark.django_db
def test_who_is_not_signed_in_sees_no_tab_of_officers(client: Client):
    page = client.get("/chuong-trinh/").text
    tabs = page[page.index('<nav class="rooms"') : page.index("<details", page.index('<nav class="rooms"'))]
    assert '<a href="/chuong-trinh/" aria-current="true">Chương trình</a>' in tabs
    assert not any(link in tabs for link in ("/ban-viec/", "/van-ban-den/", "/so-lieu/", "/quan-tri/"))
