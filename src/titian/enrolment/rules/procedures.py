"""The city's data of a procedure, read strictly; and what makes one impossible to follow."""

from collections.abc import Callable, Mapping, Sequence
from datetime import time, timedelta
from typing import cast

from titian.enrolment.errors import ProcedureUnsound
from titian.enrolment.types import (
    ApplicationKind,
    CheckKind,
    Comes,
    Document,
    DocumentKind,
    Effect,
    Leave,
    OfficeKind,
    Procedure,
    StepRule,
)

Body = Mapping[str, object]


def procedure(kind: ApplicationKind, body: Body) -> Procedure:
    """Raises ProcedureUnsound with the names of what cannot be read or followed."""
    try:
        found = _read(kind, body)
    except (KeyError, TypeError, ValueError) as error:
        raise ProcedureUnsound(faults=("unreadable",)) from error
    if faults := faults_of(found):
        raise ProcedureUnsound(faults=faults)
    return found


def faults_of(one: Procedure) -> tuple[str, ...]:
    """Why nobody could follow it, as `fault.<code>`; empty when all is well."""
    return tuple(fault for fault, is_so in _FAULTS.items() if is_so(one))


def longest_way(one: Procedure) -> timedelta:
    """The working time of the longest chain of steps: parallel ones count once."""
    took: dict[str, timedelta] = {}
    left = list(one.steps)
    while ready := [step for step in left if set(step.after) <= set(took)]:
        for step in ready:
            before = max((took[key] for key in step.after), default=timedelta())
            took[step.key] = before + step.time_allowed
            left.remove(step)
    return max(took.values(), default=timedelta())


def _keys(one: Procedure) -> list[str]:
    return [step.key for step in one.steps]


def _follows_unknown(one: Procedure) -> bool:
    return any(not set(step.after) <= set(_keys(one)) for step in one.steps)


def _runs_in_a_circle(one: Procedure) -> bool:
    done: set[str] = set()
    while ready := {step.key for step in one.steps if set(step.after) <= done} - done:
        done |= ready
    return not _follows_unknown(one) and done != set(_keys(one))


def _someone_else_ends(one: Procedure) -> bool:
    """The head of the health office signs, so its step comes after all the others."""
    last = {step.key for step in one.steps} - {key for step in one.steps for key in step.after}
    return [step.office for step in one.steps if step.key in last] != [OfficeKind.HEALTH]


def _gives_no_time(one: Procedure) -> bool:
    times = [one.promise, *(step.time_allowed for step in one.steps)]
    return any(allowed <= timedelta() for allowed in times)


_FAULTS: Mapping[str, Callable[[Procedure], bool]] = {
    "no_words": lambda one: not (one.title and one.about),
    "same_step_twice": lambda one: len(set(_keys(one))) != len(one.steps),
    "after_unknown_step": _follows_unknown,
    "steps_in_a_circle": _runs_in_a_circle,
    "health_office_not_last": _someone_else_ends,
    "village_decides": lambda one: any(s.office is OfficeKind.VILLAGE for s in one.steps),
    "no_time": _gives_no_time,
    "promise_too_short": lambda one: one.promise < longest_way(one),
    "nobody_may_come": lambda one: Leave.ALLOWED not in one.comes.values(),
    "machine_without_register": lambda one: any(s.by_machine and not s.checks for s in one.steps),
    "same_document_twice": lambda one: (
        len({document.kind for document in one.documents}) != len(one.documents)
    ),
    "urgent_without_time": lambda one: one.is_urgent and one.urgent_within is None,
}


def _read(kind: ApplicationKind, body: Body) -> Procedure:
    cutoff, within = body.get("cutoff"), body.get("urgent_hours")
    return Procedure(
        kind=kind,
        title=_text(body, "title"),
        about=_text(body, "about"),
        effect=Effect(_text(body, "effect")),
        comes={Comes(who): Leave(str(may)) for who, may in _table(body, "comes").items()},
        why_refused=_text(body, "why_refused"),
        documents=tuple(_document(one) for one in _rows(body, "documents")),
        steps=tuple(_step(one) for one in _rows(body, "steps")),
        promise=_minutes(body, "promise_minutes"),
        cutoff=None if cutoff is None else time.fromisoformat(str(cutoff)),
        takes_quota=_flag(body, "takes_quota"),
        is_urgent=_flag(body, "is_urgent"),
        urgent_within=None if within is None else timedelta(hours=_whole(within)),
        told={str(key): str(words) for key, words in _table(body, "told").items()},
    )


def _document(one: Body) -> Document:
    return Document(
        kind=DocumentKind(_text(one, "kind")),
        is_required=_flag(one, "is_required", default=True),
        per_person=_flag(one, "per_person"),
        hint=str(one.get("hint", "")),
    )


def _step(one: Body) -> StepRule:
    return StepRule(
        key=_text(one, "key"),
        office=OfficeKind(_text(one, "office")),
        title=_text(one, "title"),
        after=tuple(str(key) for key in _list(one, "after")),
        time_allowed=_minutes(one, "minutes"),
        checks=tuple(CheckKind(str(key)) for key in _list(one, "checks")),
        by_machine=_flag(one, "by_machine"),
        told=str(one.get("told", "")),
    )


def _text(body: Body, name: str) -> str:
    value = body[name]
    if not isinstance(value, str):
        raise TypeError(name)
    return value.strip()


def _flag(body: Body, name: str, *, default: bool = False) -> bool:
    value = body.get(name, default)
    if not isinstance(value, bool):
        raise TypeError(name)
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("a whole number")
    return value


def _minutes(body: Body, name: str) -> timedelta:
    return timedelta(minutes=_whole(body[name]))


def _list(body: Body, name: str) -> Sequence[object]:
    value = body.get(name, [])
    if not isinstance(value, list):
        raise TypeError(name)
    return value


def _rows(body: Body, name: str) -> Sequence[Body]:
    rows = _list(body, name)
    if not all(isinstance(one, dict) for one in rows):
        raise TypeError(name)
    return cast("Sequence[Body]", rows)


def _table(body: Body, name: str) -> Body:
    value = body.get(name, {})
    if not isinstance(value, dict):
        raise TypeError(name)
    return cast("Body", value)
