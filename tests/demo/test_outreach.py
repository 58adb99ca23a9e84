"""Whoever tries Titian finds visits planned, with invented people on their lists."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.factories.outreach import MALANG
from titian.demo.outreach import settle_outreach
from titian.helpdesk.selectors import outreach as helpdesk_read
from titian.helpdesk.types.outreach import OutreachView
from titian.kernel import clock
from titian.kernel.actors import Actor

PLACES = ("Balai RW 03 Dinoyo (contoh)", "Aula Kelurahan Pandanwangi (contoh)")
BY = Actor.system("tests")
pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("moved_in")]


def coming() -> list[OutreachView]:
    found = helpdesk_read.upcoming("35.73", at=clock.now())
    return [visit for visit in found if visit.place in PLACES]


def test_visits_are_to_come_one_with_places_and_one_full() -> None:
    open_one, full = coming()

    assert (open_one.free, full.free) == (34, 0)
    people = helpdesk_read.people(open_one.code, viewer=Actor.staff(1, MALANG), at=clock.now())
    assert [one.name for one in people][:2] == ["Bu Sumarni", "Pak Slamet"]
    assert not any(one.phone for one in people)


def test_a_visitor_reads_that_all_of_it_is_invented(client: Client) -> None:
    page = client.get("/jemput-bola/", {"wilayah": "35.73"}).content.decode()

    assert "Data contoh, bukan data asli" in page
    assert "Balai RW 03 Dinoyo (contoh)" in page


def test_planning_again_changes_nothing_until_a_visit_is_over() -> None:
    at = clock.now()

    assert settle_outreach(by=BY, at=at) == 0
    assert settle_outreach(by=BY, at=at + timedelta(days=4)) == 1
