"""Whether what is sealed can be read: a look into every sealed column."""

from typing import Any

import psycopg
from cryptography.exceptions import InvalidTag
from psycopg import sql

from titian.platform.backup.errors import NotWhole
from titian.platform.db.columns import SealedColumn, sealed_columns
from titian.platform.db.keyring import Ring
from titian.platform.db.sealing import unseal

_SAMPLE = 200
_SOME = "SELECT {0} FROM {1} WHERE {0} IS NOT NULL LIMIT {2}"
_LATEST = "SELECT {0} FROM {1} WHERE {0} IS NOT NULL ORDER BY {3} DESC LIMIT {2}"


def sealed_values(reading: "psycopg.Connection[Any]", *, ring: Ring | None = None) -> int:
    """Read the first and the latest of each column that is there; how many were read.

    Raises NotWhole with the columns that hold what cannot be read.
    """
    here = _columns_here(reading)
    read, broken = 0, []
    for column in sealed_columns():
        if (column.table, column.name) in here and not column.is_bound:
            values = _sample(reading, column)
            read += len(values)
            if not all(_opens(value, ring) for value in values):
                broken.append(str(column))
    if broken:
        raise NotWhole(f"sealed values cannot be read with these keys: {', '.join(broken)}")
    return read


def _columns_here(reading: "psycopg.Connection[Any]") -> set[tuple[str, str]]:
    """A backup may be older than the models."""
    query = (
        "SELECT table_name, column_name FROM information_schema.columns"
        " WHERE table_schema = 'public'"
    )
    return set(reading.execute(query).fetchall())


def _sample(reading: "psycopg.Connection[Any]", column: SealedColumn) -> list[bytes]:
    key = sql.Identifier(column.key)
    names = (sql.Identifier(column.name), sql.Identifier(column.table), sql.Literal(_SAMPLE))
    first = reading.execute(sql.SQL(_SOME).format(*names)).fetchall()
    latest = reading.execute(sql.SQL(_LATEST).format(*names, key)).fetchall()
    return [bytes(value) for (value,) in (*first, *latest)]


def _opens(value: bytes, ring: Ring | None) -> bool:
    try:
        unseal(value, ring=ring)
    except (InvalidTag, ValueError):
        return False
    return True
