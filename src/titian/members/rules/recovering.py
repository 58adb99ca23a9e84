"""A new number without the old one: who may vouch, how long it waits, what it replaces."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from titian.members.errors import (
    RecoveryLocked,
    RecoveryNotThisWay,
    RecoveryTooOften,
)
from titian.members.types import NewContact, NewNumber, RecoveryStep, RecoveryWay
from titian.notifications.types import Channel

RECOVERY_DIGITS = 6
RECOVERY_CODE_LASTS = timedelta(minutes=15)
RECOVERY_PROOF_LASTS = timedelta(hours=1)
RECOVERY_TRIES = 10
RECOVERY_CODES = 6
RECOVERY_WINDOW = timedelta(days=30)
RECOVERY_CHANNELS = (Channel.WHATSAPP, Channel.SMS)

# What may be done at which step. A change that took effect is undone, not stopped.
RECOVERY_MOVES: Mapping[str, frozenset[RecoveryStep]] = {
    "prove": frozenset({RecoveryStep.PROVING}),
    "second": frozenset({RecoveryStep.SECONDING}),
    "apply": frozenset({RecoveryStep.WAITING}),
    "stop": frozenset({RecoveryStep.PROVING, RecoveryStep.SECONDING, RecoveryStep.WAITING}),
    "undo": frozenset({RecoveryStep.DONE}),
}


@dataclass(frozen=True, slots=True)
class RecoveryFacts:
    """What is looked at before a change may begin."""

    way: RecoveryWay
    is_adult: bool
    has_address: bool
    same_card: bool
    vouches_for_self: bool
    begun_lately: int
    stopped_lately: bool


def begin_recovery(facts: RecoveryFacts, *, most: int) -> None:
    """Refuse what must not begin.

    An adult who cannot be warned at an old address is not left to the head alone: nobody could
    object. Who stopped a change as not theirs is changed at a counter only, for a while.
    """
    if facts.vouches_for_self or not _fits(facts):
        raise RecoveryNotThisWay
    if facts.stopped_lately and facts.way is not RecoveryWay.COUNTER:
        raise RecoveryLocked
    if facts.begun_lately >= most:
        raise RecoveryTooOften(most=most)


def _fits(facts: RecoveryFacts) -> bool:
    if facts.way is RecoveryWay.HEAD:
        return facts.same_card and (facts.has_address or not facts.is_adult)
    return facts.way is RecoveryWay.COUNTER or not facts.same_card


def wait_key(way: RecoveryWay, *, is_adult: bool) -> str:
    """The parameter that says how many hours a change of this way waits."""
    if way is RecoveryWay.HEAD and is_adult:
        return "recovery_hours_head_adult"
    return f"recovery_hours_{way}"


def after_proof(way: RecoveryWay) -> RecoveryStep:
    """A kader's word needs a second person; the others' wait begins at once."""
    return RecoveryStep.SECONDING if way is RecoveryWay.KADER else RecoveryStep.WAITING


def may_move(move: str, step: RecoveryStep, undo_until: datetime | None, at: datetime) -> bool:
    """Whether the table allows it, and for an undo whether its days are not over."""
    in_time = move != "undo" or (undo_until is not None and at < undo_until)
    return step in RECOVERY_MOVES[move] and in_time


def addresses_after(new: NewNumber, old: Iterable[NewContact]) -> list[NewContact]:
    """The new number first; telephones on record are the lost ones, e-mail stays."""
    mail = [contact for contact in old if contact.channel == Channel.EMAIL]
    return [NewContact(new.channel, new.to), *mail]


def masked_number(to: str) -> str:
    """Enough for the owner to recognise, too little for a stranger to use."""
    return f"••••{to[-4:]}"


def recovery_ref(recovery_id: int) -> str:
    """What a code sent to a new number is made for."""
    return f"recovery:{recovery_id}"
