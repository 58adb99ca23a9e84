import os
import threading
import time
from typing import cast

import psycopg
import pytest
from django.db import connection

from titian.platform.db.postgresql.base import DatabaseWrapper
from titian.platform.db.reach import is_reachable

pytestmark = [pytest.mark.slow, pytest.mark.faults]


def ask() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def fill_the_pool() -> None:
    """Eight threads at once, as a web process has."""
    together = threading.Barrier(8)

    def request() -> None:
        ask()
        together.wait()
        connection.close()

    threads = [threading.Thread(target=request) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def break_all_connections() -> None:
    """As a restart of the server does."""
    with psycopg.connect(os.environ["TITIAN_DATABASE_URL"], autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def test_the_first_request_after_a_restart_of_the_server_is_served(committed_db: None) -> None:
    fill_the_pool()
    break_all_connections()

    before = time.monotonic()
    ask()

    assert time.monotonic() - before < 2


def test_health_is_good_again_at_once_after_a_restart_of_the_server(committed_db: None) -> None:
    fill_the_pool()
    connection.close()
    break_all_connections()

    assert is_reachable(within=1.5)


def test_a_table_that_changed_meanwhile_is_asked_anew(committed_db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE planned_once (pk int, said varchar(20))")
        cursor.execute("INSERT INTO planned_once VALUES (1, 'salam')")
    try:
        said("salam")
        with psycopg.connect(os.environ["TITIAN_DATABASE_URL"], autocommit=True) as upgrade:
            upgrade.execute("ALTER TABLE planned_once ALTER COLUMN said TYPE varchar(40)")

        assert said("salam") == [(1, "salam")]
        assert said("lain") == []
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE planned_once")


def said(word: str) -> list[tuple[int, str]]:
    with cast("DatabaseWrapper", connection).planned_cursor() as cursor:
        cursor.execute("SELECT pk, said FROM planned_once WHERE said = %s", [word])
        return list(cursor.fetchall())
