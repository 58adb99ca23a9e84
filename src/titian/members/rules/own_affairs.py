"""Amounts of helping, recovering and data rights, and the pure decisions made with them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from titian.members.rules.request_kinds import REQUEST_AMOUNTS
from titian.members.types import Help

# How long things last when nothing is set. `pdp_hours` is UU 27/2022 art. 30, 32, 40, 41
# (domain-rules §9.1); the others are choices, told in docs/decisions.
DEFAULTS: Mapping[str, int] = {
    **REQUEST_AMOUNTS,
    "helping_days_family": 365,
    "helping_days_kader": 90,
    "help_code_minutes": 15,
    "pdp_hours": 72,
    "export_days": 7,
    "recovery_hours_counter": 0,
    "recovery_hours_kader": 24,
    "recovery_hours_head": 24,
    "recovery_hours_head_adult": 72,
    "recovery_undo_days": 7,
    "recovery_most_in_30_days": 3,
    "recovery_second_days": 7,
}
HELP_CODE_DIGITS = 8
CHOSEN_HELPS = (Help.BOOK, Help.DUES, Help.CHANGES)
GIVING_ROLES = frozenset({"desk", "branch"})
DATA_ROLES = frozenset({"branch"})
APPOINTING_ROLES = frozenset({"branch"})


def amount(rows: Iterable[tuple[str, int, date]], key: str, on: date) -> int:
    """The value in force on a day, else the default."""
    return amounts((row for row in rows if row[0] == key), on)[key]


def amounts(rows: Iterable[tuple[str, int, date]], on: date) -> dict[str, int]:
    """Every value in force on a day."""
    in_force = sorted((since, name, value) for name, value, since in rows if since <= on)
    return {**DEFAULTS, **{name: value for _, name, value in in_force}}


def helps_from(chosen: Iterable[str]) -> tuple[Help, ...]:
    """What was ticked, in a fixed order; seeing always belongs to it."""
    wanted = {*chosen, Help.SEE}
    return tuple(help_ for help_ in Help if help_ in wanted)


def code_ref(person_id: int, helps: Iterable[Help]) -> str:
    """What a help code is made for: this person and exactly these acts."""
    return f"help:{person_id}:{'-'.join(helps_from(helps))}"


def code_refs(person_id: int) -> dict[str, tuple[Help, ...]]:
    """Every reference a code of this person may have, with what it allows."""
    choices: list[tuple[Help, ...]] = [()]
    for one in CHOSEN_HELPS:
        choices += [(*chosen, one) for chosen in choices]
    return {code_ref(person_id, chosen): helps_from(chosen) for chosen in choices}


def due(asked_at: datetime, hours: int) -> datetime:
    """Clock hours, not working days (§9.1)."""
    return asked_at + timedelta(hours=hours)
