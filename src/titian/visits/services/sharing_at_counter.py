"""Somebody without a phone says at a counter who may read their history."""

from datetime import datetime

from django.db import transaction

from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.members import selectors as members_read
from titian.members.errors import HelpNotAllowed, PersonOutOfReach
from titian.platform.audit import services as audit
from titian.visits.models import HistoryLeave
from titian.visits.rules.reading import HEARING_ROLES
from titian.visits.services.telling import tell_reading

_SELF = Actor.system("visits.sharing")


@transaction.atomic
def share_at_counter(
    *, number: str, reader_number: str, document: str, by: Actor, at: datetime
) -> None:
    """An officer has seen the person's document and heard their yes. Only for the head of the
    family and for who helps; twice is once. Raises HelpNotAllowed, PersonOutOfReach, and what
    finding a person by a number raises.
    """
    person_id, reader_id = _found(number, reader_number, by, at)
    _require_near(person_id, reader_id, at)

    leave, is_new = HistoryLeave.objects.get_or_create(
        person_id=person_id,
        reader_id=reader_id,
        ended_at=None,
        defaults={"given_at": at, "given_by": by.ref, "document": document},
    )
    if not is_new:
        return

    data: dict[str, object] = {"leave": leave.pk, "document": document}
    entry = audit.Entry(by, "visits.history_shared", f"person:{person_id}", data)
    audit.record(entry, at=at)
    tell_reading(person_id=person_id, reader_id=reader_id, key=f"reading:{leave.pk}", at=at)


@transaction.atomic
def stop_at_counter(*, number: str, reader_number: str, by: Actor, at: datetime) -> None:
    """At once. Safe to repeat. Raises HelpNotAllowed."""
    person_id, reader_id = _found(number, reader_number, by, at)
    alive = HistoryLeave.objects.filter(person=person_id, reader=reader_id, ended_at__isnull=True)
    if alive.update(ended_at=at):
        entry = audit.Entry(by, "visits.history_unshared", f"person:{person_id}")
        audit.record(entry, at=at)


def _found(number: str, reader_number: str, by: Actor, at: datetime) -> tuple[int, int]:
    if not any(grant.role in HEARING_ROLES for grant in by.grants):
        raise HelpNotAllowed
    person = members_read.find_by_identifier(number, viewer=by, at=at)
    reader = members_read.find_by_identifier(reader_number, viewer=by, at=at)
    return person.person_id, reader.person_id


def _require_near(person_id: int, reader_id: int, at: datetime) -> None:
    on = day_of(at)
    head = members_read.standings_of([person_id], viewer=_SELF, on=on)[person_id].family_head
    near = members_read.helper_ids(person_id, on=on) | {head}
    if reader_id == person_id or reader_id not in near:
        raise PersonOutOfReach
