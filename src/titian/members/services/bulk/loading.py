"""The load itself: reserve ids, drop what is slow to keep, copy, build it again, check."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import get_context

import django
from django.db import connection, transaction

from titian.kernel.actors import Actor
from titian.members.services.bulk.indexes import without_indexes
from titian.members.services.bulk.rows import COLUMNS, Lines
from titian.members.types import NewFamily
from titian.platform.audit import services as audit

MakeBlock = Callable[[int], list[NewFamily]]
Tables = dict[str, bytes]

_BLOCKS_AT_ONCE = 4
_IN_FLIGHT = 6
_MANY = 100_000


@dataclass(frozen=True, slots=True)
class _Part:
    """A few blocks for one process, with the first ids that are theirs."""

    make: MakeBlock
    blocks: Sequence[int]
    person_id: int
    family_id: int
    actor: str
    at: datetime
    source: str

    def encoded(self) -> Tables:
        lines = Lines(self.person_id, self.family_id, self.actor, self.at, self.source)
        for block in self.blocks:
            lines.add(self.make(block))
        return {name: "".join(rows).encode() for name, rows in lines.tables.items()}


def load_families(
    *,
    make: MakeBlock,
    blocks: Sequence[int],
    people_per_block: int,
    by: Actor,
    at: datetime,
    source: str,
    processes: int = 2,
    progress: Callable[[int], object] = lambda people: None,
) -> int:
    """Load the families that `make(block)` gives for each block; returns how many people.

    `make` must be picklable and give exactly `people_per_block` people. Nothing is announced:
    this is for a population that comes with the database, before anybody reacts.
    """
    people = len(blocks) * people_per_block
    if not people:
        return 0
    with transaction.atomic():
        person_id, family_id = reserve("member_person", people), reserve("member_family", people)
        parts = [
            _Part(
                make, blocks[n : n + _BLOCKS_AT_ONCE], person_id + n * people_per_block,
                family_id + n * people_per_block, by.ref, at, source,
            )
            for n in range(0, len(blocks), _BLOCKS_AT_ONCE)
        ]  # fmt: skip
        with without_indexes(tuple(COLUMNS), when=people >= _MANY):
            for part, tables in _encoded(parts, processes):
                copy_tables(tables)
                progress(len(part.blocks) * people_per_block)
        data: dict[str, object] = {"people": people}
        audit.record(audit.Entry(by, "members.population_loaded", "population:", data), at=at)
    return people


def _encoded(parts: Sequence[_Part], processes: int) -> Iterator[tuple[_Part, Tables]]:
    """Parts with their lines, made by other processes a few parts ahead of the writer."""
    if processes == 0:
        yield from ((part, part.encoded()) for part in parts)
        return
    context = get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context, initializer=django.setup) as pool:
        waiting: deque[tuple[_Part, Future[Tables]]] = deque()
        for part in parts:
            waiting.append((part, pool.submit(_Part.encoded, part)))
            if len(waiting) >= _IN_FLIGHT:
                done, future = waiting.popleft()
                yield done, future.result()
        for done, future in waiting:
            yield done, future.result()


def copy_tables(tables: Tables) -> None:
    """Lines of each table, in the order of the tables."""
    with connection.wrap_database_errors, connection.cursor() as cursor:
        for table, columns in COLUMNS.items():
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                copy.write(tables[table])


def reserve(table: str, count: int) -> int:
    """The first of `count` ids that nobody else will be given."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(sequence, first + %s - 1) - %s + 1 FROM (SELECT nextval(sequence)"
            " AS first, sequence FROM (SELECT pg_get_serial_sequence(%s, 'id')::regclass"
            " AS sequence) AS named) AS reserved",
            [count, count, table],
        )
        first: int = cursor.fetchone()[0]
    return first
