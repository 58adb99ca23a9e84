"""After the server was away every pooled connection is dead.

psycopg's own check finds that out one by one and waits longer after each, so that the first
requests after a restart of the server would fail although it is back. Here the first dead
connection empties the pool; what comes next is new.

While it is away the first to ask wait as long as a restart takes; who comes after them is told
at once, so that nobody's page stands in a line behind connections that will not come.

`planned_cursor` is for statements whose text never changes: PostgreSQL keeps their plans with the
connection, where to plan them takes longer than to answer them.
"""

from typing import Any

import psycopg
from django.db.backends.postgresql import base, operations
from django.db.backends.postgresql.psycopg_any import mogrify
from psycopg_pool import ConnectionPool, PoolTimeout

_KNOWN_AWAY = 0.25  # seconds of patience once nobody could be given a connection


class PlannedCursor(psycopg.Cursor[Any]):
    """Its statements are parsed once for each connection, and planned a few times at most."""

    def execute(self, query: Any, params: Any = None, **how: Any) -> Any:
        """As psycopg's. A table may have changed since, by an upgrade that serves meanwhile: then
        what was kept is thrown away, and the statement asked again unless in a transaction.
        """
        try:
            return super().execute(query, params, **{"prepare": True, **how})
        except psycopg.errors.FeatureNotSupported:
            if self.connection.info.transaction_status is not psycopg.pq.TransactionStatus.IDLE:
                raise
        super().execute("DEALLOCATE ALL", prepare=False)
        return super().execute(query, params, **{"prepare": True, **how})


class DatabaseOperations(operations.DatabaseOperations):
    def last_executed_query(self, cursor: Any, sql: Any, params: Any) -> Any:
        """What is noted while statements are recorded: with the values, as of all others."""
        if isinstance(cursor, PlannedCursor):
            return mogrify(sql, params, self.connection)
        return super().last_executed_query(cursor, sql, params)


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations

    def planned_cursor(self) -> Any:
        """Django's cursor, whose values are sent beside the statement and not within it."""
        self.ensure_connection()
        wrap = self.make_debug_cursor if self.queries_logged else self.make_cursor
        with self.wrap_database_errors:
            cursor: Any = PlannedCursor(self.connection)
            return wrap(cursor)

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """One that answers; raises OperationalError when the pool's patience is at its end."""
        connection = self._borrowed(conn_params)
        while self.pool and not answers(connection):
            self.pool.putconn(connection)
            self.pool.drain()
            connection = self._borrowed(conn_params)
        return connection

    def _borrowed(self, conn_params: dict[str, Any]) -> Any:
        try:
            connection = super().get_new_connection(conn_params)
        except PoolTimeout:
            if self.pool:
                self.pool.timeout = _KNOWN_AWAY
            raise
        if self.pool:
            self.pool.timeout = self.settings_dict["OPTIONS"]["pool"]["timeout"]
        return connection


def answers(connection: "psycopg.Connection[Any]") -> bool:
    """Whether the server at the other end is there; one empty round trip."""
    try:
        ConnectionPool.check_connection(connection)
    except psycopg.OperationalError:
        return False
    return True
