"""A webhook goes out: signed, over TLS, and to no machine inside unless the operator has allowed it.

The name is looked up once, and the connection goes to an address that was judged: what the name leads to a moment
later plays no part. Redirections are not followed.
"""

import hashlib
import hmac
import http.client
import ipaddress
import json
import socket
import ssl
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from tongket.base.env import secret
from tongket.viet.fault import Refusal, refusal

TIMEOUT = 10  # seconds a receiver may take
LONGEST = 500  # characters of an address
# Prefixes that carry an address of the fourth version inside: what lies behind is not seen from here.
_TUNNELS = tuple(map(ipaddress.IPv6Network, ("64:ff9b::/96", "2002::/16", "2001::/32")))


def secret_of(hook: str) -> str:
    """The word that a receiver checks the signature with: its own, made from the key of the installation."""
    key = secret(settings.DATA, "webhooks").encode()
    return hmac.new(key, hook.encode(), hashlib.sha256).hexdigest()


def signature(hook: str, body: bytes) -> str:
    return "sha256=" + hmac.new(secret_of(hook).encode(), body, hashlib.sha256).hexdigest()


def judge(url: str) -> str:
    """The IP address to which a message for this URL may go. Refuses (`hook.…`) every other."""
    parts = _parts(url)
    try:
        found = socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise refusal("hook.unknown_host", host=str(parts.hostname)) from None
    addresses = [str(row[4][0]) for row in found]
    if not settings.WEBHOOK_PRIVATE and not all(map(_is_outside, addresses)):
        raise refusal("hook.private", host=str(parts.hostname))
    return addresses[0]


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        fits = parts.scheme == "https" and parts.hostname and parts.username is None and parts.port != 0
    except ValueError:  # a port that is none, a bracket left open
        fits = False
    if not fits or len(url) > LONGEST or not url.isascii() or any(sign <= " " for sign in url):
        raise refusal("hook.url", url=url[:100])
    return parts


def _is_outside(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return _is_outside(str(ip.ipv4_mapped))
        if any(ip in tunnel for tunnel in _TUNNELS):
            return False
    return ip.is_global and not ip.is_multicast


def send(*, url: str, hook: str, key: str, body: dict[str, Any]) -> None:
    """One message; anything but an answer of 2xx is an error, and tried again later."""
    try:
        address = judge(url)
    except Refusal as why:
        raise ValueError(why.faults[0].code) from None
    parts, data = _parts(url), json.dumps(body, ensure_ascii=False).encode()
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "Idempotency-Key": key,
        "X-Tongket-Signature": signature(hook, data),
    }
    line = _Pinned(str(parts.hostname), parts.port or 443, address)
    try:
        line.request("POST", f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}", data, headers)
        answer = line.getresponse()
        if not 200 <= answer.status < 300:
            raise ValueError(f"HTTP {answer.status}")
    finally:
        line.close()


class _Pinned(http.client.HTTPSConnection):
    """Connects to one address, whatever the name leads to; the certificate has to be that of the name."""

    def __init__(self, host: str, port: int, address: str) -> None:
        super().__init__(host, port, timeout=TIMEOUT)
        self.address, self.tls = address, ssl.create_default_context()

    def connect(self) -> None:
        plain = socket.create_connection((self.address, self.port), TIMEOUT)
        self.sock = self.tls.wrap_socket(plain, server_hostname=self.host)
