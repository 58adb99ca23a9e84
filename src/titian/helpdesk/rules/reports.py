"""When failures make a report, who is behind them, and what may follow what."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from titian.helpdesk.errors import (
    ReportSettled,
    ReportWordsMissing,
    ReportWordsTooMany,
    WordsTellOfAPerson,
)
from titian.helpdesk.types.reports import Act, Cause, PartyKind, ReportState
from titian.kernel.dated import Dated, in_force
from titian.kernel.identifiers import digits

LEAST = "least_people"
WINDOW = "window_minutes"
SEND_AFTER = "send_after_minutes"
ANSWER = "answer_hours"
DEFAULTS: Mapping[str, int] = {LEAST: 5, WINDOW: 60, SEND_AFTER: 10, ANSWER: 16}

FEW = 5  # so few people are told as few
MOST_CHARACTERS = 4000
_SHORTEST_NUMBER = 10  # it may be a phone, a NIK or a card
_DIGITS = re.compile(r"\d{3,}(?:[ ./()-]{1,2}\d{3,})*")
DESK = "desk"  # the feature of what staff of a desk saw broken
LINK = "queue.outside"  # the feature of what a facility's own system did not answer or take
_SIDES = frozenset({"ours", "theirs"})

_S = ReportState
RUNNING = frozenset({_S.OPEN, _S.SENT, _S.ANSWERED})
ACTS: Mapping[Act, tuple[frozenset[ReportState], ReportState | None]] = {
    Act.SEND: (frozenset({_S.OPEN}), _S.SENT),
    Act.ANSWER: (frozenset({_S.SENT, _S.ANSWERED}), _S.ANSWERED),
    Act.MEND: (frozenset({_S.SENT, _S.ANSWERED}), _S.MENDED),
    Act.CLOSE: (RUNNING, _S.CLOSED),
    Act.MERGE: (RUNNING, _S.MERGED),
    Act.CORRECT: (frozenset({_S.ANSWERED, _S.MENDED, _S.CLOSED}), None),
}
PUBLISHED = frozenset({Act.SEND, Act.ANSWER, Act.MEND, Act.CLOSE, Act.CORRECT})
NEEDS_WORDS = frozenset({Act.ANSWER, Act.MEND, Act.CLOSE, Act.CORRECT})

# Beginnings of a reason or of a feature, the first that fits; what is in no line is ours.
_BEHIND: tuple[tuple[str, PartyKind], ...] = (
    ("desk.code_missing", PartyKind.GATEWAY),
    ("notifications.", PartyKind.GATEWAY),
    ("code_not_delivered", PartyKind.GATEWAY),
    ("code_unsent", PartyKind.GATEWAY),
    ("bank.", PartyKind.BANK),
    ("contributions.", PartyKind.BANK),
    ("queue.sent_", PartyKind.HOSPITAL),
    ("queue.task_", PartyKind.HOSPITAL),
    ("queue.booking_unknown", PartyKind.HOSPITAL),
    ("queue.hours_unreadable", PartyKind.HOSPITAL),
    ("queue.outside", PartyKind.HOSPITAL),
    ("outside.", PartyKind.HOSPITAL),
    ("scheme.", PartyKind.SCHEME),
    ("vclaim.", PartyKind.SCHEME),
    ("registry.", PartyKind.SCHEME),
)
_OWN_FAULTS = frozenset({"fault", "database_away", "database_slow"})


def counts(cause: Cause) -> bool:
    """Mistyped words and rules that say no are no disturbance."""
    return cause.side in _SIDES


def is_enough(people: int, least: int) -> bool:
    return people >= max(least, 1)


def behind(cause: Cause) -> PartyKind:
    """Whose part of the way failed. A fault in our own code is ours, wherever it shows."""
    if cause.reason in _OWN_FAULTS:
        return PartyKind.OPERATOR
    for beginning, kind in _BEHIND:
        if cause.reason.startswith(beginning) or (
            cause.side == "theirs" and cause.feature.startswith(beginning)
        ):
            return kind
    return PartyKind.OPERATOR


def nearest(places: Iterable[str], place: str) -> str | None:
    """Of the places that parties answer for, the one that says most about this place."""
    fitting = [one for one in places if not one or one == place or place.startswith(f"{one}.")]
    return max(fitting, key=len, default=None)


def number_in_force(key: str, rows: Iterable[Dated], on: date, kind: str = "") -> int:
    """The number for this kind (`answer_hours.bank`), for all, or the default."""
    rows = list(rows)
    own = in_force(rows, f"{key}.{kind}", on) if kind else None
    general = in_force(rows, key, on) if own is None else own
    return DEFAULTS[key] if general is None else general


def window(rows: Iterable[Dated], on: date) -> timedelta:
    return timedelta(minutes=number_in_force(WINDOW, rows, on))


def after(state: ReportState, act: Act) -> ReportState:
    """Where an act leads; raises ReportSettled."""
    before, to = ACTS[act]
    if state not in before:
        raise ReportSettled(act=act.value, state=state.value)
    return to or state


def published_words(text: str) -> str:
    """What everybody will read. Raises what is wrong with it."""
    words = "".join(c for c in text.strip() if c == "\n" or c.isprintable())
    if not words:
        raise ReportWordsMissing
    if len(words) > MOST_CHARACTERS:
        raise ReportWordsTooMany(most=MOST_CHARACTERS)
    if _tells_a_number(words):
        raise WordsTellOfAPerson
    return words


def _tells_a_number(words: str) -> bool:
    """Ten digits, also in groups of three and more; a date is in smaller ones."""
    return any(len(digits(run)) >= _SHORTEST_NUMBER for run in _DIGITS.findall(words))


def people_told(people: int) -> int | None:
    """None where so few could be known."""
    return people if people >= FEW else None
