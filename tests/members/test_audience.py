"""Whom something is said to: found a part at a time, each part by index and of a bounded size."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.crowd import read_whole
from tests.factories.members import at_facility, make_facility, make_family, new_person
from titian.kernel.actors import Actor
from titian.members import selectors as members_read
from titian.members.models import Person
from titian.members.types import NewContact, NewPerson

pytestmark = pytest.mark.django_db
BY = Actor.system("tests")
SABANG, MALANG = "11.72", "35.73"  # no other test has anybody in Sabang


def people(regency: str, count: int) -> list[int]:
    place = make_facility("Puskesmas Contoh", regency)
    return [make_family(at_facility(_reachable(), place))[0] for _ in range(count)]


def _reachable() -> NewPerson:
    return new_person("Sri", contacts=(NewContact("sms", f"+62899{uuid4().int % 10**8:08}"),))


def parts(first: int, *, limit: int, span: int) -> list[list[int]]:
    """Part after part, from these people on, to the end."""
    found, after = [], first
    while True:
        some, onward = members_read.audience(
            regions=[SABANG], segments=[], after=after, limit=limit, viewer=BY, span=span
        )
        found.append(some)
        if onward is None:
            return found
        assert onward > after
        after = onward


@pytest.mark.parametrize("limit", [1, 2, 3, 7])
@pytest.mark.parametrize("span", [1, 2, 5, 1000])
def test_part_after_part_finds_everybody_once_and_in_order(limit: int, span: int) -> None:
    before = Person.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    mine = people(SABANG, 3)
    people(MALANG, 4)
    mine += people(SABANG, 2)

    found = parts(before, limit=limit, span=span)

    assert [one for part in found for one in part] == mine
    assert all(len(part) <= limit for part in found)


def test_where_few_live_a_part_ends_without_having_looked_at_everybody() -> None:
    before = Person.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    people(MALANG, 41)

    with CaptureQueriesContext(connection) as asked:
        found, onward = members_read.audience(
            regions=[SABANG], segments=[], after=before, limit=5, viewer=BY, span=1
        )

    assert found == []
    assert onward is not None
    assert len(asked) <= 40


@pytest.mark.slow
@pytest.mark.parametrize("regions", [[], [SABANG], ["11", MALANG]])
def test_no_table_of_people_is_read_from_end_to_end(regions: list[str]) -> None:
    first, *_ = people(SABANG, 3)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")

    with CaptureQueriesContext(connection) as asked:
        members_read.audience(
            regions=regions, segments=["PBI_JK"], after=first, limit=500, viewer=BY, span=1
        )

    large = ("member_person", "member_family", "member_contact", "facility")
    assert read_whole([one["sql"] for one in asked], large) == []
