"""bpjs-protocols §6.1: a clinic reads its plan and tells of the numbers it gave."""

from datetime import timedelta
from typing import Any

import pytest

from tests.factories.care import Patient, doctor_code, later, make_clinic, make_patient, today
from tests.factories.facilities import make_line
from tests.factories.wire import Answer, Hospital
from titian.bridging.types.wire import Wire
from titian.facilities.models import Practitioner, Service
from titian.kernel import clock
from titian.queue.models import PracticeSession, Ticket
from titian.queue.types import TicketState

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinic() -> Hospital:
    """With a session of the general clinic that runs now."""
    made = make_clinic()
    made.facility.keeps_own_queue = True
    made.facility.save()
    starts = clock.now() - timedelta(hours=1)
    PracticeSession.objects.create(
        facility=made.facility,
        service=Service.objects.get(facility=made.facility, code="001"),
        practitioner=Practitioner.objects.get(facility=made.facility),
        date=today(),
        starts_at=starts,
        ends_at=starts + timedelta(hours=4),
        timezone="Asia/Jakarta",
        letter="A",
        bookable=20,
        counter=10,
        reserve=2,
    )
    return made


@pytest.fixture
def patient() -> Patient:
    return make_patient()


def send(clinic: Hospital, path: str, body: object) -> Answer:
    return later(clinic).send("POST", Wire.ANTREAN_FKTP, path, body)


def number(clinic: Hospital, patient: Patient, **changes: object) -> dict[str, object]:
    return {
        "nomorkartu": patient.card,
        "nik": patient.nik,
        "nohp": "081234567890",
        "kodepoli": "001",
        "namapoli": "Poli Umum",
        "norm": "RM-17",
        "tanggalperiksa": today().isoformat(),
        "kodedokter": doctor_code(clinic),
        "namadokter": "dr. Rahma Putri",
        "jampraktek": "",
        "nomorantrean": "A12",
        "angkaantrean": "12",
        "keterangan": "",
        **changes,
    }


def about(patient: Patient, **more: object) -> dict[str, object]:
    day = today().isoformat()
    return {"tanggalperiksa": day, "kodepoli": "001", "nomorkartu": patient.card, **more}


def ticket_of(patient: Patient) -> Ticket:
    return Ticket.objects.get(person=patient.person_id)


def test_both_envelope_keys_are_there(clinic: Hospital, patient: Patient) -> None:
    answer = send(clinic, "/antrean/add", number(clinic, patient))

    assert answer.raw["metadata"] == answer.raw["metaData"] == {"code": 200, "message": "Ok"}
    assert "response" not in answer.raw


def test_plans_are_bare_arrays_with_the_word_clients_compare() -> None:
    clinic = make_clinic()
    service = Service.objects.get(facility=clinic.facility, code="001")
    doctor = Practitioner.objects.get(facility=clinic.facility)
    make_line(clinic.facility, service=service, practitioner=doctor, bookable=20, reserve=2)
    monday = today() + timedelta(days=7 - today().weekday())

    services = clinic.get(Wire.ANTREAN_FKTP, f"/ref/poli/tanggal/{monday}")
    doctors = clinic.get(Wire.ANTREAN_FKTP, f"/ref/dokter/kodepoli/001/tanggal/{monday}")

    for answer in (services, doctors):
        assert (answer.said, answer.sealed) == ((1, "OK"), True)
        assert answer.raw["metadata"] == answer.raw["metaData"]
    (poli,) = services.response
    assert (poli["kodepoli"], poli["namapoli"], poli["nmpoli"]) == ("001", "Poli Umum", "Poli Umum")
    assert doctors.response == [
        {
            "namadokter": doctor.name,
            "kodedokter": doctor.scheme_code,
            "jampraktek": "08:00-12:00",
            "kapasitas": 32,
        }
    ]


def test_a_day_without_a_plan_and_an_unknown_service_are_said(clinic: Hospital) -> None:
    empty = clinic.get(Wire.ANTREAN_FKTP, "/ref/dokter/kodepoli/002/tanggal/2026-11-24")
    unknown = clinic.get(Wire.ANTREAN_FKTP, "/ref/dokter/kodepoli/999/tanggal/2026-11-24")

    assert empty.said == (204, "No Content")
    assert unknown.said == (201, "Poli Tidak Ditemukan")


def test_a_number_of_the_clinic_is_a_ticket(clinic: Hospital, patient: Patient) -> None:
    assert send(clinic, "/antrean/add", number(clinic, patient)).said == (200, "Ok")

    ticket = ticket_of(patient)
    assert ticket.facility_id == clinic.facility.pk
    assert ticket.state in (TicketState.BOOKED, TicketState.PRESENT)


def test_a_number_told_again_is_one_ticket(clinic: Hospital, patient: Patient) -> None:
    send(clinic, "/antrean/add", number(clinic, patient))

    again = send(clinic, "/antrean/add", number(clinic, patient))

    assert again.code == 208
    assert Ticket.objects.filter(person=patient.person_id).count() == 1


def test_a_second_number_for_the_same_person_is_refused(clinic: Hospital, patient: Patient) -> None:
    send(clinic, "/antrean/add", number(clinic, patient))

    other = number(clinic, patient, nomorantrean="A13", angkaantrean=13)

    assert send(clinic, "/antrean/add", other).code == 201
    assert Ticket.objects.filter(person=patient.person_id).count() == 1


def test_who_pays_for_themselves_has_a_number_too(clinic: Hospital) -> None:
    stranger = Patient(0, "", "3573000101900099", "Tamu")

    assert send(clinic, "/antrean/add", number(clinic, stranger)).said == (200, "Ok")
    assert Ticket.objects.get(facility=clinic.facility).person_id is None


def test_called_and_there_is_with_the_doctor(clinic: Hospital, patient: Patient) -> None:
    send(clinic, "/antrean/add", number(clinic, patient))
    moment = str(int(clock.now().timestamp() * 1000))
    body = about(patient, status="1", waktu=moment)

    first, again = (send(clinic, "/antrean/panggil", body) for _ in range(2))

    assert first.said == again.said == (200, "Ok")
    assert ticket_of(patient).state == TicketState.CALLED


def test_called_and_not_there_is_absent(clinic: Hospital, patient: Patient) -> None:
    send(clinic, "/antrean/add", number(clinic, patient))

    answer = send(clinic, "/antrean/panggil", about(patient, status=2, waktu=None))

    assert answer.said == (200, "Ok")
    assert ticket_of(patient).state in (TicketState.ABSENT, TicketState.CANCELLED)


def test_a_cancelled_number_is_cancelled_once(clinic: Hospital, patient: Patient) -> None:
    send(clinic, "/antrean/add", number(clinic, patient))

    first = send(clinic, "/antrean/batal", about(patient, alasan="pulang"))
    again = send(clinic, "/antrean/batal", about(patient, alasan="pulang"))

    assert (first.said, again.code) == ((200, "Ok"), 201)
    assert ticket_of(patient).state == TicketState.CANCELLED


def test_another_clinics_numbers_are_not_there(clinic: Hospital, patient: Patient) -> None:
    send(clinic, "/antrean/add", number(clinic, patient))
    other = make_clinic()

    assert send(other, "/antrean/batal", about(patient, alasan="")).code == 201
    assert send(other, "/antrean/panggil", about(patient, status=1)).code == 201
    assert ticket_of(patient).state != TicketState.CANCELLED


@pytest.mark.parametrize(
    "changes",
    [
        {"nomorkartu": "", "nik": ""},
        {"nomorkartu": "123"},
        {"nomorkartu": "0009999999999"},
        {"kodepoli": "999"},
        {"kodedokter": 1},
        {"tanggalperiksa": "besok"},
        {"nomorantrean": ""},
        {"angkaantrean": 0},
        {"nik": "3573000101900098"},
    ],
)
def test_a_number_that_does_not_fit_is_refused(
    clinic: Hospital, patient: Patient, changes: dict[str, Any]
) -> None:
    answer = send(clinic, "/antrean/add", number(clinic, patient, **changes))

    assert (answer.status, answer.code) == (200, 201)
    assert not Ticket.objects.filter(person=patient.person_id).exists()


def test_a_call_is_present_or_absent(clinic: Hospital, patient: Patient) -> None:
    assert send(clinic, "/antrean/panggil", about(patient, status=9)).code == 201


def test_a_client_with_one_base_for_pcare_and_queue_is_heard(
    clinic: Hospital, patient: Patient
) -> None:
    """It sends the clinic's queue to PCare's address, with PCare's key and no user."""
    ask = {"user_key": clinic.credentials.user_keys[Wire.PCARE]}
    base, day = "http://testserver/pcare-rest-dev/", today() + timedelta(days=1)

    read = clinic.get(Wire.ANTREAN_FKTP, f"{base}ref/poli/tanggal/{day}", **ask)
    body = number(clinic, patient)
    made = later(clinic).send("POST", Wire.ANTREAN_FKTP, f"{base}antrean/add", body, **ask)

    assert read.said == (204, "No Content")  # no plan: the queue's own answer in both keys
    assert read.raw["metadata"] == read.raw["metaData"]
    assert made.said == (200, "Ok")
    assert Ticket.objects.filter(person=patient.person_id).exists()
