"""Adapters as settings make them; half a set-up is refused at the start."""

from datetime import UTC, datetime

import httpx
import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django.fixtures import Settings

from titian.bridging.apps import transports_are_whole
from titian.bridging.transports import sms, smtp, whatsapp
from titian.bridging.transports.http import pause_of
from titian.bridging.transports.smtp import Server, server_from, written
from titian.notifications.ports import Outgoing, Transport
from titian.notifications.types import Channel, Urgency

FROM = "Titian <pesan@titian.test>"
SOONER, LATER = "Mon, 23 Nov 2026 03:00:00 GMT", "Mon, 23 Nov 2026 03:02:00 GMT"


@pytest.mark.parametrize(
    "url,host,port,tls",
    [
        ("smtp://u:p%40ss@mail.test", "mail.test", 587, "starttls"),
        ("smtp://mail.test:25?tls=none", "mail.test", 25, "none"),
        ("smtps://mail.test", "mail.test", 465, "tls"),
        ("smtp://mail.test:465?tls=tls", "mail.test", 465, "tls"),
    ],
)
def test_a_mail_server_is_read_from_its_address(url: str, host: str, port: int, tls: str) -> None:
    server = server_from(url, FROM)

    assert (server.host, server.port, server.tls) == (host, port, tls)
    assert server.password == ("p@ss" if "@" in url else "")


@pytest.mark.parametrize(
    "url,sender",
    [
        ("http://mail.test", FROM),
        ("smtp://", FROM),
        ("smtp://mail.test?tls=maybe", FROM),
        ("smtp://mail.test", "Titian"),
        ("smtp://mail.test", ""),
    ],
)
def test_a_mail_server_that_makes_no_sense_is_refused(url: str, sender: str) -> None:
    with pytest.raises(ImproperlyConfigured):
        server_from(url, sender)


def test_a_letter_has_one_name_however_often_it_is_sent() -> None:
    outgoing = Outgoing(
        message_id=7,
        ref="99",
        recipient_ref="person:1",
        channel=Channel.EMAIL,
        to="siti@contoh.test",
        template="queue/messages/booked.txt",
        data={},
        subject="Tiket A-12 – besok",
        text="Datang pukul 08.10.",
        urgency=Urgency.NORMAL,
        language="id",
        at=datetime(2026, 11, 23, 3, 0, tzinfo=UTC),
    )

    letter = written(outgoing, Server("mail.test", 587, FROM))

    assert letter["Message-ID"] == "<titian.7@titian.test>"
    assert letter["Subject"] == "Tiket A-12 – besok"
    assert letter["Date"] == "Mon, 23 Nov 2026 03:00:00 +0000"
    assert letter["Auto-Submitted"] == "auto-generated"


def test_half_a_set_up_stops_the_start(settings: Settings) -> None:
    settings.TITIAN_TRANSPORTS = {
        "whatsapp": "titian.bridging.transports.whatsapp.configured",
        "sms": "titian.bridging.transports.sms.configured",
        "email": "titian.bridging.transports.smtp.configured",
    }
    settings.TITIAN_WHATSAPP_PHONE_ID = ""
    settings.TITIAN_SMS_FIELDS = {"telepon": "msisdn"}
    settings.TITIAN_SMTP_URL = "smtp://mail.test"
    settings.TITIAN_EMAIL_FROM = ""

    faults = transports_are_whole(None)

    assert [fault.id for fault in faults] == ["bridging.E001"] * 3
    assert "TITIAN_WHATSAPP_PHONE_ID" in faults[0].msg
    assert "telepon" in faults[1].msg


def test_a_whole_set_up_is_taken(settings: Settings) -> None:
    settings.TITIAN_WHATSAPP_PHONE_ID = settings.TITIAN_WHATSAPP_APP_SECRET = "x"
    settings.TITIAN_WHATSAPP_VERIFY_TOKEN = "x"
    settings.TITIAN_SMTP_URL, settings.TITIAN_EMAIL_FROM = "smtp://mail.test", FROM

    made: list[Transport] = [whatsapp.configured(), sms.configured(), smtp.configured()]

    assert not any(adapter.repeatable for adapter in made)


@pytest.mark.parametrize(
    "headers,seconds",
    [
        ({"retry-after": "90"}, 90),
        ({"retry-after": "999999999999"}, 3600),
        (
            {
                "retry-after": "Mon, 23 Nov 2026 03:02:00 GMT",
                "date": "Mon, 23 Nov 2026 03:00:00 GMT",
            },
            120,
        ),
        (
            {
                "retry-after": "Mon, 23 Nov 2026 03:00:00 GMT",
                "date": "Mon, 23 Nov 2026 03:02:00 GMT",
            },
            0,
        ),
        ({"retry-after": LATER}, None),
        ({"retry-after": "soon", "date": SOONER}, None),
        ({}, None),
    ],
)
def test_the_pause_a_gateway_asks_for_is_read(headers: dict[str, str], seconds: int | None) -> None:
    pause = pause_of(httpx.Response(429, headers=headers))

    assert (None if pause is None else pause.total_seconds()) == seconds
