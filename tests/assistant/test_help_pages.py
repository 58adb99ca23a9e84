"""Help pages say what a rule says, name it, and lead on; the assistant cites them."""

import gzip
import re
from datetime import date

import pytest
from django.test import Client

from titian.assistant import selectors as assistant_read
from titian.assistant.types import HelpPage, Intent

KEYS = [one.key for one in assistant_read.help_pages("id")]
KB = 1024
# A rule of the scheme or of the state; what Titian itself does may not carry a number.
NUMBER = re.compile(r"\d")


def in_both(key: str) -> tuple[HelpPage, HelpPage]:
    return assistant_read.help_page(key, "id"), assistant_read.help_page(key, "en")


def test_every_page_has_a_name_of_its_own() -> None:
    assert len(set(KEYS)) == len(KEYS) >= 20


@pytest.mark.parametrize("key", KEYS)
def test_every_statement_is_there_in_both_languages_with_its_source(key: str) -> None:
    indonesian, english = in_both(key)

    for one in (indonesian, english):
        assert all((one.title, one.lead, one.door.label, one.statements))
        assert all(said.text and said.source for said in one.statements)
    words = [said.text for said in indonesian.statements]
    assert words != [said.text for said in english.statements]
    assert indonesian.checked >= date(2026, 11, 21)


@pytest.mark.parametrize("key", KEYS)
def test_a_number_rests_on_somebody_elses_rule(key: str) -> None:
    page, _ = in_both(key)

    for said in page.statements:
        assert said.source != "Titian" or not NUMBER.search(said.text), said.text
    stated = " ".join(said.text for said in page.statements)
    for number in re.findall(r"\d[\d.]*", page.lead):
        assert number.strip(".") in stated, "the short answer says no number that no source has"


@pytest.mark.parametrize("key", KEYS)
def test_it_is_said_in_short_sentences(key: str) -> None:
    page, _ = in_both(key)

    for text in (page.lead, *(said.text for said in page.statements)):
        for sentence in re.split(r"[.:?]\s+", text):
            assert len(sentence.split()) <= 20, sentence


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("key", KEYS)
def test_every_page_opens_within_its_weight_and_its_door_exists(
    client: Client, key: str, language: str
) -> None:
    client.cookies["bahasa"] = language
    page = assistant_read.help_page(key, "id")

    answer = client.get(page.path)

    assert answer.status_code == 200
    assert len(gzip.compress(answer.content)) <= 9 * KB
    assert client.get(page.door.path).status_code in (200, 302, 303)
    assert all(client.get(f"/bantuan/topik/{one}/").status_code == 200 for one in page.more)


@pytest.mark.django_db
def test_the_list_names_them_all_and_the_help_page_leads_to_it(client: Client) -> None:
    listed = client.get("/bantuan/topik/")
    assert all(f"/bantuan/topik/{key}/" in listed.text for key in KEYS)
    assert len(gzip.compress(listed.content)) <= 9 * KB

    assert "/bantuan/topik/" in client.get("/bantuan/").text


@pytest.mark.django_db
def test_a_page_that_is_not_there_is_said(client: Client) -> None:
    assert client.get("/bantuan/topik/tidak-ada/").status_code == 404


@pytest.mark.parametrize(
    "said, key",
    [
        ("kacamata ditanggung bpjs gak", "kacamata"),
        ("biaya lahiran sesar dicover?", "persalinan"),
        ("cuci darah dijamin tidak", "cuci-darah"),
        ("pasang behel ditanggung?", "tidak-dijamin"),
        ("cabut gigi ditanggung bpjs", "gigi"),
        ("ambulan dari rumah gratis?", "ambulans"),
        ("apa saja yang ditanggung", "dijamin"),
    ],
)
def test_what_is_asked_about_has_its_own_page(said: str, key: str) -> None:
    page = assistant_read.find_about(Intent.COVERED, said, "id")

    assert page is not None
    assert page.key == key


@pytest.mark.django_db
@pytest.mark.parametrize(
    "said, cited",
    [
        ("kacamata ditanggung bpjs tidak", "/bantuan/topik/kacamata/"),
        ("denda telat bayar berapa", "/bantuan/topik/denda/"),
        ("skrining riwayat kesehatan gimana", "/bantuan/topik/skrining/"),
        ("cara daftar bpjs mandiri", "/bantuan/topik/daftar/"),
    ],
)
def test_the_assistants_answer_cites_the_page(client: Client, said: str, cited: str) -> None:
    form = {"kunci": "1f0e7c5a-7f0e-4a65-9d5e-0c2f8a3f1b77", "teks": said}

    client.post("/tanya/", form)

    assert cited in client.get("/tanya/").text
