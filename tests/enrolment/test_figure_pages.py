"""Open figures for everybody, and those of staff for who works on them."""

import csv
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO

import pytest
from django.test import Client

from tests.factories.accounts import signed_in_staff
from tests.factories.enrolment import CITY, DINOYO, make_city
from tests.factories.figures import MONDAY, decided, ended, returned, sent
from titian.kernel import clock
from titian.kernel.scopes import Grant, Scope

pytestmark = pytest.mark.django_db
OPEN = f"/kota/{CITY}/angka/"
STAFF = "/petugas/angka/"


@pytest.fixture(autouse=True)
def march() -> Iterator[None]:
    make_city()
    with clock.fixed(MONDAY + timedelta(days=1)):
        yield


def read(address: str, client: Client | None = None) -> str:
    answer = (client or Client()).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_everybody_reads_how_long_it_takes_and_as_of_when() -> None:
    returned(decided(ended(sent(6)), "population"))

    page = read(OPEN)

    for words in (
        "Setengahnya aktif dalam 2 jam kerja",
        "dikirim pada Maret 2025, dilihat 11 Maret 2025",
        "Dikembalikan untuk diperbaiki",
        "Kelompok di bawah 5 orang",
    ):
        assert words in page


def test_the_table_has_the_same_numbers_and_nobody_of_a_small_group() -> None:
    ended(sent(8))
    ended(sent(2, village=DINOYO))

    lines = list(csv.DictReader(StringIO(read(f"/kota/{CITY}/angka.csv"))))

    assert [(one["kelompok"], one["orang"]) for one in lines] == [
        *(("kota", "10"), ("permohonan", "10"), ("kelurahan", "10")),
    ]
    assert lines[0]["setengahnya_menit"] == "120"
    assert DINOYO not in {one["kode"] for one in lines}


def test_a_month_without_anybody_says_so() -> None:
    assert "terlalu sedikit permohonan" in read(f"{OPEN}?bulan=2024-12")


def test_a_city_that_is_not_there_has_no_figures() -> None:
    assert Client().get("/kota/99.99/angka/").status_code == 404


def test_the_checklist_says_how_long_it_took_last_month() -> None:
    for _ in range(5):
        ended(sent())

    with clock.fixed(MONDAY + timedelta(days=30)):
        assert "Bulan lalu setengahnya aktif dalam 2 jam kerja" in read(f"/kota/{CITY}/new/")


@pytest.mark.parametrize(
    "grant",
    [
        Grant("agency", Scope("office", f"{CITY}/labour")),
        Grant("signer", Scope("office", f"{CITY}/health")),
        Grant("procedure", Scope("region", CITY)),
        Grant("branch", Scope("region", CITY)),
    ],
)
def test_who_works_on_it_sees_each_office_and_what_lies_there_now(
    client: Client, grant: Grant
) -> None:
    decided(sent(2), "population")
    signed_in_staff(client, (grant,))

    page = read(STAFF, client)

    assert "Sekarang di tiap kantor" in page
    assert "Tiap kantor dan langkah" in page
    assert "Peserta baru" in page


def test_who_has_no_part_in_it_sees_no_figures_of_staff(client: Client) -> None:
    signed_in_staff(client, (Grant("agency", Scope("office", "35.77/labour")),))

    assert client.get(f"{STAFF}?kota={CITY}").status_code == 403
    assert "Tidak ada kota yang Anda layani" in read(STAFF, client)
    assert Client().get(STAFF).status_code == 302
