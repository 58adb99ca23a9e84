"""What was said to somebody and how they wish to hear it: for themselves and a child's head."""

from dataclasses import dataclass, replace
from datetime import datetime

from titian.kernel.actors import Actor
from titian.members.selectors.addresses import recipient_of
from titian.members.selectors.own_data import data_people, one_of
from titian.members.types import Standing
from titian.notifications import selectors as notifications_read
from titian.notifications.types import Channel, Device, InboxLine, Kind, Recipient


@dataclass(frozen=True, slots=True)
class Inbox:
    person: Standing
    people: list[Standing]
    lines: list[InboxLine]
    onward: tuple[datetime, int] | None

    @property
    def is_own(self) -> bool:
        return self.person.person_id == self.people[0].person_id


@dataclass(frozen=True, slots=True)
class Choices:
    """How somebody is told now."""

    person: Standing
    people: list[Standing]
    to: Recipient
    devices: list[Device]


def usual_ways(to: Recipient, kind: Kind) -> tuple[Channel, ...]:
    """By which ways a kind goes when nothing else is wished for."""
    usual = replace(to, wishes=replace(to.wishes, channels={}))
    return notifications_read.ways_of(usual, kind)


def inbox(
    viewer: Actor, person_id: int | None, *, before: tuple[datetime, int] | None, at: datetime
) -> Inbox:
    """A page of what was said; raises `PersonOutOfReach` for anybody else's, helpers' too."""
    people = data_people(viewer, at=at)
    person = one_of(people, person_id, viewer=viewer)
    lines, onward = notifications_read.inbox(f"person:{person.person_id}", before=before)
    return Inbox(person, people, lines, onward)


def choices(viewer: Actor, person_id: int | None, *, at: datetime) -> Choices:
    people = data_people(viewer, at=at)
    person = one_of(people, person_id, viewer=viewer)
    return Choices(
        person,
        people,
        recipient_of(person.person_id),
        notifications_read.devices_of(f"person:{person.person_id}"),
    )
