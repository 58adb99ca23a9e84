"""Several set-based writes in one statement: one round trip, one snapshot, all or nothing.

    batch = Batch()
    batch.insert("audit_entry", {"at": "timestamptz", ...}, rows)
    batch.add("released", "DELETE FROM ... WHERE id = ANY(%s) RETURNING id", [ids])
    counts = batch.run()          # {"audit_entry": 3, "released": 1}

Each part is a data-modifying CTE. Parts see the rows as they were before the statement and
not each other's; a part may name an earlier part to read what it returned.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection

from titian.platform.db.transactions import require_transaction


class Batch:
    def __init__(self) -> None:
        self._parts: list[tuple[str, str]] = []
        self._params: list[Any] = []

    def add(self, name: str, sql: str, params: Sequence[Any] = ()) -> None:
        """Add one write; `sql` must end in RETURNING so that it can be counted."""
        self._parts.append((name, sql))
        self._params.extend(params)

    def insert(self, table: str, columns: Mapping[str, str], rows: Sequence[Sequence[Any]]) -> None:
        """Add an INSERT of many rows; `columns` maps each column to its PostgreSQL type."""
        if not rows:
            return
        names = ", ".join(columns)
        arrays = ", ".join(f"%s::{kind}[]" for kind in columns.values())
        self.add(
            table,
            f"INSERT INTO {table} ({names}) SELECT * FROM unnest({arrays}) RETURNING 1",
            [list(values) for values in zip(*rows, strict=True)],
        )

    def run(self) -> dict[str, int]:
        """Run all parts as one statement and say how many rows each touched."""
        require_transaction()
        if not self._parts:
            return {}
        ctes = ", ".join(f"{name} AS ({sql})" for name, sql in self._parts)
        counts = ", ".join(f"(SELECT count(*) FROM {name})" for name, _ in self._parts)
        with connection.cursor() as cursor:
            cursor.execute(f"WITH {ctes} SELECT {counts}", self._params)
            row = cursor.fetchone()
        return dict(zip((name for name, _ in self._parts), row, strict=True))
