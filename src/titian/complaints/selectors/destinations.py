"""Where a case may be handed on: an office of its city, its branch, a facility by its code."""

from titian.complaints.errors import NoSuchOffice
from titian.complaints.models import Case
from titian.complaints.types import CaseView, Destination
from titian.enrolment import selectors as enrolment_read
from titian.enrolment.errors import NotThisCity
from titian.facilities import selectors as facilities_read
from titian.regions import selectors as regions_read

_CITY = 5  # characters of the code of a kabupaten/kota
_OFFICE, _BRANCH, _FACILITY = "office", "branch", "facility"


def destinations(view: CaseView) -> tuple[Destination, ...]:
    """The offices of its city and the branch there; none for a case of no place."""
    code = Case.objects.filter(pk=view.id).values_list("region", flat=True).first()
    if not code:
        return ()
    city = code[:_CITY]
    offices = tuple(
        Destination(f"{_OFFICE}:{one.code}", one.name) for one in enrolment_read.offices_of(city)
    )
    return (*offices, _branch(city))


def destination(key: str) -> Destination:
    """Raises NoSuchOffice."""
    kind, _, code = key.partition(":")
    if kind == _OFFICE:
        return _office(code)
    if kind == _BRANCH:
        return _branch(code)
    if kind == _FACILITY:
        return _facility(code)
    raise NoSuchOffice


def _office(code: str) -> Destination:
    try:
        found = enrolment_read.office(code)
    except NotThisCity as error:
        raise NoSuchOffice from error
    lies = found.village or found.city
    return Destination(f"{_OFFICE}:{code}", found.name, office=code, region=lies)


def _branch(code: str) -> Destination:
    names = regions_read.names_of([code])
    if code not in names:
        raise NoSuchOffice
    return Destination(f"{_BRANCH}:{code}", f"BPJS Kesehatan {names[code]}", region=code)


def _facility(code: str) -> Destination:
    ids = facilities_read.ids_of_codes([code.strip()])
    if not ids:
        raise NoSuchOffice
    (found,) = (facilities_read.facility(one) for one in ids.values())
    key = f"{_FACILITY}:{code}"
    return Destination(key, found.name, facility_id=found.id, region=found.regency_code)
