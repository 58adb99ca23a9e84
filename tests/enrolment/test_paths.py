"""Whatever offices say in whatever order: every way ends, no step skipped, none decided twice."""

from collections.abc import Iterable
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from titian.enrolment import rules
from titian.enrolment.errors import ApplicationSettled
from titian.enrolment.types import (
    Act,
    ApplicationKind,
    ApplicationState,
    Comes,
    Effect,
    Leave,
    OfficeKind,
    Procedure,
    StepRule,
    StepState,
    Verdict,
)

HOUR = timedelta(hours=1)
FIRST_OFFICES = (OfficeKind.POPULATION, OfficeKind.SOCIAL, OfficeKind.LABOUR)
MOST_DECISIONS = 60


@some.composite
def procedures(draw: some.DrawFn) -> Procedure:
    """Any sound one: up to five steps, each after any of those before, the health office last."""
    count = draw(some.integers(0, 5))
    keys = [f"s{number}" for number in range(count)]
    steps = [
        StepRule(
            key=key,
            office=draw(some.sampled_from(FIRST_OFFICES)),
            title=key,
            after=tuple(sorted(draw(some.sets(some.sampled_from(keys[:place]))))) if place else (),
            time_allowed=HOUR,
        )
        for place, key in enumerate(keys)
    ]
    last = StepRule("health", OfficeKind.HEALTH, "health", after=tuple(keys), time_allowed=HOUR)
    return Procedure(
        kind=ApplicationKind.NEW,
        title="t",
        about="a",
        effect=Effect.ENROL,
        comes={Comes.SELF: Leave.ALLOWED},
        why_refused="",
        documents=(),
        steps=(*steps, last),
        promise=HOUR * 10,
        takes_quota=draw(some.booleans()),
    )


class Walk:
    """One application's way as the services take it, over plain values."""

    def __init__(self, procedure: Procedure, data: some.DataObject) -> None:
        self.procedure, self.data = procedure, data
        self.state = rules.after(ApplicationState.DRAFT, Act.SUBMIT)
        self.steps = {one.key: StepState.BLOCKED for one in procedure.steps}
        self.decided: list[tuple[int, str]] = []
        self.round = 1
        self._open()

    def go(self, verdicts: Iterable[Verdict]) -> None:
        for verdict in verdicts:
            if self.state in rules.ENDED | {ApplicationState.APPROVED, ApplicationState.WAITING}:
                return
            self._decide(verdict)

    def _decide(self, verdict: Verdict) -> None:
        ready = sorted(key for key, state in self.steps.items() if state is StepState.OPEN)
        assert ready, "nobody has anything to decide, and it is not over"
        key = self.data.draw(some.sampled_from(ready))
        rule = next(one for one in self.procedure.steps if one.key == key)
        assert all(self.steps[before] is StepState.YES for before in rule.after)
        self.steps[key] = rules.STATE_AFTER[verdict]
        self.decided.append((self.round, key))
        room = self.data.draw(some.booleans())
        act = rules.leads_to(self.procedure, self.steps, has_room=room)
        if act is None:
            self._open()
            return
        self.state = rules.after(self.state, act)
        if self.state is ApplicationState.RETURNED:
            self._mend()

    def _mend(self) -> None:
        changed = self.data.draw(some.sampled_from([("papers",), (rules.PEOPLE_CHANGED,)]))
        again = rules.again_after_mending(self.procedure, self.steps, changed)
        assert again, "somebody has to see what was mended"
        self.steps |= dict.fromkeys(again, StepState.BLOCKED)
        self.state = rules.after(self.state, Act.MEND)
        self.round += 1
        self._open()

    def _open(self) -> None:
        for rule in rules.may_open(self.procedure, self.steps):
            self.steps[rule.key] = StepState.OPEN


@given(procedures(), some.data(), some.lists(some.sampled_from(Verdict), max_size=MOST_DECISIONS))
def test_no_step_is_skipped_and_none_decided_twice_in_a_round(
    procedure: Procedure, data: some.DataObject, verdicts: list[Verdict]
) -> None:
    walk = Walk(procedure, data)

    walk.go(verdicts)

    assert not rules.faults_of(procedure)
    assert len(walk.decided) == len(set(walk.decided))
    if walk.state in {ApplicationState.APPROVED, ApplicationState.WAITING}:
        assert set(walk.steps.values()) == {StepState.YES}
    if walk.state is ApplicationState.REFUSED:
        assert StepState.NO in walk.steps.values()


@given(procedures(), some.data(), some.lists(some.sampled_from(Verdict), max_size=20))
def test_when_everybody_says_yes_from_now_on_it_is_over_soon(
    procedure: Procedure, data: some.DataObject, verdicts: list[Verdict]
) -> None:
    walk = Walk(procedure, data)
    walk.go(verdicts)

    walk.go([Verdict.YES] * len(procedure.steps))

    assert walk.state is not ApplicationState.VERIFYING


def test_from_every_state_under_way_an_end_can_be_reached_and_nothing_leaves_an_end() -> None:
    leads: dict[ApplicationState, set[ApplicationState]] = {one: set() for one in ApplicationState}
    for before, to in rules.ACTS.values():
        for state in before:
            leads[state].add(to)

    reaches = set(rules.ENDED)
    while grown := {one for one in leads if leads[one] & reaches} - reaches:
        reaches |= grown

    assert reaches == set(ApplicationState)
    assert all(not leads[one] for one in rules.ENDED)


@given(some.sampled_from(ApplicationState), some.sampled_from(Act))
def test_an_act_that_is_not_in_the_table_is_refused(state: ApplicationState, act: Act) -> None:
    before, to = rules.ACTS[act]

    if state in before:
        assert rules.after(state, act) is to
    else:
        with pytest.raises(ApplicationSettled):
            rules.after(state, act)
