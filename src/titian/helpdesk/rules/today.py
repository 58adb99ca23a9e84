"""Which failures of a day the desk is told of, and from which source each is known."""

from collections import Counter
from collections.abc import Iterable

from titian.helpdesk.rules.lost import carrier_of
from titian.helpdesk.rules.reports import DESK, LINK
from titian.helpdesk.types.today import Source

_RECORDED = "recorded."
_NOT_OF_THE_PERSON = frozenset({"ours", "theirs"})


def source_of(feature: str, reason: str) -> Source:
    if reason.startswith(_RECORDED):
        return Source.STAFF
    if carrier_of(reason):
        return Source.MESSAGE
    if feature == LINK:
        return Source.LINK
    return Source.DESK if feature == DESK else Source.PAGE


def is_told(reason: str, side: str) -> bool:
    """A mistyped word is no failure; what somebody told staff is, whatever side it was on."""
    return side in _NOT_OF_THE_PERSON or reason.startswith(_RECORDED)


def summed(hours: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Each hour once, in order."""
    counted: Counter[int] = Counter()
    for hour, times in hours:
        counted[hour] += times
    return tuple(sorted(counted.items()))
