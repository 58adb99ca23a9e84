"""A query that Django writes once gives the rows it would give each time, whatever the values."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from tests.factories.queue import make_people, make_session
from titian.members.models import Person
from titian.platform.db.prepared import Prepared
from titian.queue.models import PracticeSession
from titian.regions.models import Region

pytestmark = pytest.mark.django_db


def names(people: list[int], status: str | None) -> "QuerySet[Person, tuple[int, str]]":
    found = Person.objects.filter(pk__among=people).order_by("pk")
    if status is not None:
        found = found.filter(status=status)
    return found.values_list("pk", "full_name")


def sessions(facility: int, since: datetime) -> "QuerySet[PracticeSession]":
    wanted = PracticeSession.objects.filter(facility=facility, ends_at__gt=since)
    return wanted.select_related("facility", "service").prefetch_related("holds").order_by("pk")


def named(code: str) -> "QuerySet[Region, str]":
    return Region.objects.filter(code=code).values_list("code", flat=True)


def test_the_rows_are_those_that_django_gives_for_the_same_values() -> None:
    people = make_people(3)
    prepared = Prepared(names)

    for some in (people, people[:1], people[1:], []):
        assert prepared(people=some, status="AKTIF") == list(names(some, "AKTIF"))
        assert prepared(people=some, status=None) == list(names(some, None))
    assert prepared(people=people, status="MENINGGAL") == []


def test_models_come_with_what_belongs_to_them() -> None:
    mine, other = make_session(), make_session()
    prepared, since = Prepared(sessions), mine.ends_at - timedelta(days=1)
    prepared(facility=0, since=since)

    (found,) = prepared(facility=mine.facility_id, since=since)

    assert found == mine
    with CaptureQueriesContext(connection) as asked:
        assert found.facility.name == mine.facility.name
        assert found.service.name == mine.service.name
        assert list(found.holds.all()) == []
    assert len(asked) == 0
    assert prepared(facility=other.facility_id, since=since) == [other]
    assert prepared(facility=mine.facility_id, since=mine.ends_at) == []


def test_it_is_written_once_for_each_kind_of_values() -> None:
    asked = []

    def write(people: list[int], status: str | None) -> "QuerySet[Person, tuple[int, str]]":
        asked.append(status)
        return names(people, status)

    prepared = Prepared(write)
    for number in range(5):
        prepared(people=[number], status="AKTIF")
        prepared(people=[number, 7], status=None)

    assert len(asked) == 2


def test_a_value_that_is_not_put_in_as_it_is_is_refused() -> None:
    def write(person: int) -> "QuerySet[Person, int]":
        return Person.objects.filter(pk=person + 1).values_list("pk", flat=True)

    with pytest.raises(ValueError, match="person"):
        Prepared(write)(person=1)


def test_the_first_of_none_is_none() -> None:
    prepared = Prepared(names)

    assert prepared.first(people=[0], status=None) is None


def test_threads_ask_at_the_same_time_and_each_gets_its_own() -> None:
    codes = ["35.73", "35.78", "32.73", "31.71"]
    prepared = Prepared(named)

    def ask(code: str) -> list[str]:
        try:
            return prepared(code=code)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(ask, codes * 20))

    assert found == [[code] for code in codes] * 20


def test_postgresql_keeps_one_plan_however_large_the_numbers_are() -> None:
    prepared = Prepared(sessions)
    mine = make_session()
    since = mine.ends_at - timedelta(days=1)

    for facility in (1, 70_000, 7_000_000_000):
        prepared(facility=facility, since=since)

    assert prepared(facility=mine.facility_id, since=since) == [mine]
    assert kept_plans(PracticeSession) == 1


def kept_plans(of: type[PracticeSession]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s",
            [f'%FROM "{of._meta.db_table}"%'],
        )
        (many,) = cursor.fetchone()
    return int(many)
