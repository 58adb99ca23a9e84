from pathlib import Path
from threading import Thread

import pytest
from django.db import connection

from tests.factories.imports import a_clinic, a_file, bring
from titian.facilities.models import Facility
from titian.imports import services as imports
from titian.imports.models import Import
from titian.imports.services import running
from titian.imports.types import Kind

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
    assert Import.objects.get(digest=imports.look_through(Kind.FACILITIES, path).digest).new == 12
