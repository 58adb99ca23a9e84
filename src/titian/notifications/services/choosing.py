"""A person chooses the ways of a kind; the way that weighty news no longer takes hears of it."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from titian.kernel.actors import Actor
from titian.notifications.rules import given_up
from titian.notifications.selectors import ways_of
from titian.notifications.services.telling import tell_all
from titian.notifications.services.wishing import wish_channels
from titian.notifications.types import Channel, Kind, Notice, Recipient, Urgency

_TEMPLATE = "notifications/messages/ways_given_up.txt"


def choose_ways(
    *, to: Recipient, kind: Kind, channels: tuple[Channel, ...] | None, by: Actor, at: datetime
) -> None:
    """What `wish_channels` does, and a warning where bills or changes were heard of till now: a
    thief must not be able to silence them unseen.
    """
    with transaction.atomic():
        if not wish_channels(ref=to.ref, kind=kind, channels=channels, by=by, at=at):
            return
        wished = {one: ways for one, ways in to.wishes.channels.items() if one is not kind}
        if channels is not None:
            wished[kind] = channels
        after = replace(to, wishes=replace(to.wishes, channels=wished))
        lost = given_up(ways_of(to, kind), ways_of(after, kind), kind)
        notices = [_notice(to, kind, way, at) for way in lost if way is not Channel.PUSH]
        tell_all(notices, by=by, at=at)


def _notice(to: Recipient, kind: Kind, way: Channel, at: datetime) -> Notice:
    key = f"ways_given_up:{kind}:{way}:{at:%Y%m%d%H%M%S}"
    return Notice(to, _TEMPLATE, {"kind": kind}, Urgency.NORMAL, key, only=way, answers=at)
