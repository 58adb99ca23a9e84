"""The branch at its pages: takes a claim, decides it, is told what lacks, pays."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.test import Client

from tests.conftest import StatementBudget
from tests.factories.accounts import signed_in_staff
from tests.factories.claims import (
    NEXT_DAY,
    Case,
    approved,
    branch_officer,
    checked,
    claims_grant,
    disputed,
    prepared,
    sent,
)
from tests.factories.queue import MORNING
from titian.claims import services as claims
from titian.claims.types import ClaimState
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


def test_an_officer_takes_the_next_claim_and_decides_it(client: Client) -> None:
    case = sent()
    signed_in_staff(client, BRANCH)

    with clock.fixed(NEXT_DAY):
        assert case.number in client.get("/petugas/verifikasi/").content.decode()
        taken = client.post("/petugas/verifikasi/berikutnya/").headers["Location"]
        assert taken.startswith("/petugas/verifikasi/")
        page = client.get(at_branch(case)).content.decode()
        assert "Berkas lengkap, mulai periksa" in page
        key = {"kunci": uuid4()}
        assert client.post(at_branch(case), {**key, "putusan": "complete"}).status_code == 303
        said = {"kunci": uuid4(), "putusan": "approve", "jumlah": "750.000"}
        assert client.post(at_branch(case), said).status_code == 303

    assert (case.state, case.row.approved) == (ClaimState.APPROVED, 750_000)


@pytest.mark.parametrize(
    "said, status",
    [
        ({"putusan": "approve"}, 422),
        ({"putusan": "approve", "jumlah": "900.000"}, 422),
        ({"putusan": "refuse"}, 422),
        ({"putusan": "send_back", "alasan": "paper_missing"}, 422),
        ({"putusan": "complete"}, 409),
        ({"putusan": "jangan"}, 422),
    ],
)
def test_a_verdict_that_lacks_something_says_so(
    client: Client, said: dict[str, str], status: int
) -> None:
    case = checked()
    signed_in_staff(client, BRANCH)

    answer = client.post(at_branch(case), {"kunci": uuid4(), **said})

    assert answer.status_code == status
    assert case.state == ClaimState.CHECKING


def test_it_is_sent_back_from_the_page_with_what_is_missing(client: Client) -> None:
    case = checked()
    signed_in_staff(client, BRANCH)
    said = {"putusan": "send_back", "alasan": "paper_missing", "kurang": ["result"], "kata": "Lab"}

    assert client.post(at_branch(case), {"kunci": uuid4(), **said}).status_code == 303

    assert case.state == ClaimState.RETURNED
    at_work(client, case)
    page = client.get(of(case)).content.decode()
    assert "hasil laboratorium" in page
    assert "Lab" in page


def test_a_dispute_is_settled_on_the_page_by_another(client: Client) -> None:
    case = disputed()
    signed_in_staff(client, BRANCH)

    refusing = {"kunci": uuid4(), "putusan": "uphold"}
    assert client.post(at_branch(case), refusing).status_code == 422
    said = {"kunci": uuid4(), "putusan": "grant", "jumlah": "700000"}
    assert client.post(at_branch(case), said).status_code == 303

    assert case.state == ClaimState.APPROVED


def test_who_sent_it_is_told_why_it_cannot_be_decided(client: Client) -> None:
    case = prepared()
    staff = signed_in_staff(client, (claims_grant(case.hospital), *BRANCH))
    claims.submit(letter_number=case.number, by=staff, at=MORNING)

    page = client.get(at_branch(case)).content.decode()

    assert "Petugas lain yang memeriksanya" in page
    assert "Berkas lengkap, mulai periksa" not in page


def test_approved_claims_are_paid_by_one_transfer(client: Client) -> None:
    case = approved()
    signed_in_staff(client, BRANCH)
    assert "Menunggu dibayar" in client.get("/petugas/verifikasi/").content.decode()

    without = client.post("/petugas/verifikasi/bayar/", {"nomor": case.number})
    assert without.status_code == 422
    said = {"nomor": case.number, "acuan": "TRF-77"}
    assert client.post("/petugas/verifikasi/bayar/", said).status_code == 303

    assert case.state == ClaimState.PAID


def test_a_case_laid_back_is_taken_by_the_next(client: Client) -> None:
    case = sent()
    staff = signed_in_staff(client, BRANCH)
    row = case.row
    row.held_by, row.held_at = staff.ref, clock.now()
    row.save()

    assert "Lanjutkan klaim Anda" in client.get("/petugas/verifikasi/").content.decode()
    assert client.post(at_branch(case, "kembalikan/")).status_code == 303

    assert case.row.held_by == ""


def test_the_work_list_is_read_in_few_statements(
    client: Client, statements: StatementBudget
) -> None:
    for _ in range(3):
        sent()
    approved()
    signed_in_staff(client, BRANCH)

    with clock.fixed(NEXT_DAY), statements.at_most(8):
        client.get("/petugas/verifikasi/")


def test_a_case_is_read_in_few_statements(client: Client, statements: StatementBudget) -> None:
    case = sent()
    signed_in_staff(client, BRANCH)
    assert branch_officer().ref

    with clock.fixed(NEXT_DAY), statements.at_most(10):
        client.get(at_branch(case))
