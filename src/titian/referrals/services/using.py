"""A visit uses a paper once; a cancelled eligibility letter gives it back."""

from datetime import date, datetime

from django.db import transaction

from titian.kernel.actors import Actor
from titian.referrals.errors import LetterUnknown, ReferralUnknown
from titian.referrals.models import ControlLetter, Referral
from titian.referrals.rules.validity import (
    holds_for_many,
    is_taken_by,
    require_usable,
)
from titian.referrals.selectors.views import letter_paper, referral_paper
from titian.referrals.services.writing import (
    locked_letter,
    locked_referral,
    require_writer,
    written_down,
)
from titian.referrals.types import PaperState


@transaction.atomic
def use_referral(
    *,
    number: str,
    person_id: int,
    facility_id: int,
    letter_number: str,
    on: date,
    by: Actor,
    at: datetime,
) -> None:
    """The first visit consumes it; a special referral in force lets many visits use it.

    Raises PaperUsed, PaperWithdrawn, ReferralExpired, OtherFacility, ReferralUnknown.
    """
    require_writer(facility_id, by)
    row = locked_referral(number)
    if row.person_id != person_id:
        raise ReferralUnknown
    paper = referral_paper(row, on)
    if is_taken_by(paper, letter_number):
        return
    require_usable(paper, facility_id=facility_id, on=on)
    if paper.state is PaperState.USED and holds_for_many(paper, on):
        return

    _use(row, letter_number, on)

    written_down("use_referral", person_id, row.number, by=by, at=at)


@transaction.atomic
def use_control_letter(
    *,
    number: str,
    person_id: int,
    facility_id: int,
    letter_number: str,
    on: date,
    by: Actor,
    at: datetime,
) -> None:
    """The visit it was written for consumes it, from its day on. Raises NotYet besides."""
    require_writer(facility_id, by)
    row = locked_letter(number)
    if row.person_id != person_id:
        raise LetterUnknown
    paper = letter_paper(row)
    if is_taken_by(paper, letter_number):
        return
    require_usable(paper, facility_id=facility_id, on=on)

    _use(row, letter_number, on)

    written_down("use_control_letter", person_id, row.number, by=by, at=at)


@transaction.atomic
def free_referral(*, number: str, letter_number: str, by: Actor, at: datetime) -> None:
    """The eligibility letter that used it was cancelled: it is open again. Otherwise nothing."""
    row = locked_referral(number)
    if not is_taken_by(referral_paper(row, row.issued_on), letter_number):
        return

    _free(row)

    written_down("free_referral", row.person_id, row.number, by=by, at=at)


@transaction.atomic
def free_control_letter(*, number: str, letter_number: str, by: Actor, at: datetime) -> None:
    """As `free_referral`."""
    row = locked_letter(number)
    if not is_taken_by(letter_paper(row), letter_number):
        return

    _free(row)

    written_down("free_control_letter", row.person_id, row.number, by=by, at=at)


def _use(row: Referral | ControlLetter, letter_number: str, on: date) -> None:
    row.state, row.used_on, row.used_by_letter = PaperState.USED, on, letter_number
    row.save(update_fields=["state", "used_on", "used_by_letter"])


def _free(row: Referral | ControlLetter) -> None:
    row.state, row.used_on, row.used_by_letter = PaperState.OPEN, None, ""
    row.save(update_fields=["state", "used_on", "used_by_letter"])
