"""An announcement is said by message to everybody it is for: once each, a part at a time."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from titian.announcements.models import Announcement
from titian.announcements.types import State
from titian.kernel.actors import Actor
from titian.members import selectors as members_read
from titian.notifications import services as notifications
from titian.notifications.types import Notice, Recipient, Urgency
from titian.platform.audit import services as audit

TEMPLATE = "announcements/messages/announcement.txt"
AT_ONCE = 500
_TELLER = Actor.system("announcements.tell")


@transaction.atomic
def tell_some(*, at: datetime, at_once: int = AT_ONCE) -> int:
    """The next people of one announcement, in a fixed number of statements; 0 when none waits.

    How far it got commits with the messages, so a kill between two parts loses and repeats
    nothing; and a message has a key, so that even said twice it is one.
    """
    row = _next(at)
    if row is None:
        return 0
    people, onward = members_read.audience(
        regions=row.regions,
        segments=row.segments,
        after=row.told_after,
        limit=at_once,
        viewer=_TELLER,
    )
    reached = members_read.recipients_of(people, unless_resting=True)
    notices = [_notice(row, one) for one in reached.values()]
    notifications.tell_all(notices, by=_TELLER, at=at)

    row.told_count += len(notices)
    row.told_after = onward or row.told_after
    if onward is None:
        row.told_at = at
        said: dict[str, object] = {"people": row.told_count}
        entry = audit.Entry(_TELLER, "announcements.told", f"announcement:{row.pk}", said)
        audit.record(entry, at=at)
    row.save(update_fields=["told_count", "told_after", "told_at"])
    return len(people) or 1


def _next(at: datetime) -> Announcement | None:
    """Another worker's is left to it."""
    waiting = Announcement.objects.select_for_update(skip_locked=True).filter(
        state=State.APPROVED, is_told=True, told_at__isnull=True, starts_at__lte=at, ends_at__gt=at
    )
    return waiting.order_by("starts_at", "pk").first()


def _notice(row: Announcement, to: Recipient) -> Notice:
    """Only the title: what is said may lie open on a locked screen."""
    is_english = to.language == "en" and row.title_en
    link = f"{settings.TITIAN_ORIGIN}{reverse('announcements:show', args=[row.pk])}"
    data: dict[str, str | int] = {"title": row.title_en if is_english else row.title, "link": link}
    key = f"announcement:{row.pk}"
    return Notice(to, TEMPLATE, data, Urgency.NORMAL, key, until=row.ends_at)
