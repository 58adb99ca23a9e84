"""The family, or the office that wrote it down, takes an application back."""

from datetime import datetime

from django.db import transaction

from titian.enrolment.errors import ApplicationWrong
from titian.enrolment.rules import CANCEL_REASONS
from titian.enrolment.services.holding import lock
from titian.enrolment.services.moving import move
from titian.enrolment.types import Act, ApplicationState
from titian.kernel.actors import Actor


@transaction.atomic
def cancel(*, application_id: int, reason: str, by: Actor, at: datetime) -> None:
    """While it is not on a letter. Again is no fault. Raises ApplicationSettled."""
    row = lock(application_id, by)
    if row.state == ApplicationState.CANCELLED:
        return
    if reason not in CANCEL_REASONS:
        raise ApplicationWrong(field="reason")

    move(row, Act.CANCEL, by=by, at=at, reason=reason)
