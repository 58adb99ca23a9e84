"""A file of people comes in, one row in a hundred broken: `python -m bench.imports`.

A home of its own beside the bench's, new each time: the file is written by hand from invented
families (not timed), looked through and brought (timed), then brought once more. Every broken row
must be named, every other one be on record, and the second time nothing may change.
"""

import argparse
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.apart import HOME, clear  # first: it chooses the home

# isort: split
from django.core.management import call_command

from bench.ground import rows
from bench.pgbench import require_durable
from titian.demo.people.population import PEOPLE_PER_BLOCK, Population
from titian.demo.people.population.ground import read_ground
from titian.imports import selectors as imports_read
from titian.imports import services as imports
from titian.imports.rules import first_heads
from titian.imports.types import ImportView, Kind
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.members.types import NewFamily, NewPerson

_EVERY = 100  # one row in so many is broken
_LEAST = 1_000_000 / (20 * 60)  # a million within twenty minutes
_BY = Actor.system("import by bench")
# By column: what is typed there instead.
_WAYS = (
    (0, "3573"), (1, "12"), (2, "357300"), (3, ""), (4, "31-02-1990"), (5, "X"), (6, "tetangga"),
    (7, "VIP"), (8, "9"), (9, "kemarin"), (11, "TIDAKADA"), (12, "35.73.05.9999"), (14, "12"),
)  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000_000)
    given = parser.parse_args()
    print(f"  home {HOME}", flush=True)
    try:
        call_command("migrate", verbosity=0)
        call_command("ground", verbosity=0)
        require_durable()
        path = HOME / "people.csv"
        broken = _written(path, given.people)
        print(f"  {path.stat().st_size // 2**20} MB written", flush=True)
        begun = time.perf_counter()
        first = _brought(path)
        seconds = time.perf_counter() - begun
        named = {one.line for one in imports_read.broken_rows(first.id)}
        again = _brought(path)
        there = int(rows("SELECT count(*) FROM member_person")[0][0])
    finally:
        clear()
    changed = again.counts.to_write
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"  {seconds:.0f} s, {there} on record, {memory} MB in this process", flush=True)
    print(
        f"import per_s={given.people / seconds:.0f} rows={first.rows} broken={len(broken)}"
        f" named={len(named & broken)} again_changed={changed}",
        flush=True,
    )
    is_right = named == broken and there == given.people - len(broken) and not changed
    return 0 if is_right and given.people / seconds >= _LEAST else 1


def _brought(path: Path) -> ImportView:
    looked = imports.look_through(Kind.MEMBERS, path)
    return imports.bring_file(
        looked=looked, path=path, by=_BY, at=clock.now(), progress=lambda rows: None
    )


def _written(path: Path, people: int) -> set[int]:
    """The file, and the lines that are broken."""
    broken = set()
    with path.open("w") as file:
        file.write(",".join(first_heads(Kind.MEMBERS)) + "\n")
        for line, cells in enumerate(_lines(people), 2):
            if line % _EVERY == 0:
                column, text = _WAYS[line // _EVERY % len(_WAYS)]
                cells[column] = text
                broken.add(line)
            file.write(",".join(cells) + "\n")
    return broken


def _lines(people: int) -> Iterator[list[str]]:
    codes = dict(rows("SELECT id, code FROM facility"))
    population, told = Population(1, read_ground()), 0
    for block in range(-(-people // PEOPLE_PER_BLOCK)):
        for family in population(block):
            for person in family.people[: people - told]:
                told += 1
                yield _cells(family, person, codes)


def _cells(family: NewFamily, person: NewPerson, codes: dict[int, str]) -> list[str]:
    first = person.happenings[0]
    phones = [one.to for one in person.contacts if "@" not in one.to]
    return [
        person.nik or "",
        person.card_number,
        family.kk_number,
        person.full_name,
        f"{person.birth_date:%d-%m-%Y}",
        person.sex.value,
        str(int(person.relation)),
        str(first.segment),
        {"I": "1", "II": "2", "III": "3"}.get(str(first.ward_class), "KRIS"),
        f"{first.on:%d-%m-%Y}",
        "ya",
        codes.get(person.facility_id or 0, ""),
        family.village_code or "",
        "Jl. Contoh 1",
        phones[0] if phones else "",
    ]


if __name__ == "__main__":
    sys.exit(main())
