"""What somebody said is put into the form for them: behind a link of theirs, for a short time."""

import json
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction

from titian.kernel.actors import Actor, ActorKind
from titian.members import rules
from titian.members.errors import RequestNotAllowed
from titian.members.models import PreparedChange
from titian.members.selectors.requests import asking_for
from titian.members.selectors.requests.prepared import prepared_index
from titian.members.types import RequestKind

_LASTS = timedelta(hours=2)
_TOKEN_BYTES = 16  # 128 bits: nobody guesses a link
_LONGEST = 200


@transaction.atomic
def prepare(
    *, person_id: int, kind: RequestKind, wanted: Mapping[str, str], by: Actor, at: datetime
) -> str:
    """The token of the link; an earlier link for the same kind ends. Nothing is asked for yet:
    that happens on the form. Raises `PersonOutOfReach`, `RequestNotAllowed`.
    """
    if by.kind is not ActorKind.MEMBER:
        raise RequestNotAllowed
    whose = asking_for(person_id, viewer=by, at=at)
    said = {name: wanted[name][:_LONGEST] for name in wanted if name in rules.KINDS[kind].names}

    token = secrets.token_urlsafe(_TOKEN_BYTES)
    PreparedChange.objects.update_or_create(
        asker_id=int(by.subject),
        kind=kind,
        defaults={
            "token_index": prepared_index(token),
            "person_id": whose.person_id,
            "wanted_sealed": json.dumps(said),
            "client_key": uuid4(),
            "made_at": at,
            "ends_at": at + _LASTS,
        },
    )
    return token


def forget_prepared(*, at: datetime) -> int:
    """Let go of what was prepared and whose link has ended; how many."""
    return PreparedChange.objects.filter(ends_at__lte=at).delete()[0]
