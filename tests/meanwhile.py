"""Something done by somebody else in the middle of what is being tested."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from contextlib import AbstractContextManager, contextmanager
from time import sleep
from typing import TypeVar

from django.db import connection, transaction

from tests.threads import closing

Answer = TypeVar("Answer")
_PATIENCE = 0.5  # seconds: whoever still waits then, waits for a lock
_A_LOOK = 0.02  # seconds
_WAITS = """SELECT EXISTS (
    SELECT FROM pg_stat_activity WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid)))"""


def right_before(words: str, act: Callable[[], object]) -> AbstractContextManager[None]:
    """`act` happens once, when the first statement with these words is about to be sent."""
    return _around(words, before=act)


def right_after(words: str, act: Callable[[], object]) -> AbstractContextManager[None]:
    """`act` happens once, when the first statement with these words has been answered."""
    return _around(words, after=act)


def _nothing() -> None:
    return


@contextmanager
def _around(
    words: str,
    *,
    before: Callable[[], object] = _nothing,
    after: Callable[[], object] = _nothing,
) -> Iterator[None]:
    is_met = [False]

    def watch(
        execute: Callable[..., object], sql: str, params: object, many: bool, context: object
    ) -> object:
        if is_met[0] or words not in str(sql):
            return execute(sql, params, many, context)
        is_met[0] = True
        before()
        answer = execute(sql, params, many, context)
        after()
        return answer

    with connection.execute_wrapper(watch):
        yield
    assert is_met[0], f"no statement had these words: {words}"


@contextmanager
def somebody_else(words: str, act: Callable[[], object]) -> Iterator[None]:
    """As `right_after`, over another connection: at once, or as soon as nothing is locked."""
    with ThreadPoolExecutor(1) as pool:
        begun = []

        def begin() -> None:
            begun.append(pool.submit(closing, act))
            try:
                begun[0].result(timeout=_PATIENCE)
            except NotYet:
                return

        with right_after(words, begin):
            yield
        begun[0].result(timeout=30)


def while_held(first: Callable[[], object], second: Callable[[], Answer]) -> Answer:
    """What `second` answers, over a connection of its own, when `first` is done as it begins and
    committed as soon as it waits for that, or has ended without waiting.
    """
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            first()
            answer = pool.submit(closing, second)
            while not (answer.done() or _somebody_waits()):
                sleep(_A_LOOK)
        return answer.result(timeout=30)


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_WAITS)
        return bool(cursor.fetchone()[0])
