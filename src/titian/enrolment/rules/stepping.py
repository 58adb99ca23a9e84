"""Which step of a procedure may be decided now, and what a decision leads to."""

from collections.abc import Iterable, Mapping

from titian.enrolment.types import Act, Procedure, StepRule, StepState, Verdict

PEOPLE_CHANGED = "people"  # what mending touched: a person, a number or the address
UNDECIDED = frozenset({StepState.BLOCKED, StepState.OPEN})
STATE_AFTER: Mapping[Verdict, StepState] = {
    Verdict.YES: StepState.YES,
    Verdict.RETURN: StepState.RETURNED,
    Verdict.NO: StepState.NO,
}


def may_open(procedure: Procedure, states: Mapping[str, StepState]) -> tuple[StepRule, ...]:
    """The steps not open yet whose every predecessor said yes, in the order of the procedure."""
    return tuple(
        step
        for step in procedure.steps
        if states.get(step.key, StepState.BLOCKED) is StepState.BLOCKED
        and all(states.get(key) is StepState.YES for key in step.after)
    )


def leads_to(
    procedure: Procedure, states: Mapping[str, StepState], *, has_room: bool
) -> Act | None:
    """What the decisions so far mean for the application; None: others are still to decide.

    One no ends it, one return sends it back at once: nobody else works for nothing.
    """
    found = {states.get(step.key) for step in procedure.steps}
    if StepState.NO in found:
        return Act.REFUSE
    if StepState.RETURNED in found:
        return Act.RETURN
    if found != {StepState.YES}:
        return None
    return Act.APPROVE if has_room or not procedure.takes_quota else Act.WAIT


def again_after_mending(
    procedure: Procedure, states: Mapping[str, StepState], changed: Iterable[str]
) -> frozenset[str]:
    """The steps to be decided once more. Papers and words touch only who sent it back and who was
    not done; another person, number or address on the card touches everybody. What the scheme
    sent back, when all had said yes, the last office decides once more.
    """
    if PEOPLE_CHANGED in set(changed):
        return frozenset(step.key for step in procedure.steps)
    left = {step.key for step in procedure.steps if states.get(step.key) is not StepState.YES}
    return frozenset(left or _last(procedure))


def _last(procedure: Procedure) -> set[str]:
    before = {key for step in procedure.steps for key in step.after}
    return {step.key for step in procedure.steps} - before
