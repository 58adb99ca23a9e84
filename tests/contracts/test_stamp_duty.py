"""What every adapter of `enrolment.ports.StampDuty` promises, real or of the demo."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
import typst
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from pytest_django import Settings

from tests.contracts.registers import register_gateway
from titian.bridging import stamping as real
from titian.demo.stamping import SampleStampDuty
from titian.enrolment.ports import RegisterAway, StampDuty
from titian.platform.db.transactions import InsideTransaction

pytestmark = pytest.mark.slow
PATIENCE = httpx.Timeout(connect=1.0, write=2.0, read=5.0, pool=1.0)
LETTER = bytes(typst.compile(b"Surat contoh", format="pdf"))


@dataclass
class Rig:
    """The stamp duty, and what its gateway was sent; `say` is all it says from then on."""

    duty: StampDuty
    received: list[dict[str, Any]] = field(default_factory=list)
    say: Callable[[int, str], None] = field(default=lambda status, text: None)


@pytest.fixture(params=["http", "demo"])
def rig(request: pytest.FixtureRequest) -> Iterator[Rig]:
    if request.param == "demo":
        yield Rig(SampleStampDuty())
        return
    yield from _over_http()


@pytest.fixture
def http() -> Iterator[Rig]:
    yield from _over_http()


def _over_http() -> Iterator[Rig]:
    with register_gateway(_answer) as gateway:
        duty = real.HttpStampDuty(gateway.url, "rahasia", timeout=PATIENCE)
        yield Rig(duty, gateway.received, gateway.say)
        duty.close()


def _answer(path: str, asked: dict[str, Any]) -> tuple[int, str]:
    assert path == "/stamp"
    stamp = SampleStampDuty().stamp(b64decode(asked["pdf"]), ref=asked["ref"])
    said = {"serial": stamp.serial, "pdf": b64encode(stamp.pdf).decode(), "balance": 7}
    return 200, json.dumps(said)


def test_a_letter_comes_back_stamped_with_a_serial(rig: Rig) -> None:
    stamp = rig.duty.stamp(LETTER, ref="letter-1")

    assert stamp.serial
    assert stamp.pdf.startswith(b"%PDF-")
    assert stamp.pdf != LETTER


def test_the_same_letter_again_has_the_same_serial(rig: Rig) -> None:
    first = rig.duty.stamp(LETTER, ref="letter-1")

    assert rig.duty.stamp(LETTER, ref="letter-1").serial == first.serial
    assert rig.duty.stamp(LETTER, ref="letter-2").serial != first.serial


def test_the_gateway_hears_the_reference_the_letter_and_our_token_only(http: Rig) -> None:
    http.duty.stamp(LETTER, ref="letter-1")

    [heard] = http.received
    assert set(heard) == {"ref", "pdf", "sent_as"}
    assert (heard["ref"], heard["sent_as"]) == ("letter-1", "Bearer rahasia")
    assert b64decode(heard["pdf"]) == LETTER


@pytest.mark.parametrize(
    "status, text, why",
    [
        (503, "{}", "http_503"),
        (302, "{}", "http_302"),
        (200, "<html>", "answer_not_readable"),
        (200, json.dumps({"serial": "A1"}), "answer_not_readable"),
        (200, json.dumps({"serial": "", "pdf": ""}), "answer_not_readable"),
        (
            200,
            json.dumps({"serial": "A1", "pdf": b64encode(b"MZ").decode()}),
            "answer_not_readable",
        ),
    ],
)
def test_what_is_no_stamped_letter_is_nobody_at_home(
    http: Rig, status: int, text: str, why: str
) -> None:
    http.say(status, text)

    with pytest.raises(RegisterAway, match=why):
        http.duty.stamp(LETTER, ref="letter-1")


def test_a_gateway_that_is_not_there_is_nobody_at_home() -> None:
    duty = real.HttpStampDuty("http://127.0.0.1:9", "rahasia", timeout=PATIENCE)

    with pytest.raises(RegisterAway, match="no_answer"):
        duty.stamp(LETTER, ref="letter-1")
    duty.close()


@pytest.mark.django_db
def test_nothing_is_sent_from_within_a_transaction(http: Rig) -> None:
    with transaction.atomic(), pytest.raises(InsideTransaction):
        http.duty.stamp(LETTER, ref="letter-1")
    assert http.received == []


def test_an_address_without_a_token_is_no_set_up(settings: Settings) -> None:
    settings.TITIAN_STAMP_DUTY_URL, settings.TITIAN_STAMP_DUTY_TOKEN = "https://x.invalid", ""
    real.configured.cache_clear()

    with pytest.raises(ImproperlyConfigured):
        real.configured()
