"""Whose case it is: three people at each, and whoever is none of them finds nothing."""

import pytest

from tests.factories.complaints import Complaint, about_step, filed, says
from tests.factories.enrolment import (
    CITY,
    DINOYO,
    PANDANWANGI,
    TUESDAY,
    agency_officer,
    make_city,
    submitted,
    village_officer,
)
from tests.factories.facilities import make_facility
from titian.complaints import selectors as complaints_read
from titian.complaints import services as complaints
from titian.complaints.errors import CaseGone, NotComplaintOfficer
from titian.complaints.models import Case
from titian.enrolment.types import OfficeKind
from titian.kernel.actors import Actor
from titian.kernel.scopes import EVERYWHERE, Grant, Scope
from titian.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


def staff(role: str, kind: str, code: str = "") -> Actor:
    return Actor.staff(f"{role}{code}", (Grant(role, Scope(kind, code)),))


def sees(viewer: Actor, complaint: Complaint) -> bool:
    listed = complaints_read.work_list(viewer=viewer, at=TUESDAY).lines
    is_listed = complaint.number in {line.number for line in listed}
    try:
        complaints_read.case(complaint.number, viewer=viewer, at=TUESDAY)
    except CaseGone:
        assert not is_listed
        return False
    return is_listed


def of_the_social_office() -> Complaint:
    make_city()
    return filed(about_step(submitted()))


def test_an_agencys_case_is_its_officers_and_the_branchs() -> None:
    complaint = of_the_social_office()

    assert sees(agency_officer(OfficeKind.SOCIAL), complaint)
    assert sees(staff("branch", "region", CITY), complaint)
    assert not sees(agency_officer(OfficeKind.HEALTH), complaint)
    assert not sees(village_officer(), complaint)
    assert not sees(staff("branch", "region", "35.78"), complaint)


def test_a_villages_case_is_not_its_neighbours() -> None:
    make_city()
    application = submitted()
    complaint = filed(f"application:{application.application_id}")
    Case.objects.filter(number=complaint.number).update(office=PANDANWANGI)

    assert sees(village_officer(PANDANWANGI), complaint)
    assert not sees(village_officer(DINOYO), complaint)
    assert not sees(agency_officer(OfficeKind.SOCIAL), complaint)


def test_a_facilitys_case_is_its_managers_never_its_counters() -> None:
    here, there = make_facility(), make_facility()
    complaint = filed()
    Case.objects.filter(number=complaint.number).update(facility=here)

    assert sees(staff("manager", "facility", here.code), complaint)
    assert not sees(staff("manager", "facility", there.code), complaint)
    with pytest.raises(NotComplaintOfficer):
        sees(staff("desk", "facility", here.code), complaint)


def test_a_case_of_no_place_is_the_head_offices() -> None:
    complaint = filed()

    assert sees(staff("head_office", EVERYWHERE), complaint)
    assert not sees(staff("regional", "region", CITY[:2]), complaint)
    assert not sees(staff("branch", "region", CITY), complaint)


def test_who_may_not_see_it_may_not_answer_it() -> None:
    complaint = of_the_social_office()

    with pytest.raises(CaseGone):
        says(complaints.answer, complaint, agency_officer(OfficeKind.LABOUR))
    with pytest.raises(NotComplaintOfficer):
        says(complaints.answer, complaint, Actor.member(1, 1))


def test_each_look_of_an_officer_is_written_down() -> None:
    complaint, officer = of_the_social_office(), agency_officer(OfficeKind.SOCIAL)

    complaints_read.case(complaint.number, viewer=officer, at=TUESDAY)

    target = f"complaint:{complaint.row.pk}"
    looks = AuditEntry.objects.filter(action="complaints.looked", target=target)
    assert [one.actor for one in looks] == [officer.ref]
