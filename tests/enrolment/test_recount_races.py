"""The people a city pays for are counted while more are being covered."""

import pytest

from tests.factories.enrolment import CITY, PANDANWANGI, make_city
from tests.factories.members import NOON, SETUP, new_family, new_person
from tests.meanwhile import while_held
from titian.enrolment import services as enrolment
from titian.enrolment.models import City
from titian.enrolment.services.quota import take_places
from titian.members import selectors as members_read
from titian.members import services as members
from titian.members.types import NewFamily, Segment

pytestmark = [pytest.mark.usefixtures("committed_db"), pytest.mark.slow]


def covered() -> None:
    """One person of the city, and their place."""
    person = new_person(segment=Segment.PBPU_PEMDA)
    kk = new_family().kk_number
    card = NewFamily(kk_number=kk, people=(person,), village_code=PANDANWANGI)
    members.register_family(family=card, by=SETUP, at=NOON)
    take_places(CITY, 1)


def test_who_is_covered_during_the_count_is_in_it() -> None:
    make_city()
    covered()

    while_held(covered, enrolment.recount)

    now = City.objects.get(pk=CITY).people_now
    assert now == members_read.covered_by_city(CITY)
    assert now > 1


def test_who_is_covered_after_the_count_is_added_to_it() -> None:
    make_city()
    covered()

    while_held(enrolment.recount, covered)

    assert City.objects.get(pk=CITY).people_now == members_read.covered_by_city(CITY)
