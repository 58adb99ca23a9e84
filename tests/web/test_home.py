"""The first page: a landing for visitors, a home for members and staff."""

import re
from datetime import date

import pytest
from django.test import Client

from tests.conftest import StatementBudget
from tests.factories.accounts import signed_in_member, signed_in_staff
from tests.factories.members import a_couple_and_a_child, make_facility, make_family, new_person
from tests.factories.queue import NOON, make_session
from tests.factories.queue import book as book_place
from titian.kernel import clock
from titian.kernel.scopes import EVERYWHERE, Grant, Scope
from titian.members.types import Change, Happening

pytestmark = pytest.mark.django_db


def test_a_visitor_is_offered_the_ways_in(client: Client) -> None:
    page = client.get("/").content.decode()

    assert 'href="/masuk/"' in page
    assert 'href="/cek-status/"' in page
    assert "data-worker" not in page


def test_a_member_sees_first_whether_they_are_covered(client: Client) -> None:
    (siti,) = make_family(new_person("Siti Aminah"))
    signed_in_member(client, siti, "Siti Aminah")

    with clock.fixed(NOON):
        page = client.get("/").content.decode()

    assert "Selamat siang, Siti" in page
    assert "Aktif" in page
    assert "Jumat 20 Nov" in page
    assert "12.00 WIB" in page


def test_the_head_looks_at_each_of_the_family(client: Client) -> None:
    father, mother, daughter = a_couple_and_a_child()
    signed_in_member(client, father, "Budi Santoso")

    page = client.get("/", {"orang": daughter}).content.decode()

    assert f'href="?orang={mother}"' in page
    assert f'href="?orang={daughter}" aria-current="true"' in page
    assert "Putri Santoso" in page


def test_somebody_elses_number_shows_ones_own_status(client: Client) -> None:
    (siti,) = make_family(new_person("Siti Aminah"))
    (stranger,) = make_family(new_person("Tono Wijaya"))
    signed_in_member(client, siti, "Siti Aminah")

    for asked in (str(stranger), "0", "-1", "kucing", "9" * 200, "%00"):
        page = client.get("/", {"orang": asked}).content.decode()
        assert "Siti Aminah" in page
        assert "Tono" not in page


def test_arrears_say_what_to_do_next(client: Client) -> None:
    fell = Happening(Change.FELL_IN_ARREARS, date(2026, 10, 1))
    (joko,) = make_family(new_person("Joko Susilo", happened=(fell,)), months_in_arrears=3)
    signed_in_member(client, joko, "Joko Susilo")

    page = client.get("/").content.decode()

    assert "Tidak aktif" in page
    assert "Iuran belum lunas (3 bulan)." in page
    assert 'href="/cara/iuran/"' in page


def test_a_booked_place_stands_on_the_home_page(client: Client) -> None:
    (siti,) = make_family(new_person("Siti Aminah"))
    ticket = book_place(siti, make_session(), at=NOON)
    signed_in_member(client, siti, "Siti Aminah")

    with clock.fixed(NOON):
        page = client.get("/").content.decode()

    assert "A-1" in page
    assert f'data-live="/tiket/{ticket.code}/posisi?s=booked-0-1"' in page
    assert f'href="?orang={siti}">Muat ulang' in page
    assert "Pesan lagi?" not in page


def test_the_home_page_asks_the_database_little(
    client: Client, statements: "type[StatementBudget]"
) -> None:
    father, _, _ = a_couple_and_a_child()
    signed_in_member(client, father, "Budi Santoso")
    client.get("/")  # what is told to many is read once a minute, not for each home

    with statements.at_most(9):
        assert client.get("/").status_code == 200


def test_staff_find_the_doors_their_roles_open(client: Client) -> None:
    facility = make_facility("Puskesmas Dinoyo")
    grant = Grant("desk", Scope("facility", facility.code))
    signed_in_staff(client, (grant,), display_name="Ratih")

    answer = client.get("/", follow=True)

    assert answer.redirect_chain == [("/petugas/", 302)]
    assert "Ratih" in answer.content.decode()
    assert 'href="/petugas/kode/"' in answer.content.decode()


SERVING = {
    "/petugas/peserta/",
    "/petugas/kode/",
    "/petugas/ganti-nomor/",
    "/petugas/bantuan/",
    "/petugas/izin-riwayat/",
}


RUNNING = {
    "/petugas/laporan/",
    "/petugas/pojok/catatan/",
    "/petugas/angka/",
    "/petugas/gangguan/",
    "/petugas/keluhan-angka/",
    "/petugas/bank/",
    "/petugas/antrean-rs/",
}

DECIDING = {
    "/petugas/laporan/",
    "/petugas/pojok/catatan/",
    "/petugas/jemput-bola/",
    "/petugas/angka/",
    "/petugas/keluhan/",
    "/petugas/gangguan/",
    "/petugas/keluhan-angka/",
    "/petugas/percakapan/",
    "/petugas/verifikasi/",
    "/petugas/persetujuan/",
    "/petugas/kecelakaan/",
    "/petugas/bank/",
    "/petugas/cicilan/",
    "/petugas/data/",
    "/petugas/kader/",
    "/petugas/antrean-rs/",
}

BRINGING = {"/petugas/data-masuk/", "/petugas/faskes/"}

WATCHING = {
    "/petugas/keluhan/",
    "/petugas/gangguan/",
    "/petugas/keluhan-angka/",
    "/petugas/keluhan-jawaban/",
    "/petugas/keluhan-templat/",
}

CARING = {"/petugas/kunjungan/", "/petugas/rujukan/", "/petugas/prolanis/di/{}/"}


@pytest.mark.parametrize(
    "role, doors",
    [
        (
            "desk",
            {
                "/loket/di/{}/",
                "/petugas/pojok/",
                "/petugas/kendala/{}/",
                "/papan/{}/",
                *SERVING,
                *CARING,
            },
        ),
        ("doctor", {"/petugas/peserta/", *CARING}),
        (
            "manager",
            {
                *BRINGING,
                "/petugas/jadwal/",
                "/petugas/usulan-jadwal/",
                "/petugas/klaim/",
                "/petugas/keluhan/",
                "/petugas/keluhan-angka/",
                "/petugas/orang/",
            },
        ),
        ("admin", {"/petugas/orang/"}),
        ("claims", {"/petugas/klaim/"}),
        ("branch", {"/petugas/perubahan/", *DECIDING, *SERVING}),
        ("operator", {"/petugas/orang/", "/petugas/ruang-tunggu/", *RUNNING, *BRINGING}),
        ("branch_head", WATCHING),
        ("regional", WATCHING),
        ("head_office", WATCHING),
        ("editor", {"/petugas/pengumuman/", "/petugas/pekan/"}),
    ],
)
def test_staff_see_the_doors_of_their_role_and_each_one_opens(
    client: Client, role: str, doors: set[str]
) -> None:
    facility = make_facility("Puskesmas Dinoyo")
    signed_in_staff(client, (Grant(role, Scope("facility", facility.code)),))

    page = client.get("/petugas/").content.decode()
    (listed,) = re.findall(r'<ul class="links">.*?</ul>', page)
    seen = re.findall(r'href="([^"]+)"', listed)

    assert set(seen) == {door.format(facility.code) for door in doors}
    assert {client.get(door, follow=True).status_code for door in seen} == {200}


def test_who_keeps_the_counters_of_all_places_finds_them_too(client: Client) -> None:
    signed_in_staff(client, (Grant("desk", Scope(EVERYWHERE)),))

    page = client.get("/petugas/").content.decode()

    assert 'href="/loket/"' in page
    assert "/papan/" not in page


def test_a_member_is_not_let_into_the_staff_home(client: Client) -> None:
    (siti,) = make_family(new_person("Siti Aminah"))
    signed_in_member(client, siti, "Siti Aminah")

    answer = client.get("/petugas/")

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/petugas/masuk/")
