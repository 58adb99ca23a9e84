"""A person asked for deletion: addresses on record, of the past, and earlier copies go."""

from datetime import datetime

from django.db.models import Q

from titian.kernel.actors import Actor
from titian.members.models import (
    ChangeRequest,
    Contact,
    DataExport,
    NumberRecovery,
    PreparedChange,
)
from titian.members.types import RecoveryStep, RequestKind
from titian.platform.audit import services as audit
from titian.platform.db.personal import Whose

_OF_ADDRESSES = (RequestKind.PHONE, RequestKind.EMAIL)
_OPEN = [step for step in RecoveryStep if step.is_open]


def let_go(whose: Whose, *, by: Actor, at: datetime) -> int:
    """Who the person is and what happened to the membership stays (docs/decisions)."""
    contacts, _ = Contact.objects.filter(person=whose.person_id).delete()
    copies, _ = DataExport.objects.filter(person=whose.person_id).delete()
    PreparedChange.objects.filter(Q(asker=whose.person_id) | Q(person=whose.person_id)).delete()
    former = _forget_former_addresses(whose.person_id, at)

    data: dict[str, object] = {"contacts": contacts, "copies": copies, "former": former}
    entry = audit.Entry(by, "members.data_let_go", f"person:{whose.person_id}", data)
    audit.record(entry, at=at)
    return contacts + copies + former


def _forget_former_addresses(person_id: int, at: datetime) -> int:
    """Numbers in requests and recoveries that are over: that there was one stays, not which.
    What can still be undone keeps the number it would put back.
    """
    wishes = ChangeRequest.objects.filter(
        person=person_id, kind__in=_OF_ADDRESSES, ended_at__isnull=False
    ).update(wanted_sealed="{}", before_sealed=None)
    over = NumberRecovery.objects.filter(
        Q(undo_until__isnull=True) | Q(undo_until__lte=at), person=person_id
    ).exclude(step__in=_OPEN)
    over.filter(old_sealed__isnull=False).update(old_sealed="")
    return wishes + over.update(to_sealed="")
