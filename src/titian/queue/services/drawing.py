"""What a ticket gets by chance, its id and its spoken code: two alike are drawn anew."""

from collections.abc import Callable
from typing import TypeVar

from django.db import IntegrityError, transaction
from psycopg.errors import UniqueViolation

_T = TypeVar("_T")
_DRAWN = ("queue_ticket_pkey", "queue_ticket_code")
_TRIES = 4  # ids of one millisecond are alike once in four million pairs


def until_drawn(write: Callable[[], _T]) -> _T:
    """`write` in a transaction, done over when nothing but chance stood in its way.

    Raises `IntegrityError` for what somebody did: told to a person as their own doing, chance
    would be a lie. Raises `RuntimeError` where it falls alike again and again.
    """
    for _ in range(_TRIES):
        try:
            with transaction.atomic():
                return write()
        except IntegrityError as error:
            if not _is_drawn_twice(error):
                raise
    raise RuntimeError("ids or codes of tickets are always drawn alike")


def _is_drawn_twice(error: IntegrityError) -> bool:
    cause = error.__cause__
    return isinstance(cause, UniqueViolation) and cause.diag.constraint_name in _DRAWN
