"""Leave for a letter, and that somebody was made sure of, are taken back before a letter needs
them.
"""

from datetime import date, datetime

from django.db import transaction

from titian.facilities import selectors as facilities_read
from titian.kernel.actors import Actor
from titian.platform.audit import services as audit
from titian.visits.errors import ApprovalUnknown, LetterExists, NotRecordingHere
from titian.visits.models import EligibilityLetter, IdentityCheck, LetterApproval
from titian.visits.types import LetterState


@transaction.atomic
def take_leave_back(*, person_id: int, facility_id: int, on: date, by: Actor, at: datetime) -> None:
    """As if the facility had asked for nothing and had met nobody that day.

    Raises NotRecordingHere, ApprovalUnknown when there is nothing, LetterExists (data: number).
    """
    if not facilities_read.records_care(by, facility_id):
        raise NotRecordingHere
    letters = EligibilityLetter.objects.filter(
        facility_id=facility_id, person_id=person_id, issued_on=on, state=LetterState.ISSUED
    )
    leaning = letters.values_list("number", flat=True).first()
    if leaning is not None:
        raise LetterExists(number=leaning)

    gone = [
        kind.objects.filter(facility_id=facility_id, person_id=person_id, day=on).delete()[0]
        for kind in (LetterApproval, IdentityCheck)
    ]
    if not any(gone):
        raise ApprovalUnknown

    told: dict[str, object] = {"facility": facility_id}
    audit.record(audit.Entry(by, "visits.leave_taken_back", f"person:{person_id}", told), at=at)
