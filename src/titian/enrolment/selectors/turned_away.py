"""Who came to a village office and could not be let: its list, until the family has applied."""

from datetime import datetime, timedelta

from django.db import transaction

from titian.enrolment.errors import ApplicationGone, NotEnrolmentOfficer
from titian.enrolment.models import Application, TurnedAway
from titian.enrolment.selectors.reaching import enters_for
from titian.enrolment.types import (
    ApplicationKind,
    Channel,
    Comes,
    TurnedAwayLine,
    TurnedAwayVisit,
)
from titian.kernel.actors import Actor
from titian.kernel.text import masked_name
from titian.platform.audit import services as audit

_LATELY = timedelta(days=30)
_MOST = 50


def turned_away(village: str, *, viewer: Actor, at: datetime) -> list[TurnedAwayLine]:
    """Of the last month, newest first; once the family has sent the same, it is off the list."""
    if not enters_for(viewer, village):
        raise NotEnrolmentOfficer
    rows = TurnedAway.objects.filter(
        village=village, at__gt=at - _LATELY, kk_index__isnull=False
    ).order_by("-at", "-id")[:_MOST]
    found = list(rows)
    sent = _sent_since(village, at) if found else {}
    waiting: dict[tuple[bytes, str], TurnedAway] = {}
    for row in found:
        key = bytes(row.kk_index or b""), row.kind
        if sent.get(key, row.at) <= row.at:
            waiting.setdefault(key, row)
    return [_line(row) for row in waiting.values()]


@transaction.atomic
def turned_away_visit(number: int, *, viewer: Actor, at: datetime) -> TurnedAwayVisit:
    """What was typed at that visit; the look is recorded. Raises ApplicationGone."""
    row = TurnedAway.objects.filter(pk=number, kk_index__isnull=False).first()
    if row is None or not enters_for(viewer, row.village_id):
        raise ApplicationGone
    what = f"enrolment_turned_away:{row.pk}"
    audit.record(audit.Entry(viewer, "enrolment.turned_away_looked", what), at=at)
    return TurnedAwayVisit(
        kind=ApplicationKind(row.kind),
        village_code=row.village_id,
        kk_number=row.kk_sealed or "",
        head_name=row.head_name_sealed or "",
    )


def _sent_since(village: str, at: datetime) -> dict[tuple[bytes, str], datetime]:
    """When each family of the village last sent each kind."""
    sent = Application.objects.filter(village=village, submitted_at__gt=at - _LATELY)
    rows = sent.order_by("submitted_at").values_list("kk_index", "kind", "submitted_at")
    return {(bytes(index), kind): moment for index, kind, moment in rows if moment}


def _line(row: TurnedAway) -> TurnedAwayLine:
    return TurnedAwayLine(
        id=row.pk,
        kind=ApplicationKind(row.kind),
        channel=Channel(row.channel),
        comes=Comes(row.comes),
        why=row.why,
        at=row.at,
        masked_name=masked_name(row.name_sealed or ""),
        application_id=row.application_id,
    )
