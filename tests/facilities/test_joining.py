from datetime import datetime, time, timedelta

import pytest

from tests.factories.facilities import (
    MONDAY,
    SETUP,
    make_facility,
    manager_of,
)
from titian.facilities import selectors as facilities_read
from titian.facilities import services as facilities
from titian.facilities.errors import (
    HoursBackwards,
    LetterTaken,
    NotManager,
)
from titian.facilities.models import Facility
from titian.facilities.types import OpeningView
from titian.kernel.actors import Actor
from titian.kernel.scopes import Grant, Scope

pytestmark = pytest.mark.django_db

TUESDAY = MONDAY + timedelta(days=1)


def test_a_facility_is_brought_onto_titian_by_the_operator(at: datetime) -> None:
    place = make_facility(uses_titian=False)
    operator = Actor.staff(903, (Grant("operator", Scope("all")),))

    with pytest.raises(NotManager):
        facilities.start_using_titian(facility_id=place.pk, by=manager_of(place), at=at)
    facilities.start_using_titian(facility_id=place.pk, by=operator, at=at)

    assert place.pk in facilities_read.facilities_using_titian()


def test_services_and_people_are_added_once(at: datetime) -> None:
    place = make_facility()
    umum = facilities.add_service(
        facility_id=place.pk, code="001", name="Poli Umum", letter="A", by=SETUP, at=at
    )
    again = facilities.add_service(
        facility_id=place.pk, code="001", name="Poli Umum", letter="A", by=SETUP, at=at
    )
    sari = facilities.add_practitioner(facility_id=place.pk, name="dr. Sari", by=SETUP, at=at)

    assert again == umum
    assert (
        facilities.add_practitioner(facility_id=place.pk, name="dr. Sari", by=SETUP, at=at) == sari
    )
    with pytest.raises(LetterTaken):
        facilities.add_service(
            facility_id=place.pk, code="002", name="Poli Gigi", letter="A", by=SETUP, at=at
        )
    names = facilities_read.labels([umum], [sari])[umum, sari]
    assert (names.service_name, names.letter, names.practitioner_name) == (
        "Poli Umum",
        "A",
        "dr. Sari",
    )


def test_opening_hours_are_replaced_as_a_whole(at: datetime) -> None:
    place = make_facility()
    for hours in ({1: (time(7), time(14)), 2: (time(7), time(14))}, {1: (time(8), time(12))}):
        facilities.set_opening_hours(facility_id=place.pk, hours=hours, by=SETUP, at=at)

    assert facilities_read.opening_hours(place.pk) == [OpeningView(1, time(8), time(12))]
    with pytest.raises(HoursBackwards):
        facilities.set_opening_hours(
            facility_id=place.pk, hours={1: (time(8), time(8))}, by=SETUP, at=at
        )


def test_managers_see_the_facilities_they_manage() -> None:
    mine, _other = make_facility(), make_facility()
    everywhere = Actor.staff(904, (Grant("manager", Scope("all")),))

    assert [one.code for one in facilities_read.facilities_managed_by(manager_of(mine))] == [
        mine.code
    ]
    assert facilities_read.facilities_managed_by(Actor.visitor()) == []
    assert len(facilities_read.facilities_managed_by(everywhere)) >= 2
    assert Facility.objects.filter(uses_titian=True).count() >= 2
