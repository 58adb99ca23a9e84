"""Reads: the sign-in under way in a browser, whether a membership is active."""

from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from titian.frontdoor import rules
from titian.frontdoor.models import SignIn
from titian.frontdoor.types import Pending, Purpose, Way
from titian.kernel.actors import Actor
from titian.members import selectors as members_read
from titian.notifications import selectors as notifications_read
from titian.notifications.types import Channel
from titian.platform.db.personal import Holding, Kept
from titian.platform.db.sealing import blind_index

_STATUS_CHECK = Actor.system("frontdoor.status_check")


def token_hash(token: str) -> bytes:
    return sha256(token.encode()).digest()


def find_pending(token: str, *, at: datetime) -> Pending | None:
    """The sign-in under way whose cookie this is; one statement, none without a cookie."""
    if not token:
        return None
    region = Coalesce(F("person__family__village_id"), F("person__facility__regency_id"))
    mine = SignIn.objects.filter(token_hash=token_hash(token), expires_at__gt=at)
    row = mine.annotate(region=region).first()
    return None if row is None else replace(pending_from(row), region=row.region or "")


def pending_from(row: SignIn) -> Pending:
    return Pending(
        pending_id=row.pk,
        purpose=Purpose(row.purpose),
        ways=tuple(Way(Channel(channel), mask) for channel, mask in row.ways),
        chosen=Channel(row.channel) if row.channel else None,
        code_sent_at=row.code_sent_at,
        codes_sent=row.codes_sent,
        onward=row.onward,
        who=bytes(row.who).hex(),
    )


def own_ways(viewer: Actor) -> tuple[Way, ...]:
    """The signed-in member's own addresses, masked, by channels that work here."""
    addresses = members_read.addresses_on_record(int(viewer.subject))
    return rules.ways_of(addresses, notifications_read.channels())


def counted_as(nik: str) -> bytes:
    """The keyed hash under which tries for one NIK are counted; the NIK itself is not kept."""
    return blind_index("frontdoor.who", nik)


def is_active(nik: str, birth_date: date, *, on: date) -> bool:
    """Whether somebody with this NIK and birth date is an active member.

    No for the inactive, the unknown and a wrong birth date alike: nothing else is told.
    """
    found = members_read.find_status(nik, birth_date, viewer=_STATUS_CHECK, on=on)
    return found is not None and found.is_active


HELD = (Holding(SignIn, lambda whose: Q(person=whose.person_id), Kept.BRIEFLY),)
