"""What registers' answers mean for a step, what may be sent back for repair, how long to ask."""

from collections.abc import Collection, Iterable
from datetime import timedelta

from titian.enrolment.types import CheckKind, CheckState, Procedure, StepRule

_WORST_FIRST = (CheckState.DIFFERS, CheckState.AWAY, CheckState.ASKING, CheckState.AGREES)
_AGAIN_AFTER = tuple(timedelta(minutes=minutes) for minutes in (1, 3, 10, 30))
_BESIDE_PAPERS = ("people", "kk_number", "head_name", "address", "phone", "facility")


def worst_of(states: Iterable[CheckState]) -> CheckState:
    """Of all that was asked for a step; one that stands against a yes shows first."""
    return min(states, key=_WORST_FIRST.index)


def machine_says_yes(
    rule: StepRule, people: Collection[int], said: Iterable[tuple[int, CheckKind, CheckState]]
) -> bool:
    """Every register asked of every person proposed, and all agree; else a person decides."""
    agreed = {(who, kind) for who, kind, state in said if state is CheckState.AGREES}
    wanted = {(who, kind) for who in people for kind in rule.checks}
    return rule.by_machine and bool(wanted) and wanted <= agreed


def ask_again_after(attempts: int, *, may_help: bool) -> timedelta | None:
    """How long to wait after so many questions without an answer; None: no longer, a person
    decides without it.
    """
    if not may_help or not 0 < attempts <= len(_AGAIN_AFTER):
        return None
    return _AGAIN_AFTER[attempts - 1]


def repairs_of(one: Procedure) -> tuple[str, ...]:
    """What an office may ask to be mended: the procedure's documents, and what was typed."""
    return (*(document.kind.value for document in one.documents), *_BESIDE_PAPERS)
