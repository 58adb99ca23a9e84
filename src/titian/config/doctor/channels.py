"""Ways to tell people something: which are set up, how they did lately, whether they answer now."""

import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from urllib.parse import unquote, urlsplit

import httpx
from django.conf import settings

from titian.config.doctor.findings import Finding, bad, fine, warn
from titian.notifications import selectors as notifications_read
from titian.notifications.types import Condition

_SECONDS = 10.0
_CERTIFICATE_DAYS = 14
_PERSONS = ("whatsapp", "sms", "email")


def look(at: datetime) -> Iterator[Finding]:
    """What the settings and the last quarter of an hour say; nobody outside is asked."""
    real = [one for one in _PERSONS if _is_real(one)]
    if not settings.TITIAN_DEMO and not real:
        yield bad("channels", "none")
    else:
        yield fine("channels", names=", ".join(real) or "-")
    for channel, health in notifications_read.channel_health(at).items():
        if health.condition is Condition.DOWN:
            yield bad("channel", "down", channel=channel.value, failures=health.failures)
        elif health.condition is Condition.SLOW:
            yield warn("channel", "slow", channel=channel.value)


def probe(at: datetime) -> Iterator[Finding]:
    """Calls every channel that is set up, without sending anything, and our own address."""
    asks: dict[str, Callable[[], int]] = {
        "whatsapp": _whatsapp, "sms": _sms, "email": _smtp,
    }  # fmt: skip
    for channel, ask in asks.items():
        if _is_real(channel):
            yield _asked(channel, ask)
    if settings.TITIAN_ORIGIN.startswith("https://"):
        yield _certificate(at)


def _is_real(channel: str) -> bool:
    return ".bridging." in settings.TITIAN_TRANSPORTS.get(channel, "")


def _asked(channel: str, ask: Callable[[], int]) -> Finding:
    """A refusal of who we are, an answer, or none. What was answered is not shown: it may hold
    a token.
    """
    try:
        status = ask()
    except (OSError, httpx.HTTPError, smtplib.SMTPException) as error:
        return bad("probe", "silent", channel=channel, error=type(error).__name__)
    if status in (401, 403, 407, 535):
        return bad("probe", "refused", channel=channel, status=status)
    if status >= 500:
        return bad("probe", "broken", channel=channel, status=status)
    return fine("probe", channel=channel, status=status)


def _whatsapp() -> int:
    where = f"{settings.TITIAN_WHATSAPP_URL}/{settings.TITIAN_WHATSAPP_PHONE_ID}"
    return _get(where, settings.TITIAN_WHATSAPP_TOKEN)


def _sms() -> int:
    """Gateways have no question in common: whatever it answers to being looked at is an answer."""
    return _get(settings.TITIAN_SMS_URL, settings.TITIAN_SMS_TOKEN)


def _get(url: str, token: str) -> int:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return httpx.get(url, headers=headers, timeout=_SECONDS).status_code


def _smtp() -> int:
    """Greets, encrypts and signs in as a message would, and says NOOP."""
    parts = urlsplit(settings.TITIAN_SMTP_URL)
    kind = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
    with kind(parts.hostname or "", parts.port or 0, timeout=_SECONDS) as server:
        server.ehlo()
        if parts.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls(context=ssl.create_default_context())
        if parts.username:
            try:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            except smtplib.SMTPAuthenticationError as error:
                return error.smtp_code
        return server.noop()[0]


def _certificate(at: datetime) -> Finding:
    """Of the address people call, read as their browsers read it."""
    parts = urlsplit(settings.TITIAN_ORIGIN)
    host, port = parts.hostname or "", parts.port or 443
    try:
        with (
            socket.create_connection((host, port), timeout=_SECONDS) as plain,
            ssl.create_default_context().wrap_socket(plain, server_hostname=host) as shown,
        ):
            found = shown.getpeercert() or {}
    except OSError as error:
        return bad("certificate", "unreadable", host=host, error=type(error).__name__)
    until = datetime.fromtimestamp(ssl.cert_time_to_seconds(str(found["notAfter"])), UTC)
    days = (until - at).days
    data: dict[str, str | float] = {"host": host, "days": days}
    if days < _CERTIFICATE_DAYS:
        return warn("certificate", "ending", **data)
    return fine("certificate", **data)
