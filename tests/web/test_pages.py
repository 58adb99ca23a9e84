"""The pages that need nobody signed in."""

import pytest
from django.test import Client

OPEN_PAGES = ["/", "/bantuan/", "/privasi/", "/cara/iuran/", "/cara/ubah-data/", "/cara/riwayat/"]


@pytest.mark.parametrize("address", OPEN_PAGES)
def test_an_open_page_is_shown_in_both_languages(client: Client, address: str) -> None:
    indonesian = client.get(address).content.decode()
    client.cookies["bahasa"] = "en"
    english = client.get(address).content.decode()

    assert '<html lang="id">' in indonesian
    assert '<html lang="en">' in english
    assert indonesian.count("<h1") == english.count("<h1") == 1
