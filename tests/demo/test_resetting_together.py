"""Many programmers at one sandbox: it is put back while calls run, and by two at once."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from secrets import token_hex

import httpx
import pytest

from tests.databases import fresh_copy, server_url
from tests.factories.wire import Answer, Hospital, over_http
from tests.journeys.serving import Server, serving
from tests.threads import all_at_once
from titian.bridging.types.wire import Wire
from titian.demo.bridges import bridges
from titian.demo.scenarios import Scenario, scenarios
from titian.facilities.models import Facility
from titian.kernel import clock

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
RESET = "/demo/pengembang/kembalikan/"
Sandbox = tuple[Server, Hospital]


@pytest.fixture(scope="module")
def sandbox(demo_town: str) -> Iterator[Sandbox]:
    """A demo of its own: what its people do is nobody else's."""
    with (
        fresh_copy(server_url(), f"sandbox_{token_hex(3)}", of=demo_town) as url,
        serving(url, worker=False) as running,
    ):
        (rsud,) = (one.credentials for one in bridges() if one.credentials.cons_id == "10001")
        yield running, Hospital(Facility(), rsud, over_http(running.origin), skew=-500)


def emergency() -> Scenario:
    return next(one for one in scenarios(clock.today()) if one.key == "letter_emergency")


def insert(sandbox: Sandbox, *, second: int = 0) -> Answer:
    """Ratna's letter of today, at a second of its own unless it is said which."""
    hospital, tried = sandbox[1], emergency()
    body = tried.body
    assert isinstance(body, dict)
    body["request"]["t_sep"]["ppkPelayanan"] = own_code(hospital)
    if not second:
        hospital.skew += 1
        second = int(clock.now().timestamp()) + hospital.skew
    return hospital.send(tried.method, tried.wire, tried.path, body, x_timestamp=str(second))


def own_code(hospital: Hospital) -> str:
    """As the sandbox numbers its hospital; the tests' own database has none."""
    found = hospital.get(Wire.VCLAIM, "/referensi/faskes/RS Umum Daerah Kota Malang/2")
    return str(found.response["faskes"][0]["kode"])


def press(sandbox: Sandbox) -> int:
    """How many things were taken back."""
    with httpx.Client(base_url=sandbox[0].origin, timeout=60) as browser:
        found = _TOKEN.search(browser.get("/demo/pengembang/").text)
        assert found
        sent = browser.post(RESET, data={"csrfmiddlewaretoken": found[1]})
    assert sent.status_code == 303, sent.text[:500]
    return int(sent.headers["location"].rpartition("=")[2])


def test_of_two_resets_at_once_one_takes_it_back(sandbox: Sandbox) -> None:
    press(sandbox)
    assert insert(sandbox).code == "200"

    done = all_at_once([partial(press, sandbox)] * 2)

    assert sorted(map(str, done)) == ["0", "1"]
    assert insert(sandbox).code == "200"


def test_a_reset_while_letters_are_asked_for_breaks_nothing(sandbox: Sandbox) -> None:
    press(sandbox)

    acts: list[Callable[[], Answer | int]] = [
        *[partial(insert, sandbox)] * 4,
        *[partial(press, sandbox)] * 2,
    ]
    said = all_at_once(acts)

    answers = [one for one in said if isinstance(one, Answer)]
    assert len(answers) == 4, said
    assert {one.status for one in answers} == {200}
    assert {one.code for one in answers} <= {"200", "201", "401"}
    assert all(isinstance(one, int) for one in said if not isinstance(one, Answer)), said
    press(sandbox)
    assert insert(sandbox).code == "200"


def test_the_same_write_twice_at_once_is_one_letter(sandbox: Sandbox) -> None:
    press(sandbox)
    second = int(clock.now().timestamp()) - 600

    said = all_at_once([partial(insert, sandbox, second=second)] * 2)

    codes = sorted(str(one.code) for one in said if isinstance(one, Answer))
    assert codes[0] == "200"
    assert codes[1] in ("201", "401")
    assert insert(sandbox).code == "201"
