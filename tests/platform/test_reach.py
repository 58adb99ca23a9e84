"""What counts as a database that is away, and what is a fault."""

import psycopg
import pytest
from django.db import IntegrityError, InterfaceError, InternalError, OperationalError

from titian.platform.db.reach import is_away


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("the server closed the connection"),
        InterfaceError("connection already closed"),
        caused(InternalError(), psycopg.errors.ReadOnlySqlTransaction()),
        caused(RuntimeError("could not be decided"), OperationalError()),
    ],
)
def test_no_server_to_write_to_is_a_database_that_is_away(error: Exception) -> None:
    assert is_away(error)


@pytest.mark.parametrize(
    "error",
    [
        None,
        ZeroDivisionError(),
        caused(IntegrityError(), psycopg.errors.UniqueViolation()),
        caused(InternalError(), psycopg.errors.InFailedSqlTransaction()),
    ],
)
def test_what_the_server_refuses_is_a_fault(error: Exception | None) -> None:
    assert not is_away(error)
