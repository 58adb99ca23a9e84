"""Stories of enrolment at a village office and from home, on screens people have."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.factories.enrolment import candidate, kk_number, make_city
from tests.factories.members import make_person
from tests.journeys.acting import press
from tests.journeys.cekat import upload, write_card
from tests.journeys.conftest import OpenPage
from tests.journeys.enrolling import OFFICER
from tests.journeys.looking import Watched, faults_of
from tests.journeys.pictures import picture
from titian.enrolment.models import Application
from titian.kernel.identifiers import tidy_code


@pytest.fixture(autouse=True)
def city(committed_db: None) -> None:
    make_city()


def test_a_new_family_at_pandanwangi_is_looked_up_written_down_and_sent(
    as_staff: OpenPage,
) -> None:
    screen = as_staff(OFFICER)
    page, mother, child = screen.page, candidate(), candidate("Anak")
    page.goto("/petugas/")
    press(page, "Pendaftaran lewat kota")
    picture(page, "enrol-counter", "1-list")
    press(page, "Pendaftaran baru")

    page.get_by_label("Peserta baru").check()
    page.get_by_label("Nomor kartu keluarga").fill(kk_number())
    page.get_by_label("NIK semua orang").fill(f"{mother.nik}\n{child.nik}")
    picture(page, "enrol-counter", "2-look-first")
    press(page, "Lihat dulu")
    expect(page.get_by_text("belum tercatat").first).to_be_visible()
    write_card(page, ("Siti Contoh", "Anak Contoh"))
    page.get_by_label("Orangnya sendiri").check()
    picture(page, "enrol-counter", "3-card")
    press(page, "Simpan dan lanjut ke berkas")

    expect(page.get_by_text("Masih kurang")).to_be_visible()
    picture(page, "enrol-counter", "4-papers")
    for kind in ("kk", "ktp", "statement"):
        upload(page, kind)
    press(page, "Kirim permohonan")

    expect(page.get_by_text("Kode permohonan", exact=True)).to_be_visible()
    expect(page.get_by_text("Yang terjadi berikutnya")).to_be_visible()
    picture(page, "enrol-counter", "5-sent")
    page.set_viewport_size({"width": 360, "height": 740})
    picture(page, "enrol-counter", "6-sent-narrow")
    assert faults_of(screen) == []
    code = tidy_code(page.locator(".status .code").inner_text())
    assert Application.objects.get(code=code).state == "verifying"


def test_a_member_applies_from_home_on_a_phone(as_member: OpenPage) -> None:
    screen = as_member(make_person("Sari Contoh"), "Sari Contoh")
    page, one = screen.page, candidate()
    page.goto("/daftar-kota/")
    picture(page, "enrol-home", "1-what")
    page.get_by_label("Peserta baru").check()
    page.get_by_label("Kelurahan di kartu keluarga").select_option(label="Pandanwangi")
    press(page, "Lanjut")
    page.get_by_label("Nomor kartu keluarga").fill(kk_number())
    write_card(page, ("Sari Contoh",))
    page.locator("#id_nik_1").fill(one.nik)
    page.locator("#id_birth_1").fill("17-03-1990")
    picture(page, "enrol-home", "2-card")
    assert faults_of(screen) == []
    press(page, "Simpan dan lanjut ke berkas")
    picture(page, "enrol-home", "3-papers")
    for kind in ("kk", "ktp", "statement"):
        upload(page, kind)
    press(page, "Kirim permohonan")

    expect(page.get_by_text("Kode permohonan", exact=True)).to_be_visible()
    picture(page, "enrol-home", "4-sent")
    assert faults_of(screen) == []


def test_the_door_of_residents_asks_for_the_phone(phone: Watched) -> None:
    page = phone.page
    page.goto("/daftar-kota/")
    picture(page, "enrol-door", "1-phone")
    page.get_by_label("Nomor HP Anda").fill(f"0812{uuid4().int % 10**8:08}")
    press(page, "Kirim kode")

    expect(page.get_by_label("Kode", exact=True)).to_be_visible()
    picture(page, "enrol-door", "2-code")
