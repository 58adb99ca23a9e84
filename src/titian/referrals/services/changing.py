"""Change or take back a paper, as long as nobody has used it."""

import json
from datetime import datetime
from typing import TypeVar

from django.db import IntegrityError, transaction

from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.platform.outbox import services as outbox
from titian.referrals.errors import LetterStands, ReferralStands
from titian.referrals.events import ControlLetterWithdrawn, ReferralWithdrawn
from titian.referrals.models import ControlLetter, Referral
from titian.referrals.rules.validity import require_open, require_planned_within
from titian.referrals.selectors.views import letter_paper, referral_paper
from titian.referrals.services.letters import (
    holds_until,
    require_hospitals_service,
    require_planned,
)
from titian.referrals.services.routing import checked_route
from titian.referrals.services.telling import tell_changed
from titian.referrals.services.writing import (
    locked_letter,
    locked_referral,
    require_doctor,
    require_writer,
    written_down,
)
from titian.referrals.types import (
    CareKind,
    Exemption,
    LetterChange,
    LetterKind,
    NewReferral,
    PaperState,
    ReferralChange,
    ReferralKind,
)

_Value = TypeVar("_Value")


@transaction.atomic
def change_referral(*, number: str, changes: ReferralChange, by: Actor, at: datetime) -> None:
    """By the facility that wrote it. Raises as `refer`, PaperUsed, PaperWithdrawn."""
    row = locked_referral(number)
    require_writer(row.from_facility_id, by)
    require_open(referral_paper(row, row.issued_on))
    wanted = _changed(row, changes)
    _, why = checked_route(wanted)
    planned_on = changes.planned_on or row.planned_on
    require_planned_within(planned_on, row.issued_on, row.valid_until)
    is_news = planned_on != row.planned_on or wanted.to_facility_id != row.to_facility_id

    row.kind, row.care_kind = wanted.kind, wanted.care_kind
    row.to_facility_id = wanted.to_facility_id
    row.specialty_code, row.diagnosis_sealed = wanted.specialty_code.upper(), why.code
    row.note_sealed, row.planned_on = wanted.note or None, planned_on
    _save(row, ReferralStands(number=row.number))

    written_down("change_referral", row.person_id, row.number, by=by, at=at)
    if is_news:
        tell_changed(row, "referral", at=at)


def _changed(row: Referral, changes: ReferralChange) -> NewReferral:
    """The referral as it would be written now."""
    return NewReferral(
        person_id=row.person_id,
        from_facility_id=row.from_facility_id,
        to_facility_id=_kept(changes.to_facility_id, row.to_facility_id),
        kind=_kept(changes.kind, ReferralKind(row.kind)),
        specialty_code=_kept(changes.specialty_code, row.specialty_code),
        diagnosis_code=_kept(changes.diagnosis_code, row.diagnosis_sealed),
        care_kind=_kept(changes.care_kind, CareKind(row.care_kind)),
        note=_kept(changes.note, row.note_sealed or ""),
        exemption=Exemption(row.exemption),
    )


def _kept(new: _Value | None, old: _Value) -> _Value:
    """What is not said stays as it was."""
    return old if new is None else new


@transaction.atomic
def withdraw_referral(*, number: str, by: Actor, at: datetime) -> None:
    """By the facility that wrote it; once more changes nothing. Raises PaperUsed."""
    row = locked_referral(number)
    require_writer(row.from_facility_id, by)
    if row.state == PaperState.WITHDRAWN:
        return
    require_open(referral_paper(row, row.issued_on))

    row.state = PaperState.WITHDRAWN
    row.save(update_fields=["state"])

    written_down("withdraw_referral", row.person_id, row.number, by=by, at=at)
    outbox.announce(ReferralWithdrawn(row.number, row.person_id), at=at)
    tell_changed(row, "withdrawn", at=at)


@transaction.atomic
def change_control_letter(*, number: str, changes: LetterChange, by: Actor, at: datetime) -> None:
    """By the facility that wrote it. Raises as when written, PaperUsed, PaperWithdrawn."""
    row = locked_letter(number)
    require_writer(row.facility_id, by)
    require_open(letter_paper(row))
    is_news = changes.planned_on not in (None, row.planned_on)

    _apply(row, changes, at)
    _save(row, LetterStands(number=row.number))

    written_down("change_control_letter", row.person_id, row.number, by=by, at=at)
    if is_news:
        tell_changed(row, "letter", at=at)


def _apply(row: ControlLetter, changes: LetterChange, at: datetime) -> None:
    if changes.planned_on is not None and changes.planned_on != row.planned_on:
        require_planned(LetterKind(row.kind), changes.planned_on, day_of(at))
        row.planned_on = changes.planned_on
        row.valid_until, row.reminded_at = holds_until(changes.planned_on), None
    if changes.practitioner_id is not None:
        require_doctor(changes.practitioner_id, row.facility_id)
        row.practitioner_id = changes.practitioner_id
    if changes.specialty_code is not None:
        require_hospitals_service(row.facility_id, changes.specialty_code)
        row.specialty_code = changes.specialty_code.upper()
    if changes.prb_form is not None:
        row.prb_form_sealed = json.dumps(dict(changes.prb_form)) if changes.prb_form else None


@transaction.atomic
def withdraw_control_letter(*, number: str, by: Actor, at: datetime) -> None:
    """By the facility that wrote it; once more changes nothing. Raises PaperUsed."""
    row = locked_letter(number)
    require_writer(row.facility_id, by)
    if row.state == PaperState.WITHDRAWN:
        return
    require_open(letter_paper(row))

    row.state = PaperState.WITHDRAWN
    row.save(update_fields=["state"])

    written_down("withdraw_control_letter", row.person_id, row.number, by=by, at=at)
    outbox.announce(ControlLetterWithdrawn(row.number, row.person_id), at=at)
    tell_changed(row, "letter_withdrawn", at=at)


def _save(row: Referral | ControlLetter, stands: Exception) -> None:
    """What would stand twice is refused by the database."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise stands from error
