"""Pages where care is written down, and where the branch answers hospitals: each is sound."""

from collections.abc import Callable

import pytest

from tests.journeys.conftest import OpenPage
from tests.journeys.looking import faults_of
from tests.journeys.reconciled import BRANCH
from tests.journeys.treating import Treated, somebody_treated

CARE: dict[str, Callable[[Treated], str]] = {
    "visits:desk_day": lambda t: f"/petugas/kunjungan/di/{t.clinic}/",
    "visits:desk_visit": lambda t: f"/petugas/kunjungan/{t.visit}/",
    "visits:desk_visit empty": lambda t: f"/petugas/kunjungan/{t.coming}/",
    "visits:desk_visit change": lambda t: f"/petugas/kunjungan/{t.visit}/?ubah=1",
}
CARE |= {
    "visits:clubs": lambda t: f"/petugas/prolanis/di/{t.clinic}/",
    "visits:meeting": lambda t: f"/petugas/prolanis/{t.unusual.meeting}/",
}
LETTERS: dict[str, Callable[[Treated], str]] = {
    "visits:desk": lambda _: "/petugas/kunjungan/",
    "visits:desk_issue": lambda t: f"/petugas/kunjungan/{t.waiting}/sep/",
    "visits:desk_letters": lambda t: f"/petugas/sep/di/{t.hospital.facility.code}/",
    "visits:desk_letter": lambda t: f"/petugas/sep/{t.letter}/",
    "visits:desk_letter accident": lambda t: f"/petugas/sep/{t.unusual.letter}/",
    "visits:approvals_asked": lambda t: f"/petugas/persetujuan/di/{t.hospital.facility.code}/",
    "visits:accidents_here": lambda t: f"/petugas/kecelakaan/di/{t.hospital.facility.code}/",
}
AT_BRANCH: dict[str, Callable[[Treated], str]] = {
    "visits:reading_leave": lambda _: "/petugas/izin-riwayat/",
    "visits:approvals": lambda _: "/petugas/persetujuan/",
    "visits:approval": lambda t: f"/petugas/persetujuan/{t.unusual.approval}/",
    "visits:accidents": lambda _: "/petugas/kecelakaan/",
    "visits:accident": lambda t: f"/petugas/kecelakaan/{t.unusual.letter}/",
}


@pytest.fixture
def treated(committed_db: None) -> Treated:
    return somebody_treated()


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("route", [*CARE, *LETTERS])
def test_a_page_where_care_is_written_down_is_sound(
    as_staff: OpenPage, treated: Treated, route: str, width: int
) -> None:
    screen = as_staff(treated.at_clinic if route in CARE else treated.at_hospital)
    screen.page.set_viewport_size({"width": width, "height": 800})

    answer = screen.page.goto({**CARE, **LETTERS}[route](treated))

    assert answer is not None
    assert answer.status == 200
    assert faults_of(screen) == []


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("route", AT_BRANCH)
def test_a_page_where_the_branch_answers_hospitals_is_sound(
    as_staff: OpenPage, treated: Treated, route: str, width: int
) -> None:
    screen = as_staff(BRANCH)
    screen.page.set_viewport_size({"width": width, "height": 800})

    answer = screen.page.goto(AT_BRANCH[route](treated))

    assert answer is not None
    assert answer.status == 200
    assert faults_of(screen) == []
