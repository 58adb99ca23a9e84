"""Something done by somebody else in the middle of what is being tested."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from contextlib import contextmanager

from django.db import connection, connections

_PATIENCE = 0.5  # seconds: whoever still waits then, waits for a lock


@contextmanager
def right_after(words: str, act: Callable[[], object]) -> Iterator[None]:
    """`act` happens once, when the first statement with these words has been answered."""
    waiting = [act]

    def watch(
        execute: Callable[..., object], sql: str, params: object, many: bool, context: object
    ) -> object:
        answer = execute(sql, params, many, context)
        if waiting and words in str(sql):
            waiting.pop()()
        return answer

    with connection.execute_wrapper(watch):
        yield
    assert not waiting, f"no statement had these words: {words}"


@contextmanager
def somebody_else(words: str, act: Callable[[], object]) -> Iterator[None]:
    """As `right_after`, over another connection: at once, or as soon as nothing is locked."""
    with ThreadPoolExecutor(1) as pool:
        begun = []

        def begin() -> None:
            begun.append(pool.submit(_closing, act))
            try:
                begun[0].result(timeout=_PATIENCE)
            except NotYet:
                return

        with right_after(words, begin):
            yield
        begun[0].result(timeout=30)


def _closing(act: Callable[[], object]) -> None:
    try:
        act()
    finally:
        connections.close_all()
