"""A place is switched on after a booking was really made there, and taken back."""

from datetime import time, timedelta

import pytest
from django.test import Client

from tests.factories.accounts import signed_in_staff
from tests.factories.facilities import make_facility, make_line
from tests.factories.members import NOON, TODAY
from titian.facilities import selectors as facilities_read
from titian.facilities import services as facilities
from titian.facilities.models import Facility
from titian.imports import services as imports
from titian.imports.errors import NotReady
from titian.imports.services.trying import try_booking
from titian.kernel.actors import Actor
from titian.kernel.scopes import Grant, Scope
from titian.members.models import Person
from titian.notifications.models import Message
from titian.platform.audit.models import AuditEntry
from titian.platform.outbox.models import OutboxEvent
from titian.queue.models import Parameter, PracticeSession, Ticket, TicketEvent

pytestmark = pytest.mark.django_db
AN_HOUR = timedelta(hours=1)  # settings of the queue are read once a minute
HEALTH = Actor.staff(1, (Grant("agency", Scope("office", "35.73/health")),))


@pytest.fixture
def clinic() -> Facility:
    place = make_facility(uses_titian=False)
    make_line(place)
    Facility.objects.filter(pk=place.pk).update(phone="0341-1", address_note="Jl. Contoh 1")
    signed_in_staff(Client(), (Grant("desk", Scope("facility", place.code)),))
    return place


def _everything() -> list[int]:
    models = (Person, PracticeSession, Ticket, TicketEvent, OutboxEvent, Message, AuditEntry)
    return [model.objects.count() for model in models]


def test_of_the_test_booking_nothing_stays(clinic: Facility) -> None:
    before = _everything()

    number = try_booking(facilities_read.facility_by_code(clinic.code), at=NOON)

    assert number == 1
    assert _everything() == before


def test_the_next_member_gets_the_number_that_was_tried(clinic: Facility) -> None:
    place = facilities_read.facility_by_code(clinic.code)

    assert [try_booking(place, at=NOON) for _ in range(3)] == [1, 1, 1]


def test_a_place_where_members_would_be_refused_is_not_switched_on(clinic: Facility) -> None:
    facilities.set_opening_hours(
        facility_id=clinic.pk, hours={1: (time(8), time(12))}, by=HEALTH, at=NOON
    )
    yesterday = TODAY - timedelta(days=1)
    closed = Parameter.objects.create(
        key="queue_window_days", facility=clinic, value=0, valid_from=yesterday, basis="test"
    )

    with pytest.raises(NotReady) as refused:
        imports.switch_on(code=clinic.code, by=HEALTH, at=NOON + AN_HOUR)
    assert "Pesanan uji ditolak" in str(refused.value.data["lacking"])
    assert not facilities_read.facility_by_code(clinic.code).uses_titian
    closed.delete()
    imports.switch_on(code=clinic.code, by=HEALTH, at=NOON + 2 * AN_HOUR)

    assert facilities_read.facility_by_code(clinic.code).uses_titian
    entry = AuditEntry.objects.get(action="imports.tried", target=f"facility:{clinic.code}")
    assert entry.data == {"number": 1}
