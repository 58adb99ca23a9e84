"""Which doors a staff member finds on the first page: one table, by role."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from titian.facilities import selectors as facilities_read
from titian.facilities.types import FacilityKind, FacilityView
from titian.kernel.scopes import Grant

_FACILITY = "facility"


@dataclass(frozen=True, slots=True)
class Job:
    """Something a staff member may do: the kind names its words in the template."""

    kind: str
    address: str
    place: str = ""


def jobs_of(grants: Iterable[Grant]) -> list[Job]:
    """The doors that a staff member's roles open, each once."""
    grants = list(grants)
    places = _places_of({g.scope.code for g in grants if g.scope.kind == _FACILITY})
    doors: dict[tuple[str, str], Job] = {}
    for grant in grants:
        facility = grant.scope.code if grant.scope.kind == _FACILITY else ""
        for kind, route, per_facility in _DOORS.get(grant.role, ()):
            code = facility if per_facility else ""
            address = _address(route, code)
            if address and _is_there(kind, places, code) and _is_theirs(kind, grant):
                name = places[code].name if code in places else ""
                doors.setdefault((kind, code), Job(kind, address, name))
    return list(doors.values())


_PEOPLE = ("people", "accounts:people", False)
_LOOKUP = ("lookup", "members:lookup", False)
_CHANGES = ("changes", "members:desk_changes", False)
_CODE = ("code", "frontdoor:hand_over", False)
_NUMBER = ("number", "members:desk_recovery", False)
_LEAVE = ("leave", "members:desk_leave", False)
_KADER = ("kader", "members:desk_kaders", False)
_BANK = ("bank", "bridging:calls", False)
_PLANS = ("plans", "contributions:desk_plans", False)
_DATA = ("data", "members:data_requests", False)
_BEDS = ("beds", "facilities:bed_board", True)
_CLAIMS = ("claims", "claims:choose", False)
_VERIFY = ("verify", "claims:work_list", False)
_VISITS = ("visits", "visits:desk", False)
_PAPERS = ("papers", "referrals:desk", False)
_READING = ("reading", "visits:reading_leave", False)
_CLUBS = ("clubs", "visits:clubs", True)
_ASKED = ("approvals", "visits:approvals_asked", True)
_APPROVALS = ("approvals", "visits:approvals", False)
_ACCIDENTS = ("accidents", "visits:accidents", False)
_OWN_BOOKS = ("books", "queue:reconciliation", True)
_LISTS = ("lists", "enrolment:lists", False)
_LIMITS = ("limits", "enrolment:limits", False)
_FIGURES = ("figures", "enrolment:staff_figures", False)
_COMPLAINTS = ("complaints", "complaints:work_list", False)
_TROUBLES = ("troubles", "complaints:desk_incidents", False)
_CASE_FIGURES = ("case_figures", "complaints:figures", False)
_WATCHING = (  # what has climbed, and how those below answer
    _COMPLAINTS,
    _TROUBLES,
    _CASE_FIGURES,
    ("alike", "complaints:answers_alike", False),
    ("templates", "complaints:templates", False),
)
_TALKS = ("talks", "assistant:desk", False)
_FILES = ("files", "imports:files", False)
_PLACES = ("places", "imports:places", False)
_HOURS = ("hours", "queue:proposals", False)
_BOOKS = ("books", "queue:reconciliation", False)
_EDITOR = (
    ("announcements", "announcements:desk", False),
    ("editions", "announcements:editions", False),
)
_POJOK = ("pojok", "helpdesk:desk_find", False)
_POJOK_LOG = ("pojok_log", "helpdesk:desk_log", False)
_REPORTS = ("reports", "helpdesk:report_list", False)
_OUTREACH = ("outreach", "helpdesk:outreach_visits", False)
_RUNNING = (  # what a branch and the operator do: figures, faults, odd calls; no person
    _TROUBLES,
    _CASE_FIGURES,
    _REPORTS,
    _POJOK_LOG,
    _BANK,
    _BOOKS,
)
_OVERSIGHT = (  # what a branch does, and nobody who only runs the system (decision 0032)
    _COMPLAINTS,
    *_RUNNING,
    _OUTREACH,
    _TALKS,
    _VERIFY,
    _APPROVALS,
    _ACCIDENTS,
    _LOOKUP,
    _CODE,
    _NUMBER,
    _LEAVE,
    _READING,
    _KADER,
    _PLANS,
    _DATA,
)
# What each role may really do behind the door; a test opens them all.
_DOORS: dict[str, tuple[tuple[str, str, bool], ...]] = {
    "desk": (
        ("desk", "queue:counter", True),
        _POJOK,
        ("failures", "helpdesk:record", True),
        _LOOKUP,
        _CODE,
        _NUMBER,
        _LEAVE,
        _READING,
        _VISITS,
        _PAPERS,
        _ASKED,
        _CLUBS,
        _BEDS,
        _OWN_BOOKS,
        ("board", "queue:board", True),
    ),
    "doctor": (_VISITS, _PAPERS, _LOOKUP, _CLUBS, _BEDS),
    "manager": (
        ("schedule", "facilities:schedule", False),
        _FILES,
        _PLACES,
        _HOURS,
        _BEDS,
        _CLAIMS,
        _COMPLAINTS,
        _CASE_FIGURES,
        _OWN_BOOKS,
        _PEOPLE,
    ),
    "admin": (_PEOPLE,),
    "claims": (_CLAIMS,),
    "village": (("enrol", "enrolment:desk_applications", False), _COMPLAINTS, _OUTREACH),
    "agency": (
        ("checking", "enrolment:work_list", False),
        _COMPLAINTS,
        _FIGURES,
        _LISTS,
        _LIMITS,
        _FILES,
        _PLACES,
    ),
    "signer": (("letters", "enrolment:letters", False), _COMPLAINTS, _FIGURES),
    "procedure": (
        ("procedures", "enrolment:procedures", False),
        _LIMITS,
        _FIGURES,
    ),
    "branch": (_CHANGES, *_OVERSIGHT, _FIGURES),
    "operator": (
        _PEOPLE,
        *_RUNNING,
        ("room", "queue:room_desk", False),
        _FIGURES,
        _FILES,
        _PLACES,
    ),
    "editor": _EDITOR,
    "branch_head": _WATCHING,
    "regional": _WATCHING,
    "head_office": _WATCHING,
}


def _address(route: str, code: str) -> str:
    try:
        return reverse(route, args=[code] if code else [])
    except NoReverseMatch:
        return ""


def _places_of(codes: set[str]) -> dict[str, FacilityView]:
    return {code: facilities_read.facility_by_code(code) for code in codes}


def _is_theirs(kind: str, grant: Grant) -> bool:
    """Lists of the scheme and the city's places are for the health office alone of the agencies."""
    is_agency = grant.role == "agency" and kind in ("lists", "limits", "files", "places")
    return not is_agency or grant.scope.code.endswith("/health")


def _is_there(kind: str, places: Mapping[str, FacilityView], code: str) -> bool:
    """Beds and letters are at hospitals; two books of numbers where a place keeps its own."""
    if kind == "beds" or (kind == "approvals" and code):
        return code in places and places[code].kind is FacilityKind.HOSPITAL
    if kind == "clubs":
        return code in places and places[code].kind is not FacilityKind.HOSPITAL
    if kind == "books" and code:
        return code in places and places[code].keeps_own_queue
    return True
