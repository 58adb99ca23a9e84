"""What counts as a database that is away, and what is a fault."""

import psycopg
import pytest
from django.db import IntegrityError, InterfaceError, InternalError, OperationalError

from titian.platform.db.reach import is_away, ran_out


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


@pytest.mark.parametrize(
    "error", [psycopg.errors.QueryCanceled(), psycopg.errors.LockNotAvailable()]
)
def test_what_took_too_long_is_told_from_what_is_not_there(error: Exception) -> None:
    meant = caused(OperationalError(), error)

    assert is_away(meant)
    assert ran_out(meant)
    assert not ran_out(OperationalError("the server closed the connection"))
