"""Two doctors of one service at the same hour must not both call A-4."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count

_MOST = 9  # the letter and one digit fill the label


@dataclass(frozen=True, slots=True)
class Sitting:
    """What decides about a letter: facility and service, and when it is held."""

    service_id: int
    practitioner_id: int
    starts_at: datetime
    ends_at: datetime
    letter: str


def letters(sittings: Sequence[Sitting]) -> list[str]:
    """The letter of each sitting: the service's, or with 2, 3 … beside one held meanwhile."""
    order = sorted(
        range(len(sittings)),
        key=lambda n: (sittings[n].starts_at, sittings[n].practitioner_id),
    )
    found, running = [""] * len(sittings), dict[int, list[tuple[datetime, int]]]()
    for n in order:
        one = sittings[n]
        meanwhile = [held for held in running.get(one.service_id, []) if held[0] > one.starts_at]
        index = next(i for i in count(1) if i not in {taken for _, taken in meanwhile})
        running[one.service_id] = [*meanwhile, (one.ends_at, index)]
        found[n] = _letter(one.letter, index)
    return found


def _letter(letter: str, index: int) -> str:
    return letter if index == 1 else f"{letter[:1]}{min(index, _MOST)}"
