"""Things happen to a membership: each is a new row, and the person's row follows."""

from datetime import datetime

from django.db import transaction

from titian.kernel.actors import Actor
from titian.members import rules
from titian.members.errors import PersonOutOfReach
from titian.members.events import StatusChanged
from titian.members.models import MembershipEvent, Person
from titian.members.types import Happening, Membership, Segment, Status, WardClass
from titian.platform.audit import services as audit
from titian.platform.outbox import services as outbox


@transaction.atomic
def record_event(
    *,
    person_id: int,
    happening: Happening,
    by: Actor,
    at: datetime,
    reason: str = "",
    source: str = "titian",
    received: str = "",
) -> Membership:
    """Something happened to a membership; returns where it stands now.

    `received` keeps the word another organisation used. Raises `ChangeNotPossible`.
    """
    person = Person.objects.select_for_update(of=("self",)).filter(pk=person_id).first()
    if person is None:
        raise PersonOutOfReach

    now = rules.after(membership_of(person), happening)

    event = event_row(person, happening, now, source=source, by=by, at=at)
    event.reason, event.received = reason, received
    event.save(force_insert=True)
    project(person, now)
    person.save(update_fields=PROJECTED)

    what: dict[str, object] = {"change": happening.change.value}
    audit.record(audit.Entry(by, "members.changed", f"person:{person.pk}", what), at=at)
    outbox.announce(StatusChanged(person.pk, now.status, happening.on), at=at)
    return now


def event_row(
    person: Person, happening: Happening, now: Membership, *, source: str, by: Actor, at: datetime
) -> MembershipEvent:
    """The line of the history for a happening that led to `now`."""
    return MembershipEvent(
        person=person,
        number=now.happenings,
        change=happening.change,
        happened_on=happening.on,
        status=now.status,
        segment=happening.segment,
        ward_class=happening.ward_class,
        source=source,
        actor=by.ref,
        recorded_at=at,
    )


PROJECTED = ("status", "status_since", "segment", "ward_class", "died_on", "happenings")


def project(person: Person, now: Membership) -> None:
    """Write the fold of the history onto the person's row."""
    person.status, person.status_since = now.status, now.since
    person.segment, person.ward_class = now.segment, now.ward_class
    person.died_on, person.happenings = now.died_on, now.happenings


def membership_of(person: Person) -> Membership:
    """The membership as the person's row has it."""
    return Membership(
        status=Status(person.status),
        since=person.status_since,
        segment=Segment(person.segment),
        ward_class=WardClass(person.ward_class),
        died_on=person.died_on,
        happenings=person.happenings,
    )
