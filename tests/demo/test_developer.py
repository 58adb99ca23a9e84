"""The developer page of the sandbox: calls opened side by side, replayed, disturbed, put back."""

import json
from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django import Settings

from tests.factories.members import NOON, make_facility
from tests.factories.wire import Hospital, bridged
from titian.bridging.models import WireCall
from titian.bridging.ports import Fault
from titian.bridging.types.wire import Wire
from titian.demo import faults
from titian.demo.bridges import bridges
from titian.demo.models import DemoFault
from titian.demo.pages.developer_presenters import pretty
from titian.demo.scenarios import scenarios
from titian.demo.trying import PREFIXES
from titian.kernel import clock
from titian.kernel.periods import day_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

DOOR = "/demo/pengembang/"
UNKNOWN = "/Peserta/nokartu/0009999999999/tglSEP/2026-11-20"


@pytest.fixture(autouse=True)
def a_quiet_sandbox(settings: Settings) -> Iterator[None]:
    settings.TITIAN_WIRE_INTERFERENCE = "titian.demo.faults.adapter"
    faults.adapter().wake()
    with clock.fixed(NOON):
        yield


@pytest.fixture
def hospital() -> Hospital:
    return bridged(make_facility())


def newest() -> WireCall:
    return WireCall.objects.latest("pk")


def put(client: Client, hospital: Hospital, fault: Fault, **more: str) -> None:
    asked = {"gangguan": fault.value, "kali": "1", "detik": "1", **more}
    answer = client.post(f"{DOOR}gangguan/", asked)
    assert answer.status_code == 303, answer.content.decode()


def test_the_page_shows_what_proves_each_facility_and_says_that_it_is_a_simulation(
    client: Client,
) -> None:
    page = client.get(DOOR).content.decode()

    assert "SIMULASI" in page
    for one in bridges():
        assert one.credentials.cons_id in page
        assert one.credentials.secret in page
    assert "/vclaim-rest/" in page


def test_every_service_has_an_address() -> None:
    assert set(PREFIXES) == set(Wire)


def test_a_call_is_seen_with_request_and_opened_answer(client: Client, hospital: Hospital) -> None:
    answer = hospital.get(Wire.VCLAIM, UNKNOWN)

    listed = client.get(f"{DOOR}panggilan/").content.decode()
    shown = client.get(f"{DOOR}panggilan/{newest().pk}/").content.decode()

    assert "GET vclaim /Peserta/nokartu/{noKartu}" in listed
    assert f"/vclaim-rest{UNKNOWN}" in shown
    assert str(answer.message).split()[0] in shown


def test_an_open_page_hears_of_a_new_call(client: Client, hospital: Hospital) -> None:
    seen = WireCall.objects.count() and newest().pk

    assert client.get(f"{DOOR}panggilan/kabar?setelah={seen}").status_code == 304
    hospital.get(Wire.VCLAIM, UNKNOWN)
    news = client.get(f"{DOOR}panggilan/kabar?setelah={seen}")

    assert json.loads(news.content)["reload"] is True


def test_a_call_is_replayed_and_its_answer_is_another_call(
    client: Client, hospital: Hospital
) -> None:
    hospital.get(Wire.VCLAIM, UNKNOWN)
    once = newest()

    answer = client.post(f"{DOOR}panggilan/{once.pk}/ulangi/")

    assert answer.status_code == 303
    assert newest().pk > once.pk
    assert answer["Location"] == f"{DOOR}panggilan/{newest().pk}/"
    assert newest().code == once.code


def test_the_next_call_breaks_and_the_one_after_does_not(
    client: Client, hospital: Hospital
) -> None:
    put(client, hospital, Fault.SERVER_FAULT)

    broken, fine = (hospital.get(Wire.VCLAIM, UNKNOWN) for _ in range(2))

    assert broken.status == 500
    assert fine.status == 200
    assert (
        "Semua panggilan dijawab seperti biasa" in client.get(f"{DOOR}gangguan/").content.decode()
    )


@pytest.mark.parametrize("fault", [Fault.WRONG_KEY, Fault.CLOCK_SKEW])
def test_a_call_is_turned_away_in_the_services_own_envelope(
    client: Client, hospital: Hospital, fault: Fault
) -> None:
    put(client, hospital, fault)

    answer = hospital.get(Wire.VCLAIM, UNKNOWN)

    assert str(answer.code) == "401"


def test_a_fault_is_for_one_service_and_one_facility(client: Client, hospital: Hospital) -> None:
    put(client, hospital, Fault.SERVER_FAULT, layanan="pcare")
    put(client, hospital, Fault.SERVER_FAULT, cons="10001")

    assert hospital.get(Wire.VCLAIM, UNKNOWN).status == 200
    assert DemoFault.objects.filter(left=1).count() == 2


def test_faults_end_by_one_press(client: Client, hospital: Hospital) -> None:
    put(client, hospital, Fault.SERVER_FAULT)
    put(client, hospital, Fault.DUPLICATE)

    one = client.post(f"{DOOR}gangguan/henti/", {"nomor": DemoFault.objects.earliest("pk").pk})
    assert (one.status_code, DemoFault.objects.count()) == (303, 1)
    client.post(f"{DOOR}gangguan/henti/")

    assert not DemoFault.objects.exists()


def test_the_scenarios_are_listed_with_whom_to_ask_about(client: Client) -> None:
    page = client.get(f"{DOOR}skenario/").content.decode()

    for one in scenarios(day_of(NOON)):
        assert one.title.replace("'", "&#x27;") in page
        assert one.nik in page
        assert one.card in page


def test_a_scenario_of_a_facility_that_is_not_there_leads_to_the_log(client: Client) -> None:
    answer = client.post(f"{DOOR}skenario/active/coba/")

    assert answer.status_code == 303
    assert client.post(f"{DOOR}skenario/nothing/coba/").status_code == 404


def test_what_is_not_json_is_shown_as_it_came() -> None:
    assert pretty("<xml/>") == "<xml/>"
    assert pretty('{"a":1}') == '{\n  "a": 1\n}'


@pytest.mark.parametrize("page", ["panggilan/999999/", "skenario/nothing/kembalikan/"])
def test_what_is_not_there_is_not_found(client: Client, page: str) -> None:
    ask = client.post if page.endswith("kembalikan/") else client.get

    assert ask(f"{DOOR}{page}").status_code == 404


def test_a_call_replayed_twice_is_two_calls_and_no_fault(
    client: Client, hospital: Hospital
) -> None:
    hospital.get(Wire.VCLAIM, UNKNOWN)
    once = newest()

    answers = [client.post(f"{DOOR}panggilan/{once.pk}/ulangi/") for _ in range(2)]

    assert {one.status_code for one in answers} == {303}
    assert WireCall.objects.filter(template=once.template).count() == 3
    assert {one.code for one in WireCall.objects.filter(template=once.template)} == {once.code}


def test_a_replayed_call_of_a_facility_is_asked_as_that_facility(
    client: Client, hospital: Hospital
) -> None:
    other = bridged(make_facility())
    hospital.get(Wire.VCLAIM, UNKNOWN)
    once = newest()
    other.get(Wire.VCLAIM, UNKNOWN)

    client.post(f"{DOOR}panggilan/{once.pk}/ulangi/")

    assert newest().said_cons_id == hospital.credentials.cons_id
    assert newest().said_cons_id != other.credentials.cons_id
