"""Real servers on this machine that behave as gateways do on good and on bad days."""

import asyncio
import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from enum import Enum, auto
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import httpx
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from titian.kernel import clock

SLOW_SECONDS = 8.0
PATIENCE = httpx.Timeout(connect=3.0, write=3.0, read=3.0, pool=3.0)  # ours, for answers


class Day(Enum):
    """How the gateway behaves today."""

    GOOD = auto()
    SLOW = auto()  # takes the message, answers too late
    BUSY = auto()
    DOWN = auto()
    LOCKED_OUT = auto()  # our own account is refused
    NO_SUCH_ADDRESS = auto()
    GONE = auto()  # nobody takes anything there any more
    DROPPED = auto()  # takes the message and hangs up without a word


_REFUSALS = {
    Day.BUSY: 429,
    Day.DOWN: 503,
    Day.LOCKED_OUT: 401,
    Day.NO_SUCH_ADDRESS: 400,
    Day.GONE: 410,
}


class HttpGateway(ThreadingHTTPServer):
    """Answers like WhatsApp's or an SMS gateway's endpoint; remembers what it was told."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.day = Day.GOOD
        self.read: Callable[[bytes], dict[str, Any]] = json.loads
        self.status = 200  # what is answered on a good day; from 400 on nothing is taken
        self.refusal: dict[str, Any] = {}
        self.received: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self._stopped = False
        self._lock = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def take(self, body: dict[str, Any], headers: dict[str, str]) -> int:
        with self._lock:
            self.received.append(body)
            self.headers.append(headers)
            return len(self.received)

    def stop(self) -> None:
        """Nobody listens any more; asking twice does no harm."""
        if not self._stopped:
            self._stopped = True
            self.shutdown()
            self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """The other side hung up, as some tests want."""


class _Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: HttpGateway

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        day = self.server.day
        if day in _REFUSALS or self.server.status >= 400:
            self._refuse(_REFUSALS.get(day, self.server.status))
            return
        number = self.server.take(self.server.read(raw), dict(self.headers))
        if day is Day.SLOW:
            time.sleep(SLOW_SECONDS)
        if day is Day.DROPPED:
            self.close_connection = True
            self.connection.shutdown(2)
            return
        answer = {"id": f"gw-{number}", "messages": [{"id": f"wamid.{number}"}]}
        self._say(self.server.status, answer)

    def _refuse(self, status: int) -> None:
        self._say(status, self.server.refusal, {"Retry-After": "90"} if status == 429 else {})

    def _say(self, status: int, body: dict[str, Any], more: dict[str, str] | None = None) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"Content-Length": str(len(content)), **(more or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: Any) -> None:
        """Quiet."""


@contextmanager
def http_gateway() -> Iterator[HttpGateway]:
    gateway = HttpGateway()
    thread = threading.Thread(target=gateway.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield gateway
    finally:
        gateway.stop()
        thread.join(timeout=5)


class MailHandler:
    """What aiosmtpd asks while a letter is handed over."""

    def __init__(self) -> None:
        self.day = Day.GOOD
        self.letters: list[Envelope] = []

    async def handle_RCPT(  # noqa: N802 -- the name aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.day is Day.NO_SUCH_ADDRESS:
            return "550 5.1.1 No such user here"
        if self.day is Day.BUSY:
            return "451 4.7.1 Greylisted, come again"
        if self.day is Day.DOWN:
            return "421 4.3.2 Shutting down"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 -- the name aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        self.letters.append(envelope)
        if self.day is Day.SLOW:
            await asyncio.sleep(SLOW_SECONDS)
        if self.day is Day.DROPPED:
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return "250 OK queued"

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        right = isinstance(data, LoginPassword) and data.password == b"right"
        return AuthResult(success=right and self.day is not Day.LOCKED_OUT)


class MailServer:
    """A real SMTP server that wants encryption and a password."""

    def __init__(self, certificate: ssl.SSLContext) -> None:
        self.handler = MailHandler()
        self._controller: Controller | None = Controller(
            self.handler,
            hostname="127.0.0.1",
            port=_free_port(),
            tls_context=certificate,
            require_starttls=True,
            authenticator=self.handler.authenticate,
            auth_required=True,
        )
        self._controller.start()
        self.port: int = self._controller.port

    def stop(self) -> None:
        if self._controller is not None:
            self._controller.stop()
        self._controller = None


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def mail_server(certificate: ssl.SSLContext) -> Iterator[MailServer]:
    server = MailServer(certificate)
    try:
        yield server
    finally:
        server.stop()


def certificate_for_this_machine(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A certificate of our own: the server's side and the side that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    since = clock.now() - timedelta(days=1)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(since + timedelta(days=30))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    pem = folder / "server.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    pem.write_bytes(secret + certificate.public_bytes(serialization.Encoding.PEM))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(pem)
    return server, ssl.create_default_context(cafile=str(pem))
