"""What the person hears, at the address they gave: that something is there, and the link."""

from datetime import datetime

from django.conf import settings

from titian.complaints.models import Case
from titian.complaints.selectors.hours import zone_of
from titian.complaints.types import Act
from titian.kernel.actors import Actor
from titian.kernel.identifiers import mobile_number
from titian.notifications import services as notifications
from titian.notifications.types import Address, Channel, Notice, Recipient, Urgency

RULE = Actor.system("complaints")
_FILED = "complaints/messages/filed.txt"
_ANSWERED = "complaints/messages/answered.txt"
_PASSED = "complaints/messages/passed.txt"
_MERGED = "complaints/messages/merged.txt"


def tell_filed(case: Case, *, at: datetime) -> None:
    """Said at any hour: who has written a minute ago is awake."""
    _tell(case, _FILED, "filed", answers=at, at=at)


def tell_answer(case: Case, act: Act, *, at: datetime) -> None:
    _tell(case, _ANSWERED, f"{act}:{case.moves_made}", answers=None, at=at)


def tell_passed(case: Case, *, at: datetime) -> None:
    _tell(case, _PASSED, f"pass:{case.moves_made}", answers=None, at=at)


def tell_merged(case: Case, *, at: datetime) -> None:
    _tell(case, _MERGED, f"merge:{case.moves_made}", answers=None, at=at)


def tell_shared(case: Case, of: Case, act: Act, *, at: datetime) -> None:
    _tell(case, _ANSWERED, f"{act}:{of.pk}:{of.moves_made}", answers=None, at=at)


def _tell(case: Case, template: str, what: str, *, answers: datetime | None, at: datetime) -> None:
    to = _recipient(case)
    if to is None:
        return
    facts: dict[str, str | int] = {"number": case.number, "link": link(case.token_sealed)}
    key = f"complaint:{case.pk}:{what}"
    notice = Notice(to, template, facts, Urgency.NORMAL, key, answers=answers)
    notifications.tell_all([notice], by=RULE, at=at)


def _recipient(case: Case) -> Recipient | None:
    given = case.contact_sealed
    if not given:
        return None
    number = mobile_number(given)
    addresses = (
        (Address(Channel.WHATSAPP, number), Address(Channel.SMS, number))
        if number
        else (Address(Channel.EMAIL, given),)
    )
    ref = f"complaint:{case.pk}"
    return Recipient(ref, addresses, language=case.language, timezone=str(zone_of(case)))


def link(token: str) -> str:
    return f"{settings.TITIAN_ORIGIN}/keluhan/{token}/"
