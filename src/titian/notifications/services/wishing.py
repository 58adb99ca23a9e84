"""How somebody wishes to be told: written as asked, one wish at a time."""

from datetime import datetime

from django.db import transaction

from titian.kernel.actors import Actor
from titian.notifications.errors import AlwaysSaid, TooLongQuiet
from titian.notifications.models import NewsWish
from titian.notifications.rules import ALWAYS_SAID, is_too_long
from titian.notifications.types import Channel, Kind, Quiet
from titian.platform.audit import services as audit


def wish_channels(
    *, ref: str, kind: Kind, channels: tuple[Channel, ...] | None, by: Actor, at: datetime
) -> bool:
    """By which ways a kind is told, in order; None for the usual way, nothing for only here.

    Returns whether that is news. Raises `AlwaysSaid` when codes or warnings would be silenced.
    """
    if channels == () and kind in ALWAYS_SAID:
        raise AlwaysSaid

    with transaction.atomic():
        wish = _locked(ref, at)
        before = wish.channels.get(kind)
        after = None if channels is None else [*channels]
        if before == after:
            return False
        wish.channels = {name: ways for name, ways in wish.channels.items() if name != kind}
        if after is not None:
            wish.channels[kind] = after
        facts: dict[str, object] = {"kind": kind, "channels": after}
        _write(wish, "notifications.channels_wished", facts, by=by, at=at)
        return True


def wish_quiet(*, ref: str, quiet: Quiet, by: Actor, at: datetime) -> None:
    """When nobody is disturbed. Raises `TooLongQuiet` when too little of the day is left."""
    if is_too_long(quiet):
        raise TooLongQuiet

    with transaction.atomic():
        wish = _locked(ref, at)
        if (wish.quiet_from, wish.quiet_to) == (quiet.starts, quiet.ends):
            return
        wish.quiet_from, wish.quiet_to = quiet.starts, quiet.ends
        facts: dict[str, object] = {"from": str(quiet.starts), "to": str(quiet.ends)}
        _write(wish, "notifications.quiet_wished", facts, by=by, at=at)


def wish_language(*, ref: str, language: str, by: Actor, at: datetime) -> None:
    """In which language messages are written; empty for that of the person's record."""
    with transaction.atomic():
        wish = _locked(ref, at)
        if wish.language == language:
            return
        wish.language = language
        _write(wish, "notifications.language_wished", {"language": language}, by=by, at=at)


def mark_seen(*, ref: str, at: datetime) -> None:
    """Everything said until now has been looked at; one statement."""
    NewsWish.objects.bulk_create(
        [NewsWish(recipient_ref=ref, seen_at=at, changed_at=at)],
        update_conflicts=True,
        unique_fields=["recipient_ref"],
        update_fields=["seen_at"],
    )


def _locked(ref: str, at: datetime) -> NewsWish:
    """The row of this one, made at need; the caller holds it to the end of its transaction."""
    NewsWish.objects.bulk_create(
        [NewsWish(recipient_ref=ref, changed_at=at)], ignore_conflicts=True
    )
    return NewsWish.objects.select_for_update(of=("self",)).get(recipient_ref=ref)


def _write(
    wish: NewsWish, action: str, facts: dict[str, object], *, by: Actor, at: datetime
) -> None:
    wish.changed_at = at
    wish.save()
    audit.record(audit.Entry(by, action, wish.recipient_ref, facts), at=at)
