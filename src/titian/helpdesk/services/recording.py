"""Staff write down a failure for somebody who has no code; the code is made on the spot."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from titian.facilities import selectors as facilities_read
from titian.facilities.types import FacilityView
from titian.helpdesk.errors import NotAtThisHelpDesk, RecordingTooMuch
from titian.helpdesk.events import FailureRecorded
from titian.helpdesk.models import RecordedFailure
from titian.helpdesk.rules.receipts import DAY, HOUR, RECORDED, may_record
from titian.helpdesk.selectors.receipts import keeps_help_desk
from titian.helpdesk.types.receipts import FailureKind
from titian.kernel.actors import Actor
from titian.kernel.identifiers import tidy_code
from titian.platform.audit import services as audit
from titian.platform.failures import services as failures
from titian.platform.outbox import services as outbox


def record_failure(
    *, kind: FailureKind, facility_code: str, client_key: UUID, by: Actor, at: datetime
) -> str:
    """The code, without dash; the same for the same press.

    The receipt is a row of its own, written first as every receipt is; without the second row
    it brings no place. Raises `NotAtThisHelpDesk`, `RecordingTooMuch`.
    """
    if not keeps_help_desk(by, facility_code):
        raise NotAtThisHelpDesk
    before = _recorded(client_key, by)
    if before:
        return before
    _require_room(by, at)
    place = facilities_read.facility_by_code(facility_code)
    code = _minted(kind, place, at)

    try:
        _write(code, kind, place.id, client_key, by, at)
    except IntegrityError:
        return _recorded(client_key, by)
    return code


def _minted(kind: FailureKind, place: FacilityView, at: datetime) -> str:
    feature, side = RECORDED[kind]
    fault = failures.Fault(
        feature=feature, reason=f"recorded.{kind}", side=side, status=0, region=place.regency_code
    )
    return tidy_code(failures.receipt(fault, at=at))


@transaction.atomic
def _write(
    code: str, kind: FailureKind, facility_id: int, client_key: UUID, by: Actor, at: datetime
) -> None:
    RecordedFailure.objects.create(
        code=code,
        kind=kind,
        facility_id=facility_id,
        client_key=client_key,
        recorded_by=by.ref,
        recorded_at=at,
    )
    audit.record(
        audit.Entry(by, "helpdesk.record_failure", f"failure:{code}", {"kind": kind}), at=at
    )
    outbox.announce(FailureRecorded(code=code, kind=kind, facility_id=facility_id), at=at)


def _recorded(client_key: UUID, by: Actor) -> str:
    own = RecordedFailure.objects.filter(client_key=client_key, recorded_by=by.ref)
    return own.values_list("code", flat=True).first() or ""


def _require_room(by: Actor, at: datetime) -> None:
    own = RecordedFailure.objects.filter(recorded_by=by.ref, recorded_at__gt=at - DAY)
    within_hour = own.filter(recorded_at__gt=at - HOUR).count()
    if not may_record(within_hour=within_hour, within_day=own.count()):
        raise RecordingTooMuch
