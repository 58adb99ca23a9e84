"""What is said about a request, once for each step, within two SMS and without anything personal
but the kind of change and a day.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from titian.accounts import services as accounts
from titian.kernel.periods import day_of
from titian.members import rules
from titian.members.models import ChangeRequest, Person
from titian.members.selectors import amount, recipients_of
from titian.members.selectors.requests import undo_token
from titian.members.services.requests.writing import RULE
from titian.members.types import RequestKind
from titian.notifications import services as notifications
from titian.notifications.types import Address, Channel, Notice, Recipient, Urgency

RECEIVED, MISSING, DECIDED = "received", "missing", "decided"
REFUSED, EFFECTIVE, UNDONE, WAITING = "refused", "effective", "undone", "waiting"


def whom(row: ChangeRequest) -> Recipient | None:
    """The person concerned; who died is not written to, but the head of the card."""
    return whom_all([row]).get(row.pk)


def whom_all(rows: Sequence[ChangeRequest]) -> dict[int, Recipient]:
    """The same for many, by request; a request with nobody to tell is missing."""
    people = {row.pk: row.person_id for row in rows}
    died = [row.person_id for row in rows if row.kind == RequestKind.DEATH]
    if died:
        found = Person.objects.filter(pk__in=died).values_list("pk", "family__head_id")
        heads = {pk: head for pk, head in found if pk != head}
        people = {
            row.pk: heads.get(row.person_id, 0) if row.person_id in died else row.person_id
            for row in rows
        }
    reached = recipients_of(people.values()) if people else {}
    return {pk: reached[person] for pk, person in people.items() if person in reached}


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


def tell(row: ChangeRequest, about: str, *, at: datetime) -> None:
    """Say where the request stands."""
    tell_all([row], about, to=whom_all([row]), at=at)


def tell_all(
    rows: Sequence[ChangeRequest],
    about: str,
    *,
    to: Mapping[int, Recipient],
    at: datetime,
    mark: str = "",
) -> None:
    """The same of many in one statement. `to` may hold addresses of before, `mark` keeps apart."""
    notices = [_notice(row, about, to[row.pk], at, mark) for row in rows if row.pk in to]
    notifications.tell_all(notices, by=RULE, at=at)


def _notice(row: ChangeRequest, about: str, to: Recipient, at: datetime, mark: str) -> Notice:
    moment = row.due_at if about == RECEIVED else row.effective_at
    facts: dict[str, str | int] = {
        "kind": row.kind,
        "day": f"{day_of(moment or at)}",
        "reason": row.reason,
        "number": row.pk,
    }
    if about == WAITING:
        link = reverse("members:not_mine", args=[undo_token(row.pk)])
        facts["link"] = f"{settings.TITIAN_ORIGIN}{link}"
    key = f"request:{row.pk}:{about}:{mark}{at:%Y%m%d%H%M%S}"
    return Notice(to, f"members/messages/request_{about}.txt", facts, Urgency.NORMAL, key)
