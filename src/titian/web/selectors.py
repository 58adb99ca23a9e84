"""The status everybody may read, put together by the worker and kept in a file, so that it is
there when the database is not.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError

from titian.complaints import selectors as complaints_read
from titian.kernel.clock import JAKARTA
from titian.platform.measures import selectors as measured
from titian.platform.measures.rules import condition_of
from titian.platform.measures.tallying import Looked, write_whole
from titian.platform.measures.types import Condition, Journey, Steps

DAYS = 90
_FRESH = timedelta(minutes=2)
_MOST = 10


@dataclass(frozen=True, slots=True)
class Trouble:
    day: date
    condition: Condition


@dataclass(frozen=True, slots=True)
class JourneyStatus:
    """`share`: of the steps of 90 days, how many per cent went well, as people say it; None
    before there were any.
    """

    journey: Journey
    now: Condition
    share: float | None
    troubles: tuple[Trouble, ...]


@dataclass(frozen=True, slots=True)
class Status:
    """`is_fresh`: looked at within two minutes; else it is the last known."""

    at: datetime
    is_fresh: bool
    journeys: tuple[JourneyStatus, ...]
    incidents: tuple[Mapping[str, Any], ...]
    planned: tuple[Mapping[str, Any], ...]

    @property
    def all_well(self) -> bool:
        well = {Condition.WORKS, Condition.UNKNOWN}
        return all(one.now in well for one in self.journeys) and not self.incidents


def find_status(*, at: datetime) -> Status | None:
    """From the file alone; None before the worker has looked for the first time."""
    try:
        told = json.loads(_file().read_text())
    except (OSError, ValueError):
        return None
    looked_at = datetime.fromisoformat(told["at"])
    return Status(
        at=looked_at,
        is_fresh=at - looked_at < _FRESH,
        journeys=tuple(_journey(one) for one in told["journeys"]),
        incidents=tuple(_timed(one) for one in told["incidents"]),
        planned=tuple(one for one in map(_timed, told["planned"]) if one["ends_at"] > at),
    )


def keep_status(looked: Looked, *, at: datetime) -> None:
    """What the database says is kept from the last time when it is away."""
    before = _before()
    known = before
    if looked.database:
        try:
            known = _known(at)
        except (DatabaseError, InterfaceError):
            known = before
    journeys = [
        {"journey": one.value, "now": looked.now[one], **known["days"].get(one.value, {})}
        for one in Journey
    ]
    write_whole(_file(), {"at": at.isoformat(), "journeys": journeys, **known})


def _known(at: datetime) -> dict[str, Any]:
    days = measured.by_day(since=at - timedelta(days=DAYS), zone=JAKARTA)
    return {
        "days": {one.value: _history(days[one]) for one in Journey},
        "incidents": [
            {
                "slug": one.slug,
                "title": one.title,
                "region": one.region,
                "since": one.since.isoformat(),
            }
            for one in complaints_read.open_incidents()[:_MOST]
        ],
        "planned": [
            {
                "id": one.said_id,
                "en": one.said_en,
                "starts_at": one.starts_at.isoformat(),
                "ends_at": one.ends_at.isoformat(),
            }
            for one in measured.planned(at=at)
        ],
    }


def _history(days: Mapping[date, Steps]) -> dict[str, Any]:
    whole = sum(days.values(), Steps())
    share = None if not whole.total else round(100 * (1 - whole.failed / whole.total), 1)
    bad = (Condition.SLOW, Condition.BROKEN)
    found = ((day, condition_of(steps)) for day, steps in sorted(days.items(), reverse=True))
    return {
        "share": share,
        "troubles": [[day.isoformat(), condition] for day, condition in found if condition in bad],
    }


def _before() -> dict[str, Any]:
    try:
        told = json.loads(_file().read_text())
    except (OSError, ValueError):
        told = {}
    return {
        "days": told.get("days", {}),
        "incidents": told.get("incidents", []),
        "planned": told.get("planned", []),
    }


def _journey(told: Mapping[str, Any]) -> JourneyStatus:
    return JourneyStatus(
        journey=Journey(told["journey"]),
        now=Condition(told["now"]),
        share=told.get("share"),
        troubles=tuple(
            Trouble(date.fromisoformat(day), Condition(condition))
            for day, condition in told.get("troubles", [])
        ),
    )


def _timed(told: Mapping[str, Any]) -> dict[str, Any]:
    times = ("since", "starts_at", "ends_at")
    return {key: datetime.fromisoformat(v) if key in times else v for key, v in told.items()}


def _file() -> Path:
    return Path(settings.TITIAN_MEASURES) / "status.json"
