"""The two presses of the rush, for when many come at once: what each asks, and all decided."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from titian.kernel.actors import Actor
from titian.kernel.errors import Refusal
from titian.queue import services as queue
from titian.queue.types import Booked, HoldView

_NUMBER = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)
_KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)


@dataclass(frozen=True, slots=True)
class HoldPressed:
    """A time was chosen for a person."""

    person_id: int
    session_id: int

    @property
    def about(self) -> int:
        return self.person_id


@dataclass(frozen=True, slots=True)
class TakePressed:
    """The number of a held place was asked for."""

    hold_id: int
    client_key: UUID

    @property
    def about(self) -> int:
        return self.hold_id


def hold_pressed(fields: Mapping[str, str]) -> HoldPressed | None:
    """What the form asks when it is plain; None leaves it to the page, also what is broken."""
    person, session = fields.get("orang", ""), fields.get("sesi", "")
    if fields.get("acuan") or not (_NUMBER.fullmatch(person) and _NUMBER.fullmatch(session)):
        return None
    return HoldPressed(int(person), int(session))


def take_pressed(fields: Mapping[str, str], hold: str) -> TakePressed | None:
    """As `hold_pressed`; `hold` is from the address."""
    key = fields.get("kunci", "")
    if fields.get("acuan") or not (_NUMBER.fullmatch(hold) and _KEY.fullmatch(key)):
        return None
    return TakePressed(int(hold), UUID(key))


def hold_all(
    pressed: Sequence[tuple[HoldPressed, Actor]], *, at: datetime
) -> Sequence[HoldView | Refusal]:
    asked = [(one.person_id, one.session_id, by) for one, by in pressed]
    return queue.hold_each(asked, at=at)


def take_all(
    pressed: Sequence[tuple[TakePressed, Actor]], *, at: datetime
) -> Sequence[Booked | Refusal]:
    asked = [queue.Confirmation(one.hold_id, one.client_key, by) for one, by in pressed]
    return queue.confirm_many(asked, at=at)
