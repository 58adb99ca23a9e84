"""What a city promises, for everybody: on the screen, as a message, on paper."""

import re

import pytest
from django.test import Client

from tests.factories.city import MADIUN, begun_city, opened_city
from titian.enrolment.types import ApplicationKind

pytestmark = pytest.mark.django_db
NEW = f"/kota/{MADIUN}/new/"


def read(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_everybody_reads_every_kind_with_the_promised_time() -> None:
    opened_city(MADIUN)

    page = read(f"/kota/{MADIUN}/")

    assert page.count("Selesai paling lama") == len(ApplicationKind)
    assert "Bayi baru lahir" in page


def test_the_checklist_says_what_to_bring_who_may_come_and_who_decides() -> None:
    opened_city(MADIUN)

    page = read(NEW)

    for words in (
        "Kartu keluarga",
        "dengan surat kuasa",
        "Dispendukcapil Kota Madiun",
        "Selesai paling lama 8 jam kerja",
        "sesudah pukul 14.00",
        "Versi 1, berlaku mulai 5 Januari 2026",
    ):
        assert words in page
    assert "https://wa.me/?text=%2APeserta%20baru%2A" in page


def test_an_urgent_case_says_within_which_hours() -> None:
    opened_city(MADIUN)

    assert "dalam 72 jam hari kerja" in read(f"/kota/{MADIUN}/urgent/")


@pytest.mark.parametrize("kind", ApplicationKind)
def test_every_kind_fits_on_one_page_of_paper_and_on_one_poster(kind: ApplicationKind) -> None:
    opened_city(MADIUN)

    for name in ("lembar.pdf", "poster.pdf"):
        answer = Client().get(f"/kota/{MADIUN}/{kind}/{name}")
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")
        assert len(re.findall(rb"/Type\s*/Page\b", answer.content)) == 1


def test_a_city_that_has_approved_nothing_says_so() -> None:
    begun_city(MADIUN)

    assert "belum membuka pendaftaran" in read(f"/kota/{MADIUN}/")
    assert Client().get(NEW).status_code == 404


def test_a_city_or_kind_that_is_not_there_is_not_found() -> None:
    opened_city(MADIUN)

    assert Client().get("/kota/35.78/").status_code == 404
    assert Client().get(f"/kota/{MADIUN}/lain/").status_code == 404
