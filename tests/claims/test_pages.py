"""e-Claim in the browser without a browser: what staff see, press and are told."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.conftest import StatementBudget
from tests.factories.accounts import signed_in_staff
from tests.factories.claims import (
    NEXT_DAY,
    Case,
    a_letter,
    claims_grant,
    prepared,
    refused,
    returned,
    sent,
    with_paper,
)
from tests.factories.uploads import a_photo
from tests.factories.visits import make_hospital
from titian.claims.types import ClaimPaperKind, ClaimState
from titian.kernel import clock
from titian.kernel.scopes import Grant, Scope

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

BRANCH = (Grant("branch", Scope("region", "35.73")),)
SHEET = {
    "masuk": "2026-11-23",
    "keluar": "2026-11-23",
    "kelas": "3",
    "ruang": "IGD",
    "utama": "J06.9",
    "lain": "I10, E11.9",
    "tindakan": "39.95",
    "cara": "1",
    "kondisi": "2",
    "lanjut": "1",
    "dokter": "dr. Dalam",
}
COSTS = {
    "rs": "Rp950.000",
    "grouper": "INACBG",
    "kode": "q-5-44-0",
    "nama": "Penyakit kronis kecil",
    "tarif": "800.000",
    "tambahan": "0",
    "diajukan": "800000",
}


@pytest.fixture(autouse=True)
def the_day_after() -> Iterator[None]:
    with clock.fixed(NEXT_DAY):
        yield


def at_work(client: Client, case: Case) -> Client:
    signed_in_staff(client, (claims_grant(case.hospital),))
    return client


def of(case: Case, act: str = "") -> str:
    return f"/petugas/klaim/surat/{case.number}/{act}"


def at_branch(case: Case, act: str = "") -> str:
    return f"/petugas/verifikasi/{case.number}/{act}"


def test_a_claim_is_prepared_and_sent_from_the_pages(client: Client) -> None:
    case = a_letter()
    at_work(client, case)
    photo = a_photo()

    with clock.fixed(NEXT_DAY):
        begun = client.get(of(case, "lembar/")).content.decode()
        assert "J06.9" in begun
        assert client.post(of(case, "lembar/"), SHEET).status_code == 303
        assert client.post(of(case, "biaya/"), COSTS).status_code == 303
        for kind in ("summary", "bill"):
            paper = SimpleUploadedFile("x.jpg", photo, "image/jpeg")
            said = {"kunci": uuid4(), "jenis": kind, "berkas": paper}
            assert client.post(of(case, "berkas/"), said).status_code == 303
        whole = client.get(of(case)).content.decode()
        assert "Kirim klaim ini" in whole
        assert client.post(of(case, "kirim/")).status_code == 303

    assert case.state == ClaimState.SUBMITTED
    assert case.row.asked == 800_000


def test_what_is_missing_is_listed_and_cannot_be_sent(client: Client) -> None:
    case = a_letter()
    at_work(client, case)

    page = client.get(of(case)).content.decode()
    answer = client.post(of(case, "kirim/"))

    assert "resume medis" in page
    assert "Kirim klaim ini" not in page
    assert answer.status_code == 422
    assert "Klaim belum lengkap" in answer.content.decode()


@pytest.mark.parametrize(
    "field, wrong, said",
    [
        ("utama", "ZZZ", "diagnosis"),
        ("keluar", "2026-11-01", "Tanggal masuk dan keluar tidak cocok"),
        ("masuk", "", "Pilih tanggalnya"),
    ],
)
def test_a_wrong_sheet_says_what_is_wrong(
    client: Client, field: str, wrong: str, said: str
) -> None:
    case = a_letter()
    at_work(client, case)

    with clock.fixed(NEXT_DAY):
        answer = client.post(of(case, "lembar/"), {**SHEET, field: wrong})

    assert answer.status_code in (404, 409, 422)
    assert said in answer.content.decode()


@pytest.mark.parametrize(
    "field, wrong, said",
    [
        ("diajukan", "900000", "Jumlah ini tidak cocok"),
        ("tarif", "delapan", "Tulis angka saja"),
        ("kode", "../x", "huruf, angka, dan garis"),
    ],
)
def test_wrong_costs_say_what_is_wrong(client: Client, field: str, wrong: str, said: str) -> None:
    case = a_letter()
    at_work(client, case)

    answer = client.post(of(case, "biaya/"), {**COSTS, field: wrong})

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_paper_that_is_none_is_refused_in_words(client: Client) -> None:
    case = a_letter()
    at_work(client, case)
    paper = SimpleUploadedFile("x.exe", b"MZ", "application/pdf")

    answer = client.post(of(case, "berkas/"), {"kunci": uuid4(), "jenis": "bill", "berkas": paper})
    nothing = client.post(of(case, "berkas/"), {"kunci": uuid4(), "jenis": "bill"})

    assert answer.status_code == nothing.status_code == 422


def test_the_month_shows_the_piles_and_sends_what_is_ready(client: Client) -> None:
    ready = prepared()
    back = returned(a_letter(ready.hospital, name="Budi Santoso"))
    bare = a_letter(ready.hospital, name="Dewi Lestari")
    at_work(client, ready)
    home = f"/petugas/klaim/di/{ready.hospital.facility.code}/"

    with clock.fixed(NEXT_DAY):
        assert client.get("/petugas/klaim/").headers["Location"] == home
        page = client.get(home).content.decode()
        said = {"nomor": ready.number, "bulan": "2026-11"}
        answer = client.post(f"{home}kirim/", said, follow=True).content.decode()

    assert "Dikembalikan: perbaiki dulu" in page
    assert "Kirim 1 klaim yang siap" in page
    assert "Siti Aminah" not in page
    assert all(number in page for number in (ready.number, back.number, bare.number))
    assert "1 klaim terkirim" in answer
    assert ready.state == ClaimState.SUBMITTED


def test_a_month_is_read_in_few_statements(client: Client, statements: StatementBudget) -> None:
    first = prepared()
    for name in ("Budi Santoso", "Dewi Lestari", "Putri Santoso"):
        with_paper(a_letter(first.hospital, name=name), ClaimPaperKind.BILL)
    at_work(client, first)

    with clock.fixed(NEXT_DAY), statements.at_most(8):
        client.get(f"/petugas/klaim/di/{first.hospital.facility.code}/")


def test_another_hospital_s_claim_is_not_found(client: Client) -> None:
    case, other = prepared(), make_hospital()
    signed_in_staff(client, (claims_grant(other),))

    assert client.get(of(case)).status_code == 404
    assert client.post(of(case, "kirim/")).status_code == 404
    month = f"/petugas/klaim/di/{case.hospital.facility.code}/"
    assert client.get(month).status_code == 403
    assert client.post(f"{month}kirim/", {"nomor": case.number}).status_code == 403


def test_who_is_no_staff_is_sent_to_the_door(client: Client) -> None:
    for address in ("/petugas/klaim/", "/petugas/verifikasi/"):
        assert client.get(address).status_code == 302


def test_a_refused_claim_is_disputed_once_with_a_reason(client: Client) -> None:
    case = refused()
    at_work(client, case)

    assert "Ada penjamin lain" in client.get(of(case)).content.decode()
    assert client.post(of(case, "sanggah/"), {"kata": ""}).status_code == 422
    assert client.post(of(case, "sanggah/"), {"kata": "Bukan kecelakaan"}).status_code == 303

    assert case.state == ClaimState.DISPUTED


def test_what_nobody_decided_is_taken_back_on_its_page(client: Client) -> None:
    case = sent()
    at_work(client, case)
    assert "Tarik klaim ini" in client.get(of(case)).content.decode()

    assert client.post(of(case, "tarik/")).status_code == 303

    assert case.state == ClaimState.PREPARED
    assert "Tarik klaim ini" not in client.get(of(case)).content.decode()


def test_what_was_decided_is_not_taken_back(client: Client) -> None:
    case = refused()
    at_work(client, case)

    assert client.post(of(case, "tarik/")).status_code == 409

    assert case.state == ClaimState.REFUSED
    assert "Tarik klaim ini" not in client.get(of(case)).content.decode()


def test_the_page_of_a_sheet_knows_who_is_at_work(client: Client) -> None:
    case = a_letter()
    at_work(client, case)

    page = client.get(of(case, "lembar/")).content.decode()

    assert "Ibu Ratna" in page
    assert "data-idle" in page
