"""At the same moment, in threads: one decision of a proposal, one list of a file."""

from functools import partial

import pytest
from pytest_django import Settings

from tests.factories.enrolment import CITY, PANDANWANGI, agency_officer, make_city
from tests.factories.listing import BROUGHT, NOVEMBER, brought, died, line_of, paid_person
from tests.threads import all_at_once
from titian.enrolment import services as enrolment
from titian.enrolment.errors import ProposalSettled
from titian.enrolment.models import Application, ListRow, PaidList, Proposal
from titian.enrolment.types import ListState, OfficeKind

pytestmark = [pytest.mark.usefixtures("committed_db"), pytest.mark.slow]


def compared(list_id: int) -> None:
    while PaidList.objects.get(pk=list_id).state != ListState.DONE:
        enrolment.compare_lists(at=BROUGHT)


def test_two_deciders_make_one_decision() -> None:
    make_city()
    gone = died()
    compared(brought([line_of(gone)], by=agency_officer(OfficeKind.HEALTH)))
    row = Proposal.objects.get(person=gone.pk)

    def draft() -> int | None:
        by = agency_officer(OfficeKind.HEALTH)
        return enrolment.draft_from_proposal(
            proposal_id=row.pk, village=PANDANWANGI, by=by, at=BROUGHT
        )

    def keep() -> int | None:
        by = agency_officer(OfficeKind.HEALTH)
        enrolment.keep_proposal(proposal_id=row.pk, reason="scheme_mends", by=by, at=BROUGHT)
        return None

    answers = all_at_once([draft, keep] * 3)

    refused = [one for one in answers if isinstance(one, ProposalSettled)]
    row.refresh_from_db()
    assert len(refused) == 5
    drafted = Application.objects.filter(people__person=gone.pk).count()
    assert drafted == (1 if row.state == "drafted" else 0)


def test_a_file_brought_four_times_at_once_is_one_list() -> None:
    make_city()
    lines, by = [line_of(died())], agency_officer(OfficeKind.HEALTH)

    answers = all_at_once([partial(brought, lines, by=by) for _ in range(4)])

    [list_id] = {one for one in answers if isinstance(one, int)}
    assert all(isinstance(one, int) for one in answers)
    assert ListRow.objects.filter(paid_list=list_id).count() == 1
    compared(list_id)


def test_two_workers_propose_everybody_once() -> None:
    make_city()
    people = [died() for _ in range(6)]
    list_id = brought([line_of(one) for one in people], by=agency_officer(OfficeKind.HEALTH))

    all_at_once([partial(enrolment.compare_lists, at=BROUGHT, slice_size=2) for _ in range(3)])
    compared(list_id)

    assert Proposal.objects.filter(person__in=[one.pk for one in people]).count() == 6


def test_the_schemes_own_list_arrives_by_job_and_its_repetition_is_no_second_one(
    settings: Settings,
) -> None:
    settings.TITIAN_INTAKE = "titian.demo.intake.intake"
    make_city()
    for _ in range(2):
        paid_person()
    by = agency_officer(OfficeKind.HEALTH)

    for _ in range(2):
        asked = enrolment.ask_for_list(city=CITY, month=NOVEMBER, by=by, at=BROUGHT)
        assert asked == enrolment.ask_for_list(city=CITY, month=NOVEMBER, by=by, at=BROUGHT)
        while PaidList.objects.filter(pk=asked, state=ListState.ASKING).exists():
            enrolment.ask_scheme(at=BROUGHT)
        for row in PaidList.objects.filter(pk=asked):
            assert row.rows > 1
            compared(row.pk)

    assert not PaidList.objects.filter(city=CITY, state=ListState.ASKING).exists()


def test_a_scheme_that_is_not_linked_is_asked_again_later(settings: Settings) -> None:
    settings.TITIAN_INTAKE = ""
    make_city()
    by = agency_officer(OfficeKind.HEALTH)
    asked = enrolment.ask_for_list(city=CITY, month=NOVEMBER, by=by, at=BROUGHT)

    enrolment.ask_scheme(at=BROUGHT)

    row = PaidList.objects.get(pk=asked)
    assert (row.state, row.last_error) == (ListState.ASKING, "not_linked")
    assert row.next_at is not None
    assert row.next_at > BROUGHT
    row.delete()
