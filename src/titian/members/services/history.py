"""Things happen to a membership: each is a new row, and the person's row follows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from titian.kernel.actors import Actor
from titian.members import rules
from titian.members.errors import PersonOutOfReach
from titian.members.events import StatusChanged
from titian.members.models import MembershipEvent, Person
from titian.members.types import Happening, Membership, Segment, Status, WardClass
from titian.platform.audit import services as audit
from titian.platform.db.batch import Batch
from titian.platform.outbox import services as outbox

_PROJECTED = """UPDATE member_person SET status = new.status, status_since = new.since,
    segment = new.segment, ward_class = new.ward_class, died_on = new.died_on,
    happenings = new.happenings
FROM unnest(%s::bigint[], %s::text[], %s::date[], %s::text[], %s::text[], %s::date[], %s::int[])
    AS new(id, status, since, segment, ward_class, died_on, happenings)
WHERE member_person.id = new.id RETURNING 1"""
_EVENT = {
    "person_id": "bigint", "number": "int", "change": "text", "happened_on": "date",
    "status": "text", "segment": "text", "ward_class": "text", "reason": "text",
    "source": "text", "received": "text", "actor": "text", "recorded_at": "timestamptz",
}  # fmt: skip

Line = tuple[int, Happening, Membership]  # of whom, what happened, where they stand then


@dataclass(frozen=True, slots=True)
class Why:
    """What a line of the history says beside the happening; one for all that are written."""

    reason: str = ""
    source: str = "titian"
    received: str = ""


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
    now = record_events(
        happenings={person_id: happening},
        by=by,
        at=at,
        reason=reason,
        source=source,
        received=received,
    )
    return now[person_id]


@transaction.atomic
def record_events(
    *,
    happenings: Mapping[int, Happening],
    by: Actor,
    at: datetime,
    reason: str = "",
    source: str = "titian",
    received: str = "",
) -> dict[int, Membership]:
    """One thing happened to each of many: two statements for all. Where each stands now.

    Raises `ChangeNotPossible` when one of them cannot happen: then none does.
    """
    rows = Person.objects.select_for_update(of=("self",)).filter(pk__in=list(happenings))
    people = list(rows.order_by("pk"))
    if len(people) < len(happenings):
        raise PersonOutOfReach

    now = {one.pk: rules.after(membership_of(one), happenings[one.pk]) for one in people}

    batch = Batch()
    lines = [(pk, happenings[pk], then) for pk, then in now.items()]
    add_to(batch, lines, by=by, at=at, why=Why(reason, source, received))
    batch.run()
    return now


def add_to(
    batch: Batch,
    lines: Sequence[Line],
    *,
    by: Actor,
    at: datetime,
    why: Why = Why(),
    beside: Sequence[audit.Entry] = (),
) -> None:
    """The history, the people's rows, audit and events, in the same statement as other writes;
    `beside` are what those others enter in the audit.
    """
    events = [
        (
            pk, now.happenings, done.change, done.on, now.status, done.segment, done.ward_class,
            why.reason, why.source, why.received, by.ref, at,
        )
        for pk, done, now in lines
    ]  # fmt: skip
    batch.insert("member_event", _EVENT, events)
    if lines:
        batch.add("people", _PROJECTED, _projected(lines))
    entries = [
        audit.Entry(by, "members.changed", f"person:{pk}", {"change": done.change.value})
        for pk, done, _ in lines
    ]
    audit.add_to(batch, [*entries, *beside], at=at)
    told = [StatusChanged(pk, now.status, done.on) for pk, done, now in lines]
    outbox.add_to(batch, told, at=at)


def _projected(lines: Sequence[Line]) -> list[list[object]]:
    """The fold of each history, as columns for the people's rows."""
    rows = [
        (pk, now.status, now.since, now.segment, now.ward_class, now.died_on, now.happenings)
        for pk, _, now in lines
    ]
    return [list(column) for column in zip(*rows, strict=True)]


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
