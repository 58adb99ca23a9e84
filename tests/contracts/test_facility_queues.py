"""What every adapter of `queue.ports.FacilityQueue` promises, against a system over real HTTP."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from django.db import transaction

from tests.contracts.gateways import PATIENCE
from tests.factories.outside import FakeLine
from titian.bridging.queues.calling import Caller
from titian.bridging.queues.clinic import ClinicQueue
from titian.bridging.queues.hospital import HospitalQueue
from titian.bridging.queues.layouts import HeaderNames, Layout, Link
from titian.demo.hospitals.house import Bad, House, Memory
from titian.demo.hospitals.server import EXAMPLE, Server
from titian.kernel import clock
from titian.platform.db.transactions import InsideTransaction
from titian.queue.ports import (
    FacilityQueue,
    FacilityRefuses,
    Known,
    NotKnown,
    NotOffered,
    NotReached,
    Patient,
    PatientUnknown,
    Region,
    Wanted,
)
from titian.queue.types import ErrandKind, VisitKind

pytestmark = pytest.mark.slow

NOW = clock.now()  # the system behind it goes by the real clock
TOMORROW = (NOW.astimezone(clock.JAKARTA) + timedelta(days=1)).date()
SITI = Patient(
    card="0009990000011",
    nik="3573004302870012",
    family_card="3573000000000001",
    name="Siti Contoh",
    is_male=False,
    born=date(1987, 2, 3),
    phone="6281200000001",
    address="Jl. Contoh 1",
    province=Region("35", "Jawa Timur"),
    regency=Region("3573", "Kota Malang"),
    district=Region("357305", "Lowokwaru"),
    village=Region("3573051001", "Dinoyo"),
)
WANTED = Wanted(
    SITI,
    "001",
    210001,
    TOMORROW,
    "08:00-12:00",
    VisitKind.REFERRAL,
    "0301B0001126P000001",
)


@dataclass
class Rig:
    """An adapter and the system behind it."""

    line: FacilityQueue
    server: Server

    @property
    def memory(self) -> Memory:
        return self.server.memory

    @property
    def is_clinic(self) -> bool:
        return self.server.house.is_clinic


@pytest.fixture(params=["khanza", "mlite", "clinic"])
def rig(request: pytest.FixtureRequest) -> Iterator[Rig]:
    house = replace(EXAMPLE, layout=request.param)
    server = Server(0, house)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with clock.fixed(NOW):
        yield Rig(adapter(house, server.server_port), server)
    server.shutdown()
    server.server_close()


def adapter(house: House, port: int, word: str = "") -> FacilityQueue:
    layout = Layout(house.layout)
    url, word = f"http://127.0.0.1:{port}", word or house.word
    link = Link(1, url, layout, house.username, word, HeaderNames(), {})
    made = ClinicQueue if layout is Layout.CLINIC else HospitalQueue
    return made(Caller(link, PATIENCE))


def taken(rig: Rig) -> Known:
    """Somebody the house knows has a number there."""
    rig.line.new_patient(SITI)
    given = rig.line.take(WANTED)
    return Known(given.booking_code, SITI.card, "001", WANTED.date)


def test_who_is_unknown_there_is_written_down_and_then_has_a_number(rig: Rig) -> None:
    with pytest.raises(PatientUnknown) as unknown:
        rig.line.take(WANTED)
    record = rig.line.new_patient(SITI)
    given = rig.line.take(replace(WANTED, record_number=record))

    assert (unknown.value.code, unknown.value.taken) == (202, None)
    assert record == "000001"
    assert given.booking_code
    assert given.label.endswith("-1")
    assert given.number == 1


def test_once_a_day_is_its_own_word(rig: Rig) -> None:
    taken(rig)

    with pytest.raises(FacilityRefuses) as refusal:
        rig.line.take(WANTED)

    assert refusal.value.code == 201
    assert "1 Kali" in refusal.value.said


def test_what_is_left_and_how_the_line_stands(rig: Rig) -> None:
    known = taken(rig)

    assert rig.line.left(known).remaining == 1
    now = rig.line.status(WANTED)
    assert (now.total, now.remaining) == (1, 1)


def test_a_number_is_given_back_once(rig: Rig) -> None:
    known = taken(rig)

    rig.line.cancel(known, "berhalangan")

    with pytest.raises(FacilityRefuses):
        rig.line.cancel(known, "berhalangan")
    with pytest.raises(FacilityRefuses):
        rig.line.left(known)


def test_the_number_of_a_lost_answer_can_be_found_or_not_be_asked_for(rig: Rig) -> None:
    rig.line.new_patient(SITI)
    rig.memory.bad[Bad.LOSES] = 1

    with pytest.raises(NotKnown):
        rig.line.take(WANTED)

    assert len(rig.memory.numbers) == 1
    if rig.is_clinic:
        found = rig.line.find(WANTED)
        assert found is not None
        assert found.label == "K-1"
    else:
        with pytest.raises(NotOffered):
            rig.line.find(WANTED)


@pytest.mark.parametrize("bad", [Bad.FAILS, Bad.LOSES, Bad.GARBAGE, Bad.SLOW])
def test_an_answer_that_cannot_be_read_leaves_it_unknown(rig: Rig, bad: Bad) -> None:
    known = taken(rig)
    rig.memory.bad[bad] = 1

    with pytest.raises(NotKnown):
        rig.line.left(known)

    assert rig.line.left(known).remaining == 1


def test_a_token_that_is_not_taken_any_more_is_renewed(rig: Rig) -> None:
    known = taken(rig)
    rig.memory.bad[Bad.FORGETS] = 1

    assert rig.line.left(known).remaining == 1


def test_a_token_that_has_ended_is_renewed(rig: Rig) -> None:
    known = taken(rig)

    with clock.fixed(NOW + timedelta(hours=2)):
        assert rig.line.left(known).remaining == 1


def test_a_wrong_password_reaches_nothing(rig: Rig) -> None:
    stranger = adapter(rig.server.house, rig.server.server_port, word="salah")

    with pytest.raises(NotReached):
        stranger.take(WANTED)


def test_nobody_listening_is_not_reached() -> None:
    gone = adapter(EXAMPLE, 9)

    with pytest.raises(NotReached):
        gone.take(WANTED)


def test_saying_that_one_is_there_and_the_pharmacy_are_the_hospitals(rig: Rig) -> None:
    known = taken(rig)
    own = {ErrandKind.CHECK_IN, ErrandKind.PHARMACY}
    assert rig.line.offers == frozenset(ErrandKind) - (own if rig.is_clinic else set())
    if rig.is_clinic:
        with pytest.raises(NotOffered):
            rig.line.check_in(known, NOW)
        with pytest.raises(NotOffered):
            rig.line.pharmacy_take(known)
        return

    rig.line.check_in(known, NOW)

    assert rig.memory.numbers[0]["here"]
    assert rig.line.pharmacy_take(known).number == 1
    assert rig.line.pharmacy_status(known).total == 1
    assert rig.line.operations(TOMORROW, TOMORROW) == []
    assert rig.line.operations_of(SITI.card) == []


@pytest.mark.django_db(transaction=False)
def test_nobody_is_asked_while_rows_are_locked(rig: Rig) -> None:
    with pytest.raises(InsideTransaction), transaction.atomic():
        rig.line.take(WANTED)


def test_the_services_of_the_tests_keep_the_same_promises() -> None:
    line: FacilityQueue = FakeLine()

    assert line.take(WANTED).label == "A-1"
    with pytest.raises(FacilityRefuses):
        line.take(WANTED)
