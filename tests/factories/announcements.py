"""Announcements and editions, written by one editor and approved by another."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from uuid import uuid4

from titian.announcements import services as announcements
from titian.announcements.models import Announcement, Edition
from titian.announcements.types import (
    ArticleKind,
    Audience,
    Consent,
    Kind,
    NewAnnouncement,
    NewArticle,
    NewEdition,
    Text,
)
from titian.kernel.actors import Actor
from titian.kernel.scopes import EVERYWHERE, REGION, Grant, Scope

MALANG, BLIMBING, PANDANWANGI = "35.73", "35.73.01", "35.73.01.1006"
JAKARTA_NORTH, JAYAPURA = "31.72", "91.71"
MONDAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # 09.00 in Malang
_numbers = count(1)
BODY = "Loket buka **pukul 07.00**.\n\n- Bawa KTP\n- Tanya [bantuan](/bantuan/)"


def editor(*codes: str) -> Actor:
    """An editor of these regions; "" is the whole country."""
    grants = tuple(
        Grant("editor", Scope(REGION, code) if code else Scope(EVERYWHERE))
        for code in codes or (MALANG,)
    )
    return Actor.staff(f"editor{next(_numbers)}-{uuid4().hex[:6]}", grants)


def words(
    *regions: str,
    title: str = "Loket Dinoyo buka lebih pagi",
    body: str = BODY,
    kind: Kind = Kind.INFO,
    segments: tuple[str, ...] = (),
    starts_at: datetime = NOW,
    ends_at: datetime = NOW + timedelta(days=7),
    english: Text | None = None,
    is_public: bool = True,
    is_told: bool = False,
) -> NewAnnouncement:
    return NewAnnouncement(
        kind,
        Text(title, body),
        Audience(regions, segments),
        starts_at,
        ends_at,
        english,
        is_public,
        is_told,
    )


def drafted(new: NewAnnouncement | None = None, *, by: Actor | None = None) -> Announcement:
    writer = by or editor("")
    number = announcements.draft(
        new=new or words(MALANG), client_key=uuid4(), by=writer, at=NOW - timedelta(hours=2)
    )
    return Announcement.objects.get(pk=number)


def proposed(new: NewAnnouncement | None = None, *, by: Actor | None = None) -> Announcement:
    writer = by or editor("")
    row = drafted(new, by=writer)
    announcements.propose(
        announcement_id=row.pk,
        seen=row.version,
        client_key=uuid4(),
        by=writer,
        at=NOW - timedelta(hours=1),
    )
    row.refresh_from_db()
    return row


def announced(new: NewAnnouncement | None = None) -> Announcement:
    row = proposed(new)
    announcements.approve(
        announcement_id=row.pk,
        seen=row.version,
        client_key=uuid4(),
        by=editor(""),
        at=NOW - timedelta(minutes=30),
    )
    row.refresh_from_db()
    return row


CONSENT = Consent("Ibu Contoh", date(2026, 11, 18), "Surat contoh di map redaksi")


def story(
    title: str = "Senam Prolanis tiap Jumat",
    *,
    kind: ArticleKind = ArticleKind.NEWS,
    body: str = BODY,
    upload_id: int | None = None,
) -> NewArticle:
    consent = CONSENT if kind is ArticleKind.TESTIMONY else None
    says = "Warga senam di halaman puskesmas." if upload_id else ""
    return NewArticle(kind, Text(title, body), "Redaksi contoh", consent, upload_id, says)


def edition(
    region: str = MALANG,
    *stories: NewArticle,
    week_on: date = MONDAY,
    publish_at: datetime = NOW,
    by: Actor | None = None,
) -> Edition:
    """A draft with these articles."""
    writer = by or editor("")
    at = publish_at - timedelta(hours=2)
    number = announcements.draft_edition(
        new=NewEdition(region, week_on, publish_at), client_key=uuid4(), by=writer, at=at
    )
    for one in stories:
        seen = Edition.objects.values_list("version", flat=True).get(pk=number)
        announcements.put_article(
            edition_id=number, new=one, seen=seen, client_key=uuid4(), by=writer, at=at
        )
    return Edition.objects.get(pk=number)


def scheduled(
    region: str = MALANG, *stories: NewArticle, week_on: date = MONDAY, publish_at: datetime = NOW
) -> Edition:
    writer = editor("")
    row = edition(
        region, *(stories or (story(),)), week_on=week_on, publish_at=publish_at, by=writer
    )
    at = publish_at - timedelta(hours=1)
    announcements.propose_edition(
        edition_id=row.pk, seen=row.version, client_key=uuid4(), by=writer, at=at
    )
    announcements.approve_edition(
        edition_id=row.pk, seen=row.version + 1, client_key=uuid4(), by=editor(""), at=at
    )
    row.refresh_from_db()
    return row


def published(
    region: str = MALANG, *stories: NewArticle, week_on: date = MONDAY, publish_at: datetime = NOW
) -> Edition:
    row = scheduled(region, *stories, week_on=week_on, publish_at=publish_at)
    announcements.publish_due(at=publish_at)
    row.refresh_from_db()
    return row
