"""Whether the database can be reached now, asked without waiting as long as a page would."""

import psycopg
from django.db import InterfaceError, OperationalError, connection

from titian.platform.db.postgresql.base import answers

_OUT_OF_TIME = (psycopg.errors.QueryCanceled, psycopg.errors.LockNotAvailable)
_AWAY = (OperationalError, InterfaceError, psycopg.errors.ReadOnlySqlTransaction)


def is_reachable(*, within: float) -> bool:
    """Borrow a connection that answers within so many seconds."""
    pool = getattr(connection, "pool", None)
    if pool is None:
        return connection.is_usable()
    pool.open()
    try:
        with pool.connection(timeout=within) as borrowed:
            if answers(borrowed):
                return True
        pool.drain()
        with pool.connection(timeout=within) as borrowed:
            return answers(borrowed)
    except psycopg.OperationalError:
        return False


def is_away(error: BaseException | None) -> bool:
    """Whether an error, or what it was raised from, means that there is no server to write to.

    So is one that only reads: a primary that was replaced while we spoke with it; and one that
    could not answer in time.
    """
    return _is_or_comes_of(error, _AWAY)


def ran_out(error: BaseException | None) -> bool:
    """Whether the server is there, and a statement took longer than it may: it was busy, or
    somebody held a row for too long.
    """
    return _is_or_comes_of(error, _OUT_OF_TIME)


def _is_or_comes_of(error: BaseException | None, kinds: tuple[type[Exception], ...]) -> bool:
    while error is not None and not isinstance(error, kinds):
        error = error.__cause__
    return error is not None


def server_version() -> int:
    """As PostgreSQL counts: 150004 is 15.4."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0])
