"""An officer of the health office decides what a list of the scheme's proposes."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests.factories.enrolment import (
    PANDANWANGI,
    Case,
    agency_officer,
    make_city,
    village_officer,
    with_papers,
)
from tests.factories.listing import (
    BROUGHT,
    compared,
    died,
    line_of,
    paid_person,
    proposal_of,
)
from titian.enrolment import selectors as enrolment_read
from titian.enrolment import services as enrolment
from titian.enrolment.errors import (
    OwnEntry,
    ProposalSettled,
    VerdictWrong,
)
from titian.enrolment.models import Application, Proposal
from titian.enrolment.services.filling import wanted_of
from titian.enrolment.types import (
    ApplicationKind,
    Finding,
    OfficeKind,
    ProposalState,
)
from titian.kernel.actors import Actor
from titian.members.types import Change, Happening, Segment
from titian.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
LATER = BROUGHT + timedelta(hours=1)
LATELY = date(2026, 11, 10)


@pytest.fixture(autouse=True)
def city() -> None:
    make_city()


@pytest.fixture
def bringer() -> Actor:
    return agency_officer(OfficeKind.HEALTH)


@pytest.fixture
def officer() -> Actor:
    return agency_officer(OfficeKind.HEALTH)


def test_an_officer_keeps_somebody_with_a_reason(bringer: Actor, officer: Actor) -> None:
    away = paid_person(village="35.07.01.2001")
    compared([line_of(away)], bringer)
    row = proposal_of(away)

    for _ in range(2):
        enrolment.keep_proposal(proposal_id=row.pk, reason="still_resident", by=officer, at=LATER)

    row.refresh_from_db()
    assert (row.state, row.reason, row.decided_by) == ("kept", "still_resident", officer.ref)
    assert AuditEntry.objects.filter(
        action="enrolment.proposal_kept", target=f"proposal:{row.pk}"
    ).count() == 1  # fmt: skip


def test_who_brought_the_list_decides_nothing_of_it(bringer: Actor) -> None:
    gone = died()
    compared([line_of(gone)], bringer)
    row = proposal_of(gone)

    with pytest.raises(OwnEntry):
        enrolment.keep_proposal(proposal_id=row.pk, reason="seen_alive", by=bringer, at=LATER)
    with pytest.raises(OwnEntry):
        enrolment.draft_from_proposal(proposal_id=row.pk, village=PANDANWANGI, by=bringer, at=LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=row.pk).update(
            state="kept", reason="seen_alive", decided_by=bringer.ref, decided_at=LATER
        )


@pytest.mark.parametrize(
    "finding, kind",
    [(Finding.DIED, ApplicationKind.ENDING), (Finding.MISSING, ApplicationKind.CORRECTION)],
)
def test_a_decision_drafts_an_application_at_the_village(
    bringer: Actor, officer: Actor, finding: Finding, kind: ApplicationKind
) -> None:
    person = died() if finding is Finding.DIED else paid_person()
    compared([line_of(person if finding is Finding.DIED else paid_person())], bringer)
    row = proposal_of(person)

    made = {
        enrolment.draft_from_proposal(proposal_id=row.pk, village=PANDANWANGI, by=officer, at=LATER)
        for _ in range(2)
    }

    [application] = Application.objects.filter(pk__in=made)
    assert (application.kind, application.state) == (kind, "draft")
    assert application.entered_by == officer.ref
    assert [one.person_id for one in application.people.all()] == [person.pk]
    seen = enrolment_read.application(application.pk, viewer=village_officer(PANDANWANGI), at=LATER)
    assert seen.kind is kind
    row.refresh_from_db()
    assert row.state == ProposalState.DRAFTED


def test_the_village_sends_an_ending_of_somebody_dead_whom_the_city_still_pays_for(
    bringer: Actor, officer: Actor
) -> None:
    gone = died()
    compared([line_of(gone)], bringer)
    made = enrolment.draft_from_proposal(
        proposal_id=proposal_of(gone).pk, village=PANDANWANGI, by=officer, at=LATER
    )
    row = Application.objects.get(pk=made)
    village = village_officer(PANDANWANGI)

    wanted = replace(wanted_of(row), phone="081234500011", address="Jalan Contoh 7")
    enrolment.change(application_id=made, wanted=wanted, by=village, at=LATER)
    with_papers(Case(made, village, wanted), at=LATER)
    enrolment.submit(application_id=made, client_key=uuid4(), by=village, at=LATER)

    row.refresh_from_db()
    assert row.state == "verifying"
    assert row.happened_on == date(2026, 10, 2)


def test_of_somebody_unknown_nothing_can_be_drafted(bringer: Actor, officer: Actor) -> None:
    compared(["1100000101900001;Tak Dikenal;01-01-1990;"], bringer)
    row = Proposal.objects.filter(finding=Finding.UNKNOWN).latest("pk")

    with pytest.raises(VerdictWrong):
        enrolment.draft_from_proposal(proposal_id=row.pk, village=PANDANWANGI, by=officer, at=LATER)


def test_what_was_decided_is_not_decided_again(bringer: Actor, officer: Actor) -> None:
    gone = died()
    compared([line_of(gone)], bringer)
    row = proposal_of(gone)
    enrolment.keep_proposal(proposal_id=row.pk, reason="scheme_mends", by=officer, at=LATER)

    with pytest.raises(ProposalSettled):
        enrolment.draft_from_proposal(proposal_id=row.pk, village=PANDANWANGI, by=officer, at=LATER)
    with pytest.raises(ProposalSettled):
        enrolment.keep_proposal(
            proposal_id=row.pk,
            reason="seen_alive",
            by=agency_officer(OfficeKind.HEALTH),
            at=LATER,
        )


def test_together_only_the_safe_ones_are_kept(bringer: Actor, officer: Actor) -> None:
    fresh = paid_person(
        "Baru Contoh",
        segment=Segment.PBPU,
        happened=(Happening(Change.JOINED_SEGMENT, LATELY, Segment.PBPU_PEMDA, None),),
    )
    old = paid_person("Lama Contoh")
    list_id = compared([line_of(died())], bringer)
    ids = [proposal_of(one).pk for one in (fresh, old)]

    assert enrolment.keep_safe(list_id=list_id, ids=ids, by=bringer, at=LATER) == 0
    assert enrolment.keep_safe(list_id=list_id, ids=ids, by=officer, at=LATER) == 1
    assert Proposal.objects.get(pk=ids[0]).state == ProposalState.KEPT
    assert proposal_of(old).state == ProposalState.OPEN
