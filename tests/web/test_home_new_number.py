"""The first page says it when the own number or e-mail is about to change."""

import re

import pytest
from django.test import Client

from tests.factories.accounts import signed_in_member
from tests.factories.members import NOON
from tests.factories.recovering import a_household as a_lost_number
from tests.factories.recovering import by_head
from tests.factories.requests import MONDAY, a_household, asks
from titian.kernel import clock
from titian.members.models import ChangeRequest
from titian.members.types import RequestKind, RequestStep

pytestmark = pytest.mark.django_db

WARNING = "Nomor HP atau e-mail Anda akan diganti."


def home_of(client: Client, person: int) -> str:
    signed_in_member(client, person)
    return client.get("/").content.decode()


def test_a_new_number_that_waits_is_said_to_whose_it_is(client: Client) -> None:
    home = a_household()
    asks(home.mother, RequestKind.PHONE, {"channel": "sms", "phone": "081200000001"})

    with clock.fixed(MONDAY):
        hers, his = home_of(client, home.mother), home_of(Client(), home.father)

    assert WARNING in hers
    assert "Hentikan sekarang" in hers
    assert WARNING not in his


def test_so_is_a_number_that_somebody_vouched_for(client: Client) -> None:
    home = a_lost_number(NOON)
    by_head(home, home.grandchild, NOON)

    with clock.fixed(NOON):
        page = home_of(client, home.grandchild)

    assert WARNING in page
    assert re.search(r'action="/keluarga/nomor/\d+/henti/"', page)


def test_one_press_there_stops_a_change_somebody_asked_for(client: Client) -> None:
    home = a_household()
    asked = asks(home.mother, RequestKind.PHONE, {"channel": "sms", "phone": "081200000001"})

    with clock.fixed(MONDAY):
        page = home_of(client, home.mother)
        address = re.findall(r'action="(/ubah/permintaan/\d+/)"', page)
        client.post(address[0], {"batal": "1"})
        after = client.get("/").content.decode()

    assert ChangeRequest.objects.get(pk=asked.request_id).step == RequestStep.UNDONE
    assert WARNING not in after


def test_one_press_there_stops_a_number_somebody_vouched_for(client: Client) -> None:
    home = a_lost_number(NOON)
    by_head(home, home.grandchild, NOON)

    with clock.fixed(NOON):
        page = home_of(client, home.grandchild)
        address = re.findall(r'action="(/keluarga/nomor/\d+/henti/)"', page)
        client.post(address[0])
        after = client.get("/").content.decode()

    assert WARNING not in after
