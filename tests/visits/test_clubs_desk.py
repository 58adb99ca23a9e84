"""A clinic without a system of its own keeps its clubs of the chronically ill on pages."""

import pytest
from django.test import Client

from tests.factories.accounts import signed_in_staff
from tests.factories.members import at_facility, make_family, new_person
from tests.factories.queue import Clinic
from tests.factories.visits import MONDAY, make_coded_clinic
from titian.kernel.scopes import Grant, Scope
from titian.visits.models import Attendance, Club, GroupActivity

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning"), pytest.mark.slow]

DAY = MONDAY.isoformat()


def doctor_of(clinic: Clinic) -> tuple[Grant, ...]:
    return (Grant("doctor", Scope("facility", clinic.facility.code)),)


def page_of(clinic: Clinic) -> str:
    return f"/petugas/prolanis/di/{clinic.facility.code}/"


def a_club(client: Client, clinic: Clinic) -> Club:
    signed_in_staff(client, doctor_of(clinic))
    for _ in range(2):
        client.post(
            page_of(clinic),
            {"aksi": "klub", "program": "01", "nama": "Klub Melati", "sejak": DAY},
        )
    return Club.objects.get(facility=clinic.facility)


def a_meeting(client: Client, clinic: Clinic) -> GroupActivity:
    club = a_club(client, clinic)
    said = {"aksi": "kegiatan", "untuk": f"01:{club.pk}", "jenis": "01", "hari": DAY}
    for _ in range(2):
        client.post(page_of(clinic), said)
    return GroupActivity.objects.get(facility=clinic.facility)


def test_a_club_meets_and_who_came_is_written_down_once(client: Client) -> None:
    clinic = make_coded_clinic()
    held = a_meeting(client, clinic)
    person = at_facility(new_person("Lilis Suryani"), clinic.facility)
    make_family(person)
    page = f"/petugas/prolanis/{held.pk}/"

    for _ in range(2):
        client.post(page, {"siapa": person.card_number})
    shown = client.get(page).content.decode()
    came = Attendance.objects.get(activity=held)
    client.post(f"{page}hapus/{came.person_id}/")

    assert "Klub Melati" in client.get(page_of(clinic)).content.decode()
    assert "Yang datang (1)" in shown
    assert "Lilis Suryani" not in shown
    assert not Attendance.objects.exists()


def test_a_meeting_that_is_off_is_there_no_more(client: Client) -> None:
    held = a_meeting(client, make_coded_clinic())

    client.post(f"/petugas/prolanis/{held.pk}/batal/")

    assert client.get(f"/petugas/prolanis/{held.pk}/").status_code == 404


def test_another_clinic_sees_nothing(client: Client) -> None:
    clinic, other = make_coded_clinic(), make_coded_clinic("Puskesmas Lain")
    held = a_meeting(client, clinic)

    signed_in_staff(client, doctor_of(other))

    assert client.get(page_of(clinic)).status_code == 403
    assert "Klub Melati" not in client.get(page_of(other)).content.decode()
    assert client.get(f"/petugas/prolanis/{held.pk}/").status_code == 404
    assert client.post(f"/petugas/prolanis/{held.pk}/batal/").status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"aksi": "klub", "program": "99", "nama": "Klub", "sejak": DAY},
        {"aksi": "klub", "program": "01", "nama": "", "sejak": DAY},
        {"aksi": "klub", "program": "01", "nama": "Klub", "sejak": "besok"},
        {"aksi": "kegiatan", "untuk": "01:999999", "jenis": "01", "hari": DAY},
        {"aksi": "kegiatan", "untuk": "01:", "jenis": "77", "hari": DAY},
    ],
)
def test_what_is_wrong_is_said_on_the_page(client: Client, wrong: dict[str, str]) -> None:
    clinic = make_coded_clinic()
    signed_in_staff(client, doctor_of(clinic))

    assert client.post(page_of(clinic), wrong).status_code == 422
    assert not Club.objects.exists()
    assert not GroupActivity.objects.exists()


def test_a_number_nobody_has_is_said_on_the_page(client: Client) -> None:
    held = a_meeting(client, make_coded_clinic())

    answer = client.post(f"/petugas/prolanis/{held.pk}/", {"siapa": "0009999999999"})

    assert answer.status_code == 404
    assert not Attendance.objects.exists()
