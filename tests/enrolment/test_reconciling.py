"""The scheme's list is compared with our records; an officer decides what differs."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tests.factories.crowd import read_whole
from tests.factories.enrolment import (
    CITY,
    PANDANWANGI,
    agency_officer,
    make_city,
    village_officer,
)
from tests.factories.listing import (
    BROUGHT,
    a_file,
    brought,
    compared,
    died,
    line_of,
    paid_person,
    proposal_of,
)
from titian.enrolment import selectors as enrolment_read
from titian.enrolment import services as enrolment
from titian.enrolment.errors import (
    NotEnrolmentOfficer,
    ProposalGone,
    SheetUnreadable,
)
from titian.enrolment.models import Application, ListRow, PaidList, Proposal
from titian.enrolment.types import (
    Finding,
    ListState,
    OfficeKind,
)
from titian.kernel.actors import Actor
from titian.members.types import Segment, Status
from titian.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
LATER = BROUGHT + timedelta(hours=1)


@pytest.fixture(autouse=True)
def city() -> None:
    make_city()


@pytest.fixture
def bringer() -> Actor:
    return agency_officer(OfficeKind.HEALTH)


@pytest.fixture
def officer() -> Actor:
    return agency_officer(OfficeKind.HEALTH)


def test_each_person_is_found_as_our_record_has_them(bringer: Actor) -> None:
    agrees, gone, away = paid_person(), died(), paid_person(village="35.07.01.2001")
    employed = paid_person(segment=Segment.PPU_BU)
    twice, missing = paid_person("Dua Contoh"), paid_person("Hilang Contoh")
    listed = [agrees, gone, away, employed, twice, twice]
    unknown = f"1100000101900{twice.pk % 999 + 1:03};Tak Dikenal;01-01-1990;{PANDANWANGI}"

    list_id = compared([*map(line_of, listed), unknown], bringer)

    rows = ListRow.objects.filter(paid_list=list_id).order_by("line")
    assert [row.finding for row in rows] == [
        *(Finding.AGREES, Finding.DIED, Finding.MOVED, Finding.COVERED_ELSEWHERE),
        *(Finding.AGREES, Finding.DOUBLE, Finding.UNKNOWN),
    ]
    assert proposal_of(missing).finding == Finding.MISSING
    assert proposal_of(twice).finding == Finding.DOUBLE
    assert not Proposal.objects.filter(person=agrees.pk).exists()
    assert Proposal.objects.get(paid_list=list_id, finding=Finding.UNKNOWN).village_id


def test_nothing_is_removed_by_a_list(bringer: Actor) -> None:
    missing, gone = paid_person(), died()

    compared([line_of(gone)], bringer)

    missing.refresh_from_db()
    assert missing.status == Status.AKTIF
    assert not Application.objects.filter(people__person__in=[missing.pk, gone.pk]).exists()


def test_the_same_file_twice_is_one_list(bringer: Actor, officer: Actor) -> None:
    lines = [line_of(paid_person())]

    assert brought(lines, by=bringer) == brought(lines, by=officer, at=LATER)


def test_a_person_has_one_open_proposal_written_anew_by_the_next_list(bringer: Actor) -> None:
    gone = died()
    compared([line_of(gone)], bringer)
    first = proposal_of(gone)

    second = compared([line_of(gone), line_of(paid_person())], bringer)

    again = proposal_of(gone)
    assert again.pk == first.pk
    assert again.paid_list_id == second


def test_it_goes_on_from_the_slice_it_came_to(bringer: Actor) -> None:
    people = [died() for _ in range(5)]
    list_id = brought([line_of(one) for one in people], by=bringer)
    PaidList.objects.filter(pk=list_id).update(row_done=3)

    while PaidList.objects.get(pk=list_id).state != ListState.DONE:
        enrolment.compare_lists(at=LATER, slice_size=2)

    found = ListRow.objects.filter(paid_list=list_id).order_by("line")
    assert [row.finding for row in found] == ["", "", *[Finding.DIED] * 3]
    assert Proposal.objects.filter(person__in=[one.pk for one in people]).count() == 3


def test_a_slice_compared_once_more_proposes_nobody_twice(bringer: Actor) -> None:
    gone = died()
    list_id = compared([line_of(gone)], bringer)
    PaidList.objects.filter(pk=list_id).update(
        state=ListState.COMPARING, compared_at=None, row_done=0, person_done=0, missing=0
    )

    enrolment.compare_lists(at=LATER)

    assert Proposal.objects.filter(person=gone.pk).count() == 1


def test_the_report_counts_what_matched_what_did_not_and_what_was_decided(
    bringer: Actor, officer: Actor
) -> None:
    gone, away = died(), paid_person(village="35.07.01.2001")
    list_id = compared([line_of(one) for one in (paid_person(), gone, away)], bringer)
    enrolment.keep_proposal(
        proposal_id=proposal_of(away).pk, reason="still_resident", by=officer, at=LATER
    )

    report = enrolment_read.list_report(list_id, viewer=officer)

    assert report.rows == 3
    assert report.found[Finding.AGREES] == 1
    assert report.found[Finding.DIED] == 1
    assert report.kept == {Finding.MOVED: 1}
    assert report.open[Finding.DIED] == 1
    assert not report.is_own


def test_a_look_at_a_proposal_is_recorded_for_proposal_and_person(
    bringer: Actor, officer: Actor
) -> None:
    gone = died()
    compared([line_of(gone)], bringer)
    row = proposal_of(gone)

    view = enrolment_read.proposal(row.pk, viewer=officer, at=LATER)

    assert view.on_record["died"] == "2026-10-02"
    looked = AuditEntry.objects.filter(actor=officer.ref)
    assert {one.target for one in looked} == {f"proposal:{row.pk}", f"person:{gone.pk}"}


@pytest.mark.parametrize(
    "viewer",
    [
        agency_officer(OfficeKind.HEALTH, "35.77"),
        agency_officer(OfficeKind.SOCIAL),
        village_officer(),
    ],
)
def test_another_office_sees_no_list_and_no_proposal(bringer: Actor, viewer: Actor) -> None:
    gone = died()
    list_id = compared([line_of(gone)], bringer)
    row = proposal_of(gone)

    with pytest.raises(ProposalGone):
        enrolment_read.proposal(row.pk, viewer=viewer, at=LATER)
    with pytest.raises(ProposalGone):
        enrolment_read.list_report(list_id, viewer=viewer)
    with pytest.raises(ProposalGone):
        enrolment.keep_proposal(proposal_id=row.pk, reason="seen_alive", by=viewer, at=LATER)
    with pytest.raises(NotEnrolmentOfficer):
        brought(["1;2;3"], by=viewer)


def test_the_list_of_the_scheme_is_reached_by_index(bringer: Actor, officer: Actor) -> None:
    list_id = brought([line_of(died()), line_of(paid_person())], by=bringer)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")

    with CaptureQueriesContext(connection) as asked:
        enrolment.compare_lists(at=LATER)
        enrolment_read.list_report(list_id, viewer=officer)
        enrolment_read.proposals_of(list_id, viewer=officer)

    large = ("enrol_list_row", "enrol_proposal", "member_person", "member_family")
    assert read_whole([one["sql"] for one in asked], large) == []


def test_the_scheme_is_asked_once_and_its_answer_compared(
    bringer: Actor, officer: Actor, settings: Settings
) -> None:
    settings.TITIAN_INTAKE = "titian.demo.intake.intake"
    paid_person()

    asked = enrolment.ask_for_list(city=CITY, month=date(2026, 11, 1), by=bringer, at=BROUGHT)
    again = enrolment.ask_for_list(city=CITY, month=date(2026, 11, 1), by=officer, at=LATER)

    assert asked == again
    assert PaidList.objects.get(pk=asked).state == ListState.ASKING


def test_lines_of_old_lists_let_people_go_and_stay_counted(bringer: Actor, officer: Actor) -> None:
    gone = died()
    list_id = compared([line_of(gone)], bringer)

    enrolment.forget_lines(at=LATER + timedelta(days=91))

    row = ListRow.objects.get(paid_list=list_id)
    assert (row.cells_sealed, bytes(row.nik_index), row.person_id) == ("{}", b"", None)
    assert enrolment_read.list_report(list_id, viewer=officer).found[Finding.DIED] == 1


def test_a_file_of_nothing_is_refused(bringer: Actor) -> None:
    with pytest.raises(SheetUnreadable):
        enrolment.bring_list(
            content=a_file([]), city=CITY, month=date(2026, 11, 1), by=bringer, at=BROUGHT
        )
