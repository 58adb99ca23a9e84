"""A migration that waits for a lock stops everybody behind it: it gives up early instead."""

from typing import Any

from django.db import connections

_LOCK = "5s"
_STATEMENT = "15min"


def wait_briefly(*, using: str, **_: Any) -> None:
    """Before the migrations of this connection."""
    with connections[using].cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{_LOCK}'; SET statement_timeout = '{_STATEMENT}'")


def wait_as_before(*, using: str, **_: Any) -> None:
    with connections[using].cursor() as cursor:
        cursor.execute("RESET lock_timeout; RESET statement_timeout")
