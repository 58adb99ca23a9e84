"""Pages of staff at a PC of 1280 px, and the board on a television: sound as well."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect
from pytest_django import Settings

from tests.factories.receipts import a_failure
from tests.journeys.changing import Changing, requests_under_way
from tests.journeys.conftest import OpenPage
from tests.journeys.elsewhere import Asked, hours_asked_for, numbers_elsewhere
from tests.journeys.looking import Watched, axe_violations, faults_of
from tests.journeys.losing import Losing, numbers_under_way
from tests.journeys.reconciled import BRANCH, BankDay, a_day_of_a_bank
from tests.journeys.referring import Referring, papers_of_a_family
from tests.journeys.scenes import Desk, a_desk_at_work, a_request_about_data
from titian.kernel import clock

STAFF: dict[str, Callable[[Desk], str]] = {
    "web:staff": lambda _: "/petugas/",
    "accounts:devices": lambda _: "/perangkat/",
    "accounts:pin": lambda _: "/petugas/pin/",
    "frontdoor:hand_over": lambda _: "/petugas/kode/",
    "members:lookup": lambda _: "/petugas/peserta/",
    "members:desk_new_family": lambda _: "/petugas/keluarga-baru/?orang=1",
    "facilities:schedule": lambda _: "/petugas/jadwal/",
    "facilities:week": lambda d: f"/petugas/jadwal/{d.clinic.facility.code}/",
    "queue:counter": lambda d: f"/loket/di/{d.clinic.facility.code}/",
    "queue:desk": lambda d: f"/loket/{d.session.pk}/",
    "helpdesk:place": lambda d: f"/loket/{d.session.pk}/kendala/",
    "helpdesk:record": lambda d: f"/petugas/kendala/{d.clinic.facility.code}/",
    "helpdesk:receipt": lambda _: f"/kendala/{a_failure(at=clock.now())}/",
}

BANK: dict[str, Callable[[BankDay], str]] = {
    "bridging:calls": lambda _: "/petugas/bank/",
    "bridging:files": lambda _: "/petugas/bank/berkas/",
    "bridging:file": lambda b: f"/petugas/bank/berkas/{b.statement_id}/",
    "bridging:settle": lambda b: (
        f"/petugas/bank/berkas/{b.statement_id}/selisih/{b.difference_id}/"
    ),
}

CHANGES: dict[str, Callable[[Changing], str]] = {
    "web:staff": lambda _: "/petugas/",
    "members:desk_changes": lambda _: "/petugas/perubahan/",
    "members:desk_change": lambda c: f"/petugas/perubahan/{c.waits}/",
    "members:desk_change decided": lambda c: f"/petugas/perubahan/{c.is_set}/",
    "members:desk_follow": lambda c: f"/petugas/perubahan/{c.mends}/lacak/",
    "members:data_request_enter": lambda c: f"/petugas/data/catat/{c.couple.wife}/",
    "members:desk_person": lambda c: f"/petugas/perubahan/orang/{c.couple.wife}/",
    "members:desk_ask": lambda c: f"/petugas/perubahan/orang/{c.couple.husband}/alamat/",
}


OWN_DATA: dict[str, Callable[[int], str]] = {
    "members:data_requests": lambda _: "/petugas/data/",
    "members:data_request": lambda request: f"/petugas/data/{request}/",
}

FAMILY: dict[str, Callable[[Losing], str]] = {
    "members:desk_leave": lambda _: "/petugas/bantuan/",
    "members:desk_kaders": lambda _: "/petugas/kader/",
    "members:desk_recovery": lambda _: "/petugas/ganti-nomor/",
}

PAPERS: dict[str, Callable[[Referring], str]] = {
    "referrals:desk": lambda _: "/petugas/rujukan/",
    "referrals:desk_person": lambda r: f"{_person(r)}",
    "referrals:desk_refer": lambda r: f"{_person(r)}rujuk/",
    "referrals:desk_refer found": lambda r: f"{_person(r)}rujuk/?poli=INT&diagnosa=jantung",
    "referrals:desk_write_letter": lambda r: f"{_person(r)}surat/",
    "referrals:desk_show": lambda r: f"/petugas/rujukan/nomor/{r.open}/",
    "referrals:desk_letter": lambda r: f"/petugas/surat-kontrol/{r.letter}/",
}

HOURS: dict[str, Callable[[int], str]] = {
    "queue:proposals": lambda _: "/petugas/usulan-jadwal/",
    "queue:proposal": lambda proposal: f"/petugas/usulan-jadwal/{proposal}/",
}


def _person(referring: Referring) -> str:
    way = referring.way
    return f"/petugas/rujukan/{way.hospital.code}/orang/{way.person_id}/"


@pytest.fixture
def desk(committed_db: None) -> Desk:
    return a_desk_at_work()


@pytest.mark.parametrize("route", STAFF)
def test_a_page_of_staff_is_sound(as_staff: OpenPage, desk: Desk, route: str) -> None:
    screen = as_staff(desk.grants)

    answer = screen.page.goto(STAFF[route](desk))

    assert answer is not None
    assert answer.status == 200
    assert faults_of(screen) == []


@pytest.fixture
def referring(committed_db: None) -> Referring:
    return papers_of_a_family()


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("route", PAPERS)
def test_a_page_of_papers_is_sound(
    as_staff: OpenPage, referring: Referring, route: str, width: int
) -> None:
    screen = as_staff(referring.staff_of_hospital())
    screen.page.set_viewport_size({"width": width, "height": 800})

    answer = screen.page.goto(PAPERS[route](referring))

    assert answer is not None
    assert answer.status == 200
    assert faults_of(screen) == []


@pytest.fixture
def asked(committed_db: None, settings: Settings) -> Asked:
    settings.TITIAN_FACILITY_QUEUES = "tests.factories.outside.line_of"
    return numbers_elsewhere()


@pytest.mark.parametrize("width", [1280, 360])
def test_the_report_of_two_books_is_sound(as_staff: OpenPage, asked: Asked, width: int) -> None:
    screen = as_staff(asked.desk)
    screen.page.set_viewport_size({"width": width, "height": 800})

    answer = screen.page.goto(f"/petugas/antrean-rs/{asked.place.clinic.facility.code}/")

    assert answer is not None
    assert answer.status == 200
    assert faults_of(screen) == []


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("route", HOURS)
def test_a_page_of_proposed_hours_is_sound(
    as_staff: OpenPage, committed_db: None, route: str, width: int
) -> None:
    grants, proposal = hours_asked_for()
    screen = as_staff(grants)
    screen.page.set_viewport_size({"width": width, "height": 800})

    answer = screen.page.goto(HOURS[route](proposal))

    assert answer is not None
    assert answer.status == 200
    assert faults_of(screen) == []


@pytest.fixture
def bank_day(committed_db: None) -> BankDay:
    return a_day_of_a_bank()


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("route", BANK)
def test_a_page_of_banks_is_sound(
    as_staff: OpenPage, bank_day: BankDay, route: str, width: int
) -> None:
    screen = as_staff(BRANCH)
    screen.page.set_viewport_size({"width": width, "height": 800})

    answer = screen.page.goto(BANK[route](bank_day))

    assert answer is not None
    assert answer.status == 200
    assert faults_of(screen) == []


@pytest.fixture
def changing(committed_db: None) -> Changing:
    return requests_under_way()


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("route", CHANGES)
def test_a_page_of_changes_is_sound(
    as_staff: OpenPage, changing: Changing, route: str, width: int
) -> None:
    screen = as_staff(changing.couple.branch)
    screen.page.set_viewport_size({"width": width, "height": 800})

    answer = screen.page.goto(CHANGES[route](changing))

    assert answer is not None
    assert answer.status == 200
    assert faults_of(screen) == []


@pytest.fixture
def data_request(committed_db: None) -> int:
    return a_request_about_data()


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("route", OWN_DATA)
def test_a_page_of_data_requests_is_sound(
    as_staff: OpenPage, data_request: int, route: str, width: int
) -> None:
    screen = as_staff(BRANCH)
    screen.page.set_viewport_size({"width": width, "height": 800})

    answer = screen.page.goto(OWN_DATA[route](data_request))

    assert answer is not None
    assert answer.status == 200
    assert faults_of(screen) == []


@pytest.fixture
def losing(committed_db: None) -> Losing:
    return numbers_under_way()


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("route", FAMILY)
def test_a_page_of_helpers_and_numbers_is_sound(
    as_staff: OpenPage, losing: Losing, route: str, width: int
) -> None:
    screen = as_staff(losing.branch)
    screen.page.set_viewport_size({"width": width, "height": 800})

    answer = screen.page.goto(FAMILY[route](losing))

    assert answer is not None
    assert answer.status == 200
    assert faults_of(screen) == []


def test_a_debit_that_fits_no_bill_is_seen(as_staff: OpenPage, bank_day: BankDay) -> None:
    page = as_staff(BRANCH).page

    page.goto("/petugas/bank/berkas/")

    expect(page.get_by_text("Autodebit yang diambil, belum dicatat")).to_be_visible()
    expect(page.get_by_text("•••• 7890").first).to_be_visible()


def test_a_difference_is_settled_by_keyboard(as_staff: OpenPage, bank_day: BankDay) -> None:
    page = as_staff(BRANCH).page
    page.goto(BANK["bridging:file"](bank_day))
    page.get_by_role("link", name="Selesaikan").first.focus()

    page.keyboard.press("Enter")
    page.get_by_role("radio").first.wait_for()
    page.get_by_role("radio").first.focus()
    for key in ("ArrowDown", "Tab"):
        page.keyboard.press(key)
    page.keyboard.type("Sudah ditanyakan ke bank")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Sudah selesai")).to_be_visible()
    expect(page.get_by_text("Sudah ditanyakan ke bank")).to_be_visible()


def test_the_board_can_be_read_from_afar(
    new_context: Callable[..., BrowserContext], desk: Desk
) -> None:
    board = Watched(new_context(width=1920, height=1080).new_page())

    board.page.goto(f"/papan/{desk.clinic.facility.code}/")

    # One look: between two, the board may have put a newer tile in this one's place.
    letters = board.page.evaluate(
        "parseFloat(getComputedStyle(document.querySelector('.tile .no')).fontSize) * 0.7"
    )
    assert letters >= 0.16 * 1080
    assert board.page.evaluate("document.documentElement.scrollHeight") <= 1080
    assert board.complaints == []
    assert axe_violations(board.page) == []


def test_a_slip_fits_the_58_mm_roll(as_staff: OpenPage, desk: Desk) -> None:
    page = as_staff(desk.grants).page
    page.goto(f"/loket/{desk.session.pk}/")
    page.locator("td a").first.click()
    page.wait_for_load_state()  # a press waits for the page, not for how it is to look

    printed = page.pdf(prefer_css_page_size=True)

    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
    assert [round(float(width) / 72 * 25.4) for width, _ in boxes] == [58]
