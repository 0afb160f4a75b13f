"""Posting to a provider's address: servers on this machine, good and bad, and addresses that lead inside."""

import datetime as dt
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from cmehub.submissions.events import Failure
from functions.notify.webhooks import post as webhook_post
from functions.notify.webhooks.post import WebhookPost, addresses_of
from tests.webhook_hub import Receiver

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

POST = WebhookPost(may_be_local=True, seconds=5)
BODY = b'{"type":"webhook.test"}'
HEADERS = {"webhook-id": "evt_1"}


def test_a_post_carries_its_body_and_its_headers() -> None:
    with Receiver.started(202) as receiver:
        assert POST(receiver.url, BODY, HEADERS) == 202

    (received,) = receiver.received
    assert (received.path, received.body) == ("/hook?of=lms", BODY)
    assert received.headers["webhook-id"] == "evt_1"
    assert received.headers["content-type"] == "application/json"
    assert received.headers["host"] == f"127.0.0.1:{receiver.server_port}"


@pytest.mark.parametrize("status", [200, 301, 307, 410, 503])
def test_a_status_is_told_and_no_redirect_followed(status: int) -> None:
    with Receiver.started(status) as receiver:
        assert POST(receiver.url, BODY, HEADERS) == status

    assert len(receiver.received) == 1


@contextmanager
def talking(*pieces: bytes, pause: float = 0, close: bool = True) -> Iterator[str]:
    """Run a server that says these pieces, whatever it is asked, with a pause before each."""
    ended = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def talk() -> None:
            with server.accept()[0] as connection:
                for piece in pieces:
                    ended.wait(pause)
                    try:
                        connection.sendall(piece)
                    except OSError:
                        return
                if not close:
                    ended.wait(20)

        thread = threading.Thread(target=talk)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}/"
        finally:
            ended.set()
            thread.join()


def test_one_that_never_answers() -> None:
    with talking(close=False) as url:
        assert WebhookPost(may_be_local=True, seconds=0.2)(url, BODY, HEADERS) is Failure.TOO_SLOW


def test_one_that_sends_its_headers_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook_post, "_MARGIN", 0.1)
    drips = [b"HTTP/1.1 200 OK\r\n", *(b"X-A: b\r\n" for _ in range(90))]
    with talking(*drips, pause=0.1) as url:
        began = time.monotonic()
        assert WebhookPost(may_be_local=True, seconds=0.4)(url, BODY, HEADERS) is Failure.TOO_SLOW
        assert time.monotonic() - began < 5


def test_an_endless_answer_is_not_read() -> None:
    with talking(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n", close=False) as url:
        assert POST(url, BODY, HEADERS) == 200


def test_one_that_talks_something_else() -> None:
    with talking(b"SSH-2.0-OpenSSH_9.6\r\n") as url:
        assert POST(url, BODY, HEADERS) is Failure.NO_CONNECTION


def test_nobody_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

    assert POST(f"http://127.0.0.1:{port}/", BODY, HEADERS) is Failure.NO_CONNECTION


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.31.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1"],  # noqa: S104
)
def test_a_name_that_leads_inside_is_not_posted_to(address: str) -> None:
    with Receiver.started() as receiver:
        for found in ([address], ["8.8.8.8", address]):
            post = WebhookPost(may_be_local=False, addresses=lambda *_, found=found: found)
            assert post(f"https://lms.example.org:{receiver.server_port}/", BODY, HEADERS) is Failure.ADDRESS_NOT_PUBLIC

    assert receiver.received == []


def test_an_address_that_was_stored_and_is_not_allowed() -> None:
    with Receiver.started() as receiver:
        assert WebhookPost(may_be_local=False)(receiver.url, BODY, HEADERS) is Failure.ADDRESS_NOT_PUBLIC

    assert receiver.received == []


def test_a_name_without_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object) -> None:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert addresses_of("lms.example.org", 443) == []
    assert WebhookPost(may_be_local=False)("https://lms.example.org/", BODY, HEADERS) is Failure.ADDRESS_UNKNOWN


def test_the_addresses_of_this_machine() -> None:
    assert addresses_of("localhost", 80) == ["127.0.0.1"]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for lms.example.org that signs itself, with its key in the same file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "lms.example.org")])
    now = dt.datetime.now(dt.UTC)
    names = x509.SubjectAlternativeName([x509.DNSName("lms.example.org")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.mark.parametrize(
    ("host", "trusted", "came"),
    [
        ("lms.example.org", True, 204),
        ("lms.example.org", False, Failure.NO_TLS),
        ("other.example.org", True, Failure.NO_TLS),
    ],
)
def test_the_certificate_has_to_be_valid_for_the_name_though_the_address_is_dialled(
    certificate: Path, monkeypatch: pytest.MonkeyPatch, host: str, trusted: bool, came: int | Failure
) -> None:
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    post = WebhookPost(may_be_local=True, addresses=lambda *_: [str(ipaddress.IPv4Address("127.0.0.1"))])
    with Receiver.started() as receiver:
        receiver.socket = context.wrap_socket(receiver.socket, server_side=True)

        assert post(f"https://{host}:{receiver.server_port}/", BODY, HEADERS) == came
