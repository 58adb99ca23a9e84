"""An adult lets a relative or helper read the history of visits, and takes it back."""

from datetime import datetime

from django.db import transaction

from titian.kernel.actors import Actor
from titian.members.errors import PersonOutOfReach
from titian.platform.audit import services as audit
from titian.visits.models import HistoryLeave
from titian.visits.selectors.history import readers


@transaction.atomic
def share_history(*, reader_id: int, by: Actor, at: datetime) -> None:
    """Only with the head of the family or a helper of one's own. Safe to repeat."""
    if reader_id not in {one.person_id for one in readers(by, at=at)}:
        raise PersonOutOfReach
    own = int(by.subject)
    leave = HistoryLeave(person_id=own, reader_id=reader_id, given_at=at)
    HistoryLeave.objects.bulk_create([leave], ignore_conflicts=True)
    audit.record(audit.Entry(by, "visits.history_shared", f"person:{own}"), at=at)


@transaction.atomic
def stop_sharing(*, reader_id: int, by: Actor, at: datetime) -> None:
    """At once, also with whoever helps no more. Safe to repeat."""
    own = int(by.subject or 0)
    alive = HistoryLeave.objects.filter(person=own, reader=reader_id, ended_at__isnull=True)
    alive.update(ended_at=at)
    audit.record(audit.Entry(by, "visits.history_unshared", f"person:{own}"), at=at)
