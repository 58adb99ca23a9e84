"""A referral that holds for many visits: dialysis, thalassaemia, haemophilia, long treatments."""

import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.referrals.errors import (
    OngoingOnly,
    OtherFacility,
    PaperWithdrawn,
    ReferralStands,
    SpecialUnknown,
)
from titian.referrals.models import Referral, SpecialReferral
from titian.referrals.rules.path import ONGOING
from titian.referrals.rules.validity import SPECIAL_DAYS, last_day
from titian.referrals.selectors import days, diagnosis, procedure
from titian.referrals.services.writing import locked_referral, require_writer, written_down
from titian.referrals.types import PaperState


def refer_specially(
    *,
    number: str,
    facility_id: int,
    diagnosis_codes: Sequence[str],
    procedure_codes: Sequence[str],
    client_key: UUID,
    by: Actor,
    at: datetime,
) -> int:
    """Let a referral hold for many visits from today on, at the hospital it led to; the id.

    Raises NotWriter, OtherFacility, PaperWithdrawn, OngoingOnly, ReferralStands.
    """
    try:
        with transaction.atomic():
            row = locked_referral(number)
            there = SpecialReferral.objects.filter(client_key=client_key, referral=row).first()
            if there is not None:
                return there.pk
            _require_possible(row, facility_id, diagnosis_codes, by)
            return _written(row, facility_id, diagnosis_codes, procedure_codes, client_key, by, at)
    except IntegrityError as error:
        raise ReferralStands(number=number) from error


@transaction.atomic
def withdraw_special(
    *, special_id: int, number: str, facility_id: int, by: Actor, at: datetime
) -> None:
    """By the hospital that wrote it; once more changes nothing. Raises SpecialUnknown."""
    require_writer(facility_id, by)
    row = locked_referral(number)
    one = SpecialReferral.objects.filter(pk=special_id, referral=row, facility=facility_id).first()
    if one is None:
        raise SpecialUnknown
    if one.withdrawn_at is not None:
        return

    one.withdrawn_at = at
    one.save(update_fields=["withdrawn_at"])

    written_down("withdraw_special", row.person_id, row.number, by=by, at=at)


def _require_possible(
    row: Referral, facility_id: int, diagnosis_codes: Sequence[str], by: Actor
) -> None:
    require_writer(facility_id, by)
    if row.state == PaperState.WITHDRAWN:
        raise PaperWithdrawn(number=row.number)
    if row.to_facility_id not in (None, facility_id):
        raise OtherFacility(name=row.to_facility.name if row.to_facility else "")
    if not any(diagnosis(code).code.startswith(ONGOING) for code in diagnosis_codes):
        raise OngoingOnly


def _written(
    row: Referral,
    facility_id: int,
    diagnosis_codes: Sequence[str],
    procedure_codes: Sequence[str],
    client_key: UUID,
    by: Actor,
    at: datetime,
) -> int:
    today = day_of(at)
    special = SpecialReferral.objects.create(
        referral=row,
        facility_id=facility_id,
        diagnoses_sealed=json.dumps([diagnosis(code).code for code in diagnosis_codes]),
        procedures_sealed=json.dumps([procedure(code).code for code in procedure_codes]),
        starts_on=today,
        ends_on=last_day(today, days(SPECIAL_DAYS, on=today)),
        client_key=client_key,
        written_by=by.ref,
        written_at=at,
    )

    written_down("refer_specially", row.person_id, row.number, by=by, at=at)
    return special.pk
