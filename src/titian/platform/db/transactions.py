"""Guards: some code must run inside a transaction, some must not."""

from django.db import connection


class NoTransaction(RuntimeError):
    """A write that must commit with its data was attempted on its own."""


class InsideTransaction(RuntimeError):
    """A slow call to the outside was attempted while rows were locked."""


def require_transaction() -> None:
    if not is_in_transaction():
        raise NoTransaction("call this inside transaction.atomic()")


def refuse_transaction() -> None:
    if is_in_transaction():
        raise InsideTransaction("call the outside before or after the transaction")


def is_in_transaction() -> bool:
    """A test that is rolled back at its end stands in no transaction of the code it tests."""
    return any(not getattr(b, "_from_testcase", False) for b in connection.atomic_blocks)
