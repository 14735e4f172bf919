"""The door for the web server."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongket.site.settings")
_site = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Where TLS ends before us, every request has come by it: forms of all our host names are from https."""
    if settings.HTTPS:
        environ["wsgi.url_scheme"] = "https"
    return _site(environ, start_response)
