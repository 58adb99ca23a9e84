"""From a case to the page of what it is about, for officers who may open that page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from titian.claims import selectors as claims_read
from titian.complaints.types import AboutKind
from titian.enrolment import selectors as enrolment_read
from titian.kernel.actors import Actor
from titian.members import selectors as members_read
from titian.members.errors import LookNotAllowed
from titian.platform.failures import selectors as failures_read
from titian.visits import selectors as visits_read
from titian.visits.errors import VisitUnknown


@dataclass(frozen=True, slots=True)
class Lead:
    """Which kind of page, and what its address needs."""

    kind: AboutKind
    key: str


def find_lead(about: str, *, viewer: Actor) -> Lead | None:
    """Of a reference `kind:id`; no look at a person is taken here, the page itself takes it."""
    kind, _, key = about.partition(":")
    open_to = _OPEN_TO.get(kind)
    found = open_to(key, viewer) if open_to and key else ""
    return Lead(AboutKind(kind), found) if found else None


def _application(key: str, viewer: Actor) -> str:
    return key if enrolment_read.enters_application(int(key), viewer=viewer) else ""


def _step(key: str, viewer: Actor) -> str:
    return key if enrolment_read.decides_step(int(key), viewer=viewer) else ""


def _failure(key: str, _: Actor) -> str:
    """A receipt names nobody: who has the code may read it."""
    return key if failures_read.find_receipt(key) else ""


def _bill(key: str, viewer: Actor) -> str:
    try:
        return key if members_read.masked_people([int(key)], viewer=viewer) else ""
    except LookNotAllowed:
        return ""


def _visit(key: str, viewer: Actor) -> str:
    try:
        place = visits_read.facility_of_visit(int(key))
    except VisitUnknown:
        return ""
    return key if visits_read.works_at(viewer, place.id) else ""


def _claim(key: str, viewer: Actor) -> str:
    return claims_read.letter_at_branch(int(key), viewer=viewer)


_OPEN_TO: Mapping[str, Callable[[str, Actor], str]] = {
    AboutKind.APPLICATION: _application,
    AboutKind.STEP: _step,
    AboutKind.FAILURE: _failure,
    AboutKind.BILL: _bill,
    AboutKind.VISIT: _visit,
    AboutKind.CLAIM: _claim,
}
