"""What the path of a referral is decided with, read from those who know it."""

from titian.facilities import selectors as facilities_read
from titian.facilities.types import FacilityKind, FacilityView
from titian.referrals.models import Referral
from titian.referrals.rules.path import Route, Station, require_route
from titian.referrals.selectors.reference import diagnosis
from titian.referrals.types import Coded, Exemption, NewReferral, PaperState


def checked_route(wanted: NewReferral) -> tuple[Station, Coded]:
    """Whoever sends, and the diagnosis by its list. Raises whatever the path forbids."""
    start = _station(facilities_read.facility(wanted.from_facility_id))
    end = None
    if wanted.to_facility_id is not None:
        end = _station(facilities_read.facility(wanted.to_facility_id))
    if wanted.specialty_code:
        facilities_read.specialty(wanted.specialty_code)
    why = diagnosis(wanted.diagnosis_code)
    require_route(
        Route(
            kind=wanted.kind,
            start=start,
            end=end,
            specialty_code=wanted.specialty_code,
            diagnosis_code=why.code,
            exemption=wanted.exemption,
            was_there=_was_there(wanted),
        )
    )
    return start, why


def _station(place: FacilityView) -> Station:
    """What a hospital on Titian offers is known; of the others nobody has said."""
    known = None
    if place.uses_titian and place.kind is FacilityKind.HOSPITAL:
        known = frozenset(one.code for one in facilities_read.services_of(place.id))
    return Station(place.id, place.name, place.kind, place.hospital_class, known)


def _was_there(wanted: NewReferral) -> bool:
    """Whether a referral for this service led there and was used."""
    if wanted.exemption is not Exemption.ONGOING or wanted.to_facility_id is None:
        return False
    return Referral.objects.filter(
        person=wanted.person_id,
        to_facility=wanted.to_facility_id,
        specialty_code=wanted.specialty_code,
        state=PaperState.USED,
    ).exists()
