"""Whoever was helped goes home with a small card: what was done, and how to do it alone."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import translation

from tests.factories.accounts import signed_in_staff
from tests.factories.members import make_facility, make_family, new_person
from tests.factories.queue import NOON
from titian.facilities.models import Facility
from titian.helpdesk import selectors as helpdesk_read
from titian.helpdesk import services as helpdesk
from titian.helpdesk.pages.desk_paper import paper, said_on
from titian.helpdesk.rules.desk import LESSONS
from titian.helpdesk.selectors.lessons import lesson
from titian.helpdesk.types import Outcome, Service
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.scopes import Grant, Scope
from titian.members.models import Person

MINUTES = timedelta(minutes=5)


def grant(facility: Facility) -> tuple[Grant, ...]:
    return (Grant("desk", Scope("facility", facility.code)),)


def helped(facility: Facility, service: Service, person: int | None = None) -> int:
    by = Actor.staff("pojok", grant(facility))
    served = helpdesk.begin_serving(
        facility_code=facility.code, client_key=uuid4(), by=by, at=NOON, person_id=person
    )
    helpdesk.hand_back(
        served_id=served, service=service, outcome=Outcome.TAUGHT, by=by, at=NOON + MINUTES
    )
    return served


def words_of(served: int, facility: Facility) -> str:
    viewer = Actor.staff("pojok", grant(facility))
    found = helpdesk_read.served(served, viewer=viewer, at=NOON + MINUTES)
    return json.dumps(said_on(found), ensure_ascii=False)


@pytest.mark.parametrize("service", sorted(LESSONS))
def test_what_was_done_has_a_lesson_that_is_there(service: Service) -> None:
    assert lesson(LESSONS[service], "id").steps


@pytest.mark.django_db
@pytest.mark.parametrize(
    "service, said, path",
    [
        (Service.BOOKING, "Tekan Ambil antrean.", "/belajar/ambil-nomor/"),
        (Service.SIGN_IN, "tekan Masuk.", "/belajar/masuk/"),
        (Service.DUES, "Tekan Iuran.", "/belajar/"),
    ],
)
def test_the_card_is_one_small_page_that_says_what_was_done_and_how(
    client: Client, service: Service, said: str, path: str
) -> None:
    facility = make_facility()
    (siti,) = make_family(new_person("Siti Aminah"))
    served = helped(facility, service, siti)
    with clock.fixed(NOON + MINUTES):
        signed_in_staff(client, grant(facility))
        page = client.get(f"/petugas/pojok/{served}/kartu/").content.decode()

        answer = client.get(f"/petugas/pojok/{served}/kartu.pdf")

    words = words_of(served, facility)
    assert f'href="/petugas/pojok/{served}/kartu.pdf"' in page
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    assert answer.content.startswith(b"%PDF-")
    for part in (said, path, facility.name, "Selesai, dikerjakan sendiri", "Si•••"):
        assert part in words
    person = Person.objects.get(pk=siti)
    for secret in ("Aminah", person.card_sealed, str(person.birth_date.year)):
        assert secret not in words


@pytest.mark.django_db
def test_the_card_is_for_the_desk_where_it_was(client: Client) -> None:
    served = helped(make_facility(), Service.OTHER)

    assert client.get(f"/petugas/pojok/{served}/kartu.pdf").status_code == 302
    signed_in_staff(client, grant(make_facility()))
    assert client.get(f"/petugas/pojok/{served}/kartu.pdf").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_card_fits_on_one_page(language: str) -> None:
    facility = make_facility()
    viewer = Actor.staff("pojok", grant(facility))
    with translation.override(language):
        for service in Service:
            served = helped(facility, service)
            found = helpdesk_read.served(served, viewer=viewer, at=NOON + MINUTES)
            assert isinstance(paper(found, "svg"), bytes)  # of several pages it is a list
