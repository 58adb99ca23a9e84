"""More come than can be served: the wish is kept, the order too, and nobody goes round it."""

from base64 import urlsafe_b64decode

import pytest
from django.test import Client

from tests.factories.accounts import signed_in_staff
from tests.factories.queue import make_people, make_person, make_session
from tests.queue.pressing import HOLD, ROOM, all_turns_come, member, press, send
from titian.kernel.scopes import EVERYWHERE, Grant, Scope
from titian.platform.http.room import rules
from titian.platform.http.room.keeper import the_keeper
from titian.platform.http.room.rules import Order
from titian.queue.models import Hold

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday_noon", "own_room")]

OPERATOR = (Grant("operator", Scope(EVERYWHERE)),)


def test_while_there_is_no_crowd_nobody_notices_the_room() -> None:
    session, person = make_session(), make_person()

    told = press(member(person), session, person)

    assert told["status"] == 303
    assert told["Location"].startswith(HOLD)


def test_a_cookie_that_somebody_else_wrote_badly_costs_nobody_their_place() -> None:
    session, person = make_session(), make_person()
    client = member(person)
    the_keeper().obey(Order.HOLD)
    form = {"sesi": session.pk, "orang": person}
    first = send(client, HOLD, form)

    again = send(client, HOLD, form, also="a[b]=1; c@d; ")

    assert first["Content-Location"] == again["Content-Location"] == ROOM
    assert the_keeper().figures().waiting == 1


def test_in_a_crowd_everybody_is_told_their_place_and_goes_on_with_their_wish() -> None:
    session, person = make_session(), make_person()
    client = member(person)
    the_keeper().obey(Order.HOLD)

    told = press(client, session, person)
    page = client.get(ROOM)
    all_turns_come()
    turn = client.get(ROOM)
    went_on = press(client, session, person)

    assert (told["status"], told["Content-Location"]) == (200, ROOM)
    assert "Anda sudah masuk barisan" in page.content.decode()
    assert f'name="sesi" value="{session.pk}"' in turn.content.decode()
    assert "Giliran Anda" in turn.content.decode()
    assert went_on["Location"].startswith(HOLD)
    assert Hold.objects.filter(person_id=person).exists()


def test_another_tab_or_another_phone_of_the_same_account_has_the_same_place() -> None:
    session, (first, second) = make_session(), make_people(2)
    mine, other = member(first), member(second)
    the_keeper().obey(Order.HOLD)

    press(mine, session, first)
    press(other, session, second)
    press(mine, session, first)
    press(member(first), session, first)

    assert the_keeper().figures().waiting == 2
    assert mine.get(f"{ROOM}kabar").json()["before"] == 0


def test_a_place_of_somebody_else_or_an_invented_one_lets_nobody_in() -> None:
    session, (first, second) = make_session(), make_people(2)
    mine, thief = member(first), member(second)
    the_keeper().obey(Order.HOLD)
    press(mine, session, first)
    all_turns_come()
    the_keeper().obey(Order.HOLD)

    thief.cookies["titian_ruang"] = mine.cookies["titian_ruang"].value
    stolen = press(thief, session, second)
    thief.cookies["titian_ruang"] = "AAAA" + mine.cookies["titian_ruang"].value[4:]
    forged = press(thief, session, second)

    assert stolen["Content-Location"] == forged["Content-Location"] == ROOM
    assert not Hold.objects.filter(person_id=second).exists()


def test_going_straight_to_the_form_does_not_go_round_the_line() -> None:
    session, person = make_session(), make_person()
    client = member(person)
    the_keeper().obey(Order.HOLD)

    tries = [press(client, session, person)["Content-Location"] for _ in range(5)]

    assert tries == [ROOM] * 5
    assert the_keeper().figures().waiting == 1


def test_who_is_not_signed_in_takes_no_place() -> None:
    session, person = make_session(), make_person()
    the_keeper().obey(Order.HOLD)

    told = press(Client(), session, person)

    assert told["Location"].startswith("/masuk/")
    assert the_keeper().figures().waiting == 0


def test_a_full_room_says_so_and_lets_nobody_round_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("titian.platform.http.room.keeper.PLACES", 1)
    session, person = make_session(), make_person()
    client = member(person)
    the_keeper().obey(Order.HOLD)

    told = press(client, session, person)

    assert "Ruang tunggu penuh" in client.get(told["Location"]).content.decode()
    assert not Hold.objects.filter(person_id=person).exists()


def test_leaving_gives_the_place_up(client: Client) -> None:
    session, person = make_session(), make_person()
    client = member(person)
    the_keeper().obey(Order.HOLD)
    press(client, session, person)
    seen = client.cookies["titian_ruang"].value

    left = client.post(f"{ROOM}keluar/")

    assert left["Location"] == "/berobat/"
    client.cookies["titian_ruang"] = seen
    assert "tidak sedang menunggu" in client.get(ROOM).content.decode()


def test_the_page_is_light_and_asks_by_itself_with_and_without_script() -> None:
    session, person = make_session(), make_person()
    client = member(person)
    the_keeper().obey(Order.HOLD)
    press(client, session, person)

    page = client.get(ROOM)

    assert len(page.content) < 8_000
    assert b'<noscript><meta http-equiv="refresh"' in page.content
    assert b"waiting_room" in page.content
    assert b"tel:165" in page.content


def test_what_the_browser_carries_says_nothing_about_anybody() -> None:
    session, person = make_session(), make_person()
    client = member(person)
    the_keeper().obey(Order.HOLD)

    press(client, session, person)

    assert b"orang" not in urlsafe_b64decode(client.cookies["titian_ruang"].value)
    assert client.cookies["titian_ruang"]["httponly"]


def test_reads_and_counters_are_never_sent_to_the_room(client: Client) -> None:
    session, person = make_session(), make_person()
    the_keeper().obey(Order.HOLD)
    reading = member(person)
    signed_in_staff(client, (Grant("desk", Scope("facility", session.facility.code)),))

    assert reading.get("/").status_code == 200
    assert reading.get("/berobat/").status_code == 200
    assert client.get(f"/loket/{session.pk}/").status_code == 200


def test_who_operates_it_opens_and_closes_and_others_do_not(client: Client) -> None:
    desk = "/petugas/ruang-tunggu/"
    signed_in_staff(client, OPERATOR)

    opened = client.post(f"{desk}perintah/", {"perintah": Order.HOLD.value})
    page = client.get(desk).content.decode()
    other = Client()
    signed_in_staff(other, (Grant("branch", Scope(EVERYWHERE)),))
    refused = other.post(f"{desk}perintah/", {"perintah": Order.OFF.value})

    assert opened.status_code == 303
    assert "Sedang dibuka" in page
    assert (other.get(desk).status_code, refused.status_code) == (403, 403)
    assert the_keeper().figures().order is Order.HOLD


def test_a_turn_that_was_not_used_for_ten_minutes_is_over() -> None:
    keeper = the_keeper()
    keeper.obey(Order.HOLD)
    mine = keeper.join(key=7)
    all_turns_come()
    keeper.look(number=mine.number, key=7)
    place = keeper._store.place(mine.number)
    assert place is not None
    place.turn_at -= rules.TURN_LASTS
    keeper._store.put(place)

    assert keeper.look(number=mine.number, key=7) is None
    assert keeper.join(key=7).number == mine.number + 1
