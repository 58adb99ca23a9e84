"""The demo's complaints: each at its office, and what is late climbs to whoever watches."""

from datetime import UTC, datetime

import pytest

from titian.complaints import selectors as complaints_read
from titian.complaints import services as complaints
from titian.complaints.types import Level
from titian.demo.city import settle_city
from titian.demo.complaining import settle_complaints
from titian.demo.people.characters import staff
from titian.demo.people.settling import settle_staff
from titian.demo.places import settle_places
from titian.kernel.actors import Actor

BY = Actor.system("tests")
NOW = datetime(2026, 5, 22, 3, 0, tzinfo=UTC)


def worker(username: str) -> Actor:
    grant = next(one.grant for one in staff() if one.username == username)
    return Actor.staff(f"demo-{username}", (grant,))


def levels(username: str) -> set[Level]:
    listed = complaints_read.work_list(viewer=worker(username), at=NOW)
    return {line.level for line in listed.lines if line.place}


@pytest.mark.django_db
@pytest.mark.slow
def test_what_is_late_is_found_by_every_level_above() -> None:
    for settle in (settle_places, settle_staff, settle_city):
        settle(by=BY, at=NOW)

    filed = settle_complaints(by=BY, at=NOW)
    again = settle_complaints(by=BY, at=NOW)
    while complaints.tell_clocks(at=NOW):
        pass

    assert (filed, again) == (8, 0)
    assert {Level.REGIONAL, Level.CENTRAL} <= levels("cabang.malang")
    assert Level.OFFICER not in levels("kepala.cabang")
    assert levels("wilayah.jatim") == {Level.REGIONAL, Level.CENTRAL}
    assert levels("kantor.pusat") == {Level.CENTRAL}
