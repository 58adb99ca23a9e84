"""By what right somebody is booked at a hospital: a referral or a control letter for just that."""

from datetime import date

from titian.facilities.types import FacilityKind
from titian.queue.errors import ReferenceNeeded, ReferenceUnfit
from titian.queue.models import PracticeSession
from titian.queue.rules.outside import visit_kind_of
from titian.queue.types import SentBooking, VisitKind
from titian.referrals import selectors as referrals_read
from titian.referrals.types import Origin


def visit_kind_by(
    reference: str, *, person_id: int, facility_id: int, service_code: str, on: date
) -> VisitKind:
    """What the paper is for. Raises `ReferenceNeeded`, `ReferenceUnfit`, and what `referrals`
    refuses: unknown, expired, used, withdrawn, not yet.
    """
    if not reference:
        raise ReferenceNeeded
    told = referrals_read.reference(reference, person_id=person_id, on=on)
    for_here = told.facility is None or told.facility.id == facility_id
    if not for_here or told.specialty.code != service_code:
        raise ReferenceUnfit(why="elsewhere", number=reference)
    if not told.first_on <= on <= told.until:
        raise ReferenceUnfit(why="day", number=reference)
    from_hospital = told.origin is Origin.HOSPITAL
    return visit_kind_of(is_control=told.letter is not None, from_hospital=from_hospital)


def require_reference(session: PracticeSession, sent: SentBooking) -> None:
    """A hospital that registers a member itself names the paper too; within the house (kind 2) it
    is the paper of the first visit, for another service.
    """
    if not sent.is_jkn or session.facility.kind != FacilityKind.HOSPITAL:
        return
    if sent.visit_kind is VisitKind.INTERNAL and sent.reference:
        return
    visit_kind_by(
        sent.reference,
        person_id=sent.person_id or 0,
        facility_id=session.facility_id,
        service_code=session.service.code,
        on=session.date,
    )
