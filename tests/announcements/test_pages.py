"""At the pages: read without signing in, by region; written at a desk; nothing typed is run."""

import re
from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import signed_in_member, signed_in_staff
from tests.factories.announcements import (
    JAYAPURA,
    MALANG,
    NOW,
    announced,
    editor,
    proposed,
    words,
)
from tests.factories.members import at_facility, make_facility, make_family, new_person
from titian.announcements import selectors as announcements_read
from titian.announcements.models import Announcement, Reader
from titian.announcements.types import Kind, State, Text
from titian.kernel import clock
from titian.kernel.scopes import EVERYWHERE, REGION, Grant, Scope
from titian.members.types import Segment

pytestmark = pytest.mark.django_db
EDITS = (Grant("editor", Scope(REGION, MALANG)),)


@pytest.fixture(autouse=True)
def a_monday() -> Iterator[None]:
    with clock.fixed(NOW):
        yield


def read(client: Client, address: str, **asked: str) -> str:
    return client.get(address, asked).content.decode()


def somebody_in_malang(segment: Segment = Segment.PBI_JK) -> int:
    clinic = make_facility("Puskesmas Dinoyo", MALANG)
    return make_family(at_facility(new_person("Siti Aminah", segment=segment), clinic))[0]


def test_a_visitor_reads_what_is_open_of_the_region_they_choose(client: Client) -> None:
    here = announced(words(MALANG, title="Loket pindah"))
    there = announced(words(JAYAPURA, title="Loket Jayapura"))
    inside = announced(words(MALANG, title="Hanya peserta", is_public=False))

    page = read(client, "/pengumuman/", daerah=MALANG)

    assert "Loket pindah" in page
    assert "Kota Malang" in page
    assert "Loket Jayapura" not in page
    assert "Hanya peserta" not in page
    assert "Loket pindah" in read(client, f"/pengumuman/{here.pk}/")
    assert "Loket Jayapura" in read(client, f"/pengumuman/{there.pk}/")
    assert client.get(f"/pengumuman/{inside.pk}/").status_code == 404


def test_a_region_is_found_by_its_name(client: Client) -> None:
    assert 'href="?daerah=35.73"' in read(client, "/pengumuman/", cari="kota malang")


@pytest.mark.parametrize(
    "asked", ["", "0", "99.99", "kucing", "35.73'--", "\0", "9" * 300, "..", "35.73\n", "🐈"]
)
@pytest.mark.parametrize("address", ["/pengumuman/", "/pekan-ini/"])
def test_anything_may_be_asked(client: Client, address: str, asked: str) -> None:
    assert client.get(address, {"daerah": asked, "cari": asked}).status_code == 200


def test_a_member_reads_what_is_for_them_and_for_nobody_else(client: Client) -> None:
    announced(words(MALANG, title="Untuk PBI", segments=("PBI_JK",), is_public=False))
    announced(words(MALANG, title="Untuk karyawan", segments=("PPU_BU",), is_public=False))
    signed_in_member(client, somebody_in_malang(), "Siti Aminah")

    page = read(client, "/pengumuman/")

    assert "Untuk PBI" in page
    assert "Untuk karyawan" not in page


def test_the_home_has_one_line_at_most_of_what_matters_most(client: Client) -> None:
    announced(words(MALANG, title="Info biasa"))
    announced(words("35", title="Sistem mati malam ini", kind=Kind.DISRUPTION))
    signed_in_member(client, somebody_in_malang(), "Siti Aminah")

    page = read(client, "/")

    assert "Sistem mati malam ini" in page
    assert "Info biasa" not in page


def test_the_home_asks_nothing_more_for_its_line(client: Client) -> None:
    announced(words(MALANG))
    signed_in_member(client, somebody_in_malang(), "Siti Aminah")
    read(client, "/")

    with CaptureQueriesContext(connection) as asked:
        assert "Loket Dinoyo buka lebih pagi" in read(client, "/")

    assert not [one for one in asked if "announcement" in one["sql"]]


def test_it_is_gone_at_its_very_minute_in_the_zone_of_the_region(client: Client) -> None:
    midnight = NOW.replace(hour=15, minute=0)  # 00.00 of the next day in Jayapura
    row = announced(words(JAYAPURA, ends_at=midnight))

    page = read(client, f"/pengumuman/{row.pk}/")
    assert "24 November 2026, 00.00 WIT" in page
    for at, status in ((midnight - timedelta(seconds=1), 200), (midnight, 404)):
        with clock.fixed(at):
            assert client.get(f"/pengumuman/{row.pk}/").status_code == status
            shown = client.get("/pengumuman/", {"daerah": JAYAPURA}).content.decode()
            assert ("Loket Dinoyo" in shown) is (status == 200)


def test_english_is_read_where_there_is_english(client: Client) -> None:
    row = announced(words(MALANG, english=Text("The desk opens earlier", "From 7 a.m.")))
    client.cookies["titian_bahasa"] = "en"
    client.post("/bahasa/", {"bahasa": "en", "lanjut": "/"})

    assert "The desk opens earlier" in read(client, f"/pengumuman/{row.pk}/")


def test_readers_are_counted_once_each_and_not_named(client: Client) -> None:
    row = announced(words(MALANG))
    siti, address = somebody_in_malang(), f"/pengumuman/{row.pk}/"
    read(client, address)
    signed_in_member(client, siti, "Siti Aminah")
    for _ in range(3):
        read(client, address)

    (reader,) = Reader.objects.filter(announcement=row)
    assert str(siti).encode() not in bytes(reader.mark)
    view = announcements_read.announcement_for_editing(row.pk, viewer=editor(MALANG))
    assert view.readers == 1


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>[x](javascript:alert(1))**b**"


def test_nothing_typed_is_run(client: Client) -> None:
    row = announced(words(MALANG, title=HOSTILE[:110], body=f"{HOSTILE}\n\n- {HOSTILE}"))
    signed_in_staff(client, (Grant("editor", Scope(EVERYWHERE)),), display_name="Editor")

    for address in (
        f"/pengumuman/{row.pk}/",
        f"/pengumuman/?daerah={MALANG}",
        "/petugas/pengumuman/",
        f"/petugas/pengumuman/{row.pk}/",
    ):
        page = read(client, address)
        assert "alert(1)" in page
        assert "<script>alert" not in page
        assert "<img" not in page
        assert 'href="javascript' not in page


def form(**other: object) -> dict[str, object]:
    return {
        "kunci": str(uuid4()),
        "dilihat": 0,
        "kind": "info",
        "title": "Libur bersama",
        "body": "Loket tutup Jumat.",
        "regions": "Kota Malang, 35.73.01",
        "segments": ["PBI_JK"],
        "starts_at": "23-11-2026 07.30",
        "ends_at": "30-11-2026 15:00",
        "is_public": "on",
        **other,
    }


def test_an_editor_writes_and_sees_what_people_will_see(client: Client) -> None:
    signed_in_staff(client, EDITS, display_name="Editor")

    page = client.post("/petugas/pengumuman/baru/", form(), follow=True).content.decode()

    row = Announcement.objects.get(title="Libur bersama")
    assert row.regions == [MALANG, "35.73.01"]
    assert f"{row.starts_at:%H:%M}" == "00:30"  # 07.30 in Malang
    assert "Beginilah warga membacanya" in page
    assert "Blimbing" in page
    assert client.get("/petugas/pengumuman/").status_code == 200
    assert client.get(f"/petugas/pengumuman/{row.pk}/ubah/").status_code == 200


def test_two_editors_bring_it_out(client: Client) -> None:
    row = proposed(by=editor(MALANG))
    signed_in_staff(client, EDITS, display_name="Penyetuju")
    address = f"/petugas/pengumuman/{row.pk}/"
    step = {"kunci": str(uuid4()), "dilihat": row.version, "langkah": "approve"}

    assert client.post(address, step).status_code == 303
    assert client.post(address, step).status_code == 303

    row.refresh_from_db()
    assert row.state == State.APPROVED


@pytest.mark.parametrize(
    "wrong, said",
    [
        ({"title": ""}, "Isi bagian ini"),
        ({"title": "a" * 121}, "Terlalu panjang"),
        ({"body": "NIK 3573001234567890"}, "16 angka"),
        ({"regions": "Antah Berantah Xyzzy"}, "tidak ditemukan"),
        ({"regions": ",".join(["35"] * 50)}, "Terlalu banyak"),
        ({"regions": "Jayapura"}, "bukan wilayah Anda"),
        ({"regions": ""}, "penulis nasional"),
        ({"ends_at": "22-11-2026 07.30"}, "sesudah mulai"),
        ({"ends_at": "besok"}, "Tulis seperti"),
        ({"kind": "gosip"}, "Pilih salah satu"),
        ({"title_en": "Only"}, "kosongkan keduanya"),
        ({"segments": ["ALIEN"]}, "ALIEN"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    client: Client, wrong: dict[str, object], said: str
) -> None:
    signed_in_staff(client, EDITS, display_name="Editor")

    answer = client.post("/petugas/pengumuman/baru/", form(**wrong))

    page = answer.content.decode()
    assert answer.status_code in (403, 422)
    assert said in page
    assert "Loket tutup Jumat." in page or "body" in wrong
    assert not Announcement.objects.filter(body="Loket tutup Jumat.").exists()


def test_a_refused_step_says_why_with_a_receipt(client: Client) -> None:
    row = proposed(by=editor(MALANG))
    signed_in_staff(client, EDITS, display_name="Penyetuju")
    step = {"kunci": str(uuid4()), "dilihat": row.version, "langkah": "withdraw", "alasan": ""}

    answer = client.post(f"/petugas/pengumuman/{row.pk}/", step)

    assert answer.status_code == 422
    assert "Tulis alasannya dulu" in answer.content.decode()
    assert re.search(r"Kode kendala <b>[0-9A-Z-]{6,}", answer.content.decode())


@pytest.mark.parametrize("address", ["", "baru/", "1/", "1/ubah/"])
def test_who_is_no_editor_does_not_get_in(client: Client, address: str) -> None:
    signed_in_staff(client, (Grant("desk", Scope(REGION, MALANG)),), display_name="Loket")

    answer = client.get(f"/petugas/pengumuman/{address}")
    posted = client.post(f"/petugas/pengumuman/{address}", form())

    assert answer.status_code in (200, 403)
    assert posted.status_code in (403, 405, 422)
    assert not Announcement.objects.filter(title="Libur bersama").exists()
