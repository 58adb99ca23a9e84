"""Masks, decoys, and dates as people write them: decided by values alone."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta

from titian.frontdoor.types import Way
from titian.notifications.types import Address, Channel

PENDING_LASTS = timedelta(hours=1)
CODE_DIGITS, CODE_LASTS = 6, timedelta(minutes=15)
HANDED_DIGITS, HANDED_LASTS = 8, timedelta(hours=24)
CODES_EACH = 6
TRIES_EACH = 10
NOBODY = 0
HANDING_ROLES = frozenset({"desk", "branch"})

# How many of sixteen unknown numbers show which channels: about what records hold.
_DECOY_CHANNELS: tuple[tuple[Channel, ...], ...] = (
    *((Channel.WHATSAPP,),) * 5,
    *((Channel.WHATSAPP, Channel.SMS),) * 4,
    *((Channel.WHATSAPP, Channel.EMAIL),) * 2,
    *((Channel.WHATSAPP, Channel.EMAIL, Channel.SMS),) * 2,
    (Channel.SMS,),
    *((),) * 2,
)
_LETTERS = "aaadddeffhiiimmnnnrrrrsssstwyabd"
_DOMAINS = "gggggggy"

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january", "februari february pebruari", "maret march", "april",
            "mei may", "juni june", "juli july", "agustus august agt", "september",
            "oktober october", "november nopember", "desember december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_WRITTEN = re.compile(r"(\d{1,2})\D+(\d{1,2})\D+(\d{4})")
_RUN_TOGETHER = re.compile(r"(\d{2})(\d{2})(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WITH_WORD = re.compile(r"(\d{1,2})\s*([a-z]{3,})\.?\s*(\d{4})")


def masked_address(address: Address) -> str:
    """Enough for the owner to recognise, too little for a stranger to use."""
    if address.channel is Channel.EMAIL:
        name, _, domain = address.to.partition("@")
        return f"{name[:1]}•••@{domain[:1]}•••"
    return f"••••{address.to[-4:]}"


def ways_of(addresses: Iterable[Address], working: Iterable[Channel]) -> tuple[Way, ...]:
    """One way a channel that is set up here, in the person's order."""
    usable = set(working)
    ways: dict[Channel, Way] = {}
    for address in addresses:
        if address.channel in usable:
            ways.setdefault(address.channel, Way(address.channel, masked_address(address)))
    return tuple(ways.values())


def decoy(digest: bytes) -> tuple[Address, ...]:
    """Addresses nobody has, always the same for the same keyed digest (16 bytes)."""
    channels = _DECOY_CHANNELS[digest[0] % len(_DECOY_CHANNELS)]
    number = f"08{int.from_bytes(digest[1:5], 'big') % 10**10:010d}"
    letter = _LETTERS[digest[5] % len(_LETTERS)]
    email = f"{letter}@{_DOMAINS[digest[6] % len(_DOMAINS)]}"
    return tuple(
        Address(channel, email if channel is Channel.EMAIL else number) for channel in channels
    )


def birth_date_in(text: str) -> date | None:
    """A date as people write it: 17-08-1945, 17/8/1945, 17081945, 17 Agustus 1945, 1945-08-17."""
    plain = unicodedata.normalize("NFKC", text[:40]).casefold().strip()
    for pattern in (_WRITTEN, _RUN_TOGETHER):
        if found := pattern.fullmatch(plain):
            return _day(*found.groups())
    if found := _YEAR_FIRST.fullmatch(plain):
        return _day(*reversed(found.groups()))
    if found := _WITH_WORD.fullmatch(plain):
        day, word, year = found.groups()
        return _day(day, str(_month(word)), year)
    return None


def _month(word: str) -> int:
    """The month a word or its beginning ("agu", "des") names; 0 when none or several."""
    numbers = {number for name, number in _MONTHS.items() if name.startswith(word)}
    return numbers.pop() if len(numbers) == 1 else 0


def _day(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def code_ref(sign_in: int, person: int | None) -> str:
    """What the codes of a sign-in are kept under: they end with every way in of the person."""
    return f"person:{person or NOBODY}/sign_in:{sign_in}"


def access_of(sign_in: int, person: int | None) -> str:
    """Whose ways in must not end meanwhile. Those who lead nowhere do not wait for each other."""
    return str(person) if person else f"nobody:{sign_in}"
