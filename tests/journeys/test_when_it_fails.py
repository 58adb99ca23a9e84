"""A code never comes. From the page that says so to the answer everybody reads, all parts real."""

import os
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from tests.factories.frontdoor import Member, make_member
from tests.factories.reports import make_party
from tests.journeys.conftest import OpenPage
from tests.journeys.failing import (
    LATE_MAIL,
    OPERATOR_MAIL,
    Outside,
    so_much_has_gone,
    somebody_else_complains,
    somebody_else_waits_in_vain,
    the_gateway_refuses,
    waited,
    was_refused,
    with_real_gateways,
)
from tests.journeys.looking import Watched, faults_of
from tests.journeys.pictures import picture
from tests.journeys.reporting import OPERATOR
from tests.journeys.scenes import Desk, a_desk_at_work
from tests.journeys.serving import Server
from titian.complaints import services as complaints
from titian.complaints.models import IncidentCase, Message
from titian.complaints.types import Side
from titian.helpdesk import services as helpdesk
from titian.helpdesk.models import Report
from titian.helpdesk.types import PartyKind
from titian.kernel import clock
from titian.kernel.clock import JAKARTA
from titian.kernel.scopes import EVERYWHERE, Grant, Scope
from titian.notifications.types import Channel
from titian.queue.models import Ticket

STORY = "gagal"
HEAD_OFFICE = (Grant("head_office", Scope(EVERYWHERE)),)
REASON = "frontdoor.code_not_arrived"


@pytest.fixture
def outside(
    committed_db: None, tmp_path: Path, settings: Settings
) -> Iterator[tuple[Server, Outside]]:
    settings.TITIAN_LATE_EMAIL = LATE_MAIL
    with with_real_gateways(os.environ["TITIAN_DATABASE_URL"], tmp_path) as running:
        yield running


@pytest.fixture
def server(outside: tuple[Server, Outside]) -> Server:
    """Instead of the one that all other journeys share."""
    return outside[0]


def asks_for_a_code_twice(page: Page, siti: Member) -> str:
    """The receipt's code, from the page that says what it means."""
    page.goto("/masuk/")
    page.get_by_label("NIK").fill(siti.nik)
    page.get_by_label("Tanggal lahir").fill(f"{siti.born:%d-%m-%Y}")
    page.get_by_role("button", name="Lanjut").click()
    page.get_by_role("button", name=re.compile("^SMS ke")).click()
    was_refused(siti)
    page.get_by_role("button", name="Kirim lagi lewat SMS").click()
    picture(page, STORY, "01-kode-tidak-sampai")
    page.get_by_role("link", name=re.compile(r"^\w{3}-\w{3}$")).click()
    expect(page.get_by_text("Kode masuk yang kami kirim tidak sampai.")).to_be_visible()
    expect(page.get_by_text("Kode ini bisa memberi tempat dahulu")).to_be_visible()
    picture(page, STORY, "02-arti-kode")
    return page.get_by_role("heading", level=1).inner_text().split()[-1]


def complains_about_it(page: Page) -> str:
    """The number that is read aloud; the page stays on the case."""
    page.get_by_role("link", name="Sampaikan keluhan tentang kendala ini").click()
    expect(page.get_by_text("Kami sudah tahu ini tentang bagian yang mana")).to_be_visible()
    page.get_by_label("Apa yang terjadi?").fill("Kode SMS tidak datang 😢 saya sudah di puskesmas")
    page.get_by_role("button", name="Kirim", exact=True).click()
    expect(page.get_by_text("Tersimpan.")).to_be_visible()
    picture(page, STORY, "03-keluhan")
    return page.locator("p.code").inner_text()


def goes_ahead(at: Page, desk: Desk, code: str, siti: Member) -> None:
    at.goto(f"/loket/{desk.session.pk}/")
    at.get_by_role("link", name="Punya kode kendala").click()
    at.get_by_label("Kode kendala").fill(code.lower())
    at.get_by_label("NIK, nomor kartu, atau kode tiket").fill(siti.nik)
    at.get_by_role("button", name="Beri tempat dahulu").click()
    expect(at.get_by_text("masuk antrean.")).to_be_visible()
    picture(at, STORY, "04-loket")
    at.get_by_label("Komputer ini loket nomor berapa?").fill("2")
    at.get_by_role("button", name="Pakai nomor ini").click()
    at.get_by_role("button", name=re.compile("Panggil berikut")).click()
    expect(at.get_by_text("Siti Aminah", exact=False).first).to_be_visible()


def is_sent(at: Page, report: Report) -> None:
    at.goto("/petugas/laporan/")
    picture(at, STORY, "05-daftar-laporan")
    at.get_by_role("link", name=report.number).click()
    at.get_by_role("button", name="Kirim sekarang").click()
    expect(at.get_by_text("menunggu jawaban")).to_be_visible()
    picture(at, STORY, "06-laporan-terkirim")


def opens_an_incident(at: Page) -> None:
    began = (clock.now() - timedelta(hours=1)).astimezone(JAKARTA)
    at.goto("/petugas/gangguan/")
    at.get_by_role("link", name="Tulis gangguan baru").click()
    at.get_by_label("Judul").fill("Kode masuk lewat SMS tidak sampai")
    at.get_by_label("Apa yang terjadi, dan").fill("Pakai WhatsApp, atau datang ke loket.")
    at.get_by_label("Tentang apa?").select_option("digital")
    at.get_by_label("Gangguannya di mana?").select_option("ours")
    at.get_by_label("Mulai hari").fill(f"{began:%Y-%m-%d}")
    at.get_by_label("Mulai jam").fill(f"{began:%H:%M}")
    at.get_by_role("button", name="Simpan untuk disetujui").click()
    expect(at.get_by_text("Menunggu orang kedua menyetujui.")).to_be_visible()


def another_approves(second: Page, incident: str) -> None:
    second.goto(incident)
    second.get_by_role("button", name="Setujui: tampil untuk semua").click()
    expect(second.get_by_role("button", name="Setujui: tampil untuk semua")).to_have_count(0)


def takes_in(office: Watched, incident: str, numbers: list[str]) -> None:
    at = office.page
    at.goto(incident)
    for number in numbers:
        at.get_by_label(re.compile(number)).check()
    at.get_by_role("button", name="Ikutkan yang dipilih").click()
    expect(at.get_by_text(f"{len(numbers)} keluhan, 0 sudah dijawab.")).to_be_visible()
    picture(at, STORY, "10-gangguan-petugas")
    assert faults_of(office) == []


def says_it_is_over(at: Page, incident: str) -> None:
    at.goto(incident)
    at.get_by_label("Kabar apa?").select_option(label="Gangguan selesai")
    at.get_by_label("Isi kabar").fill("SMS sudah jalan lagi. Kode Anda datang dalam satu menit.")
    at.get_by_role("button", name="Simpan untuk disetujui").click()
    expect(at.get_by_text("Menunggu orang kedua menyetujui.")).to_be_visible()


def answers(party: Page, letter: str) -> None:
    """Over the link of the letter alone, without an account."""
    link = re.search(r"/jawab-laporan/[\w-]{22}/", letter)
    assert link is not None, letter
    party.goto(link[0])
    picture(party, STORY, "08-jawab")
    party.get_by_label("Jawaban Anda").fill("Gerbang SMS penuh. Sudah kami pindahkan.")
    party.get_by_role("button", name="Jawab, sudah diperbaiki").click()
    expect(party.get_by_text("Laporan ini sudah selesai")).to_be_visible()


def answers_of_the_office() -> dict[str, int]:
    """How often each attached case was answered, by its number."""
    cases = IncidentCase.objects.select_related("case")
    said = Message.objects.filter(side=Side.OFFICE)
    return {one.case.number: said.filter(case=one.case).count() for one in cases}


def all_are_answered() -> bool:
    complaints.answer_ended(at=clock.now())
    return not IncidentCase.objects.filter(answered_at__isnull=True).exists()


def she_is_called_first(counter: Watched, desk: Desk, code: str, siti: Member) -> None:
    goes_ahead(counter.page, desk, code, siti)

    mine = Ticket.objects.get(session=desk.session, person_id=siti.person_id)
    assert (mine.state, mine.lane) == ("called", "receipt")
    assert Ticket.objects.filter(session=desk.session, state="present").count() == 5
    assert faults_of(counter) == []


def four_others_fare_alike() -> Report:
    for _ in range(4):
        somebody_else_waits_in_vain(clock.now())
    helpdesk.group_failures(at=clock.now())

    report = Report.objects.get(reason=REASON)
    assert (report.people, report.receipts) == (5, 5)
    return report


def nobody_answers(at: Page, report: Report, world: Outside) -> None:
    """They are reminded at half time and later; from 80 % on we hear of it too."""
    for number, share in enumerate((50, 80, 100), start=2):
        so_much_has_gone(report, share)
        assert f"{share}%" in world.letters_by_now(OPERATOR_MAIL, number)[-1]
    at_80, at_100 = world.letters_by_now(LATE_MAIL, 2)
    assert "80%" in at_80
    assert "100%" in at_100
    at.reload()
    expect(at.get_by_text("Terlambat").first).to_be_visible()
    picture(at, STORY, "07-terlambat")


def everybody_reads_the_incident(phone: Watched) -> None:
    phone.page.goto("/gangguan/")
    phone.page.get_by_role("link", name="Kode masuk lewat SMS tidak sampai").click()
    expect(phone.page.get_by_text("Pakai WhatsApp, atau datang ke loket.")).to_be_visible()
    picture(phone.page, STORY, "09-gangguan")
    assert faults_of(phone) == []


def everybody_reads_the_report(phone: Watched, report: Report) -> None:
    phone.page.goto(f"/laporan/{report.number}/")
    expect(phone.page.get_by_text("Gerbang SMS penuh. Sudah kami pindahkan.")).to_be_visible()
    picture(phone.page, STORY, "11-laporan-umum")
    assert faults_of(phone) == []


def is_content(person: Page, case: str) -> None:
    person.goto(case)
    expect(person.get_by_text("SMS sudah jalan lagi.")).to_be_visible()
    picture(person, STORY, "12-dijawab")
    person.get_by_role("button", name="Ya, sudah selesai").click()
    expect(person.get_by_text("Anda bilang sudah selesai")).to_be_visible()


@pytest.mark.timeout(400)  # a database, two processes and two gateways of its own
def test_a_code_that_never_came_is_made_good_reported_mended_and_told_to_everybody(
    outside: tuple[Server, Outside], phone: Watched, as_staff: OpenPage
) -> None:
    _, world = outside
    make_party(PartyKind.OPERATOR, name="Pengelola Contoh", email=OPERATOR_MAIL)
    desk, siti = a_desk_at_work(waiting=5), make_member(Channel.SMS, at=clock.now())
    the_gateway_refuses(world)
    watch, second = (as_staff(OPERATOR, name=name) for name in ("Maya (contoh)", "Dewi (contoh)"))

    code = asks_for_a_code_twice(phone.page, siti)
    hers = complains_about_it(phone.page)
    she_is_called_first(as_staff(desk.grants), desk, code, siti)

    report = four_others_fare_alike()
    is_sent(watch.page, report)
    (letter,) = world.letters_by_now(OPERATOR_MAIL, 1)
    assert siti.nik not in letter
    nobody_answers(watch.page, report, world)

    theirs = somebody_else_complains("Kode masuk tidak pernah datang")
    phone.page.goto(theirs)
    numbers = [hers, phone.page.locator("p.code").inner_text()]
    opens_an_incident(watch.page)
    incident = watch.page.url
    another_approves(second.page, incident)
    takes_in(as_staff(HEAD_OFFICE, name="Nur (contoh)"), incident, numbers)
    everybody_reads_the_incident(phone)

    answers(phone.page, letter)
    everybody_reads_the_report(phone, report)
    says_it_is_over(watch.page, incident)
    another_approves(second.page, incident)
    waited(all_are_answered, "answers to all attached cases")
    complaints.answer_ended(at=clock.now())
    assert answers_of_the_office() == dict.fromkeys(numbers, 1)
    is_content(phone.page, theirs)
    assert [*faults_of(phone), *faults_of(watch), *faults_of(second)] == []
