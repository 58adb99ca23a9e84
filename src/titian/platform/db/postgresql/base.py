"""After the server was away every pooled connection is dead.

psycopg's own check finds that out one by one and waits longer after each, so that the first
requests after a restart of the server would fail although it is back. Here the first dead
connection empties the pool; what comes next is new.
"""

from typing import Any

import psycopg
from django.db.backends.postgresql import base
from psycopg_pool import ConnectionPool


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """One that answers; raises OperationalError when the pool's patience is at its end."""
        connection = super().get_new_connection(conn_params)
        while self.pool and not answers(connection):
            self.pool.putconn(connection)
            self.pool.drain()
            connection = super().get_new_connection(conn_params)
        return connection


def answers(connection: "psycopg.Connection[Any]") -> bool:
    """Whether the server at the other end is there; one empty round trip."""
    try:
        ConnectionPool.check_connection(connection)
    except psycopg.OperationalError:
        return False
    return True
