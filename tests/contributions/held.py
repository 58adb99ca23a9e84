"""Somebody begins while another's work is done and not committed."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from time import sleep
from typing import TypeVar

from django.db import connection, connections, transaction

Answer = TypeVar("Answer")
_A_LOOK = 0.02  # seconds
_WAITS = """SELECT EXISTS (
    SELECT FROM pg_stat_activity WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid)))"""


def while_held(first: Callable[[], object], second: Callable[[], Answer]) -> Answer:
    """What `second` answers, over a connection of its own, when `first` is done as it begins and
    committed as soon as it waits for that, or has ended without waiting.
    """
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            first()
            answer = pool.submit(_closing, second)
            while not (answer.done() or _somebody_waits()):
                sleep(_A_LOOK)
        return answer.result(timeout=30)


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_WAITS)
        return bool(cursor.fetchone()[0])


def _closing(act: Callable[[], Answer]) -> Answer:
    try:
        return act()
    finally:
        connections.close_all()
