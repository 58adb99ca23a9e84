"""The place somebody has in the line, carried by their own browser, sealed.

It says the number, under which key, in which session, and what was wanted: nobody else can read
it, make it or change it, and the server keeps nothing of it but number and key.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag

from titian.kernel.actors import Actor
from titian.platform.db.sealing import blind_index, seal, unseal

COOKIE = "titian_ruang"
KEPT_SECONDS = 12 * 3600
_LONGEST = 1200


@dataclass(frozen=True, slots=True)
class Ticket:
    number: int
    key: int
    session: str
    wish: Mapping[str, str] = field(default_factory=dict)


def name_of(actor: Actor) -> str:
    """By what name somebody waits: one person has one place, at whichever door they knock."""
    return f"person:{actor.subject}" if actor.subject else actor.ref


def key_of(name: str) -> int:
    """Under which a place is found; it does not tell the name."""
    return int.from_bytes(blind_index("room", name)[:8], "big")


def mark_of(token: str) -> str:
    """Of a session's token, so that a place goes with the session it was taken in."""
    return blind_index("room session", token).hex()


def written(ticket: Ticket) -> str:
    fields = [ticket.number, ticket.key, ticket.session, dict(ticket.wish)]
    return urlsafe_b64encode(seal(json.dumps(fields, separators=(",", ":")))).decode()


def find_ticket(value: str, *, token: str) -> Ticket | None:
    """What a browser sent, if we made it, for the session with this token."""
    if not value or len(value) > _LONGEST:
        return None
    try:
        number, key, session, wish = json.loads(unseal(urlsafe_b64decode(value)))
    except (ValueError, InvalidTag):
        return None
    return Ticket(number, key, session, wish) if session == mark_of(token) else None
