"""Who is too few to be told in figures."""

from collections.abc import Callable, Iterable
from itertools import takewhile
from typing import TypeVar

LEAST = 5  # people; a smaller group might be somebody
T = TypeVar("T")


def fold_few(groups: Iterable[T], people: Callable[[T], int]) -> tuple[list[T], list[T]]:
    """Groups that may be told, the biggest first, and those told only together.

    Together they are at least as many as the least: else the next smallest goes with them, so
    that nobody finds the hidden ones by taking the others from the sum.
    """
    ranked = sorted((one for one in groups if people(one)), key=people, reverse=True)
    told = list(takewhile(lambda one: people(one) >= LEAST, ranked))
    folded = ranked[len(told) :]
    while folded and told and sum(map(people, folded)) < LEAST:
        folded.insert(0, told.pop())
    return told, folded


def is_told(people: int) -> bool:
    """None at all is told; a few are not."""
    return people == 0 or people >= LEAST
