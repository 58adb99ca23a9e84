"""What was said to somebody, for that person to read."""

import json
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from titian.notifications.models import Message, NewsWish
from titian.notifications.rules import kind_of, zone_of
from titian.notifications.selectors.wording import worded
from titian.notifications.types import Channel, InboxLine, Kind, State, Urgency

A_PAGE = 20


def inbox(
    ref: str, *, before: tuple[datetime, int] | None = None
) -> tuple[list[InboxLine], tuple[datetime, int] | None]:
    """A page of it, newest first, and where the next begins; two statements, by index.

    Who asks has made sure that it is theirs to read.
    """
    told = Message.objects.filter(recipient_ref=ref).defer("addresses").order_by("-told_at", "-id")
    if before is not None:
        at, number = before
        told = told.filter(Q(told_at=at, id__lt=number) | Q(told_at__lt=at), told_at__lte=at)
    seen_at = NewsWish.objects.filter(recipient_ref=ref).values_list("seen_at", flat=True).first()
    rows = list(told[: A_PAGE + 1])
    page = rows[:A_PAGE]
    onward = (page[-1].told_at, page[-1].pk) if len(rows) > A_PAGE else None
    return [_line(row, seen_at) for row in page], onward


def unread(ref: str) -> "QuerySet[Any, int]":
    """How much was said since somebody last looked, for who asks within a statement of theirs;
    codes are not news.
    """
    seen = NewsWish.objects.filter(recipient_ref=ref).values("seen_at")[:1]
    since = Coalesce(Subquery(seen), datetime.min.replace(tzinfo=UTC))
    news = Message.objects.filter(recipient_ref=ref, told_at__gt=since)
    counted = news.exclude(urgency=Urgency.CODE).order_by().values("recipient_ref")
    return counted.annotate(number=Count("pk")).values_list("number", flat=True)


def _line(row: Message, seen_at: datetime | None) -> InboxLine:
    kind = kind_of(row.template, Urgency(row.urgency), settings.TITIAN_KINDS)
    readable = row.data is not None and kind is not Kind.CODE
    said = json.loads(row.data) if row.data is not None and readable else {}
    subject, text = worded(row.template, said, row.language) if readable else ("", "")
    return InboxLine(
        id=row.pk,
        kind=kind,
        subject=subject,
        text=text,
        state=State(row.state),
        channel=Channel(row.channel) if row.channel else None,
        told_at=row.told_at,
        due_at=row.next_attempt_at,
        sent_at=row.sent_at,
        delivered_at=row.delivered_at,
        timezone=zone_of(row.timezone).key,
        is_new=kind is not Kind.CODE and (seen_at is None or row.told_at > seen_at),
    )
