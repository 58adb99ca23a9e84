from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from tests.conftest import StatementBudget
from tests.factories.accounts import signed_in_member, signed_in_staff
from tests.factories.queue import (
    BORN,
    MORNING,
    Clinic,
    book,
    make_clinic,
    make_people,
    make_person,
    make_session,
)
from titian.kernel import clock
from titian.kernel.scopes import Grant, Scope
from titian.members.models import Person
from titian.platform.audit.models import AuditEntry
from titian.queue import services as queue
from titian.queue.models import PracticeSession, Ticket
from titian.queue.services import Newcomer
from titian.queue.types import Booked

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def monday_morning() -> Iterator[None]:
    with clock.fixed(MORNING):
        yield


def at_desk(client: Client, clinic: Clinic, number: int = 2) -> None:
    signed_in_staff(client, (Grant("desk", Scope("facility", clinic.facility.code)),))
    client.cookies["loket"] = str(number)


def walk_in(session: PracticeSession, clinic: Clinic, name: str = "Budi Santoso") -> Booked:
    return queue.walk_in(
        session_id=session.pk,
        who=Newcomer(name=name, use_reserve=True),
        client_key=uuid4(),
        by=clinic.desk,
        at=MORNING - 5 * MINUTE,
    )


def address(session: PracticeSession, act: str = "") -> str:
    return f"/loket/{session.pk}/{act}"


def press(
    client: Client, session: PracticeSession, act: str, ticket: int = 0, status: int = 303
) -> str:
    answer = client.post(address(session, act), {"tiket": ticket})
    assert answer.status_code == status
    return answer.content.decode()


def shown(client: Client, session: PracticeSession, query: str = "") -> str:
    answer = client.get(address(session) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_masks_names_and_the_one_being_served_is_named_in_full(client: Client) -> None:
    clinic = make_clinic()
    session = make_session(clinic)
    at_desk(client, clinic)
    first = book(make_person("Hartini Wulandari"), session)
    book(make_person("Karsono Widodo"), session)
    queue.check_in(code=first.code, by=clinic.desk, at=MORNING - 7 * MINUTE)

    before = shown(client, session)
    press(client, session, "panggil/")
    after = shown(client, session)

    assert "Ha••• W." in before
    assert "Hartini Wulandari" not in before
    assert "Hartini Wulandari, 36 th" in after
    assert "AKTIF" in after
    assert "Ka••• W." in after
    assert "Karsono" not in after


def test_the_line_is_shown_in_calling_order_with_the_minutes_waited(client: Client) -> None:
    clinic = make_clinic()
    session = make_session(clinic)
    at_desk(client, clinic)
    for name in ("Andi", "Beni"):
        walk_in(session, clinic, name)
    queue.walk_in(
        session_id=session.pk,
        who=Newcomer(name="Pasien gawat", emergency=True),
        client_key=uuid4(),
        by=clinic.desk,
        at=MORNING - 2 * MINUTE,
    )

    page = shown(client, session)

    assert page.index("G-1") < page.index("A-1<") < page.index("A-2<")
    assert "darurat" in page
    assert "5 mnt" in page


def test_calling_names_the_counter_of_this_pc(client: Client) -> None:
    clinic = make_clinic()
    session = make_session(clinic)
    at_desk(client, clinic, number=7)
    booked = walk_in(session, clinic)

    press(client, session, "panggil/")

    assert Ticket.objects.get(pk=booked.ticket_id).desk == 7


def test_the_counter_number_is_chosen_once(client: Client) -> None:
    clinic = make_clinic()
    session = make_session(clinic)
    at_desk(client, clinic)
    del client.cookies["loket"]

    asked = shown(client, session)
    client.post(address(session, "nomor/"), {"nomor": "4"})

    assert "loket nomor berapa" in asked
    assert client.cookies["loket"].value == "4"
    assert "Loket 4" in shown(client, session)


def test_every_key_does_what_it_says(client: Client) -> None:
    clinic = make_clinic()
    session = make_session(clinic)
    at_desk(client, clinic)
    first, second = walk_in(session, clinic), walk_in(session, clinic, "Citra")

    def at_second(second: int, act: str, ticket: int = 0) -> None:
        with clock.fixed(MORNING + timedelta(seconds=second)):
            press(client, session, act, ticket)

    at_second(1, "panggil/")
    at_second(2, "ulang/", first.ticket_id)
    at_second(3, "lewati/", first.ticket_id)
    at_second(4, "urungkan/")
    assert Ticket.objects.get(pk=first.ticket_id).state == "called"
    at_second(5, "selesai/", first.ticket_id)
    at_second(6, "panggil/")

    assert Ticket.objects.get(pk=second.ticket_id).state == "called"
    assert "Urungkan" in shown(client, session)


def test_a_key_pressed_twice_calls_one_person(client: Client) -> None:
    clinic = make_clinic()
    session = make_session(clinic)
    at_desk(client, clinic)
    walk_in(session, clinic)
    second = walk_in(session, clinic, "Citra")

    press(client, session, "panggil/")
    press(client, session, "panggil/")

    assert Ticket.objects.get(pk=second.ticket_id).state == "present"


def test_what_cannot_be_done_is_said_on_the_screen_and_work_goes_on(client: Client) -> None:
    clinic = make_clinic()
    session = make_session(clinic)
    at_desk(client, clinic)

    page = press(client, session, "panggil/", status=409)

    assert "Panggil berikut" in page
    assert "Kode kendala" in page


def test_a_booked_row_is_checked_in_by_pressing_it(client: Client) -> None:
    clinic = make_clinic()
    session = make_session(clinic)
    at_desk(client, clinic)
    booked = book(make_person(), session)
    assert f'value="{booked.code}"' in shown(client, session)

    answer = client.post(address(session, "hadir/"), {"kode": booked.code})

    assert answer.status_code == 303
    assert Ticket.objects.get(pk=booked.ticket_id).state == "present"


@pytest.mark.parametrize("typed", ["{code}", " {code} ", "https://titian.test/tiket/{code}/"])
def test_a_code_or_the_text_of_a_qr_checks_in(client: Client, typed: str) -> None:
    clinic = make_clinic()
    session = make_session(clinic)
    at_desk(client, clinic)
    booked = book(make_person(), session)
    said = {"siapa": typed.format(code=booked.code), "kunci": uuid4()}

    answer = client.post(address(session, "datang/"), said)

    assert answer.status_code == 303
    assert Ticket.objects.get(pk=booked.ticket_id).state == "present"
    assert "masuk antrean" in client.get(answer["Location"]).content.decode()


def test_a_nik_joins_the_line_in_one_step_and_the_look_is_recorded(client: Client) -> None:
    clinic = make_clinic()
    session = make_session(clinic)
    at_desk(client, clinic)
    person = Person.objects.get(pk=make_person(born=BORN.replace(year=1950)))
    nik = person.nik_sealed or ""
    said = {"siapa": f"{nik[:6]} {nik[6:]}", "kunci": uuid4()}

    answer = client.post(address(session, "datang/"), said)

    ticket = Ticket.objects.get(session=session)
    assert answer["Location"] == f"/loket/{session.pk}/?baru={ticket.code}"
    assert (ticket.person_id, ticket.state, ticket.payer) == (person.pk, "present", "jkn")
    assert ticket.priority == "elder"
    assert AuditEntry.objects.filter(action="members.looked", target=f"person:{person.pk}").exists()


def test_who_booked_and_shows_the_card_is_checked_in_not_doubled(client: Client) -> None:
    clinic = make_clinic()
    session = make_session(clinic)
    at_desk(client, clinic)
    person = Person.objects.get(pk=make_person())
    booked = book(person.pk, session)

    client.post(address(session, "datang/"), {"siapa": person.card_sealed, "kunci": uuid4()})

    ticket = Ticket.objects.get(session=session)
    assert (ticket.pk, ticket.state) == (booked.ticket_id, "present")


def test_an_unknown_number_asks_for_a_name_and_keeps_what_was_typed(client: Client) -> None:
    clinic = make_clinic()
    session = make_session(clinic)
    at_desk(client, clinic)

    answer = client.post(
        address(session, "datang/"), {"siapa": "3573001703900099", "kunci": uuid4()}
    )

    page = answer.content.decode()
    assert answer.status_code == 404
    assert "Beri nomor" in page
    assert "3573001703900099" in page


def test_somebody_with_nothing_but_a_name_joins_the_same_line(client: Client) -> None:
    clinic = make_clinic()
    session = make_session(clinic)
    at_desk(client, clinic)
    said = {"nama": "Bu Sri", "bayar": "paying", "dahulu": "pregnant", "kunci": uuid4()}

    answer = client.post(address(session, "baru/"), said)

    ticket = Ticket.objects.get(session=session)
    assert answer.status_code == 303
    assert (ticket.number, ticket.state, ticket.part) == (1, "present", "counter")
    assert (ticket.name_given, ticket.payer, ticket.priority) == ("Bu Sri", "paying", "pregnant")


def test_sending_the_form_twice_gives_one_number(client: Client) -> None:
    clinic = make_clinic()
    session = make_session(clinic)
    at_desk(client, clinic)
    said = {"nama": "Bu Sri", "dahulu": "none", "kunci": uuid4()}

    first = client.post(address(session, "baru/"), said)
    again = client.post(address(session, "baru/"), said)

    assert first["Location"] == again["Location"]
    assert Ticket.objects.filter(session=session).count() == 1


def test_a_form_without_number_and_name_is_shown_again(client: Client) -> None:
    clinic = make_clinic()
    session = make_session(clinic)
    at_desk(client, clinic)

    answer = client.post(address(session, "baru/"), {"dahulu": "none", "kunci": uuid4()})

    assert answer.status_code == 422
    assert not Ticket.objects.filter(session=session).exists()


@pytest.mark.parametrize(
    "typed",
    ["", "\x00", "🦄" * 50, "x" * 400, "'; DROP TABLE queue_ticket"],
    ids=["empty", "nul", "unicorns", "long", "sql"],
)
def test_strange_input_is_refused_quietly(client: Client, typed: str) -> None:
    clinic = make_clinic()
    session = make_session(clinic)
    at_desk(client, clinic)

    answer = client.post(address(session, "datang/"), {"siapa": typed, "kunci": uuid4()})

    assert 400 <= answer.status_code < 500


def test_a_visitor_is_sent_to_the_staff_door(client: Client) -> None:
    session = make_session()

    answer = client.get(address(session))

    assert answer.status_code == 302
    assert answer["Location"].startswith("/petugas/masuk/")


def test_a_member_is_sent_to_the_staff_door(client: Client) -> None:
    session = make_session()
    signed_in_member(client, make_person())

    assert client.post(address(session, "panggil/"), {"tiket": 0})["Location"].startswith(
        "/petugas/masuk/"
    )


@pytest.mark.parametrize("act", ["", "dokter/", "batal/", "tutup/", "cadangan/", "baru/", "revisi"])
def test_the_desk_of_another_facility_sees_nothing(client: Client, act: str) -> None:
    session = make_session()
    at_desk(client, make_clinic())

    assert client.get(address(session, act)).status_code == 403


@pytest.mark.parametrize(
    "act", ["panggil/", "lewati/", "selesai/", "ulang/", "urungkan/", "batal/", "tutup/"]
)
def test_the_desk_of_another_facility_does_nothing(client: Client, act: str) -> None:
    clinic = make_clinic()
    session = make_session(clinic)
    booked = walk_in(session, clinic)
    at_desk(client, make_clinic())

    answer = client.post(address(session, act), {"tiket": booked.ticket_id})

    assert answer.status_code == 403
    assert Ticket.objects.get(pk=booked.ticket_id).state == "present"


def test_acts_are_posts(client: Client) -> None:
    clinic = make_clinic()
    session = make_session(clinic)
    at_desk(client, clinic)

    assert client.get(address(session, "panggil/")).status_code == 405


def test_the_day_lists_the_sessions_of_the_own_desks_only(client: Client) -> None:
    mine, other = make_clinic("Puskesmas Dinoyo"), make_clinic("Puskesmas Lain")
    make_session(mine)
    make_session(other)
    at_desk(client, mine)

    page = client.get("/loket/?hari=2026-11-23").content.decode()
    code = client.get(f"/loket/di/{mine.facility.code}/").content.decode()
    empty = client.get("/loket/?hari=2026-11-24").content.decode()

    assert "Puskesmas Dinoyo" in page
    assert "Puskesmas Lain" not in page
    assert "Poli Umum" in code
    assert "Tidak ada sesi" in empty


def test_a_slip_has_number_code_place_and_range_but_no_name(client: Client) -> None:
    clinic = make_clinic("Puskesmas Dinoyo")
    session = make_session(clinic)
    at_desk(client, clinic)
    booked = walk_in(session, clinic, "Hartini Wulandari")

    page = client.get(address(session, f"karcis/{booked.code}/")).content.decode()

    assert "Puskesmas Dinoyo" in page
    assert "A-1" in page
    assert f"{booked.code[:4]} {booked.code[4:]}" in page
    assert "<svg" in page
    assert "Hartini" not in page


def test_the_desk_can_take_a_number_back(client: Client) -> None:
    clinic = make_clinic()
    session = make_session(clinic)
    at_desk(client, clinic)
    booked = walk_in(session, clinic)

    client.post(address(session, f"karcis/{booked.code}/batal/"))

    assert Ticket.objects.get(pk=booked.ticket_id).state == "cancelled"
    assert PracticeSession.objects.get(pk=session.pk).used_counter == 0


def test_cancelling_says_first_how_many_will_be_told(client: Client) -> None:
    clinic = make_clinic()
    session = make_session(clinic)
    at_desk(client, clinic)
    for person in make_people(3):
        book(person, session)
    walk_in(session, clinic)

    page = client.get(address(session, "batal/")).content.decode()
    client.post(address(session, "batal/"))

    assert "4 orang" in page
    assert "1 di antaranya" in page
    assert PracticeSession.objects.get(pk=session.pk).state == "cancelled"


def test_a_late_doctor_is_written_in_minutes(client: Client) -> None:
    clinic = make_clinic()
    session = make_session(clinic)
    at_desk(client, clinic)

    wrong = client.post(address(session, "dokter/"), {"menit": "lama"})
    right = client.post(address(session, "dokter/"), {"menit": "30"})

    assert (wrong.status_code, right.status_code) == (422, 303)
    assert PracticeSession.objects.get(pk=session.pk).delay_minutes == 30
    assert "terlambat 30 menit" in shown(client, session)


def test_closing_over_people_who_wait_must_be_said_twice(client: Client) -> None:
    clinic = make_clinic()
    session = make_session(clinic)
    at_desk(client, clinic)
    booked = walk_in(session, clinic)

    first = client.post(address(session, "tutup/"))
    second = client.post(address(session, "tutup/"), {"tetap": "on"})

    assert (first.status_code, second.status_code) == (409, 303)
    assert Ticket.objects.get(pk=booked.ticket_id).state == "unserved"


def test_the_reserve_grows_and_is_used_by_who_is_allowed(client: Client) -> None:
    clinic = make_clinic()
    session = make_session(clinic, bookable=0, counter=1, reserve=0)
    at_desk(client, clinic)
    walk_in(session, clinic)
    said = {"nama": "Bu Sri", "dahulu": "none"}

    full = client.post(address(session, "baru/"), {**said, "kunci": uuid4()})
    client.post(address(session, "cadangan/"), {"tempat": "3"})
    allowed = client.post(address(session, "baru/"), {**said, "cadangan": "on", "kunci": uuid4()})

    assert (full.status_code, allowed.status_code) == (409, 303)
    assert PracticeSession.objects.get(pk=session.pk).used_reserve == 1


def test_the_revision_grows_with_what_the_screen_shows(client: Client) -> None:
    clinic = make_clinic()
    session = make_session(clinic)
    at_desk(client, clinic)
    before = client.get(address(session, "revisi")).json()["revision"]

    walk_in(session, clinic)

    assert client.get(address(session, "revisi")).json()["revision"] > before


def test_no_page_of_the_counter_has_inline_script_or_style(client: Client) -> None:
    clinic = make_clinic()
    session = make_session(clinic)
    at_desk(client, clinic)
    booked = walk_in(session, clinic)

    for act in ("", "baru/", "dokter/", "batal/", "tutup/", "cadangan/", f"karcis/{booked.code}/"):
        page = client.get(address(session, act)).content.decode()
        assert " style=" not in page
        assert "<style" not in page
        assert "<script>" not in page
        assert page.count("<h1") == 1


def test_the_screen_costs_six_statements_however_long_the_line(
    client: Client, statements: type[StatementBudget]
) -> None:
    clinic = make_clinic()
    session = make_session(clinic)
    at_desk(client, clinic)
    for person in make_people(12):
        queue.check_in(code=book(person, session).code, by=clinic.desk, at=MORNING)
    press(client, session, "panggil/")

    with statements.at_most(6):
        shown(client, session)


@pytest.mark.parametrize("act", ["panggil/", "ulang/", "lewati/", "selesai/"])
def test_a_key_costs_five_statements(
    client: Client, statements: type[StatementBudget], act: str
) -> None:
    clinic = make_clinic()
    session = make_session(clinic)
    at_desk(client, clinic)
    first = walk_in(session, clinic)
    walk_in(session, clinic)
    press(client, session, "panggil/")

    with statements.at_most(5):
        press(client, session, act, first.ticket_id)


def test_a_walk_in_by_nik_costs_seven_statements(
    client: Client, statements: type[StatementBudget]
) -> None:
    clinic = make_clinic()
    session = make_session(clinic)
    at_desk(client, clinic)
    nik = Person.objects.get(pk=make_person()).nik_sealed

    with statements.at_most(7):
        client.post(address(session, "datang/"), {"siapa": nik, "kunci": uuid4()})

    assert Ticket.objects.filter(session=session).count() == 1
