"""How many people the city pays for, or a facility may have: one proposes, another approves."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from tests.factories.accounts import signed_in_staff
from tests.factories.enrolment import (
    CITY,
    TUESDAY,
    agency_officer,
    make_city,
    village_officer,
)
from tests.factories.facilities import JAYAPURA, make_facility
from tests.factories.letters import DECIDED, approved
from titian.enrolment import selectors as enrolment_read
from titian.enrolment import services as enrolment
from titian.enrolment.errors import (
    LimitGone,
    LimitProposed,
    LimitSettled,
    LimitWrong,
    NotEnrolmentOfficer,
    OwnEntry,
)
from titian.enrolment.models import CareLimit, CityTerm
from titian.enrolment.types import ApplicationState, OfficeKind
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.scopes import Grant, Scope

pytestmark = pytest.mark.django_db
KEEPS = Grant("procedure", Scope("region", CITY))
PAGE = "/petugas/jatah/"
TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def a_city() -> None:
    make_city(people_paid=0)


def keeper() -> Actor:
    return Actor.staff(uuid4().int % 10**9, (KEEPS,))


def proposed(
    by: Actor, *, people: int | None = 5, facility_code: str = "", valid_from: date = TODAY
) -> int:
    return enrolment.propose_limit(
        city=CITY,
        facility_code=facility_code,
        people=people,
        valid_from=valid_from,
        basis="Nota contoh 12/2026",
        client_key=uuid4(),
        by=by,
        at=TUESDAY,
    )


def test_a_bigger_budget_holds_once_a_second_person_approved_it() -> None:
    waiting = approved(at=DECIDED)
    one, other = keeper(), agency_officer(OfficeKind.HEALTH)
    change = proposed(one)
    assert enrolment.admit(at=DECIDED + timedelta(days=1)) == 0

    enrolment.approve_limit(change_id=change, by=other, at=TUESDAY)

    assert enrolment.admit(at=DECIDED + timedelta(days=1)) == 1
    assert waiting.state == ApplicationState.APPROVED


def test_nobody_approves_what_they_proposed_and_it_is_decided_once() -> None:
    one, other = keeper(), keeper()
    change = proposed(one)

    with pytest.raises(OwnEntry):
        enrolment.approve_limit(change_id=change, by=one, at=TUESDAY)
    enrolment.approve_limit(change_id=change, by=other, at=TUESDAY)
    with pytest.raises(LimitSettled):
        enrolment.drop_limit(change_id=change, by=other, at=TUESDAY)


def test_a_budget_never_begins_before_today_and_keeps_what_was_agreed_with_the_scheme() -> None:
    make_city(same_day=True, people_paid=0)
    change = proposed(keeper(), valid_from=TODAY - timedelta(days=30))

    enrolment.approve_limit(change_id=change, by=keeper(), at=TUESDAY)

    term = CityTerm.objects.filter(city=CITY).latest("valid_from")
    assert (term.valid_from, term.people_paid, term.same_day) == (TODAY, 5, True)


def test_one_proposal_for_the_same_waits_at_a_time() -> None:
    one = keeper()
    change = proposed(one)

    with pytest.raises(LimitProposed):
        proposed(keeper())
    enrolment.drop_limit(change_id=change, by=one, at=TUESDAY)

    assert proposed(keeper()) != change


def test_a_facility_gets_a_limit_and_loses_it() -> None:
    place = make_facility()
    first = proposed(keeper(), facility_code=place.code, people=30)
    enrolment.approve_limit(change_id=first, by=keeper(), at=TUESDAY)
    assert CareLimit.objects.get(facility=place.pk).people == 30

    last = proposed(keeper(), facility_code=place.code, people=None)
    enrolment.approve_limit(change_id=last, by=keeper(), at=TUESDAY)

    assert not CareLimit.objects.filter(facility=place.pk).exists()


def test_a_place_of_another_city_is_not_for_this_one_to_limit() -> None:
    place = make_facility(within=JAYAPURA)

    with pytest.raises(LimitWrong):
        proposed(keeper(), facility_code=place.code)


def test_the_village_and_another_agency_neither_see_nor_propose() -> None:
    change = proposed(keeper())
    for stranger in (village_officer(), agency_officer(OfficeKind.SOCIAL)):
        with pytest.raises(NotEnrolmentOfficer):
            enrolment_read.limits(viewer=stranger, on=TODAY)
        with pytest.raises(NotEnrolmentOfficer):
            proposed(stranger)
        with pytest.raises(LimitGone):
            enrolment.approve_limit(change_id=change, by=stranger, at=TUESDAY)


def test_one_proposes_on_the_page_and_another_approves_there() -> None:
    one, other = Client(), Client()
    typed = {
        "kunci": f"{uuid4()}",
        "facility": "",
        "people": "120",
        "valid_from": "24-11-2026",
        "basis": "Nota contoh 12/2026",
    }

    with clock.fixed(TUESDAY):
        for client in (one, other):
            signed_in_staff(client, (KEEPS,))
        assert one.post(PAGE, typed).status_code == 303
        own = one.get(PAGE).content.decode()
        [line] = enrolment_read.limits(viewer=keeper(), on=TODAY).proposed
        refused = one.post(f"{PAGE}{line.id}/", {"langkah": "approve"}).status_code
        done = other.post(f"{PAGE}{line.id}/", {"langkah": "approve"}).status_code
        page = other.get(PAGE).content.decode()

    assert "Orang lain yang menyetujui" in own
    assert (refused, done) == (403, 303)
    assert "paling banyak 120 orang" in page


def test_a_number_that_is_none_is_asked_for_again() -> None:
    client = Client()

    with clock.fixed(TUESDAY):
        signed_in_staff(client, (KEEPS,))
        answer = client.post(PAGE, {"kunci": f"{uuid4()}", "people": "banyak"})

    assert answer.status_code == 422
    assert "Tulis angka" in answer.content.decode()
