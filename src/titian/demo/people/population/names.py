"""Names for invented people, from lists of given and family names (data/names)."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from titian.members.types import Sex

_NAMES = Path(__file__).resolve().parents[2] / "data" / "names"


@dataclass(frozen=True, slots=True)
class _Lists:
    first: dict[Sex, tuple[str, ...]]
    last: dict[Sex, tuple[str, ...]]


@cache
def _lists() -> _Lists:
    neutral_first, neutral_last = _read("first-neutral"), _read("last-neutral")
    return _Lists(
        {
            Sex.MALE: _read("first-male") + neutral_first,
            Sex.FEMALE: _read("first-female") + neutral_first,
        },
        {
            Sex.MALE: _read("last-male") + neutral_last,
            Sex.FEMALE: _read("last-female") + neutral_last,
        },
    )


def _read(name: str) -> tuple[str, ...]:
    lines = (_NAMES / f"{name}.csv").read_text().splitlines()
    return tuple(line.strip() for line in lines if line.strip())


def name_for(random: Random, sex: Sex, family_name: str) -> str:
    """One word for some, two or three for most; children may carry the father's name."""
    lists, dice = _lists(), random.random()
    first = random.choice(lists.first[sex])
    if dice < 0.08:
        return first
    last = family_name if family_name and dice < 0.45 else random.choice(lists.last[sex])
    if dice > 0.8:
        return f"{first} {random.choice(lists.first[sex])} {last}"
    return f"{first} {last}"
