"""Who is let in at the facilities' door, who is not, and what is written down of it."""

from datetime import timedelta

import pytest
from django.db import connection

from tests.conftest import StatementBudget
from tests.factories.members import NOON, make_family, new_person
from tests.factories.wire import SETUP, Answer, Hospital, bridged
from titian.bridging import selectors as bridging_read
from titian.bridging import services as bridging
from titian.bridging.errors import WireWorkNotAllowed
from titian.bridging.models import Consumer, WireCall
from titian.bridging.services.wire import known
from titian.bridging.types.wire import Wire
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.members.models import Person

pytestmark = pytest.mark.django_db

DAY = "2026-11-20"


@pytest.fixture
def hospital() -> Hospital:
    return bridged()


@pytest.fixture
def card() -> str:
    (person,) = make_family(new_person())
    return str(Person.objects.get(pk=person).card_sealed)


def ask(hospital: Hospital, card: str, **changes: str) -> Answer:
    return hospital.get(Wire.VCLAIM, f"/Peserta/nokartu/{card}/tglSEP/{DAY}", **changes)


def test_a_genuine_call_is_answered_sealed(hospital: Hospital, card: str) -> None:
    answer = ask(hospital, card)

    assert (answer.status, answer.code, answer.message) == (200, "200", "OK")
    assert answer.sealed
    assert answer.response["peserta"]["noKartu"] == card


@pytest.mark.parametrize(
    "changes, said",
    [
        ({"x_cons_id": ""}, "Header X-cons-id belum diisi"),
        ({"x_signature": ""}, "Header X-signature belum diisi"),
        ({"x_signature": "bm90IGl0"}, "Signature tidak sesuai"),
        ({"x_cons_id": "99999"}, "Consumer ID tidak terdaftar"),
        ({"x_cons_id": "' OR 1=1"}, "Consumer ID tidak terdaftar"),
        ({"user_key": ""}, "Header user_key belum diisi"),
        ({"user_key": "another"}, "user_key tidak sesuai untuk layanan ini"),
    ],
)
def test_what_is_not_proved_is_refused_in_the_services_envelope(
    hospital: Hospital, card: str, changes: dict[str, str], said: str
) -> None:
    answer = ask(hospital, card, **changes)

    assert (answer.status, answer.code, answer.response) == (200, "401", None)
    assert answer.message == said


@pytest.mark.parametrize("hours, code", [(-2, "401"), (0, "200"), (2, "401")])
def test_a_second_far_from_now_is_refused(
    hospital: Hospital, card: str, hours: int, code: str
) -> None:
    then = str(int((clock.now() + timedelta(hours=hours)).timestamp()))

    assert ask(hospital, card, x_timestamp=then).code == code


def test_a_key_of_another_service_does_not_fit(hospital: Hospital, card: str) -> None:
    other = hospital.credentials.user_keys[Wire.ANTREAN_RS]

    assert ask(hospital, card, user_key=other).code == "401"


def test_a_stopped_system_is_refused_and_let_in_again(hospital: Hospital, card: str) -> None:
    cons_id = hospital.credentials.cons_id

    bridging.stop_consumer(cons_id=cons_id, by=SETUP, at=NOON)
    assert ask(hospital, card).message == "Consumer ID sedang dihentikan"

    bridging.start_consumer(cons_id=cons_id, by=SETUP, at=NOON)
    assert ask(hospital, card).code == "200"


def test_what_proved_a_system_before_a_rotation_holds_for_a_day(
    hospital: Hospital, card: str
) -> None:
    now = clock.now()
    with clock.fixed(now):
        fresh = bridging.rotate_consumer(cons_id=hospital.credentials.cons_id, by=SETUP, at=now)
        renewed = Hospital(hospital.facility, fresh)

        assert ask(hospital, card).code == "200"
        assert ask(renewed, card).code == "200"

    with clock.fixed(now + timedelta(hours=25)):
        known.forget()
        assert ask(hospital, card).code == "401"
        assert ask(renewed, card).code == "200"


def test_no_secret_is_kept_in_the_clear(hospital: Hospital) -> None:
    made = hospital.credentials
    with connection.cursor() as cursor:
        cursor.execute("SELECT c::text FROM wire_consumer c WHERE cons_id = %s", [made.cons_id])
        (row,) = cursor.fetchone()

    assert made.secret not in row
    assert made.password not in row
    assert not any(key in row for key in made.user_keys.values())


def test_pcare_wants_its_user_as_well(hospital: Hospital) -> None:
    answer = hospital.get(Wire.PCARE, "/poli/fktp/0/10", x_authorization="")

    assert (answer.status, answer.code) == (401, 401)
    assert answer.message == "Username atau password PCare tidak sesuai"


def test_a_call_is_written_down_without_a_number_in_the_clear(
    hospital: Hospital, card: str
) -> None:
    ask(hospital, card)

    row = WireCall.objects.get()
    assert row.template == "/Peserta/nokartu/{noKartu}/tglSEP/{tgl}"
    assert (row.method, row.wire, row.code, row.status) == ("GET", "vclaim", "200", 200)
    assert card in str(row.request_sealed)
    with connection.cursor() as cursor:
        cursor.execute("SELECT c::text FROM wire_call c")
        (stored,) = cursor.fetchone()
    assert card not in stored


def test_what_strangers_write_is_not_kept(hospital: Hospital, card: str) -> None:
    ask(hospital, card, x_signature="bm90IGl0")

    row = WireCall.objects.get()
    assert (row.code, row.consumer, row.request_sealed) == ("401", None, None)


def test_the_copies_are_forgotten_after_a_week_and_the_rows_after_three_months(
    hospital: Hospital, card: str
) -> None:
    ask(hospital, card)
    now = clock.now()

    bridging.forget_wire_calls(at=now + timedelta(days=6))
    assert WireCall.objects.get().request_sealed

    bridging.forget_wire_calls(at=now + timedelta(days=8))
    row = WireCall.objects.get()
    assert (row.request_sealed, row.answer_sealed) == (None, None)

    bridging.forget_wire_calls(at=now + timedelta(days=91))
    assert not WireCall.objects.exists()


def test_only_operators_and_our_own_processes_see_the_calls(hospital: Hospital, card: str) -> None:
    ask(hospital, card)

    (seen,) = bridging_read.wire_calls(viewer=SETUP)
    assert card in seen.path
    assert '"peserta"' in seen.answer
    with pytest.raises(WireWorkNotAllowed):
        bridging_read.wire_calls(viewer=Actor.bridge(hospital.credentials.cons_id))


def test_a_look_at_somebody_is_in_the_audit_of_that_person(hospital: Hospital, card: str) -> None:
    ask(hospital, card)

    with connection.cursor() as cursor:
        cursor.execute("SELECT actor, action, target FROM audit_entry WHERE actor LIKE 'bridge:%%'")
        found = cursor.fetchall()
    assert [(actor, action) for actor, action, _ in found] == [
        (f"bridge:{hospital.credentials.cons_id}", "members.looked")
    ]


def test_asking_for_a_participant_costs_three_statements(
    hospital: Hospital, card: str, statements: "type[StatementBudget]"
) -> None:
    ask(hospital, card)

    with statements.at_most(3):
        ask(hospital, card)


def test_too_many_calls_are_told_when_to_come_again(hospital: Hospital, card: str) -> None:
    with clock.fixed(clock.now()):
        answers = [ask(hospital, card, user_key="wrong") for _ in range(62)]

    assert answers[0].code == "401"
    assert (answers[-1].status, answers[-1].code) == (429, "429")
    assert answers[-1].headers["Retry-After"] == "1"


def test_an_unknown_address_and_a_wrong_method_are_named(hospital: Hospital) -> None:
    unknown = hospital.get(Wire.VCLAIM, "/tidak/ada")
    wrong = hospital.send("POST", Wire.VCLAIM, "/referensi/propinsi", {})

    assert (unknown.status, unknown.said) == (404, ("404", "Alamat layanan tidak ditemukan"))
    assert (wrong.status, wrong.said) == (405, ("405", "Metode ini tidak ada di alamat ini"))


def test_a_consumer_number_is_digits_and_unique(hospital: Hospital) -> None:
    row = Consumer.objects.get()

    assert row.cons_id.isdecimal()
