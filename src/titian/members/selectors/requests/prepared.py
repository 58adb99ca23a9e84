"""A form filled in beforehand: for whom it was made, while its link holds."""

import json
from datetime import datetime

from titian.kernel.actors import Actor, ActorKind
from titian.members.models import ChangeRequest, PreparedChange
from titian.members.types import Prepared, RequestKind
from titian.platform.db.sealing import blind_index

_LONGEST = 40


def find_prepared(token: str, *, kind: RequestKind, viewer: Actor, at: datetime) -> Prepared | None:
    """None for everybody else, after its time, and for what never was: alike."""
    if viewer.kind is not ActorKind.MEMBER:
        return None
    row = PreparedChange.objects.filter(
        token_index=prepared_index(token[:_LONGEST]),
        asker=int(viewer.subject),
        kind=kind,
        ends_at__gt=at,
    ).first()
    if row is None:
        return None
    made = ChangeRequest.objects.filter(client_key=row.client_key, asked_by=viewer.ref)
    request_id = made.values_list("pk", flat=True).first()
    return Prepared(row.person_id, kind, json.loads(row.wanted_sealed), row.client_key, request_id)


def prepared_index(token: str) -> bytes:
    return blind_index("member.prepared", token)
