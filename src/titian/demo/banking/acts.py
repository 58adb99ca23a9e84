"""What the demo's bank can do at the counter: pay, ask again, and misbehave as banks do."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from titian.demo.banking.calling import INQUIRY, PAYMENT, STATUS, Step, call, call_and_hang_up
from titian.demo.banking.visits import (
    account,
    amount,
    bill,
    come_in,
    inquiry,
    is_done,
    number,
    said,
)
from titian.demo.models import DemoBankVisit

_TOO_OLD = timedelta(minutes=10)


def act(here: DemoBankVisit, what: str, *, at: datetime) -> None:
    """Do one of `ACTS` and keep what was said."""
    ACTS[what](here, at)
    here.save()


def _pay(here: DemoBankVisit, at: datetime) -> None:
    """One visit is one payment: the button pressed twice asks about the same one."""
    bank, token = come_in(here, at)
    body = bill(bank, here, at, paymentRequestId=_request_of(here))
    _remember(here, body, number())
    _booked(here, call(bank, token, PAYMENT, body, external_id=here.external_id, at=at))


def _hang_up(here: DemoBankVisit, at: datetime) -> None:
    """The bank pays and does not wait for the answer: it does not know what came of it."""
    bank, token = come_in(here, at)
    body = bill(bank, here, at, paymentRequestId=_request_of(here))
    _remember(here, body, number())
    said(here, call_and_hang_up(bank, token, PAYMENT, body, external_id=here.external_id, at=at))


def _say_again(here: DemoBankVisit, at: datetime) -> None:
    """The same call once more, letter by letter."""
    bank, token = come_in(here, at)
    body = _last(here) or bill(bank, here, at, paymentRequestId=_request_of(here))
    _remember(here, body, here.external_id or number())
    _booked(here, call(bank, token, PAYMENT, body, external_id=here.external_id, at=at))


def _advise(here: DemoBankVisit, at: datetime) -> None:
    """The bank asks later about the same payment, with a new number and flagAdvise Y."""
    bank, token = come_in(here, at)
    body = _last(here) or bill(bank, here, at, paymentRequestId=_request_of(here))
    advice = {**body, "flagAdvise": "Y"}
    _booked(here, call(bank, token, PAYMENT, advice, external_id=number(), at=at))


def _ask_what_came_of_it(here: DemoBankVisit, at: datetime) -> None:
    bank, token = come_in(here, at)
    asked = {**account(bank, here), "paymentRequestId": _request_of(here)}
    step = said(here, call(bank, token, STATUS, asked, external_id=number(), at=at))
    here.is_paid = here.is_paid or is_done(step)


def _sign_wrongly(here: DemoBankVisit, at: datetime) -> None:
    bank, token = come_in(here, at)
    body, other = bill(bank, here, at), uuid4().hex
    said(here, call(bank, token, PAYMENT, body, external_id=number(), at=at, secret=other))


def _change_body(here: DemoBankVisit, at: datetime) -> None:
    """Signed for one amount, sent with another: somebody on the way had a hand in it."""
    bank, token = come_in(here, at)
    body = bill(bank, here, at)
    sent = {**body, "paidAmount": amount("1.00")}
    said(here, call(bank, token, PAYMENT, sent, external_id=number(), at=at, signed=body))


def _call_late(here: DemoBankVisit, at: datetime) -> None:
    """Signed well, ten minutes ago."""
    bank, token = come_in(here, at)
    then = at - _TOO_OLD
    said(here, call(bank, token, PAYMENT, bill(bank, here, then), external_id=number(), at=then))


def _pay_too_little(here: DemoBankVisit, at: datetime) -> None:
    bank, token = come_in(here, at)
    body = bill(bank, here, at, paidAmount=amount("1000.00"))
    said(here, call(bank, token, PAYMENT, body, external_id=number(), at=at))


def _pay_too_late(here: DemoBankVisit, at: datetime) -> None:
    """Another payment although nothing can be paid: paid already, or the time is over."""
    bank, token = come_in(here, at)
    said(here, call(bank, token, PAYMENT, bill(bank, here, at), external_id=number(), at=at))


def _reuse_number(here: DemoBankVisit, at: datetime) -> None:
    """An external id of today with another body."""
    bank, token = come_in(here, at)
    first = here.external_id
    if not first:
        first, asked = number(), inquiry(bank, here)
        said(here, call(bank, token, INQUIRY, asked, external_id=first, at=at))
    said(here, call(bank, token, PAYMENT, bill(bank, here, at), external_id=first, at=at))


ACTS: Mapping[str, Callable[[DemoBankVisit, datetime], None]] = {
    "bayar": _pay,
    "putus": _hang_up,
    "ulangi": _say_again,
    "tanya": _advise,
    "status": _ask_what_came_of_it,
    "tanda-tangan": _sign_wrongly,
    "isi": _change_body,
    "jam": _call_late,
    "jumlah": _pay_too_little,
    "nomor": _reuse_number,
    "terlambat": _pay_too_late,
}


def _request_of(here: DemoBankVisit) -> str:
    return f"kunjungan-{here.pk}-{here.begun_at:%Y%m%d%H%M%S}"


def _last(here: DemoBankVisit) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(here.payment or "{}")
    return found


def _remember(here: DemoBankVisit, body: dict[str, Any], external_id: str) -> None:
    here.payment, here.external_id = json.dumps(body), external_id


def _booked(here: DemoBankVisit, step: Step) -> None:
    said(here, step)
    here.is_paid = here.is_paid or is_done(step)
