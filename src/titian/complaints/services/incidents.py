"""One trouble of many: opened, told truthfully to everybody by two people, ended once for all."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from titian.complaints import rules
from titian.complaints.errors import NoticeWaiting, OwnNotice
from titian.complaints.models import Case, Incident, IncidentCase, IncidentNotice
from titian.complaints.selectors.incidents import require_managing, row_of
from titian.complaints.selectors.reaching import reach
from titian.complaints.types import IncidentState, NewIncident, NoticeStep
from titian.kernel.actors import Actor
from titian.kernel.identifiers import spoken_code, tidy_code
from titian.platform.audit import services as audit

_SLUG = 8
_TITLE = 120


@transaction.atomic
def open_incident(*, new: NewIncident, client_key: UUID, by: Actor, at: datetime) -> str:
    """Nobody outside sees it before a second person approves. Returns how it is called.

    Raises NotIncidentOfficer, PersonalWords, WordsMissing.
    """
    require_managing(by, new.region or None)
    title, words = rules.public_words(new.title)[:_TITLE], rules.public_words(new.words)
    row = Incident(
        slug=spoken_code(_SLUG).lower(),
        client_key=client_key,
        title=title,
        category=new.category,
        side=new.side,
        region_id=new.region or None,
        since=new.since,
        state=IncidentState.DRAFT,
        opened_by=by.ref,
        opened_at=at,
    )
    Incident.objects.bulk_create([row], ignore_conflicts=True)
    stored = Incident.objects.get(client_key=client_key)
    if stored.slug != row.slug:
        return stored.slug

    _write(stored, NoticeStep.OPEN, words, client_key, by, at)
    return stored.slug


@transaction.atomic
def write_notice(
    *, slug: str, step: NoticeStep, words: str, client_key: UUID, by: Actor, at: datetime
) -> None:
    """An update or the end waits for a second person. Raises NoticeWaiting, PersonalWords."""
    row = _locked(slug, by)
    if IncidentNotice.objects.filter(client_key=client_key).exists():
        return
    kept = rules.public_words(words)
    is_waiting = row.notices.filter(approved_at__isnull=True).exists()
    if is_waiting or row.state != IncidentState.OPEN:
        raise NoticeWaiting

    _write(row, step, kept, client_key, by, at)


@transaction.atomic
def approve_notice(*, slug: str, notice_id: int, by: Actor, at: datetime) -> None:
    """From now on everybody reads it. Pressed twice it is approved once. Raises OwnNotice."""
    row = _locked(slug, by)
    notice = row.notices.filter(pk=notice_id, approved_at__isnull=True).first()
    if notice is None:
        return
    if notice.written_by == by.ref:
        raise OwnNotice

    notice.approved_by, notice.approved_at = by.ref, at
    notice.save(update_fields=["approved_by", "approved_at"])
    if notice.step == NoticeStep.END:
        row.state, row.ended_at = IncidentState.ENDED, at
    else:
        row.state = IncidentState.OPEN
    row.save(update_fields=["state", "ended_at"])
    _trail(row, "approved", by, at, step=notice.step)


@transaction.atomic
def attach(*, slug: str, numbers: Iterable[str], by: Actor, at: datetime) -> int:
    """Cases this officer may see that no incident has yet; how many there are now. The same
    press again attaches nothing twice. Raises NoticeWaiting once it has ended.
    """
    row = _locked(slug, by)
    if row.state == IncidentState.ENDED:
        raise NoticeWaiting
    wanted = [tidy_code(one) for one in numbers]
    found = Case.objects.filter(reach(by), number__in=wanted, state__in=sorted(rules.RUNNING))

    links = [
        IncidentCase(incident=row, case=one, attached_by=by.ref, attached_at=at) for one in found
    ]
    IncidentCase.objects.bulk_create(links, ignore_conflicts=True)
    _trail(row, "attached", by, at, cases=sorted(one.case_id for one in links))
    return row.cases.count()


@transaction.atomic
def detach(*, slug: str, number: str, by: Actor, at: datetime) -> None:
    """It is another matter after all; what was answered stays answered."""
    row = _locked(slug, by)
    waiting = row.cases.filter(case__number=tidy_code(number), answered_at__isnull=True)
    waiting.filter(case__in=Case.objects.filter(reach(by))).delete()
    _trail(row, "detached", by, at)


def _write(
    row: Incident, step: NoticeStep, words: str, client_key: UUID, by: Actor, at: datetime
) -> None:
    IncidentNotice.objects.create(
        incident=row, client_key=client_key, step=step, text=words, written_by=by.ref, written_at=at
    )
    _trail(row, "written", by, at, step=step)


def _locked(slug: str, by: Actor) -> Incident:
    found = row_of(slug)
    require_managing(by, found.region_id)
    return Incident.objects.select_for_update(of=("self",)).get(pk=found.pk)


def _trail(row: Incident, what: str, by: Actor, at: datetime, **said: object) -> None:
    entry = audit.Entry(by, f"complaints.incident_{what}", f"incident:{row.pk}", said)
    audit.record(entry, at=at)
