"""Messages to programs outside: signed, over TLS, to nobody inside; told to a real server on this machine."""

import hashlib
import hmac
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tongket.base import webhooks
from tongket.base.models import Outbox
from tongket.base.outbox import deliver, enqueue
from tongket.viet.fault import Refusal

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)


class Receiver(HTTPServer):
    """Keeps what it hears; answers with `status`."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Ear)
        self.heard: list[tuple[dict[str, str], bytes]] = []
        self.status = 204


class _Ear(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.append((dict(self.headers), body))
        self.send_response(self.server.status)
        self.send_header("Location", "https://127.0.0.1:1/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *words: object) -> None: ...


@pytest.fixture
def receiver(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings) -> Iterator[Receiver]:
    """A server with a certificate of its own, which this process trusts; internal networks are allowed."""
    settings.WEBHOOK_PRIVATE = True
    pem = tmp_path / "server.pem"
    pem.write_bytes(_certificate())
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(pem)
    server = Receiver()
    server.socket = tls.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def _certificate() -> bytes:
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "t")]),
    )
    names = [x509.DNSName("localhost"), x509.IPAddress(IPv4Address("127.0.0.1"))]
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2100, 1, 1, tzinfo=UTC))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return made.public_bytes(serialization.Encoding.PEM) + key.private_bytes(
        serialization.Encoding.PEM, *form
    )


def promise(url: str) -> None:
    enqueue(key="hook:1", kind="webhook", payload={"url": url, "hook": "h", "body": {"đơn vị": 1}}, now=NOW)


@pytest.mark.django_db
def test_a_message_bears_its_key_and_the_signature_of_its_receiver(receiver: Receiver):
    promise(f"https://localhost:{receiver.server_port}/nhan?a=1")
    assert deliver(now=NOW) == 1
    [(headers, body)] = receiver.heard
    assert body.decode() == '{"đơn vị": 1}'
    assert headers["Idempotency-Key"] == "hook:1"
    right = hmac.new(webhooks.secret_of("h").encode(), body, hashlib.sha256).hexdigest()
    assert headers["X-Tongket-Signature"] == f"sha256={right}"
    assert webhooks.secret_of("h") != webhooks.secret_of("other")


@pytest.mark.django_db
@pytest.mark.parametrize("status", [302, 404, 500])
def test_any_answer_but_yes_is_kept_and_tried_again_and_no_redirection_is_followed(
    receiver: Receiver, status: int
):
    receiver.status = status
    promise(f"https://localhost:{receiver.server_port}/")
    assert deliver(now=NOW) == 0
    assert Outbox.objects.get().fault == f"ValueError: HTTP {status}"
    receiver.status = 200
    assert deliver(now=NOW + timedelta(minutes=1)) == 1
    assert [len(receiver.heard), Outbox.objects.get().fault] == [2, ""]


@pytest.mark.django_db
def test_a_receiver_with_another_s_certificate_hears_nothing(receiver: Receiver, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")
    promise(f"https://localhost:{receiver.server_port}/")
    assert deliver(now=NOW) == 0
    assert "CERTIFICATE_VERIFY_FAILED" in Outbox.objects.get().fault
    assert receiver.heard == []


@pytest.mark.parametrize(
    "host",
    [
        "localhost", "127.0.0.1", "127.1", "2130706433", "10.0.0.8", "172.16.0.1", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "0.0.0.0", "224.0.0.1", "[::1]", "[::]", "[fe80::1]", "[fd00::1]", "[::ffff:10.0.0.1]",
        "[64:ff9b::a00:1]", "[2002:a00:1::]", "[ff02::1]",
    ],
)  # fmt: skip
def test_nothing_is_sent_inside_unless_the_operator_allows_it(host: str, settings):
    with pytest.raises(Refusal, match=r"hook\.(private|unknown_host)"):
        webhooks.judge(f"https://{host}/")
    if host == "127.0.0.1":
        settings.WEBHOOK_PRIVATE = True
        assert webhooks.judge(f"https://{host}/") == host


def test_an_address_outside_is_taken():
    assert webhooks.judge("https://93.184.215.14:8443/a?b=c") == "93.184.215.14"


@pytest.mark.django_db
def test_what_lies_inside_by_now_is_not_sent_to():
    promise("https://127.0.0.1/")
    assert deliver(now=NOW) == 0
    assert Outbox.objects.get().fault == "ValueError: hook.private"


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/", "file:///etc/passwd", "https://", "https:///a", "https://a:b@example.org/", "ftp://a",
        "https://example.org:99999/", "https://example.org/\r\nHost: a", "https://[::1", "example.org", "",
        f"https://example.org/{'a' * 500}", "https://example.org:0/",
    ],
)  # fmt: skip
def test_what_is_no_https_address_is_refused(url: str):
    with pytest.raises(Refusal, match=r"hook\.url"):
        webhooks.judge(url)
