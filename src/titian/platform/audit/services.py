"""Write entries beside the data they tell of."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

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


def look(
    rows: QuerySet[Any, Any], *, by: Actor, action: str, kind: str, at: datetime | None
) -> list[tuple[Any, ...]]:
    """Read rows and record one look for each, in one statement: no reading without a record.

    `rows` is a `values_list` whose first column is the id of what was looked at; the entry's
    target is "<kind>:<id>". Without a moment the database's own is taken.
    """
    compiler = rows.query.get_compiler(connection=connection)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:  # the condition can match nothing: there is nothing to ask
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH found(target_id) AS ({sql}), looked AS ("
            " INSERT INTO audit_entry (at, actor, action, target, data)"
            " SELECT coalesce(%s, now()), %s, %s, %s || target_id, '{}' FROM found)"
            " SELECT * FROM found",  # bound  # nosec B608
            [*params, at, by.ref, action, f"{kind}:"],
        )
        found = cursor.fetchall()
    return list(compiler.results_iter(results=[found], tuple_expected=True))
