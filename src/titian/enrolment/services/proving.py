"""A resident without an account shows that the phone is theirs: by a code sent to it."""

from datetime import datetime, timedelta

from django.db import transaction

from titian.accounts import services as accounts
from titian.enrolment.errors import ApplicationWrong
from titian.kernel.actors import Actor, ActorKind
from titian.kernel.identifiers import mobile_number
from titian.notifications import services as notifications
from titian.notifications.types import Address, Channel, Recipient, Urgency
from titian.platform.db.sealing import blind_index

CODE_LASTS = timedelta(minutes=15)
PROOF_LASTS = timedelta(hours=12)
_DIGITS = 6
_SENDER = Actor.system("enrolment.send_code")
_TEMPLATE = "enrolment/messages/code.txt"


def resident(phone: str) -> Actor:
    """Who holds this phone: opaque, always the same for the same number."""
    return Actor(ActorKind.VISITOR, f"visitor:{blind_index('enrol_phone', phone).hex()}")


@transaction.atomic
def send_code(*, phone: str, at: datetime) -> None:
    """By WhatsApp, else by SMS. Raises ApplicationWrong for what is no mobile number; who asks
    has been counted before.
    """
    number = mobile_number(phone)
    if number is None:
        raise ApplicationWrong(field="phone")
    ref = resident(number).ref
    code = accounts.issue_code(ref=f"enrol:{ref}", length=_DIGITS, lasts=CODE_LASTS, at=at)
    notifications.tell(
        to=Recipient(ref, (Address(Channel.WHATSAPP, number), Address(Channel.SMS, number))),
        template=_TEMPLATE,
        data={"code": code, "minutes": int(CODE_LASTS.total_seconds() // 60)},
        urgency=Urgency.CODE,
        key=f"enrolment.code:{at:%Y%m%d%H%M%S%f}",
        by=_SENDER,
        at=at,
    )


@transaction.atomic
def prove(*, phone: str, code: str, at: datetime) -> Actor:
    """The resident whose phone got this code. Raises WrongCode of accounts."""
    by = resident(phone)
    accounts.redeem_code(refs=[f"enrol:{by.ref}"], code=code, at=at)
    accounts.forget_codes(ref=f"enrol:{by.ref}")
    return by
