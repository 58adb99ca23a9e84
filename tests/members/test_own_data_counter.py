"""A request about one's data is taken back, or entered at a counter for who has no phone."""

from dataclasses import replace
from uuid import uuid4

import pytest

from tests.factories.members import (
    NOON,
    acting_for,
    at_facility,
    make_facility,
    make_family,
    new_person,
    staff_of_region,
)
from titian.kernel.actors import Actor
from titian.members.errors import (
    DataRequestGone,
    OwnDataNotAllowed,
    PersonOutOfReach,
    RequestOwnEntry,
)
from titian.members.models import DataRequest
from titian.members.selectors import own_data as own_data_read
from titian.members.services import own_data
from titian.members.types import DataRight, DataStep, NewContact
from titian.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db

PHONE = NewContact("whatsapp", "6280000000883")


def siti() -> int:
    return make_family(at_facility(new_person(contacts=(PHONE,)), make_facility()))[0]


def ask(person: int, right: DataRight, words: str = "") -> int:
    return own_data.ask(
        person_id=person, right=right, words=words, client_key=uuid4(), by=acting_for(person),
        at=NOON,
    )  # fmt: skip


def granted(request: int, by: Actor) -> None:
    own_data.decide(request_id=request, verdict=DataStep.GRANTED, reasons="Sudah.", by=by, at=NOON)


def test_an_open_request_is_taken_back_by_who_made_it_and_no_officer_sees_it_any_more() -> None:
    person = siti()
    request = ask(person, DataRight.ERASE, "Saya pindah.")

    for _ in range(2):
        assert own_data.recall(request_id=request, by=acting_for(person), at=NOON) == person

    assert DataRequest.objects.get(pk=request).step == DataStep.RECALLED
    assert own_data_read.requests_to_decide(staff_of_region("35.73")) == []
    assert AuditEntry.objects.filter(action="members.data_recalled").count() == 1


def test_nobody_else_takes_a_request_back_and_an_answered_one_stays() -> None:
    person, other = siti(), siti()
    request = ask(person, DataRight.ERASE)

    with pytest.raises(PersonOutOfReach):
        own_data.recall(request_id=request, by=acting_for(other), at=NOON)
    own_data.decide(
        request_id=request, verdict=DataStep.REFUSED, reasons="Masih peserta.",
        by=staff_of_region("35.73"), at=NOON,
    )  # fmt: skip
    with pytest.raises(DataRequestGone):
        own_data.recall(request_id=request, by=acting_for(person), at=NOON)


def test_at_a_counter_staff_enter_it_for_who_has_no_phone_and_another_decides() -> None:
    person, officer = siti(), staff_of_region("35.73")
    request = own_data.ask(
        person_id=person, right=DataRight.CORRECT, words="Nama salah.", client_key=uuid4(),
        by=officer, at=NOON,
    )  # fmt: skip

    with pytest.raises(RequestOwnEntry):
        granted(request, officer)
    granted(request, replace(officer, ref="account:other"))

    assert DataRequest.objects.get(pk=request).step == DataStep.GRANTED


def test_leave_is_not_taken_back_through_a_request_at_a_counter() -> None:
    with pytest.raises(OwnDataNotAllowed):
        own_data.ask(
            person_id=siti(), right=DataRight.WITHDRAW, words="", client_key=uuid4(),
            by=staff_of_region("35.73"), at=NOON,
        )  # fmt: skip
