"""Rows of any kind, each with what becomes of it: shapes here, the rest by who owns the table."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from titian.facilities import services as facilities
from titian.imports import rules
from titian.imports.types import Broken, Kind, Row
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.kernel.verdicts import Outcome, Verdict
from titian.members import services as members

_TWICE = Verdict.broken("twice")
_Bring = Callable[[Sequence[Any], Actor, datetime, bool], list[Verdict]]

_BRING: Mapping[Kind, _Bring] = {
    Kind.FACILITIES: lambda rows, by, _, apply: facilities.bring_facilities(
        rows=rows, by=by, apply=apply
    ),
    Kind.SERVICES: lambda rows, by, _, apply: facilities.bring_services(
        rows=rows, by=by, apply=apply
    ),
    Kind.SCHEDULES: lambda rows, by, at, apply: facilities.bring_schedules(
        rows=rows, by=by, at=at, apply=apply
    ),
    Kind.MEMBERS: lambda rows, by, at, apply: members.bring_members(
        rows=rows, by=by, at=at, apply=apply
    ),
}


def judged(
    *,
    kind: Kind,
    heads: Sequence[str],
    rows: Sequence[Row],
    by: Actor,
    at: datetime,
    apply: bool,
) -> list[Verdict]:
    """A verdict for each row, in their order, within the caller's transaction."""
    where, today = rules.places_of(kind, heads), day_of(at)
    verdicts: list[Verdict | None] = []
    sound: list[Any] = []
    for row in rows:
        if row.is_twice:
            verdicts.append(_TWICE)
            continue
        read, faults = rules.read(kind, rules.cells_of(where, row.values), today)
        verdicts.append(Verdict.broken(*faults) if read is None else None)
        if read is not None:
            sound.append(read)
    told = iter(_BRING[kind](sound, by, at, apply) if sound else ())
    return [next(told) if one is None else one for one in verdicts]


def broken_of(rows: Sequence[Row], verdicts: Sequence[Verdict]) -> list[Broken]:
    return [
        Broken(row.line, row.values, one.faults)
        for row, one in zip(rows, verdicts, strict=True)
        if one.outcome is Outcome.BROKEN
    ]
