"""What dues do to memberships, in sets: the same few statements for one family and for many."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from titian.kernel.actors import Actor
from titian.members import rules
from titian.members.events import StatusChanged
from titian.members.models import Person
from titian.members.services.history import membership_of
from titian.members.types import Change, Happening, Membership, Segment, Status
from titian.platform.audit import services as audit
from titian.platform.db.batch import Batch
from titian.platform.db.transactions import require_transaction
from titian.platform.outbox import services as outbox

_SELF_PAYING = (Segment.PBPU, Segment.BP)
_PROJECTED = """UPDATE member_person SET status = new.status, status_since = new.since,
    happenings = new.happenings
FROM unnest(%s::bigint[], %s::text[], %s::date[], %s::int[]) AS new(id, status, since, happenings)
WHERE member_person.id = new.id RETURNING 1"""
_STANDING = """UPDATE member_family SET months_in_arrears = new.months
FROM unnest(%s::bigint[], %s::int[]) AS new(id, months)
WHERE member_family.id = new.id AND member_family.months_in_arrears <> new.months RETURNING 1"""
_EVENT = {
    "person_id": "bigint",
    "number": "int",
    "change": "text",
    "happened_on": "date",
    "status": "text",
    "reason": "text",
    "source": "text",
    "received": "text",
    "actor": "text",
    "recorded_at": "timestamptz",
}

Led = tuple[int, Change, Membership]


def apply_dues(
    *,
    changes: Mapping[int, Change],
    months_in_arrears: Mapping[int, int],
    on: date,
    by: Actor,
    at: datetime,
) -> None:
    """Happenings of people and dues standings of families, within the caller's transaction.

    Raises `ChangeNotPossible` when one of them cannot happen: then none does.
    """
    require_transaction()
    people = list(Person.objects.filter(pk__in=changes).order_by("pk").select_for_update())

    led = [(one.pk, changes[one.pk], _after(one, changes[one.pk], on)) for one in people]

    batch = Batch()
    _write(batch, led, months_in_arrears, by, at)
    batch.run()


def suspend_for_arrears(
    *,
    family_ids: Collection[int],
    months_in_arrears: Mapping[int, int],
    on: date,
    by: Actor,
    at: datetime,
) -> int:
    """Everybody active who pays for themselves in these families is suspended; how many.

    Within the caller's transaction. Who is suspended already is left as they are.
    """
    require_transaction()
    active = Person.objects.filter(
        family__in=list(family_ids), segment__in=_SELF_PAYING, status=Status.AKTIF
    )
    people = list(active.order_by("pk").select_for_update(of=("self",)))

    change = Change.FELL_IN_ARREARS
    led = [(one.pk, change, _after(one, change, on)) for one in people]

    batch = Batch()
    _write(batch, led, months_in_arrears, by, at)
    batch.run()
    return len(led)


def _after(person: Person, change: Change, on: date) -> Membership:
    """Days never run backwards: what was recorded today for tomorrow pushes the day on."""
    return rules.after(membership_of(person), Happening(change, max(on, person.status_since)))


def _write(
    batch: Batch, led: Sequence[Led], months: Mapping[int, int], by: Actor, at: datetime
) -> None:
    """The history, the people's rows, the families' standing, audit and events: one statement."""
    if led:
        rows = [
            (pk, now.happenings, change, now.since, now.status, "", "titian", "", by.ref, at)
            for pk, change, now in led
        ]
        batch.insert("member_event", _EVENT, rows)
        ids = [pk for pk, _, _ in led]
        states = [[now.status for *_, now in led], [now.since for *_, now in led]]
        batch.add("people", _PROJECTED, [ids, *states, [now.happenings for *_, now in led]])
    if months:
        batch.add("families", _STANDING, [list(months), list(months.values())])
    audit.add_to(batch, _entries(led, months, by), at=at)
    events = [StatusChanged(pk, now.status, now.since) for pk, _, now in led]
    outbox.add_to(batch, events, at=at)


def _entries(led: Sequence[Led], months: Mapping[int, int], by: Actor) -> list[audit.Entry]:
    changed = [
        audit.Entry(by, "members.changed", f"person:{pk}", {"change": change.value})
        for pk, change, _ in led
    ]
    told = [
        audit.Entry(by, "members.dues_set", f"family:{pk}", {"months_in_arrears": count})
        for pk, count in months.items()
    ]
    return changed + told
