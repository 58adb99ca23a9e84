from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from tests.conftest import StatementBudget
from tests.factories.accounts import signed_in_staff
from tests.factories.counter import people_come
from tests.factories.queue import MORNING, Clinic, make_clinic, make_person, make_session
from titian.kernel import clock
from titian.kernel.scopes import Grant, Scope
from titian.members.models import Person
from titian.queue import selectors as queue_read
from titian.queue import services as queue
from titian.queue.models import PracticeSession, Ticket
from titian.queue.selectors import board_key, place_code
from titian.queue.services import Newcomer

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)
NOW = MORNING + 30 * SECOND


@pytest.fixture(autouse=True)
def monday_morning() -> Iterator[None]:
    with clock.fixed(NOW):
        yield


def call(session: PracticeSession, clinic: Clinic, desk: int, second: int = 1) -> Ticket:
    at = MORNING + second * SECOND
    return queue.call_next(session_id=session.pk, desk=desk, by=clinic.desk, at=at)


def test_the_board_shows_two_calls_at_most_the_latest_first(client: Client) -> None:
    clinic = make_clinic("Puskesmas Dinoyo")
    session = make_session(clinic)
    people_come(session, clinic.desk, *"abcdef", at=MORNING)
    for desk in (1, 2, 3):
        call(session, clinic, desk, desk)

    page = client.get(f"/papan/{clinic.facility.code}/").content.decode()

    assert page.count('<p class="no">A-') == 2
    assert page.index('"no">A-3') < page.index('"no">A-2')
    assert "Silakan masuk" in page
    assert "<b>A-4</b><b>A-5</b><b>A-6</b>" in page


def test_no_name_is_on_the_board(client: Client) -> None:
    clinic = make_clinic()
    session = make_session(clinic)
    person = Person.objects.get(pk=make_person("Hartini Wulandari"))
    queue.walk_in(
        session_id=session.pk,
        who=Newcomer(identifier=person.card_sealed),
        client_key=uuid4(),
        by=clinic.desk,
        at=MORNING,
    )
    call(session, clinic, 1)

    for address in ("", "sekarang"):
        said = client.get(f"/papan/{clinic.facility.code}/{address}").content.decode()
        assert "A-1" in said
        assert "artini" not in said
        assert "Ha•" not in said


def test_the_news_is_small_and_304_when_nothing_changed(client: Client) -> None:
    clinic = make_clinic()
    session = make_session(clinic)
    people_come(session, clinic.desk, "a", "b", at=MORNING)
    call(session, clinic, 1)
    address = f"/papan/{clinic.facility.code}/sekarang"

    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    call(session, clinic, 2, second=5)
    changed = client.get(address, headers={"If-None-Match": first["ETag"]})

    assert (first.status_code, again.status_code, changed.status_code) == (200, 304, 200)
    assert len(first.content) < 500
    assert again.content == b""
    assert [c["no"] for c in changed.json()["calls"]] == ["A-2", "A-1"]


def test_calling_again_is_news_for_the_voice(client: Client) -> None:
    clinic = make_clinic()
    session = make_session(clinic)
    people_come(session, clinic.desk, "a", at=MORNING)
    ticket = call(session, clinic, 1)
    address = f"/papan/{clinic.facility.code}/sekarang"
    before = client.get(address).json()["calls"]

    queue.recall(session_id=session.pk, ticket_id=ticket.pk, by=clinic.desk, at=NOW)
    after = client.get(address).json()["calls"]

    assert [c["no"] for c in before] == [c["no"] for c in after] == ["A-1"]
    assert before[0]["id"] != after[0]["id"]


def test_who_was_skipped_leaves_the_board(client: Client) -> None:
    clinic = make_clinic()
    session = make_session(clinic)
    people_come(session, clinic.desk, "a", at=MORNING)
    ticket = call(session, clinic, 1)

    queue.skip(session_id=session.pk, ticket_id=ticket.pk, by=clinic.desk, at=NOW)

    assert client.get(f"/papan/{clinic.facility.code}/sekarang").json()["calls"] == []


def test_the_code_of_the_day_stands_only_on_the_screen_inside(client: Client) -> None:
    clinic = make_clinic()
    make_session(clinic)
    code = clinic.facility.code
    today = place_code(code, MORNING.date())

    outside = client.get(f"/papan/{code}/").content.decode()
    guessed = client.get(f"/papan/{code}/?kunci=0000000000000000").content.decode()
    inside = client.get(f"/papan/{code}/?kunci={board_key(code)}").content.decode()

    assert today not in outside
    assert today not in guessed
    assert today in inside


def test_the_desk_opens_the_screen_inside_others_the_public_one(client: Client) -> None:
    clinic, other = make_clinic(), make_clinic()
    signed_in_staff(client, (Grant("desk", Scope("facility", clinic.facility.code)),))

    own = client.get(f"/papan/{clinic.facility.code}/")
    foreign = client.get(f"/papan/{other.facility.code}/")

    assert own.status_code == 302
    assert f"kunci={board_key(clinic.facility.code)}" in own["Location"]
    assert foreign.status_code == 200


def test_the_next_ones_of_several_services_take_turns() -> None:
    clinic = make_clinic()
    general = make_session(clinic)
    dental = make_session(clinic, starts_at=MORNING + 3600 * SECOND)
    PracticeSession.objects.filter(pk=dental.pk).update(letter="B")
    people_come(general, clinic.desk, *"abcd", at=MORNING)
    people_come(dental, clinic.desk, *"ab", at=MORNING)

    board = queue_read.board(clinic.facility.code, key="", at=NOW)

    assert list(board.next) == ["A-1", "B-1", "A-2", "B-2", "A-3", "A-4"]


def test_a_place_that_does_not_exist_has_no_board(client: Client) -> None:
    assert client.get("/papan/tidak-ada/").status_code == 404


def test_the_board_costs_four_statements(client: Client, statements: type[StatementBudget]) -> None:
    clinic = make_clinic()
    session = make_session(clinic)
    people_come(session, clinic.desk, *"abcdefgh", at=MORNING)
    call(session, clinic, 1)

    with statements.at_most(4):
        client.get(f"/papan/{clinic.facility.code}/sekarang")
