"""What a sandbox may do to calls on their way in: none of it exists in production."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from titian.bridging.types.wire import WireRequest


class Fault(StrEnum):
    """How a call goes wrong."""

    SLOW = "slow"
    SERVER_FAULT = "server_fault"
    WRONG_KEY = "wrong_key"
    CLOCK_SKEW = "clock_skew"
    DUPLICATE = "duplicate"  # the call arrives twice; the second answer is the one given


@dataclass(frozen=True, slots=True)
class Disturbance:
    fault: Fault
    seconds: float = 0.0  # of SLOW


class Interference(Protocol):
    """Asked before each call of a facility's system."""

    def before(self, request: WireRequest, cons_id: str) -> Disturbance | None: ...
