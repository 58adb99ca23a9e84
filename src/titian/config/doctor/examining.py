"""Everything that is looked at, in the order an operator mends it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from titian.config.doctor import channels, database, machine, people, traffic, work
from titian.config.doctor.findings import Finding, Level, Look, bad

_OF_THE_DATABASE: Sequence[Look] = (database.look, work.look, people.look, channels.look)


def examine(at: datetime, *, probe: bool = False) -> list[Finding]:
    """`probe` also calls the channels and our own address. Never raises."""
    found = [*_findings(machine.look, at), *_findings(traffic.look, at)]
    if database.answers():
        found += [one for look in _OF_THE_DATABASE for one in _findings(look, at)]
    else:
        found.append(database.away())
    if probe:
        found += _findings(channels.probe, at)
    return found


def worst(findings: Iterable[Finding]) -> Level:
    levels = {one.level for one in findings}
    return next((level for level in (Level.BAD, Level.WARN) if level in levels), Level.OK)


def _findings(look: Look, at: datetime) -> Iterator[Finding]:
    """One that breaks must not hide the others: before the tables are made, many do."""
    try:
        yield from look(at)
    except Exception as error:  # noqa: BLE001 -- a doctor who faints helps nobody
        yield bad("unlooked", "broken", module=look.__module__, error=type(error).__name__)
