from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import StatementBudget
from tests.factories.accounts import signed_in_member
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
from titian.kernel import clock
from titian.platform.failures.models import Failure
from titian.queue import services as queue
from titian.queue.models import Hold, Ticket
from titian.queue.selectors import parameters, place_code

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday_noon")]


def test_choosing_a_time_holds_it_and_pressing_once_more_gives_the_ticket(client: Client) -> None:
    session = make_session()
    person = make_person()
    signed_in_member(client, person)

    chosen = client.post(reverse("queue:hold"), {"sesi": session.pk, "orang": person})
    page = client.get(chosen["Location"])
    key = page.context["held"].client_key
    pressed = client.post(f"{chosen['Location']}ambil/", {"kunci": key})

    assert (chosen.status_code, pressed.status_code) == (303, 303)
    ticket = client.get(pressed["Location"])
    assert "A-1" in ticket.content.decode()


def test_a_booking_costs_at_most_eight_statements(
    client: Client, statements: type[StatementBudget]
) -> None:
    session = make_session()
    person = make_person()
    signed_in_member(client, person)
    parameters.receipt_one_in(session, at=clock.now())  # the settings are known for a minute

    with statements.at_most(4):
        chosen = client.post(reverse("queue:hold"), {"sesi": session.pk, "orang": person})
    with statements.at_most(3):
        client.post(f"{chosen['Location']}ambil/", {"kunci": uuid4()})

    assert Ticket.objects.filter(session=session).count() == 1


def test_pressing_in_two_tabs_gives_the_same_ticket(client: Client) -> None:
    session = make_session()
    person = make_person()
    signed_in_member(client, person)
    address = client.post(reverse("queue:hold"), {"sesi": session.pk, "orang": person})["Location"]
    keys = [client.get(address).context["held"].client_key for _ in range(2)]

    answers = [client.post(f"{address}ambil/", {"kunci": key}) for key in keys]

    assert answers[0]["Location"] == answers[1]["Location"]


def test_a_full_session_says_so_with_a_code_and_other_times(client: Client) -> None:
    clinic = make_clinic()
    full = make_session(clinic, bookable=1)
    tuesday = make_session(clinic, starts_at=MORNING + timedelta(days=1))
    first, second = make_people(2)
    book(first, full)
    signed_in_member(client, second)

    answer = client.post(reverse("queue:hold"), {"sesi": full.pk, "orang": second})

    receipt = Failure.objects.get(reason="queue.session_full")
    assert answer.status_code == 409
    assert str(receipt) in answer.content.decode()
    assert f'value="{tuesday.pk}"' in answer.content.decode()
    assert receipt.side == "rule"


def test_the_live_answer_is_small_and_304_when_nothing_changed(client: Client) -> None:
    person = make_person()
    booked = book(person, make_session())
    signed_in_member(client, person)
    address = reverse("queue:live", args=[booked.code])

    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first["ETag"]})

    assert len(first.content) <= 512
    assert again.status_code == 304


def test_a_stranger_sees_neither_my_ticket_nor_that_it_exists(client: Client) -> None:
    person, stranger = make_people(2)
    booked = book(person, make_session())
    signed_in_member(client, stranger)

    seen = client.get(reverse("queue:ticket", args=[booked.code]))
    never = client.get(reverse("queue:ticket", args=["XXXXXXXX"]))

    assert (seen.status_code, never.status_code) == (404, 404)


def test_visitors_are_sent_to_sign_in(client: Client) -> None:
    answer = client.get(reverse("queue:choose"))

    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("frontdoor:sign_in"))


def test_a_member_on_site_checks_in_with_the_code_on_the_board(client: Client) -> None:
    clinic = make_clinic()
    person = make_person()
    session = make_session(clinic)
    booked = book(person, session)
    address = reverse("queue:arrive", args=[booked.code])

    with clock.fixed(MORNING):
        signed_in_member(client, person)
        wrong = client.post(address, {"kode": "zzzz"})
        right = client.post(address, {"kode": place_code(clinic.facility.code, session.date)})

    assert (wrong.status_code, right.status_code) == (422, 303)
    assert Ticket.objects.get(pk=booked.ticket_id).state == "present"


def test_cancelling_asks_once_and_frees_the_place(client: Client) -> None:
    person = make_person()
    booked = book(person, make_session())
    signed_in_member(client, person)
    address = reverse("queue:cancel", args=[booked.code])

    asked = client.get(address)
    client.post(address)

    assert asked.status_code == 200
    assert Ticket.objects.get(pk=booked.ticket_id).state == "cancelled"


def test_moving_by_page(client: Client) -> None:
    clinic = make_clinic()
    person = make_person()
    booked = book(person, make_session(clinic))
    tuesday = make_session(clinic, starts_at=MORNING + timedelta(days=1))
    signed_in_member(client, person)
    address = reverse("queue:move", args=[booked.code])

    page = client.get(address)
    moved = client.post(address, {"sesi": tuesday.pk, "kunci": page.context["key"]})

    assert moved.status_code == 303
    assert Ticket.objects.get(pk=booked.ticket_id).state == "moved"


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"sesi": "abc", "orang": "1"},
        {"sesi": "-1", "orang": "1"},
        {"sesi": str(2**70), "orang": "1"},
        {"sesi": "1", "orang": "٣"},
        {"sesi": "🙂" * 25_000, "orang": "1"},
    ],
)
def test_a_form_no_page_of_ours_sent_is_refused_kindly(
    client: Client, sent: dict[str, str]
) -> None:
    signed_in_member(client, make_person())

    answer = client.post(reverse("queue:hold"), sent)

    assert 400 <= answer.status_code < 500
    assert "Traceback" not in answer.content.decode()


def test_what_was_held_by_another_cannot_be_opened(client: Client) -> None:
    session = make_session()
    person, stranger = make_people(2)
    held = queue.hold(person_id=person, session_id=session.pk, by=acting_for(person), at=NOON)
    signed_in_member(client, stranger)

    answer = client.get(reverse("queue:held", args=[held.hold_id]))

    assert answer.status_code == 409
    assert Hold.objects.filter(pk=held.hold_id).exists()


def test_times_and_choices_are_shown_for_the_own_clinic(client: Client) -> None:
    clinic = make_clinic()
    make_session(clinic)
    person = make_person()
    signed_in_member(client, person)

    choose = client.get(reverse("queue:choose"), {"faskes": clinic.facility.code})
    times = client.get(reverse("queue:times"), {"orang": person, "layanan": clinic.service.pk})

    assert "Poli Umum" in choose.content.decode()
    assert "sisa 20 dari 20" in times.content.decode()
