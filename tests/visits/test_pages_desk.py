"""A desk without a system of its own writes visits down, page by page and without a script."""

import re
from uuid import uuid4

import pytest
from django.test import Client

from tests.conftest import StatementBudget
from tests.factories.accounts import signed_in_member, signed_in_staff
from tests.factories.members import at_facility, make_family, new_person
from tests.factories.queue import MORNING as AT
from tests.factories.queue import Clinic, book, make_person, make_session
from tests.factories.visits import (
    SUGAR,
    emergency,
    make_coded_clinic,
    make_hospital,
    recorded,
    referred,
    worker,
)
from titian.facilities.models import Facility
from titian.kernel.scopes import Grant, Scope
from titian.queue import services as queue
from titian.referrals.types import CareKind
from titian.visits import selectors as visits_read
from titian.visits import services as visits
from titian.visits.models import EligibilityLetter, Visit
from titian.visits.types import Coming, VisitState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning"), pytest.mark.slow]


def works_at(facility: Facility, role: str = "desk") -> tuple[Grant, ...]:
    return (Grant(role, Scope("facility", facility.code)),)


def record(**more: object) -> dict[str, object]:
    empty = {name: [""] * 3 for name in ("obat", "kali", "sekali", "jumlah", "cara")}
    return {"kunci": str(uuid4()), "hasil": "home", "aksi": "simpan", **empty, **more}


def called(clinic: Clinic, person: int) -> int:
    session = make_session(clinic)
    booked = book(person, session)
    queue.check_in(code=booked.code, by=clinic.desk, at=AT)
    queue.call_next(session_id=session.pk, desk=1, by=clinic.desk, at=AT)
    return booked.ticket_id


def test_a_called_ticket_is_a_visit_in_two_taps(client: Client) -> None:
    clinic, person = make_coded_clinic(), make_person("Sutinah Wati")
    ticket = called(clinic, person)
    signed_in_staff(client, works_at(clinic.facility, "doctor"))

    day = client.get("/petugas/kunjungan/", follow=True)
    opened = client.post(
        f"/petugas/kunjungan/di/{clinic.facility.code}/catat/", {"tiket": ticket}, follow=True
    )

    assert "A-1" in day.content.decode()
    assert "Sutinah Wati" not in day.content.decode()
    assert "Sutinah Wati" in opened.content.decode()
    assert Visit.objects.get(person=person).ticket_id == ticket


def test_somebody_without_a_ticket_is_found_by_the_number_in_hand(client: Client) -> None:
    clinic = make_coded_clinic()
    person = at_facility(new_person("Lilis Suryani"), clinic.facility)
    make_family(person)
    signed_in_staff(client, works_at(clinic.facility))
    address = f"/petugas/kunjungan/di/{clinic.facility.code}/datang/"
    sent = {"siapa": person.card_number, "layanan": "001"}

    client.post(address, sent)
    opened = client.post(address, sent, follow=True)

    assert "Lilis Suryani" in opened.content.decode()
    assert Visit.objects.filter(facility=clinic.facility).count() == 1


def test_a_number_nobody_has_is_said_on_the_same_page(client: Client) -> None:
    clinic = make_coded_clinic()
    signed_in_staff(client, works_at(clinic.facility))

    answer = client.post(
        f"/petugas/kunjungan/di/{clinic.facility.code}/datang/",
        {"siapa": "0009999999999", "layanan": "001"},
    )

    assert answer.status_code == 404
    assert "0009999999999" in answer.content.decode()


def test_a_diagnosis_is_searched_without_losing_what_was_typed(client: Client) -> None:
    clinic, person = make_coded_clinic(), make_person()
    ticket = called(clinic, person)
    came = visits.register_ticket(
        ticket_id=ticket, facility_id=clinic.facility.pk, by=worker(clinic.facility), at=AT
    )
    signed_in_staff(client, works_at(clinic.facility))
    address = f"/petugas/kunjungan/{came.visit_id}/"

    found = client.post(
        address,
        record(
            aksi="cari_dx", cari_dx="e11", keluhan="Sering haus", dx=["J06.9"], obat=["Sirup", ""]
        ),
    ).content.decode()

    assert 'value="E11.9"' in found
    assert re.search(r'value="J06.9"\s+checked', found)
    assert "Sering haus" in found
    assert 'value="Sirup"' in found
    assert "Periksa lagi" not in found


def test_a_visit_is_saved_shown_and_changed(client: Client) -> None:
    clinic, person = make_coded_clinic(), make_person()
    came = visits.register_ticket(
        ticket_id=called(clinic, person),
        facility_id=clinic.facility.pk,
        by=worker(clinic.facility),
        at=AT,
    )
    signed_in_staff(client, works_at(clinic.facility))
    address = f"/petugas/kunjungan/{came.visit_id}/"
    sent = record(
        dx=["E11.9", "I10"],
        sistol="130",
        diastol="85",
        obat=["Metformin 500 mg", "", ""],
        kali=["2", "", ""],
        sekali=["1", "", ""],
        jumlah=["60", "", ""],
        cara=["sesudah makan", "", ""],
    )

    shown = client.post(address, sent, follow=True).content.decode()
    client.post(f"{address}?ubah=1", record(dx=["I10"]), follow=True)

    assert "Metformin 500 mg: 2 kali sehari, sekali minum 1, sesudah makan" in shown
    visit = visits_read.visit(came.visit_id, viewer=worker(clinic.facility), at=AT)
    assert [one.code for one in visit.diagnoses] == ["I10"]
    assert visit.state is VisitState.ENDED
    assert visit.number


def test_a_visit_without_a_diagnosis_says_what_is_missing(client: Client) -> None:
    clinic, person = make_coded_clinic(), make_person()
    came = visits.register_ticket(
        ticket_id=called(clinic, person),
        facility_id=clinic.facility.pk,
        by=worker(clinic.facility),
        at=AT,
    )
    signed_in_staff(client, works_at(clinic.facility))

    answer = client.post(f"/petugas/kunjungan/{came.visit_id}/", record(keluhan="Batuk"))

    assert answer.status_code == 422
    assert "Pilih paling sedikit satu diagnosis" in answer.content.decode()
    assert "Batuk" in answer.content.decode()


def test_a_visit_is_cancelled_from_its_page(client: Client) -> None:
    clinic, person = make_coded_clinic(), make_person()
    came = visits.register_ticket(
        ticket_id=called(clinic, person),
        facility_id=clinic.facility.pk,
        by=worker(clinic.facility),
        at=AT,
    )
    signed_in_staff(client, works_at(clinic.facility))

    client.post(f"/petugas/kunjungan/{came.visit_id}/batal/")

    assert Visit.objects.get(pk=came.visit_id).state == VisitState.CANCELLED


def test_a_hospital_issues_a_letter_on_the_referral_and_sends_the_patient_home(
    client: Client,
) -> None:
    hospital, person = make_hospital(), make_person()
    paper = referred(person, hospital)
    card = visits.register_visit(
        coming=_to_internist(person, hospital.facility.pk), by=hospital.desk, at=AT
    )
    signed_in_staff(client, works_at(hospital.facility))
    address = f"/petugas/kunjungan/{card.visit_id}/sep/"

    form = client.get(address).content.decode()
    sent = {"kunci": str(uuid4()), "rawat": "outpatient", "surat": paper, "aksi": "simpan"}
    issued = client.post(address, sent, follow=True).content.decode()

    assert paper in form
    letter = EligibilityLetter.objects.get(person=person)
    assert (letter.referral_number, letter.diagnosis_code) == (paper, SUGAR.code)
    assert letter.number in issued
    listed = client.get(f"/petugas/sep/di/{hospital.facility.code}/").content.decode()
    assert letter.number in listed


def test_an_inpatient_is_discharged_from_the_letters_page(client: Client) -> None:
    hospital, person = make_hospital(), make_person()
    wish = emergency(person, hospital, care_kind=CareKind.INPATIENT)
    letter = visits.issue_letter(wish=wish, by=hospital.desk, at=AT)
    signed_in_staff(client, works_at(hospital.facility))
    address = f"/petugas/sep/{letter.number}/"

    wrong = client.post(address, {"tanggal": "2026-11-20", "cara": "doctor"})
    right = client.post(address, {"tanggal": "2026-11-23", "cara": "doctor"}, follow=True)

    assert wrong.status_code == 422
    assert "atas persetujuan dokter" in right.content.decode()
    client.post(f"{address}batal/")
    assert EligibilityLetter.objects.get().state == "cancelled"


def test_nobody_else_opens_a_visit_or_a_letter(client: Client) -> None:
    hospital, clinic, person = make_hospital(), make_coded_clinic(), make_person()
    letter = visits.issue_letter(wish=emergency(person, hospital), by=hospital.desk, at=AT)
    visit = recorded(person, clinic)
    addresses = {
        f"/petugas/sep/{letter.number}/": 404,
        f"/petugas/sep/di/{hospital.facility.code}/": 403,
        f"/petugas/kunjungan/{visit.visit_id}/": 404,
        f"/petugas/kunjungan/di/{clinic.facility.code}/": 403,
    }

    signed_in_staff(client, works_at(make_coded_clinic().facility))
    assert {one: client.get(one).status_code for one in addresses} == addresses
    signed_in_member(client, person)
    assert {client.get(one).status_code for one in addresses} == {302}


def test_the_days_list_costs_the_same_for_one_and_for_many(
    client: Client, statements: type[StatementBudget]
) -> None:
    clinic = make_coded_clinic()
    for _ in range(6):
        recorded(make_person(), clinic)
    signed_in_staff(client, works_at(clinic.facility))

    with statements.at_most(16):
        client.get(f"/petugas/kunjungan/di/{clinic.facility.code}/")


def _to_internist(person: int, facility: int) -> Coming:
    return Coming(person, facility, "INT", AT.date())


def test_what_no_keyboard_types_breaks_nothing(client: Client) -> None:
    hospital, person = make_hospital(), make_person()
    came = visits.register_visit(
        coming=_to_internist(person, hospital.facility.pk), by=hospital.desk, at=AT
    )
    signed_in_staff(client, works_at(hospital.facility))
    odd = record(
        dx=["\x00", "J06.9"], tx=["\x00"], obat=["Si\x00rup", "", ""], kali=["\x00", "", ""]
    )

    saved = client.post(f"/petugas/kunjungan/{came.visit_id}/", odd, follow=True)

    assert saved.status_code == 200
    assert "Sirup" in saved.content.decode()
    assert client.get("/petugas/sep/%00/").status_code == 404
