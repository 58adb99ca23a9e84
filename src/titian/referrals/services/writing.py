"""What every service does first and last: who may write, which paper, what is left behind."""

from datetime import datetime
from uuid import UUID

from titian.facilities import selectors as facilities_read
from titian.facilities.errors import NotOfFacility
from titian.kernel.actors import Actor
from titian.platform.audit import services as audit
from titian.referrals.errors import LetterUnknown, NotWriter, NumberTaken, ReferralUnknown
from titian.referrals.models import ControlLetter, Referral

RULE = Actor.system("referrals")
REFERRAL_OF_PRIMARY, REFERRAL_OF_HOSPITAL, CONTROL = "P", "B", "K"


def require_writer(facility_id: int, by: Actor) -> None:
    if not facilities_read.records_care(by, facility_id):
        raise NotWriter


def require_doctor(practitioner_id: int, facility_id: int) -> None:
    """Whoever signs serves there. Raises NotOfFacility."""
    if facilities_read.practitioner(practitioner_id).facility_id != facility_id:
        raise NotOfFacility


def locked_referral(number: str) -> Referral:
    """The referral, locked in the caller's transaction."""
    rows = Referral.objects.select_for_update(of=("self",)).select_related("to_facility")
    found = rows.filter(number=number.upper()).first()
    if found is None:
        raise ReferralUnknown
    return found


def locked_letter(number: str) -> ControlLetter:
    """The letter, locked in the caller's transaction."""
    rows = ControlLetter.objects.select_for_update(of=("self",)).select_related("facility")
    found = rows.filter(number=number.upper()).first()
    if found is None:
        raise LetterUnknown
    return found


def earlier(model: type[Referral] | type[ControlLetter], client_key: UUID, by: Actor) -> str | None:
    """The number of what was written with this key. Another writer's key is no retry."""
    rows = model.objects.filter(client_key=client_key).values_list("number", "written_by")
    found = rows.first()
    if found is None:
        return None
    if found[1] != by.ref:
        raise NumberTaken(number=found[0])
    return found[0]


def written_down(action: str, person_id: int, number: str, *, by: Actor, at: datetime) -> None:
    """Audited under the person, who can see it; the number is no secret of theirs."""
    entry = audit.Entry(by, f"referrals.{action}", f"person:{person_id}", {"number": number})
    audit.record(entry, at=at)
