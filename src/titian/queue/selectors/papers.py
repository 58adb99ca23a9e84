"""Tickets and the papers they were taken with. For our own processes: none is shown to a viewer."""

from collections.abc import Sequence
from datetime import date

from titian.facilities.types import FacilityKind
from titian.queue.models import Errand, Ticket
from titian.queue.selectors.tickets import outside_row
from titian.queue.types import LIVE, ErrandKind, ErrandState, Payer
from titian.referrals import selectors as referrals_read
from titian.referrals.types import OpenPaper

_MOST = 20


def has_lost_paper(ticket: Ticket, number: str = "") -> bool:
    """Whether the paper of a living ticket was taken back (`number`: just that one) and no other
    stands in for it. Asks nothing where no paper is needed.
    """
    if ticket.person_id is None or ticket.payer != Payer.JKN or ticket.state not in LIVE:
        return False
    if ticket.facility.kind != FacilityKind.HOSPITAL:
        return False
    elsewhere = outside_row(ticket) if ticket.session.facility.keeps_own_queue else None
    lost = referrals_read.withdrawn_for(
        ticket.person_id,
        facility_id=ticket.facility_id,
        specialty_code=ticket.session.service.code,
        on=ticket.session.date,
        named="" if elsewhere is None else elsewhere.reference,
    )
    return number in lost if number else bool(lost)


def tickets_at_hospitals(person_id: int) -> list[Ticket]:
    """A person's living tickets at places that one needs a paper for."""
    found = Ticket.objects.filter(
        person=person_id, state__in=LIVE, facility__kind=FacilityKind.HOSPITAL
    ).select_related(
        "facility", "outside", "session__facility", "session__service", "session__practitioner"
    )
    return list(found.defer("name_given").order_by("-booked_at")[:_MOST])


def with_numbers(papers: Sequence[OpenPaper], *, on: date) -> frozenset[str]:
    """Of these papers those with which somebody has a number, or asks for one. Two statements."""
    people = {one.person_id for one in papers}
    tickets = Ticket.objects.filter(
        person__in=people,
        state__in=LIVE,
        session__date__gte=on,
        facility__kind=FacilityKind.HOSPITAL,
    ).values_list(
        "person", "facility", "session__service__code", "session__date", "outside__reference"
    )
    held = list(tickets)
    asked = Errand.objects.filter(
        kind=ErrandKind.TAKE, state=ErrandState.ASKING, person__in=people
    ).exclude(reference="")
    named = {reference for *_, reference in held} | set(asked.values_list("reference", flat=True))
    return frozenset(
        one.number
        for one in papers
        if one.number in named or any(_serves(one, *facts[:4]) for facts in held)
    )


def _serves(paper: OpenPaper, person_id: int, facility_id: int, service: str, day: date) -> bool:
    """Our own counter does not write down which paper: person, place and service tell."""
    here = paper.facility_id in (None, facility_id)
    of_it = paper.person_id == person_id and paper.specialty_code == service
    return here and of_it and day <= paper.until
