"""What numbers mean for somebody who wants to know whether it works."""

from titian.platform.measures.types import Condition, Outcome, Steps

SLOW_SECONDS = 2.0  # the promise of product.md: an answer within two seconds
_BROKEN_SHARE = 0.2
_TROUBLED_SHARE = 0.02
_SLOW_SHARE = 0.2
_AT_LEAST = 3  # one person's bad luck is not a broken journey


def outcome_of(*, failed: bool, seconds: float) -> Outcome:
    if failed:
        return Outcome.FAILED
    return Outcome.SLOW if seconds > SLOW_SECONDS else Outcome.OK


def condition_of(steps: Steps) -> Condition:
    """One failure in five is broken; one in fifty, or one slow answer in five, is slow."""
    if not steps.total:
        return Condition.UNKNOWN
    if steps.failed >= _AT_LEAST and steps.failed / steps.total >= _BROKEN_SHARE:
        return Condition.BROKEN
    troubled = steps.failed >= _AT_LEAST and steps.failed / steps.total >= _TROUBLED_SHARE
    slow = steps.slow >= _AT_LEAST and steps.slow / steps.total >= _SLOW_SHARE
    return Condition.SLOW if troubled or slow else Condition.WORKS
