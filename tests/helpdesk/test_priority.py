from datetime import date, timedelta
from functools import partial
from uuid import uuid4

import pytest

from tests.factories.counter import walk_in
from tests.factories.queue import MORNING, book, make_clinic, make_people, make_person, make_session
from tests.factories.receipts import (
    a_code_never_sent,
    a_failure,
    recorded,
    redeem,
)
from tests.threads import all_at_once
from titian.accounts import services as accounts
from titian.helpdesk.errors import (
    AheadToday,
    NotOfOurs,
    OtherPerson,
    OtherService,
    ReceiptNotToday,
    ReceiptUnknown,
    ReceiptUnproved,
    ReceiptUsed,
    RecordedEnough,
)
from titian.helpdesk.models import PriorityPlace
from titian.helpdesk.services.priority import Claimed, give_place
from titian.helpdesk.types.receipts import FailureKind, PlaceGiven
from titian.kernel.actors import Actor
from titian.kernel.errors import Refusal
from titian.platform.audit.models import AuditEntry
from titian.platform.failures.models import Failure
from titian.platform.outbox.models import OutboxEvent
from titian.queue import services as queue
from titian.queue.errors import AheadAlready, AheadFull, NotAtThisDesk
from titian.queue.models import Parameter, Ticket
from titian.queue.types import Priority


@pytest.mark.django_db
def test_whom_a_failure_of_ours_kept_from_a_number_is_called_before_earlier_numbers() -> None:
    clinic = make_clinic()
    session, desk, person = make_session(clinic), clinic.desk, make_person()
    earlier = [walk_in(session, desk, f"Orang {n}") for n in range(3)]

    given = redeem(a_failure(), session, person, by=desk)

    called = queue.call_next(session_id=session.pk, desk=1, by=desk, at=MORNING)
    then = queue.call_next(session_id=session.pk, desk=1, by=desk, at=MORNING)
    assert (called.code, called.lane, called.person_id) == (given.ticket_code, "receipt", person)
    assert then.pk == earlier[0].ticket_id


@pytest.mark.django_db
def test_a_place_is_one_row_in_the_books_with_its_event_and_its_audit() -> None:
    clinic = make_clinic()
    session, desk, code = make_session(clinic), clinic.desk, a_failure()

    redeem(code, session, make_person(), by=desk)

    place = PriorityPlace.objects.get(code=code)
    ticket = Ticket.objects.get(pk=place.ticket_id)
    event = OutboxEvent.objects.filter(name="helpdesk.priority_given").latest("id")
    assert (ticket.priority, place.is_recorded) == (Priority.RECEIPT, False)
    assert event.facts["code"] == code
    assert AuditEntry.objects.filter(
        action="helpdesk.give_place", target=f"ticket:{ticket.pk}", actor=desk.ref
    ).exists()
    assert Failure.objects.get(pk=code).redeemed_for == f"place:{code}"


@pytest.mark.django_db
def test_who_had_booked_keeps_their_number_and_goes_ahead_with_it() -> None:
    clinic, person = make_clinic(), make_person()
    session = make_session(clinic)
    booked = book(person, session)

    given = redeem(a_failure(), session, person, by=clinic.desk)

    assert given.ticket_code == booked.code
    assert Ticket.objects.get(pk=booked.ticket_id).priority == Priority.RECEIPT


@pytest.mark.django_db
def test_somebody_with_nothing_but_a_ticket_goes_ahead_by_it() -> None:
    clinic = make_clinic()
    session, desk = make_session(clinic), clinic.desk
    nameless = walk_in(session, desk)

    given = give_place(
        session_id=session.pk,
        claimed=Claimed(a_failure(), ticket_code=nameless.code),
        client_key=uuid4(),
        by=desk,
        at=MORNING,
    )

    assert given.ticket_code == nameless.code


@pytest.mark.django_db
def test_the_same_press_again_gives_the_same_place() -> None:
    clinic, person, key = make_clinic(), make_person(), uuid4()
    session, desk, code = make_session(clinic), clinic.desk, a_failure()

    first = redeem(code, session, person, by=desk, key=key)

    assert redeem(code, session, person, by=desk, key=key) == first
    assert Ticket.objects.filter(session=session).count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "reason, feature, refusal",
    [
        ("accounts.wrong_code", "frontdoor:code", NotOfOurs),
        ("queue.session_full", "queue:hold", NotOfOurs),
        ("accounts.slow_down", "frontdoor:sign_in", NotOfOurs),
        ("stale_form", "queue:confirm", NotOfOurs),
        ("queue.no_answer", "queue.outside", NotOfOurs),
        ("fault", "enrolment:home_send", OtherService),
        ("fault", "wire.antrean", OtherService),
        ("fault", "queue:desk_call", OtherService),
        ("frontdoor.code_not_arrived", "frontdoor:ways", ReceiptUnproved),
        ("recorded.fault", "web:home", ReceiptUnproved),
    ],
)
def test_what_can_be_caused_at_will_or_made_up_brings_no_place(
    reason: str, feature: str, refusal: type[Refusal]
) -> None:
    clinic = make_clinic()
    session = make_session(clinic)

    with pytest.raises(refusal):
        redeem(a_failure(reason, feature=feature), session, make_person(), by=clinic.desk)

    assert not Ticket.objects.filter(session=session).exists()
    assert not PriorityPlace.objects.filter(facility=clinic.facility).exists()


@pytest.mark.django_db
def test_a_code_of_another_day_or_of_nobody_brings_no_place() -> None:
    clinic, person = make_clinic(), make_person()
    session, desk = make_session(clinic), clinic.desk
    midnight = MORNING.replace(hour=17, minute=0) - timedelta(days=1)  # in Malang

    with pytest.raises(ReceiptNotToday):
        redeem(a_failure(at=midnight - timedelta(seconds=1)), session, person, by=desk)
    with pytest.raises(ReceiptUnknown):
        redeem("AAAAAA", session, person, by=desk)
    redeem(a_failure(at=midnight), session, person, by=desk)


@pytest.mark.django_db
def test_a_code_brings_one_place_and_a_person_has_one_a_day() -> None:
    clinic = make_clinic()
    session, desk, (siti, budi) = make_session(clinic), clinic.desk, make_people(2)
    code = a_failure()
    redeem(code, session, siti, by=desk)

    with pytest.raises(ReceiptUsed):
        redeem(code, session, budi, by=desk)
    other = make_session(clinic, starts_at=MORNING + timedelta(hours=1))
    with pytest.raises(AheadToday):
        redeem(a_failure(), other, siti, by=desk)


@pytest.mark.django_db
def test_a_receipt_of_an_account_is_that_persons_alone() -> None:
    clinic = make_clinic()
    session, desk, (siti, budi) = make_session(clinic), clinic.desk, make_people(2)
    opened = accounts.open_member_session(
        subject=str(siti),
        display_name="Siti",
        device="tests",
        by=Actor.system("tests"),
        at=MORNING,
    )
    code = a_failure(account=f"account:{opened.account_id}")

    with pytest.raises(OtherPerson):
        redeem(code, session, budi, by=desk)
    redeem(code, session, siti, by=desk)


@pytest.mark.django_db
def test_a_sign_in_code_that_never_left_proves_whose_receipt_it_is() -> None:
    clinic = make_clinic()
    session, desk, (siti, budi) = make_session(clinic), clinic.desk, make_people(2)
    code = a_code_never_sent(siti)

    with pytest.raises(ReceiptUnproved):
        redeem(code, session, budi, by=desk)
    redeem(code, session, siti, by=desk)


@pytest.mark.django_db
def test_of_a_sessions_places_one_in_five_goes_to_codes_or_as_the_facility_says() -> None:
    clinic = make_clinic()
    session, desk = make_session(clinic, bookable=5, counter=5, reserve=0), clinic.desk
    people = make_people(3)
    redeem(a_failure(), session, people[0], by=desk)
    redeem(a_failure(), session, people[1], by=desk)

    code = a_failure()
    with pytest.raises(AheadFull):
        redeem(code, session, people[2], by=desk)
    Parameter.objects.create(
        key="queue_receipt_one_in",
        facility=clinic.facility,
        value=3,
        valid_from=date(2026, 1, 1),
        basis="contoh",
    )
    later = MORNING + timedelta(minutes=2)  # settings are read once a minute
    redeem(code, session, people[2], by=desk, at=later)


@pytest.mark.django_db
def test_codes_that_staff_wrote_down_are_capped_apart_and_counted_as_such() -> None:
    clinic = make_clinic()
    session, desk, people = make_session(clinic), clinic.desk, make_people(4)
    for person in people[:3]:
        redeem(recorded(clinic, by=desk), session, person, by=desk)

    with pytest.raises(RecordedEnough):
        redeem(recorded(clinic, by=desk), session, people[3], by=desk)
    redeem(a_failure(), session, people[3], by=desk)

    given = PriorityPlace.objects.filter(facility=clinic.facility)
    assert (given.count(), given.filter(is_recorded=True).count()) == (4, 3)


@pytest.mark.django_db
def test_a_code_that_another_place_wrote_down_brings_nothing_here() -> None:
    clinic = make_clinic()
    code = recorded(make_clinic("Puskesmas Lain"), FailureKind.CODE)

    with pytest.raises(ReceiptUnproved):
        redeem(code, make_session(clinic), make_person(), by=clinic.desk)


@pytest.mark.django_db
def test_an_elder_goes_ahead_anyway_and_keeps_the_code() -> None:
    clinic, elder, code = make_clinic(), make_person(born=date(1950, 1, 1)), a_failure()

    with pytest.raises(AheadAlready):
        redeem(code, make_session(clinic), elder, by=clinic.desk)

    assert Failure.objects.get(pk=code).redeemed_for is None


@pytest.mark.django_db
def test_only_the_desk_of_that_place_gives_a_place() -> None:
    session = make_session()

    for stranger in (make_clinic().desk, Actor.visitor(), Actor.member(1, make_person())):
        with pytest.raises((NotAtThisDesk, Refusal)):
            redeem(a_failure(), session, make_person(), by=stranger)
    assert not Ticket.objects.filter(session=session).exists()


def test_sixteen_counters_with_one_code_give_one_place(committed_db: None) -> None:
    clinic = make_clinic()
    session, code, people = make_session(clinic, counter=40), a_failure(), make_people(16)
    acts = [partial(redeem, code, session, person, by=clinic.desk) for person in people]

    answers = all_at_once(acts)

    assert sum(isinstance(answer, PlaceGiven) for answer in answers) == 1
    assert sum(isinstance(answer, ReceiptUsed) for answer in answers) == 15
    assert Ticket.objects.filter(session=session).count() == 1


def test_two_codes_of_one_person_at_two_sessions_at_once_give_one_place(
    committed_db: None,
) -> None:
    clinic, person = make_clinic(), make_person()
    sessions = [make_session(clinic, starts_at=MORNING + timedelta(hours=n)) for n in range(4)]
    acts = [partial(redeem, a_failure(), each, person, by=clinic.desk) for each in sessions]

    answers = all_at_once(acts)

    assert sum(isinstance(answer, PlaceGiven) for answer in answers) == 1
    assert sum(isinstance(answer, AheadToday) for answer in answers) == 3
    assert Ticket.objects.filter(session__in=sessions).count() == 1
