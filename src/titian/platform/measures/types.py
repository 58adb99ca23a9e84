from dataclasses import dataclass, field
from enum import StrEnum


class Journey(StrEnum):
    """What people come for; a request belongs to one by its route (`config/packages.py`)."""

    SIGN_IN = "sign_in"
    BOOK = "book"
    PAY = "pay"
    CHANGE = "change"
    COMPLAIN = "complain"
    APPLY = "apply"
    BRIDGE = "bridge"


class Outcome(StrEnum):
    """`FAILED` is our doing or another organisation's; what a rule or the person refused is OK."""

    OK = "ok"
    SLOW = "slow"
    FAILED = "failed"


class Condition(StrEnum):
    WORKS = "works"
    SLOW = "slow"
    BROKEN = "broken"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Steps:
    """How many steps of a journey went how."""

    ok: int = 0
    slow: int = 0
    failed: int = 0

    @property
    def total(self) -> int:
        return self.ok + self.slow + self.failed

    def __add__(self, other: "Steps") -> "Steps":
        return Steps(self.ok + other.ok, self.slow + other.slow, self.failed + other.failed)

    def __sub__(self, other: "Steps") -> "Steps":
        return Steps(self.ok - other.ok, self.slow - other.slow, self.failed - other.failed)


@dataclass(frozen=True, slots=True)
class Gauge:
    """One number at the moment it is asked for; `labels` have few different values."""

    name: str
    meaning: str
    value: float
    labels: dict[str, str] = field(default_factory=dict)
