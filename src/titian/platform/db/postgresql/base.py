"""After the server was away every pooled connection is dead.

psycopg's own check finds that out one by one and waits longer after each, so that the first
requests after a restart of the server would fail although it is back. Here the first dead
connection empties the pool; what comes next is new.

While it is away the first to ask wait as long as a restart takes; who comes after them is told
at once, so that nobody's page stands in a line behind connections that will not come.
"""

from typing import Any

import psycopg
from django.db.backends.postgresql import base
from psycopg_pool import ConnectionPool, PoolTimeout

_KNOWN_AWAY = 0.25  # seconds of patience once nobody could be given a connection


class DatabaseWrapper(base.DatabaseWrapper):
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
