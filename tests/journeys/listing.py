"""A list of the scheme's that was compared, for the browser."""

from dataclasses import dataclass

from tests.factories.enrolment import CITY, agency_officer, make_city
from tests.factories.listing import BROUGHT, brought, died, line_of, paid_person
from titian.enrolment import services as enrolment
from titian.enrolment.models import PaidList, Proposal
from titian.enrolment.types import ListState, OfficeKind
from titian.kernel.scopes import Grant, Scope

HEALTH = (Grant("agency", Scope("office", f"{CITY}/health")),)
_SLICES = 50


@dataclass(frozen=True, slots=True)
class Reconciling:
    list_id: int
    proposal: int


def a_list_with_the_dead_and_the_missing() -> Reconciling:
    make_city()
    gone = died()
    lines = [line_of(one) for one in (gone, paid_person(), paid_person(village="35.07.01.2001"))]
    list_id = brought(lines, by=agency_officer(OfficeKind.HEALTH))
    for _ in range(_SLICES):  # a worker of the running server may be faster
        if PaidList.objects.get(pk=list_id).state == ListState.DONE:
            break
        enrolment.compare_lists(at=BROUGHT)
    return Reconciling(list_id, Proposal.objects.get(person=gone.pk).pk)
