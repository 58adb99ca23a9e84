"""A family stops its reminders, puts them off, or has them back, by the link in each of them."""

from calendar import monthrange
from datetime import date, datetime

from django.core import signing
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from titian.contributions.errors import ReminderLinkUnknown
from titian.contributions.models import ReminderChoice
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.platform.audit import services as audit

_SALT = "contributions.reminders"
_LENGTH = 16  # of 16 values each: nobody guesses one


def reminder_token(family_id: int) -> str:
    """What the link carries: signed, good for nothing but these choices, short enough for SMS."""
    number = signing.b62_encode(family_id)
    return f"{number}-{_signature(number)}"


def family_of_token(token: str) -> int:
    """Raises `ReminderLinkUnknown` for a token that we have not made."""
    number, _, signature = token.partition("-")
    if not constant_time_compare(signature, _signature(number)):
        raise ReminderLinkUnknown
    return signing.b62_decode(number)


def _signature(number: str) -> str:
    return salted_hmac(_SALT, number, algorithm="sha256").hexdigest()[:_LENGTH]


@transaction.atomic
def stop_reminders(*, token: str, by: Actor, at: datetime) -> None:
    _choose(token, "stopped", stopped=True, until=None, by=by, at=at)


@transaction.atomic
def snooze_reminders(*, token: str, by: Actor, at: datetime) -> None:
    """None until the month is over."""
    today = day_of(at)
    until = today.replace(day=monthrange(today.year, today.month)[1])
    _choose(token, "snoozed", stopped=False, until=until, by=by, at=at)


@transaction.atomic
def resume_reminders(*, token: str, by: Actor, at: datetime) -> None:
    _choose(token, "resumed", stopped=False, until=None, by=by, at=at)


def _choose(
    token: str, how: str, *, stopped: bool, until: date | None, by: Actor, at: datetime
) -> None:
    family_id = family_of_token(token)

    ReminderChoice.objects.update_or_create(
        family_id=family_id,
        defaults={"stopped": stopped, "snoozed_until": until, "changed_at": at},
    )

    audit.record(audit.Entry(by, f"contributions.reminders_{how}", f"family:{family_id}"), at=at)
