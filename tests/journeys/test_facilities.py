"""Finding a place of care on a phone, and editing its schedule at a PC."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.factories.facilities import (
    make_facility,
    make_line,
    make_practitioner,
    manager_grant,
)
from tests.journeys.conftest import OpenPage
from tests.journeys.looking import Watched, faults_of, weighed
from titian.facilities import selectors as facilities_read
from titian.facilities.models import Schedule
from titian.kernel import clock


@pytest.fixture
def line(committed_db: None) -> Schedule:
    place = make_facility()
    return make_line(place, practitioner=make_practitioner(place, "dr. Wulan (contoh)"))


@pytest.mark.parametrize(
    "address",
    [
        "/faskes/",
        "/faskes/?cari=pkm+dinoyo",
        "/faskes/?cari=kota+malang",
        "/faskes/?cari=tlogomas",
        "/faskes/?cari=kedungkandangg",
        "/faskes/?cari=zzzzqqqq",
        "/faskes/?dekat=35.73.03.1011",
    ],
)
def test_the_finder_is_sound_and_light(phone: Watched, address: str) -> None:
    with weighed(phone.page) as weight:
        phone.page.goto(address)

    assert faults_of(phone) == []
    assert weight.requests <= 4, weight.sizes
    assert weight.kilobytes <= 30, weight.sizes


def test_a_village_leads_to_a_puskesmas_in_three_steps(phone: Watched, line: Schedule) -> None:
    phone.page.goto("/faskes/")
    phone.page.get_by_label("Nama puskesmas, rumah sakit, desa, atau kecamatan").fill("Tlogomas")
    phone.page.get_by_role("button", name="Cari").click()
    phone.page.get_by_role("link", name="Puskesmas Dinoyo").click()

    expect(phone.page.locator("h1")).to_have_text("Puskesmas Dinoyo")
    assert faults_of(phone) == []


def test_a_facilitys_week_is_sound(phone: Watched, line: Schedule) -> None:
    phone.page.goto(f"/faskes/{line.facility.code}/")
    phone.page.get_by_text("Lima hari berikutnya").click()

    expect(phone.page.get_by_text("dr. Wulan (contoh)").first).to_be_visible()
    assert faults_of(phone) == []


def test_a_manager_moves_a_doctors_hours_and_closes_a_day(
    as_staff: OpenPage, line: Schedule
) -> None:
    pc = as_staff((manager_grant(line.facility),), "dr. Hendra (contoh)")
    pc.page.goto("/petugas/jadwal/")
    assert faults_of(pc) == []

    pc.page.get_by_role("link", name="Ubah Senin dr. Wulan (contoh)").click()
    pc.page.get_by_label("Mulai jam").fill("09:00")
    assert faults_of(pc) == []
    pc.page.get_by_role("button", name="Simpan").click()

    pc.page.get_by_role("link", name="Tambah hari khusus").click()
    closed = _a_monday()
    pc.page.get_by_label("Tanggal").fill(closed.isoformat())
    pc.page.get_by_label("Alasan, dibaca semua orang").fill("rapat dinas")
    assert faults_of(pc) == []
    pc.page.get_by_role("button", name="Simpan").click()

    expect(pc.page.get_by_text("rapat dinas")).to_be_visible()
    assert faults_of(pc) == []
    following = closed + timedelta(days=7)
    (session,) = facilities_read.planned_sessions([line.facility_id], closed, following)
    assert (session.date, session.starts_at.hour) == (following, 2)


def test_a_wrong_form_says_so_at_the_top(as_staff: OpenPage, line: Schedule) -> None:
    pc = as_staff((manager_grant(line.facility),))
    pc.page.goto(f"/petugas/jadwal/{line.facility.code}/baru/")

    pc.page.get_by_role("button", name="Simpan").click()

    expect(pc.page.get_by_role("alert").get_by_role("link").nth(3)).to_be_visible()
    assert faults_of(pc) == []


def _a_monday() -> date:
    """One at least two weeks off that is no holiday."""
    day = clock.today() + timedelta(days=14)
    return day + timedelta(days=7 - day.weekday())
