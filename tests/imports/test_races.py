import os
import signal
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from threading import Thread

import pytest
from django.db import connection

from tests.factories.imports import a_clinic, a_file, bring
from titian.facilities.models import Facility
from titian.imports import services as imports
from titian.imports.models import Import
from titian.imports.services import parts, running
from titian.imports.types import Counts, Kind

pytestmark = [pytest.mark.usefixtures("committed_db"), pytest.mark.slow]


def test_twice_at_the_same_time_each_row_comes_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "ROWS_AT_ONCE", 3)
    lines = [a_clinic() for _ in range(12)]
    path = a_file(tmp_path, Kind.FACILITIES, lines)
    done: list[int] = []

    def run() -> None:
        done.append(bring(Kind.FACILITIES, path).counts.new)
        connection.close()

    both = [Thread(target=run) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()

    codes = [one["code"] for one in lines]
    assert Facility.objects.filter(code__in=codes).count() == 12
    assert max(done) == 12
    digest = imports.look_through(Kind.FACILITIES, path).digest
    assert sum(Import.objects.filter(digest=digest).values_list("new", flat=True)) == 12


def test_killed_in_the_middle_of_a_part_it_goes_on_and_nothing_is_doubled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "ROWS_AT_ONCE", 3)
    lines = [a_clinic() for _ in range(10)]
    path = a_file(tmp_path, Kind.FACILITIES, lines)
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's has one

    victim = get_context("fork").Process(target=_killed_in_part, args=(path, 3))
    victim.start()
    victim.join()
    half = Import.objects.get(digest=sha256(path.read_bytes()).digest())
    done = bring(Kind.FACILITIES, path)

    assert victim.exitcode == -signal.SIGKILL
    assert half.place == 6
    assert (done.id, done.counts) == (half.pk, Counts(new=10))
    codes = [one["code"] for one in lines]
    assert Facility.objects.filter(code__in=codes).count() == 10


def _killed_in_part(path: Path, number: int) -> None:
    """Everything of the part is written and not committed when the process dies."""
    seen = []

    def die(one: Import, rows: object) -> None:
        seen.append(rows)
        if len(seen) == number:
            os.kill(os.getpid(), signal.SIGKILL)

    parts.keep_broken = die
    bring(Kind.FACILITIES, path)
