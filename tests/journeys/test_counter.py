"""The counter at 1280 px by keyboard, the board at 1920 px, both without a fault."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.factories.counter import people_come
from tests.factories.members import at_facility, make_family, new_person
from tests.factories.queue import Clinic, make_clinic, make_session
from tests.journeys.conftest import OpenPage
from tests.journeys.looking import Watched, axe_violations, faults_of
from titian.kernel import clock
from titian.kernel.scopes import Grant, Scope
from titian.members.models import Person
from titian.queue import services as queue
from titian.queue.models import PracticeSession, Ticket

NewContext = Callable[..., BrowserContext]


def desk_of(clinic: Clinic) -> tuple[Grant, ...]:
    return (Grant("desk", Scope("facility", clinic.facility.code)),)


def session_now(clinic: Clinic) -> PracticeSession:
    """Begun a moment ago, on today's date where the clinic stands."""
    now = clock.now()
    begun = now - timedelta(minutes=5)
    same_day = (begun + timedelta(hours=7)).date() == (now + timedelta(hours=7)).date()
    return make_session(clinic, starts_at=begun if same_day else now)


def key(page: Page, letter: str) -> None:
    """A letter means something once the page has loaded."""
    page.wait_for_load_state()
    page.keyboard.press(letter)


def test_a_morning_at_the_counter_by_keyboard(as_staff: OpenPage) -> None:
    clinic = make_clinic()
    session = session_now(clinic)
    (person,) = make_family(at_facility(new_person("Hartini Wulandari"), clinic.facility))
    card = Person.objects.get(pk=person).card_sealed
    watched = as_staff(desk_of(clinic))
    page = watched.page

    page.goto("/loket/")
    page.get_by_role("link", name="Poli Umum").click()
    page.get_by_label("Komputer ini loket nomor berapa?").fill("3")
    page.keyboard.press("Enter")
    page.get_by_text("Loket 3").first.wait_for()
    key(page, "i")
    page.keyboard.type(card)
    page.keyboard.press("Enter")
    page.get_by_text("masuk antrean").wait_for()
    assert "Hartini" not in page.content()
    key(page, "n")
    page.get_by_text("Hartini Wulandari").wait_for()
    assert faults_of(watched) == []
    key(page, "u")
    page.get_by_text("Belum ada yang dilayani").wait_for()
    key(page, "n")
    page.get_by_text("Hartini Wulandari").wait_for()
    key(page, "d")
    page.get_by_text("Belum ada yang dilayani").wait_for()

    ticket = Ticket.objects.get(session=session)
    assert (ticket.state, ticket.desk) == ("done", 3)


def test_the_counter_follows_what_a_colleague_does(as_staff: OpenPage) -> None:
    clinic = make_clinic()
    session = session_now(clinic)
    page = as_staff(desk_of(clinic)).page
    page.goto(f"/loket/{session.pk}/")
    page.get_by_text("Belum ada orang di sesi ini.").wait_for()

    people_come(session, clinic.desk, "Budi Santoso", at=clock.now())

    page.get_by_text("Bu••• S.").wait_for(timeout=30_000)


@pytest.mark.parametrize("act", ["", "baru/", "dokter/", "batal/", "tutup/", "cadangan/"])
def test_the_pages_of_the_counter_are_sound(as_staff: OpenPage, act: str) -> None:
    clinic = make_clinic()
    session = session_now(clinic)
    people_come(session, clinic.desk, "Budi Santoso", "Citra Dewi", at=clock.now())
    watched = as_staff(desk_of(clinic))

    watched.page.goto(f"/loket/{session.pk}/{act}")

    assert faults_of(watched) == []


def test_the_day_and_the_slip_are_sound(as_staff: OpenPage) -> None:
    clinic = make_clinic()
    session = session_now(clinic)
    people_come(session, clinic.desk, "Budi Santoso", at=clock.now())
    code = Ticket.objects.get(session=session).code
    watched = as_staff(desk_of(clinic))

    for address in ("/loket/", f"/loket/{session.pk}/karcis/{code}/"):
        watched.page.goto(address)
        assert faults_of(watched) == []


def test_the_counter_works_without_a_script(as_staff: OpenPage, new_context: NewContext) -> None:
    clinic = make_clinic()
    session = session_now(clinic)
    people_come(session, clinic.desk, "Budi Santoso", at=clock.now())
    signed_in = as_staff(desk_of(clinic)).page.context.cookies()
    plain = new_context(width=1280, height=800, java_script_enabled=False)
    plain.add_cookies([{k: c[k] for k in ("name", "value", "domain", "path")} for c in signed_in])  # type: ignore[misc]  # playwright's own keys
    page = plain.new_page()

    page.goto(f"/loket/{session.pk}/")
    page.get_by_label("Komputer ini loket nomor berapa?").fill("3")
    page.get_by_role("button", name="Pakai nomor ini").click()
    page.get_by_role("button", name="Panggil berikut").click()

    expect(page.get_by_text("Budi Santoso")).to_be_visible()
    assert Ticket.objects.get(session=session).state == "called"


def test_the_board_shows_and_says_the_call_and_says_it_again(new_context: NewContext) -> None:
    clinic = make_clinic()
    session = session_now(clinic)
    desk = clinic.desk
    people_come(session, clinic.desk, "Budi Santoso", "Citra Dewi", at=clock.now())
    watched = Watched(new_context(width=1920, height=1080).new_page())
    page = watched.page
    page.goto(f"/papan/{clinic.facility.code}/")
    page.get_by_role("button", name="Nyalakan suara").click()
    page.locator("[data-loud]").wait_for()

    called = queue.call_next(session_id=session.pk, desk=4, by=desk, at=clock.now())
    page.locator(".hot .no", has_text="A-1").wait_for(timeout=30_000)
    box = page.locator(".hot .no").bounding_box()
    queue.recall(session_id=session.pk, ticket_id=called.pk, by=desk, at=clock.now())
    page.locator("[data-said=' A-1 A-1']").wait_for(timeout=30_000)

    assert box is not None
    assert box["height"] >= 0.16 * 1080
    assert "Budi" not in page.content()
    assert watched.complaints == []
    assert axe_violations(page) == []
