"""A facility comes onto Titian and says what it offers, by whom and when it is open."""

from collections.abc import Mapping
from datetime import datetime, time

from django.db import IntegrityError, transaction

from titian.facilities.errors import CodeTaken, HoursBackwards, LetterTaken, NotManager
from titian.facilities.models import OpeningHours, Practitioner, Service
from titian.facilities.rules.bringing import brings_for
from titian.facilities.rules.codes import doctor_code
from titian.facilities.rules.managing import may_enrol, may_manage
from titian.facilities.services.owning import locked, managed, written_down
from titian.kernel.actors import Actor


@transaction.atomic
def start_using_titian(
    *,
    facility_id: int,
    by: Actor,
    at: datetime,
    is_sample: bool = False,
    phone: str = "",
    address_note: str = "",
) -> None:
    """From now on its places can be booked here. Repeating it updates the details."""
    facility = locked(facility_id)
    if not may_enrol(by):
        raise NotManager

    facility.uses_titian, facility.is_sample = True, is_sample
    facility.phone, facility.address_note = phone, address_note
    facility.save(update_fields=["uses_titian", "is_sample", "phone", "address_note"])

    written_down(facility, "start_using_titian", {"is_sample": is_sample}, by=by, at=at)


@transaction.atomic
def add_service(
    *, facility_id: int, code: str, name: str, letter: str, by: Actor, at: datetime
) -> int:
    """Add a service, or rename the one that has the code; returns its id."""
    facility = managed(facility_id, by)

    try:
        with transaction.atomic():
            service, _ = Service.objects.update_or_create(
                facility=facility, code=code, defaults={"name": name, "letter": letter}
            )
    except IntegrityError as error:
        raise LetterTaken(letter=letter) from error

    written_down(facility, "add_service", {"service": service.pk}, by=by, at=at)
    return service.pk


@transaction.atomic
def add_practitioner(
    *, facility_id: int, name: str, by: Actor, at: datetime, scheme_code: int | None = None
) -> int:
    """Add a practitioner unless one of that name is there; returns the id. Without the scheme's
    code of the doctor one is made up.
    """
    facility = managed(facility_id, by)

    try:
        with transaction.atomic():
            person, is_new = Practitioner.objects.get_or_create(facility=facility, name=name)
            if scheme_code is not None or person.scheme_code is None:
                person.scheme_code = scheme_code or doctor_code(person.pk)
                person.save(update_fields=["scheme_code"])
    except IntegrityError as error:
        raise CodeTaken(taken=scheme_code) from error

    if is_new:
        written_down(facility, "add_practitioner", {"practitioner": person.pk}, by=by, at=at)
    return person.pk


@transaction.atomic
def set_opening_hours(
    *, facility_id: int, hours: Mapping[int, tuple[time, time]], by: Actor, at: datetime
) -> None:
    """Replace the hours of the week; weekdays (1-7) left out are closed."""
    facility = locked(facility_id)
    if not (may_manage(by, facility.code) or brings_for(by, facility.regency_id)):
        raise NotManager
    if any(closes <= opens for opens, closes in hours.values()):
        raise HoursBackwards

    OpeningHours.objects.filter(facility=facility).delete()
    OpeningHours.objects.bulk_create(
        OpeningHours(facility=facility, weekday=weekday, opens=opens, closes=closes)
        for weekday, (opens, closes) in sorted(hours.items())
    )

    written_down(facility, "set_opening_hours", {"days": sorted(hours)}, by=by, at=at)
