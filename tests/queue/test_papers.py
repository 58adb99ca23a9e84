"""A referral or a control letter that was taken back, and the number taken with it."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from pytest_django import Settings

from tests.factories.facilities import make_facility
from tests.factories.members import NOON as WRITTEN
from tests.factories.members import make_family, new_person
from tests.factories.outside import Elsewhere, carry, make_elsewhere
from tests.factories.queue import NOON, Clinic, acting_for, make_clinic, make_session
from tests.factories.referrals import Way
from titian.members.types import NewContact
from titian.notifications.models import Message
from titian.queue import selectors as queue_read
from titian.queue import services as queue
from titian.queue.models import Errand, PracticeSession, Ticket
from titian.queue.pages.presenters import ticket_page
from titian.queue.subscribers import tell_letter_withdrawn, tell_referral_withdrawn
from titian.referrals import services as referrals
from titian.referrals.events import ControlLetterWithdrawn, ReferralWithdrawn
from titian.referrals.types import OpenPaper

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

TOLD = "queue/messages/paper_withdrawn.txt"


@pytest.fixture(autouse=True)
def _adapters(settings: Settings) -> None:
    settings.TITIAN_FACILITY_QUEUES = "tests.factories.outside.line_of"


def as_hospital(clinic: Clinic) -> None:
    clinic.facility.kind = "hospital"
    clinic.facility.scheme_code = uuid4().hex[:8].upper()
    clinic.facility.save()
    clinic.service.code = "INT"
    clinic.service.save()


def way_to(clinic: Clinic) -> Way:
    contact = NewContact("email", "siti@contoh.test")
    person_id = make_family(new_person(contacts=(contact,)))[0]
    return Way(make_facility(), clinic.facility, person_id)


def with_our_number(way: Way, session: PracticeSession) -> Ticket:
    by = acting_for(way.person_id)
    held = queue.hold(person_id=way.person_id, session_id=session.pk, by=by, at=NOON)
    taken = queue.confirm(hold_id=held.hold_id, client_key=uuid4(), by=by, at=NOON)
    return Ticket.objects.get(pk=taken.ticket_id)


def with_their_number(way: Way, place: Elsewhere, reference: str) -> Ticket:
    by = acting_for(way.person_id)
    held = queue.hold(person_id=way.person_id, session_id=place.session.pk, by=by, at=NOON)
    asked = queue.ask_outside(
        hold_id=held.hold_id, client_key=uuid4(), reference=reference, by=by, at=NOON
    )
    carry()
    return Ticket.objects.get(pk=Errand.objects.get(pk=asked).ticket_ref)


def messages(way: Way, template: str = TOLD) -> list[Message]:
    ref = f"person:{way.person_id}"
    return list(Message.objects.filter(recipient_ref=ref, template=template))


def shows_it(way: Way, ticket: Ticket) -> bool:
    return ticket_page(ticket.code, viewer=acting_for(way.person_id), at=NOON).has_lost_paper


def withdraw(way: Way, number: str) -> None:
    referrals.withdraw_referral(number=number, by=way.doctor, at=NOON)
    for _ in range(2):
        tell_referral_withdrawn(ReferralWithdrawn(number, way.person_id), at=NOON)


@pytest.fixture
def clinic() -> Clinic:
    found = make_clinic("RS Contoh")
    as_hospital(found)
    return found


def test_who_holds_a_number_of_our_counter_is_told_once(clinic: Clinic) -> None:
    way = way_to(clinic)
    number = way.refer()
    ticket = with_our_number(way, make_session(clinic))
    assert not shows_it(way, ticket)

    withdraw(way, number)

    (said,) = messages(way)
    assert ticket.code in str(said.data)
    assert shows_it(way, ticket)
    ticket.refresh_from_db()
    assert ticket.state == "booked"


def test_who_holds_a_number_of_the_hospital_s_own_line_is_told_once() -> None:
    place = make_elsewhere()
    as_hospital(place.clinic)
    way = way_to(place.clinic)
    number = way.refer()
    ticket = with_their_number(way, place, number)

    withdraw(way, number)

    assert len(messages(way)) == 1
    assert shows_it(way, ticket)


def test_a_control_letter_taken_back_is_told_too(clinic: Clinic) -> None:
    way = way_to(clinic)
    number = way.call_back(days=3)
    ticket = with_our_number(way, make_session(clinic))

    referrals.withdraw_control_letter(number=number, by=way.specialist, at=NOON)
    tell_letter_withdrawn(ControlLetterWithdrawn(number, way.person_id), at=NOON)

    assert len(messages(way)) == 1
    assert shows_it(way, ticket)


def test_another_referral_for_the_same_place_stands_in(clinic: Clinic) -> None:
    way = way_to(clinic)
    number = way.refer()
    ticket = with_our_number(way, make_session(clinic))
    other = Way(make_facility(), way.hospital, way.person_id)
    other.refer()

    withdraw(way, number)

    assert messages(way) == []
    assert not shows_it(way, ticket)


def test_a_number_that_was_given_back_or_is_for_another_service_is_left_alone(
    clinic: Clinic,
) -> None:
    back, elsewhere = way_to(clinic), way_to(clinic)
    first, second = back.refer(), elsewhere.refer()
    ticket = with_our_number(back, make_session(clinic))
    queue.cancel(code=ticket.code, by=acting_for(back.person_id), at=NOON)
    other = make_clinic("Puskesmas Lain")
    with_our_number(elsewhere, make_session(other))

    withdraw(back, first)
    withdraw(elsewhere, second)

    assert messages(back) == messages(elsewhere) == []


def test_who_has_a_number_is_not_told_to_take_one(clinic: Clinic) -> None:
    taken, free = way_to(clinic), way_to(clinic)
    for way in (taken, free):
        way.refer(at=WRITTEN)
        way.call_back(days=5, at=WRITTEN)
    with_our_number(taken, make_session(clinic))

    referrals.remind(at=WRITTEN + timedelta(days=2))

    near, near_taken = (f"referrals/messages/{one}.txt" for one in ("near", "near_taken"))
    assert [len(messages(one, near)) for one in (taken, free)] == [0, 1]
    assert [len(messages(one, near_taken)) for one in (taken, free)] == [1, 0]


def test_a_number_that_is_being_asked_for_counts_as_taken() -> None:
    place = make_elsewhere()
    as_hospital(place.clinic)
    way = way_to(place.clinic)
    number = way.refer()
    by = acting_for(way.person_id)
    held = queue.hold(person_id=way.person_id, session_id=place.session.pk, by=by, at=NOON)
    queue.ask_outside(hold_id=held.hold_id, client_key=uuid4(), reference=number, by=by, at=NOON)

    paper = OpenPaper(number, way.person_id, way.hospital.pk, "INT", date(2027, 2, 1))
    assert queue_read.with_numbers([paper], on=date(2026, 11, 23)) == {number}
