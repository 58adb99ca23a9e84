"""Officers of a branch: what waits by the clock, who gets which case, and what they answer."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from pytest_django import Settings

from tests.factories.members import acting_for, make_facility, staff_of, staff_of_region
from tests.factories.requests import (
    MONDAY,
    Household,
    a_branch_officer,
    a_household,
    asks,
    decides,
    papers,
)
from titian.kernel.errors import Refusal
from titian.members import selectors as members_read
from titian.members import services as members
from titian.members.errors import (
    RequestGone,
    RequestIncomplete,
    RequestNotAllowed,
    RequestOwnEntry,
    RequestSettled,
    RequestTaken,
    RequestValueWrong,
)
from titian.members.models import ChangeRequest, ChangeStep
from titian.members.types import ChangeView, PaperKind, RequestKind, RequestStep, Verdict
from titian.notifications.models import Message
from titian.platform.audit.models import AuditEntry

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NAME = {"why": "marriage", "full_name": "Dewi Lestari Santoso"}
NAME_PAPERS = (PaperKind.KTP, PaperKind.KK, PaperKind.MARRIAGE)


@pytest.fixture(autouse=True)
def no_registry(settings: Settings) -> None:
    settings.TITIAN_REGISTRY = ""


def a_name_asked_for(home: Household | None = None, at: datetime = MONDAY) -> ChangeView:
    home = home or a_household()
    return asks(home.mother, RequestKind.IDENTITY, NAME, *NAME_PAPERS, at=at)


def steps_of(request_id: int) -> list[tuple[str, str]]:
    return list(
        ChangeStep.objects.filter(request=request_id).order_by("id").values_list("step", "by")
    )


def messages_to(person_id: int) -> list[str]:
    found = Message.objects.filter(recipient_ref=f"person:{person_id}").order_by("id")
    return [name.rpartition("/")[2] for name in found.values_list("template", flat=True)]


def test_two_working_days_are_promised_by_the_clock_of_the_branch() -> None:
    assert a_name_asked_for().due_at == datetime(2026, 11, 25, 3, 0, tzinfo=UTC)


def test_nights_and_weekends_do_not_count() -> None:
    friday_evening = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)

    assert a_name_asked_for(at=friday_evening).due_at == datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def test_the_list_has_the_soonest_clock_first_and_says_what_is_late() -> None:
    officer = a_branch_officer()
    later = a_name_asked_for(at=MONDAY + timedelta(hours=1))
    sooner = a_name_asked_for(at=MONDAY - timedelta(days=7))

    lines = members_read.work_list(viewer=officer, at=MONDAY + timedelta(hours=2))

    ours = [one for one in lines if one.request_id in (later.request_id, sooner.request_id)]
    assert [(one.request_id, one.is_late) for one in ours] == [
        (sooner.request_id, True),
        (later.request_id, False),
    ]
    assert ours[0].masked_name == "De••• L."


def test_an_officer_of_another_region_neither_sees_nor_decides() -> None:
    asked = a_name_asked_for()
    stranger = staff_of_region("35.07")

    lines = members_read.work_list(viewer=stranger, at=MONDAY)

    assert asked.request_id not in {one.request_id for one in lines}
    with pytest.raises(RequestGone):
        members_read.case(asked.request_id, viewer=stranger, at=MONDAY)
    with pytest.raises(RequestGone):
        decides(asked, by=stranger)


@pytest.mark.parametrize("role", ["desk", "doctor", "manager", "operator"])
def test_only_a_branch_decides(role: str) -> None:
    asked = a_name_asked_for()
    someone = staff_of_region("35.73", role)

    for act in (
        lambda: members_read.work_list(viewer=someone, at=MONDAY),
        lambda: members_read.case(asked.request_id, viewer=someone, at=MONDAY),
        lambda: members.claim_next(by=someone, at=MONDAY),
        lambda: decides(asked, by=someone),
    ):
        with pytest.raises(RequestNotAllowed):
            act()


def test_nobody_decides_what_they_entered() -> None:
    home, officer = a_household(), a_branch_officer()
    asked = asks(home.mother, RequestKind.IDENTITY, NAME, *NAME_PAPERS, by=officer)

    case = members_read.case(asked.request_id, viewer=officer, at=MONDAY)

    assert (case.may_decide, case.may_not) == (False, RequestOwnEntry.code)
    with pytest.raises(RequestOwnEntry):
        decides(asked, by=officer)
    assert members.claim_next(by=officer, at=MONDAY) != asked.request_id


def test_the_database_itself_refuses_one_person_for_both() -> None:
    asked = a_name_asked_for()
    row = ChangeRequest.objects.filter(pk=asked.request_id)

    with pytest.raises(IntegrityError), transaction.atomic():
        row.update(decided_by=row.get().asked_by)


def test_a_case_in_a_colleagues_hand_is_theirs_for_half_an_hour() -> None:
    asked, one, other = a_name_asked_for(), a_branch_officer(), a_branch_officer()
    ChangeRequest.objects.filter(pk=asked.request_id).update(claimed_by=one.ref, claimed_at=MONDAY)

    with pytest.raises(RequestTaken):
        decides(asked, by=other)
    row = decides(asked, by=other, at=MONDAY + timedelta(minutes=30))

    assert row.step == RequestStep.DONE


def test_a_case_given_back_is_anybodys_again() -> None:
    asked, one = a_name_asked_for(), a_branch_officer()
    ChangeRequest.objects.filter(pk=asked.request_id).update(claimed_by=one.ref, claimed_at=MONDAY)

    members.release_case(request_id=asked.request_id, by=one, at=MONDAY)

    case = members_read.case(asked.request_id, viewer=a_branch_officer(), at=MONDAY)
    assert case.may_decide


def test_a_no_has_a_reason_and_is_told() -> None:
    home = a_household()
    asked = a_name_asked_for(home)

    row = decides(asked, Verdict.NO, "papers_differ")

    assert (row.step, row.reason) == (RequestStep.REFUSED, "papers_differ")
    assert home.row(home.mother).full_name == "Dewi Lestari"
    assert messages_to(home.mother) == ["request_received.txt", "request_refused.txt"]


def test_a_reason_is_one_of_the_list() -> None:
    with pytest.raises(RequestValueWrong):
        decides(a_name_asked_for(), Verdict.NO, "papers_agree")


def test_what_is_missing_comes_and_the_clock_starts_anew() -> None:
    home = a_household()
    asked = a_name_asked_for(home)
    decides(asked, Verdict.REPAIR, "paper_unreadable", "ktp")
    tuesday = MONDAY + timedelta(days=1)

    sent_back = members_read.request(asked.request_id, viewer=acting_for(home.mother), at=tuesday)
    with pytest.raises(RequestIncomplete):
        mended(asked.request_id, home, tuesday)
    again = mended(asked.request_id, home, tuesday, PaperKind.KTP)

    assert (sent_back.step, sent_back.missing) == (RequestStep.REPAIR, ("ktp",))
    assert (again.step, again.missing) == (RequestStep.OPEN, ())
    assert again.due_at == datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
    assert sorted(one.kind for one in again.papers) == sorted(NAME_PAPERS)
    assert decides(again).step == RequestStep.DONE
    assert messages_to(home.mother)[1] == "request_missing.txt"


def mended(request_id: int, home: Household, at: datetime, *given: PaperKind) -> ChangeView:
    return members.mend(
        request_id=request_id,
        wanted={},
        papers=papers(*given),
        by=acting_for(home.mother),
        at=at,
    )


def test_sending_back_says_what_is_missing() -> None:
    with pytest.raises(RequestIncomplete):
        decides(a_name_asked_for(), Verdict.REPAIR, "paper_missing")
    with pytest.raises(RequestValueWrong):
        decides(a_name_asked_for(), Verdict.REPAIR, "paper_missing", "nothing_we_know")


def test_the_same_answer_sent_twice_is_one() -> None:
    asked, officer, key = a_name_asked_for(), a_branch_officer(), uuid4()

    for _ in range(2):
        members.decide(
            request_id=asked.request_id,
            verdict=Verdict.YES,
            reason="papers_agree",
            words="",
            client_key=key,
            by=officer,
            at=MONDAY,
        )

    assert steps_of(asked.request_id) == [
        ("open", "member"),
        ("set", "officer"),
        ("done", "rule"),
    ]


def test_what_is_decided_is_not_decided_again() -> None:
    asked = a_name_asked_for()
    decides(asked, Verdict.NO, "papers_differ")

    with pytest.raises(RequestSettled):
        decides(asked)


def test_every_look_is_written_down_as_one_at_the_person() -> None:
    home, officer = a_household(), a_branch_officer()
    asked = a_name_asked_for(home)

    members_read.case(asked.request_id, viewer=officer, at=MONDAY)
    members_read.paper(asked.papers[0].paper_id, viewer=officer, at=MONDAY)

    looks = AuditEntry.objects.filter(actor=officer.ref, action="members.request_looked")
    assert list(looks.values_list("target", flat=True)) == [f"person:{home.mother}"] * 2


def test_papers_are_for_who_decides_and_who_asked() -> None:
    home = a_household()
    paper = a_name_asked_for(home).papers[0]

    mime, body = members_read.paper(paper.paper_id, viewer=acting_for(home.mother), at=MONDAY)

    assert (mime, body[:2]) == ("image/jpeg", b"\xff\xd8")
    desk = staff_of(make_facility())
    for stranger in (acting_for(home.father), desk, staff_of_region("35.07")):
        with pytest.raises(Refusal):
            members_read.paper(paper.paper_id, viewer=stranger, at=MONDAY)


def test_papers_are_gone_ninety_days_after_the_end() -> None:
    asked = a_name_asked_for()
    decides(asked)
    officer = a_branch_officer()

    assert members.forget_papers(by=officer, at=MONDAY + timedelta(days=89)) == 0
    assert members.forget_papers(by=officer, at=MONDAY + timedelta(days=91)) == 3
    with pytest.raises(RequestGone):
        members_read.paper(asked.papers[0].paper_id, viewer=officer, at=MONDAY)


def test_steps_are_never_changed() -> None:
    asked = a_name_asked_for()

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE member_request_step SET step = 'done' WHERE request_id = %s",
            [asked.request_id],
        )
