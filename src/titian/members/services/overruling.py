"""A recovered number and addresses that were asked for: what a counter saw has the last word.

Requests wait and are told to the old address, recoveries too. Put one after the other they must
not undo each other, or whoever came first with a stolen session comes back.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import QuerySet

from titian.kernel.actors import Actor
from titian.members.models import ChangeRequest, NumberRecovery
from titian.members.services.requests.writing import move
from titian.members.types import NewContact, RecoveryStep, RecoveryWay, RequestKind, RequestStep
from titian.notifications.types import Channel

_ALIVE = (RequestStep.REPAIR, RequestStep.SET)
_ADDRESSES = (RequestKind.PHONE, RequestKind.EMAIL)


def lock_asked(recovery_id: int) -> None:
    """The person's requests for another address; before the person, as everybody locks."""
    whose = NumberRecovery.objects.filter(pk=recovery_id).values("person_id")
    list(_waiting().filter(person__in=whose))


def end_asked(person_id: int, *, by: Actor, at: datetime) -> None:
    """What was asked for with the addresses of before does not come into force; one that still
    waits for its code is closed.
    """
    for row in _waiting().filter(person=person_id):
        move(row, "undo" if row.step == RequestStep.SET else "close", by=by, at=at)


def undo_until(row: NumberRecovery, *, days: timedelta, at: datetime) -> datetime:
    """Until when it can be undone; earlier changes cannot any more.

    What a counter saw is not undone from an address that got there without one.
    """
    earlier = NumberRecovery.objects.filter(
        person=row.person_id, step=RecoveryStep.DONE, undo_until__gt=at
    ).exclude(pk=row.pk)
    unseen = earlier.exclude(way=RecoveryWay.COUNTER).exists() or _came(row, at - days).exists()
    earlier.update(undo_until=at)
    return at if row.way == RecoveryWay.COUNTER and unseen else at + days


def trusted(
    old: Sequence[NewContact], row: NumberRecovery, *, days: timedelta, at: datetime
) -> list[NewContact]:
    """At a counter an e-mail that came by a request lately goes as well: it opens the account."""
    came = _came(row, at - days).filter(kind=RequestKind.EMAIL)
    if row.way != RecoveryWay.COUNTER or not came.exists():
        return list(old)
    return [one for one in old if one.channel != Channel.EMAIL]


def _came(row: NumberRecovery, since: datetime) -> "QuerySet[ChangeRequest]":
    return ChangeRequest.objects.filter(
        person=row.person_id, kind__in=_ADDRESSES, step=RequestStep.DONE, ended_at__gt=since
    )


def _waiting() -> "QuerySet[ChangeRequest]":
    asked = ChangeRequest.objects.filter(kind__in=_ADDRESSES, step__in=_ALIVE)
    return asked.order_by("pk").select_for_update(of=("self",))
