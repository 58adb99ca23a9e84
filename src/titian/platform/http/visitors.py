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

    Behind `TITIAN_PROXIES` reverse proxies of ours, each adds one entry to X-Forwarded-For;
    only that many from the right are believed, since anyone can write the others.
    """
    told = str(request.META.get("REMOTE_ADDR", ""))
    if settings.TITIAN_PROXIES:
        way = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
        told = way[-settings.TITIAN_PROXIES] if len(way) >= settings.TITIAN_PROXIES else told
    try:
        address = ip_address(told)
    except ValueError:
        return "unknown"
    if address.version == 4:
        return str(address)
    return str(ip_network((address, 64), strict=False))


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
