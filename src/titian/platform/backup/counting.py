"""Every table's rows, counted and hashed in parts, so that two databases can be compared."""

from collections.abc import Mapping
from typing import Any

import psycopg
from psycopg import sql

from titian.platform.backup.pacing import Pace
from titian.platform.backup.types import Counted

_PAGES = 1024  # eight megabytes at a time
_TABLES = """
SELECT c.relname, greatest(pg_relation_size(c.oid) / current_setting('block_size')::int, 1)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind = 'r' ORDER BY c.relname
"""
_PART = """
SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)), 0) FROM {} t
WHERE ctid >= {} AND ctid < {}
"""
_LAST = 2**32 - 1


def tables(reading: "psycopg.Connection[Any]", pace: Pace) -> dict[str, Counted]:
    """All tables as this transaction sees them."""
    return {
        name: _counted(reading, name, int(pages), pace)
        for name, pages in reading.execute(_TABLES).fetchall()
    }


def differences(wanted: Mapping[str, Counted], found: Mapping[str, Counted]) -> list[str]:
    """In words, a line for each table that is not as it should be."""
    return [
        f"{name}: {_words(wanted.get(name))} in the manifest, {_words(found.get(name))} found"
        for name in sorted(wanted.keys() | found.keys())
        if wanted.get(name) != found.get(name)
    ]


def _words(counted: Counted | None) -> str:
    return "no such table" if counted is None else f"{counted.rows} rows ({counted.digest})"


def _counted(reading: "psycopg.Connection[Any]", table: str, pages: int, pace: Pace) -> Counted:
    rows, digest = 0, 0
    for first in range(0, pages, _PAGES):
        is_last = first + _PAGES >= pages
        ends = _LAST if is_last else first + _PAGES
        found = reading.execute(
            sql.SQL(_PART).format(sql.Identifier(table), _place(first), _place(ends))
        ).fetchone() or (0, 0)
        rows, digest = rows + found[0], digest + int(found[1])
        pace.rest()
    return Counted(rows, f"{digest % 2**128:032x}")


def _place(page: int) -> sql.Literal:
    return sql.Literal(f"({page},0)")
