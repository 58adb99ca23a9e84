"""The code itself: made when it is sent, so that it is never stored in clear by us."""

from dataclasses import replace
from datetime import datetime

from titian.accounts import services as accounts
from titian.frontdoor import rules
from titian.frontdoor.models import SignIn
from titian.kernel.actors import Actor
from titian.members import selectors as members_read
from titian.notifications import services as notifications
from titian.notifications.types import Channel, Urgency

_SENDER = Actor.system("frontdoor.send_code")
_TEMPLATE = "frontdoor/messages/code.txt"


def send_code(*, pending_id: int, number: int, channel: Channel, at: datetime) -> int | None:
    """Make and send a code to the person's own address; nothing for a decoy or a past sign-in.

    Needs the caller's transaction; sent once however often it is called for the same number.
    """
    row = SignIn.objects.filter(pk=pending_id, expires_at__gt=at).first()
    if row is None or row.person_id is None:
        return None
    accounts.hold_access(subject=str(row.person_id))  # an address that goes now gets no code
    recipient = replace(
        members_read.recipient_of(row.person_id),
        addresses=members_read.addresses_on_record(row.person_id),
    )
    code = accounts.issue_code(
        ref=rules.code_ref(row.pk, row.person_id),
        length=rules.CODE_DIGITS,
        lasts=rules.CODE_LASTS,
        at=at,
    )
    minutes = int(rules.CODE_LASTS.total_seconds() // 60)
    return notifications.tell(
        to=recipient,
        template=_TEMPLATE,
        data={"code": code, "minutes": minutes},
        urgency=Urgency.CODE,
        key=f"sign_in:{row.pk}:{number}",
        by=_SENDER,
        at=at,
        only=channel,
    )
