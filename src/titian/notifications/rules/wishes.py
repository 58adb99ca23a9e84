"""What the wish to be told in some way makes of a message, and what no wish can change."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from urllib.parse import urlsplit

from titian.notifications.types import (
    Address,
    Channel,
    Kind,
    Quiet,
    Recipient,
    Subscription,
    Urgency,
)

LONGEST_QUIET = timedelta(hours=14)
DEVICES_EACH = 5
_LONGEST_ENDPOINT = 1000
_KEY_LENGTH, _SECRET_LENGTH = 87, 22  # an uncompressed P-256 point and 16 bytes, in base64url

# Who has a code asks for it now, and who is warned must not be silenced by a thief: no wish
# switches these off, and a push, which names nothing, does not carry them.
ALWAYS_SAID = frozenset({Kind.CODE, Kind.SECURITY})
# Its loss could hide a change from its owner: the way that is no longer used hears of it.
WEIGHTY = frozenset({Kind.CHANGE, Kind.BILL, Kind.ENROLMENT})
# Devices take pushes first, since they were asked to; a turn is called in words.
PUSH_COMES_LAST = frozenset({Kind.TURN})


def kind_of(template: str, urgency: Urgency, kinds: Mapping[str, str]) -> Kind:
    """What a template is about: its longest beginning in the table; else a change."""
    if urgency is Urgency.CODE:
        return Kind.CODE
    fitting = [beginning for beginning in kinds if template.startswith(beginning)]
    return Kind(kinds[max(fitting, key=len)]) if fitting else Kind.CHANGE


def addresses_for(to: Recipient, kind: Kind, only: Channel | None) -> tuple[Address, ...]:
    """The addresses to try, in the order wished for; none when it is only to be read here."""
    if only is not None:
        return tuple(a for a in to.addresses if a.channel is only)
    wished = to.wishes.channels.get(kind)
    if kind in ALWAYS_SAID:
        return _in_order(to.addresses, wished or ()) + _others(to.addresses, wished or ())
    reached = _with_devices(to, kind)
    if wished is None:
        return reached
    return _in_order(reached, wished) or (reached if wished else ())


def _with_devices(to: Recipient, kind: Kind) -> tuple[Address, ...]:
    devices = (Address(Channel.PUSH, to.wishes.push_ref),) if to.wishes.push_ref else ()
    return to.addresses + devices if kind in PUSH_COMES_LAST else devices + to.addresses


def _in_order(found: tuple[Address, ...], wished: tuple[Channel, ...]) -> tuple[Address, ...]:
    return tuple(a for channel in wished for a in found if a.channel is channel)


def _others(found: tuple[Address, ...], wished: tuple[Channel, ...]) -> tuple[Address, ...]:
    return tuple(a for a in found if a.channel not in wished)


def is_kept(to: Recipient, kind: Kind, only: Channel | None) -> bool:
    """Whether the person wished to read this kind here and to be sent nothing."""
    return only is None and kind not in ALWAYS_SAID and to.wishes.channels.get(kind) == ()


def given_up(
    before: tuple[Channel, ...], after: tuple[Channel, ...], kind: Kind
) -> tuple[Channel, ...]:
    """The ways that heard of weighty things and no longer will."""
    return tuple(one for one in before if one not in after) if kind in WEIGHTY else ()


def key_id_of(public: str) -> str:
    """Names our key on the devices that were given it; the first letter is that of all keys."""
    return public[1:13]


def is_too_long(quiet: Quiet) -> bool:
    """Whether quiet hours leave too little of the day to say anything."""
    starts, ends = (clock.hour * 60 + clock.minute for clock in (quiet.starts, quiet.ends))
    return timedelta(minutes=(ends - starts) % (24 * 60)) > LONGEST_QUIET


def takes_pushes(subscription: Subscription, hosts: Collection[str]) -> bool:
    """Whether pushes may be sent there: only to push services that are known, so that nobody can
    make us call machines of ours or of others.
    """
    if len(subscription.endpoint) > _LONGEST_ENDPOINT or not subscription.endpoint.isascii():
        return False
    keys = (len(subscription.p256dh), len(subscription.auth))
    return keys == (_KEY_LENGTH, _SECRET_LENGTH) and is_known_host(subscription.endpoint, hosts)


def is_known_host(endpoint: str, hosts: Collection[str]) -> bool:
    """Whether an address lies with one of these; a leading dot stands for every name below it."""
    try:
        parts = urlsplit(endpoint)
        plain = parts.scheme == "https" and parts.port in (None, 443) and "@" not in parts.netloc
    except ValueError:
        return False
    name = parts.hostname or ""
    return plain and any(
        name.endswith(host) and name != host if host.startswith(".") else name == host
        for host in hosts
    )
