"""Each journey's steps are counted where they are about: those that went well and those that did
not, by the codes of our own register of regions.
"""

import logging
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings as given
from django.test import Client
from pytest_django.fixtures import Settings

from tests.bridging.test_wire_writes import TABLE
from tests.factories.accounts import signed_in_member
from tests.factories.contributions import paying_family
from tests.factories.enrolment import PANDANWANGI, TUESDAY, make_city, submitted
from tests.factories.frontdoor import make_member
from tests.factories.members import make_person
from tests.factories.wire import Hospital, bridged, by_client
from titian.bridging.services.wire import answering
from titian.bridging.types.wire import Wire
from titian.kernel import clock
from titian.members.models import Family, Person
from titian.notifications.types import Channel
from titian.platform.failures.models import Failure
from titian.platform.http.references import reference
from titian.platform.measures.counting import _step_child, coarse
from titian.platform.measures.types import Journey, Outcome

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
Break = Callable[[str], None]
MALANG = "35.73"


@pytest.fixture
def broken(settings: Settings, tmp_path: Path) -> Break:
    """From now on a page of ours is broken: its template asks for one that is not there."""
    settings.TITIAN_RAISE_FAULTS = False

    def breaks(template: str) -> None:
        page = tmp_path / template
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text('{% include "tidak-ada.html" %}')
        settings.TEMPLATES = [{**given.TEMPLATES[0], "DIRS": [tmp_path]}]

    return breaks


def went(journey: Journey, region: str) -> tuple[float, float]:
    """Steps of this process so far that went well, however slowly, and that failed: other
    processes of the tests count into the same folder.
    """
    good, slow, failed = (
        float(_step_child(journey, region, how)._value.get())
        for how in (Outcome.OK, Outcome.SLOW, Outcome.FAILED)
    )
    return good + slow, failed


Grown = Callable[[Journey], tuple[float, float]]


@pytest.fixture
def grown() -> Grown:
    """How many more went well and failed in Malang since this test began."""
    at_first = {one: went(one, MALANG) for one in Journey}

    def since(journey: Journey) -> tuple[float, float]:
        good, failed = went(journey, MALANG)
        before = at_first[journey]
        return good - before[0], failed - before[1]

    return since


def lives_in(village: str, person_id: int) -> None:
    Family.objects.filter(pk=Person.objects.get(pk=person_id).family_id).update(village=village)


def test_paying(client: Client, broken: Break, grown: Grown) -> None:
    family = paying_family()
    lives_in(PANDANWANGI, family.head)
    signed_in_member(client, family.head)

    client.get("/iuran/bayar/")
    broken("contributions/pay.html")
    answer = client.get("/iuran/bayar/")

    assert answer.status_code == 500
    assert grown(Journey.PAY) == (1, 1)
    receipt = Failure.objects.get(feature="contributions:pay", reason="fault")
    assert receipt.region == MALANG  # whoever groups failures knows where, and no nearer


def test_changing_something(client: Client, broken: Break, grown: Grown) -> None:
    siti = make_person()
    lives_in(PANDANWANGI, siti)
    signed_in_member(client, siti)

    client.get("/ubah/")
    client.get("/ubah/alamat/")
    broken("members/requests_ask.html")
    answer = client.get("/ubah/alamat/")

    assert answer.status_code == 500
    assert grown(Journey.CHANGE) == (2, 1)


def test_signing_in(client: Client, grown: Grown) -> None:
    siti = make_member(Channel.WHATSAPP, Channel.SMS, at=clock.now())
    lives_in(PANDANWANGI, siti.person_id)
    client.post("/masuk/", siti.identity)

    client.post("/masuk/jalan/", {"channel": "whatsapp"})
    client.post("/masuk/jalan/", {"channel": "sms"})  # the first code did not come: our doing

    assert grown(Journey.SIGN_IN) == (1, 1)


def test_who_is_nobody_on_record_is_nowhere(client: Client, grown: Grown) -> None:
    siti = make_member(Channel.WHATSAPP, at=clock.now())
    lives_in(PANDANWANGI, siti.person_id)
    client.post("/masuk/", {**siti.identity, "birth_date": "01-01-1901"})

    assert client.get("/masuk/jalan/").status_code == 200

    assert grown(Journey.SIGN_IN) == (0, 0)


def test_complaining(client: Client, broken: Break, grown: Grown) -> None:
    make_city()
    with clock.fixed(TUESDAY):
        about = reference("step", submitted().step("social").pk)
        client.get("/keluhan/", {"tentang": about})
        broken("complaints/file.html")
        answer = client.get("/keluhan/", {"tentang": about})

    assert answer.status_code == 500
    assert grown(Journey.COMPLAIN) == (1, 1)


def test_following_a_complaint(client: Client, broken: Break, grown: Grown) -> None:
    make_city()
    with clock.fixed(TUESDAY):
        about = reference("step", submitted().step("social").pk)
        form = {"kunci": str(uuid4()), "jenis": "queue", "isi": "Sudah lama.", "tentang": about}
        filed = client.post("/keluhan/", form)
        client.get(filed.headers["Location"])
        broken("complaints/follow.html")
        answer = client.get(filed.headers["Location"])

    assert answer.status_code == 500
    assert grown(Journey.COMPLAIN) == (2, 1)


def test_applying_from_home(client: Client, broken: Break, grown: Grown) -> None:
    make_city()
    signed_in_member(client, make_person())
    page = f"/daftar-kota/baru/?jenis=new&kelurahan={PANDANWANGI}&orang=1"

    with clock.fixed(TUESDAY):
        client.get(page)
        broken("enrolment/card.html")
        answer = client.get(page)

    assert answer.status_code == 500
    assert grown(Journey.APPLY) == (1, 1)


@pytest.fixture
def hospital(monkeypatch: pytest.MonkeyPatch) -> Hospital:
    monkeypatch.setattr(answering, "TABLE", TABLE)
    return bridged(send=by_client(Client()))


def test_bridging(hospital: Hospital, settings: Settings, grown: Grown) -> None:
    settings.TITIAN_RAISE_FAULTS = False

    good = hospital.send("POST", Wire.ANTREAN_RS, "/tests/write", {"say": "a"})
    broke = hospital.send("POST", Wire.ANTREAN_RS, "/tests/write", {"say": "break"})

    assert (good.status, broke.status) == (200, 500)
    assert grown(Journey.BRIDGE) == (1, 1)


@pytest.mark.parametrize(
    "said", ["Malang", "35.73'", "3573", "99999.1", "../35", "35.73.01x", "35.73.01.10061"]
)
def test_no_text_of_a_request_becomes_a_label(said: str) -> None:
    assert coarse(said) == ""


@pytest.mark.parametrize("code", ["35", "35.73", "35.73.01", "35.73.01.1006"])
def test_a_region_is_counted_as_its_city_and_no_finer(code: str) -> None:
    assert coarse(code) == code[:5]


def test_the_log_says_the_city_and_no_village(
    client: Client, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.TITIAN_ACCESS_LOG = True
    family = paying_family()
    lives_in(PANDANWANGI, family.head)
    signed_in_member(client, family.head)

    with caplog.at_level(logging.INFO, "titian.access"):
        client.get("/iuran/")

    assert [vars(line)["region"] for line in caplog.records if line.name == "titian.access"] == [
        MALANG
    ]
