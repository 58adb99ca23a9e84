"""An elder's phone is lost; a head acts for a child; a neighbour helps by a code."""

import re
from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import BrowserContext, Page, expect

from tests.factories.accounts import SETUP
from tests.factories.recovering import a_household, a_kader, code_to_new_number
from tests.journeys.acting import press
from tests.journeys.conftest import OpenPage
from tests.journeys.looking import faults_of
from tests.journeys.pictures import picture
from titian.kernel import clock
from titian.members import selectors as members_read
from titian.members import services as members
from titian.members.models import NumberRecovery

NUMBER = "0812 0000 0992"


def fill_number(page: Page) -> None:
    page.get_by_label("Nomor HP yang baru").fill(NUMBER)


def type_code(page: Page, person_id: int) -> None:
    row = NumberRecovery.objects.filter(person=person_id).latest("id")
    page.get_by_label("Kode", exact=True).fill(code_to_new_number(row.pk))
    press(page, "Lanjut")


def numbers(person_id: int) -> list[str]:
    return [address.to for address in members_read.addresses_on_record(person_id)]


def stop_link(person_id: int) -> str:
    row = NumberRecovery.objects.filter(person=person_id).latest("id")
    return f"/bukan-saya/{members_read.stop_token(row.pk)}/"


def test_the_daughter_brings_her_mother_to_the_counter_and_it_is_done_at_once(
    as_staff: OpenPage, as_member: OpenPage, committed_db: None
) -> None:
    home = a_household(clock.now())
    old_phone = as_member(home.sutinah, "Sutinah").page
    old_phone.goto("/keluarga/")
    screen = as_staff(home.desk.grants)
    page = screen.page
    page.goto("/petugas/ganti-nomor/")

    page.get_by_label("NIK atau nomor kartu JKN").fill(home.elder.nik or "")
    press(page, "Cari")
    page.get_by_label("KTP").check()
    fill_number(page)
    picture(page, "lost-phone", "1-counter")
    beside = faults_of(screen)
    press(page, "Kirim kode ke nomor baru")
    coding = faults_of(screen)
    picture(page, "lost-phone", "2-code")
    type_code(page, home.sutinah)

    expect(page.get_by_text("Nomor baru sudah berlaku.")).to_be_visible()
    picture(page, "lost-phone", "3-holds")
    assert beside == coding == faults_of(screen) == []
    assert numbers(home.sutinah)[0] == "6281200000992"
    old_phone.reload()
    expect(old_phone).to_have_url(re.compile("/masuk/"))
    picture(old_phone, "lost-phone", "4-old-phone")


def test_a_kader_vouches_the_daughter_confirms_and_the_owner_stops_it_without_scripts(
    as_member: OpenPage, new_context: Callable[..., BrowserContext], committed_db: None
) -> None:
    home, kader = a_household(clock.now()), a_kader(clock.now())
    page = as_member(int(kader.subject), "Endang Wahyuni").page
    page.goto("/keluarga/")
    press(page, "Kader: bantu warga ganti nomor")
    page.get_by_label("NIK orang yang dibantu").fill(home.elder.nik or "")
    page.get_by_label("Tanggal lahirnya").fill("12-03-1951")
    fill_number(page)
    picture(page, "vouched", "1-kader")
    press(page, "Kirim kode")
    type_code(page, home.sutinah)
    expect(page.get_by_text("Orang kedua membenarkan")).to_be_visible()
    picture(page, "vouched", "2-second-person")

    rini = as_member(home.rini, "Rini Astuti")
    rini.page.goto("/keluarga/")
    asked = faults_of(rini)
    picture(rini.page, "vouched", "3-daughter")
    press(rini.page, "Ya, benar")
    expect(rini.page.get_by_text("Berlaku mulai")).to_be_visible()
    plain = new_context(java_script_enabled=False).new_page()
    plain.goto(stop_link(home.sutinah))
    picture(plain, "vouched", "4-not-me")
    press(plain, "Bukan saya, hentikan")

    expect(plain.get_by_role("heading", name="Sudah dihentikan")).to_be_visible()
    picture(plain, "vouched", "5-stopped")
    assert asked == []
    members.apply_due_numbers(by=SETUP, at=clock.now() + timedelta(hours=25))
    assert numbers(home.sutinah)[0] != "6281200000992"


def test_the_head_acts_for_a_child_by_keyboard(as_member: OpenPage, committed_db: None) -> None:
    home = a_household(clock.now())
    phone = as_member(home.sutinah, "Sutinah")
    page = phone.page
    page.goto("/keluarga/")
    child = page.locator("section", has=page.get_by_role("heading", name="Bima"))

    child.get_by_role("link", name="Nomor HP hilang").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Nomor HP yang baru").wait_for()
    picture(page, "child", "1-number")
    page.get_by_label("Nomor HP yang baru").focus()
    page.keyboard.type(NUMBER)
    page.keyboard.press("Enter")
    page.get_by_label("Kode", exact=True).wait_for()
    type_code(page, home.grandchild)

    expect(page.get_by_text("Nomor baru berlaku mulai")).to_be_visible()
    picture(page, "child", "2-waits")
    assert faults_of(phone) == []
    page.goto("/keluarga/")
    child.get_by_role("link", name="Kartu").click()
    expect(page.get_by_role("heading", name="Kartu peserta")).to_be_visible()


def test_a_neighbour_helps_by_the_code_read_out_and_is_seen_doing_it(
    as_member: OpenPage, committed_db: None
) -> None:
    home, kader = a_household(clock.now()), a_kader(clock.now())
    elder = as_member(home.sutinah, "Sutinah")
    elder.page.goto("/keluarga/bantuan/")
    press(elder.page, "Izinkan orang membantu")
    press(elder.page, "Buat kode")
    shown = faults_of(elder)
    picture(elder.page, "helping", "1-code")
    code = elder.page.locator(".code").inner_text()

    page = as_member(int(kader.subject), "Endang Wahyuni").page
    page.goto("/keluarga/")
    press(page, "Saya membantu orang lain")
    page.get_by_label("NIK orang yang dibantu").fill(home.elder.nik or "")
    page.get_by_label("Tanggal lahirnya").fill("12-03-1951")
    page.get_by_label("Kode bantuan").fill(code)
    press(page, "Mulai membantu")
    expect(page.get_by_role("heading", name="Sutinah")).to_be_visible()
    picture(page, "helping", "2-helper")
    helped = page.locator("section", has=page.get_by_role("heading", name="Sutinah"))
    helped.get_by_role("link", name="Kartu").click()
    expect(page.get_by_role("heading", name="Kartu peserta")).to_be_visible()

    elder.page.goto("/keluarga/bantuan/")
    expect(elder.page.get_by_text("Mulai membantu")).to_be_visible()
    picture(elder.page, "helping", "3-seen")
    assert shown == faults_of(elder) == []
    press(elder.page, "Akhiri sekarang")
    expect(elder.page.get_by_text("Belum ada yang membantu Anda.")).to_be_visible()


def test_a_visitor_finds_the_three_ways_and_a_counter_without_scripts(
    new_context: Callable[..., BrowserContext],
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/masuk/")

    press(page, "Nomor HP saya sudah ganti")
    page.get_by_label("Desa, kecamatan").fill("dinoyo")
    press(page, "Cari loket")

    expect(page.get_by_role("link", name=re.compile("Dinoyo")).first).to_be_visible()
