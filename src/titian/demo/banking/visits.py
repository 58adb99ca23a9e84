"""A visit to the demo's bank: ask, pay, and misbehave in the ways a bank might."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from secrets import randbelow
from uuid import uuid4

from titian.demo.banking.calling import INQUIRY, PAYMENT, Step, ask_token, call
from titian.demo.models import DemoBank, DemoBankVisit
from titian.kernel.clock import JAKARTA
from titian.kernel.identifiers import digits

_CUSTOMER_DIGITS = 11
_DONE = "200"
_LATEST = 12


def visit(visit_id: int) -> DemoBankVisit | None:
    return DemoBankVisit.objects.filter(pk=visit_id).first()


def begin(account_no: str, *, at: datetime) -> DemoBankVisit:
    """The teller types the number: the bank asks what is due."""
    here = DemoBankVisit(customer_no=digits(account_no)[-_CUSTOMER_DIGITS:], begun_at=at)
    bank, token = _token(here, at)
    asked = {**_account(bank, here), "inquiryRequestId": uuid4().hex}
    step = _said(here, call(bank, token, INQUIRY, asked, external_id=_number(), at=at))
    if step.code.startswith(_DONE):
        account = step.answer["virtualAccountData"]
        here.amount = account["totalAmount"]["value"]
        here.name = account["virtualAccountName"]
    here.save()
    return here


def act(here: DemoBankVisit, what: str, *, at: datetime) -> None:
    """Do one of `ACTS` and keep what was said."""
    ACTS[what](here, at)
    here.steps = here.steps[-_LATEST:]
    here.save()


def _pay(here: DemoBankVisit, at: datetime) -> None:
    bank, token = _token(here, at)
    here.payment, here.external_id = json.dumps(_bill(bank, here, at)), _number()
    step = _paid(here, bank, token, at, here.external_id)
    here.is_paid = step.code.startswith(_DONE)


def _say_again(here: DemoBankVisit, at: datetime) -> None:
    """The bank heard nothing and repeats the same call."""
    bank, token = _token(here, at)
    _paid(here, bank, token, at, here.external_id or _number())


def _advise(here: DemoBankVisit, at: datetime) -> None:
    """The bank asks later about the same payment, with a new number and flagAdvise Y."""
    bank, token = _token(here, at)
    body = {**_last_bill(bank, here, at), "flagAdvise": "Y"}
    _said(here, call(bank, token, PAYMENT, body, external_id=_number(), at=at))


def _sign_wrongly(here: DemoBankVisit, at: datetime) -> None:
    bank, token = _token(here, at)
    body = _bill(bank, here, at)
    other = uuid4().hex
    step = call(bank, token, PAYMENT, body, external_id=_number(), at=at, secret=other)
    _said(here, step)


def _pay_too_little(here: DemoBankVisit, at: datetime) -> None:
    bank, token = _token(here, at)
    body = {**_bill(bank, here, at), "paidAmount": {"value": "1000.00", "currency": "IDR"}}
    _said(here, call(bank, token, PAYMENT, body, external_id=_number(), at=at))


def _reuse_number(here: DemoBankVisit, at: datetime) -> None:
    """An external id of today with another body."""
    bank, token = _token(here, at)
    first = here.external_id
    if not first:
        first = _number()
        asked = {**_account(bank, here), "inquiryRequestId": uuid4().hex}
        _said(here, call(bank, token, INQUIRY, asked, external_id=first, at=at))
    body = _bill(bank, here, at)
    _said(here, call(bank, token, PAYMENT, body, external_id=first, at=at))


ACTS: Mapping[str, Callable[[DemoBankVisit, datetime], None]] = {
    "bayar": _pay,
    "ulangi": _say_again,
    "tanya": _advise,
    "tanda-tangan": _sign_wrongly,
    "jumlah": _pay_too_little,
    "nomor": _reuse_number,
}


def _token(here: DemoBankVisit, at: datetime) -> tuple[DemoBank, str]:
    bank = DemoBank.objects.get()
    step = _said(here, ask_token(bank, at=at))
    return bank, str(step.answer.get("accessToken", "-"))


def _paid(here: DemoBankVisit, bank: DemoBank, token: str, at: datetime, external_id: str) -> Step:
    body = _last_bill(bank, here, at)
    return _said(here, call(bank, token, PAYMENT, body, external_id=external_id, at=at))


def _said(here: DemoBankVisit, step: Step) -> Step:
    """Kept as text: what was sent is shown letter by letter."""
    here.steps.append(
        {
            "request": step.request,
            "headers": "\n".join(f"{name}: {value}" for name, value in step.headers.items()),
            "body": json.dumps(step.body, indent=2),
            "answer": json.dumps(step.answer, indent=2),
            "code": step.code,
            "is_done": step.code.startswith(_DONE),
        }
    )
    return step


def _account(bank: DemoBank, here: DemoBankVisit) -> dict[str, object]:
    service_id = bank.service_no.rjust(8)
    return {
        "partnerServiceId": service_id,
        "customerNo": here.customer_no,
        "virtualAccountNo": service_id + here.customer_no,
    }


def _last_bill(bank: DemoBank, here: DemoBankVisit, at: datetime) -> dict[str, object]:
    found: dict[str, object] = json.loads(here.payment or "{}")
    return found or _bill(bank, here, at)


def _bill(bank: DemoBank, here: DemoBankVisit, at: datetime) -> dict[str, object]:
    return {
        **_account(bank, here),
        "virtualAccountName": here.name,
        "paymentRequestId": uuid4().hex,
        "paidAmount": {"value": here.amount or "35000.00", "currency": "IDR"},
        "trxDateTime": at.astimezone(JAKARTA).isoformat(timespec="seconds"),
        "referenceNo": f"{randbelow(10**15):015}",
        "flagAdvise": "N",
    }


def _number() -> str:
    return f"{randbelow(10**18):018}"
