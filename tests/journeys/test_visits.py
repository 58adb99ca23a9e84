"""A desk without a system of its own writes a visit down; its patient reads it at home."""

from uuid import uuid4

from playwright.sync_api import Page, expect

from tests.factories.members import make_family, new_person
from tests.factories.queue import make_session
from tests.factories.visits import make_coded_clinic
from tests.journeys.conftest import OpenPage
from tests.journeys.looking import faults_of
from tests.journeys.pictures import picture
from tests.journeys.treating import somebody_treated
from titian.kernel import clock
from titian.kernel.scopes import Grant, Scope
from titian.queue import services as queue
from titian.queue.services import Newcomer


def test_a_called_ticket_becomes_a_visit_that_its_patient_reads(
    committed_db: None, as_staff: OpenPage, as_member: OpenPage
) -> None:
    clinic, at = make_coded_clinic("Puskesmas Contoh Cerita"), clock.now()
    record = new_person("Sutinah Wati")
    (person,) = make_family(record)
    session, desk = make_session(clinic, starts_at=at), clinic.desk
    who = Newcomer(identifier=record.card_number)
    queue.walk_in(session_id=session.pk, who=who, client_key=uuid4(), by=desk, at=at)
    queue.call_next(session_id=session.pk, desk=1, by=desk, at=at)
    screen = as_staff((Grant("doctor", Scope("facility", clinic.facility.code)),))
    page = screen.page

    page.goto("/petugas/kunjungan/")
    picture(page, "visit", "day")
    write_down(page)

    expect(page.get_by_role("heading", name="Kunjungan tercatat")).to_be_visible()
    expect(page.get_by_text("Sering haus dan cepat lelah")).to_be_visible()
    picture(page, "visit", "recorded")
    assert faults_of(screen) == []
    phone = as_member(person, "Sutinah Wati")
    phone.page.goto("/")
    phone.page.get_by_role("link", name="Riwayat").click()
    picture(phone.page, "visit", "history")
    phone.page.get_by_role("link", name="Puskesmas Contoh Cerita").click()
    expect(phone.page.get_by_text("2 kali sehari, sekali minum 1, sesudah makan")).to_be_visible()
    expect(phone.page.get_by_text("Biaya tambahan untuk Anda: Rp0")).to_be_visible()
    picture(phone.page, "visit", "read")
    assert faults_of(phone) == []


def test_a_hospitals_desk_issues_a_letter_on_the_referral(
    committed_db: None, as_staff: OpenPage
) -> None:
    treated = somebody_treated()
    page = as_staff(treated.at_hospital).page

    page.goto(f"/petugas/kunjungan/{treated.waiting}/sep/")
    picture(page, "letter", "form")
    page.get_by_role("button", name="Terbitkan SEP").click()

    expect(page.get_by_role("heading", name="SEP")).to_be_visible()
    picture(page, "letter", "issued")
    page.goto(f"/petugas/sep/{treated.letter}/")
    picture(page, "letter", "ward")
    page.get_by_label("Cara pulang").select_option("doctor")
    page.get_by_role("button", name="Catat pulang").click()
    expect(page.get_by_text("atas persetujuan dokter")).to_be_visible()
    page.goto(f"/petugas/sep/di/{treated.hospital.facility.code}/")
    picture(page, "letter", "list")


def test_whose_history_it_is_and_who_may_read(committed_db: None, as_member: OpenPage) -> None:
    treated = somebody_treated()
    head, wife = as_member(treated.husband, "Budi"), as_member(treated.siti, "Siti")

    head.page.goto(f"/riwayat/?orang={treated.siti}")
    expect(head.page.get_by_text("hanya bisa dibaca oleh")).to_be_visible()
    picture(head.page, "sharing", "not-shared")
    wife.page.goto("/riwayat/izin/")
    picture(wife.page, "sharing", "ask")
    wife.page.get_by_role("button", name="Izinkan membaca").click()
    expect(wife.page.get_by_text("Boleh membaca", exact=True)).to_be_visible()

    head.page.reload()
    expect(head.page.get_by_role("link", name="Puskesmas Contoh Rawat")).to_be_visible()


def write_down(page: Page) -> None:
    """From the day's list to the saved visit."""
    page.get_by_role("button", name="Catat A-1").click()
    page.get_by_label("Keluhan").fill("Sering haus dan cepat lelah")
    page.get_by_label("Cari diagnosis").fill("diabetes tipe 2")
    page.get_by_role("button", name="Cari Diagnosis").click()
    picture(page, "visit", "searched")
    page.get_by_role("checkbox").first.check()
    page.get_by_label("Nama obat 1").fill("Metformin 500 mg")
    page.get_by_label("Kali sehari").first.fill("2")
    page.get_by_label("Sekali minum").first.fill("1")
    page.get_by_label("Cara minum").first.fill("sesudah makan")
    page.get_by_role("button", name="Simpan kunjungan").click()
