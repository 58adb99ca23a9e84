"""What is told to many, in every state, for the browser: open pages and those of editors."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from tests.factories.announcements import BODY, editor, story, words
from titian.announcements import services as announcements
from titian.announcements.models import Article, Edition
from titian.announcements.types import ArticleKind, Kind, NewEdition, Text
from titian.kernel import clock
from titian.kernel.periods import day_of
from titian.kernel.scopes import REGION, Grant, Scope

JEMBER = "35.09"  # no other scene tells anything there
EDITORS = (Grant("editor", Scope(REGION, JEMBER)),)


@dataclass(frozen=True, slots=True)
class Telling:
    told: int
    draft: int
    proposed: int
    edition: int
    draft_edition: int
    article: int
    draft_article: int
    monday: str


TOLD: dict[str, Callable[[Telling], str]] = {
    "announcements:index": lambda _: f"/pengumuman/?daerah={JEMBER}",
    "announcements:index search": lambda _: "/pengumuman/?cari=jember",
    "announcements:show": lambda t: f"/pengumuman/{t.told}/",
    "announcements:week": lambda _: f"/pekan-ini/?daerah={JEMBER}",
    "announcements:archive": lambda _: f"/pekan-ini/arsip/{JEMBER}/",
    "announcements:week_of": lambda t: f"/pekan-ini/arsip/{JEMBER}/{t.monday}/",
    "announcements:article": lambda t: f"/pekan-ini/tulisan/{t.article}/",
}
EDITING: dict[str, Callable[[Telling], str]] = {
    "announcements:desk": lambda _: "/petugas/pengumuman/",
    "announcements:write": lambda _: "/petugas/pengumuman/baru/",
    "announcements:sheet": lambda t: f"/petugas/pengumuman/{t.proposed}/",
    "announcements:sheet told": lambda t: f"/petugas/pengumuman/{t.told}/",
    "announcements:change": lambda t: f"/petugas/pengumuman/{t.draft}/ubah/",
    "announcements:editions": lambda _: "/petugas/pekan/",
    "announcements:edition": lambda t: f"/petugas/pekan/{t.edition}/",
    "announcements:edition draft": lambda t: f"/petugas/pekan/{t.draft_edition}/",
    "announcements:hour": lambda t: f"/petugas/pekan/{t.draft_edition}/jam/",
    "announcements:new_article": lambda t: f"/petugas/pekan/{t.draft_edition}/tulisan/",
    "announcements:change_article": lambda t: (
        f"/petugas/pekan/{t.draft_edition}/tulisan/{t.draft_article}/"
    ),
}


def told_in_every_state() -> Telling:
    draft, proposed, told = (_announcement(steps) for steps in (0, 1, 2))
    out, later = _edition(weeks=0, is_out=True), _edition(weeks=1, is_out=False)
    return Telling(
        told=told,
        draft=draft,
        proposed=proposed,
        edition=out,
        draft_edition=later,
        article=_article_of(out),
        draft_article=_article_of(later),
        monday=Edition.objects.get(pk=out).week_on.isoformat(),
    )


def _announcement(steps: int) -> int:
    at, by = clock.now(), editor(JEMBER)
    new = words(
        JEMBER,
        kind=Kind.DISRUPTION,
        title="Sistem antrean mati Sabtu malam",
        starts_at=at - timedelta(hours=1),
        ends_at=at + timedelta(days=3),
        english=Text("The queue system is off on Saturday night", BODY),
    )
    number = announcements.draft(new=new, client_key=uuid4(), by=by, at=at)
    if steps > 0:
        announcements.propose(announcement_id=number, seen=1, client_key=uuid4(), by=by, at=at)
    if steps > 1:
        announcements.approve(
            announcement_id=number, seen=2, client_key=uuid4(), by=editor(JEMBER), at=at
        )
    return number


def _edition(*, weeks: int, is_out: bool) -> int:
    at, by = clock.now(), editor(JEMBER)
    _clear(weeks)
    new = NewEdition(JEMBER, day_of(at) + timedelta(weeks=weeks), at - timedelta(minutes=1))
    number = announcements.draft_edition(new=new, client_key=uuid4(), by=by, at=at)
    for seen, kind in enumerate((ArticleKind.NEWS, ArticleKind.TESTIMONY), start=1):
        announcements.put_article(
            edition_id=number,
            new=story(f"Senam Prolanis di Jember ({kind})", kind=kind),
            seen=seen,
            client_key=uuid4(),
            by=by,
            at=at,
        )
    if is_out:
        announcements.propose_edition(edition_id=number, seen=3, client_key=uuid4(), by=by, at=at)
        announcements.approve_edition(
            edition_id=number, seen=4, client_key=uuid4(), by=editor(JEMBER), at=at
        )
        announcements.publish_due(at=at)
    return number


def _clear(weeks: int) -> None:
    """An earlier scene of the same database left its week."""
    on = day_of(clock.now()) + timedelta(weeks=weeks)
    monday = on - timedelta(days=on.weekday())
    for row in Edition.objects.filter(region=JEMBER, week_on=monday).exclude(state="withdrawn"):
        announcements.withdraw_edition(
            edition_id=row.pk,
            seen=row.version,
            reason="Contoh lain",
            client_key=uuid4(),
            by=editor(JEMBER),
            at=clock.now(),
        )


def _article_of(edition: int) -> int:
    return Article.objects.filter(edition=edition).order_by("-pk").values_list("pk", flat=True)[0]
