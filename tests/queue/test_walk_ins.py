from datetime import date, timedelta
from functools import partial
from uuid import uuid4

import pytest

from tests.factories.queue import (
    MORNING,
    NOON,
    acting_for,
    book,
    make_clinic,
    make_people,
    make_person,
    make_session,
)
from tests.threads import all_at_once
from titian.kernel.actors import Actor
from titian.members.errors import PersonUnknown
from titian.members.models import Person
from titian.members.types import Change
from titian.queue import services as queue
from titian.queue.errors import (
    AlreadyInLine,
    NobodyNamed,
    NotAtThisDesk,
    NotToday,
    SessionFull,
)
from titian.queue.models import PracticeSession, Ticket
from titian.queue.rules.arriving import free_part, payer_of
from titian.queue.services import Newcomer
from titian.queue.types import Booked, Part, Payer


def come(session: PracticeSession, desk: Actor, who: Newcomer) -> Booked:
    return queue.walk_in(session_id=session.pk, who=who, client_key=uuid4(), by=desk, at=MORNING)


def card_of(person_id: int) -> str:
    return Person.objects.get(pk=person_id).card_sealed


def ticket_of(booked: Booked) -> Ticket:
    return Ticket.objects.get(pk=booked.ticket_id)


@pytest.mark.parametrize(
    "counter, bookable, reserve, use_reserve, part",
    [
        (1, 1, 1, False, Part.COUNTER),
        (0, 1, 1, False, Part.BOOKABLE),
        (0, 0, 1, False, None),
        (0, 0, 1, True, Part.RESERVE),
        (0, 0, 0, True, None),
    ],
)
def test_a_walk_in_takes_counter_then_unsold_places_then_the_reserve(
    counter: int, bookable: int, reserve: int, use_reserve: bool, part: Part | None
) -> None:
    left = {Part.COUNTER: counter, Part.BOOKABLE: bookable, Part.RESERVE: reserve}

    assert free_part(left, use_reserve=use_reserve) == part


@pytest.mark.parametrize(
    "said, active, payer",
    [
        (None, True, Payer.JKN),
        (None, False, Payer.UNCLEAR),
        (Payer.PAYING, True, Payer.PAYING),
        (Payer.UNCLEAR, True, Payer.UNCLEAR),
    ],
)
def test_who_pays_is_said_or_follows_the_membership(
    said: Payer | None, active: bool, payer: Payer
) -> None:
    assert payer_of(said, active=active) is payer


@pytest.mark.django_db
def test_walk_ins_and_bookings_share_one_row_of_numbers() -> None:
    clinic = make_clinic()
    session, desk = make_session(clinic), clinic.desk

    numbers = [
        book(make_person(), session).number,
        come(session, desk, Newcomer(name="Bu Sri")).number,
        come(session, desk, Newcomer(identifier=card_of(make_person()))).number,
        book(make_person(), session).number,
    ]

    assert numbers == [1, 2, 3, 4]


@pytest.mark.django_db
def test_a_member_of_another_facility_is_found_by_the_card() -> None:
    clinic = make_clinic()
    person = make_person(born=date(1950, 1, 31))

    booked = come(make_session(clinic), clinic.desk, Newcomer(identifier=card_of(person)))

    ticket = ticket_of(booked)
    assert (ticket.person_id, ticket.payer, ticket.priority) == (person, "jkn", "elder")


@pytest.mark.django_db
def test_who_is_not_active_joins_the_line_and_payment_stays_open() -> None:
    clinic = make_clinic()
    person = make_person(change=Change.REGISTERED_UNPAID)

    booked = come(make_session(clinic), clinic.desk, Newcomer(identifier=card_of(person)))

    assert ticket_of(booked).payer == "unclear"


@pytest.mark.django_db
def test_a_number_nobody_has_is_refused_and_takes_no_place() -> None:
    clinic = make_clinic()
    session = make_session(clinic)

    with pytest.raises(PersonUnknown):
        come(session, clinic.desk, Newcomer(identifier="0009999999999"))

    assert PracticeSession.objects.get(pk=session.pk).last_number == 0


@pytest.mark.django_db
def test_nobody_at_all_is_refused() -> None:
    clinic = make_clinic()

    with pytest.raises(NobodyNamed):
        come(make_session(clinic), clinic.desk, Newcomer())


@pytest.mark.django_db
def test_somebody_in_the_line_is_not_put_there_twice() -> None:
    clinic = make_clinic()
    session, desk = make_session(clinic), clinic.desk
    who = Newcomer(identifier=card_of(make_person()))
    come(session, desk, who)

    with pytest.raises(AlreadyInLine) as refused:
        come(session, desk, who)

    assert refused.value.data == {"label": "A-1"}


@pytest.mark.django_db
def test_a_place_somebody_holds_is_not_given_to_a_walk_in() -> None:
    clinic = make_clinic()
    session = make_session(clinic, bookable=1, counter=0, reserve=0)
    person = make_person()
    late = MORNING - timedelta(seconds=30)
    queue.hold(person_id=person, session_id=session.pk, by=acting_for(person), at=late)

    with pytest.raises(SessionFull):
        come(session, clinic.desk, Newcomer(name="Bu Sri"))


@pytest.mark.django_db
def test_an_emergency_is_taken_when_all_places_are_gone() -> None:
    clinic = make_clinic()
    session, desk = make_session(clinic, bookable=0, counter=1, reserve=0), clinic.desk
    come(session, desk, Newcomer(name="Bu Sri"))

    booked = come(session, desk, Newcomer(name="Pasien gawat", emergency=True))

    ticket = ticket_of(booked)
    assert (ticket.series, ticket.number, ticket.part) == ("emergency", 1, "outside")
    assert PracticeSession.objects.get(pk=session.pk).last_number == 1


@pytest.mark.django_db
def test_a_desk_serves_its_own_facility_only() -> None:
    with pytest.raises(NotAtThisDesk):
        come(make_session(), make_clinic().desk, Newcomer(name="Bu Sri"))


@pytest.mark.django_db
def test_a_member_cannot_put_themselves_into_the_line() -> None:
    with pytest.raises(NotAtThisDesk):
        come(make_session(), acting_for(make_person()), Newcomer(name="Saya"))


@pytest.mark.django_db
def test_walking_in_happens_on_the_day() -> None:
    clinic = make_clinic()
    session = make_session(clinic)
    who = Newcomer(name="Bu Sri")

    with pytest.raises(NotToday):
        queue.walk_in(session_id=session.pk, who=who, client_key=uuid4(), by=clinic.desk, at=NOON)


@pytest.mark.slow
def test_eight_desks_registering_at_once_give_each_number_once(committed_db: None) -> None:
    clinic = make_clinic()
    session, desk = make_session(clinic, bookable=4, counter=12, reserve=0), clinic.desk
    cards = [card_of(person) for person in make_people(24)]

    def register(mine: list[str]) -> list[int]:
        given = []
        for card in mine:
            try:
                given.append(come(session, desk, Newcomer(identifier=card)).number)
            except SessionFull:
                continue
        return given

    given = all_at_once([partial(register, cards[n::8]) for n in range(8)])

    numbers = [n for row in given if isinstance(row, list) for n in row]
    assert sorted(numbers) == list(range(1, 17))
