"""Who may see and change an application: its own village, its agencies, who wrote it down."""

from uuid import uuid4

import pytest

from tests.factories.enrolment import (
    DINOYO,
    PANDANWANGI,
    TUESDAY,
    agency_officer,
    drafted,
    make_city,
    new_application,
    signer,
    submitted,
    village_officer,
    visitor_at_home,
)
from titian.enrolment import selectors as enrolment_read
from titian.enrolment import services as enrolment
from titian.enrolment.errors import ApplicationGone, NotEnrolmentOfficer
from titian.enrolment.models import Paper
from titian.enrolment.types import ApplicationState, Channel, OfficeKind
from titian.kernel.actors import Actor
from titian.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def city() -> None:
    make_city()


def sees(viewer: Actor, application_id: int) -> bool:
    try:
        enrolment_read.application(application_id, viewer=viewer, at=TUESDAY)
    except ApplicationGone:
        return False
    return True


def test_the_own_village_sees_it_another_does_not() -> None:
    case = submitted()

    assert sees(case.officer, case.application_id)
    assert sees(village_officer(PANDANWANGI), case.application_id)
    assert not sees(village_officer(DINOYO), case.application_id)


def test_an_agency_sees_it_from_its_turn_on() -> None:
    case = submitted()

    assert sees(agency_officer(OfficeKind.SOCIAL), case.application_id)
    assert not sees(agency_officer(OfficeKind.HEALTH), case.application_id)
    assert not sees(agency_officer(OfficeKind.SOCIAL, "35.07"), case.application_id)


def test_a_draft_is_its_villages_alone() -> None:
    case = drafted()

    assert not sees(agency_officer(OfficeKind.SOCIAL), case.application_id)
    assert not sees(signer(), case.application_id)


def test_what_was_sent_from_home_is_its_senders_and_the_villages() -> None:
    at_home = visitor_at_home()
    number = enrolment.draft(
        wanted=new_application(), client_key=uuid4(), channel=Channel.HOME, by=at_home, at=TUESDAY
    )

    assert sees(at_home, number)
    assert sees(village_officer(), number)
    assert not sees(visitor_at_home(), number)
    assert not sees(Actor.visitor(), number)


def test_each_look_of_staff_is_written_down() -> None:
    case = submitted()
    officer = agency_officer(OfficeKind.SOCIAL)

    sees(officer, case.application_id)

    looks = AuditEntry.objects.filter(actor=officer.ref, action="enrolment.looked")
    assert [look.target for look in looks] == [f"enrolment:{case.application_id}"]


def test_the_whole_of_it_reads_as_it_was_typed() -> None:
    case = submitted()

    seen = enrolment_read.application(case.application_id, viewer=case.officer, at=TUESDAY)

    assert seen.kk_number == case.wanted.kk_number
    assert [one.nik for one in seen.people] == [one.nik for one in case.wanted.people]
    assert [step.key for step in seen.steps] == ["population", "social", "labour", "health"]
    assert [move.state for move in seen.moves] == [ApplicationState.VERIFYING]
    assert len(seen.papers) == 3


def test_the_list_of_a_village_is_its_officers_and_hides_names() -> None:
    case = submitted()

    lines = enrolment_read.applications_of_village(PANDANWANGI, viewer=case.officer)

    assert [line.id for line in lines] == [case.application_id]
    assert lines[0].masked_name == "Bu••• S."
    with pytest.raises(NotEnrolmentOfficer):
        enrolment_read.applications_of_village(PANDANWANGI, viewer=village_officer(DINOYO))


def test_what_one_wrote_down_is_ones_own_list() -> None:
    case = drafted()

    assert [one.id for one in enrolment_read.own_applications(case.officer)] == [
        case.application_id
    ]
    assert enrolment_read.own_applications(village_officer()) == []


def test_a_paper_opens_for_who_sees_the_application() -> None:
    case = submitted()
    paper = Paper.objects.filter(application=case.row).latest("pk")

    with pytest.raises(ApplicationGone):
        enrolment_read.paper(
            case.application_id, paper.pk, viewer=village_officer(DINOYO), at=TUESDAY
        )
    with pytest.raises(ApplicationGone):
        enrolment_read.paper(case.application_id, 0, viewer=case.officer, at=TUESDAY)


def test_another_village_changes_nothing() -> None:
    case = drafted()
    stranger = village_officer(DINOYO)

    with pytest.raises(ApplicationGone):
        enrolment.submit(
            application_id=case.application_id, client_key=uuid4(), by=stranger, at=TUESDAY
        )
    with pytest.raises(ApplicationGone):
        enrolment.cancel(
            application_id=case.application_id, reason="wrong_card", by=stranger, at=TUESDAY
        )
    with pytest.raises(ApplicationGone):
        enrolment.change(
            application_id=case.application_id, wanted=case.wanted, by=stranger, at=TUESDAY
        )
