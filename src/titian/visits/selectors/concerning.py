"""Where a visit was, for whoever takes in what went wrong with it; nothing of whose it was."""

from titian.facilities import selectors as facilities_read
from titian.facilities.types import FacilityView
from titian.visits.errors import VisitUnknown
from titian.visits.models import Visit


def facility_of_visit(visit_id: int) -> FacilityView:
    """Raises VisitUnknown."""
    found = Visit.objects.filter(pk=visit_id).values_list("facility", flat=True).first()
    if found is None:
        raise VisitUnknown
    return facilities_read.facility(found)
