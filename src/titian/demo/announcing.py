"""What the demo tells: written by one of its editors, approved by the other."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import yaml

from titian.accounts import selectors as accounts_read
from titian.announcements import selectors as announcements_read
from titian.announcements import services as announcements
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
from titian.demo.people.characters import DATA, staff
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of

_WRITES, _APPROVES = "redaksi.nasional", "redaksi2.nasional"


def settle_announcements(*, by: Actor, at: datetime) -> int:
    """Announcements once; an edition for every week in which the demo is set up."""
    del by
    told = yaml.safe_load((DATA / "announcements.yaml").read_text())
    one, other = _editor(_WRITES), _editor(_APPROVES)
    known = {view.live.text.title for view in announcements_read.drafts_and_told(viewer=one)}
    new = [entry for entry in told["announcements"] if entry["title"] not in known]
    for entry in new:
        _announce(entry, one, other, at)
    out = sum(_edit(entry, one, other, at) for entry in told["editions"])
    announcements.publish_due(at=at)
    return len(new) + out


def _announce(told: Mapping[str, Any], one: Actor, other: Actor, at: datetime) -> None:
    english = Text(told["title_en"], told["body_en"]) if "title_en" in told else None
    new = NewAnnouncement(
        kind=Kind(told["kind"]),
        text=Text(told["title"], told["body"]),
        audience=Audience(tuple(told["regions"])),
        starts_at=at - timedelta(minutes=1),
        ends_at=at + timedelta(days=told["days"]),
        english=english,
        is_told=told["told"],
    )
    name = f"{told['title']}:{at.isoformat()}"
    number = announcements.draft(new=new, client_key=_key(name), by=one, at=at)
    announcements.propose(
        announcement_id=number, seen=1, client_key=_key(f"{name}:p"), by=one, at=at
    )
    announcements.approve(
        announcement_id=number, seen=2, client_key=_key(f"{name}:a"), by=other, at=at
    )


def _edit(told: Mapping[str, Any], one: Actor, other: Actor, at: datetime) -> int:
    week_on = day_of(at) - timedelta(days=day_of(at).weekday())
    there = {(view.region, view.week_on) for view in announcements_read.editions(viewer=one)}
    if (told["region"], week_on) in there:
        return 0
    name = f"{told['region']}:{at.isoformat()}"
    new = NewEdition(told["region"], week_on, at - timedelta(minutes=1))
    number = announcements.draft_edition(new=new, client_key=_key(name), by=one, at=at)
    seen = 1
    for article in told["articles"]:
        announcements.put_article(
            edition_id=number,
            new=_article(article, at),
            seen=seen,
            client_key=_key(f"{name}:{seen}"),
            by=one,
            at=at,
        )
        seen += 1
    announcements.propose_edition(
        edition_id=number, seen=seen, client_key=_key(f"{name}:p"), by=one, at=at
    )
    announcements.approve_edition(
        edition_id=number, seen=seen + 1, client_key=_key(f"{name}:a"), by=other, at=at
    )
    return 1


def _article(told: Mapping[str, Any], at: datetime) -> NewArticle:
    consent = None
    if "consent_by" in told:
        consent = Consent(told["consent_by"], day_of(at) - timedelta(days=5), told["consent_how"])
    text = Text(told["title"], told["body"])
    return NewArticle(ArticleKind(told["kind"]), text, told["author"], consent)


def _key(name: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"titian-demo:{name}")


def _editor(username: str) -> Actor:
    grant = next(one.grant for one in staff() if one.username == username)
    return Actor.staff(accounts_read.staff_named(username) or 0, (grant,))
