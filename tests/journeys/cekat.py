"""What the people of a city do with an application, each on their own screen."""

import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TypeVar

from django.db import connections
from playwright.sync_api import FilePayload, Page, expect

from tests.factories.enrolment import CITY
from tests.factories.uploads import a_photo
from tests.journeys.acting import press
from titian.enrolment.models import Application, Check, Step
from titian.enrolment.types import ApplicationState, CheckState, NewCandidate, OfficeKind
from titian.kernel.identifiers import tidy_code
from titian.kernel.scopes import Grant, Scope

_T = TypeVar("_T")

SIGNER = (Grant("signer", Scope("office", f"{CITY}/health")),)
_PATIENCE = 60.0


def decides_at(kind: OfficeKind) -> tuple[Grant, ...]:
    return (Grant("agency", Scope("office", f"{CITY}/{kind}")),)


def known_as(one: NewCandidate, ending: str) -> NewCandidate:
    """The registers of samples read their answer off the end of the NIK."""
    return replace(one, nik=one.nik[:-2] + ending)


def look_up(page: Page, kind: str, kk: str, *niks: str) -> None:
    """Membership first: who of the card is covered already."""
    page.goto("/petugas/pendaftaran/baru/")
    page.get_by_label(kind, exact=True).check()
    page.get_by_label("Nomor kartu keluarga").fill(kk)
    page.get_by_label("NIK semua orang").fill("\n".join(niks))
    press(page, "Lihat dulu")


def write_card(page: Page, names: tuple[str, ...]) -> None:
    page.get_by_label("Nama kepala keluarga").fill(names[0])
    page.get_by_label("Nomor HP keluarga").fill("0812 3450 0021")
    page.get_by_label("Alamat", exact=True).fill("Jalan Contoh 12 RT 1 RW 4")
    for line, name in enumerate(names, 1):
        page.locator(f"#id_name_{line}").fill(name)


def upload(page: Page, kind: str) -> None:
    """The photo of one paper is chosen and sent."""
    box = page.locator(f"#berkas_{kind}")
    photo = FilePayload(name="foto.jpg", mimeType="image/jpeg", buffer=a_photo(600, 400))
    box.locator("input[type=file]").set_input_files(photo)
    box.get_by_role("button", name="Unggah").click()
    expect(page.locator(f"#berkas_{kind}").get_by_text("Lihat berkas")).to_be_visible()


def sent_with(page: Page, *kinds: str) -> str:
    """These papers, then it is sent; the code the family takes home."""
    for kind in kinds:
        upload(page, kind)
    press(page, "Kirim permohonan")
    return code_shown(page)


def code_shown(page: Page) -> str:
    expect(page.get_by_text("Kode permohonan", exact=True)).to_be_visible()
    return tidy_code(page.locator(".status .code").inner_text())


def step_of(code: str, key: str) -> Step:
    return Step.objects.filter(application__code=code, key=key).latest("round")


def until(holds: Callable[[], bool], what: str) -> None:
    """What the running worker does by itself has happened."""
    end = time.monotonic() + _PATIENCE
    while not holds():
        assert time.monotonic() < end, what
        time.sleep(0.2)


def registers_answered(code: str) -> None:
    asked = Check.objects.filter(
        step__application__code=code, step__state="open", state=CheckState.ASKING
    )
    until(lambda: not asked.exists(), "the registers gave no answer")


def reaches(code: str, state: ApplicationState) -> None:
    mine = Application.objects.filter(code=code, state=state)
    until(mine.exists, f"the application is not {state}")


def open_case(page: Page, code: str, key: str) -> None:
    """From the office's list; one far down is found by its address."""
    page.goto("/petugas/pemeriksaan/")
    link = page.get_by_role("main").get_by_role("link", name=code)
    if link.count():
        link.first.click()
    else:
        page.goto(f"/petugas/pemeriksaan/{step_of(code, key).pk}/")
    expect(page.get_by_role("heading", level=1)).to_contain_text(code)


def say_yes(page: Page, code: str, key: str) -> None:
    open_case(page, code, key)
    page.get_by_role("button", name="Setujui", exact=True).click()
    expect(page.get_by_role("heading", name="Pemeriksaan permohonan")).to_be_visible()
    assert step_of(code, key).state == "yes"


def make_letter(page: Page, *codes: str) -> None:
    """Everybody approved so far stands on it; these as well."""
    page.goto("/petugas/surat/")
    page.get_by_role("button", name="Buat surat").click()
    expect(page.get_by_role("heading", name="Lampiran")).to_be_visible()
    for code in codes:
        expect(page.get_by_role("cell", name=code).first).to_be_visible()


def sign_letter(page: Page) -> bytes:
    """Signed, and the paper as it was saved on the PC."""
    page.get_by_role("button", name="Setujui dan tanda tangani").click()
    link = page.get_by_role("link", name="Simpan surat (PDF)")
    expect(link).to_be_visible()
    with page.expect_download() as saved:
        link.click()
    return saved.value.path().read_bytes()


def tracked(page: Page, code: str, born: str) -> str:
    """What anybody sees who holds the code and knows a birth date of the card."""
    page.goto(f"/lacak/{code}/")
    page.get_by_label("Tanggal lahir").fill(born)
    press(page, "Lihat")
    expect(page.locator(".status .code")).to_have_text(re.compile(code))
    return page.get_by_role("main").inner_text()


def in_a_thread_of_its_own(work: Callable[[], _T]) -> _T:
    """The browser keeps a loop running in ours; signatures need one for themselves."""

    def done() -> _T:
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(done).result()
