"""The weekly page: its edition, who agreed to a story, out once at its hour, and its feed."""

from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from PIL import Image

from tests.factories.accounts import signed_in_member, signed_in_staff
from tests.factories.announcements import (
    JAYAPURA,
    MALANG,
    MONDAY,
    NOW,
    PANDANWANGI,
    edition,
    editor,
    published,
    scheduled,
    story,
)
from tests.factories.members import make_person
from titian.announcements import selectors as announcements_read
from titian.announcements import services as announcements
from titian.announcements.errors import (
    ConsentMissing,
    EditionEmpty,
    EditionFull,
    EditionTaken,
    OwnWords,
    RegionNotYours,
    SheetGone,
    SheetSettled,
)
from titian.announcements.models import Article, Edition, Move
from titian.announcements.types import Act, ArticleKind, NewArticle, NewEdition, State, Text
from titian.kernel import clock
from titian.kernel.scopes import REGION, Grant, Scope

pytestmark = pytest.mark.django_db
EDITS = (Grant("editor", Scope(REGION, MALANG)),)


@pytest.fixture(autouse=True)
def a_monday() -> Iterator[None]:
    with clock.fixed(NOW):
        yield


def test_a_region_without_a_page_reads_the_nearest_that_has_one(client: Client) -> None:
    published("", story("Kabar negeri"))
    published("35", story("Kabar provinsi"))
    assert "Kabar provinsi" in client.get("/pekan-ini/", {"daerah": MALANG}).content.decode()

    published(MALANG, story("Kabar kota"))

    assert "Kabar kota" in client.get("/pekan-ini/", {"daerah": PANDANWANGI}).content.decode()
    assert "Kabar negeri" in client.get("/pekan-ini/", {"daerah": JAYAPURA}).content.decode()
    assert "Kabar negeri" in client.get("/pekan-ini/").content.decode()


def test_a_country_without_any_page_says_so(client: Client) -> None:
    assert "Belum ada terbitan" in client.get("/pekan-ini/").content.decode()


def test_it_comes_out_at_its_hour_exactly_once() -> None:
    row = scheduled(MALANG, publish_at=NOW)

    assert announcements.publish_due(at=NOW - timedelta(seconds=1)) == 0
    assert announcements.publish_due(at=NOW) == 1
    assert announcements.publish_due(at=NOW + timedelta(hours=1)) == 0

    row.refresh_from_db()
    assert (row.state, row.published_at) == (State.PUBLISHED, NOW)
    assert Move.objects.filter(subject=f"edition:{row.pk}", act=Act.PUBLISH).count() == 1


def test_until_its_hour_nobody_reads_it(client: Client) -> None:
    row = scheduled(MALANG, story("Masih rahasia"))
    number = Article.objects.get(edition=row).pk

    assert "Masih rahasia" not in client.get("/pekan-ini/").content.decode()
    for address in (f"tulisan/{number}/", f"foto/{number}/", f"arsip/{MALANG}/{MONDAY}/"):
        assert client.get(f"/pekan-ini/{address}").status_code == 404


def test_a_testimony_without_consent_is_not_written() -> None:
    words = NewArticle(ArticleKind.TESTIMONY, Text("Cerita", "Isi"), "Redaksi")

    with pytest.raises(ConsentMissing):
        edition(MALANG, words)
    row = edition("35", story("Cerita Ibu", kind=ArticleKind.TESTIMONY))
    with pytest.raises(IntegrityError, match="announce_article_consent"), transaction.atomic():
        Article.objects.filter(edition=row).update(consent_by=None)


def test_who_agreed_is_for_editors_alone(client: Client) -> None:
    row = published(MALANG, story("Cerita Ibu", kind=ArticleKind.TESTIMONY))
    number = Article.objects.get(edition=row).pk
    page = client.get(f"/pekan-ini/tulisan/{number}/").content.decode()
    assert "Dimuat dengan persetujuan" in page
    assert "Ibu Contoh" not in page

    view = announcements_read.edition_for_editing(row.pk, viewer=editor(MALANG), at=NOW)

    (article,) = view.articles
    assert article.consent is not None
    assert article.consent.by == "Ibu Contoh"
    assert "Ibu Contoh" not in str(
        list(Move.objects.filter(subject=f"edition:{row.pk}").values_list("content"))
    )


def test_one_week_of_a_region_has_one_edition() -> None:
    new = NewEdition(MALANG, MONDAY + timedelta(days=3), NOW)
    row = edition(MALANG, story())

    with pytest.raises(EditionTaken):
        announcements.draft_edition(new=new, client_key=uuid4(), by=editor(MALANG), at=NOW)
    announcements.withdraw_edition(
        edition_id=row.pk,
        seen=row.version,
        reason="Diulang",
        client_key=uuid4(),
        by=editor(MALANG),
        at=NOW,
    )
    again = announcements.draft_edition(new=new, client_key=uuid4(), by=editor(MALANG), at=NOW)

    assert Edition.objects.get(pk=again).week_on == MONDAY


def test_the_whole_country_too_has_one_a_week() -> None:
    edition("", story())

    with pytest.raises(EditionTaken):
        edition("", story())


def test_two_people_for_an_edition_too() -> None:
    by = editor(MALANG)
    row = edition(MALANG, story(), by=by)
    announcements.propose_edition(
        edition_id=row.pk, seen=row.version, client_key=uuid4(), by=by, at=NOW
    )

    with pytest.raises(OwnWords):
        announcements.approve_edition(
            edition_id=row.pk, seen=row.version + 1, client_key=uuid4(), by=by, at=NOW
        )
    with pytest.raises(SheetSettled):
        announcements.put_article(
            edition_id=row.pk,
            new=story(),
            seen=row.version + 1,
            client_key=uuid4(),
            by=by,
            at=NOW,
        )


def test_an_empty_edition_is_not_proposed_and_a_full_one_takes_no_more() -> None:
    by = editor(MALANG)
    empty = edition(MALANG, by=by)
    with pytest.raises(EditionEmpty):
        announcements.propose_edition(
            edition_id=empty.pk, seen=1, client_key=uuid4(), by=by, at=NOW
        )

    with pytest.raises(EditionFull):
        edition("35", *[story(f"Kabar {n}") for n in range(13)])


def test_an_editor_of_a_city_has_no_page_of_the_country() -> None:
    with pytest.raises(RegionNotYours):
        edition("", story(), by=editor(MALANG))
    row = edition("", story())
    with pytest.raises(SheetGone):
        announcements_read.edition_for_editing(row.pk, viewer=editor(MALANG), at=NOW)


def test_the_archive_has_the_weeks_before(client: Client) -> None:
    for week in range(3):
        on = MONDAY - timedelta(weeks=week)
        published(MALANG, story(f"Pekan ke-{week}"), week_on=on, publish_at=NOW)

    page = client.get(f"/pekan-ini/arsip/{MALANG}/").content.decode()

    assert page.count(f"/pekan-ini/arsip/{MALANG}/2026-11-") == 3
    earlier = client.get(f"/pekan-ini/arsip/{MALANG}/2026-11-09/").content.decode()
    assert "Pekan ke-2" in earlier
    for wrong in ("2026-13-01", "kemarin", "2020-01-06"):
        assert client.get(f"/pekan-ini/arsip/{MALANG}/{wrong}/").status_code == 404
    assert client.get("/pekan-ini/arsip/99.99/").status_code == 404


def photo() -> bytes:
    made = BytesIO()
    Image.new("RGB", (64, 48), "teal").save(made, "JPEG")
    return made.getvalue()


def article_form(**other: object) -> dict[str, object]:
    return {
        "kunci": str(uuid4()),
        "dilihat": 1,
        "kind": "testimony",
        "title": "Ibu Tini kembali berjalan",
        "body": "Cerita <script>alert(1)</script> contoh.",
        "author": "Redaksi contoh",
        "consent_by": "Tini Contoh",
        "consent_on": "18-11-2026",
        "consent_how": "Surat di map",
        **other,
    }


@pytest.mark.slow
def test_an_editor_puts_an_article_with_its_photo_in(client: Client) -> None:
    row = edition(MALANG)
    signed_in_staff(client, EDITS, display_name="Editor")
    sent = BytesIO(photo())
    sent.name = "foto.jpg"
    address = f"/petugas/pekan/{row.pk}/tulisan/"

    answer = client.post(address, article_form(foto=sent, photo_says="Ibu Tini"), follow=True)

    page = answer.content.decode()
    found = Article.objects.get(edition=row)
    assert found.upload_id
    assert "Tini Contoh setuju pada 18 November 2026" in page
    assert "<script>alert" not in page
    shown = client.get(f"/petugas/pekan/foto/{found.pk}/")
    assert shown["Content-Type"] == "image/jpeg"
    assert Client().get(f"/pekan-ini/foto/{found.pk}/").status_code == 404
    thrown = client.post(f"{address}{found.pk}/", {"buang": "1"})
    assert thrown.status_code == 303
    assert not Article.objects.filter(edition=row).exists()


@pytest.mark.parametrize(
    "wrong, said",
    [
        ({"consent_by": ""}, "perlu persetujuannya"),
        ({"consent_on": ""}, "perlu persetujuannya"),
        ({"title": ""}, "Isi bagian ini"),
        ({"body": "x" * 6001}, "Terlalu panjang"),
        ({"dilihat": 0}, "Ada yang berubah"),
    ],
)
def test_what_is_wrong_with_an_article_is_said(
    client: Client, wrong: dict[str, object], said: str
) -> None:
    row = edition(MALANG)
    signed_in_staff(client, EDITS, display_name="Editor")

    answer = client.post(f"/petugas/pekan/{row.pk}/tulisan/", article_form(**wrong))

    assert answer.status_code in (409, 422)
    assert said in answer.content.decode()
    assert not Article.objects.filter(edition=row).exists()


def test_an_edition_is_begun_and_brought_out_at_the_desk(client: Client) -> None:
    signed_in_staff(client, EDITS, display_name="Editor")
    new = {
        "kunci": str(uuid4()),
        "region": "Kota Malang",
        "week_on": "25-11-2026",
        "publish_at": "23-11-2026 09.00",
    }

    begun = client.post("/petugas/pekan/", new)

    row = Edition.objects.get(region=MALANG, week_on=date(2026, 11, 23))
    assert begun["Location"] == f"/petugas/pekan/{row.pk}/"
    assert row.publish_at == NOW
    again = client.post("/petugas/pekan/", {**new, "kunci": str(uuid4())})
    assert again.status_code == 409
    assert "sudah punya terbitan" in again.content.decode()


def test_a_members_page_may_be_kept_for_reading_without_a_signal(client: Client) -> None:
    published("", story("Kabar negeri"))
    signed_in_member(client, make_person("Siti Aminah"), "Siti Aminah")

    page = client.get("/pekan-ini/").content.decode()

    assert "data-worker=" in page
    assert "pekan-ini" in client.get("/sw.js").content.decode()
