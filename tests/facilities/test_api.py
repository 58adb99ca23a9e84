from datetime import datetime

import pytest
from django.test import Client

from tests.conftest import StatementBudget
from tests.factories.facilities import MAKASSAR, make_facility, make_line
from titian.kernel import clock

pytestmark = pytest.mark.django_db
FACILITIES = "/api/v1/facilities"


def test_programs_find_facilities_by_name(client: Client) -> None:
    (first, *_) = client.get(FACILITIES, {"search": "puskesmas dinoyo malang"}).json()

    assert first["name"] == "Puskesmas Dinoyo"
    assert first["place_is"] == "approximate"
    assert first["timezone"] == "Asia/Jakarta"


def test_programs_find_what_is_near(client: Client) -> None:
    (first, *_) = client.get(FACILITIES, {"near": "35.73.03.1011"}).json()

    assert first["name"] == "Puskesmas Arjowinangun"
    assert client.get(FACILITIES, {"near": "99"}).json() == {"code": "regions.unknown"}


def test_sessions_are_told_in_utc(
    client: Client, at: datetime, statements: type[StatementBudget]
) -> None:
    line = make_line(make_facility(within=MAKASSAR))

    with clock.fixed(at), statements.at_most(7):
        told = client.get(f"{FACILITIES}/{line.facility.code}").json()

    (session,) = told["sessions"]
    assert session["starts_at"] == "2026-11-23T00:00:00Z"
    assert session["bookable"] == 20


def test_an_unknown_facility_is_a_code(client: Client) -> None:
    answer = client.get(f"{FACILITIES}/0000000")

    assert (answer.status_code, answer.json()) == (404, {"code": "facilities.unknown"})


@pytest.mark.parametrize(
    "query", [{"limit": 0}, {"limit": 51}, {"near": "x"}, {"search": "a" * 101}]
)
def test_what_has_no_shape_is_refused(client: Client, query: dict[str, str | int]) -> None:
    assert client.get(FACILITIES, query).status_code == 422
