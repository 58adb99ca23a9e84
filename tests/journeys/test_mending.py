"""What came back is mended where it was written: by a kader on a phone, at a village's counter."""

import time
from dataclasses import replace
from uuid import uuid4

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.factories.enrolment import DINOYO, agency_officer, candidate, kk_number, make_city
from tests.factories.recovering import a_kader
from tests.factories.uploads import a_photo
from tests.journeys.acting import press
from tests.journeys.conftest import OpenPage
from tests.journeys.looking import faults_of
from tests.journeys.pictures import picture
from titian.enrolment import services as enrolment
from titian.enrolment.models import Application, Step
from titian.enrolment.types import OfficeKind, Verdict
from titian.kernel import clock
from titian.kernel.identifiers import tidy_code
from titian.kernel.scopes import Grant, Scope

_PAPERS = ("kk", "ktp", "statement")
_PATIENCE = 60.0


@pytest.fixture(autouse=True)
def city(committed_db: None) -> None:
    make_city()


def an_unlike_nik() -> str:
    """On the national list, says the sample register: the social office has to look."""
    one = candidate()
    return replace(one, nik=f"{one.nik[:-2]}52").nik


def write(page: Page, nik: str) -> None:
    page.get_by_label("Nama kepala keluarga").fill("Siti Contoh")
    page.get_by_label("Nomor HP keluarga").fill("0812 3450 0021")
    page.get_by_label("Alamat", exact=True).fill("Jalan Contoh 12 RT 1 RW 4")
    page.locator("#id_name_1").fill("Siti Contoh")
    page.locator("#id_nik_1").fill(nik)
    page.locator("#id_birth_1").fill("17-03-1990")


def upload(page: Page, kind: str) -> None:
    box = page.locator(f"#berkas_{kind}")
    photo = FilePayload(name="foto.jpg", mimeType="image/jpeg", buffer=a_photo(600, 400))
    box.locator("input[type=file]").set_input_files(photo)
    box.get_by_role("button", name="Unggah").click()
    expect(page.locator(f"#berkas_{kind}").get_by_text("Lihat berkas").first).to_be_visible()


def sent(page: Page) -> Application:
    for kind in _PAPERS:
        upload(page, kind)
    press(page, "Kirim permohonan")
    expect(page.get_by_text("Kode permohonan", exact=True)).to_be_visible()
    code = tidy_code(page.locator(".status .code").inner_text())
    return Application.objects.get(code=code)


def sent_back(row: Application) -> None:
    """By the social office, once its register has answered."""
    by, until = agency_officer(OfficeKind.SOCIAL), time.monotonic() + _PATIENCE
    step = Step.objects.get(application=row, key="social")
    while step.checks.filter(state="asking").exists() and time.monotonic() < until:
        time.sleep(0.2)
    enrolment.decide(
        step_id=step.pk,
        verdict=Verdict.RETURN,
        reason="paper_unreadable",
        words="Foto KTP terlalu gelap",
        repairs=("ktp",),
        client_key=uuid4(),
        by=by,
        at=clock.now(),
    )


def written_by_a_kader(page: Page) -> Application:
    """For a neighbour, on a phone, until it is sent."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/daftar-kota/")
    page.get_by_label("Peserta baru").check()
    page.get_by_label("Kelurahan di kartu keluarga").select_option(label="Dinoyo")
    page.get_by_label("Saya kader, ini untuk tetangga").check()
    picture(page, "kader", "1-for-a-neighbour")
    press(page, "Lanjut")
    page.get_by_label("Nomor kartu keluarga").fill(kk_number())
    write(page, an_unlike_nik())
    page.get_by_label("Kader", exact=True).check()
    page.get_by_label("Nama yang mengurus").fill("Endang Wahyuni")
    picture(page, "kader", "2-card")
    press(page, "Simpan dan lanjut ke berkas")
    return sent(page)


def came_back(page: Page, row: Application) -> None:
    sent_back(row)
    page.goto(f"/daftar-kota/{row.pk}/")
    expect(page.get_by_text("Perlu diperbaiki")).to_be_visible()
    picture(page, "kader", "3-came-back")


def mended(page: Page, row: Application) -> None:
    upload(page, "ktp")
    press(page, "Kirim perbaikan")
    expect(page.get_by_text("Kode permohonan", exact=True)).to_be_visible()
    picture(page, "kader", "4-mended")
    row.refresh_from_db()
    assert row.state == "verifying"


def test_a_kader_writes_for_a_neighbour_and_mends_what_came_back(as_member: OpenPage) -> None:
    screen = as_member(int(a_kader(clock.now()).subject), "Endang Wahyuni")
    row = written_by_a_kader(screen.page)
    assert (row.channel, row.village_id) == ("kader", DINOYO)

    came_back(screen.page, row)
    assert faults_of(screen) == []
    mended(screen.page, row)
    assert faults_of(screen) == []


def test_a_kader_does_the_same_without_the_script(as_member: OpenPage) -> None:
    kader = int(a_kader(clock.now()).subject)
    page = as_member(kader, "Endang Wahyuni", java_script_enabled=False).page
    row = written_by_a_kader(page)

    came_back(page, row)
    mended(page, row)


def test_a_village_office_mends_what_stands_first_on_its_list(as_staff: OpenPage) -> None:
    screen = as_staff((Grant("village", Scope("region", DINOYO)),))
    page, nik = screen.page, an_unlike_nik()
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/petugas/pendaftaran/baru/")
    page.get_by_label("Peserta baru").check()
    page.get_by_label("Nomor kartu keluarga").fill(kk_number())
    page.get_by_label("NIK semua orang").fill(nik)
    press(page, "Lihat dulu")
    write(page, nik)
    page.get_by_label("Orangnya sendiri").check()
    press(page, "Simpan dan lanjut ke berkas")
    row = sent(page)

    sent_back(row)
    page.goto("/petugas/pendaftaran/")
    picture(page, "counter-mends", "1-first-on-the-list")
    page.get_by_role("link", name=row.code).click()
    expect(page.get_by_text("Foto KTP terlalu gelap")).to_be_visible()
    picture(page, "counter-mends", "2-what-is-wrong")
    upload(page, "ktp")
    press(page, "Kirim perbaikan")

    expect(page.get_by_text("Kode permohonan", exact=True)).to_be_visible()
    row.refresh_from_db()
    assert row.state == "verifying"
    assert faults_of(screen) == []
