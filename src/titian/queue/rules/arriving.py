"""Rules of arriving: whose age gives priority, which places a walk-in takes, the board's code."""

from collections.abc import Mapping

from titian.queue.types import Part, Payer, Priority

ELDER_FROM = 60  # years; UU 13/1998 on the welfare of the elderly
WALK_IN_ORDER = (Part.COUNTER, Part.BOOKABLE)


def priority_of(age: int) -> Priority:
    """Priority that age alone gives; being pregnant or disabled is said at the counter."""
    return Priority.ELDER if age >= ELDER_FROM else Priority.NONE


def free_part(left: Mapping[Part, int], *, use_reserve: bool) -> Part | None:
    """Where a walk-in finds a place: counter, then unsold bookable, the reserve if allowed."""
    order = (*WALK_IN_ORDER, Part.RESERVE) if use_reserve else WALK_IN_ORDER
    return next((part for part in order if left[part] > 0), None)


def payer_of(said: Payer | None, *, active: bool) -> Payer:
    """Who pays: as said at the counter, else the scheme for who is active; it may stay open."""
    if said is not None:
        return said
    return Payer.JKN if active else Payer.UNCLEAR
