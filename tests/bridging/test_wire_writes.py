"""What is sent twice, what breaks off, what is replayed or disturbed: writes are done once."""

from datetime import timedelta
from typing import ClassVar

import pytest
from django.test import override_settings

from tests.factories.wire import SETUP, Hospital, bridged
from titian.bridging import selectors as bridging_read
from titian.bridging import services as bridging
from titian.bridging.errors import WireRefused, WireWorkNotAllowed
from titian.bridging.models import WireCall
from titian.bridging.ports import Disturbance, Fault
from titian.bridging.rules.wire_keys import wire_key
from titian.bridging.rules.wire_routes import Table
from titian.bridging.services.wire import answering, disturbing
from titian.bridging.types.wire import Call, Reply, Route, Wire, WireRequest, bare, sealed
from titian.kernel import clock
from titian.kernel.actors import Actor

pytestmark = pytest.mark.django_db


class Ledger:
    """An endpoint of the tests that counts how often it was done."""

    done: ClassVar[list[str]] = []

    @classmethod
    def write(cls, call: Call) -> Reply:
        said = str(call.body.get("say", ""))
        if said == "refuse":
            raise WireRefused(201, "tidak boleh")
        if said == "break":
            raise RuntimeError(said)
        cls.done.append(wire_key(call, "tests", said))
        return bare()

    @classmethod
    def read(cls, _: Call) -> Reply:
        cls.done.append("read")
        return sealed([])


TABLE = Table(
    (
        Route(Wire.ANTREAN_RS, ("POST",), "/tests/write", Ledger.write),
        Route(Wire.ANTREAN_RS, ("POST",), "/tests/read", Ledger.read, reads=True),
    )
)


@pytest.fixture
def hospital(monkeypatch: pytest.MonkeyPatch) -> Hospital:
    monkeypatch.setattr(answering, "TABLE", TABLE)
    Ledger.done.clear()
    return bridged()


def write(hospital: Hospital, say: str, second: str = "") -> tuple[object, str]:
    changes = {"x_timestamp": second} if second else {}
    body = {"say": say}
    return hospital.send("POST", Wire.ANTREAN_RS, "/tests/write", body, **changes).said


@pytest.fixture
def second() -> str:
    return str(int(clock.now().timestamp()))


def test_a_write_that_succeeded_is_refused_when_its_bytes_come_again(
    hospital: Hospital, second: str
) -> None:
    assert write(hospital, "a", second) == (200, "Ok")
    assert write(hospital, "a", second)[0] == 401
    assert len(Ledger.done) == 1


def test_the_same_at_another_second_or_with_another_body_is_asked_of_the_domain(
    hospital: Hospital, second: str
) -> None:
    write(hospital, "a", second)

    assert write(hospital, "b", second) == (200, "Ok")
    assert write(hospital, "a", str(int(second) - 1)) == (200, "Ok")
    assert len(Ledger.done) == 3


def test_what_was_refused_may_be_sent_again_as_it_is(hospital: Hospital, second: str) -> None:
    assert write(hospital, "refuse", second) == (201, "tidak boleh")
    assert write(hospital, "refuse", second) == (201, "tidak boleh")


def test_what_broke_off_may_be_sent_again_as_it_is(hospital: Hospital, second: str) -> None:
    for _ in range(2):
        with pytest.raises(RuntimeError, match="break"):
            write(hospital, "break", second)

    assert {row.digest for row in WireCall.objects.all()} == {None}


def test_a_fault_of_ours_has_the_services_envelope_and_a_code(hospital: Hospital) -> None:
    with override_settings(TITIAN_RAISE_FAULTS=False):
        answer = hospital.send("POST", Wire.ANTREAN_RS, "/tests/write", {"say": "break"})

    assert (answer.status, answer.code) == (500, 404)
    assert answer.message.startswith("Gagal dicoba kembali (BPJS Kesehatan). Kode kejadian ")
    assert answer.headers["Retry-After"] == "30"


def test_a_read_may_be_repeated_as_it_is(hospital: Hospital, second: str) -> None:
    for _ in range(2):
        answer = hospital.send("POST", Wire.ANTREAN_RS, "/tests/read", {}, x_timestamp=second)
        assert answer.said == (200, "Ok")


def test_another_facility_may_send_the_same_bytes(hospital: Hospital, second: str) -> None:
    write(hospital, "a", second)

    assert write(bridged(), "a", second) == (200, "Ok")
    assert len(set(Ledger.done)) == 2


def test_a_call_can_be_replayed_as_if_it_came_now(hospital: Hospital, second: str) -> None:
    write(hospital, "a", str(int(second) - 60))
    (once,) = bridging_read.wire_calls(viewer=SETUP)

    answer = bridging.replay_call(call_id=once.id, by=SETUP, at=clock.now())

    assert (answer.status, len(Ledger.done)) == (200, 2)
    with pytest.raises(WireWorkNotAllowed):
        bridging.replay_call(call_id=once.id, by=Actor.visitor(), at=clock.now())


class Nuisance:
    """A sandbox that does what the test wants."""

    wanted: ClassVar[Disturbance | None] = None

    def before(self, request: WireRequest, cons_id: str) -> Disturbance | None:
        assert request.wire is Wire.ANTREAN_RS
        assert cons_id.isdecimal()
        return self.wanted


@pytest.mark.parametrize(
    "fault, code, status, done",
    [
        (Fault.SLOW, 200, 200, 1),
        (Fault.SERVER_FAULT, 500, 500, 0),
        (Fault.WRONG_KEY, 401, 200, 0),
        (Fault.CLOCK_SKEW, 401, 200, 0),
        (Fault.DUPLICATE, 200, 200, 2),
    ],
)
def test_a_sandbox_lets_calls_go_wrong(
    fault: Fault, code: int, status: int, done: int, hospital: Hospital,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(Nuisance, "wanted", Disturbance(fault, 0.01))
    disturbing._adapter.cache_clear()

    with override_settings(TITIAN_WIRE_INTERFERENCE=f"{__name__}.Nuisance"):
        answer = hospital.send("POST", Wire.ANTREAN_RS, "/tests/write", {"say": "a"})

    assert (answer.code, answer.status, len(Ledger.done)) == (code, status, done)


def test_nothing_is_disturbed_where_there_is_no_sandbox(hospital: Hospital) -> None:
    with override_settings(TITIAN_WIRE_INTERFERENCE=""):
        assert write(hospital, "a") == (200, "Ok")


def test_a_claim_is_kept_longer_than_a_second_is_taken(hospital: Hospital, second: str) -> None:
    write(hospital, "a", second)

    bridging.forget_wire_calls(at=clock.now() + timedelta(days=30))

    assert write(hospital, "a", second)[0] == 401
