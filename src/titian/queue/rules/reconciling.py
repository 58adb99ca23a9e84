"""What a mismatch between a facility's book and ours means, and who must act: a table."""

from collections.abc import Mapping

from titian.kernel.actors import Actor
from titian.kernel.scopes import EVERYWHERE, REGION, Scope
from titian.queue.types import Odd, Side

ASKING, NOT_TOLD_BACK, NO_STEPS, CANCEL_WAITS = (
    "asking", "not_told_back", "no_steps", "cancel_waits",
)  # fmt: skip

_ACTS: Mapping[str, Side] = {
    Odd.ADD_REFUSED: Side.FACILITY_DESK,
    Odd.TWO_NUMBERS: Side.FACILITY_DESK,
    Odd.CODE_TWICE: Side.FACILITY_IT,
    Odd.BOOKING_UNKNOWN: Side.FACILITY_IT,
    Odd.CANCEL_REFUSED: Side.FACILITY_DESK,
    Odd.GAVE_UP: Side.FACILITY_IT,
    Odd.UNSURE: Side.FACILITY_DESK,
    ASKING: Side.NOBODY,
    CANCEL_WAITS: Side.NOBODY,
    NOT_TOLD_BACK: Side.FACILITY_IT,
    NO_STEPS: Side.FACILITY_IT,
}
_BY_REASON: Mapping[str, Side] = {
    "not_linked": Side.OPERATOR,
    "queue.session_unknown": Side.FACILITY_IT,
    "bridging.said_wrongly": Side.FACILITY_IT,
    "token_refused": Side.OPERATOR,
}
KINDS = tuple(_ACTS)


def who_acts(odd: str, why: str) -> Side:
    """A number refused for its paper is the desk's; one for a code nobody knows, the system's."""
    return _BY_REASON.get(why) or _ACTS[odd]


def may_read(actor: Actor, facility_code: str, regency_code: str) -> bool:
    """The facility's desk and manager, its branch, and operators."""
    facility = Scope("facility", facility_code)
    return (
        any(actor.may(role, facility) for role in ("desk", "manager"))
        or actor.may("branch", Scope(REGION, regency_code))
        or actor.may("operator", Scope(EVERYWHERE))
    )
