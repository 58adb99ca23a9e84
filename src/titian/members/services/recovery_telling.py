"""What is said about a change of number: a code to the new one, notices to every old address."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.conf import settings
from django.urls import reverse

from titian.accounts import services as accounts
from titian.kernel.actors import Actor
from titian.members import rules
from titian.members.models import NumberRecovery
from titian.members.selectors import addresses_on_record, recipient_of, stop_token
from titian.members.types import NewContact, RecoveryStep
from titian.notifications import services as notifications
from titian.notifications.types import Address, Channel, Notice, Recipient, Urgency

_SENDER = Actor.system("members.recovery_code")

Facts = dict[str, str | int]


def send_code(row: NumberRecovery, *, at: datetime) -> None:
    """To the new number alone; the message says nothing of whom it is for."""
    code = accounts.issue_code(
        ref=rules.recovery_ref(row.pk),
        length=rules.RECOVERY_DIGITS,
        lasts=rules.RECOVERY_CODE_LASTS,
        at=at,
    )
    notifications.tell(
        to=_new(row),
        template="members/messages/recovery_code.txt",
        data={"code": code, "way": row.way},
        urgency=Urgency.CODE,
        key=f"recovery:{row.pk}:code:{row.codes_sent}",
        by=_SENDER,
        at=at,
    )


def tell_waiting(row: NumberRecovery, *, by: Actor, at: datetime) -> None:
    """Every address on record hears that a change was asked for, and how to stop it."""
    facts = _facts(row)
    effective = row.effective_at
    facts["when"] = effective.astimezone(UTC).isoformat() if effective else ""
    _tell_each("recovery_waiting", row, addresses_on_record(row.person_id), facts, by=by, at=at)


def tell_changed(
    row: NumberRecovery, old: Iterable[NewContact], *, by: Actor, at: datetime
) -> None:
    """The old addresses hear that it is done and how to undo it; the new one, that it is theirs."""
    facts = _facts(row)
    can_undo = row.undo_until is not None and at < row.undo_until
    facts["until"] = f"{row.undo_until:%Y-%m-%d}" if can_undo else ""
    _tell_each("recovery_changed", row, _addresses(old), facts, by=by, at=at)
    own: Facts = {"name": facts["name"]}
    notifications.tell_all([_notice("recovery_new", row, _new(row), own, at=at)], by=by, at=at)


def tell_stopped(
    row: NumberRecovery, old: Iterable[NewContact], *, by: Actor, at: datetime
) -> None:
    """The addresses on record hear that it is over, and so does the number it was for."""
    facts: Facts = {"name": _facts(row)["name"]}
    _tell_each("recovery_stopped", row, _addresses(old), facts, by=by, at=at)
    refused = _notice("recovery_refused", row, _new(row), {"way": row.way}, at=at)
    notifications.tell_all([refused], by=by, at=at)


def _tell_each(
    template: str,
    row: NumberRecovery,
    addresses: Iterable[Address],
    facts: Facts,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """One message an address: another that arrives does not excuse this one."""
    known = recipient_of(row.person_id)
    notices = [
        _notice(
            template,
            row,
            Recipient(known.ref, (address,), known.language, known.timezone),
            {**facts, "zone": known.timezone} if "when" in facts else facts,
            at=at,
            suffix=f"{number}:{row.step}",
        )
        for number, address in enumerate(addresses, start=1)
    ]
    notifications.tell_all(notices, by=by, at=at)


def _notice(
    template: str,
    row: NumberRecovery,
    to: Recipient,
    facts: Facts,
    *,
    at: datetime,
    suffix: str = "",
) -> Notice:
    """Also at night: whoever would lose an account by it must be able to stop it now."""
    key = f"recovery:{row.pk}:{template}:{suffix}"
    name = f"members/messages/{template}.txt"
    return Notice(to, name, facts, Urgency.NORMAL, key, answers=at)


def _new(row: NumberRecovery) -> Recipient:
    """The new number, by itself: until it is proved it is nobody's."""
    ref = rules.recovery_ref(row.pk)
    if row.step in (RecoveryStep.DONE, RecoveryStep.WAITING):
        ref = f"person:{row.person_id}"
    return Recipient(ref, (Address(Channel(row.channel), row.to_sealed),))


def _facts(row: NumberRecovery) -> Facts:
    token = stop_token(row.pk)
    return {
        "name": row.person.full_name.split(maxsplit=1)[0],
        "number": rules.masked_number(row.to_sealed),
        "way": row.way,
        "link": f"{settings.TITIAN_ORIGIN}{reverse('members:not_me', args=[token])}",
    }


def _addresses(contacts: Iterable[NewContact]) -> list[Address]:
    return [Address(Channel(one.channel), one.to) for one in contacts if one.verified]
