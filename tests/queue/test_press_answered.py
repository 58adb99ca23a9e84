"""What a press is answered with while there is a line."""

import pytest

from tests.factories.queue import make_person, make_session
from tests.queue.pressing import HOLD, ROOM, all_turns_come, member, press
from titian.platform.http.room.keeper import the_keeper
from titian.platform.http.room.rules import Order
from titian.queue.models import Hold

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday_noon", "own_room")]


def test_the_answer_to_the_press_is_the_room_already_and_opened_again_the_same_place() -> None:
    session, person = make_session(), make_person()
    client = member(person)
    the_keeper().obey(Order.HOLD)

    told = press(client, session, person)
    again = client.get(ROOM)

    assert told["status"] == 200
    assert told["Content-Location"] == ROOM
    for page in (told["page"], again.content.decode()):
        assert "Anda berikutnya" in page
        assert f'name="sesi" value="{session.pk}"' in page
        assert f'<noscript><meta http-equiv="refresh" content="2; url={ROOM}">' in page
    assert the_keeper().figures().waiting == 1


def test_whose_turn_came_while_their_cookie_was_lost_goes_on_at_once() -> None:
    session, person = make_session(), make_person()
    client = member(person)
    the_keeper().obey(Order.HOLD)
    press(client, session, person)
    all_turns_come()
    del client.cookies["titian_ruang"]

    told = press(client, session, person)

    assert told["Location"].startswith(HOLD)
    assert Hold.objects.filter(person_id=person).exists()
