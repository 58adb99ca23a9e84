"""What the family hears at each step of its application, on the phone it gave; nothing personal."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from titian.enrolment.models import Application
from titian.enrolment.types import Act, Procedure
from titian.kernel.identifiers import mobile_number
from titian.notifications.types import Address, Channel, Notice, Recipient, Urgency

TEMPLATE = "enrolment/messages/moved.txt"
_TRACK = "/lacak/"


def notices_of(
    row: Application, act: Act, procedure: Procedure, *, at: datetime
) -> Sequence[Notice]:
    """The procedure's words for the state it is in now, its code, and where to look."""
    words = procedure.told.get(row.state, "")
    to = recipient(row)
    if not words or to is None:
        return ()
    facts: dict[str, str | int] = {"code": row.code, "told": words, "link": link(row.code)}
    key = f"enrolment:{row.pk}:{act}:{at:%Y%m%d%H%M%S%f}"
    return [Notice(to, TEMPLATE, facts, Urgency.NORMAL, key)]


def recipient(row: Application) -> Recipient | None:
    number = mobile_number(row.phone_sealed)
    if number is None:
        return None
    addresses = (Address(Channel.WHATSAPP, number), Address(Channel.SMS, number))
    return Recipient(f"enrolment:{row.pk}", addresses)


def link(code: str) -> str:
    return f"{settings.TITIAN_ORIGIN}{_TRACK}{code}/"
