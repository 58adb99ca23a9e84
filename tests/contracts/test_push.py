"""Web push, beyond what every transport promises: what it says, to whom, and who is dropped."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from tests.contracts.browsers import Browser
from tests.contracts.gateways import Day, HttpGateway, http_gateway
from titian.bridging.rules.webpush import key_of
from titian.bridging.transports.push import Push, Sender
from titian.notifications.ports import Outgoing, TransportError
from titian.notifications.types import Channel, Device, Urgency

AT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
NOW, BEFORE = key_of("now"), key_of("before")


@dataclass
class Rig:
    gateway: HttpGateway
    devices: list[Device] = field(default_factory=list)
    browsers: list[Browser] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)

    def add(self, key_id: str = NOW.key_id, endpoint: str = "") -> None:
        browser, number = Browser(), len(self.devices) + 1
        there = browser.subscription(endpoint or f"{self.gateway.url}/push/{number}")
        self.browsers.append(browser)
        self.devices.append(Device(number, "Chrome", key_id, AT, there))

    def send(self, *, language: str = "id", urgency: Urgency = Urgency.NORMAL) -> None:
        sender = Sender(
            (NOW, BEFORE),
            "mailto:it@contoh.test",
            admits=lambda endpoint: endpoint.startswith(self.gateway.url),
            devices_of=lambda _: self.devices,
            drop=self.dropped.append,
        )
        push = Push(sender)
        try:
            push.send(outgoing(language, urgency))
        finally:
            push._client.close()


@pytest.fixture
def rig() -> Iterator[Rig]:
    with http_gateway() as gateway:
        made = Rig(gateway)
        gateway.read = lambda raw: {"raw": raw}
        yield made


def outgoing(language: str, urgency: Urgency) -> Outgoing:
    return Outgoing(
        message_id=1,
        ref="101",
        recipient_ref="person:1",
        channel=Channel.PUSH,
        to="person:1",
        template="queue/messages/booked.txt",
        data={"number": "A-12"},
        subject="Tiket A-12",
        text="Tiket A-12 di Puskesmas Dinoyo.",
        urgency=urgency,
        language=language,
        at=AT,
    )


@pytest.mark.parametrize("language,title", [("id", "Ada kabar baru"), ("en", "There is news")])
def test_a_push_says_only_that_there_is_news(rig: Rig, language: str, title: str) -> None:
    rig.add()

    rig.send(language=language)

    (body,) = rig.gateway.received
    said = json.loads(rig.browsers[0].read(body["raw"]))
    assert said["title"] == title
    assert said["url"] == "/kabar/"
    assert "A-12" not in json.dumps(said)


def test_it_goes_to_every_device_with_the_key_that_one_was_given(rig: Rig) -> None:
    rig.add()
    rig.add(BEFORE.key_id)

    rig.send(urgency=Urgency.TURN)

    assert len(rig.gateway.received) == 2
    first, second = rig.gateway.headers
    assert first["Authorization"].endswith(NOW.public)
    assert second["Authorization"].endswith(BEFORE.public)
    assert (first["Urgency"], first["TTL"], first["Content-Encoding"]) == (
        "high",
        "900",
        "aes128gcm",
    )


def test_a_device_that_is_gone_is_dropped_and_the_next_address_is_tried(rig: Rig) -> None:
    rig.add()
    rig.gateway.day = Day.GONE

    with pytest.raises(TransportError) as refused:
        rig.send()

    assert (refused.value.retryable, refused.value.unknown) == (False, False)
    assert rig.dropped == [1]


@pytest.mark.parametrize("status", [200, 201, 202])
def test_a_push_service_that_took_it_says_so_in_several_ways(rig: Rig, status: int) -> None:
    rig.add()
    rig.gateway.status = status

    rig.send()

    assert (len(rig.gateway.received), rig.dropped) == (1, [])


@pytest.mark.parametrize(
    "status,dropped,retryable,pause",
    [
        (400, [], False, None),
        (403, [], True, None),
        (404, [1], False, None),
        (410, [1], False, None),
        (413, [], False, None),
        (429, [], True, 90),
        (500, [], True, None),
        (503, [], True, None),
    ],
)
def test_what_a_push_service_refuses_is_dropped_or_tried_again(
    rig: Rig, status: int, dropped: list[int], pause: int | None, *, retryable: bool
) -> None:
    rig.add()
    rig.gateway.status = status

    with pytest.raises(TransportError) as refused:
        rig.send()

    why = refused.value
    waits = why.retry_after.total_seconds() if why.retry_after else None
    assert (why.retryable, why.unknown, waits) == (retryable, False, pause)
    assert (rig.dropped, rig.gateway.received) == (dropped, [])


@pytest.mark.parametrize("what", ["key", "address"])
def test_a_key_nobody_has_and_an_address_elsewhere_are_dropped_unasked(rig: Rig, what: str) -> None:
    if what == "key":
        rig.add("long-gone")
    else:
        rig.add(endpoint="https://169.254.169.254/latest")
    rig.add()

    rig.send()

    assert rig.dropped == [1]
    assert len(rig.gateway.received) == 1


def test_one_device_that_took_it_is_enough(rig: Rig) -> None:
    rig.add(endpoint="https://elsewhere.test/")
    rig.add()

    rig.send()

    assert len(rig.gateway.received) == 1
