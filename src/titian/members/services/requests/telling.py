"""What is said about a request, once for each step, within two SMS and without anything personal
but the kind of change and a day.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from titian.accounts import services as accounts
from titian.kernel.periods import day_of
from titian.members import rules
from titian.members.errors import PersonOutOfReach
from titian.members.models import ChangeRequest, Person
from titian.members.selectors import amount, recipient_of
from titian.members.services.requests.writing import RULE
from titian.members.types import RequestKind
from titian.notifications import services as notifications
from titian.notifications.types import Address, Channel, Recipient, Urgency

RECEIVED, MISSING, DECIDED = "received", "missing", "decided"
REFUSED, EFFECTIVE, UNDONE, WAITING = "refused", "effective", "undone", "waiting"


def whom(row: ChangeRequest) -> Recipient | None:
    """The person concerned; who died is not written to, but the head of the card."""
    person_id = row.person_id
    if row.kind == RequestKind.DEATH:
        found = Person.objects.filter(pk=person_id).values_list("family__head_id", flat=True)
        person_id = found.get()
        if person_id == row.person_id:
            return None
    try:
        return recipient_of(person_id)
    except PersonOutOfReach:
        return None


def send_code(row: ChangeRequest, wanted: Mapping[str, str], *, at: datetime) -> None:
    """To the new address alone; it says nothing of whom it is for, and ends the code before it."""
    accounts.forget_codes(ref=code_ref(row.pk))
    to, channel = wanted[rules.PROVED[RequestKind(row.kind)]], wanted.get("channel", "email")
    language = Person.objects.values_list("language", flat=True).get(pk=row.person_id)
    minutes = amount("change_code_minutes", on=day_of(at))
    code = accounts.issue_code(
        ref=code_ref(row.pk),
        length=rules.CHANGE_CODE_DIGITS,
        lasts=timedelta(minutes=minutes),
        at=at,
    )
    notifications.tell(
        to=Recipient(f"person:{row.person_id}", (Address(Channel(channel), to),), language),
        template="members/messages/request_code.txt",
        data={"code": code, "minutes": minutes},
        urgency=Urgency.CODE,
        key=f"request:{row.pk}:code:{row.codes_sent}",
        by=RULE,
        at=at,
    )


def code_ref(request_id: int) -> str:
    return f"request:{request_id}"


def tell(
    row: ChangeRequest, about: str, *, at: datetime, to: Recipient | None = None, mark: str = ""
) -> None:
    """Say where the request stands. `to` is an address of before, `mark` keeps it apart."""
    recipient = to or whom(row)
    if recipient is None:
        return
    moment = row.due_at if about == RECEIVED else row.effective_at
    day = f"{day_of(moment or at)}"
    notifications.tell(
        to=recipient,
        template=f"members/messages/request_{about}.txt",
        data={"kind": row.kind, "day": day, "reason": row.reason, "number": row.pk},
        urgency=Urgency.NORMAL,
        key=f"request:{row.pk}:{about}:{mark}{at:%Y%m%d%H%M%S}",
        by=RULE,
        at=at,
    )
