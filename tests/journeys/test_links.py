"""A page offers nobody a link that is then refused: every link of every page, as each of the cast."""

import re
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from tests.journeys.test_every_page import OPEN, _papers, address, going_round
from tests.world import CAST, World

__all__ = ["_papers", "going_round"]
pytestmark = [pytest.mark.django_db, pytest.mark.slow]
_LINK = re.compile(r'<a\b[^>]*?\bhref="([^"#]+)"')


@pytest.mark.parametrize("role", [*CAST, "public"])
def test_no_page_links_to_what_is_refused(world: World, role: str):
    client, asked, refused = world.client(role), {}, {}
    for name, open_to in OPEN.items():
        if role not in (open_to or ()):
            continue
        here = address(name, world)
        response = client.get(here)
        if "text/html" not in response.headers.get("Content-Type", ""):
            continue
        for link in _LINK.findall(response.content.decode()):
            target = urlsplit(urljoin(here, unescape(link)))
            if target.netloc or target.scheme:
                continue
            path = f"{target.path}?{target.query}" if target.query else target.path
            if path not in asked:
                asked[path] = client.get(path).status_code
            if asked[path] in (403, 404) or asked[path] >= 500:
                refused[path] = (asked[path], here)
    assert refused == {}
