"""What every adapter of `notifications.ports.Transport` promises, real or demo."""

import email
import json
import logging
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.policy import default as reading

import pytest
from django.db import connection, transaction

from tests.contracts.browsers import Browser
from tests.contracts.gateways import (
    PATIENCE,
    SLOW_SECONDS,
    Day,
    HttpGateway,
    MailHandler,
    certificate_for_this_machine,
    http_gateway,
    mail_server,
)
from titian.bridging.rules.webpush import key_of
from titian.bridging.transports.push import Push, Sender
from titian.bridging.transports.sms import Gateway, Sms
from titian.bridging.transports.smtp import Server, Smtp
from titian.bridging.transports.whatsapp import Account, WhatsApp
from titian.demo import selectors as demo_read
from titian.demo.transports import DemoInbox
from titian.notifications.ports import Outgoing, Transport, TransportError
from titian.notifications.types import Channel, Device, Urgency
from titian.platform.db.transactions import InsideTransaction

AT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
TEXT = "Tiket A-12 di Puskesmas Dinoyo.\n.titik di awal baris\nDatang 08.10-09.00."
WORDY = ["whatsapp", "sms", "smtp"]  # the others say only that there is news
REAL = [*WORDY, "push"]


@dataclass
class Rig:
    """An adapter, its gateway, and how to see what came through."""

    transport: Transport
    to: str
    arrived: Callable[[], list[tuple[str, str]]]
    behave: Callable[[Day], None] = field(default=lambda day: None)
    close: Callable[[], None] = field(default=lambda: None)


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    return certificate_for_this_machine(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def rig(
    request: pytest.FixtureRequest, certificates: tuple[ssl.SSLContext, ssl.SSLContext]
) -> Iterator[Rig]:
    with ExitStack() as stack:
        if request.param == "demo":
            request.getfixturevalue("db")
            yield demo_rig()
        elif request.param == "smtp":
            yield smtp_rig(stack, *certificates)
        else:
            gateway = stack.enter_context(http_gateway())
            rigs = {"whatsapp": whatsapp_rig, "sms": sms_rig, "push": push_rig}
            made = rigs[request.param](gateway)
            assert isinstance(made.transport, WhatsApp | Sms | Push)
            stack.callback(made.transport._client.close)
            yield made


def whatsapp_rig(gateway: HttpGateway) -> Rig:
    account = Account(f"{gateway.url}/v23.0", "1234", "token-1", "titian_code")
    gateway.refusal = {"error": {"code": 131026, "message": "undeliverable"}}

    def behave(day: Day) -> None:
        gateway.day = day
        if day is not Day.NO_SUCH_ADDRESS:
            gateway.refusal = {}

    def arrived() -> list[tuple[str, str]]:
        return [(body["to"], body["text"]["body"]) for body in gateway.received]

    return Rig(WhatsApp(account, timeout=PATIENCE), "6281234567890", arrived, behave, gateway.stop)


def sms_rig(gateway: HttpGateway) -> Rig:
    def arrived() -> list[tuple[str, str]]:
        return [(body["to"], body["text"]) for body in gateway.received]

    adapter = Sms(Gateway(gateway.url, "token-1", "TITIAN"), timeout=PATIENCE)
    return Rig(
        adapter, "6281234567890", arrived, lambda day: setattr(gateway, "day", day), gateway.stop
    )


def push_rig(gateway: HttpGateway) -> Rig:
    """A push service, and the browser behind it."""
    key, browser = key_of("a kept secret"), Browser()
    gateway.read = lambda raw: dict(json.loads(browser.read(raw)))
    there = browser.subscription(f"{gateway.url}/push/1")
    device = Device(1, "Chrome, Android", key.key_id, AT, there)
    found = {"test:1": [device]}
    sender = Sender((key,), "mailto:it@contoh.test", lambda _: True, lambda ref: found.get(ref, []))

    def arrived() -> list[tuple[str, str]]:
        return [("test:1", body["title"]) for body in gateway.received]

    return Rig(
        Push(sender, timeout=PATIENCE),
        "test:1",
        arrived,
        lambda day: setattr(gateway, "day", day),
        gateway.stop,
    )


def smtp_rig(stack: ExitStack, ours: ssl.SSLContext, trust: ssl.SSLContext) -> Rig:
    server = stack.enter_context(mail_server(ours))
    adapter = Smtp(
        Server(
            host="127.0.0.1",
            port=server.port,
            sender="Titian <pesan@titian.test>",
            user="titian",
            password="right",
            trust=trust,
            seconds=3.0,
        )
    )
    return Rig(
        adapter,
        "siti@contoh.test",
        lambda: letters(server.handler),
        lambda day: setattr(server.handler, "day", day),
        server.stop,
    )


def letters(handler: MailHandler) -> list[tuple[str, str]]:
    found = []
    for envelope in handler.letters:
        assert isinstance(envelope.content, bytes)
        letter = email.message_from_bytes(envelope.content, policy=reading)
        body = letter.get_body()
        assert body is not None
        found.append((envelope.rcpt_tos[0], body.get_content().replace("\r\n", "\n").strip()))
    return found


def demo_rig() -> Rig:
    return Rig(
        DemoInbox(), "6281234567890", lambda: [(m.to, m.text) for m in demo_read.inbox("test:1")]
    )


def outgoing(rig: Rig, number: int = 1) -> Outgoing:
    return Outgoing(
        message_id=number,
        ref=f"{number}01",
        recipient_ref="test:1",
        channel=Channel.SMS,
        to=rig.to,
        template="queue/messages/booked.txt",
        data={"number": "A-12"},
        subject="Tiket A-12",
        text=TEXT,
        urgency=Urgency.TURN,
        language="id",
        at=AT,
        conversation_open=True,
    )


every_adapter = pytest.mark.parametrize("rig", [*REAL, "demo"], indirect=True)
real_adapters = pytest.mark.parametrize("rig", REAL, indirect=True)


class TestTransport:
    @pytest.mark.parametrize("rig", [*WORDY, "demo"], indirect=True)
    def test_it_carries_the_words_to_the_address(self, rig: Rig) -> None:
        sent = rig.transport.send(outgoing(rig))

        assert rig.arrived() == [(rig.to, TEXT)]
        assert sent.provider_ref
        assert sent.parts >= 1

    @every_adapter
    def test_a_repeated_message_arrives_once_if_the_adapter_says_so(self, rig: Rig) -> None:
        rig.transport.send(outgoing(rig))
        rig.transport.send(replace(outgoing(rig), ref="102"))

        assert len(rig.arrived()) == (1 if rig.transport.repeatable else 2)

    @real_adapters
    @pytest.mark.slow
    @pytest.mark.parametrize(
        "day,retryable,unknown",
        [
            (Day.SLOW, False, True),
            (Day.DROPPED, False, True),
            (Day.BUSY, True, False),
            (Day.DOWN, True, False),
            (Day.LOCKED_OUT, True, False),
            (Day.NO_SUCH_ADDRESS, False, False),
        ],
        ids=lambda value: getattr(value, "name", ""),
    )
    def test_it_says_whether_trying_again_can_help(
        self, rig: Rig, day: Day, *, retryable: bool, unknown: bool
    ) -> None:
        rig.behave(day)

        with pytest.raises(TransportError) as refused:
            rig.transport.send(outgoing(rig))
        arrived_on_a_bad_day = len(rig.arrived())
        rig.behave(Day.GOOD)
        rig.transport.send(outgoing(rig, 2))

        assert (refused.value.retryable, refused.value.unknown) == (retryable, unknown)
        assert arrived_on_a_bad_day == (1 if unknown else 0)
        assert len(rig.arrived()) == arrived_on_a_bad_day + 1

    @real_adapters
    def test_nobody_listening_can_be_tried_again(self, rig: Rig) -> None:
        rig.close()

        with pytest.raises(TransportError) as refused:
            rig.transport.send(outgoing(rig))

        assert (refused.value.retryable, refused.value.unknown) == (True, False)

    @real_adapters
    @pytest.mark.parametrize("to", ["bukan alamat", "", "a@b\r\nBcc: c@d.test", "0812<script>"])
    def test_what_is_no_address_is_never_tried_again(self, rig: Rig, to: str) -> None:
        with pytest.raises(TransportError) as refused:
            rig.transport.send(replace(outgoing(rig), to=to))

        assert (refused.value.retryable, refused.value.unknown) == (False, False)
        assert not rig.arrived()

    @real_adapters
    @pytest.mark.slow
    def test_it_gives_up_within_its_patience(self, rig: Rig) -> None:
        rig.behave(Day.SLOW)
        began = time.monotonic()

        with pytest.raises(TransportError):
            rig.transport.send(outgoing(rig))

        assert time.monotonic() - began < SLOW_SECONDS
        assert timedelta(seconds=30) <= rig.transport.patience <= timedelta(minutes=2)

    @real_adapters
    @pytest.mark.django_db
    def test_it_refuses_to_go_outside_while_rows_are_locked(self, rig: Rig) -> None:
        with transaction.atomic(), pytest.raises(InsideTransaction):
            rig.transport.send(outgoing(rig))

        assert not rig.arrived()

    @real_adapters
    @pytest.mark.slow
    def test_threads_share_it(self, rig: Rig) -> None:
        def send(number: int) -> None:
            rig.transport.send(outgoing(rig, number))
            connection.close()

        threads = [threading.Thread(target=send, args=(number,)) for number in range(1, 9)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=20)

        assert len(rig.arrived()) == 8

    @real_adapters
    def test_it_logs_and_raises_nothing_personal(
        self, rig: Rig, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.INFO)
        rig.behave(Day.NO_SUCH_ADDRESS)

        with pytest.raises(TransportError) as refused:
            rig.transport.send(outgoing(rig))

        ours = [r.getMessage() for r in caplog.records if not r.name.startswith("mail.")]
        for said in (refused.value.code, str(refused.value), *ours):
            assert rig.to not in said
            assert "A-12" not in said
