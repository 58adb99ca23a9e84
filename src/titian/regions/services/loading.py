"""Load every region by COPY: into an empty table directly, else by way of a temporary one."""

import csv
import gzip
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from titian.kernel.actors import Actor
from titian.regions import rules
from titian.regions.models import WORDS_INDEX, Region
from titian.regions.selectors import loaded_digest
from titian.regions.services.releases import digest_of, mark_loaded
from titian.regions.types import RegionKind

RELEASE = "regions"
_PACKAGE = Path(__file__).resolve().parent.parent
_DATA = _PACKAGE / "data"
_COLUMNS = (
    "code",
    "name",
    "kind",
    "parent_id",
    "population",
    "latitude",
    "longitude",
    "name_words",
    "path_words",
)


@transaction.atomic
def load(*, by: Actor, at: datetime) -> int:
    """Bring the table up to what is shipped; returns the rows written, 0 if it was already."""
    files = [*sorted(_DATA.glob("*.gz")), _PACKAGE / "rules.py", Path(__file__)]
    digest = digest_of(files)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('titian.regions.load'))")
    if loaded_digest(RELEASE) == digest:
        return 0

    written = _first_load() if not Region.objects.exists() else _update()

    mark_loaded(name=RELEASE, digest=digest, rows=written, by=by, at=at)
    return written


def shipped_rows(file: Path) -> Iterator[dict[str, str]]:
    """The lines of a compressed CSV."""
    with gzip.open(file, "rt", encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _first_load() -> int:
    """The index is built after the rows: three times quicker than row by row."""
    with connection.schema_editor() as editor:
        editor.remove_index(Region, WORDS_INDEX)
    written = _copy_into("region")
    with connection.cursor() as cursor:
        # The foreign key to the parent is checked at commit; an index cannot wait for that.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    with connection.schema_editor() as editor:
        editor.add_index(Region, WORDS_INDEX)
    _analyze()
    return written


def _update() -> int:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE region_new (LIKE region) ON COMMIT DROP")
        _copy_into("region_new")
        columns = ", ".join(_COLUMNS)
        others = ", ".join(_COLUMNS[1:])
        fresh = ", ".join(f"excluded.{column}" for column in _COLUMNS[1:])
        old = ", ".join(f"region.{column}" for column in _COLUMNS[1:])
        cursor.execute(
            f"INSERT INTO region ({columns}) SELECT {columns} FROM region_new ORDER BY code"
            f" ON CONFLICT (code) DO UPDATE SET ({others}) = ({fresh})"
            f" WHERE ({old}) IS DISTINCT FROM ({fresh})"  # ours  # nosec B608
        )
        written: int = cursor.rowcount
    _analyze()
    return written


def _copy_into(table: str) -> int:
    written = 0
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({', '.join(_COLUMNS)}) FROM STDIN") as copy,
    ):
        for row in _rows():
            copy.write_row(row)
            written += 1
    return written


def _rows() -> Iterator[tuple[Any, ...]]:
    """Parents come before their children, as the file has them."""
    people = {r["kode"]: int(r["total"]) for r in shipped_rows(_DATA / "penduduk_2024s2.csv.gz")}
    points = {
        r["kode"]: (float(r["lat"]), float(r["lng"])) for r in shipped_rows(_DATA / "titik.csv.gz")
    }
    around: dict[str, list[str]] = {}
    for row in shipped_rows(_DATA / "wilayah.csv.gz"):
        code, name = row["kode"], " ".join(row["nama"].split())
        yield (code, name, *_described(code, name, people, points, around))


def _described(
    code: str,
    name: str,
    people: Mapping[str, int],
    points: Mapping[str, tuple[float, float]],
    around: dict[str, list[str]],
) -> tuple[Any, ...]:
    kind, parent = rules.kind_of(code), rules.parent_of(code)
    own = rules.name_words(name, kind)
    path = list(dict.fromkeys([*own, *around.get(parent or "", ())]))
    if kind is not RegionKind.VILLAGE:
        around[code] = path
    return (kind, parent, people.get(code), *points.get(code, (None, None)), own, path)


def _analyze() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('region_words')")  # found by index at once
        cursor.execute("ANALYZE region")
