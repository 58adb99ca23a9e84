from datetime import date, timedelta

import pytest

from tests.factories.enrolment import CITY, PANDANWANGI, candidate, make_city, new_application
from tests.factories.letters import DECIDED, approved
from tests.factories.members import make_family, new_person
from titian.enrolment import selectors as enrolment_read
from titian.enrolment import services as enrolment
from titian.enrolment.models import City, CityTerm
from titian.enrolment.types import ApplicationKind, ApplicationState, NewApplication
from titian.members.types import Segment

pytestmark = pytest.mark.django_db
LATER = DECIDED + timedelta(days=1)


def two() -> NewApplication:
    return new_application(ApplicationKind.NEW, candidate("A"), candidate("B", relation=3))


def test_beyond_the_places_paid_for_who_comes_later_waits_in_order() -> None:
    make_city(people_paid=2)

    first = approved(two())
    second = approved(at=DECIDED)
    third = approved(at=DECIDED + timedelta(minutes=1))

    assert first.state == ApplicationState.APPROVED
    assert (second.state, third.state) == (ApplicationState.WAITING, ApplicationState.WAITING)
    shown = enrolment_read.waiting_list(CITY, on=date(2026, 11, 24))
    assert [line.code_end for line in shown.lines] == [second.code[-4:], third.code[-4:]]


def test_a_small_family_does_not_pass_a_bigger_one_that_waits() -> None:
    make_city(people_paid=1)
    big = approved(two())

    small = approved(at=DECIDED + timedelta(minutes=1))

    assert (big.state, small.state) == (ApplicationState.WAITING, ApplicationState.WAITING)
    assert enrolment.admit(at=LATER) == 0


def test_with_more_places_who_waits_goes_on_in_the_published_order() -> None:
    make_city(people_paid=0)
    waiting = [approved(at=DECIDED + timedelta(minutes=n)) for n in range(3)]
    CityTerm.objects.update(people_paid=2)

    assert enrolment.admit(at=LATER) == 2

    assert [case.state for case in waiting] == ["approved", "approved", "waiting"]


def test_an_urgent_case_takes_no_place() -> None:
    make_city(people_paid=0)

    case = approved(
        new_application(ApplicationKind.URGENT, hospital_letter_at=DECIDED - timedelta(hours=3))
    )

    assert case.state == ApplicationState.APPROVED


def test_the_people_covered_are_counted_by_our_own_records() -> None:
    make_city()
    make_family(new_person("Covered", segment=Segment.PBPU_PEMDA))

    enrolment.recount()

    assert City.objects.get(pk=CITY).people_now == 0  # of no village of this city


def test_the_nearest_place_of_first_care_is_never_a_hospital() -> None:
    found = enrolment.with_room(PANDANWANGI, people=1)

    assert found is None or found.kind.value != "hospital"
