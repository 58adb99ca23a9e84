"""What was counted since the last look goes into the hour's tally; what just happened is kept.

The worker of each machine looks. With the database away nothing is lost: it is added when the
database is back. A crash between the two may count the steps of one look twice.
"""

import fcntl
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import DatabaseError, InterfaceError

from titian.platform.measures.counting import folder, steps_so_far
from titian.platform.measures.rules import condition_of
from titian.platform.measures.services import add_to_tally
from titian.platform.measures.types import Condition, Journey, Steps

_LATELY = timedelta(minutes=10)
_NONE: Mapping[Journey, Steps] = dict.fromkeys(Journey, Steps())


@dataclass(slots=True)
class Kept:
    """`last`: the counters at the last look; `waiting`: not in the database yet."""

    last: dict[Journey, Steps] = field(default_factory=lambda: dict(_NONE))
    waiting: dict[Journey, Steps] = field(default_factory=lambda: dict(_NONE))
    recent: list[tuple[datetime, dict[Journey, Steps]]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Looked:
    """How each journey did in the last ten minutes, and whether the database answered."""

    now: Mapping[Journey, Condition]
    database: bool


def look(at: datetime) -> Looked:
    """Count on; never raises for the database."""
    with _kept() as kept:
        so_far = steps_so_far()
        new = {one: _since(so_far[one], kept.last[one]) for one in Journey}
        kept.last = so_far
        kept.waiting = {one: kept.waiting[one] + new[one] for one in Journey}
        kept.recent = [one for one in kept.recent if one[0] > at - _LATELY] + [(at, new)]
        database = _written(kept.waiting, at)
        if database:
            kept.waiting = dict(_NONE)
        lately = {one: sum((each[one] for _, each in kept.recent), Steps()) for one in Journey}
    if not database:
        return Looked(dict.fromkeys(Journey, Condition.BROKEN), database=False)
    return Looked({one: condition_of(steps) for one, steps in lately.items()}, database=True)


def _since(now: Steps, last: Steps) -> Steps:
    """Counters begin anew when Titian is started again."""
    grown = now - last
    return now if min(grown.ok, grown.slow, grown.failed) < 0 else grown


def _written(waiting: Mapping[Journey, Steps], at: datetime) -> bool:
    try:
        add_to_tally(waiting, at=at)
    except (DatabaseError, InterfaceError):
        return False
    return True


@contextmanager
def _kept() -> Iterator[Kept]:
    """One worker of this machine at a time."""
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder() / "tallied.json"
    with (folder() / "tallied.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = _read(path)
        yield kept
        write_whole(path, _plain(kept))


def write_whole(path: Path, content: object) -> None:
    """Beside and moved, so that nobody reads half of it."""
    half = path.with_suffix(".new")
    half.write_text(json.dumps(content))
    half.rename(path)


def _read(path: Path) -> Kept:
    """What cannot be read is begun anew: it is a few minutes of counting."""
    try:
        told = json.loads(path.read_text())
        return Kept(
            last=_steps(told["last"]),
            waiting=_steps(told["waiting"]),
            recent=[(datetime.fromisoformat(at), _steps(each)) for at, each in told["recent"]],
        )
    except (OSError, ValueError, KeyError, TypeError):
        return Kept()


def _steps(told: Mapping[str, Any]) -> dict[Journey, Steps]:
    return {one: Steps(**told.get(one.value, {})) for one in Journey}


def _plain(kept: Kept) -> dict[str, Any]:
    def told(steps: Mapping[Journey, Steps]) -> dict[str, Any]:
        return {one.value: asdict(each) for one, each in steps.items() if each.total}

    recent = [(at.isoformat(), told(each)) for at, each in kept.recent]
    return {"last": told(kept.last), "waiting": told(kept.waiting), "recent": recent}
