"""How people reach us: address, TLS, proxies; and that no demo stands open to the public."""

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings

from titian.config.doctor.findings import Finding, bad, fine, warn

_HERE = {"localhost", "127.0.0.1", "::1"}


def look(at: datetime) -> Iterator[Finding]:
    del at
    yield _origin()
    yield _hosts()
    yield _tls()
    yield _proxies()
    yield _demo()


def is_public() -> bool:
    """Whether people come from elsewhere than this machine."""
    return urlsplit(settings.TITIAN_ORIGIN).hostname not in _HERE


def _origin() -> Finding:
    parts = urlsplit(settings.TITIAN_ORIGIN)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/"):
        return bad("origin", "unreadable", origin=settings.TITIAN_ORIGIN)
    return fine("origin", origin=settings.TITIAN_ORIGIN)


def _hosts() -> Finding:
    hosts, host = settings.ALLOWED_HOSTS, urlsplit(settings.TITIAN_ORIGIN).hostname or ""
    if "*" in hosts:
        return bad("hosts", "any")
    if not any(_admits(pattern, host) for pattern in hosts):
        return bad("hosts", "lacking", host=host, hosts=", ".join(hosts))
    return fine("hosts", hosts=", ".join(hosts))


def _admits(pattern: str, host: str) -> bool:
    """As Django reads `TITIAN_HOSTS`: a leading dot stands for every name below it as well."""
    return host == pattern.strip("[]") or (
        pattern.startswith(".") and (host.endswith(pattern) or host == pattern[1:])
    )


def _tls() -> Finding:
    encrypted = urlsplit(settings.TITIAN_ORIGIN).scheme == "https"
    if encrypted and not settings.TITIAN_HTTPS:
        return bad("tls", "unsaid")
    if settings.TITIAN_HTTPS and not encrypted:
        return bad("tls", "plain_origin", origin=settings.TITIAN_ORIGIN)
    if is_public() and not encrypted:
        return bad("tls", "none", origin=settings.TITIAN_ORIGIN)
    return fine("tls")


def _proxies() -> Finding:
    """Behind a proxy nobody trusts, everybody has the proxy's address and shares its limits."""
    if is_public() and not settings.TITIAN_TRUSTED_PROXIES:
        return bad("proxies", "none")
    wide = [str(one) for one in settings.TITIAN_TRUSTED_PROXIES if one.prefixlen == 0]
    if wide:
        return bad("proxies", "anybody", networks=", ".join(wide))
    return fine("proxies")


def _demo() -> Finding:
    if settings.TITIAN_DEMO and is_public():
        return bad("demo", "public")
    return warn("demo", "here") if settings.TITIAN_DEMO else fine("demo")
