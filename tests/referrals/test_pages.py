"""Papers as a member's phone and a facility's screen show them."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from django.test import Client

from tests.conftest import StatementBudget
from tests.factories.accounts import signed_in_member, signed_in_staff
from tests.factories.facilities import make_practitioner
from tests.factories.members import NOON, TODAY, a_couple_and_a_child, make_person
from tests.factories.referrals import make_way
from titian.facilities.models import Facility
from titian.kernel import clock
from titian.kernel.scopes import Grant, Scope
from titian.referrals import services as referrals
from titian.referrals.models import ControlLetter, Referral
from titian.referrals.types import PaperState

# Receipts of refusals are written in a transaction of their own: nothing here is rolled back.
pytestmark = [pytest.mark.usefixtures("committed_db"), pytest.mark.slow]


def as_staff(client: Client, facility: Facility, role: str = "doctor") -> None:
    signed_in_staff(client, (Grant(role, Scope("facility", facility.code)),))


def seen(client: Client, address: str) -> str:
    with clock.fixed(NOON):
        answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_a_member_sees_what_holds_and_books_with_it(
    client: Client, statements: type[StatementBudget]
) -> None:
    way = make_way()
    number = way.refer()
    signed_in_member(client, way.person_id)

    with statements.at_most(14):
        page = seen(client, "/rujukan/")

    assert way.hospital.name in page
    assert "Berlaku sampai Kamis 18 Februari, 90 hari lagi." in page
    start = page.index("/berobat/waktu/?")
    link = page[start : page.index('"', start)].replace("&amp;", "&")
    asked = parse_qs(urlsplit(link).query)
    assert asked["acuan"] == [number]
    assert asked["orang"] == [str(way.person_id)]
    assert asked["layanan"] == [str(way.hospital.services.get(code="INT").pk)]


def test_one_referral_says_why_in_plain_words_and_what_to_bring(client: Client) -> None:
    way = make_way()
    number = way.refer(note="Tolong EKG")
    signed_in_member(client, way.person_id)

    page = seen(client, f"/rujukan/{number}/")

    assert "Tekanan darah tinggi (hipertensi)" in page
    assert "Tolong EKG" in page
    assert "kode tempat berobat contoh, bukan kode BPJS" in page
    assert "Ambil nomor" in page
    assert "I10" not in page


def test_used_withdrawn_and_expired_papers_say_so_and_cannot_be_booked_with(
    client: Client,
) -> None:
    used, withdrawn, expired = make_way(), make_way(), make_way()
    used.use(first := used.refer())
    referrals.withdraw_referral(number=(second := withdrawn.refer()), by=withdrawn.doctor, at=NOON)
    third = expired.refer(
        issued_on=TODAY - timedelta(days=91), planned_on=TODAY - timedelta(days=9)
    )

    for way, number, word in (
        (used, first, "Sudah dipakai"),
        (withdrawn, second, "Ditarik"),
        (expired, third, "Sudah habis masanya"),
    ):
        signed_in_member(client, way.person_id)
        for address in (f"/rujukan/{number}/", "/rujukan/"):
            page = seen(client, address)
            assert word in page
            assert "Ambil nomor" not in page


def test_a_control_letter_says_the_day(client: Client) -> None:
    way = make_way()
    number = way.call_back()
    signed_in_member(client, way.person_id)

    page = seen(client, f"/surat-kontrol/{number}/")

    assert "Datang Jumat 27 November 2026." in page
    assert "Ambil nomor" in page
    assert "Surat kontrol" in seen(client, "/")


def test_without_a_paper_the_way_to_one_is_told(client: Client) -> None:
    signed_in_member(client, make_person())

    page = seen(client, "/rujukan/")

    assert "Dokter di sana yang merujuk." in page
    assert "Gawat darurat tidak perlu rujukan." in page


def test_a_relative_who_has_not_agreed_and_a_stranger_show_nothing(client: Client) -> None:
    head, wife, child = a_couple_and_a_child()
    theirs, hers = make_way(child).refer(), make_way(wife).refer()
    stranger = make_way().refer()
    signed_in_member(client, head)

    assert client.get(f"/rujukan/{theirs}/").status_code == 200
    assert client.get(f"/rujukan/{hers}/").status_code == 404
    assert client.get(f"/rujukan/{stranger}/").status_code == 404
    assert "sudah dewasa" in seen(client, f"/rujukan/?orang={wife}")
    for nonsense in ("kucing", "0", "9" * 40):
        assert client.get("/rujukan/", {"orang": nonsense}).status_code in (200, 404)


def test_a_doctor_finds_refers_and_takes_back(client: Client) -> None:
    way = make_way()
    doctor = make_practitioner(way.puskesmas)
    as_staff(client, way.puskesmas)
    person = f"/petugas/rujukan/{way.puskesmas.code}/orang/{way.person_id}/"
    sought = {"poli": "INT", "diagnosa": "I10", "tujuan": way.hospital.name}

    assert "Rujuk orang ini" in seen(client, person)
    words = "poli=INT&diagnosa=hipertensi"
    assert way.hospital.name in seen(client, f"{person}rujuk/?{words}&tujuan={way.hospital.name}")
    told = {
        "kunci": str(uuid4()),
        "diagnosis": "I10",
        "tempat": way.hospital.pk,
        "jenis": "full",
        "rawat": "outpatient",
        "dokter": doctor.pk,
        "rencana": "",
        "alasan": "",
        "catatan": "Tolong",
    }
    with clock.fixed(NOON):
        written = client.post(f"{person}rujuk/", told, query_params=sought)
        again = client.post(f"{person}rujuk/", told, query_params=sought)

    row = Referral.objects.get(person=way.person_id)
    assert written.headers["Location"] == again.headers["Location"]
    assert written.headers["Location"].endswith(f"/nomor/{row.number}/")
    page = seen(client, written.headers["Location"])
    assert "Tarik rujukan ini" in page
    assert "bukan kode BPJS" in page
    taken = client.post(f"/petugas/rujukan/nomor/{row.number}/tarik/")
    assert taken.status_code == 303
    row.refresh_from_db()
    assert row.state == PaperState.WITHDRAWN


def test_the_list_of_a_facility_masks_names(client: Client) -> None:
    way = make_way()
    way.refer()
    as_staff(client, way.hospital, "desk")

    page = seen(client, "/petugas/rujukan/")

    assert "Si••• A." in page
    assert "Siti Aminah" not in page


def test_a_hospital_calls_somebody_back(client: Client) -> None:
    way = make_way()
    doctor = make_practitioner(way.hospital)
    as_staff(client, way.hospital)
    address = f"/petugas/rujukan/{way.hospital.code}/orang/{way.person_id}/surat/"
    told = {
        "kunci": str(uuid4()),
        "jenis": "control",
        "sep": "0301R0011126V000001",
        "poli": "INT",
        "dokter": doctor.pk,
        "hari": f"{TODAY + timedelta(days=7)}",
    }

    assert "Nomor SEP" in seen(client, address)
    with clock.fixed(NOON):
        lacking = client.post(address, {**told, "sep": ""})
        written = client.post(address, told)

    assert lacking.status_code == 422
    assert "perlu nomor SEP" in lacking.content.decode()
    row = ControlLetter.objects.get(person=way.person_id)
    assert "Tarik surat ini" in seen(client, written.headers["Location"])
    client.post(f"/petugas/surat-kontrol/{row.number}/tarik/")
    row.refresh_from_db()
    assert row.state == PaperState.WITHDRAWN


def test_what_cannot_be_is_said_beside_the_form(client: Client) -> None:
    way = make_way()
    as_staff(client, way.puskesmas)
    person = f"/petugas/rujukan/{way.puskesmas.code}/orang/{way.person_id}/rujuk/"

    with clock.fixed(NOON):
        nothing = client.get(person, {"poli": "", "diagnosa": ""})
        unknown = client.get(person, {"poli": "INT", "diagnosa": "zzzzqq"})

    assert nothing.status_code == 422
    assert "Isi diagnosis." in nothing.content.decode()
    assert "tidak ditemukan" in unknown.content.decode()


def test_staff_without_care_and_visitors_do_not_come_in(client: Client) -> None:
    way, other = make_way(), make_way()
    number = way.refer()

    assert client.get("/petugas/rujukan/").status_code == 302
    as_staff(client, way.puskesmas, "branch")
    assert client.get("/petugas/rujukan/").status_code == 403
    as_staff(client, other.puskesmas)
    person = f"/petugas/rujukan/{way.puskesmas.code}/orang/{way.person_id}/"
    assert client.get(person).status_code == 403
    assert client.get(f"/petugas/rujukan/nomor/{number}/").status_code == 404
    assert client.post(f"/petugas/rujukan/nomor/{number}/tarik/").status_code == 403
