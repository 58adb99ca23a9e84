"""Pages of a village office and of an agency that decides: each is sound at a desk and a phone."""

from collections.abc import Callable

import pytest

from tests.journeys.conftest import OpenPage
from tests.journeys.deciding import SOCIAL, Morning, a_morning_of_the_social_office
from tests.journeys.enrolling import OFFICER, Enrolling, applications_under_way
from tests.journeys.listing import HEALTH, Reconciling, a_list_with_the_dead_and_the_missing
from tests.journeys.looking import faults_of

ENROLLING: dict[str, Callable[[Enrolling], str]] = {
    "web:staff": lambda _: "/petugas/",
    "enrolment:desk_applications": lambda _: "/petugas/pendaftaran/?keadaan=draft",
    "enrolment:desk_apply": lambda _: "/petugas/pendaftaran/baru/",
    "enrolment:desk_application": lambda e: f"/petugas/pendaftaran/{e.draft}/",
    "enrolment:desk_application sent": lambda e: f"/petugas/pendaftaran/{e.sent}/",
    "enrolment:desk_card": lambda e: f"/petugas/pendaftaran/{e.draft}/ubah/",
    "enrolment:desk_batches": lambda _: "/petugas/pendaftaran/daftar/",
    "enrolment:desk_batch": lambda e: f"/petugas/pendaftaran/daftar/{e.batch}/",
}

DECIDING: dict[str, Callable[[Morning], str]] = {
    "enrolment:work_list": lambda _: "/petugas/pemeriksaan/",
    "enrolment:case": lambda m: f"/petugas/pemeriksaan/{m.step(m.urgent)}/",
    "enrolment:leave": lambda _: "/petugas/pemeriksaan/cuti/",
}


@pytest.fixture
def enrolling(committed_db: None) -> Enrolling:
    return applications_under_way()


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("route", ENROLLING)
def test_a_page_of_a_village_office_is_sound(
    as_staff: OpenPage, enrolling: Enrolling, route: str, width: int
) -> None:
    screen = as_staff(OFFICER)
    screen.page.set_viewport_size({"width": width, "height": 800})

    answer = screen.page.goto(ENROLLING[route](enrolling))

    assert answer is not None
    assert answer.status == 200
    assert faults_of(screen) == []


RECONCILING: dict[str, Callable[[Reconciling], str]] = {
    "enrolment:staff_figures": lambda _: "/petugas/angka/",
    "enrolment:lists": lambda _: "/petugas/pencocokan/",
    "enrolment:list": lambda r: f"/petugas/pencocokan/{r.list_id}/",
    "enrolment:proposal": lambda r: f"/petugas/pencocokan/usulan/{r.proposal}/",
}


@pytest.fixture
def reconciling(committed_db: None) -> Reconciling:
    return a_list_with_the_dead_and_the_missing()


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("route", RECONCILING)
def test_a_page_of_the_health_office_is_sound(
    as_staff: OpenPage, reconciling: Reconciling, route: str, width: int
) -> None:
    screen = as_staff(HEALTH)
    screen.page.set_viewport_size({"width": width, "height": 800})

    answer = screen.page.goto(RECONCILING[route](reconciling))

    assert answer is not None
    assert answer.status == 200
    assert faults_of(screen) == []


@pytest.fixture
def morning(committed_db: None) -> Morning:
    return a_morning_of_the_social_office()


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("route", DECIDING)
def test_a_page_of_an_agency_is_sound(
    as_staff: OpenPage, morning: Morning, route: str, width: int
) -> None:
    screen = as_staff(SOCIAL)
    screen.page.set_viewport_size({"width": width, "height": 800})

    answer = screen.page.goto(DECIDING[route](morning))

    assert answer is not None
    assert answer.status == 200
    assert faults_of(screen) == []
