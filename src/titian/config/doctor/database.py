"""Reachable, new enough, set so that nothing acknowledged is lost, and with all its tables."""

from collections.abc import Iterator
from datetime import datetime
from typing import cast

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor

from titian.config.doctor.findings import Finding, bad, fine, warn
from titian.kernel import clock
from titian.platform.db.embedded import MINIMUM_VERSION
from titian.platform.db.reach import is_reachable, server_version

_PATIENCE_SECONDS = 3.0
_SKEW_SECONDS = 2.0
_PROCESSES = 3  # two of the web, one worker
_NEARLY_ALL = 0.85
_SAFE = ("fsync", "full_page_writes", "synchronous_commit")


def answers() -> bool:
    try:
        return is_reachable(within=_PATIENCE_SECONDS)
    except (DatabaseError, InterfaceError):
        return False


def look(at: datetime) -> Iterator[Finding]:
    """Only of a database that answers."""
    del at
    yield fine("database")
    yield _version()
    yield _safety()
    yield _connections()
    yield _migrations()
    yield _clock()


def away() -> Finding:
    kind = "server" if not settings.TITIAN_EMBEDDED else "embedded"
    return bad("database", f"away_{kind}", home=str(settings.TITIAN_HOME))


def _version() -> Finding:
    major = server_version() // 10_000
    if major < MINIMUM_VERSION:
        return bad("version", "old", version=major, needed=MINIMUM_VERSION)
    return fine("version", version=major)


def _safety() -> Finding:
    """`synchronous_commit` may also be `remote_apply` and the like, which is safer than `on`."""
    off = [name for name in _SAFE if _shown(name) in {"off", "local"}]
    return bad("safety", "off", names=", ".join(off)) if off else fine("safety")


def _connections() -> Finding:
    limit = int(_shown("max_connections")) - int(_shown("superuser_reserved_connections"))
    needed = _PROCESSES * _most_connections()
    used = _number("SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'")
    if used > limit * _NEARLY_ALL:
        return bad("connections", "full", used=used, limit=limit)
    if needed > limit:
        return warn("connections", "few", needed=needed, limit=limit)
    return fine("connections", used=used, limit=limit)


def _most_connections() -> int:
    """Of one process."""
    options = cast("dict[str, dict[str, int]]", settings.DATABASES["default"]["OPTIONS"])
    return options["pool"]["max_size"]


def _migrations() -> Finding:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return bad("migrations", "pending", count=len(plan)) if plan else fine("migrations")


def _clock() -> Finding:
    """How far the database's clock is from ours, half the way there and back taken off."""
    before = clock.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        theirs: datetime = cursor.fetchone()[0]
    after = clock.now()
    skew = abs((theirs - before - (after - before) / 2).total_seconds())
    if skew > _SKEW_SECONDS:
        return bad("database_clock", "apart", seconds=round(skew, 1))
    return fine("database_clock", seconds=round(skew, 3))


def _shown(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s)", [name])
        return str(cursor.fetchone()[0])


def _number(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0])
