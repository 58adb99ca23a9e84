"""How a channel is doing."""

from titian.notifications.types import Condition

# A channel is down when most of what was lately tried failed, slow when codes take long.
ENOUGH_TO_JUDGE = 3
DOWN_SHARE = 0.5
SLOW_TO_SENT_SECONDS = 15.0
SLOW_TO_DELIVERED_SECONDS = 45.0
LONG_WAITING_SECONDS = 30.0


def condition_of(
    *, sent: int, failures: int, to_sent: float | None, to_delivered: float | None, waiting: float
) -> Condition:
    """How a channel is doing, from its recent attempts and its oldest waiting code."""
    tried = sent + failures
    if tried >= ENOUGH_TO_JUDGE and failures / tried >= DOWN_SHARE:
        return Condition.DOWN
    slow = (
        (to_sent or 0.0) > SLOW_TO_SENT_SECONDS
        or (to_delivered or 0.0) > SLOW_TO_DELIVERED_SECONDS
        or waiting > LONG_WAITING_SECONDS
    )
    return Condition.SLOW if slow else Condition.OK
