"""A city enrols without the script, and without a mouse."""

import pytest
from playwright.sync_api import Page, expect

from tests.factories.enrolment import candidate, kk_number, make_city
from tests.journeys.acting import press, tab_to
from tests.journeys.cekat import (
    SIGNER,
    decides_at,
    known_as,
    look_up,
    make_letter,
    reaches,
    registers_answered,
    say_yes,
    sent_with,
    step_of,
    tracked,
    write_card,
)
from tests.journeys.conftest import OpenPage
from tests.journeys.enrolling import OFFICER
from titian.enrolment.types import ApplicationState, OfficeKind

BORN = "17-03-1990"
_FAR = 80


@pytest.fixture(autouse=True)
def city(committed_db: None) -> None:
    make_city()


def _sent_by_a_village(page: Page) -> str:
    """Of one whom the population register has otherwise: its office has to look."""
    nik = known_as(candidate(), "51").nik
    look_up(page, "Peserta baru", kk_number(), nik)
    write_card(page, ("Siti Aminah",))
    page.get_by_label("Orangnya sendiri").check()
    press(page, "Simpan dan lanjut ke berkas")
    code = sent_with(page, "kk", "ktp", "statement")
    registers_answered(code)
    return code


def test_from_the_counter_to_the_cover_without_the_script(as_staff: OpenPage) -> None:
    village = as_staff(OFFICER, java_script_enabled=False).page
    code = _sent_by_a_village(village)

    for kind in (OfficeKind.POPULATION, OfficeKind.HEALTH):
        registers_answered(code)
        office = as_staff(decides_at(kind), f"Petugas {kind}", java_script_enabled=False)
        say_yes(office.page, code, kind)
    head = as_staff(SIGNER, "Kepala Dinas", java_script_enabled=False).page
    make_letter(head, code)
    head.get_by_role("button", name="Setujui dan tanda tangani").click()
    expect(head.get_by_role("link", name="Simpan surat (PDF)")).to_be_visible()

    reaches(code, ApplicationState.ACTIVE)
    assert "Kartu aktif" in tracked(village, code, BORN)


def test_an_office_decides_and_the_head_signs_with_the_keys_alone(as_staff: OpenPage) -> None:
    code = _sent_by_a_village(as_staff(OFFICER).page)

    for kind in (OfficeKind.POPULATION, OfficeKind.HEALTH):
        registers_answered(code)
        page = as_staff(decides_at(kind), f"Petugas {kind}").page
        page.goto(f"/petugas/pemeriksaan/{step_of(code, kind).pk}/")
        tab_to(page, "Setujui", _FAR)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Pemeriksaan permohonan")).to_be_visible()
        assert step_of(code, kind).state == "yes"
    head = as_staff(SIGNER, "Kepala Dinas").page
    head.goto("/petugas/surat/")
    tab_to(head, "Buat surat", _FAR)
    head.keyboard.press("Enter")
    expect(head.get_by_role("heading", name="Lampiran")).to_be_visible()
    tab_to(head, "Setujui dan tanda tangani", _FAR)
    head.keyboard.press("Enter")
    expect(head.get_by_role("link", name="Simpan surat (PDF)")).to_be_visible()

    reaches(code, ApplicationState.ACTIVE)


def test_a_village_writes_a_family_down_with_the_keys_alone(as_staff: OpenPage) -> None:
    page = as_staff(OFFICER).page
    page.goto("/petugas/pendaftaran/")
    tab_to(page, "Pendaftaran baru")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Peserta baru", exact=True)).to_be_visible()
    page.get_by_label("Peserta baru", exact=True).focus()
    page.keyboard.press("Space")
    for words in ("Nomor kartu keluarga", "NIK semua orang"):
        _tab_to_field(page, words)
        page.keyboard.type(kk_number() if "kartu" in words else candidate().nik)
    tab_to(page, "Lihat dulu")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Bisa didaftarkan").first).to_be_visible()


def _tab_to_field(page: Page, label: str) -> None:
    wanted = page.get_by_label(label).get_attribute("id")
    for _ in range(_FAR):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == wanted:
            return
    raise AssertionError(f"{label} is too far away for the Tab key")
