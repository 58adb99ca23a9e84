"""Data are changed from home: a newborn, a new name, another clinic; an officer decides fast."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from tests.factories.accounts import COOKIE, SETUP
from tests.factories.changing import NEW_NAME, Couple, a_couple, asks_for_a_new_name
from tests.factories.requests import code_of
from tests.factories.uploads import a_photo
from tests.journeys.acting import press, screens, tab_to
from tests.journeys.conftest import OpenPage
from tests.journeys.looking import faults_of, keep_cookie, weighed
from tests.journeys.pictures import picture
from tests.journeys.serving import Server
from tests.journeys.test_front_door import a_phone_with_a_fingerprint
from titian.accounts import services as accounts
from titian.accounts.models import Passkey
from titian.kernel import clock
from titian.members.models import ChangeRequest, Person

PATIENCE = 40_000  # each paper is written anew by a process of its own
QUIET = "13.71"  # a city where no other test has anybody wait


@pytest.fixture
def couple(committed_db: None) -> Couple:
    return a_couple(QUIET)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """As a telephone takes it: bigger than the page, and a picture by its content."""
    taken = tmp_path / "IMG_0001.jpg"
    taken.write_bytes(a_photo(1600, 1200))
    return taken


def sends_a_new_name(page: Page, photo: Path) -> None:
    page.set_default_timeout(PATIENCE)
    page.get_by_label("Nama lengkap yang benar").fill(NEW_NAME)
    for paper in ("ktp", "kk", "marriage"):
        page.locator(f"[name=berkas_{paper}]").set_input_files(photo)
    press(page, "Kirim permintaan")


def test_a_workers_newborn_has_a_card_before_the_parents_are_home(
    as_member: OpenPage, couple: Couple, photo: Path
) -> None:
    phone = as_member(couple.husband, "Budi Prasetyo")
    page, born = phone.page, clock.today() - timedelta(days=3)
    page.set_default_timeout(PATIENCE)

    page.goto("/")
    press(page, "Ubah data")
    picture(page, "newborn", "1-choosing")
    press(page, "Daftarkan bayi baru lahir")
    picture(page, "newborn", "2-parent")
    press(page, "Siti Aminah")
    page.get_by_label("Tanggal lahir").fill(f"{born:%d-%m-%Y}")
    page.get_by_label("Perempuan").check()
    page.locator("[name=berkas_birth]").set_input_files(photo)
    picture(page, "newborn", "3-form")
    press(page, "Kirim permintaan")

    expect(page.get_by_text("Selesai", exact=True)).to_be_visible()
    picture(page, "newborn", "4-done")
    assert faults_of(phone) == []
    press(page, "Lihat kartu bayi")
    expect(page.get_by_text("Bayi Ny. Siti Aminah").first).to_be_visible()
    expect(page.locator(".status strong")).to_have_text("Aktif")
    picture(page, "newborn", "5-card")


def test_a_new_name_after_the_wedding_is_sent_checked_by_keyboard_and_on_the_card(
    as_member: OpenPage, as_staff: OpenPage, photo: Path
) -> None:
    couple = a_couple("16.71")  # the next case of this city is hers
    phone, desk = as_member(couple.wife, "Siti Aminah"), as_staff(couple.branch)
    page, screen = phone.page, desk.page
    page.goto("/")
    press(page, "Ubah data")
    press(page, "Nama atau data diri")
    picture(page, "name", "1-why")
    press(page, "Menikah atau bercerai")
    picture(page, "name", "2-form")
    sends_a_new_name(page, photo)
    expect(page.get_by_text("Menunggu petugas")).to_be_visible()
    expect(page.get_by_text("Dijawab paling lambat")).to_be_visible()
    picture(page, "name", "3-waits")

    screen.goto("/petugas/perubahan/")
    expect(screen.get_by_role("button", name="Kasus berikutnya")).to_be_focused()
    screen.keyboard.press("Enter")
    expect(screen.get_by_role("heading", name="Bandingkan")).to_be_visible()
    expect(screen.locator("main img")).to_have_count(3)
    screen.wait_for_load_state()
    assert screen.locator("main img").first.evaluate("picture => picture.naturalWidth") > 0
    picture(screen, "name", "4-officer")
    assert faults_of(desk) == []
    tab_to(screen, "Setujui")
    screen.keyboard.press("Enter")
    expect(screen.get_by_text("Disetujui. Peserta sudah dikabari.")).to_be_visible()
    picture(screen, "name", "5-approved")

    page.goto("/kartu/")
    expect(page.get_by_text(NEW_NAME).first).to_be_visible()
    picture(page, "name", "6-card")


@pytest.mark.parametrize("script", [True, False])
def test_another_clinic_takes_four_screens_and_one_word(
    as_member: OpenPage, committed_db: None, *, script: bool
) -> None:
    phone = as_member(a_couple().wife, "Siti Aminah", java_script_enabled=script)
    page = phone.page

    with screens(page) as seen:
        page.goto("/")
        press(page, "Ubah data")
        page.get_by_label("Pindah ke mana?").fill("puskesmas mojolangu")
        press(page, "Cari")
        press(page, "Puskesmas Mojolangu")
        expect(page.get_by_text("Disetujui", exact=True)).to_be_visible()

    assert len(seen) <= 4, seen
    assert not script or faults_of(phone) == []
    press(page, "Batalkan perubahan ini")
    expect(page.get_by_text("Dibatalkan", exact=True).first).to_be_visible()


def test_another_clinic_is_chosen_by_keyboard_alone(
    as_member: OpenPage, committed_db: None
) -> None:
    page = as_member(a_couple().wife, "Siti Aminah").page
    page.goto("/")
    tab_to(page, "Ubah data")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Pindah ke mana?")).to_be_visible()

    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "cari":
            break
    page.keyboard.type("puskesmas mojolangu")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Puskesmas Mojolangu").first).to_be_visible()
    words = page.get_by_role("button", name="Puskesmas Mojolangu").first.text_content() or ""
    tab_to(page, words.strip())
    page.keyboard.press("Enter")

    expect(page.get_by_text("Disetujui", exact=True)).to_be_visible()


def test_another_clinic_costs_at_most_25_kilobytes_on_a_known_phone(
    as_member: OpenPage, committed_db: None
) -> None:
    """Without its worker, which would fetch unseen."""
    page = as_member(a_couple().wife, "Siti Aminah", service_workers="block").page
    page.goto("/")
    page.wait_for_load_state("networkidle")

    with weighed(page) as weight:
        page.goto("/")
        press(page, "Ubah data")
        page.get_by_label("Pindah ke mana?").fill("puskesmas mojolangu")
        press(page, "Cari")
        press(page, "Puskesmas Mojolangu")
        expect(page.get_by_text("Disetujui", exact=True)).to_be_visible()

    assert weight.kilobytes <= 25, weight.sizes


def test_without_the_script_a_wrong_field_loses_neither_words_nor_papers(
    new_context: Callable[..., BrowserContext], server: Server, couple: Couple, photo: Path
) -> None:
    page = without_script(new_context, server, couple.wife)
    page.set_default_timeout(PATIENCE)
    page.goto("/ubah/nama/?alasan=marriage")
    page.get_by_label("Nama lengkap yang benar").fill("")
    for paper in ("ktp", "kk", "marriage"):
        page.locator(f"[name=berkas_{paper}]").set_input_files(photo)
    press(page, "Kirim permintaan")
    expect(page.get_by_text("Berkas ini sudah diterima.")).to_have_count(3)

    page.get_by_label("Nama lengkap yang benar").fill(NEW_NAME)
    press(page, "Kirim permintaan")

    expect(page.get_by_text("Menunggu petugas")).to_be_visible()
    expect(page.get_by_role("link", name="Lihat berkas")).to_have_count(3)


def without_script(
    new_context: Callable[..., BrowserContext], server: Server, person_id: int
) -> Page:
    session = accounts.open_member_session(
        subject=str(person_id), display_name="Siti", device="HP", by=SETUP, at=clock.now()
    )
    context = new_context(java_script_enabled=False)
    keep_cookie(context, server.origin, COOKIE, session.token)
    return context.new_page()


def test_a_photo_too_big_to_send_is_made_smaller_on_the_phone(
    as_member: OpenPage, couple: Couple, tmp_path: Path
) -> None:
    page, taken = as_member(couple.wife, "Siti Aminah").page, tmp_path / "IMG_0002.jpg"
    Image.effect_noise((3200, 2600), 90).convert("RGB").save(taken, "JPEG", quality=97)
    assert taken.stat().st_size > 5 * 2**20
    page.goto("/ubah/bayi/")

    page.locator("[name=berkas_birth]").set_input_files(taken)

    size = 0
    for _ in range(200):
        size = page.evaluate("document.querySelector('[name=berkas_birth]').files[0].size")
        if size < 5 * 2**20:
            return
        page.wait_for_timeout(200)
    raise AssertionError(f"still {size} bytes")


def test_what_an_officer_could_not_read_is_sent_again_in_place(
    as_member: OpenPage, as_staff: OpenPage, couple: Couple, photo: Path
) -> None:
    asked = asks_for_a_new_name(couple.wife)
    screen, phone = as_staff(couple.branch).page, as_member(couple.wife, "Siti Aminah")
    screen.goto(f"/petugas/perubahan/{asked}/")
    screen.get_by_text("Minta dilengkapi").click()
    screen.get_by_label("Foto tidak terbaca").check()
    screen.get_by_label("Buku nikah atau akta cerai").check()
    press(screen, "Kembalikan untuk dilengkapi")

    page = phone.page
    page.set_default_timeout(PATIENCE)
    page.goto("/ubah/")
    press(page, "Nama atau data diri")
    expect(page.get_by_text("Foto tidak terbaca").first).to_be_visible()
    assert faults_of(phone) == []
    page.locator("[name=berkas_marriage]").set_input_files(photo)
    press(page, "Kirim perbaikan")

    expect(page.get_by_text("Menunggu petugas")).to_be_visible()


def test_one_case_after_the_other_takes_an_officer_two_presses(
    as_staff: OpenPage, committed_db: None
) -> None:
    couples = [a_couple("14.71") for _ in range(3)]
    for one in couples:
        asks_for_a_new_name(one.wife)
    page = as_staff(couples[0].branch).page
    page.goto("/petugas/perubahan/")

    for _ in couples:
        expect(page.get_by_role("button", name="Kasus berikutnya")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Bandingkan")).to_be_visible()
        tab_to(page, "Setujui", at_most=12)
        page.keyboard.press("Enter")
        expect(page.get_by_text("Disetujui. Peserta sudah dikabari.")).to_be_visible()

    expect(page.get_by_text("Tidak ada yang menunggu.")).to_be_visible()
    wives = Person.objects.filter(pk__in=[one.wife for one in couples])
    assert set(wives.values_list("full_name", flat=True)) == {NEW_NAME}


def test_a_new_number_takes_effect_at_once_for_who_shows_a_passkey(
    as_member: OpenPage, couple: Couple
) -> None:
    page = as_member(couple.wife, "Siti Aminah").page
    with a_phone_with_a_fingerprint(page):
        page.goto("/perangkat/")
        press(page, "Tambah kunci sandi")
        expect(page.get_by_role("button", name="Hapus kunci sandi")).to_be_visible()
        four_days_ago = clock.now() - timedelta(days=4)
        Passkey.objects.filter(account__subject=str(couple.wife)).update(made_at=four_days_ago)
        page.goto("/ubah/telepon/")
        page.get_by_label("SMS biasa").check()
        page.get_by_label("Nomor telepon yang baru").fill("0812 0000 7799")
        press(page, "Kirim permintaan")
        row = ChangeRequest.objects.get(person=couple.wife)
        page.get_by_label("Kode yang kami kirim").fill(code_of(row.pk))
        page.get_by_role("main").get_by_role("button").first.click()
        press(page, "Buktikan ini saya")
        press(page, "Pakai sidik jari atau kunci ponsel")

        expect(page.get_by_text("Selesai", exact=True)).to_be_visible()
