"""A copy of everything about one person: asked for, made by a job, taken by that person only."""

import json
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.members.errors import DataRequestGone, ExportGone
from titian.members.models import DataExport, Person
from titian.members.selectors import amount
from titian.members.selectors.held import whose_data
from titian.members.selectors.own_data import data_person, data_recipient
from titian.notifications import services as notifications
from titian.notifications.types import Urgency
from titian.platform.audit import services as audit
from titian.platform.db.holdings import held_about
from titian.platform.jobs import services as jobs

SCHEMA, VERSION = "titian.own-data", 1
MAKE = "members.make_export"
_MAKER = Actor.system(MAKE)
_READY = "members/messages/export_ready.txt"
_PENDING_FOR = timedelta(hours=1)


@transaction.atomic
def ask_export(*, person_id: int, client_key: UUID, by: Actor, at: datetime) -> int:
    """Queue a copy. The same key, or asking again while one is being made, is the same copy."""
    whose = data_person(person_id, viewer=by, at=at)
    Person.objects.select_for_update(of=("self",), no_key=True).get(pk=whose.person_id)
    before = _before(whose.person_id, client_key, at)
    if before is not None:
        return before

    days = amount("export_days", on=day_of(at))
    row = DataExport.objects.create(
        person_id=whose.person_id,
        client_key=client_key,
        asked_at=at,
        expires_at=at + timedelta(days=days),
    )
    jobs.defer(MAKE, export_id=row.pk)

    data: dict[str, object] = {"export": row.pk}
    audit.record(audit.Entry(by, "members.export_asked", f"person:{row.person_id}", data), at=at)
    return row.pk


@transaction.atomic
def make_export(*, export_id: int, at: datetime) -> bool:
    """Gather and seal it, once: a job that runs again finds it made. Earlier copies go."""
    row = DataExport.objects.select_for_update(of=("self",)).filter(pk=export_id).first()
    if row is None or row.ready_at is not None or row.expires_at <= at:
        return False

    row.body_sealed, row.ready_at = json.dumps(_gathered(row.person_id, at)), at
    row.save(update_fields=["body_sealed", "ready_at"])
    DataExport.objects.filter(person=row.person_id, ready_at__lt=at).delete()

    notifications.tell(
        to=data_recipient(row.person_id, at=at),
        template=_READY,
        data={"until": day_of(row.expires_at).isoformat()},
        urgency=Urgency.NORMAL,
        key=f"export:{row.pk}",
        by=_MAKER,
        at=at,
    )
    return True


@transaction.atomic
def take_export(*, export_id: int, by: Actor, at: datetime) -> str:
    """The copy as JSON, for its owner alone; every taking is recorded."""
    row = DataExport.objects.filter(pk=export_id, ready_at__isnull=False, expires_at__gt=at).first()
    if row is None:
        raise ExportGone
    data_person(row.person_id, viewer=by, at=at)

    data: dict[str, object] = {"export": row.pk}
    audit.record(audit.Entry(by, "members.export_taken", f"person:{row.person_id}", data), at=at)
    return row.body_sealed or ""


def forget_exports(*, at: datetime) -> int:
    """Delete copies whose time is over."""
    return DataExport.objects.filter(expires_at__lte=at).delete()[0]


def _before(person_id: int, client_key: UUID, at: datetime) -> int | None:
    same = DataExport.objects.filter(client_key=client_key).first()
    if same is not None:
        if same.person_id != person_id:
            raise DataRequestGone
        return same.pk
    pending = DataExport.objects.filter(person=person_id, ready_at__isnull=True)
    return pending.filter(asked_at__gt=at - _PENDING_FOR).values_list("pk", flat=True).first()


def _gathered(person_id: int, at: datetime) -> dict[str, object]:
    parts = [
        {"name": part.table, "kept": part.kept, "rows": part.rows}
        for part in held_about(whose_data(person_id))
    ]
    return {"schema": SCHEMA, "version": VERSION, "made_at": at.isoformat(), "parts": parts}
