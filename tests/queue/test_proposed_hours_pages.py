"""A manager's pages of hours that the facility's system asks for."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import signed_in_staff
from tests.factories.outside import Elsewhere, make_elsewhere, proposed
from tests.factories.queue import NOON
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.scopes import Grant, Scope
from titian.queue import services as queue

pytestmark = pytest.mark.django_db

PLANNER = Actor.system("queue.plan")
WHY = "dr. Ratna mengajar tiap Senin"


@pytest.fixture(autouse=True)
def _friday_noon() -> Iterator[None]:
    with clock.fixed(NOON):
        yield


@pytest.fixture
def place() -> Elsewhere:
    return make_elsewhere()


def managing(place: Elsewhere) -> tuple[Grant, ...]:
    return (Grant("manager", Scope("facility", place.clinic.facility.code)),)


def test_a_manager_comes_from_the_home_page_and_refuses_with_words(
    client: Client, place: Elsewhere
) -> None:
    asked = proposed(place)
    signed_in_staff(client, managing(place))
    book, page = reverse("queue:proposals"), reverse("queue:proposal", args=[asked.pk])

    assert book in client.get(reverse("web:staff")).content.decode()
    assert page in client.get(book).content.decode()
    assert "09:00-13:00" in client.get(page).content.decode()
    unsaid = client.post(page, {"putusan": "refused"})
    said = client.post(page, {"putusan": "refused", "alasan": WHY})

    assert unsaid.status_code == 422
    assert "Tulis alasan penolakan" in unsaid.content.decode()
    assert said.status_code == 303
    after = client.get(page).content.decode()
    assert "Ditolak" in after
    assert WHY in after
    assert "Simpan putusan" not in after


def test_nothing_is_decided_by_an_empty_press(client: Client, place: Elsewhere) -> None:
    page = reverse("queue:proposal", args=[proposed(place).pk])
    signed_in_staff(client, managing(place))

    assert client.post(page, {"alasan": ""}).status_code == 422


def test_a_decision_that_came_too_late_is_told(client: Client, place: Elsewhere) -> None:
    asked = proposed(place)
    page = reverse("queue:proposal", args=[asked.pk])
    queue.apply_hours(by=PLANNER, at=NOON + timedelta(days=1))
    signed_in_staff(client, managing(place))

    late = client.post(page, {"putusan": "refused", "alasan": WHY})

    assert late.status_code == 409
    assert "sudah selesai" in late.content.decode()


def test_a_page_of_another_place_is_not_there(client: Client, place: Elsewhere) -> None:
    asked = proposed(place)
    signed_in_staff(client, managing(make_elsewhere()))

    assert client.get(reverse("queue:proposal", args=[asked.pk])).status_code == 404


def test_an_own_proposal_waits_for_another(client: Client, place: Elsewhere) -> None:
    by = signed_in_staff(client, managing(place))
    asked = proposed(place, by=by)

    shown = client.get(reverse("queue:proposal", args=[asked.pk])).content.decode()

    assert "Orang lain yang memutuskan" in shown
    assert "Simpan putusan" not in shown
