"""How somebody wishes to be told; also as part of another's statement."""

from datetime import time
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from titian.notifications.models import NewsWish, PushDevice
from titian.notifications.rules import addresses_for
from titian.notifications.types import Channel, Kind, Quiet, Recipient, Wishes


def wishes_in(ref: OuterRef) -> "QuerySet[NewsWish, Any]":
    """The wishes of whoever is named so in the statement this becomes part of; read with
    `wishes_from`. At most one row, by index.
    """
    devices = PushDevice.objects.filter(recipient_ref=OuterRef("recipient_ref"))
    fields = ("channels", "quiet_from", "quiet_to", "language", "recipient_ref")
    told = JSONObject(has_device=Exists(devices), **dict(zip(fields, fields, strict=True)))
    return NewsWish.objects.filter(recipient_ref=ref).values(told=told)


def wishes_of(ref: str) -> Wishes:
    """How this one wishes to be told; whoever never said so is told the usual way."""
    found = NewsWish.objects.filter(recipient_ref=ref).first()
    devices = PushDevice.objects.filter(recipient_ref=ref)
    if found is None:
        return Wishes()
    return Wishes(
        channels=_channels(found.channels),
        quiet=Quiet(found.quiet_from, found.quiet_to),
        language=found.language,
        push_ref=ref if devices.exists() else "",
    )


def wishes_from(found: dict[str, Any] | None) -> Wishes:
    """What `wishes_in` gave."""
    if found is None:
        return Wishes()
    return Wishes(
        channels=_channels(found["channels"]),
        quiet=Quiet(time.fromisoformat(found["quiet_from"]), time.fromisoformat(found["quiet_to"])),
        language=found["language"],
        push_ref=found["recipient_ref"] if found["has_device"] else "",
    )


def ways_of(to: Recipient, kind: Kind) -> tuple[Channel, ...]:
    """By which ways this kind is told to them, in order, each once."""
    return tuple(dict.fromkeys(one.channel for one in addresses_for(to, kind, None)))


def _channels(kept: dict[str, list[str]]) -> dict[Kind, tuple[Channel, ...]]:
    return {Kind(kind): tuple(Channel(one) for one in ways) for kind, ways in kept.items()}
