"""E-mail by SMTP: encrypted on the way, one connection a message."""

import re
import smtplib
import ssl
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from email.utils import format_datetime, parseaddr
from urllib.parse import parse_qs, unquote, urlparse

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from titian.notifications.ports import Outgoing, Sent, TransportError
from titian.platform.db.transactions import refuse_transaction

_SECONDS = 10.0
_LEADING_DOT = re.compile(rb"(?m)^\.")
_PLAIN_ADDRESS = re.compile(r"[^\s@<>(),;:\"\\]+@[^\s@<>(),;:\"\\]+\.[^\s@<>(),;:\"\\]+")


@dataclass(frozen=True, slots=True)
class Server:
    """`tls` is "starttls", "tls" (encrypted from the first byte) or "none" (own machine only)."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = ""
    tls: str = "starttls"
    trust: ssl.SSLContext | None = None
    seconds: float = _SECONDS

    @property
    def domain(self) -> str:
        return parseaddr(self.sender)[1].rpartition("@")[2]


class Smtp:
    patience = timedelta(seconds=120)
    repeatable = False

    def __init__(self, server: Server) -> None:
        self._server = server

    def send(self, outgoing: Outgoing) -> Sent:
        refuse_transaction()
        if not _PLAIN_ADDRESS.fullmatch(outgoing.to) or not outgoing.to.isascii():
            raise TransportError("not_an_email_address")
        letter = written(outgoing, self._server)
        connection = self._connected()
        try:
            self._ready_to_write(connection, outgoing.to)
            _write(connection, letter.as_bytes(policy=WIRE))
        finally:
            _leave(connection)
        return Sent(letter["Message-ID"])

    def _connected(self) -> smtplib.SMTP:
        """Nothing has been said yet: whatever breaks here can be tried again."""
        server, trust = self._server, self._server.trust or ssl.create_default_context()
        connection: smtplib.SMTP | None = None
        try:
            connection = _opened(server, trust)
            if server.tls == "starttls":
                connection.starttls(context=trust)
            if server.user:
                connection.login(server.user, server.password)
        except smtplib.SMTPAuthenticationError as error:
            _leave(connection)
            raise TransportError("not_authorised", retryable=True) from error
        except (OSError, smtplib.SMTPException) as error:
            _leave(connection)
            raise TransportError("no_connection", retryable=True) from error
        return connection

    def _ready_to_write(self, connection: smtplib.SMTP, to: str) -> None:
        try:
            connection.ehlo_or_helo_if_needed()
            _expect(connection.mail(parseaddr(self._server.sender)[1]), "sender", ours=True)
            _expect(connection.rcpt(to), "recipient")
            _expect(connection.docmd("DATA"), "data", wanted=354, ours=True)
        except (OSError, smtplib.SMTPException) as error:
            raise TransportError("connection_lost", retryable=True) from error


def _opened(server: Server, trust: ssl.SSLContext) -> smtplib.SMTP:
    where, name, seconds = (server.host, server.port), server.domain, server.seconds
    if server.tls == "tls":
        return smtplib.SMTP_SSL(*where, local_hostname=name, timeout=seconds, context=trust)
    return smtplib.SMTP(*where, local_hostname=name, timeout=seconds)


def written(outgoing: Outgoing, server: Server) -> EmailMessage:
    """The letter; every attempt has the same Message-ID, so that a reader shows it once."""
    letter = EmailMessage()
    letter["From"] = server.sender
    letter["To"] = outgoing.to
    letter["Subject"] = outgoing.subject
    letter["Date"] = format_datetime(outgoing.at)
    letter["Message-ID"] = f"<titian.{outgoing.message_id}@{server.domain}>"
    letter["Auto-Submitted"] = "auto-generated"
    letter["Content-Language"] = outgoing.language
    letter.set_content(outgoing.text, cte="quoted-printable")
    return letter


def _write(connection: smtplib.SMTP, letter: bytes) -> None:
    """After this nobody knows whether it arrived, unless the server says so."""
    try:
        connection.send(_LEADING_DOT.sub(b"..", letter).removesuffix(b"\r\n") + b"\r\n.\r\n")
        answer = connection.getreply()
    except (OSError, smtplib.SMTPException) as error:
        raise TransportError("no_answer", unknown=True) from error
    _expect(answer, "content")


def _expect(answer: tuple[int, bytes], what: str, *, wanted: int = 250, ours: bool = False) -> None:
    """A refusal is for good only if it is about the recipient or the letter (5xx)."""
    status = answer[0]
    if status in (wanted, 251):
        return
    retryable = ours or not 500 <= status < 600
    raise TransportError(f"{what}_{status}", retryable=retryable)


def _leave(connection: smtplib.SMTP | None) -> None:
    """Politely if possible; what was accepted stays accepted."""
    if connection is None:
        return
    try:
        connection.quit()
    except (OSError, smtplib.SMTPException):
        connection.close()


def server_from(url: str, sender: str) -> Server:
    """Read smtp://user:password@host:587?tls=starttls, or smtps://… for TLS at once."""
    parts = urlparse(url)
    tls = parse_qs(parts.query).get("tls", ["tls" if parts.scheme == "smtps" else "starttls"])[0]
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ImproperlyConfigured("TITIAN_SMTP_URL: smtp://user:password@host:587")
    if tls not in ("starttls", "tls", "none"):
        raise ImproperlyConfigured("TITIAN_SMTP_URL: tls is starttls, tls or none")
    if "@" not in parseaddr(sender)[1]:
        raise ImproperlyConfigured("TITIAN_EMAIL_FROM: Titian <pesan@example.org>")
    return Server(
        host=parts.hostname,
        port=parts.port or (465 if tls == "tls" else 587),
        sender=sender,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls=tls,
    )


def configured() -> Smtp:
    return Smtp(server_from(settings.TITIAN_SMTP_URL, settings.TITIAN_EMAIL_FROM))
