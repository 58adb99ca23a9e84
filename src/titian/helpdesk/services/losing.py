"""A sign-in code that no way would carry makes its receipt by itself, once."""

from datetime import datetime

from titian.accounts import selectors as accounts_read
from titian.helpdesk.models import LostCode
from titian.helpdesk.rules import lost as rules
from titian.kernel.actors import Actor
from titian.kernel.errors import Side
from titian.kernel.identifiers import tidy_code
from titian.kernel.periods import day_of
from titian.members import selectors as members_read
from titian.notifications import selectors as notifications_read
from titian.notifications.errors import NoSuchMessage
from titian.platform.failures import services as failures

_WATCH = Actor.system("helpdesk.lost_code")
_STATUS = 503


def note_lost_code(*, message_id: int, recipient_ref: str, key: str, at: datetime) -> str:
    """The receipt's code without dash, the same for the same message; empty for a message that
    is no sign-in code. Needs the caller's transaction.
    """
    person = rules.person_of(recipient_ref, key)
    if person is None or not _is_there(person, at):
        return ""
    before = LostCode.objects.filter(pk=message_id).values_list("code", flat=True).first()
    if before is not None:
        return before
    fault = failures.Fault(
        feature=rules.FEATURE,
        reason=rules.reason_of(_carrier(message_id)),
        side=Side.OURS,
        status=_STATUS,
        account=accounts_read.refs_of([str(person)]).get(str(person), ""),
    )
    code = tidy_code(failures.receipt_beside(fault, at=at))
    LostCode.objects.create(message_id=message_id, code=code, person_id=person, at=at)
    return code


def _is_there(person_id: int, at: datetime) -> bool:
    return bool(members_read.standings_of([person_id], viewer=_WATCH, on=day_of(at)))


def _carrier(message_id: int) -> str:
    """The last way that was tried."""
    try:
        return str(notifications_read.message_state(message_id).channel or "")
    except NoSuchMessage:
        return ""
