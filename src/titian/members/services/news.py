"""How a person, or a child's head of family, wants to be told; written below, for an opaque ref."""

from datetime import datetime

from titian.kernel.actors import Actor
from titian.members.selectors import recipient_of
from titian.members.selectors.own_data import data_person
from titian.notifications import services as notifications
from titian.notifications.types import Channel, Kind, Quiet, Subscription


def choose_ways(
    *, person_id: int, kind: Kind, channels: tuple[Channel, ...] | None, by: Actor, at: datetime
) -> None:
    person = data_person(person_id, viewer=by, at=at).person_id
    to = recipient_of(person)
    notifications.choose_ways(to=to, kind=kind, channels=channels, by=by, at=at)


def choose_quiet(*, person_id: int, quiet: Quiet, by: Actor, at: datetime) -> None:
    notifications.wish_quiet(ref=_ref(person_id, by, at), quiet=quiet, by=by, at=at)


def choose_language(*, person_id: int, language: str, by: Actor, at: datetime) -> None:
    notifications.wish_language(ref=_ref(person_id, by, at), language=language, by=by, at=at)


def add_device(*, subscription: Subscription, name: str, by: Actor, at: datetime) -> None:
    """This browser is the viewer's own; what concerns a child comes to its head's devices."""
    ref = _ref(None, by, at)
    notifications.add_device(ref=ref, subscription=subscription, name=name, by=by, at=at)


def remove_device(*, device_id: int, by: Actor, at: datetime) -> None:
    notifications.remove_device(ref=_ref(None, by, at), device_id=device_id, by=by, at=at)


def look_at(*, person_id: int, by: Actor, at: datetime) -> None:
    """What was said until now has been looked at."""
    notifications.mark_seen(ref=_ref(person_id, by, at), at=at)


def _ref(person_id: int | None, by: Actor, at: datetime) -> str:
    """The person, if it is for the viewer to decide; raises `PersonOutOfReach`. No helper does."""
    return f"person:{data_person(person_id, viewer=by, at=at).person_id}"
