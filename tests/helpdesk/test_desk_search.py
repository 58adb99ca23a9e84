"""Somebody at the desk has no number in hand: a name and the whole birth date find few people."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from tests.factories.accounts import signed_in_staff
from tests.factories.members import at_facility, make_facility, make_family, new_person
from tests.factories.queue import NOON
from titian.accounts.errors import SlowDown
from titian.facilities.models import Facility
from titian.helpdesk.errors import NobodyNamed, NotAtThisHelpDesk, TooManyNamed
from titian.helpdesk.rules import desk as rules
from titian.helpdesk.services.searching import search_by_name
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.scopes import Grant, Scope
from titian.members.types import NamedOnly
from titian.platform.audit.models import AuditEntry

BORN = date(1961, 8, 17)


def grant(facility: Facility) -> tuple[Grant, ...]:
    return (Grant("desk", Scope("facility", facility.code)),)


def search(facility: Facility, name: str, born: str = "", *, by: str = "pojok") -> list[NamedOnly]:
    return search_by_name(
        name=name,
        born=born,
        facility_code=facility.code,
        by=Actor.staff(by, grant(facility)),
        at=NOON,
    )


def registered(facility: Facility, name: str = "Sri Wahyuni", born: date = BORN) -> int:
    return make_family(at_facility(new_person(name, born=born), facility))[0]


@pytest.mark.parametrize(
    "text, born, year",
    [
        ("17-08-1961", BORN, "1961"),
        (" 17/8/1961 ", BORN, "1961"),
        ("17 08 1961", BORN, "1961"),
        ("1961", None, "1961"),
        ("31-02-1961", None, "1961"),
        ("kemarin", None, ""),
        ("", None, ""),
    ],
)
def test_a_birth_date_is_read_as_people_write_it(text: str, born: date | None, year: str) -> None:
    assert (rules.birth_date_in(text), rules.birth_year_in(text)) == (born, year)


@pytest.mark.django_db
def test_the_whole_birth_date_finds_the_one_among_many_of_that_name() -> None:
    facility = make_facility()
    sri = registered(facility)
    for day in range(1, 8):
        registered(facility, born=date(1961, 1, day))

    (found,) = search(facility, "sri wahyuni", "17-08-1961")

    assert (found.person_id, found.masked_name) == (sri, "Sr••• W.")
    with pytest.raises(TooManyNamed):
        search(facility, "sri wahyuni", "1961")
    with pytest.raises(TooManyNamed):
        search(facility, "sri wahyuni")
    with pytest.raises(NobodyNamed):
        search(facility, "sri wahyuni", "18-08-1961")


@pytest.mark.django_db
def test_people_of_other_places_are_not_found() -> None:
    here, there = make_facility(), make_facility()
    registered(there)

    with pytest.raises(NobodyNamed):
        search(here, "sri wahyuni", "17-08-1961")
    with pytest.raises(NotAtThisHelpDesk):
        search_by_name(
            name="sri wahyuni",
            born="17-08-1961",
            facility_code=there.code,
            by=Actor.staff("pojok", grant(here)),
            at=NOON,
        )


@pytest.mark.django_db
def test_each_search_is_written_down_without_the_name_also_one_that_finds_nobody() -> None:
    facility = make_facility()

    with pytest.raises(NobodyNamed):
        search(facility, "sri wahyuni", "17-08-1961")

    entry = AuditEntry.objects.get(
        action="helpdesk.search_name", target=f"facility:{facility.code}"
    )
    assert entry.data == {"found": 0, "by": "date"}


@pytest.mark.django_db
def test_one_officer_does_not_try_names_one_after_another() -> None:
    facility, officer = make_facility(), f"pojok-{uuid4().hex[:8]}"
    registered(facility)
    for _ in range(12):
        search(facility, "sri wahyuni", "17-08-1961", by=officer)

    with pytest.raises(SlowDown):
        search(facility, "sri wahyuni", "17-08-1961", by=officer)
    assert search(facility, "sri wahyuni", "17-08-1961", by=f"{officer}-2")


@pytest.mark.django_db
def test_the_desk_chooses_from_few_masked_people_and_is_asked_for_the_date(client: Client) -> None:
    facility = make_facility()
    registered(facility)
    for day in range(1, 7):
        registered(facility, born=date(1961, 1, day))
    typed = {"kunci": str(uuid4()), "tempat": facility.code, "cari": "sri wahyuni"}
    with clock.fixed(NOON + timedelta(minutes=1)):
        signed_in_staff(client, grant(facility))

        many = client.post("/petugas/pojok/", typed)
        one = client.post("/petugas/pojok/", {**typed, "lahir": "17-08-1961"})

    assert many.status_code == 409
    assert "Tanya tanggal lahir lengkapnya" in many.content.decode()
    assert "Sr•••" not in many.content.decode()
    page = one.content.decode()
    assert (one.status_code, page.count("Sr••• W.")) == (200, 1)
    assert "Sri Wahyuni" not in page
