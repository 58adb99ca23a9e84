"""A visit to the demo's bank: the teller types a number, and everything said is kept."""

import json
from datetime import datetime
from secrets import randbelow
from typing import Any
from uuid import uuid4

from titian.demo.banking.calling import INQUIRY, Body, Step, ask_token, call
from titian.demo.models import DemoBank, DemoBankVisit
from titian.kernel.clock import JAKARTA
from titian.kernel.identifiers import digits

_CUSTOMER_DIGITS = 11
_DONE = "200"
_LATEST = 12
_WHATEVER = "35000.00"  # offered where the bank was told no amount


def visit(visit_id: int) -> DemoBankVisit | None:
    return DemoBankVisit.objects.filter(pk=visit_id).first()


def begin(account_no: str, *, at: datetime) -> DemoBankVisit:
    """The bank asks what is due."""
    here = DemoBankVisit(customer_no=digits(account_no)[-_CUSTOMER_DIGITS:], begun_at=at)
    bank, token = come_in(here, at)
    step = said(here, call(bank, token, INQUIRY, inquiry(bank, here), external_id=number(), at=at))
    if is_done(step):
        told = step.answer["virtualAccountData"]
        here.amount = told["totalAmount"]["value"]
        here.name = told["virtualAccountName"]
    here.save()
    return here


def come_in(here: DemoBankVisit, at: datetime) -> tuple[DemoBank, str]:
    """The bank and a fresh token; the call for it is kept as well."""
    bank = DemoBank.objects.get()
    step = said(here, ask_token(bank, at=at))
    return bank, str(step.answer.get("accessToken", "-"))


def said(here: DemoBankVisit, step: Step) -> Step:
    """Kept as text: what was sent is shown letter by letter."""
    kept = {
        "request": step.request,
        "headers": "\n".join(f"{name}: {value}" for name, value in step.headers.items()),
        "body": json.dumps(step.body, indent=2),
        "answer": json.dumps(step.answer, indent=2),
        "code": step.code,
        "is_done": is_done(step),
    }
    here.steps = [*here.steps, kept][-_LATEST:]
    return step


def is_done(step: Step) -> bool:
    return step.code.startswith(_DONE)


def inquiry(bank: DemoBank, here: DemoBankVisit) -> Body:
    return {**account(bank, here), "inquiryRequestId": uuid4().hex}


def bill(bank: DemoBank, here: DemoBankVisit, at: datetime, **changes: Any) -> dict[str, Any]:
    """The body of a payment; another request than any before, unless it says otherwise."""
    return {
        **account(bank, here),
        "virtualAccountName": here.name,
        "paymentRequestId": uuid4().hex,
        "paidAmount": amount(here.amount or _WHATEVER),
        "trxDateTime": at.astimezone(JAKARTA).isoformat(timespec="seconds"),
        "referenceNo": f"{randbelow(10**15):015}",
        "flagAdvise": "N",
        **changes,
    }


def amount(value: str) -> dict[str, str]:
    return {"value": value, "currency": "IDR"}


def number() -> str:
    """An X-EXTERNAL-ID that nobody used today."""
    return f"{randbelow(10**18):018}"


def account(bank: DemoBank, here: DemoBankVisit) -> dict[str, str]:
    service_id = bank.service_no.rjust(8)
    return {
        "partnerServiceId": service_id,
        "customerNo": here.customer_no,
        "virtualAccountNo": service_id + here.customer_no,
    }
