"""Which operations of a migration stop people while a table of millions of rows is read or written.

From the first installation that has people on, a table that was there before is large unless it
is named small: bound by staff, places or settings. Sources: PostgreSQL's manual, "ALTER TABLE",
notes, and "Building Indexes Concurrently".
"""

import re
from collections.abc import Iterator, Sequence

from django.contrib.postgres.operations import AddConstraintNotValid, AddIndexConcurrently
from django.db import connection, models
from django.db.migrations import Migration
from django.db.migrations import operations as ops
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

# The last migration of each package that ran only before anybody's data was there.
BASELINE = {
    "accounts": 6, "announcements": 3, "assistant": 3, "bridging": 4, "claims": 3,
    "complaints": 8, "contributions": 12, "demo": 5, "enrolment": 9, "facilities": 4,
    "frontdoor": 1, "helpdesk": 7, "members": 14, "notifications": 6, "platform_audit": 2,
    "platform_failures": 1, "platform_jobs": 1, "platform_outbox": 2, "platform_uploads": 1,
    "queue": 7, "referrals": 2, "regions": 2, "visits": 9,
}  # fmt: skip
# Rows: one a member of staff, a place or a setting; thousands at most.
SMALL = {
    "account_staff", "account_grant", "account_backup_code", "account_invitation",
    "account_proposal", "facility", "facility_service", "facility_link",
    "jobs_heartbeat", "measure_tally", "measure_maintenance", "backup_run",
}  # fmt: skip
_ANY = re.IGNORECASE
_STOPPING = (
    (
        re.compile(r"\bCREATE\s+(?:UNIQUE\s+)?INDEX\s+(?!CONCURRENTLY)", _ANY),
        "builds an index",
    ),
    (re.compile(r"\bSET\s+NOT\s+NULL\b", _ANY), "reads every row for NOT NULL"),
    (
        re.compile(r"\bALTER\s+(?:COLUMN\s+)?\w+\s+(?:SET\s+DATA\s+)?TYPE\b", _ANY),
        "may rewrite",
    ),
    (re.compile(r"\bVACUUM\s+FULL\b|\bCLUSTER\b", _ANY), "rewrites the table"),
    (re.compile(r"\bLOCK\s+TABLE\b", _ANY), "locks a table"),
)
_NAMED_TABLE = re.compile(r"\b(?:ON|TABLE(?:\s+ONLY)?)\s+\"?(\w+)\"?", _ANY)


def stops_people(migration: Migration, before: ProjectState) -> list[str]:
    """What is wrong with a migration that runs after `before`, in words."""
    state, new, found = before.clone(), set[str](), list[str]()
    for operation in _flat(migration.operations):
        if isinstance(operation, ops.CreateModel):
            new.add(operation.name.lower())
        found += _wrong(operation, migration.app_label, state, new)
        operation.state_forwards(migration.app_label, state)
    return [f"{migration.app_label}.{migration.name}: {one}" for one in found]


def _flat(operations: Sequence[Operation]) -> Iterator[Operation]:
    for one in operations:
        if isinstance(one, ops.SeparateDatabaseAndState):
            yield from _flat(one.database_operations)
        else:
            yield one


def _wrong(operation: Operation, label: str, state: ProjectState, new: set[str]) -> Iterator[str]:
    if isinstance(operation, ops.RunSQL):
        yield from _wrong_sql(operation, label, state, new)
        return
    name = str(getattr(operation, "model_name", "")).lower()
    if not name or name in new or _table(label, name, state) in SMALL:
        return
    if isinstance(operation, ops.AddIndex) and not isinstance(operation, AddIndexConcurrently):
        yield f"AddIndex on {name}: use AddIndexConcurrently (atomic = False)"
    if isinstance(operation, ops.AddConstraint) and not isinstance(
        operation, AddConstraintNotValid
    ):
        yield f"AddConstraint on {name}: NOT VALID first, validate in the next migration"
    if isinstance(operation, ops.AddField):
        yield from _wrong_field(operation, name)
    if isinstance(operation, ops.AlterField):
        yield from _wrong_change(operation, label, name, state)


def _is_indexed(field: "models.Field[object, object]") -> bool:
    return bool(getattr(field, "db_index", False))


def _wrong_field(operation: ops.AddField, name: str) -> Iterator[str]:
    """A constant default rewrites nothing; an index or a computed value is not."""
    field = operation.field
    if field.unique or _is_indexed(field):
        yield f"{name}.{operation.name} is indexed at once: add it plain, then the index"
    if isinstance(field, models.GeneratedField):
        yield f"{name}.{operation.name} is computed for every row"
    without = not field.has_default() and field.db_default is models.NOT_PROVIDED
    if not field.null and without and not field.many_to_many:
        yield f"{name}.{operation.name} is NOT NULL without a default"


def _wrong_change(
    operation: ops.AlterField, label: str, name: str, state: ProjectState
) -> Iterator[str]:
    old = state.models[label, name].fields[operation.name]
    was, becomes = old.db_type(connection), operation.field.db_type(connection)
    if was != becomes and not _only_widens(was or "", becomes or ""):
        yield f"{name}.{operation.name} from {was} to {becomes} rewrites the table"
    if old.null and not operation.field.null:
        yield f"{name}.{operation.name} becomes NOT NULL: add a check NOT VALID, validate, then set"
    if _is_indexed(operation.field) and not _is_indexed(old):
        yield f"{name}.{operation.name} gets an index: use AddIndexConcurrently"


def _only_widens(was: str, becomes: str) -> bool:
    """A longer varchar or text keeps every stored value as it is."""
    width = re.compile(r"varchar\((\d+)\)")
    before, after = width.fullmatch(was), width.fullmatch(becomes)
    if before is None:
        return False
    return becomes == "text" or (after is not None and int(after[1]) >= int(before[1]))


def _wrong_sql(
    operation: ops.RunSQL, label: str, state: ProjectState, new: set[str]
) -> Iterator[str]:
    made = {_table(label, name, state) for name in new} | SMALL
    for statement in _statements(operation.sql):
        tables = set(_NAMED_TABLE.findall(statement)) - {"ONLY", "TABLE"}
        if tables and tables <= made:
            continue
        for pattern, why in _STOPPING:
            if pattern.search(statement):
                yield f"RunSQL {why}: {' '.join(statement.split())[:80]}"


def _statements(sql: object) -> list[str]:
    if isinstance(sql, str):
        return sql.split(";")
    return [one if isinstance(one, str) else one[0] for one in sql]  # type: ignore[attr-defined]  # a list of statements, or of pairs


def _table(label: str, name: str, state: ProjectState) -> str:
    known = state.models.get((label, name))
    return str(known.options.get("db_table", f"{label}_{name}")) if known else f"{label}_{name}"
