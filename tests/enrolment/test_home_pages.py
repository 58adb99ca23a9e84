"""A resident applies from home: the phone is proved by a code, or they are signed in."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client

from tests.enrolment.test_counter_pages import card_of
from tests.factories.accounts import signed_in_member
from tests.factories.enrolment import PANDANWANGI, TUESDAY, candidate, drafted, make_city
from tests.factories.members import make_person
from titian.enrolment.models import Application
from titian.enrolment.services import proving
from titian.kernel import clock
from titian.notifications.models import Message

pytestmark = pytest.mark.django_db
START = "/daftar-kota/"
PHONE = "0812 3450 0019"


@pytest.fixture(autouse=True)
def a_tuesday() -> Iterator[None]:
    make_city()
    with clock.fixed(TUESDAY):
        yield


@pytest.fixture
def resident(client: Client) -> Client:
    client.post(f"{START}nomor/", {"phone": PHONE})
    client.post(f"{START}kode/", {"code": _code()})
    return client


def test_without_a_proved_phone_one_begins_at_the_door(client: Client) -> None:
    page = client.get(START).content.decode()
    answer = client.get(f"{START}baru/")

    assert "Nomor HP Anda" in page
    assert (answer.status_code, answer.headers["Location"]) == (303, START)


def test_a_code_on_the_phone_opens_the_door(resident: Client) -> None:
    page = resident.get(START).content.decode()

    assert "Permohonan baru" in page
    assert "Pandanwangi" in page


def test_a_wrong_code_opens_nothing(client: Client) -> None:
    client.post(f"{START}nomor/", {"phone": PHONE})

    answer = client.post(f"{START}kode/", {"code": "000000"})

    assert answer.status_code == 422
    assert "Nomor HP Anda" in client.get(START).content.decode()


def test_the_cookie_tells_no_number(resident: Client) -> None:
    kept = resident.cookies["titian_daftar"].value

    assert "81234500019" not in kept
    assert resident.cookies["titian_daftar"]["httponly"]


def test_a_resident_writes_down_the_card_and_finds_it_again(resident: Client) -> None:
    asked = f"{START}baru/?jenis=new&kelurahan={PANDANWANGI}&orang=2"
    form = resident.get(asked).content.decode()
    answer = resident.post(f"{START}baru/", card_of(candidate().nik))

    row = Application.objects.get()
    assert 'name="nik_2"' in form
    assert 'value="081234500019"' in form
    assert (row.channel, row.entered_by) == ("home", proving.resident("6281234500019").ref)
    assert resident.get(answer.headers["Location"]).status_code == 200
    assert row.code in resident.get(START).content.decode()


def test_another_phone_sees_nothing_of_it(resident: Client) -> None:
    resident.post(f"{START}baru/", card_of(candidate().nik))
    address = f"{START}{Application.objects.get().pk}/"

    other = Client()
    other.post(f"{START}nomor/", {"phone": "0812 3450 0020"})
    other.post(f"{START}kode/", {"code": _code()})

    assert resident.get(address).status_code == 200
    assert other.get(address).status_code == 404
    assert other.post(f"{address}kirim/", {}).status_code == 404


def test_what_an_officer_entered_is_not_at_the_residents_door(resident: Client) -> None:
    case = drafted()

    assert resident.get(f"{START}{case.application_id}/").status_code == 404


def test_a_member_needs_no_code(client: Client) -> None:
    signed_in_member(client, make_person())

    client.post(f"{START}baru/", card_of(candidate().nik))

    assert Application.objects.get().channel == "home"


def test_the_door_forgets_on_request(resident: Client) -> None:
    resident.post(f"{START}selesai/")

    assert "Nomor HP Anda" in resident.get(START).content.decode()


def _code() -> str:
    message = Message.objects.order_by("-pk").first()
    assert message is not None
    found = re.search(r"\b\d{6}\b", message.data or "")
    assert found
    return found[0]


def test_nobody_asks_number_after_number_who_is_covered(resident: Client) -> None:
    answers = [resident.post(f"{START}baru/", card_of("")) for _ in range(20)]

    assert answers[0].status_code != 429
    assert answers[-1].status_code == 429
