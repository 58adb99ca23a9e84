"""The feed of the weekly page: sound Atom, asked for again only when it changed."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import uuid4
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from tests.factories.announcements import (
    JAYAPURA,
    MALANG,
    NOW,
    editor,
    published,
    story,
)
from titian.announcements import services as announcements
from titian.announcements.types import ArticleKind, State
from titian.kernel import clock

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def a_monday() -> Iterator[None]:
    with clock.fixed(NOW):
        yield


def test_the_feed_is_sound_atom(client: Client) -> None:
    row = published(MALANG, story("Senam <b>& sehat</b>"), story("Cerita", kind=ArticleKind.HEALTH))

    answer = client.get(f"/pekan-ini/umpan/{MALANG}/")

    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = ET.fromstring(answer.content)
    assert feed.tag == f"{ATOM}feed"
    for name in ("title", "id", "updated"):
        assert feed.findtext(f"{ATOM}{name}")
    assert "Kota Malang" in (feed.findtext(f"{ATOM}title") or "")
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 2
    for entry in entries:
        assert entry.findtext(f"{ATOM}id", "").startswith("http")
        assert entry.findtext(f"{ATOM}updated", "").startswith("2026-11-23T")
        assert entry.find(f"{ATOM}author/{ATOM}name") is not None
    assert "Senam <b>& sehat</b>" in [entry.findtext(f"{ATOM}title") for entry in entries]
    assert row.state == State.PUBLISHED


def test_who_has_the_feed_already_is_told_so(client: Client) -> None:
    row = published(MALANG, story())
    address = f"/pekan-ini/umpan/{MALANG}/"
    first = client.get(address)
    etag, modified = first["ETag"], first["Last-Modified"]

    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304
    assert client.get(address, headers={"If-Modified-Since": modified}).status_code == 304
    assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200
    announcements.withdraw_edition(
        edition_id=row.pk,
        seen=row.version,
        reason="Salah",
        client_key=uuid4(),
        by=editor(MALANG),
        at=NOW + timedelta(hours=1),
    )
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 200


def test_read_elsewhere_every_link_is_whole_and_nothing_runs(
    client: Client, settings: Settings
) -> None:
    body = "Lihat [bantuan](/bantuan/), [peta](https://contoh.id/a?b=1&c=2), <script>x</script>"
    published(MALANG, story("\uffffJudul ]]> & \ud83d <i>\x0b", body=body))

    feed = ET.fromstring(client.get(f"/pekan-ini/umpan/{MALANG}/").content)

    links = [link.get("href", "") for link in feed.iter(f"{ATOM}link")]
    told = feed.findtext(f"{ATOM}entry/{ATOM}summary", "")
    inside = re.findall(r'href="([^"]*)"', told)
    assert len(links) == 3
    assert all(link.startswith(settings.TITIAN_ORIGIN) for link in links)
    assert [link.get("rel") for link in feed.findall(f"{ATOM}link")] == ["alternate", "self"]
    assert inside == [f"{settings.TITIAN_ORIGIN}/bantuan/", "https://contoh.id/a?b=1&amp;c=2"]
    assert "<script" not in told
    assert (feed.findtext(f"{ATOM}entry/{ATOM}title") or "").startswith("Judul ]]> & ")
    names = [name.text for name in feed.iter(f"{ATOM}id")]
    assert len(names) == len(set(names))
    for moment in feed.iter(f"{ATOM}updated"):
        assert datetime.fromisoformat(moment.text or "").tzinfo


@pytest.mark.parametrize("asked", ["GET", "HEAD"])
def test_who_has_the_feed_is_told_so_in_no_bytes(client: Client, asked: str) -> None:
    published(MALANG, story())
    address = f"/pekan-ini/umpan/{MALANG}/"
    etag = client.get(address)["ETag"]

    again = client.generic(asked, address, headers={"If-None-Match": f'"x", W/{etag}'})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    assert client.post(address).status_code == 405


def test_the_feed_of_a_region_without_a_page_is_that_of_the_nearest(client: Client) -> None:
    published("", story("Kabar negeri"))

    assert b"Kabar negeri" in client.get(f"/pekan-ini/umpan/{JAYAPURA}/").content
    assert b"Kabar negeri" in client.get("/pekan-ini/umpan/nasional/").content
    assert client.get("/pekan-ini/umpan/99.99/").status_code == 404
