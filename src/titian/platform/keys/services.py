"""Rotating, sealing anew in parts, retiring."""

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

from django.db import connection, transaction
from django.db.models import Model
from psycopg import sql

from titian.platform.db import keyring
from titian.platform.db.columns import BoundRow, SealedColumn, sealed_columns
from titian.platform.db.sealing import seal, seal_bytes, unseal, unseal_bytes
from titian.platform.keys import selectors as keys_read
from titian.platform.keys.errors import ChangeUnderWay, StillUsed
from titian.platform.uploads import vault

GRACE_SECONDS = 15.0  # until every process has looked at the ring again
_PART = 500
_FILES = 50

_OLD = """SELECT {key}, {column} FROM {table} WHERE {key} > %s AND {column} IS NOT NULL
AND substring({column} FROM 1 FOR {long}) <> {head} ORDER BY {key} LIMIT {part}"""
_NEW = """UPDATE {table} SET {column} = v.fresh
FROM unnest(%s::bigint[], %s::bytea[], %s::bytea[]) AS v(key, old, fresh)
WHERE {table}.{key} = v.key AND {table}.{column} = v.old"""
_ALLOWED = "SELECT set_config('titian.sealing_anew', 'on', true)"  # append-only tables know it


def rotate(*, after: float = GRACE_SECONDS) -> str:
    """A new key, known at once, writing after so many seconds; returns its id.

    Raises ChangeUnderWay while the last one is not done: no value waits for more than two.
    """
    ring = keyring.read()
    if keys_read.waiting_since_rotation() or (ring.later and keys_read.left()):
        raise ChangeUnderWay("the last change is not done: titian keys status")
    changed = ring.with_new(writes_from=time.time() + after)
    keyring.write(changed)
    return changed.later[-1].id.hex()


def retire() -> int:
    """Forget every key but the one that writes; how many. Raises StillUsed."""
    if keys_read.waiting_since_rotation():
        raise StillUsed("the new key does not write yet")
    ring = keyring.read()
    current = ring.current(time.time())
    if current is None:
        raise StillUsed("there is one key only")
    if left := keys_read.left():
        raise StillUsed(
            "still sealed with an older key: "
            + ", ".join(f"{name} ({count})" for name, count in left.items())
        )
    retired = len(ring.later) - 1 + (ring.first is not None)
    if retired:
        keyring.write(replace(ring, first=None, later=(current,)))
    return retired


def seal_anew(column: SealedColumn, *, past: int = 0) -> tuple[int, int]:
    """The next part of a column: the last key looked at and how many were sealed anew; both 0
    when nothing is left. Whoever changed a value meanwhile has sealed it with the new key: only
    what is still as it was read is replaced."""
    head = keys_read.current_prefix()
    with connection.cursor() as cursor:
        cursor.execute(_composed(_OLD, column, head), [past])
        rows = [(key, bytes(old)) for key, old in cursor.fetchall()]
    if not rows:
        return 0, 0
    fresh = _bound(column, rows) if column.is_bound else [seal(unseal(old)) for _, old in rows]
    keys, olds = [key for key, _ in rows], [old for _, old in rows]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_ALLOWED)
        cursor.execute(_composed(_NEW, column, head), [keys, olds, fresh])
        changed = cursor.rowcount
    return int(keys[-1]), changed


def seal_files_anew() -> int:
    """Some of the documents; how many. One removed meanwhile may come back: the nightly
    cleaning removes what no row knows."""
    done = 0
    for path in keys_read.files_left(keys_read.current_prefix()):
        try:
            vault.replace(path.name, vault.read(path.name))
        except FileNotFoundError:
            continue
        done += 1
        if done >= _FILES:
            break
    return done


def seal_everything_anew() -> int:
    """All of it in this process, part by part; how many values and documents."""
    done = 0
    for column in sealed_columns():
        past = 0
        while (part := seal_anew(column, past=past)) != (0, 0):
            past, changed = part
            done += changed
    while files := seal_files_anew():
        done += files
    return done


def _bound(column: SealedColumn, rows: Sequence[tuple[int, bytes]]) -> list[bytes]:
    """Bytes that open only under the name their row gives."""
    found = cast("Any", column.model).objects.in_bulk([key for key, _ in rows])
    return [_under(found.get(key), old) for key, old in rows]


def _under(row: Model | None, old: bytes) -> bytes:
    if row is None:  # gone meanwhile: nothing will be replaced
        return old
    name = cast("BoundRow", row).bound_to
    return seal_bytes(unseal_bytes(old, bound_to=name), bound_to=name)


def _composed(query: str, column: SealedColumn, head: bytes) -> Any:
    return sql.SQL(query).format(
        key=sql.Identifier(column.key), column=sql.Identifier(column.name),
        table=sql.Identifier(column.table), long=sql.Literal(len(head)), head=sql.Literal(head),
        part=sql.Literal(_PART),
    )  # fmt: skip
