"""Write entries beside the data they tell of."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from titian.kernel.actors import Actor
from titian.platform.db.batch import Batch

_COLUMNS = {
    "at": "timestamptz",
    "actor": "text",
    "action": "text",
    "target": "text",
    "data": "jsonb",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """`action` is "<package>.<verb>", `target` "<kind>:<id>"; `data` holds nothing personal."""

    by: Actor
    action: str
    target: str
    data: dict[str, object] = field(default_factory=dict)


def record(*entries: Entry, at: datetime) -> None:
    """Write entries; needs the writer's transaction."""
    batch = Batch()
    add_to(batch, entries, at=at)
    batch.run()


def add_to(batch: Batch, entries: Iterable[Entry], *, at: datetime) -> None:
    """Add entries to a batch, to be written in the same statement as the data."""
    rows = [(at, e.by.ref, e.action, e.target, json.dumps(e.data)) for e in entries]
    batch.insert("audit_entry", _COLUMNS, rows)
