"""The door for the web server: behind TLS, forms of the site's own addresses are taken."""

import io
import re
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from tongket.site.wsgi import application

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kept_connection() -> Iterator[None]:
    """The transaction of a test is on its connection; a real request ends its own."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def ask(method: str, body: bytes = b"", **headers: str) -> tuple[str, dict[str, str], str]:
    answered: list[tuple[str, list[tuple[str, str]]]] = []
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": "/dang-nhap",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "HTTP_HOST": "testserver",
        "CONTENT_LENGTH": str(len(body)),
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        **headers,
    }
    page = b"".join(application(environ, lambda status, head, *_: answered.append((status, head))))
    status, head = answered[0]
    return status, dict(head), page.decode()


@pytest.mark.parametrize(("https", "status"), [(True, "400 Bad Request"), (False, "403 Forbidden")])
def test_a_form_sent_by_tls_is_taken_where_tls_is_said_to_stand_before_the_site(settings, https, status):
    settings.HTTPS = https
    _status, head, page = ask("GET")
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    typed = {"csrfmiddlewaretoken": token[1], "username": "ai-do", "password": "sai"}
    sent = ask(
        "POST",
        urlencode(typed).encode(),
        HTTP_COOKIE=head["Set-Cookie"].partition(";")[0],
        HTTP_ORIGIN="https://testserver",
        HTTP_REFERER="https://testserver/dang-nhap",
    )
    assert sent[0] == status  # 400: no such account; 403: the form itself is not taken


class _Unread(io.BytesIO):
    """A body of which nobody may take anything."""

    def read(self, *_size: object) -> bytes:
        raise AssertionError("the body was read")


@pytest.mark.parametrize(
    ("address", "kind", "words"),
    [
        ("/dang-nhap", "multipart/form-data; boundary=x", "Tệp lớn hơn 25 MB"),
        ("/api/so-lieu/", "application/json", '"code": "file.too_big"'),
        ("/api/so-lieu/", "multipart/form-data; boundary=x", '"code": "file.too_big"'),
    ],
)
def test_what_says_that_it_is_far_too_large_is_not_read(address: str, kind: str, words: str):
    large = {"CONTENT_LENGTH": str(500 * 1024 * 1024), "CONTENT_TYPE": kind, "PATH_INFO": address}
    status, _head, page = ask("POST", **large | {"wsgi.input": _Unread()})  # type: ignore[arg-type]
    assert status.startswith("413")
    assert words in page
