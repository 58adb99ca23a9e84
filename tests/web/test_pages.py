"""The pages that need nobody signed in."""

import re

import pytest
from django.test import Client, RequestFactory

from titian.platform.http.middleware import fault_page

OPEN_PAGES = [
    "/", "/bantuan/", "/privasi/",
    "/cara/iuran/", "/cara/ubah-data/", "/cara/riwayat/", "/cara/urutan/",
]  # fmt: skip


@pytest.mark.parametrize("address", OPEN_PAGES)
def test_an_open_page_is_shown_in_both_languages(client: Client, address: str) -> None:
    indonesian = client.get(address).content.decode()
    client.cookies["bahasa"] = "en"
    english = client.get(address).content.decode()

    assert '<html lang="id">' in indonesian
    assert '<html lang="en">' in english
    assert indonesian.count("<h1") == english.count("<h1") == 1


def test_a_missing_page_has_a_code_and_a_way_on(client: Client, committed_db: None) -> None:
    answer = client.get("/tidak-ada/")

    page = answer.content.decode()
    assert answer.status_code == 404
    assert 'class="code"' in page
    assert 'href="tel:165"' in page


def test_a_stale_form_says_that_nothing_was_sent(committed_db: None) -> None:
    answer = Client(enforce_csrf_checks=True).post("/bahasa/", {"bahasa": "en"})

    assert answer.status_code == 403
    assert "Belum ada yang terkirim" in answer.content.decode()


def test_the_language_is_remembered_and_the_way_back_stays_here(client: Client) -> None:
    answer = client.post("/bahasa/", {"bahasa": "en", "lanjut": "https://jahat.example/"})

    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert client.cookies["bahasa"].value == "en"
    assert client.post("/bahasa/", {"bahasa": "xx", "lanjut": "/bantuan/"}).status_code == 303
    assert client.cookies["bahasa"].value == "en"


def test_a_fault_says_whose_it_is_what_stands_and_another_way(
    rf: RequestFactory, committed_db: None
) -> None:
    answer = fault_page(rf.get("/"))

    page = answer.content.decode()
    assert answer.status_code == 500
    assert "Gangguan ini dari kami, bukan salah Anda." in page
    assert "Nomor yang sudah Anda terima tetap berlaku." in page
    assert re.search(r'class="code">[A-Z0-9]{3}-[A-Z0-9]{3}<', page)
    assert 'href="tel:165"' in page


@pytest.mark.parametrize("address", ["/", "/bantuan/", "/tidak-ada/"])
def test_every_page_is_sent_with_the_strict_policy(
    client: Client, address: str, committed_db: None
) -> None:
    policy = client.get(address).headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_the_worker_may_serve_the_whole_site(client: Client) -> None:
    answer = client.get("/sw.js")

    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Cache-Control"] == "no-cache"


def test_the_manifest_names_the_home(client: Client) -> None:
    manifest = client.get("/manifest.webmanifest").json()

    assert manifest["start_url"] == "/"
    assert manifest["icons"][0]["src"].startswith("data:")
