"""At the counter of a village office: a representative, and a sheet of three hundred rows."""

import csv
from io import StringIO

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.factories.enrolment import candidate, drafted, kk_number, make_city, sheet_row
from tests.factories.uploads import a_photo
from tests.journeys.acting import press
from tests.journeys.cekat import (
    SIGNER,
    code_shown,
    decides_at,
    look_up,
    make_letter,
    reaches,
    registers_answered,
    sign_letter,
    step_of,
    tracked,
    until,
    upload,
    write_card,
)
from tests.journeys.conftest import OpenPage
from tests.journeys.enrolling import OFFICER, heads
from tests.journeys.looking import Watched, faults_of
from tests.journeys.pictures import picture
from titian.enrolment.models import Application, BatchRow
from titian.enrolment.types import ApplicationState, OfficeKind, RowState
from titian.kernel import clock

_SAMPLE = 3
_PAPERS = ("kk", "ktp", "pernyataan")
# Seventeen rows, and what was typed wrong in each.
_WRONG = {
    "phone": (5, 16, 27, 38, 49),
    "nik": (60, 71, 82, 93),
    "birth": (104, 115, 126),
    "kk": (137, 148),
    "sex": (159, 170),
    "relation": (181,),
}
_TYPED = {
    "phone": "12",
    "nik": "35730",
    "birth": "31-02-1990",
    "kk": "3573",
    "sex": "?",
    "relation": "tetangga",
}


@pytest.fixture(autouse=True)
def city(committed_db: None) -> None:
    make_city()


def test_a_representative_without_a_letter_is_told_why_and_comes_back_with_one(
    as_staff: OpenPage,
) -> None:
    screen = as_staff(OFFICER)
    page, one = screen.page, candidate()
    look_up(page, "Peserta baru", kk_number(), one.nik)
    write_card(page, ("Siti Aminah",))
    page.get_by_role("radio", name="Orang lain (").check()
    page.get_by_label("Nama yang mengurus").fill("Pak Contoh")
    press(page, "Simpan dan lanjut ke berkas")
    expect(page.get_by_text("Minta satu orang dari KK itu datang")).to_be_visible()
    picture(page, "cekat-representative", "1-refused")
    assert faults_of(screen) == []

    expect(page.locator("#id_name_1")).to_have_value("Siti Aminah")
    page.get_by_label("Saudara di luar kartu keluarga").check()
    page.get_by_label("Nama yang mengurus").fill("Paman Contoh")
    press(page, "Simpan dan lanjut ke berkas")
    for kind in ("kk", "ktp", "statement"):
        upload(page, kind)
    press(page, "Kirim permohonan")
    expect(page.get_by_role("alert")).to_contain_text("surat kuasa")
    expect(page.locator("#berkas_kk").get_by_text("Lihat berkas")).to_be_visible()
    picture(page, "cekat-representative", "2-without-letter")
    assert faults_of(screen) == []

    address = page.url.removesuffix("kirim/")
    _fifty_others_were_drafted_since()
    _find_draft(page, _path(address)).click()
    expect(page.get_by_text("Paman Contoh")).to_be_visible()
    upload(page, "authority")
    press(page, "Kirim permohonan")
    code_shown(page)
    picture(page, "cekat-representative", "4-sent")


def test_of_300_rows_17_are_mended_in_place_and_some_are_followed_to_the_cover(
    as_staff: OpenPage, phone: Watched
) -> None:
    village = as_staff(OFFICER)
    page, right = village.page, _rows()
    _bring(page, [dict(row) for row in right])
    expect(page.get_by_text("17 perlu diperbaiki")).to_be_visible()
    picture(page, "cekat-sheet", "1-seventeen-wrong")
    assert faults_of(village) == []

    _mend(page, right, besides=16)
    expect(page.get_by_text("1 perlu diperbaiki")).to_be_visible()
    picture(page, "cekat-sheet", "2-one-left")
    _mend(page, right)
    expect(page.get_by_text("300 siap dikirim")).to_be_visible()
    press(page, "Kirim 300 baris yang benar")
    picture(page, "cekat-sheet", "3-sending")

    codes = _the_first_families_have_their_papers(page, right)
    _health_decides_together(as_staff(decides_at(OfficeKind.HEALTH)).page, codes)
    head = as_staff(SIGNER).page
    make_letter(head, *codes)
    sign_letter(head)
    for code in codes:
        reaches(code, ApplicationState.ACTIVE)
    assert "Berlaku di BPJS Kesehatan" in tracked(phone.page, codes[0], "17-03-1990")


def _fifty_others_were_drafted_since() -> None:
    for _ in range(50):
        drafted(at=clock.now())


def _find_draft(page: Page, path: str) -> Locator:
    page.goto("/petugas/pendaftaran/?keadaan=draft")
    picture(page, "cekat-representative", "3-shelf-of-drafts")
    draft = page.get_by_role("row").filter(has=page.locator(f'a[href="{path}"]'))
    while not draft.count():
        with page.expect_navigation():
            page.get_by_role("link", name="Yang lebih lama").click()
    return draft.get_by_role("link")


def _the_first_families_have_their_papers(page: Page, right: list[dict[str, str]]) -> list[str]:
    batch = int(page.url.rstrip("/").rsplit("/", 1)[1])
    first = BatchRow.objects.filter(batch=batch, line__lte=_SAMPLE + 1)
    drafted = first.filter(state=RowState.DRAFTED)
    until(lambda: drafted.count() == _SAMPLE, "the first families are not entered")
    page.reload()
    page.get_by_label("Foto berkas").set_input_files(
        [_photo(row["kk"], kind) for row in right[:_SAMPLE] for kind in _PAPERS]
    )
    page.set_default_timeout(30_000)
    press(page, "Unggah berkas")
    expect(page.get_by_text(f"{_SAMPLE} keluarga terkirim")).to_be_visible()
    picture(page, "cekat-sheet", "4-papers")
    sent = Application.objects.filter(pk__in=first.values("application"))
    return list(sent.values_list("code", flat=True))


def _health_decides_together(page: Page, codes: list[str]) -> None:
    """Three offices said yes by machine; the last one looks at the answers, not at each case."""
    for code in codes:
        registers_answered(code)
        assert step_of(code, "health").state == "open"
        registers_answered(code)
    page.goto("/petugas/pemeriksaan/")
    picture(page, "cekat-sheet", "5-together")
    press(page, "Setujui semua yang cocok")
    expect(page.get_by_role("status")).to_contain_text("permohonan disetujui")
    picture(page, "cekat-sheet", "6-approved")


def _path(address: str) -> str:
    return "/" + address.split("/", 3)[3]


def _rows() -> list[dict[str, str]]:
    return [sheet_row(kk_number(), f"Orang Contoh {n}") for n in range(300)]


def _bring(page: Page, rows: list[dict[str, str]]) -> None:
    for column, places in _WRONG.items():
        for place in places:
            rows[place][column] = _TYPED[column]
    out = StringIO()
    csv.writer(out).writerows([heads(), *(list(row.values()) for row in rows)])
    sheet = FilePayload(name="warga.csv", mimeType="text/csv", buffer=out.getvalue().encode())
    page.goto("/petugas/pendaftaran/daftar/")
    page.get_by_label("Peserta baru").check()
    page.get_by_label("Lembar Excel atau CSV").set_input_files(sheet)
    press(page, "Unggah dan periksa")


def _mend(page: Page, right: list[dict[str, str]], *, besides: int | None = None) -> None:
    """Every cell that is marked gets what the family card says, row by row."""
    for column, places in _WRONG.items():
        for place in places:
            row = page.get_by_role("group").filter(has_text=f"Baris {place + 2}:")
            cell = row.locator(f'input[name$="_{column}"]')
            if place != besides and row.count():
                cell.fill(right[place][column])
    press(page, "Simpan perbaikan")


def _photo(kk: str, kind: str) -> FilePayload:
    return FilePayload(name=f"{kk}-{kind}.jpg", mimeType="image/jpeg", buffer=a_photo(600, 400))
