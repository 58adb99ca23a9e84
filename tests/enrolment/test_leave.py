from dataclasses import dataclass
from datetime import timedelta

import pytest

from tests.factories.accounts import make_staff
from tests.factories.enrolment import CITY, TUESDAY, make_city, submitted, village_officer
from titian.enrolment import selectors as enrolment_read
from titian.enrolment import services as enrolment
from titian.enrolment.errors import AbsenceWrong, ApplicationGone, NotEnrolmentOfficer
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.kernel.scopes import Grant, Scope

SOCIAL = f"{CITY}/social"
GRANTS = (Grant("agency", Scope("office", SOCIAL)),)
TODAY = day_of(TUESDAY)
SOON = TUESDAY + timedelta(minutes=3)


@dataclass(frozen=True)
class Desk:
    """Two colleagues of one office and somebody of another."""

    one: Actor
    other: Actor
    stranger: Actor


@pytest.fixture
def desk(db: None) -> Desk:
    make_city()
    elsewhere = (Grant("agency", Scope("office", f"{CITY}/labour")),)
    return Desk(make_staff(GRANTS).actor, make_staff(GRANTS).actor, make_staff(elsewhere).actor)


def leave(desk: Desk, hands_to: str, first: int = 0, last: int = 4) -> int:
    return enrolment.go_on_leave(
        office_code=SOCIAL,
        first_day=TODAY + timedelta(days=first),
        last_day=TODAY + timedelta(days=last),
        hands_to=hands_to,
        by=desk.one,
        at=SOON,
    )


def test_what_is_in_hand_goes_to_the_colleague_on_the_first_day(desk: Desk) -> None:
    case = submitted()
    enrolment.claim_next(office_code=SOCIAL, by=desk.one, at=SOON)

    leave(desk, desk.other.ref, first=1)
    assert case.step("social").claimed_by == desk.one.ref
    enrolment.hand_over(at=SOON + timedelta(days=1))

    assert case.step("social").claimed_by == desk.other.ref


def test_without_a_colleague_it_goes_back_to_the_list(desk: Desk) -> None:
    case = submitted()
    enrolment.claim_next(office_code=SOCIAL, by=desk.one, at=SOON)

    leave(desk, "")

    assert case.step("social").claimed_by == ""
    listed = enrolment_read.work_list(SOCIAL, viewer=desk.one, at=SOON)
    assert listed.away_until == TODAY + timedelta(days=4)


def test_a_case_the_colleague_entered_is_not_handed_to_them(desk: Desk) -> None:
    grants = (*GRANTS, Grant("village", Scope("region", CITY)))
    both = make_staff(grants).actor
    case = submitted(by=both)
    enrolment.claim_next(office_code=SOCIAL, by=desk.one, at=SOON)

    leave(desk, both.ref)

    assert case.step("social").claimed_by == ""


@pytest.mark.parametrize("first, last", [(2, 1), (-5, -1)])
def test_leave_ends_after_it_begins_and_not_before_today(desk: Desk, first: int, last: int) -> None:
    with pytest.raises(AbsenceWrong):
        leave(desk, "", first, last)


def test_only_a_colleague_of_the_office_takes_over(desk: Desk) -> None:
    for nobody in (desk.stranger.ref, desk.one.ref, "account:0"):
        with pytest.raises(AbsenceWrong):
            leave(desk, nobody)


def test_leave_is_seen_and_taken_back_by_who_entered_it_alone(desk: Desk) -> None:
    absence = leave(desk, desk.other.ref)

    assert [one.absence_id for one in enrolment_read.leaves(SOCIAL, viewer=desk.one, on=TODAY)]
    assert enrolment_read.leaves(SOCIAL, viewer=desk.other, on=TODAY) == ()
    for stranger in (desk.stranger, village_officer()):
        with pytest.raises(NotEnrolmentOfficer):
            enrolment_read.leaves(SOCIAL, viewer=stranger, on=TODAY)
    for another in (desk.other, desk.stranger):
        with pytest.raises(ApplicationGone):
            enrolment.come_back(absence_id=absence, by=another, at=SOON)
    enrolment.come_back(absence_id=absence, by=desk.one, at=SOON)

    assert enrolment_read.leaves(SOCIAL, viewer=desk.one, on=TODAY) == ()
