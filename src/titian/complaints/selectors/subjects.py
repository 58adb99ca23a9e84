"""What a case points at: which category that is, and whose work. What is not there is nobody's."""

from collections.abc import Callable, Mapping

from titian.claims import selectors as claims_read
from titian.claims.errors import ClaimUnknown
from titian.complaints.types import About, AboutKind, Category
from titian.enrolment import selectors as enrolment_read
from titian.enrolment.types import Concerned
from titian.facilities.types import FacilityKind
from titian.members import selectors as members_read
from titian.platform.failures import selectors as failures_read
from titian.queue import selectors as queue_read
from titian.queue.errors import TicketUnknown
from titian.regions import selectors as regions_read
from titian.visits import selectors as visits_read
from titian.visits.errors import VisitUnknown

_NOTHING = About(Category.OTHER)


def about(reference: str) -> About:
    """Of a reference `kind:id`; whoever made the link signed it, so nobody asks for others'."""
    kind, _, key = reference.partition(":")
    read = _READ.get(kind)
    return read(key) if read and key else _NOTHING


def _application(key: str) -> About:
    return _enrolment(enrolment_read.concerned_by_application(int(key)))


def _step(key: str) -> About:
    return _enrolment(enrolment_read.concerned_by_step(int(key)))


def _enrolment(found: Concerned | None) -> About:
    if found is None:
        return About(Category.ENROLMENT)
    return About(
        Category.ENROLMENT, office=found.office, region=found.village, concerned=found.officers
    )


def _ticket(key: str) -> About:
    try:
        place = queue_read.facility_of_ticket(int(key))
    except TicketUnknown:
        return About(Category.QUEUE)
    return About(Category.QUEUE, facility_id=place.id, region=place.regency_code)


def _failure(key: str) -> About:
    region = failures_read.region_of(key)
    is_one = bool(regions_read.names_of([region]))
    return About(Category.DIGITAL, region=region if is_one else "")


def _bill(key: str) -> About:
    """Of a person whose family owes: the branch where they live."""
    return About(Category.DUES, region=members_read.region_of(int(key)))


def _visit(key: str) -> About:
    try:
        place = visits_read.facility_of_visit(int(key))
    except VisitUnknown:
        return About(Category.CARE)
    is_hospital = place.kind is FacilityKind.HOSPITAL
    category = Category.HOSPITAL if is_hospital else Category.CARE
    return About(category, facility_id=place.id, region=place.regency_code)


def _claim(key: str) -> About:
    try:
        found = claims_read.concerned_by_claim(int(key))
    except ClaimUnknown:
        return _NOTHING
    return About(Category.OTHER, region=found.region, concerned=found.officers)


_READ: Mapping[str, Callable[[str], About]] = {
    AboutKind.APPLICATION: _application,
    AboutKind.STEP: _step,
    AboutKind.TICKET: _ticket,
    AboutKind.FAILURE: _failure,
    AboutKind.BILL: _bill,
    AboutKind.VISIT: _visit,
    AboutKind.CLAIM: _claim,
}
