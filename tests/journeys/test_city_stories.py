"""A city enrols, from the first counter to the last effect: everybody on their own screen."""

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.factories.enrolment import candidate, kk_number, make_city
from tests.factories.papers import is_signed_by_the_samples_authority, pdfsig_says
from tests.journeys.acting import press
from tests.journeys.cekat import (
    SIGNER,
    decides_at,
    in_a_thread_of_its_own,
    known_as,
    look_up,
    make_letter,
    open_case,
    reaches,
    registers_answered,
    say_yes,
    sent_with,
    sign_letter,
    step_of,
    tracked,
    write_card,
)
from tests.journeys.conftest import OpenPage
from tests.journeys.enrolling import OFFICER
from tests.journeys.looking import Watched, faults_of
from tests.journeys.pictures import picture
from titian.enrolment.models import Application
from titian.enrolment.types import ApplicationState, OfficeKind
from titian.kernel import clock
from titian.kernel.clock import JAKARTA

BORN = "17-03-1990"
AGENCIES = (OfficeKind.POPULATION, OfficeKind.SOCIAL, OfficeKind.LABOUR, OfficeKind.HEALTH)


@pytest.fixture(autouse=True)
def city(committed_db: None) -> None:
    make_city()


def test_a_new_family_at_pandanwangi_is_covered_the_same_day(
    as_staff: OpenPage, phone: Watched, tmp_path: Path
) -> None:
    """One differs in the population register, one is on the national list, one has a job."""
    village, kk = as_staff(OFFICER).page, kk_number()
    people = (candidate(), candidate("Bagus"), candidate("Rani"))
    niks = [known_as(one, end).nik for one, end in zip(people, ("51", "52", "53"), strict=True)]
    code = _a_family_is_entered(village, kk, niks)
    tracked(phone.page, code, BORN)
    picture(phone.page, "cekat-family", "2-tracked-first")

    for kind in AGENCIES:
        _an_agency_decides(as_staff(decides_at(kind), f"Petugas {kind} (contoh)"), code, kind)
    head = as_staff(SIGNER, "Kepala Dinas Kesehatan (contoh)")
    pdf = _the_head_signs(head, code)
    assert in_a_thread_of_its_own(lambda: is_signed_by_the_samples_authority(pdf))
    assert "Signature is Valid" in pdfsig_says(pdf, tmp_path)

    reaches(code, ApplicationState.ACTIVE)
    head.page.reload()
    expect(head.page.get_by_text("Diterima BPJS Kesehatan")).to_be_visible()
    picture(head.page, "cekat-family", "6-received")
    _the_family_sees_every_stage(phone, code)
    look_up(village, "Peserta baru", kk, *niks)
    expect(village.get_by_text("sudah aktif")).to_have_count(3)
    picture(village, "cekat-family", "8-covered")


def _a_family_is_entered(page: Page, kk: str, niks: list[str]) -> str:
    look_up(page, "Peserta baru", kk, *niks)
    expect(page.get_by_text("Bisa didaftarkan").first).to_be_visible()
    write_card(page, ("Siti Aminah", "Bagus", "Rani"))
    page.get_by_label("Orangnya sendiri").check()
    press(page, "Simpan dan lanjut ke berkas")
    code = sent_with(page, "kk", "ktp", "statement")
    picture(page, "cekat-family", "1-sent")
    return code


def _an_agency_decides(screen: Watched, code: str, kind: OfficeKind) -> None:
    registers_answered(code)
    open_case(screen.page, code, kind)
    picture(screen.page, "cekat-family", f"3-{kind}")
    assert faults_of(screen) == []
    say_yes(screen.page, code, kind)


def _the_head_signs(head: Watched, code: str) -> bytes:
    make_letter(head.page, code)
    picture(head.page, "cekat-family", "4-letter")
    assert faults_of(head) == []
    pdf = sign_letter(head.page)
    picture(head.page, "cekat-family", "5-signed")
    return pdf


def _the_family_sees_every_stage(phone: Watched, code: str) -> None:
    said = tracked(phone.page, code, BORN)
    for stage in ("Permohonan masuk", "Cek data sosial", "Surat ke BPJS", "Berlaku di BPJS"):
        assert stage in said
    assert said.count("lama") >= 6
    assert "Siti" not in said
    picture(phone.page, "cekat-family", "7-tracked-active")
    assert faults_of(phone) == []


def test_everybody_who_can_act_sees_the_clock_of_who_is_in_hospital(
    as_staff: OpenPage, phone: Watched
) -> None:
    """The letter is two hours old; the clock of the server is the real one."""
    village, head = as_staff(OFFICER), as_staff(SIGNER, "Kepala Dinas Kesehatan (contoh)")
    population = as_staff(decides_at(OfficeKind.POPULATION))
    code = _a_patient_is_entered(village.page)
    registers_answered(code)

    _sees_the_clock(village, "/petugas/pendaftaran/", code)
    _sees_the_clock(population, "/petugas/pemeriksaan/", code)
    _sees_the_clock(head, "/petugas/surat/", code)
    say_yes(population.page, code, "population")
    _reaches_health(code)
    say_yes(as_staff(decides_at(OfficeKind.HEALTH)).page, code, "health")
    _sees_the_clock(head, "/petugas/surat/", code, "Menunggu surat")
    make_letter(head.page, code)
    sign_letter(head.page)
    reaches(code, ApplicationState.ACTIVE)

    row = Application.objects.get(code=code)
    assert row.ended_at is not None
    assert row.urgent_until is not None
    assert row.ended_at < row.urgent_until
    tracked(phone.page, code, BORN)
    picture(phone.page, "cekat-urgent", "5-active")


def _a_patient_is_entered(page: Page) -> str:
    letter = (clock.now() - timedelta(hours=2)).astimezone(JAKARTA)
    patient = known_as(candidate(), "51")
    look_up(page, "Aktif kembali karena sedang dirawat", kk_number(), patient.nik)
    write_card(page, ("Siti Aminah",))
    page.get_by_label("Surat rumah sakit").fill("kemarin sore")
    page.get_by_label("Petugas rumah sakit").check()
    page.get_by_label("Nama yang mengurus").fill("Suster Contoh")
    press(page, "Simpan dan lanjut ke berkas")
    expect(page.get_by_role("alert")).to_contain_text("20-11-2026 16.40")
    picture(page, "cekat-urgent", "1-wrong-moment")
    page.get_by_label("Surat rumah sakit").fill(f"{letter:%d-%m-%Y %H.%M}")
    press(page, "Simpan dan lanjut ke berkas")
    code = sent_with(page, "hospital", "kk")
    picture(page, "cekat-urgent", "2-sent")
    return code


def _sees_the_clock(screen: Watched, address: str, code: str, said: str = "Giliran") -> None:
    screen.page.goto(address)
    urgent = screen.page.get_by_role("region", name="Mendesak").get_by_role("listitem")
    mine = urgent.filter(has_text=code)
    expect(mine).to_contain_text("sisa")
    expect(mine).to_contain_text(said)
    picture(screen.page, "cekat-urgent", f"{address.split('/')[2]}-{said.lower()}")
    assert faults_of(screen) == []


def _reaches_health(code: str) -> None:
    """What machines decide is decided; the last office has it, and its register has answered."""
    registers_answered(code)
    assert step_of(code, "health").state == "open"
    registers_answered(code)
