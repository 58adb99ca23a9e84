"""How far a change of keys has come."""

import time
from collections.abc import Iterator
from pathlib import Path

from django.db import connection
from psycopg import sql

from titian.platform.db import keyring
from titian.platform.db.columns import SealedColumn, sealed_columns
from titian.platform.db.sealing import prefix
from titian.platform.uploads import vault

_OTHERS = """SELECT count(*) FROM {table}
WHERE {column} IS NOT NULL AND substring({column} FROM 1 FOR {long}) <> {head}"""


def current_prefix() -> bytes:
    """How everything begins that is sealed by the key that writes now, as the ring lies there."""
    return prefix(keyring.read())


def waiting_since_rotation() -> float:
    """Seconds until the newest key begins to write; 0 when it does."""
    later = keyring.read().later
    return max(later[-1].writes_from - time.time(), 0.0) if later else 0.0


def left() -> dict[str, int]:
    """What is sealed by another key than the one that writes now: values by column, files."""
    head = current_prefix()
    found = {str(column): left_in(column, head) for column in sealed_columns()}
    found["documents"] = sum(1 for _ in files_left(head))
    return {name: count for name, count in found.items() if count}


def left_in(column: SealedColumn, head: bytes) -> int:
    query = sql.SQL(_OTHERS).format(
        table=sql.Identifier(column.table), column=sql.Identifier(column.name),
        long=sql.Literal(len(head)), head=sql.Literal(head),
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(query)
        (count,) = cursor.fetchone()
    return int(count)


def files_left(head: bytes) -> Iterator[Path]:
    """Documents, half written ones apart."""
    for path in vault.folder().glob("??/*"):
        if path.suffix:
            continue
        try:
            with path.open("rb") as file:
                if file.read(len(head)) != head:
                    yield path
        except FileNotFoundError:
            continue
