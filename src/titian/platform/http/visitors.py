"""Where a request comes from: network address, kind of device, and the way back."""

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

_LONGEST_WAY = 500

# The first that fits; the order matters, since browsers claim to be each other.
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)


def address_of(request: HttpRequest) -> str:
    """The network a request counts for: the IPv4 address, or the /64 an IPv6 one lies in.

    Each proxy adds to X-Forwarded-For whom it was called by. Read from the right, the first who
    is no proxy of ours (`TITIAN_TRUSTED_PROXIES`) is the visitor: anyone can write what is left
    of that.
    """
    told = str(request.META.get("REMOTE_ADDR", ""))
    way = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    while is_trusted(told) and way and way[-1]:
        told = way.pop()
    try:
        address = ip_address(told)
    except ValueError:
        return "unknown"
    if address.version == 4:
        return str(address)
    return str(ip_network((address, 64), strict=False))


def is_trusted(address: str) -> bool:
    """Whether a reverse proxy of ours has this address."""
    if not settings.TITIAN_TRUSTED_PROXIES:
        return False
    try:
        known = ip_address(address)
    except ValueError:
        return False
    return any(known in network for network in settings.TITIAN_TRUSTED_PROXIES)


def device_of(request: HttpRequest) -> str:
    """What the person would call this device, e.g. "Chrome, Android"."""
    agent = request.headers.get("User-Agent", "")[:400]
    browser = next((name for mark, name in _BROWSERS if mark in agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in agent), "")
    return ", ".join(word for word in (browser, system) if word) or "?"


def way_back(wanted: str, otherwise: str) -> str:
    """The page to go on to, if it is one of ours; never another site."""
    readable = wanted.startswith("/") and wanted.isprintable() and len(wanted) <= _LONGEST_WAY
    ours = readable and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if ours else otherwise
