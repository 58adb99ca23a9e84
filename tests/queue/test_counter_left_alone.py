"""A counter on a shared PC that nobody touches locks itself, and opens where it was."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from tests.conftest import StatementBudget
from tests.factories.accounts import PASSWORD, signed_in_member, signed_in_staff
from tests.factories.counter import MINUTE, a_counter, address, walk_in
from tests.factories.queue import MORNING, make_person
from titian.kernel import clock
from titian.queue.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]
LOCK = "/petugas/kunci/"


def lock_before(page: str) -> str:
    """The lock page that leads back to this one."""
    return f"{LOCK}?lanjut={quote(page, safe='')}"


def test_after_ten_minutes_alone_a_counter_shows_the_lock_and_no_name(client: Client) -> None:
    clinic, session = a_counter(client)
    walk_in(session, clinic.desk, "Budi Santoso")

    with clock.fixed(MORNING + timedelta(minutes=9, seconds=59)):
        before = client.get(f"{address(session)}?sendiri=1")
    with clock.fixed(MORNING + 10 * MINUTE):
        after = client.get(address(session))

    assert before.status_code == 200
    assert after.headers["Location"] == lock_before(address(session))


def test_whoever_presses_something_now_and_then_is_never_locked_out(client: Client) -> None:
    _, session = a_counter(client)

    for minute in range(0, 60, 9):
        with clock.fixed(MORNING + minute * MINUTE):
            assert client.get(address(session)).status_code == 200


def test_whoever_types_into_a_long_form_is_there(client: Client) -> None:
    _, session = a_counter(client)

    for minute in range(0, 30, 6):
        with clock.fixed(MORNING + minute * MINUTE):
            said = client.get(f"{LOCK}masih/").status_code
            assert said == 204
    with clock.fixed(MORNING + 30 * MINUTE):
        assert client.get(address(session)).status_code == 200


def test_a_screen_that_follows_the_line_by_itself_locks_all_the_same(client: Client) -> None:
    _, session = a_counter(client)
    by_script = {"X-Titian-Sendiri": "1"}

    for minute in range(9):
        with clock.fixed(MORNING + minute * MINUTE):
            client.get(address(session, "revisi"), headers=by_script)
            client.get(f"{address(session)}?sendiri=1")
    with clock.fixed(MORNING + 10 * MINUTE):
        followed = client.get(f"{address(session)}?sendiri=1")
        asked = client.get(address(session, "revisi"), headers=by_script)

    assert followed.headers["Location"] == lock_before(address(session))
    assert asked.status_code == 302


def test_a_button_of_a_screen_left_alone_does_nothing_and_leads_back_to_it(
    client: Client,
) -> None:
    clinic, session = a_counter(client)
    booked = walk_in(session, clinic.desk)
    pressed_on = f"http://testserver{address(session)}"

    with clock.fixed(MORNING + 11 * MINUTE):
        answer = client.post(
            address(session, "panggil/"), {"tiket": 0}, headers={"referer": pressed_on}
        )

    assert answer.headers["Location"] == lock_before(address(session))
    assert Ticket.objects.get(pk=booked.ticket_id).state == "present"


@pytest.mark.parametrize(
    "page", ["https://jahat.example/loket/1/", "//jahat.example", "http://[", "", "x"]
)
def test_nobody_is_led_to_another_site_by_a_lock(client: Client, page: str) -> None:
    _, session = a_counter(client)

    with clock.fixed(MORNING + 11 * MINUTE):
        guarded = client.post(address(session, "panggil/"), headers={"referer": page})
        locked = client.post(f"{LOCK}tutup/", {"lanjut": page})

    assert guarded.headers["Location"] == LOCK
    assert locked.headers["Location"] == LOCK


def test_the_lock_button_leads_back_to_the_same_session(client: Client) -> None:
    _, session = a_counter(client)

    locked = client.post(f"{LOCK}tutup/", {"lanjut": address(session)})
    (here,) = client.get(locked.headers["Location"]).context["colleagues"]
    wanted = client.get(locked.headers["Location"]).context["lanjut"]
    opened = client.post(LOCK, {"session": here.session_id, "secret": PASSWORD, "lanjut": wanted})

    assert locked.headers["Location"] == lock_before(address(session))
    assert opened.headers["Location"] == address(session)
    assert client.get(address(session)).status_code == 200


def test_a_screen_left_alone_and_opened_again_is_open_for_another_ten_minutes(
    client: Client,
) -> None:
    _, session = a_counter(client)
    client.post(f"{LOCK}tutup/")
    (here,) = client.get(LOCK).context["colleagues"]

    with clock.fixed(MORNING + 60 * MINUTE):
        client.post(LOCK, {"session": here.session_id, "secret": PASSWORD})
        opened = client.get(address(session))
    with clock.fixed(MORNING + 71 * MINUTE):
        alone = client.get(address(session))

    assert opened.status_code == 200
    assert alone.status_code == 302


def test_an_operator_chooses_how_long_and_nothing_means_never(
    client: Client, settings: Settings
) -> None:
    _, session = a_counter(client)

    settings.TITIAN_IDLE_MINUTES = 0
    with clock.fixed(MORNING + 120 * MINUTE):
        never = client.get(f"{address(session)}?sendiri=1")
    settings.TITIAN_IDLE_MINUTES = 2
    with clock.fixed(MORNING + 3 * MINUTE):
        soon = client.get(address(session))

    assert "data-idle" not in never.content.decode()
    assert (never.status_code, soon.status_code) == (200, 302)


def test_a_members_phone_is_not_locked(client: Client) -> None:
    signed_in_member(client, make_person())

    with clock.fixed(MORNING + timedelta(hours=5)):
        page = client.get("/kartu/")

    assert page.status_code == 200
    assert "data-idle" not in page.content.decode()


def test_being_there_is_written_down_a_few_times_a_minute_not_at_each_request(
    client: Client, statements: type[StatementBudget]
) -> None:
    signed_in_staff(client)

    with clock.fixed(MORNING + MINUTE):
        with statements.at_most(2):
            client.get("/petugas/pin/")
        with statements.at_most(1):
            client.get("/petugas/pin/")
