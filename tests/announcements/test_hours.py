"""On the clock of its region an announcement ends at its minute, and an edition comes out."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from tests.factories.accounts import signed_in_staff
from tests.factories.announcements import MALANG, NOW, edition, editor, published, scheduled
from titian.announcements import selectors as announcements_read
from titian.announcements import services as announcements
from titian.announcements.errors import OwnWords, SheetSettled
from titian.announcements.models import Announcement, Move
from titian.announcements.types import Act, State
from titian.kernel import clock
from titian.kernel.scopes import REGION, Grant, Scope

pytestmark = pytest.mark.django_db
EDITS = (Grant("editor", Scope(REGION, MALANG)),)


@pytest.fixture(autouse=True)
def a_monday() -> Iterator[None]:
    with clock.fixed(NOW):
        yield


@pytest.mark.parametrize(
    "region, ends",
    [("35.73", "05:30"), ("73.71", "04:30"), ("91.71", "03:30")],  # WIB, WITA, WIT
)
def test_an_announcement_ends_at_its_minute_on_the_clock_of_its_region(
    client: Client, region: str, ends: str
) -> None:
    signed_in_staff(client, (Grant("editor", Scope(REGION, region)),), display_name="Editor")
    said = {
        "kunci": str(uuid4()),
        "dilihat": 0,
        "kind": "info",
        "title": "Loket pindah",
        "body": "Ke lantai dua.",
        "regions": region,
        "starts_at": "23-11-2026 00.00",
        "ends_at": "23-11-2026 12.30",
        "is_public": "on",
    }
    number = int(client.post("/petugas/pengumuman/baru/", said)["Location"].split("/")[-2])
    row = Announcement.objects.get(pk=number)
    announcements.propose(announcement_id=row.pk, seen=1, client_key=uuid4(), by=editor(""), at=NOW)
    announcements.approve(announcement_id=row.pk, seen=2, client_key=uuid4(), by=editor(""), at=NOW)
    announcements_read.forget()
    hour, minute = map(int, ends.split(":"))
    end = NOW.replace(hour=hour, minute=minute)

    found = []
    for moment in (end - timedelta(seconds=1), end):
        with clock.fixed(moment):
            listed = client.get("/pengumuman/", {"daerah": region}).content.decode()
            alone = client.get(f"/pengumuman/{row.pk}/").status_code
            found.append(("Loket pindah" in listed, alone))

    assert found == [(True, 200), (False, 404)]


def test_the_hour_of_a_draft_is_changed_and_also_of_one_that_was_approved(client: Client) -> None:
    row = scheduled("91.71", publish_at=NOW + timedelta(hours=1))
    signed_in_staff(client, (Grant("editor", Scope(REGION, "91.71")),), display_name="Editor")
    address = f"/petugas/pekan/{row.pk}/"
    press = {"langkah": "return", "kunci": str(uuid4()), "dilihat": row.version}
    assert client.post(address, press).status_code == 422
    assert client.post(address, {**press, "alasan": "Terlalu pagi"}).status_code == 303
    row.refresh_from_db()
    assert (row.state, row.decided_by, row.decided_at) == (State.DRAFT, "", None)

    shown = client.get(f"{address}jam/").content.decode()
    said = {"kunci": str(uuid4()), "dilihat": row.version, "publish_at": "24-11-2026 07.30"}
    changed = [client.post(f"{address}jam/", said).status_code for _ in range(2)]

    row.refresh_from_db()
    assert 'value="23-11-2026 12.00"' in shown  # in Jayapura
    assert changed == [303, 303]
    assert row.publish_at == datetime(2026, 11, 23, 22, 30, tzinfo=UTC)
    moves = Move.objects.filter(subject=f"edition:{row.pk}").order_by("number")
    assert [move.act for move in moves][-2:] == [Act.RETURN, Act.CHANGE]
    assert announcements.publish_due(at=NOW + timedelta(hours=2)) == 0


@pytest.mark.parametrize(
    "wrong, status, said",
    [
        ({"publish_at": "besok"}, 422, "Tulis seperti"),
        ({"publish_at": ""}, 422, "Isi bagian ini"),
        ({"dilihat": 0}, 409, "Ada yang berubah"),
    ],
)
def test_an_hour_that_is_none_is_not_kept(
    client: Client, wrong: dict[str, object], status: int, said: str
) -> None:
    row = edition(MALANG)
    signed_in_staff(client, EDITS, display_name="Editor")
    good = {"kunci": str(uuid4()), "dilihat": 1, "publish_at": "24-11-2026 07.30"}

    answer = client.post(f"/petugas/pekan/{row.pk}/jam/", {**good, **wrong})

    assert answer.status_code == status
    assert said in answer.content.decode()
    row.refresh_from_db()
    assert row.publish_at == NOW


def test_what_is_out_is_neither_returned_nor_given_another_hour(client: Client) -> None:
    row = published(MALANG)
    signed_in_staff(client, EDITS, display_name="Editor")
    said = {"kunci": str(uuid4()), "dilihat": row.version, "publish_at": "24-11-2026 07.30"}

    assert client.post(f"/petugas/pekan/{row.pk}/jam/", said).status_code == 409
    with pytest.raises(SheetSettled):
        announcements.return_edition(
            edition_id=row.pk,
            seen=row.version,
            reason="Salah",
            client_key=uuid4(),
            by=editor(MALANG),
            at=NOW,
        )


def test_who_approved_it_and_then_mends_it_does_not_approve_it_again() -> None:
    row, other = scheduled(MALANG, publish_at=NOW + timedelta(hours=1)), editor(MALANG)
    announcements.return_edition(
        edition_id=row.pk,
        seen=row.version,
        reason="Jam",
        client_key=uuid4(),
        by=other,
        at=NOW,
    )
    later = NOW + timedelta(hours=3)
    announcements.change_edition(
        edition_id=row.pk,
        publish_at=later,
        seen=row.version + 1,
        client_key=uuid4(),
        by=other,
        at=NOW,
    )
    announcements.propose_edition(
        edition_id=row.pk, seen=row.version + 2, client_key=uuid4(), by=other, at=NOW
    )

    with pytest.raises(OwnWords):
        announcements.approve_edition(
            edition_id=row.pk, seen=row.version + 3, client_key=uuid4(), by=other, at=NOW
        )
