"""Pages of requests to change, as a browser asks for them: what is possible, and what is sent."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from tests.conftest import StatementBudget
from tests.factories.accounts import signed_in_member
from tests.factories.changing import MARRIED, a_couple, a_paper, married
from tests.factories.members import (
    NOON,
    TODAY,
    a_couple_and_a_child,
    at_facility,
    make_facility,
    make_family,
    make_person,
    new_person,
)
from tests.factories.requests import code_of
from tests.factories.uploads import a_photo
from titian.facilities import selectors as facilities_read
from titian.kernel import clock
from titian.members.models import ChangeRequest, Person
from titian.members.types import Change, Happening, Relation, RequestStep, Segment, Sex, WardClass

# Receipts of refusals are written in a transaction of their own: nothing here is rolled back.
pytestmark = [pytest.mark.usefixtures("committed_db"), pytest.mark.slow]


def test_the_list_says_what_is_possible_why_not_until_when_and_the_way_round(
    client: Client, statements: type[StatementBudget]
) -> None:
    place = make_facility()
    (pk,) = make_family(at_facility(new_person("Siti Aminah"), place))
    signed_in_member(client, pk)

    with clock.fixed(NOON), statements.at_most(12):
        page = client.get("/ubah/").content.decode()

    assert "Nama atau data diri" in page
    assert "Pindah ke mana?" in page
    assert place.name in page
    possible, blocked = page.split("Belum bisa sekarang")
    assert "Kelas rawat inap" in blocked
    assert "diatur oleh pemerintah" in blocked
    assert "Kelas rawat inap" not in possible
    assert "style=" not in page


def test_a_stranger_sees_nothing_of_another_familys_changes(client: Client) -> None:
    stranger = make_person("Orang Lain")
    signed_in_member(client, make_person())

    assert client.get(f"/ubah/?orang={stranger}").status_code == 404
    assert client.get(f"/ubah/nama/?orang={stranger}&alasan=nik").status_code == 404
    assert client.get("/ubah/permintaan/999999999/").status_code == 404
    assert client.get("/ubah/apa-saja/").status_code == 404


def test_nobody_changes_anything_without_signing_in(client: Client) -> None:
    answer = client.get("/ubah/nama/")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/masuk/")


def test_the_reason_comes_first_and_decides_what_is_asked(client: Client) -> None:
    signed_in_member(client, make_person())

    first = client.get("/ubah/nama/").content.decode()
    form = client.get(MARRIED).content.decode()

    assert "Mengapa berubah?" in first
    assert "<form method" not in first.split("<main")[1].split("</main")[0]
    assert "Buku nikah" in form
    assert 'value="Siti Aminah"' in form
    assert 'name="nik"' not in form


def test_a_new_name_goes_to_an_officer_with_its_papers_and_a_clock(client: Client) -> None:
    pk = a_couple().wife
    signed_in_member(client, pk)

    answer = client.post(MARRIED, married(), follow=True)
    page = answer.content.decode()

    assert answer.redirect_chain[-1][1] == 303
    assert "Menunggu petugas" in page
    assert "Dijawab paling lambat" in page
    assert "Siti Aminah Prasetyo" in page
    assert page.count("Lihat berkas") == 3
    assert "Tarik permintaan ini" in page
    assert Person.objects.get(pk=pk).full_name == "Siti Aminah"


def test_pressing_twice_is_one_request(client: Client) -> None:
    pk = make_person()
    signed_in_member(client, pk)
    key = uuid4()

    first = client.post(MARRIED, married(kunci=key))
    again = client.post(MARRIED, married(kunci=key))

    assert first["Location"] == again["Location"]
    assert ChangeRequest.objects.filter(person=pk).count() == 1


def test_a_wrong_field_loses_no_paper(client: Client) -> None:
    pk = make_person()
    signed_in_member(client, pk)

    wrong = client.post(MARRIED, married(full_name=""))
    page = wrong.content.decode()
    kept = dict(re.findall(r'name="(terima_\w+)" value="([^"]+)"', page))
    mended = client.post(MARRIED, {"kunci": uuid4(), "full_name": "Siti Aminah Prasetyo", **kept})

    assert wrong.status_code == 422
    assert "Berkas ini sudah diterima" in page
    assert set(kept) == {"terima_ktp", "terima_kk", "terima_marriage"}
    assert mended.status_code == 303
    assert ChangeRequest.objects.get(person=pk).papers.count() == 3


def test_a_paper_someone_else_sent_is_not_taken_for_mine(client: Client) -> None:
    signed_in_member(client, make_person())
    page = client.post(MARRIED, married(full_name="")).content.decode()
    kept = dict(re.findall(r'name="(terima_\w+)" value="([^"]+)"', page))
    thief = make_person("Orang Lain")
    signed_in_member(client, thief)

    answer = client.post(MARRIED, {"kunci": uuid4(), "full_name": "Nama Baru", **kept})

    assert answer.status_code == 422
    assert not ChangeRequest.objects.filter(person=thief).exists()


@pytest.mark.parametrize(
    "body, said",
    [
        (b"MZ\x90 bukan foto", "bukan foto (JPG atau PNG)"),
        (a_photo()[:-100], "rusak"),
        (b"%PDF-1.7" + b"0" * (5 * 2**20), "lebih dari 5 MB"),
    ],
)
def test_what_is_no_paper_is_said_beside_it(client: Client, body: bytes, said: str) -> None:
    signed_in_member(client, make_person())

    answer = client.post(MARRIED, married(berkas_ktp=a_paper(body, "ktp.jpg")))

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_baby_without_a_name_is_registered_at_once(client: Client) -> None:
    father, mother = make_family(
        new_person("Budi Santoso", sex=Sex.MALE, segment=Segment.PPU_BU),
        new_person("Dewi Lestari", relation=Relation.SPOUSE, segment=Segment.PPU_BU),
    )
    signed_in_member(client, father)
    born = clock.today() - timedelta(days=3)

    form = client.get("/ubah/bayi/").content.decode()
    sent = {"kunci": uuid4(), "birth_date": f"{born:%d-%m-%Y}", "sex": "P"}
    answer = client.post(f"/ubah/bayi/?orang={mother}", {**sent, "berkas_birth": a_paper()})
    page = client.get(answer["Location"]).content.decode()

    assert "Dewi Lestari" in form
    assert answer.status_code == 303
    assert "Selesai" in page
    baby = Person.objects.get(family__head=father, birth_date=born)
    assert baby.full_name == "Bayi Ny. Dewi Lestari"
    assert baby.status == "AKTIF"
    assert f'href="/kartu/{baby.pk}/"' in page
    assert "Lihat kartu bayi" in page
    assert "Kartu bayi sudah jadi dan sudah aktif." in page


def test_a_baby_born_too_long_ago_is_refused_with_what_to_do(client: Client) -> None:
    mother = make_person()
    signed_in_member(client, mother)
    born = clock.today() - timedelta(days=29)

    sent = {"kunci": uuid4(), "birth_date": f"{born:%d-%m-%Y}", "sex": "P"}
    answer = client.post("/ubah/bayi/", {**sent, "berkas_birth": a_paper()})

    assert answer.status_code == 409
    assert "lebih dari 28 hari" in answer.content.decode()
    assert f'value="{born:%d-%m-%Y}"' in answer.content.decode()


def test_another_clinic_is_one_press_after_the_search(client: Client) -> None:
    here, there = make_facility(), facilities_read.find_facilities("puskesmas dinoyo")[0]
    (pk,) = make_family(at_facility(new_person(), here))
    signed_in_member(client, pk)

    page = client.get("/ubah/faskes/?cari=puskesmas+dinoyo").content.decode()
    answer = client.post("/ubah/faskes/", {"kunci": uuid4(), "facility": there.code}, follow=True)
    told = answer.content.decode()

    assert f'value="{there.code}"' in page
    assert there.name in told
    assert "Disetujui" in told
    assert "Bisa dibatalkan sampai" in told
    undone = client.post(answer.redirect_chain[-1][0], {"batal": "1"}, follow=True).content.decode()
    assert "Dibatalkan" in undone
    assert Person.objects.get(pk=pk).facility_id == here.pk


def test_choosing_nothing_says_so(client: Client) -> None:
    (pk,) = make_family(at_facility(new_person(), make_facility()))
    signed_in_member(client, pk)

    answer = client.post("/ubah/faskes/", {"kunci": uuid4()})

    assert answer.status_code == 422


def test_a_new_number_waits_and_can_be_undone_and_the_old_one_is_masked(client: Client) -> None:
    pk = a_couple().wife  # whose news come by WhatsApp already
    signed_in_member(client, pk)

    sent = {"kunci": uuid4(), "channel": "whatsapp", "phone": "0812 0000 7712"}
    asked = client.post("/ubah/telepon/", sent, follow=True).content.decode()
    code = code_of(ChangeRequest.objects.get(person=pk).pk)
    where = f"/ubah/permintaan/{ChangeRequest.objects.get(person=pk).pk}/"
    wrong = client.post(where, {"code": "000000" if code != "000000" else "111111"})
    page = client.post(where, {"code": code}, follow=True).content.decode()

    assert "Kode dikirim ke alamat baru" in asked
    assert 'name="code"' in asked
    assert wrong.status_code == 422
    assert "Bisa dibatalkan sampai" in page
    assert "Buktikan ini saya" not in page  # only a passkey shortens the wait
    assert ChangeRequest.objects.get(person=pk).step == RequestStep.SET


def test_an_adult_of_the_family_changes_their_own_number_only(client: Client) -> None:
    father, mother, _child = a_couple_and_a_child()
    signed_in_member(client, father)

    page = client.get(f"/ubah/telepon/?orang={mother}").content.decode()

    assert "orangnya sendiri" in page
    assert 'name="phone"' not in page


def test_a_class_is_not_changed_twice_in_a_year_and_the_page_says_until_when(
    client: Client,
) -> None:
    changed = Happening(Change.JOINED_SEGMENT, date(2026, 6, 1), Segment.PBPU, WardClass.SECOND)
    pk = make_person("Siti Aminah", changed)
    signed_in_member(client, pk)

    with clock.fixed(NOON):
        page = client.get("/ubah/kelas/").content.decode()

    assert date(2027, 6, 1) > TODAY
    assert "1 Juni 2027" in page
    assert 'name="ward_class"' not in page


def test_a_code_that_did_not_come_is_sent_again(client: Client) -> None:
    pk = make_person()
    signed_in_member(client, pk)
    client.post("/ubah/email/", {"kunci": uuid4(), "email": "baru@contoh.test"})
    row = ChangeRequest.objects.get(person=pk)

    client.post(f"/ubah/permintaan/{row.pk}/", {"ulang": "1"})
    page = client.post(f"/ubah/permintaan/{row.pk}/", {"code": code_of(row.pk)}, follow=True)

    row.refresh_from_db()
    assert row.codes_sent == 2
    assert "Disetujui" in page.content.decode()
