"""Failures that people met, and the codes they show for them."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction

from tests.factories.queue import MORNING, Clinic
from titian.helpdesk.services.priority import Claimed, give_place
from titian.helpdesk.services.recording import record_failure
from titian.helpdesk.types.receipts import FailureKind, PlaceGiven
from titian.kernel.actors import Actor
from titian.kernel.identifiers import tidy_code
from titian.members.models import Person
from titian.notifications import services as notifications
from titian.notifications.types import Address, Channel, Recipient, Urgency
from titian.platform.failures import services as failures
from titian.platform.failures.services import Fault
from titian.queue.models import PracticeSession

EARLIER = timedelta(minutes=20)


def a_failure(
    reason: str = "fault",
    *,
    feature: str = "queue:hold",
    side: str = "ours",
    status: int = 500,
    account: str = "",
    at: datetime = MORNING - EARLIER,
) -> str:
    """Its code without the dash."""
    fault = Fault(feature, reason, side, status, "35.73", account)
    return tidy_code(failures.receipt(fault, at=at))


def a_code_never_sent(person_id: int, *, at: datetime = MORNING - EARLIER) -> str:
    """A sign-in code was said to somebody and is not sent; they asked again and got a receipt."""
    with transaction.atomic():
        _tell(person_id, at - timedelta(minutes=3))
    return a_failure("frontdoor.code_not_arrived", feature="frontdoor:ways", status=429, at=at)


def _tell(person_id: int, at: datetime) -> None:
    notifications.tell(
        to=Recipient(ref=f"person:{person_id}", addresses=(Address(Channel.SMS, "081234505678"),)),
        template="frontdoor/messages/code.txt",
        data={"code": "123456", "minutes": 15},
        urgency=Urgency.CODE,
        key=f"sign_in:{uuid4()}",
        by=Actor.system("tests"),
        at=at,
    )


def recorded(
    clinic: Clinic, kind: FailureKind = FailureKind.FAULT, *, by: Actor | None = None
) -> str:
    return record_failure(
        kind=kind,
        facility_code=clinic.facility.code,
        client_key=uuid4(),
        by=by or clinic.desk,
        at=MORNING - EARLIER,
    )


def card_of(person_id: int) -> str:
    return Person.objects.get(pk=person_id).card_sealed


def redeem(
    code: str,
    session: PracticeSession,
    person_id: int,
    *,
    by: Actor,
    key: UUID | None = None,
    at: datetime = MORNING,
) -> PlaceGiven:
    return give_place(
        session_id=session.pk,
        claimed=Claimed(code, identifier=card_of(person_id)),
        client_key=key or uuid4(),
        by=by,
        at=at,
    )
