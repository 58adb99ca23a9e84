"""Send somebody to another facility."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from titian.facilities import services as facilities
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.members import selectors as members_read
from titian.platform.outbox import services as outbox
from titian.referrals.errors import NumberTaken, PersonNotActive, ReferralStands
from titian.referrals.events import ReferralIssued
from titian.referrals.models import Referral
from titian.referrals.rules.path import origin_of
from titian.referrals.rules.validity import VALID_DAYS, last_day, require_planned_within
from titian.referrals.selectors import days
from titian.referrals.services.routing import checked_route
from titian.referrals.services.telling import tell_issued
from titian.referrals.services.writing import (
    REFERRAL_OF_HOSPITAL,
    REFERRAL_OF_PRIMARY,
    RULE,
    earlier,
    require_doctor,
    require_writer,
    written_down,
)
from titian.referrals.types import Exemption, NewReferral, Origin, PaperState, ReferralKind


def refer(*, wanted: NewReferral, client_key: UUID, by: Actor, at: datetime) -> str:
    """Write a referral and tell the person; its number. The same key again gives the same one.

    Raises NotWriter, PersonNotActive, ReferralStands, PlannedOutside, DiagnosisUnknown, and what
    the path forbids.
    """
    there = earlier(Referral, client_key, by)
    if there is not None:
        return there
    try:
        with transaction.atomic():
            return _written(wanted, client_key, by, at)
    except IntegrityError as error:
        there = earlier(Referral, client_key, by)
        if there is None:
            raise _standing(wanted, error, at) from error
        return there


def _written(wanted: NewReferral, client_key: UUID, by: Actor, at: datetime) -> str:
    issued_on = wanted.issued_on or day_of(at)
    require_writer(wanted.from_facility_id, by)
    start, why = checked_route(wanted)
    _require_active(wanted, issued_on)
    valid_until = last_day(issued_on, days(VALID_DAYS, on=issued_on))
    planned_on = wanted.planned_on or issued_on
    require_planned_within(planned_on, issued_on, valid_until)
    _require_doctor(wanted)
    origin = origin_of(start)

    row = Referral.objects.create(
        number=wanted.number or _number(wanted, origin, issued_on),
        person_id=wanted.person_id,
        kind=wanted.kind,
        origin=origin,
        exemption=wanted.exemption,
        from_facility_id=wanted.from_facility_id,
        to_facility_id=wanted.to_facility_id,
        practitioner_id=wanted.practitioner_id,
        specialty_code=wanted.specialty_code.upper(),
        care_kind=wanted.care_kind,
        diagnosis_sealed=why.code,
        note_sealed=wanted.note or None,
        complaint_sealed=wanted.complaint or None,
        from_letter=wanted.from_letter,
        issued_on=issued_on,
        planned_on=planned_on,
        valid_until=valid_until,
        state=PaperState.OPEN,
        source=wanted.source,
        client_key=client_key,
        written_by=by.ref,
        written_at=at,
    )

    written_down("refer", row.person_id, row.number, by=by, at=at)
    outbox.announce(ReferralIssued(row.number, row.person_id, row.to_facility_id or 0), at=at)
    tell_issued(row, at=at)
    return row.number


def _require_active(wanted: NewReferral, on: date) -> None:
    """In an emergency, and on the way back, nobody asks (§1.5, §3.2)."""
    if wanted.exemption is Exemption.EMERGENCY or wanted.kind is ReferralKind.BACK:
        return
    whose = members_read.standing(wanted.person_id, viewer=RULE, on=on)
    if not whose.is_active:
        raise PersonNotActive(status=whose.status)


def _require_doctor(wanted: NewReferral) -> None:
    if wanted.practitioner_id is not None:
        require_doctor(wanted.practitioner_id, wanted.from_facility_id)


def _number(wanted: NewReferral, origin: Origin, on: date) -> str:
    letter = REFERRAL_OF_HOSPITAL if origin is Origin.HOSPITAL else REFERRAL_OF_PRIMARY
    return facilities.next_number(facility_id=wanted.from_facility_id, letter=letter, on=on)


def _standing(wanted: NewReferral, error: IntegrityError, at: datetime) -> Exception:
    """What the database did not let stand twice."""
    if wanted.number and Referral.objects.filter(number=wanted.number).exists():
        return NumberTaken(number=wanted.number)
    same = Referral.objects.filter(
        person=wanted.person_id,
        from_facility=wanted.from_facility_id,
        to_facility=wanted.to_facility_id,
        specialty_code=wanted.specialty_code.upper(),
        issued_on=wanted.issued_on or day_of(at),
    ).exclude(state=PaperState.WITHDRAWN)
    number = same.values_list("number", flat=True).first()
    return ReferralStands(number=number) if number else error
