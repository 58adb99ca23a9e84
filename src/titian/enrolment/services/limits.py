"""How many people the city pays for, or lets a facility have: one proposes, another approves."""

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction

from titian.enrolment.errors import (
    LimitGone,
    LimitProposed,
    LimitSettled,
    LimitWrong,
    NotEnrolmentOfficer,
    OwnEntry,
)
from titian.enrolment.models import CareLimit, City, CityTerm, LimitChange
from titian.enrolment.selectors.city import terms_on
from titian.enrolment.selectors.limits import keeps_limits
from titian.enrolment.types import LimitState
from titian.facilities import selectors as facilities_read
from titian.facilities.types import FacilityKind
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.platform.audit import services as audit

_MOST = 10_000_000


def propose_limit(
    *,
    city: str,
    facility_code: str,
    people: int | None,
    valid_from: date,
    basis: str,
    client_key: UUID,
    by: Actor,
    at: datetime,
) -> int:
    """Of a facility, or without one of the city's budget; `people` None is no limit. The same
    press again gives the same one. Raises LimitWrong, LimitProposed, FacilityUnknown.
    """
    _require_keeper(city, by)
    if people is not None and not 0 <= people <= _MOST:
        raise LimitWrong(field="people")
    if not basis.strip():
        raise LimitWrong(field="basis")
    earlier = LimitChange.objects.filter(client_key=client_key, proposed_by=by.ref)
    if found := earlier.values_list("pk", flat=True).first():
        return found
    row = LimitChange(
        client_key=client_key,
        city_id=city,
        facility_id=_place(city, facility_code) if facility_code else None,
        people=people,
        valid_from=valid_from,
        basis=basis.strip()[:200],
        state=LimitState.PROPOSED,
        proposed_by=by.ref,
        proposed_at=at,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            _said(row, "proposed", by, at)
    except IntegrityError as error:
        raise LimitProposed from error
    return row.pk


@transaction.atomic
def approve_limit(*, change_id: int, by: Actor, at: datetime) -> None:
    """It holds from its day, never from before today. Who waits for a place goes on by itself.

    Raises OwnEntry for who proposed it, LimitSettled.
    """
    row = _locked(change_id, by)
    if row.proposed_by == by.ref:
        raise OwnEntry
    if row.facility_id is None:
        _set_budget(row, day_of(at, ZoneInfo(row.city.timezone)))
    else:
        _set_care(row, row.facility_id)
    _settle(row, LimitState.APPROVED, by, at)


@transaction.atomic
def drop_limit(*, change_id: int, by: Actor, at: datetime) -> None:
    """Either of the two may let it fall."""
    _settle(_locked(change_id, by), LimitState.DROPPED, by, at)


def _set_budget(row: LimitChange, today: date) -> None:
    """A term of its own from that day; days agreed with the scheme stay as they are."""
    first = max(row.valid_from, today)
    before = terms_on(row.city_id, first)
    CityTerm.objects.update_or_create(
        city=row.city,
        valid_from=first,
        defaults={
            "people_paid": row.people,
            "basis": row.basis,
            "same_day": before.same_day,
            "cutoff_day": before.cutoff_day,
        },
    )


def _set_care(row: LimitChange, facility_id: int) -> None:
    if row.people is None:
        CareLimit.objects.filter(facility=facility_id).delete()
        return
    CareLimit.objects.update_or_create(
        facility_id=facility_id, defaults={"city": row.city, "people": row.people}
    )


def _settle(row: LimitChange, state: LimitState, by: Actor, at: datetime) -> None:
    row.state, row.decided_by, row.decided_at = state, by.ref, at
    row.save(update_fields=["state", "decided_by", "decided_at"])
    _said(row, state.value, by, at)


def _locked(change_id: int, by: Actor) -> LimitChange:
    """The city's row is the lock: who is admitted looks at its terms under the same."""
    row = LimitChange.objects.filter(pk=change_id).first()
    if row is None or not keeps_limits(by, row.city_id):
        raise LimitGone
    City.objects.select_for_update(of=("self",)).get(pk=row.city_id)
    row = LimitChange.objects.select_related("city").get(pk=change_id)
    if row.state != LimitState.PROPOSED:
        raise LimitSettled
    return row


def _place(city: str, code: str) -> int:
    """Only a place of first care of the city itself."""
    place = facilities_read.facility_by_code(code)
    if place.kind is FacilityKind.HOSPITAL or place.regency_code != city:
        raise LimitWrong(field="facility")
    return place.id


def _require_keeper(city: str, by: Actor) -> None:
    if not keeps_limits(by, city):
        raise NotEnrolmentOfficer


def _said(row: LimitChange, verb: str, by: Actor, at: datetime) -> None:
    data: dict[str, object] = {"people": row.people, "facility": row.facility_id}
    entry = audit.Entry(by, f"enrolment.limit_{verb}", f"enrolment_limit:{row.pk}", data)
    audit.record(entry, at=at)
