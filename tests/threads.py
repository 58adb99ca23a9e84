"""Running the same thing in many threads at the same moment."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connections

Answer = TypeVar("Answer")


def all_at_once(acts: Sequence[Callable[[], Answer]]) -> list[Answer | BaseException]:
    """Start every act behind one barrier; an act that raises answers with its exception."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], Answer]) -> Answer:
        barrier.wait(timeout=30)
        return closing(act)

    with ThreadPoolExecutor(len(acts)) as pool:
        futures = [pool.submit(run, act) for act in acts]
    return [future.exception() or future.result() for future in futures]


def closing(act: Callable[[], Answer]) -> Answer:
    """In a thread of its own: nobody keeps its connections afterwards."""
    try:
        return act()
    finally:
        connections.close_all()
