"""The bank's door: whoever proves to be a partner asks for a bill, pays it, asks what came of it.

The payment, the answer that was given and the row to look at commit together, so that a bank
that heard nothing can ask again and hears the same.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.db import transaction

from titian.bridging.errors import SnapRefused
from titian.bridging.rules import snap_answers as answers
from titian.bridging.rules import snap_fields as fields
from titian.bridging.rules import snap_signatures as signatures
from titian.bridging.rules.banking import is_from
from titian.bridging.rules.snap_headers import (
    WINDOW,
    call_headers,
    is_near,
    refuse_unless_json,
    token_headers,
)
from titian.bridging.selectors import find_caller, find_client
from titian.bridging.services.banks import give_token, hash_of
from titian.bridging.services.calls import Call, call_of, claim, earlier, note
from titian.bridging.services.pacing import Pace
from titian.bridging.types import (
    Caller,
    CallHeaders,
    Oddity,
    SnapAnswer,
    SnapCase,
    SnapRequest,
    SnapService,
)
from titian.contributions import selectors as contributions_read
from titian.contributions import services as contributions
from titian.contributions.types import Received, Via
from titian.kernel.actors import Actor
from titian.kernel.clock import JAKARTA
from titian.kernel.errors import Refusal

_calls = Pace(settings.TITIAN_BANK_PER_SECOND, settings.TITIAN_BANK_PER_SECOND * 5)
_wrong = Pace(1, 60)

# What was done: the answer, whether it is worth a look, and our own reference.
Done = tuple[SnapAnswer, Oddity, str]


def take(service: SnapService, request: SnapRequest, *, at: datetime) -> SnapAnswer:
    """Answer one call. Whatever is wrong with it has its code; only our own faults raise."""
    call = call_of(service, request, at)
    try:
        refuse_unless_json(request)
        if service is SnapService.ACCESS:
            return _give_token(request, at)
        return _called(call, request)
    except SnapRefused as refused:
        answered = answers.answer(service, refused.case, field=refused.field)
        if not _wrong.admits(request.address, at):
            return answers.answer(service, SnapCase.TOO_MANY)
        note(call, answered, Oddity.REFUSED)
        return answered


def _give_token(request: SnapRequest, at: datetime) -> SnapAnswer:
    client_key, timestamp, said_at, signature = token_headers(request.headers)
    found = find_client(client_key)
    if found is None or not is_near(said_at, at):
        raise SnapRefused(SnapCase.UNAUTHORIZED)
    bank, public_key = found
    is_known = bank.is_active and is_from(request.address, bank.addresses)
    if not is_known or not signatures.is_token_request_genuine(
        public_key, client_key=client_key, timestamp=timestamp, signature=signature
    ):
        raise SnapRefused(SnapCase.UNAUTHORIZED)
    fields.token_grant(fields.read(request.body))
    if not _calls.admits(bank.partner_id, at):
        raise SnapRefused(SnapCase.TOO_MANY)
    return answers.token_given(give_token(bank_id=bank.bank_id, at=at))


def _called(call: Call, request: SnapRequest) -> SnapAnswer:
    headers = call_headers(request.headers)
    caller = find_caller(hash_of(headers.token), headers.external_id, on=call.day, at=call.at)
    if caller is None or caller.token_until <= call.at:
        raise SnapRefused(SnapCase.INVALID_TOKEN)
    _refuse_unless_genuine(caller, headers, request, call.at)
    if not _calls.admits(caller.partner_id, call.at):
        raise SnapRefused(SnapCase.TOO_MANY)
    proved = replace(call, bank_id=caller.bank_id)
    if caller.earlier_hash is not None:
        answered = earlier(proved, caller.earlier_hash, caller.earlier_answer)
        note(proved, answered, Oddity.REPEATED_CALL)
        return answered
    return _answered(caller, proved, request.body)


def _refuse_unless_genuine(
    caller: Caller, headers: CallHeaders, request: SnapRequest, at: datetime
) -> None:
    if headers.partner_id != caller.partner_id:
        raise SnapRefused(SnapCase.PARTNER_NOT_FOUND)
    text = signatures.string_to_sign(
        method=request.method,
        path=request.path,
        token=headers.token,
        body=request.body,
        timestamp=headers.timestamp,
    )
    signed = [signatures.is_call_genuine(s, text, headers.signature) for s in caller.secrets]
    is_known = caller.is_active and is_from(request.address, caller.addresses)
    if not any(signed) or not is_known or not is_near(headers.said_at, at):
        raise SnapRefused(SnapCase.UNAUTHORIZED)


@transaction.atomic
def _answered(caller: Caller, call: Call, body: bytes) -> SnapAnswer:
    """What is done and what was answered, in one transaction; a conflict undoes both."""
    try:
        answered, odd, reference = _ANSWERERS[call.service](caller, body, call.at)
    except SnapRefused as refused:
        answered = answers.answer(call.service, refused.case, field=refused.field)
        odd, reference = Oddity.REFUSED, ""
    return claim(call, answered, odd=odd, reference=reference)


def _inquire(caller: Caller, body: bytes, at: datetime) -> Done:
    asked = fields.inquiry(fields.read(body))
    _refuse_unless_own(caller, asked.payer.partner_service_id)
    try:
        found = contributions_read.outstanding_by_number(asked.payer.customer_no, at=at)
    except Refusal as refusal:
        answered = answers.bill_refused(asked, answers.REFUSED[refusal.code])
    else:
        answered = answers.bill_shown(asked, *found)
    return answered, Oddity.NONE if answered.status == 200 else Oddity.REFUSED, ""


def _pay(caller: Caller, body: bytes, at: datetime) -> Done:
    asked = fields.payment(fields.read(body))
    _refuse_unless_own(caller, asked.payer.partner_service_id)
    if asked.paid_at and asked.paid_at > at + WINDOW:
        raise SnapRefused(SnapCase.INVALID_FORMAT, "trxDateTime")
    rupiah, hundredths = divmod(asked.hundredths, 100)
    if hundredths:
        return answers.payment_answered(asked, SnapCase.INVALID_AMOUNT), Oddity.REFUSED, ""
    received = Received(
        partner=caller.partner_id,
        request_id=asked.request_id,
        amount=rupiah,
        paid_at=min(asked.paid_at or at, at),
        via=Via.VIRTUAL_ACCOUNT,
        reference=asked.reference,
    )
    try:
        paid = contributions.pay(
            customer_no=asked.payer.customer_no,
            received=received,
            by=Actor.system(f"bank.{caller.partner_id}"),
            at=at,
        )
    except Refusal as refusal:
        case = answers.REFUSED[refusal.code]
        return answers.payment_answered(asked, case), Oddity.REFUSED, ""
    odd = Oddity.REPEATED_PAYMENT if paid.repeated else Oddity.NONE
    answered = answers.payment_answered(asked, SnapCase.SUCCESS)
    return answered, odd, f"payment:{paid.payment_id}"


def _tell_status(caller: Caller, body: bytes, at: datetime) -> Done:
    del at
    asked = fields.status_question(fields.read(body))
    _refuse_unless_own(caller, asked.payer.partner_service_id)
    payment = contributions_read.payment_by_request(
        partner=caller.partner_id, request_id=asked.request_id
    )
    if payment is None:
        raise SnapRefused(SnapCase.TRANSACTION_NOT_FOUND)
    _refuse_unless_its(payment.family_id, asked.payer.customer_no)
    paid_at = payment.paid_at.astimezone(JAKARTA).isoformat(timespec="seconds")
    answered = answers.status_told(
        asked.payer, asked.request_id, payment.amount, paid_at, payment.reference
    )
    return answered, Oddity.NONE, f"payment:{payment.payment_id}"


def _refuse_unless_its(family_id: int, customer_no: str) -> None:
    """A payment is told to who names a card of the family that paid it."""
    try:
        asked_for = contributions_read.family_of_number(customer_no)
    except Refusal as refusal:
        raise SnapRefused(answers.REFUSED[refusal.code]) from refusal
    if asked_for != family_id:
        raise SnapRefused(SnapCase.INCONSISTENT)


def _refuse_unless_own(caller: Caller, partner_service_id: str) -> None:
    if partner_service_id != fields.padded(caller.service_no):
        raise SnapRefused(SnapCase.PARTNER_NOT_FOUND)


_ANSWERERS: Mapping[SnapService, Callable[[Caller, bytes, datetime], Done]] = {
    SnapService.INQUIRY: _inquire,
    SnapService.PAYMENT: _pay,
    SnapService.STATUS: _tell_status,
}


def take_fault(service: SnapService, *, database_away: bool) -> SnapAnswer:
    """Something of ours is broken: the bank asks again later."""
    case = SnapCase.GENERAL_ERROR if database_away else SnapCase.INTERNAL_ERROR
    return answers.answer(service, case)


def forget_paces() -> None:
    """As if this process had just started."""
    _calls.forget()
    _wrong.forget()
