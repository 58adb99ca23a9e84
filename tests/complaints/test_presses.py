"""At the same moment, in threads: one press hands a case on once, and is not told of an error."""

from functools import partial
from uuid import uuid4

import pytest

from tests.factories.complaints import WORDS, Complaint
from tests.factories.enrolment import TUESDAY
from tests.threads import all_at_once
from titian.complaints import services as complaints
from titian.complaints.errors import CaseGone, NotComplaintOfficer
from titian.complaints.models import Passing
from titian.complaints.types import Category, NewCase
from titian.kernel.actors import Actor
from titian.kernel.scopes import EVERYWHERE, Grant, Scope

pytestmark = [pytest.mark.usefixtures("committed_db"), pytest.mark.slow]

MANY = 8
CENTRAL = Actor.staff("presses", (Grant("head_office", Scope(EVERYWHERE)),))
TO = "branch:35.73"


@pytest.fixture
def complaint() -> Complaint:
    """Of no place: whoever hands it on does not see it any more."""
    new = NewCase(Category.OTHER, WORDS)
    done = complaints.file_case(new=new, client_key=uuid4(), by=Actor.visitor(), at=TUESDAY)
    return Complaint(done.number, done.token)


def handing_on(complaint: Complaint, by: Actor = CENTRAL) -> "partial[None]":
    return partial(
        complaints.pass_on,
        number=complaint.number, to=TO, reason="Ini urusan cabang", seen=1, client_key=uuid4(),
        by=by, at=TUESDAY,
    )  # fmt: skip


def test_one_press_sent_many_times_hands_it_on_once(complaint: Complaint) -> None:
    answers = all_at_once([handing_on(complaint)] * MANY)

    assert answers == [None] * MANY
    assert Passing.objects.filter(case=complaint.row).count() == 1


def test_the_same_press_again_is_done_although_the_case_is_out_of_sight(
    complaint: Complaint,
) -> None:
    press = handing_on(complaint)
    press()

    press()

    assert Passing.objects.filter(case=complaint.row).count() == 1
    with pytest.raises(CaseGone):
        handing_on(complaint)()


def test_who_answers_no_complaints_hands_none_on(complaint: Complaint) -> None:
    with pytest.raises(NotComplaintOfficer):
        handing_on(complaint, Actor.member("m1", 1))()
