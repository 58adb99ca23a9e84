"""The way of one application, stage by stage: which office, since when, how long it took."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from titian.enrolment.types import (
    Act,
    ApplicationState,
    MoveView,
    OfficeKind,
    StepState,
    StepView,
)

_DONE = "done"
_NO_LETTER = (ApplicationState.REFUSED, ApplicationState.CANCELLED)
_ON_TO_A_LETTER = (Act.APPROVE, Act.ADMIT)


@dataclass(frozen=True, slots=True)
class Stage:
    """`title` is the procedure's own, or empty: then `key` names one that every way has."""

    key: str
    title: str
    office: str
    state: str
    begun_at: datetime | None = None
    ended_at: datetime | None = None
    due_at: datetime | None = None
    is_late: bool = False
    is_by_machine: bool = False
    reason: str = ""
    step_id: int | None = None  # of an office's own step

    @property
    def took(self) -> timedelta | None:
        if self.begun_at is None or self.ended_at is None:
            return None
        return self.ended_at - self.begun_at

    @property
    def tone(self) -> str:
        if self.state in (StepState.YES, _DONE):
            return "ok"
        return {StepState.OPEN: "warn", StepState.RETURNED: "bad", StepState.NO: "bad"}.get(
            StepState(self.state), ""
        )


def course(
    *,
    state: ApplicationState,
    village: str,
    sent_at: datetime | None,
    steps: Sequence[StepView],
    moves: Sequence[MoveView],
) -> tuple[Stage, ...]:
    """From the village office over the agencies to the letter and the cover."""
    come_in = Stage("come_in", "", village, _DONE, ended_at=sent_at)
    decided = [_decided(step) for step in steps]
    if state in _NO_LETTER:
        return (come_in, *decided)
    approved = _last(moves, *_ON_TO_A_LETTER)
    sent, active = _last(moves, Act.HAND_OVER), _last(moves, Act.TAKE_EFFECT)
    signs = next((step.office_name for step in steps if step.office is OfficeKind.HEALTH), "")
    back = _last(moves, Act.BOUNCE)
    if back is not None and sent is not None and back > sent:
        approved = sent = None
    return (
        come_in,
        *decided,
        _after("letter", signs, approved, sent),
        _after("cover", "BPJS Kesehatan", sent, active),
    )


def _decided(step: StepView) -> Stage:
    return Stage(
        key=step.key,
        title=step.title,
        office=step.office_name,
        state=step.state,
        begun_at=step.opened_at,
        ended_at=step.decided_at,
        due_at=step.due_at if step.state is StepState.OPEN else None,
        is_late=step.is_late,
        is_by_machine=step.is_by_machine,
        reason=step.reason,
        step_id=step.step_id,
    )


def _after(key: str, office: str, begun: datetime | None, ended: datetime | None) -> Stage:
    state = StepState.BLOCKED if begun is None else StepState.OPEN
    return Stage(key, "", office, state if ended is None else _DONE, begun, ended)


def _last(moves: Sequence[MoveView], *acts: Act) -> datetime | None:
    return max((move.at for move in moves if move.act in acts), default=None)
