"""Whether what is sealed can be read: a look into every sealed column."""

from collections.abc import Iterator
from typing import Any

import psycopg
from cryptography.exceptions import InvalidTag
from django.apps import apps
from psycopg import sql

from titian.platform.backup.errors import NotWhole
from titian.platform.db.fields import OptionalSealedTextField, SealedTextField
from titian.platform.db.keyring import Ring
from titian.platform.db.sealing import unseal

_SAMPLE = 200
_SOME = "SELECT {0} FROM {1} WHERE {0} IS NOT NULL LIMIT {2}"
_LATEST = "SELECT {0} FROM {1} WHERE {0} IS NOT NULL ORDER BY {3} DESC LIMIT {2}"


def sealed_columns() -> Iterator[tuple[str, str, str]]:
    """Table, column and the column of its primary key, of everything sealed."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, SealedTextField | OptionalSealedTextField):
                key = model._meta.pk
                yield model._meta.db_table, field.column, "" if key is None else key.column


def sealed_values(reading: "psycopg.Connection[Any]", *, ring: Ring | None = None) -> int:
    """Read the first and the latest of each column that is there; how many were read.

    Raises NotWhole with the columns that hold what cannot be read.
    """
    here = _columns_here(reading)
    read, broken = 0, []
    for table, column, key in sealed_columns():
        if (table, column) in here:
            values = _sample(reading, table, column, key)
            read += len(values)
            if not all(_opens(value, ring) for value in values):
                broken.append(f"{table}.{column}")
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


def _sample(reading: "psycopg.Connection[Any]", table: str, column: str, key: str) -> list[bytes]:
    names = (sql.Identifier(column), sql.Identifier(table), sql.Literal(_SAMPLE))
    first = reading.execute(sql.SQL(_SOME).format(*names)).fetchall()
    latest = reading.execute(sql.SQL(_LATEST).format(*names, sql.Identifier(key))).fetchall()
    return [bytes(value) for (value,) in (*first, *latest)]


def _opens(value: bytes, ring: Ring | None) -> bool:
    try:
        unseal(value, ring=ring)
    except (InvalidTag, ValueError):
        return False
    return True
