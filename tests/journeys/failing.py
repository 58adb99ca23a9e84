"""Gateways that fail or listen, a city of its own, and what people meet when codes get lost."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import default as reading
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from tests.contracts.gateways import (
    Day,
    HttpGateway,
    MailServer,
    certificate_for_this_machine,
    http_gateway,
    mail_server,
)
from tests.databases import fresh_copy, working_in
from tests.factories.frontdoor import Member, a_visitor, make_member
from tests.journeys.serving import Server, serving
from titian.helpdesk import services as helpdesk
from titian.helpdesk.models import Report
from titian.helpdesk.selectors.parties import office_of_parties
from titian.kernel import clock, promises
from titian.kernel.periods import day_of
from titian.kernel.promises import Promise, Unit
from titian.notifications.models import Message
from titian.notifications.types import Channel, State

OPERATOR_MAIL, LATE_MAIL = "jaga@pengelola.example", "pengawas@pengelola.example"
Found = TypeVar("Found")
_HALF_AN_HOUR = timedelta(minutes=30)
_A_MONTH = 48 * 30


@dataclass(frozen=True, slots=True)
class Outside:
    """The SMS gateway and the mail server that Titian really speaks to."""

    sms: HttpGateway
    mail: MailServer

    def letters_to(self, address: str) -> list[str]:
        """Their words, the oldest first."""
        found = [one for one in self.mail.handler.letters if one.rcpt_tos == [address]]
        return [_said(one.content) for one in found]

    def letters_by_now(self, address: str, number: int) -> list[str]:
        return waited(
            lambda: found if len(found := self.letters_to(address)) >= number else None,
            f"{number} letters to {address}",
        )


def _said(letter: bytes | str | None) -> str:
    assert isinstance(letter, bytes)
    read = message_from_bytes(letter, policy=reading)
    return f"{read['Subject']}\n{read.get_content()}"


@contextmanager
def with_real_gateways(server_url: str, folder: Path) -> Iterator[tuple[Server, Outside]]:
    """Titian on a database that no other worker knows, speaking SMS and SMTP over the wire."""
    ours, _ = certificate_for_this_machine(folder)
    with http_gateway() as sms, mail_server(ours) as mail:
        wired = {
            "TITIAN_SMS_URL": sms.url,
            "TITIAN_SMTP_URL": f"smtp://titian:right@127.0.0.1:{mail.port}",
            "TITIAN_EMAIL_FROM": "Titian <pesan@titian.example>",
            "TITIAN_LATE_EMAIL": LATE_MAIL,
            "SSL_CERT_FILE": str(folder / "server.pem"),
        }
        with _a_database(server_url) as url, serving(url, more=wired) as server:
            yield server, Outside(sms, mail)


@contextmanager
def _a_database(server_url: str) -> Iterator[str]:
    """This test's own, for as long as it lasts; the one before comes back."""
    label = os.environ.get("PYTEST_XDIST_WORKER", "main")
    with fresh_copy(server_url, f"{label}_story") as url, working_in(url):
        yield url


def waited(look: Callable[[], Found | None], what: str) -> Found:
    end = time.monotonic() + 45
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(0.1)
    raise AssertionError(f"not within 45 seconds: {what}")


def the_gateway_refuses(outside: Outside) -> None:
    outside.sms.day = Day.DOWN


def was_refused(member: Member) -> Message:
    """The worker handed a code to the gateway, which did not take it."""

    def look() -> Message | None:
        said = Message.objects.filter(recipient_ref=f"person:{member.person_id}", attempts__gt=0)
        return said.exclude(last_error="").exclude(state=State.SENDING).first()

    return waited(look, "a code that the gateway refused")


def somebody_else_waits_in_vain(at: datetime) -> None:
    """Asks for a code, and for another one since none came; then gives up."""
    who, client = make_member(Channel.SMS, at=at, name="Budi Contoh"), a_visitor()
    client.post("/masuk/", who.identity)
    for _ in range(2):
        answer = client.post("/masuk/jalan/", {"channel": "sms"})
        assert answer.status_code == 303, answer.content


def somebody_else_complains(words: str) -> str:
    """Without a code and without an account; the address of the page that follows it."""
    said = {"kunci": str(uuid4()), "jenis": "digital", "isi": words}
    answer = a_visitor().post("/keluhan/", said)
    assert answer.status_code == 303, answer.content
    return str(answer.headers["Location"])


def so_much_has_gone(report: Report, share: int) -> None:
    """The report was sent longer ago than it was: this share of the time has just gone."""
    row, at = Report.objects.get(pk=report.pk), clock.now()
    office, promise = (
        office_of_parties(day_of(at)),
        Promise(row.within or at - at, Unit.WORKING_HOURS),
    )
    before = max((one for one in promises.SHARES if one < share), default=0)
    for halves in range(_A_MONTH):
        sent = at - halves * _HALF_AN_HOUR
        gone = promises.tell_at(sent, at - at, promise, before, office)
        if gone is not None and gone <= at:
            due = promises.due_at(sent, promise.within, promise.unit, office)
            Report.objects.filter(pk=row.pk).update(sent_at=sent, tell_at=gone, due_at=due)
            helpdesk.tell_report_clocks(at=at)
            return
    raise AssertionError("no working hours within a month")
