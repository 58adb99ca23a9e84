"""Who came for a family and could not be let is written down, although nothing else is."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_OID, UUID, uuid5

from django.db import transaction

from titian.enrolment.models import TurnedAway
from titian.enrolment.selectors.city import office
from titian.enrolment.services.filling import KK
from titian.enrolment.types import Channel, NewApplication
from titian.kernel.actors import Actor
from titian.kernel.errors import Refusal
from titian.kernel.periods import day_of
from titian.platform.audit import services as audit
from titian.platform.db.sealing import blind_index

KEPT = timedelta(days=90)
_WHERE_PEOPLE_COME = frozenset({Channel.COUNTER, Channel.KADER})


@transaction.atomic
def turn_away(
    *,
    wanted: NewApplication,
    refusal: Refusal,
    channel: Channel,
    client_key: UUID,
    by: Actor,
    at: datetime,
    application_id: int | None = None,
) -> None:
    """After the refusal, in a transaction of its own; the same press again is the same visit.

    From home and by spreadsheet nobody came: nothing is written.
    """
    if channel not in _WHERE_PEOPLE_COME:
        return
    row, is_new = TurnedAway.objects.get_or_create(
        client_key=client_key,
        defaults={
            "city_id": office(wanted.village_code).city,
            "village_id": wanted.village_code,
            "kind": wanted.kind,
            "channel": channel,
            "comes": wanted.comes,
            "why": refusal.code,
            "at": at,
            "actor": by.ref,
            "application_id": application_id,
            "kk_sealed": wanted.kk_number,
            "kk_index": blind_index(KK, wanted.kk_number),
            "head_name_sealed": wanted.head_name.strip() or None,
            "name_sealed": wanted.comes_name.strip() or None,
        },
    )
    if is_new:
        said: dict[str, object] = {"comes": wanted.comes.value, "why": refusal.code}
        what = f"enrolment_turned_away:{row.pk}"
        audit.record(audit.Entry(by, "enrolment.turn_away", what, said), at=at)


def visit_key(application_id: int, wanted: NewApplication, at: datetime) -> UUID:
    """Where the press has no key of its own: a person once a day for an application."""
    return uuid5(NAMESPACE_OID, f"enrolment:{application_id}:{wanted.comes}:{day_of(at)}")


def forget_turned_away(*, at: datetime) -> int:
    """After three months who it was is nobody's business; that it happened is still counted."""
    old = TurnedAway.objects.filter(at__lt=at - KEPT, kk_sealed__isnull=False)
    return old.update(kk_sealed=None, kk_index=None, head_name_sealed=None, name_sealed=None)
