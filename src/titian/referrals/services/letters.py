"""Have somebody come again, or be admitted, on a day."""

import json
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from titian.facilities import selectors as facilities_read
from titian.facilities import services as facilities
from titian.facilities.types import FacilityKind
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.members import selectors as members_read
from titian.platform.outbox import services as outbox
from titian.referrals.errors import (
    LetterMissing,
    LetterStands,
    OnlyHospitals,
    PersonNotActive,
    SpecialtyNotThere,
)
from titian.referrals.events import ControlLetterWritten
from titian.referrals.models import ControlLetter
from titian.referrals.rules.validity import (
    LETTER_DAYS,
    LETTER_FARTHEST,
    last_day,
    require_planned_within,
)
from titian.referrals.selectors import days, diagnosis
from titian.referrals.services.telling import tell_letter
from titian.referrals.services.writing import (
    CONTROL,
    RULE,
    earlier,
    require_doctor,
    require_writer,
    written_down,
)
from titian.referrals.types import LetterKind, NewLetter, PaperState


def write_control_letter(*, wanted: NewLetter, client_key: UUID, by: Actor, at: datetime) -> str:
    """Write a control letter or a letter of admission and tell the person; its number. The same
    key again gives the same one. Whether `from_letter` exists is known above: the caller asks.

    Raises NotWriter, OnlyHospitals, LetterMissing, LetterStands, PersonNotActive, PlannedOutside.
    """
    there = earlier(ControlLetter, client_key, by)
    if there is not None:
        return there
    try:
        with transaction.atomic():
            return _written(wanted, client_key, by, at)
    except IntegrityError as error:
        there = earlier(ControlLetter, client_key, by)
        if there is None:
            raise _standing(wanted, error) from error
        return there


def _written(wanted: NewLetter, client_key: UUID, by: Actor, at: datetime) -> str:
    issued_on = day_of(at)
    require_writer(wanted.facility_id, by)
    _require_out_of(wanted)
    require_hospitals_service(wanted.facility_id, wanted.specialty_code)
    require_doctor(wanted.practitioner_id, wanted.facility_id)
    require_planned(wanted.kind, wanted.planned_on, issued_on)
    whose = members_read.standing(wanted.person_id, viewer=RULE, on=issued_on)
    if not whose.is_active:
        raise PersonNotActive(status=whose.status)
    why = diagnosis(wanted.diagnosis_code).code if wanted.diagnosis_code else None

    row = ControlLetter.objects.create(
        number=facilities.next_number(facility_id=wanted.facility_id, letter=CONTROL, on=issued_on),
        kind=wanted.kind,
        person_id=wanted.person_id,
        facility_id=wanted.facility_id,
        practitioner_id=wanted.practitioner_id,
        specialty_code=wanted.specialty_code.upper(),
        from_letter=wanted.from_letter,
        from_specialty_code=wanted.from_specialty_code.upper(),
        diagnosis_sealed=why,
        prb_form_sealed=json.dumps(dict(wanted.prb_form)) if wanted.prb_form else None,
        issued_on=issued_on,
        planned_on=wanted.planned_on,
        valid_until=holds_until(wanted.planned_on),
        state=PaperState.OPEN,
        source=wanted.source,
        client_key=client_key,
        written_by=by.ref,
        written_at=at,
    )

    written_down("write_control_letter", row.person_id, row.number, by=by, at=at)
    outbox.announce(ControlLetterWritten(row.number, row.person_id, row.facility_id), at=at)
    tell_letter(row, at=at)
    return row.number


def _require_out_of(wanted: NewLetter) -> None:
    if wanted.kind is LetterKind.CONTROL and not wanted.from_letter:
        raise LetterMissing


def require_hospitals_service(facility_id: int, specialty_code: str) -> None:
    """Control letters are a hospital's, for a service it has (§3.2)."""
    place = facilities_read.facility(facility_id)
    if place.kind is not FacilityKind.HOSPITAL:
        raise OnlyHospitals
    code = facilities_read.specialty(specialty_code).code
    known = {one.code for one in facilities_read.services_of(facility_id)}
    if place.uses_titian and code not in known:
        raise SpecialtyNotThere(specialty=code, name=place.name)


def require_planned(kind: LetterKind, planned_on: date, issued_on: date) -> None:
    """Again is another day; an admission may be today's. Raises PlannedOutside."""
    first = issued_on + timedelta(days=1 if kind is LetterKind.CONTROL else 0)
    last = last_day(issued_on, days(LETTER_FARTHEST, on=issued_on))
    require_planned_within(planned_on, first, last)


def holds_until(planned_on: date) -> date:
    return last_day(planned_on, days(LETTER_DAYS, on=planned_on))


def _standing(wanted: NewLetter, error: IntegrityError) -> Exception:
    same = ControlLetter.objects.filter(
        person=wanted.person_id,
        facility=wanted.facility_id,
        kind=wanted.kind,
        from_letter=wanted.from_letter,
        specialty_code=wanted.specialty_code.upper(),
        planned_on=wanted.planned_on,
    ).exclude(state=PaperState.WITHDRAWN)
    number = same.values_list("number", flat=True).first()
    return LetterStands(number=number) if number else error
