"""A list of the scheme's that was compared, for the browser."""

import time
from dataclasses import dataclass

from tests.factories.enrolment import CITY, agency_officer, make_city
from tests.factories.listing import BROUGHT, brought, died, line_of, paid_person
from titian.enrolment import services as enrolment
from titian.enrolment.models import PaidList, Proposal
from titian.enrolment.types import ListState, OfficeKind
from titian.kernel.scopes import Grant, Scope

HEALTH = (Grant("agency", Scope("office", f"{CITY}/health")),)
_PATIENCE = 60.0  # seconds


@dataclass(frozen=True, slots=True)
class Reconciling:
    list_id: int
    proposal: int


def a_list_with_the_dead_and_the_missing() -> Reconciling:
    make_city()
    gone = died()
    lines = [line_of(one) for one in (gone, paid_person(), paid_person(village="35.07.01.2001"))]
    list_id = brought(lines, by=agency_officer(OfficeKind.HEALTH))
    end = time.monotonic() + _PATIENCE
    while PaidList.objects.get(pk=list_id).state != ListState.DONE and time.monotonic() < end:
        if not enrolment.compare_lists(at=BROUGHT):
            time.sleep(0.1)  # a worker of the running server has it in hand
    return Reconciling(list_id, Proposal.objects.get(person=gone.pk).pk)
