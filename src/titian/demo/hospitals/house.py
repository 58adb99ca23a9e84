"""What one such system is: its name, layout, proof, services and doctors, and what it remembers.

All it remembers is plain data, so that it can be kept in a row, in a file or in memory.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Bad(StrEnum):
    """How such a system has a bad day; each lasts for a number of calls."""

    SLOW = "slow"  # answers after longer than anybody waits
    FAILS = "fails"  # a page of HTML with status 500, nothing done
    LOSES = "loses"  # does what was asked, then breaks off
    GARBAGE = "garbage"  # does what was asked, answers no JSON
    TWICE = "twice"  # tells of each number twice
    FORGETS = "forgets"  # its token is not taken any more


@dataclass(frozen=True, slots=True)
class House:
    """`layout` is "khanza", "mlite" or "clinic"."""

    code: str
    layout: str
    username: str
    word: str
    services: Mapping[str, str]
    doctors: Mapping[int, str]

    @property
    def is_clinic(self) -> bool:
        return self.layout == "clinic"


Number = dict[str, Any]


@dataclass
class Memory:
    """Patients by NIK, numbers in the order they were given, what is to be told, bad days."""

    patients: dict[str, str] = field(default_factory=dict)
    numbers: list[Number] = field(default_factory=list)
    outbox: list[dict[str, Any]] = field(default_factory=list)
    bad: dict[str, int] = field(default_factory=dict)
    down_until: float = 0.0
    tokens: int = 0

    def takes(self, bad: Bad) -> bool:
        """Whether this call is one of the bad ones; it counts."""
        left = self.bad.get(bad, 0)
        if left:
            self.bad[bad] = left - 1
        return left > 0

    def number_of(self, **wanted: object) -> Number | None:
        """The latest number with these values that was not given back."""
        for one in reversed(self.numbers):
            if (
                all(one[name] == value for name, value in wanted.items())
                and one["state"] != "batal"
            ):
                return one
        return None
